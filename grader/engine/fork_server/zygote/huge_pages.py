"""Memory in a few huge pages instead of many small ones, because a fork copies the page table."""

import contextlib
import ctypes
from pathlib import Path
from typing import Final

_PAGE: Final = 2 << 20
# MADV_COLLAPSE: Linux 6.1 and later, whatever the default for huge pages is.
_COLLAPSE: Final = 25


def use_huge_pages() -> int:
    """Put this process's anonymous memory into huge pages where that is possible.

    Returns
    -------
    int
        The number of huge pages.
    """
    collapsed = 0
    with contextlib.suppress(OSError):
        advise = ctypes.CDLL(None, use_errno=True).madvise
        for line in Path("/proc/self/maps").read_text(encoding="utf-8").splitlines():
            fields = line.split()
            is_anonymous = len(fields) == 5 or fields[5] == "[heap]"
            if is_anonymous and fields[1].startswith("rw"):
                first, last = (int(each, 16) for each in fields[0].split("-"))
                for address in range(-(-first // _PAGE) * _PAGE, last - _PAGE + 1, _PAGE):
                    place, size = ctypes.c_void_p(address), ctypes.c_size_t(_PAGE)
                    collapsed += advise(place, size, _COLLAPSE) == 0
    return collapsed
