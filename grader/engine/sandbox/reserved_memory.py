"""Let libraries reserve more memory than they use while they are imported.

The kernel's limit of a process counts what is reserved for writing, used or not, and some libraries
reserve gigabytes of which they use little. So the limit is far away during a cell that imports
a library; what the cell uses is limited by the control group of its job, or counted by the
supervisor. After the cell, what it holds then is what the next cells may add to.
"""

import contextlib
import mmap
import sys
from collections.abc import Iterator, Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Final

MOST_RESERVED: Final = 64 << 30
"""Bytes that a process may reserve beyond what it may use."""

_NO_RESERVE: Final = 0x4000  # MAP_NORESERVE, which Python's module knows from 3.13 on
_PRECISION: Final = 16 << 20


class LibraryImports(MetaPathFinder):
    """Finds no module, but moves the limit of this process away when a library is imported."""

    def __init__(self) -> None:
        self._has_moved = False

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Move the limit away if this is a library that is imported for the first time."""
        if "." not in name and name not in sys.stdlib_module_names and not self._has_moved:
            self._has_moved = _move_limit(MOST_RESERVED)
        return None

    def has_moved_limit(self) -> bool:
        """Return whether it has moved the limit away since the last time."""
        moved, self._has_moved = self._has_moved, False
        return moved


def watch_imports() -> LibraryImports:
    """Let each library that is imported from now on reserve memory."""
    watching = LibraryImports()
    sys.meta_path.insert(0, watching)
    return watching


@contextlib.contextmanager
def imports_may_reserve() -> Iterator[LibraryImports]:
    """Let each library that is imported in this block reserve memory; the limit stays away."""
    watching = watch_imports()
    try:
        yield watching
    finally:
        sys.meta_path.remove(watching)


def limit_what_is_added(size: int) -> None:
    """Limit this process to so many bytes more than it holds now.

    There is no `/proc` to read what it holds. So this is the lowest limit under which the kernel
    still gives so many bytes.
    """
    import resource

    low, high = 0, resource.getrlimit(resource.RLIMIT_DATA)[0]
    while high - low > _PRECISION:
        middle = (low + high) // 2
        if _can_be_added(size, middle):
            high = middle
        else:
            low = middle
    _set_limit(high)


def _can_be_added(size: int, limit: int) -> bool:
    _set_limit(limit)
    flags = mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | _NO_RESERVE
    with contextlib.suppress(OSError, MemoryError):
        mmap.mmap(-1, size, flags=flags).close()
        return True
    return False


def _move_limit(size: int) -> bool:
    """Raise the limit of this process if it has one; return whether it was raised."""
    try:
        import resource
    except ImportError:
        return False
    soft = resource.getrlimit(resource.RLIMIT_DATA)[0]
    if soft == resource.RLIM_INFINITY:
        return False
    _set_limit(soft + size)
    return True


def _set_limit(size: int) -> None:
    import resource

    hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
    soft = size if hard == resource.RLIM_INFINITY else min(size, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))
