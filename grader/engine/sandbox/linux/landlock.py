"""Landlock: a process restricts which files it can access.

Each version of the kernel's interface supports more rights; those that a kernel does not support
are left out.
"""

import ctypes
import errno
import os
import struct
from collections.abc import Iterable
from typing import Final

from grader.engine.sandbox.linux.libc import syscall

# The same numbers on all processors.
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_VERSION = 1
_PATH_BENEATH = 1

_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR = 1, 2, 4, 8
_REMOVE_DIR, _REMOVE_FILE = 1 << 4, 1 << 5
_MAKE_DIR, _MAKE_REG, _MAKE_SYM = 1 << 7, 1 << 8, 1 << 12
_REFER, _TRUNCATE = 1 << 13, 1 << 14
_FILE_RIGHTS: Final = {1: (1 << 13) - 1, 2: _REFER, 3: _TRUNCATE, 5: 1 << 15}
_TCP: Final = 3
_ABSTRACT_SOCKETS_AND_SIGNALS: Final = 3

_READ: Final = _READ_FILE | _READ_DIR
_WRITE: Final = _READ | _WRITE_FILE | _REMOVE_DIR | _REMOVE_FILE | _MAKE_DIR | _MAKE_REG | _MAKE_SYM
_RIGHTS_ON_A_FILE: Final = _EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE

SIGNALS: Final = 6
"""The first version of the interface that restricts signals and abstract sockets."""


def version() -> int:
    """Return the version of the interface in this kernel, 0 if it has none."""
    try:
        return syscall(_CREATE_RULESET, None, 0, _VERSION)
    except OSError as error:
        if error.errno in (errno.ENOSYS, errno.EOPNOTSUPP):
            return 0
        raise


def supported_rights(abi: int) -> tuple[int, int, int]:
    """Return what a version can restrict: rights on files, on the network, and scopes."""
    files = 0
    for first, rights in _FILE_RIGHTS.items():
        if abi >= first:
            files |= rights
    return files, _TCP if abi >= 4 else 0, _ABSTRACT_SOCKETS_AND_SIGNALS if abi >= SIGNALS else 0


def restrict(readable: Iterable[str], writable: Iterable[str]) -> None:
    """Restrict this process and all its children to these files and folders.

    Paths that do not exist are skipped. PR_SET_NO_NEW_PRIVS must be set.

    Parameters
    ----------
    readable, writable : iterable of str
        Files, and folders with their content.

    Raises
    ------
    OSError
        If the kernel has no Landlock.
    """
    abi = version()
    if not abi:
        raise OSError(errno.ENOSYS, "This kernel has no Landlock")
    rights = supported_rights(abi)
    # Kernels accept a longer structure than theirs if the rest is zero.
    ruleset = syscall(_CREATE_RULESET, struct.pack("=QQQ", *rights), 24, 0)
    try:
        writing = (_WRITE | _REFER | _TRUNCATE) & rights[0]
        for paths, allowed in ((readable, _READ), (writable, writing)):
            for path in paths:
                _add_rule(ruleset, path, allowed)
        syscall(_RESTRICT_SELF, ruleset, 0)
    finally:
        os.close(ruleset)


def _add_rule(ruleset: int, path: str, rights: int) -> None:
    try:
        descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except (FileNotFoundError, NotADirectoryError, PermissionError):
        return
    try:
        if not os.path.isdir(path):
            rights &= _RIGHTS_ON_A_FILE
        rule = ctypes.create_string_buffer(struct.pack("=Qi", rights, descriptor), 12)
        syscall(_ADD_RULE, ruleset, _PATH_BENEATH, rule, 0)
    finally:
        os.close(descriptor)
