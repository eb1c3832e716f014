"""Namespaces: a root folder with the visible files only, and no other processes.

`enter_namespaces` is for the zygote: its next child is process 1 of a pid namespace, and calls
`mount_proc`. `fork_into_pid_namespace` and `enter_job_namespaces` are for a submission, inside of
that namespace.
"""

import os
from pathlib import Path
from typing import Final

from grader.engine.sandbox.linux.libc import (
    CLONE_NEWCGROUP,
    CLONE_NEWIPC,
    CLONE_NEWNET,
    CLONE_NEWNS,
    CLONE_NEWPID,
    CLONE_NEWUSER,
    CLONE_NEWUTS,
    MOUNT_ATTR_NODEV,
    MOUNT_ATTR_NOSUID,
    MOUNT_ATTR_RDONLY,
    MS_BIND,
    MS_NODEV,
    MS_NOEXEC,
    MS_NOSUID,
    MS_PRIVATE,
    MS_RDONLY,
    MS_REC,
    PR_SET_DUMPABLE,
    enter_namespace,
    mount,
    pivot_root,
    prctl,
    set_mount,
    unmount,
    unshare,
)
from grader.engine.sandbox.visible_files import DEVICES, SCRATCH, View

SANDBOX_ID: Final = 1000
"""User and group id of student code in its user namespace."""

# An account that owns nothing. Root changes to it before it reads any student's data.
_NOBODY: Final = 65534
# Any folder that every machine has; its content is hidden while the new root is built.
_MOUNT_POINT: Final = "/tmp"

_ALL_NAMESPACES: Final = (
    CLONE_NEWUSER
    | CLONE_NEWNS
    | CLONE_NEWPID
    | CLONE_NEWNET
    | CLONE_NEWIPC
    | CLONE_NEWUTS
    | CLONE_NEWCGROUP
)
# Without the network: the zygote has none, and ending a network namespace takes milliseconds.
_JOB_NAMESPACES: Final = CLONE_NEWUSER | CLONE_NEWIPC | CLONE_NEWUTS


def enter_namespaces(view: View) -> None:
    """Enter new namespaces of all kinds, with the visible files as root folder.

    As root the process first builds the root folder, because the interpreter may be in a folder
    that only root can read, and then changes to an account without rights.

    Raises
    ------
    OSError
        If the kernel does not allow it.
    """
    if os.geteuid() == 0:
        unshare(CLONE_NEWNS)
        build_root(view)
        become_nobody()
        _enter_user_namespace(_ALL_NAMESPACES)
    else:
        _enter_user_namespace(_ALL_NAMESPACES)
        build_root(view)


def become_nobody() -> None:
    """Change from root to an account that owns nothing, irrevocably."""
    os.setgroups([])
    os.setresgid(_NOBODY, _NOBODY, _NOBODY)
    os.setresuid(_NOBODY, _NOBODY, _NOBODY)
    # The change made the process's own folder in /proc inaccessible to it.
    prctl(PR_SET_DUMPABLE, 1)


def fork_into_pid_namespace() -> int:
    """Fork a child that is process 1 of a new pid namespace; see `enter_job_namespaces`.

    The caller needs CAP_SYS_ADMIN in its user namespace.

    Returns
    -------
    int
        As `os.fork` does.
    """
    unshare(CLONE_NEWPID)
    try:
        child = os.fork()
    except OSError:
        enter_namespace("/proc/self/ns/pid", CLONE_NEWPID)
        raise
    if child:
        enter_namespace("/proc/self/ns/pid", CLONE_NEWPID)
    return child


def enter_job_namespaces(scratch_bytes: int, scratch_files: int) -> None:
    """As process 1 of a pid namespace, enter new namespaces of the other kinds.

    Parameters
    ----------
    scratch_bytes : int
        Size of the new, empty scratch folder.
    scratch_files : int
        The number of files and folders that it can hold.
    """
    unshare(CLONE_NEWNS)
    mount_proc()
    size = f"size={scratch_bytes},nr_inodes={scratch_files}"
    options = f"{size},mode=0700,uid={SANDBOX_ID},gid={SANDBOX_ID}"
    mount("tmpfs", SCRATCH, "tmpfs", MS_NOSUID | MS_NODEV | MS_NOEXEC, options)
    _enter_user_namespace(_JOB_NAMESPACES)


def hide_proc() -> None:
    """Mount an empty folder over /proc."""
    unshare(CLONE_NEWNS)
    mount("tmpfs", "/proc", "tmpfs", MS_NOSUID | MS_NODEV | MS_NOEXEC | MS_RDONLY, "size=4k")


def _enter_user_namespace(flags: int) -> None:
    user, group = os.geteuid(), os.getegid()
    unshare(flags)
    Path("/proc/self/setgroups").write_bytes(b"deny")
    Path("/proc/self/uid_map").write_bytes(f"{SANDBOX_ID} {user} 1".encode())
    Path("/proc/self/gid_map").write_bytes(f"{SANDBOX_ID} {group} 1".encode())


def mount_proc() -> None:
    """Mount /proc with the processes of this pid namespace."""
    mount("proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC)


def build_root(view: View) -> None:
    """Build a root folder with the visible files and change to it; the old one is unmounted."""
    mount("none", "/", None, MS_REC | MS_PRIVATE)
    mount("tmpfs", _MOUNT_POINT, "tmpfs", MS_NOSUID | MS_NODEV, "mode=0755")
    os.chdir(_MOUNT_POINT)
    os.mkdir("new", 0o755)
    os.mkdir("old", 0o755)
    mount("tmpfs", "new", "tmpfs", MS_NOSUID | MS_NODEV, "mode=0755")
    pivot_root(".", "old")
    os.chdir("/")
    for path in view.readable:
        if not any(path.startswith(each + "/") for each in view.hidden):
            _bind_with_links(path)
    for path in view.hidden:
        mount("tmpfs", "/new" + path, "tmpfs", MS_NOSUID | MS_NODEV, "mode=0755,size=64k")
    for path in view.readable:
        if any(path.startswith(each + "/") for each in view.hidden):
            _bind_with_links(path)
    for path in DEVICES:
        _bind(path, device=True)
    os.makedirs("/new/proc", 0o755)
    os.makedirs("/new" + SCRATCH, 0o755)
    if not os.path.lexists("/new/tmp"):
        os.symlink(SCRATCH, "/new/tmp")
    # Devices stay writable.
    set_mount("/new", MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID)
    # The kernel allows mounting a new /proc only while the old one is visible.
    mount("/old/proc", "/new/proc", None, MS_BIND | MS_REC)
    mount("tmpfs", "/new" + SCRATCH, "tmpfs", MS_NOSUID | MS_NODEV, "mode=0777,size=64m")
    os.chdir("/new")
    pivot_root(".", ".")
    unmount(".")
    os.chdir("/")


def _bind_with_links(path: str) -> None:
    """Bind a file or folder; for a symbolic link in its path, also the link and its target."""
    for end in [index for index, letter in enumerate(path + "/") if letter == "/" and index]:
        link = path[:end]
        if os.path.islink("/old" + link):
            target = os.readlink("/old" + link)
            os.makedirs(os.path.dirname("/new" + link), 0o755, exist_ok=True)
            if not os.path.lexists("/new" + link):
                os.symlink(target, "/new" + link)
            _bind_with_links(
                os.path.normpath(os.path.join(os.path.dirname(link), target)) + path[end:]
            )
            return
    _bind(path)


def _bind(path: str, device: bool = False) -> None:
    old, new = "/old" + path, "/new" + path
    if os.path.isdir(old):
        if os.path.ismount(new):
            return
        os.makedirs(new, 0o755, exist_ok=True)
    elif os.path.exists(new) or not os.path.exists(old):
        return
    else:
        os.makedirs(os.path.dirname(new), 0o755, exist_ok=True)
        os.close(os.open(new, os.O_CREAT | os.O_WRONLY, 0o644))
    mount(old, new, None, MS_BIND | MS_REC)
    if not device:
        set_mount(new, MOUNT_ATTR_NODEV)
