"""Names of files as bytes: what a disk can hold, not what a program expects."""

import ast
import re
from functools import cache
from pathlib import Path

from hypothesis import strategies as st

from tests.fuzz.doors import ROOT

MOST = 255
"""Bytes of a name that file systems take."""


@cache
def dictionary() -> tuple[str, ...]:
    """Words of the program itself that could be names or ends of names."""
    found = set()
    for path in Path(ROOT, "grader").rglob("*.py"):
        if "exercises" in path.parts or "student" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                text = node.value
                if re.fullmatch(r"[./~]?[\w-]{2,16}(\.[\w]{1,8})?", text):
                    found.add(text.strip("/"))
    return tuple(sorted(found))


def words() -> st.SearchStrategy[bytes]:
    """Names of the program's own files and folders, also put together."""
    word = st.sampled_from(dictionary()).map(str.encode)
    own = st.sampled_from([b"week1", b"first_neuron", b"first_neuron.ipynb", b"honest", b"week2"])
    ends = st.sampled_from([w.encode() for w in dictionary() if w.startswith(".")] or [b".tmp"])
    return st.one_of(own, word, st.builds(bytes.__add__, own, ends), st.builds(_dot, own, word))


def _dot(left: bytes, right: bytes) -> bytes:
    return left + b"." + right.lstrip(b".")


def _strange() -> st.SearchStrategy[bytes]:
    control = st.characters(categories=["Cc", "Cf", "Zs", "Zl", "Zp"], exclude_characters="\0")
    formula = st.sampled_from("=+-@\t\r")
    text = st.text(
        st.one_of(control, formula, st.sampled_from("ae\u0301[/b]<'\"&;|$*%")), min_size=1
    )
    escape = st.sampled_from(["\x1b[2J", "\x1b]0;x\x07", "\u202e", "\x9b31m", "=1+1", "@a", "<b>"])
    return st.one_of(text, escape, st.builds(str.__add__, escape, text)).map(_encoded)


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass").replace(b"/", b"_")


def _long() -> st.SearchStrategy[bytes]:
    part = st.sampled_from([b"a", b"\xff", "ä".encode(), "𝒳".encode(), b"\xe9", b"."])
    return st.builds(lambda p, n: (p * n)[:n], part, st.integers(100, MOST))


def names() -> st.SearchStrategy[bytes]:
    """Any name of a file."""
    raw = st.binary(min_size=1, max_size=30)
    end = st.sampled_from([b"", b"", b".ipynb", b".py", b".zip", b".IPYNB", b".ipynb.txt"])
    any_name = st.one_of(words(), _strange(), _long(), raw)
    return st.builds(bytes.__add__, any_name, end).map(_possible)


def _possible(name: bytes) -> bytes:
    name = name.replace(b"/", b"_").replace(b"\0", b"0")[:MOST]
    return name if name not in (b"", b".", b"..") else b"dots"


def colliding() -> st.SearchStrategy[list[bytes]]:
    """Names that differ in bytes, and look the same to some program that reads them."""

    @st.composite
    def draw(pick: st.DrawFn) -> list[bytes]:
        start = pick(st.sampled_from([b"", b"ana", b"first_neuron"]))
        pairs: list[list[bytes]] = [
            [b"\xff", b"\xfe", "\ufffd".encode()],
            ["é".encode(), "e\u0301".encode(), b"\xe9"],
            [b"\\xff", b"\xff", b"%ff"],
            [b"A", b"a"],
            [b" ", "\u00a0".encode(), b"  "],
            ["\u200b".encode(), b""],
        ]
        ends = pick(st.sampled_from(pairs))
        rest = pick(st.sampled_from([b"", b"x", b".ipynb"]))
        return [_possible(start + end + rest) for end in ends]

    return draw()
