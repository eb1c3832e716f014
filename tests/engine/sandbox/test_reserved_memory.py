"""A library may reserve much when it is imported; what is used stays limited."""

import contextlib
import importlib
import resource
import sys
from pathlib import Path

import pytest

from grader.engine.fork_server import Cell, fork_server
from grader.engine.sandbox.reserved_memory import imports_may_reserve, limit_what_is_added
from grader.limited_fork import held_bytes
from tests.engine.sandbox.children import in_fresh_child
from tests.sandboxed import SMALL

LIBRARY = """\
import ctypes
libc = ctypes.CDLL(None)
libc.mmap.restype = ctypes.c_void_p
def reserve(size):
    # For reading and writing, private and anonymous, MAP_NORESERVE.
    size, none = ctypes.c_size_t(size), ctypes.c_long(0)
    return libc.mmap(None, size, 3, 0x4022, -1, none) != 2**64 - 1
if not reserve(4 << 30):
    raise MemoryError("4 GB cannot be reserved")
"""
HOARD = """\
kept = []
try:
    while True:
        kept.append(b"x" * (50 << 20))
except MemoryError:
    print(len(kept) * 50)
    del kept
"""


@pytest.mark.parametrize("use_groups", [True, False])
def test_a_large_library_is_imported_and_what_is_used_is_limited_as_before(
    tmp_path: Path, use_groups: bool
) -> None:
    files = {"large_library.py": LIBRARY.encode()}
    with fork_server(tmp_path, SMALL, use_groups=use_groups) as server:
        sources = (HOARD, "from large_library import reserve", "print(reserve(4 << 30))", HOARD)
        cells = [Cell(str(number), source) for number, source in enumerate(sources)]
        with server.run(cells, files) as run:
            before, imported, reserved, after = (run.outputs[cell.id] for cell in cells)
        assert imported == []
        assert [each["text"] for each in reserved] == ["False\n"]
        for outputs in (before, after):
            (printed,) = (int(str(each["text"])) for each in outputs)
            assert 400 <= printed <= SMALL.memory >> 20
        # In the cell of the import, what all processes of a notebook may use together is the limit.
        with server.run([Cell("a", f"import large_library\n{HOARD}")], files) as run:
            assert "memory" in str(run.problem)


def _judging(folder: str) -> list[bool]:
    Path(folder, "large_library.py").write_text(LIBRARY, encoding="utf-8")
    sys.path.append(folder)
    hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
    resource.setrlimit(resource.RLIMIT_DATA, (held_bytes() + (1 << 30), hard))
    with imports_may_reserve() as imports:
        import large_library
    moved = [imports.has_moved_limit(), imports.has_moved_limit()]
    limit_what_is_added(1 << 30)
    with contextlib.suppress(ModuleNotFoundError):
        importlib.import_module("no_such_library")
    return [*moved, large_library.reserve(500 << 20), large_library.reserve(4 << 30)]


def test_a_process_without_a_hard_limit_gets_its_own_limit_back(tmp_path: Path) -> None:
    assert in_fresh_child(_judging, str(tmp_path)) == [True, False, True, False]


def _unlimited() -> list[bool]:
    with imports_may_reserve() as imports, contextlib.suppress(ModuleNotFoundError):
        importlib.import_module("no_such_library")
    soft = resource.getrlimit(resource.RLIMIT_DATA)[0]
    return [imports.has_moved_limit(), soft == resource.RLIM_INFINITY]


def test_a_process_without_a_limit_gets_none() -> None:
    assert in_fresh_child(_unlimited) == [False, True]
