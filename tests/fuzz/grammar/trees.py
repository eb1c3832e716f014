"""Trees of files: what a student's folder can hold besides notebooks."""

import io
import os
import socket
import stat
import tarfile
import zipfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import strategies as st

from tests.fuzz.grammar.names import colliding, names


@dataclass(frozen=True)
class Node:
    """A file of some kind: what it is, its content, and, for a folder, what is in it."""

    name: bytes
    kind: str
    data: bytes = b""
    inside: Sequence["Node"] = field(default_factory=tuple)
    count: int = 0

    def __repr__(self) -> str:
        parts = [repr(self.name), repr(self.kind)]
        parts += [f"{self.data[:60]!r} ({len(self.data)} bytes)"] if self.data else []
        parts += [f"{self.inside!r}"] if self.inside else []
        parts += [str(self.count)] if self.count else []
        return f"Node({', '.join(parts)})"


def write(folder: bytes, nodes: Sequence[Node]) -> None:
    """Write nodes to a folder; what this disk does not take is left out."""
    os.makedirs(folder, exist_ok=True)
    for node in nodes:
        with suppress(OSError, ValueError):
            _write(folder + b"/" + node.name, node)


def _write(path: bytes, node: Node) -> None:
    if os.path.lexists(path):
        return
    if node.kind == "folder":
        write(path, node.inside)
    elif node.kind == "deep":
        _deep(path, node.name, node.count, node.data)
    elif node.kind == "many":
        os.mkdir(path)
        for number in range(node.count):
            Path(os.fsdecode(path), f"{number}").write_bytes(node.data)
    elif node.kind == "link":
        os.symlink(node.data, path)
    elif node.kind == "hard link":
        os.link(node.data, path)
    elif node.kind == "fifo":
        os.mkfifo(path)
    elif node.kind == "socket":
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(path)
    elif node.kind == "device":
        os.mknod(path, 0o666 | stat.S_IFCHR, os.makedev(1, 5))
    elif node.kind == "sparse":
        with open(path, "wb") as file:
            file.truncate(node.count)
    else:
        with open(path, "wb") as file:
            file.write(node.data)
        if node.kind == "closed":
            os.chmod(path, 0)


def _deep(path: bytes, name: bytes, depth: int, data: bytes) -> None:
    """Folders in each other, deeper than the longest path: each is entered on the way."""
    here = os.open(".", os.O_RDONLY)
    try:
        os.mkdir(path)
        os.chdir(path)
        for _ in range(depth):
            os.mkdir(name[:40])
            os.chdir(name[:40])
        with open(b"end", "wb") as file:
            file.write(data)
    finally:
        os.fchdir(here)
        os.close(here)


def remove(folder: Path) -> None:
    """Remove a tree of any depth."""
    os.system(f"rm -rf -- '{folder}'")


def archives(contents: st.SearchStrategy[bytes]) -> st.SearchStrategy[Node]:
    """Archives with members of any name, also outside of the archive, and with archives."""
    outside = st.sampled_from([b"../../a", b"/tmp/a", b"a/../../b", b"C:\\a", b"./x", b"a\\b"])
    member = st.tuples(st.one_of(names(), outside), contents)
    members = st.lists(member, min_size=1, max_size=4)
    forms = st.sampled_from([".zip", ".tar.gz", ".tar", ".ZIP", ".tgz"])
    return st.builds(_archive, names(), forms, members, st.booleans())


def packed(form: str, members: Sequence[tuple[bytes, bytes]]) -> bytes:
    """The bytes of an archive."""
    file = io.BytesIO()
    with suppress(Exception):
        if form.lower() == ".zip":
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
                for name, data in members:
                    archive.writestr(name.decode("utf-8", "replace") or "x", data)
        else:
            mode = "w:gz" if form.endswith("gz") else "w"
            with tarfile.open(fileobj=file, mode=mode) as archive:  # type: ignore[call-overload]
                for name, data in members:
                    entry = tarfile.TarInfo(name.decode("utf-8", "surrogateescape"))
                    entry.size = len(data)
                    archive.addfile(entry, io.BytesIO(data))
    return file.getvalue()


def _archive(name: bytes, form: str, members: Sequence[tuple[bytes, bytes]], twice: bool) -> Node:
    data = packed(form, members)
    if twice:
        data = packed(form, [(b"inner" + form.encode(), data)])
    return Node(name[:200] + form.encode(), "file", data)


def _bombs() -> st.SearchStrategy[Node]:
    """Small archives of much that is alike: JSON and bytes."""
    unit = st.sampled_from([b"[", b'{"a":', b"[1],", b" ", b'"a",', b"[[],"])
    size = st.sampled_from([10**4, 10**6, 10**7])

    def make(unit: bytes, size: int, start: bytes) -> Node:
        data = start + unit * (size // len(unit))
        return Node(b"bomb.zip", "file", packed(".zip", [(b"first_neuron.ipynb", data)]))

    starts = st.sampled_from([b"", b'{"nbformat":4,"nbformat_minor":5,"metadata":{},"cells":['])
    return st.builds(make, unit, size, starts)


def nodes(contents: st.SearchStrategy[bytes]) -> st.SearchStrategy[Node]:
    """Any file or folder."""
    file = st.builds(Node, names(), st.sampled_from(["file", "file", "closed"]), contents)
    special = st.builds(Node, names(), st.sampled_from(["fifo", "socket", "device"]))
    target = st.sampled_from(
        [b"/etc/passwd", b"/dev/zero", b"..", b".", b"loop", b"/", b"../../honest 1/week1/"]
    )
    link = st.builds(Node, names(), st.sampled_from(["link", "hard link"]), target)
    sparse = st.builds(Node, names(), st.just("sparse"), count=st.sampled_from([10**8, 10**11]))
    deep = st.builds(Node, names(), st.just("deep"), contents, count=st.integers(50, 2000))
    many = st.builds(Node, names(), st.just("many"), contents, count=st.integers(1, 3000))
    leaves = st.one_of(file, special, link, sparse, deep, many, archives(contents), _bombs())
    return st.recursive(
        leaves,
        lambda inner: st.builds(
            Node, names(), st.just("folder"), inside=st.lists(inner, max_size=4)
        ),
        max_leaves=6,
    )


def twins(contents: st.SearchStrategy[bytes]) -> st.SearchStrategy[list[Node]]:
    """Files and folders whose names look the same."""

    @st.composite
    def draw(pick: st.DrawFn) -> list[Node]:
        made = []
        for name in pick(colliding()):
            kind = pick(st.sampled_from(["file", "folder"]))
            inside = (Node(b"inside", "file", b"x"),) if kind == "folder" else ()
            made.append(Node(name, kind, pick(contents), inside))
        return made

    return draw()
