import os
import socket
from pathlib import Path

import pytest

from grader.engine.sandbox.linux import landlock, libc
from tests.engine.sandbox.children import in_child, refused


def test_later_versions_refuse_whatever_earlier_ones_did() -> None:
    for abi in range(1, 9):
        earlier, later = landlock.supported_rights(abi), landlock.supported_rights(abi + 1)
        assert all(old & new == old for old, new in zip(earlier, later, strict=True))


def test_nothing_but_the_given_folders_can_be_reached(tmp_path: Path) -> None:
    for name in ("read", "write", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "file").write_text(name, encoding="utf-8")
    readable, writable, other = (str(tmp_path / name) for name in ("read", "write", "other"))

    def restrict_and_try() -> list[bool]:
        libc.drop_capabilities()
        landlock.restrict((readable, "/nowhere"), (writable,))
        return refused(
            lambda: Path(readable, "file").read_bytes(),
            lambda: os.listdir(writable),
            lambda: Path(writable, "new").write_bytes(b""),
            lambda: os.rename(f"{writable}/new", f"{writable}/newer"),
            lambda: os.remove(f"{writable}/newer"),
            lambda: Path(other, "file").read_bytes(),
            lambda: os.listdir(tmp_path),
            lambda: Path(readable, "file").write_bytes(b""),
            lambda: Path(readable, "new").write_bytes(b""),
            lambda: os.link(f"{readable}/file", f"{writable}/linked"),
            lambda: os.rename(f"{other}/file", f"{writable}/moved"),
        )

    assert in_child(restrict_and_try) == [False] * 5 + [True] * 6
    assert (tmp_path / "other" / "file").read_text(encoding="utf-8") == "other"


def test_a_link_leads_to_no_more_than_its_target(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret", encoding="utf-8")
    (tmp_path / "work").mkdir()
    work = str(tmp_path / "work")

    def restrict_and_try() -> list[bool]:
        libc.drop_capabilities()
        landlock.restrict((), (work,))
        os.symlink("../secret", f"{work}/link")
        return refused(lambda: Path(work, "link").read_bytes())

    assert in_child(restrict_and_try) == [True]


@pytest.mark.parametrize("right", ["network", "signals"])
def test_what_this_kernel_can_keep_in_beyond_files_is_kept_in(right: str) -> None:
    parent = os.getpid()

    def restrict_and_try() -> list[bool]:
        libc.drop_capabilities()
        landlock.restrict((), ())
        if right == "signals":
            return refused(lambda: os.kill(parent, 0))
        with socket.socket() as connection:
            return refused(lambda: connection.bind(("127.0.0.1", 0)))

    _, network, scopes = landlock.supported_rights(landlock.version())
    assert in_child(restrict_and_try) == [bool(scopes if right == "signals" else network)]
