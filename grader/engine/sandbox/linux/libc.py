"""Calls of the Linux kernel that Python has no function for, as functions that raise OSError."""

import ctypes
import os
import struct
from collections.abc import Mapping, Sequence

CLONE_NEWNS = 0x00020000
CLONE_NEWCGROUP = 0x02000000
CLONE_NEWUTS = 0x04000000
CLONE_NEWIPC = 0x08000000
CLONE_NEWUSER = 0x10000000
CLONE_NEWPID = 0x20000000
CLONE_NEWNET = 0x40000000

MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC = 1, 2, 4, 8
MS_BIND, MS_REC, MS_PRIVATE = 4096, 16384, 1 << 18
MNT_DETACH = 2

PR_SET_PDEATHSIG = 1
PR_SET_DUMPABLE = 4
PR_CAPBSET_DROP = 24
PR_SET_NO_NEW_PRIVS = 38
PR_SET_CHILD_SUBREAPER = 36
PR_CAP_AMBIENT = 47
PR_CAP_AMBIENT_CLEAR_ALL = 4

# These three numbers are the same on all processors.
_MOUNT_SETATTR = 442
_PIVOT_ROOT: Mapping[str, int] = {"x86_64": 155, "aarch64": 41}
_CAPSET: Mapping[str, int] = {"x86_64": 126, "aarch64": 91}
CAP_SYS_ADMIN = 1 << 21
_CAPABILITY_VERSION_3 = 0x20080522

MOUNT_ATTR_RDONLY, MOUNT_ATTR_NOSUID, MOUNT_ATTR_NODEV = 1, 2, 4
_AT_RECURSIVE = 0x8000
_AT_FDCWD = -100

_libc = ctypes.CDLL(None, use_errno=True)


def syscall(number: int, *arguments: int | bytes | ctypes.Array[ctypes.c_char] | None) -> int:
    """Make a system call.

    Parameters
    ----------
    number : int
        Of the call, on this processor.
    *arguments : int, bytes, buffer or None
        A buffer is passed by its address, None as a null pointer.

    Returns
    -------
    int
        The result of the call, not negative.

    Raises
    ------
    OSError
        If the call fails.
    """
    words = [ctypes.c_long(each) if isinstance(each, int) else each for each in arguments]
    return _checked(_libc.syscall(ctypes.c_long(number), *words), f"system call {number}")


def unshare(flags: int) -> None:
    """Move this process into new namespaces; a new pid namespace begins with its next child."""
    _checked(_libc.unshare(flags), "unshare")


def mount(source: str, target: str, kind: str | None, flags: int, options: str = "") -> None:
    """Mount a file system, or bind a folder to another place."""
    encoded = [each.encode() if each is not None else None for each in (source, target, kind)]
    result = _libc.mount(*encoded, ctypes.c_ulong(flags), options.encode() or None)
    _checked(result, f"mount {kind or source} at {target}")


def unmount(target: str) -> None:
    """Unmount a file system and all below it, even while it is used."""
    _checked(_libc.umount2(target.encode(), MNT_DETACH), f"unmount {target}")


def set_mount(target: str, attributes: int) -> None:
    """Set attributes of a mount and of all mounts below it."""
    change = ctypes.create_string_buffer(struct.pack("=QQQQ", attributes, 0, 0, 0), 32)
    syscall(_MOUNT_SETATTR, _AT_FDCWD, target.encode(), _AT_RECURSIVE, change, 32)


def pivot_root(new: str, old: str) -> None:
    """Make the folder `new` the root and put the old root at `old`."""
    syscall(_PIVOT_ROOT[os.uname().machine], new.encode(), old.encode())


def prctl(option: int, *arguments: int) -> None:
    """Set a property of this process."""
    words = [ctypes.c_ulong(each) for each in (*arguments, 0, 0, 0, 0)[:4]]
    _checked(_libc.prctl(option, *words), f"prctl {option}")


def enter_namespace(path: str, kind: int) -> None:
    """Move this process, or its next children if it is a pid namespace, into a namespace."""
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        _checked(_libc.setns(descriptor, kind), f"setns {path}")
    finally:
        os.close(descriptor)


def drop_capabilities(keep: int = 0) -> None:
    """Give up capabilities irrevocably, and set PR_SET_NO_NEW_PRIVS.

    Parameters
    ----------
    keep : int
        The capabilities to keep, as bits.
    """
    prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL)
    for capability in range(64):
        try:
            prctl(PR_CAPBSET_DROP, capability)
        except OSError:
            # Past the last capability of this kernel, or there is none to drop.
            break
    header = ctypes.create_string_buffer(struct.pack("=Ii", _CAPABILITY_VERSION_3, 0), 8)
    low = struct.pack("=III", keep, keep, 0)
    syscall(_CAPSET[os.uname().machine], header, ctypes.create_string_buffer(low, 24))
    prctl(PR_SET_NO_NEW_PRIVS, 1)


def set_parent_death_signal(signal_number: int) -> None:
    """Have the kernel send this process a signal when its parent ends."""
    prctl(PR_SET_PDEATHSIG, signal_number)


def _checked(result: int, what: str) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{os.strerror(number)} ({what})")
    return result


def pack_bpf(instructions: Sequence[tuple[int, int, int, int]]) -> bytes:
    """Return a BPF program as the kernel reads it: code, jump if true, jump if false, value."""
    return b"".join(struct.pack("=HBBI", *each) for each in instructions)
