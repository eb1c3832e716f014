"""Memory in few large pages instead of many small ones, because a fork copies the list of them."""

import contextlib
import ctypes
from pathlib import Path
from typing import Final

_LARGE: Final = 2 << 20
# Linux 6.1 and later; it does not ask whether large pages are used by default.
_COLLAPSE: Final = 25


def use_large_pages() -> int:
    """Put this process's own memory into large pages where that is possible.

    Returns
    -------
    int
        How many large pages there are now.
    """
    made = 0
    with contextlib.suppress(OSError):
        advise = ctypes.CDLL(None, use_errno=True).madvise
        for line in Path("/proc/self/maps").read_text(encoding="utf-8").splitlines():
            fields = line.split()
            is_own = len(fields) == 5 or fields[5] == "[heap]"
            if is_own and fields[1].startswith("rw"):
                first, last = (int(each, 16) for each in fields[0].split("-"))
                for address in range(-(-first // _LARGE) * _LARGE, last - _LARGE + 1, _LARGE):
                    place, size = ctypes.c_void_p(address), ctypes.c_size_t(_LARGE)
                    made += advise(place, size, _COLLAPSE) == 0
    return made
