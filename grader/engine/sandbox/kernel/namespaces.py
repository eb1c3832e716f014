"""Namespaces: a root folder with nothing in it but what is shown, and no one else around.

`enter_walls` is for the zygote: the next child is process 1 of a new machine, and calls
`show_own_processes`. `fork_alone` and `enter_job` are for a submission, inside of those walls.
"""

import os
from pathlib import Path
from typing import Final

from grader.engine.sandbox.kernel.libc import (
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
from grader.engine.sandbox.view import DEVICES, SCRATCH, View

INSIDE: Final = 1000
"""User and group number of student code, as it sees itself."""

# An account that owns nothing. Root becomes it before anything of a student's is near.
_NOBODY: Final = 65534
# Any folder that every machine has; what is in it is out of sight for a moment.
_BUILDING: Final = "/tmp"

_ALL: Final = (
    CLONE_NEWUSER
    | CLONE_NEWNS
    | CLONE_NEWPID
    | CLONE_NEWNET
    | CLONE_NEWIPC
    | CLONE_NEWUTS
    | CLONE_NEWCGROUP
)
# Without the network: the wall around has none, and a new one takes milliseconds to end.
_FOR_A_JOB: Final = CLONE_NEWUSER | CLONE_NEWIPC | CLONE_NEWUTS


def enter_walls(view: View) -> None:
    """Leave this machine behind: the next child of this process is alone in a new one.

    As root the process becomes an account without rights first, with the new root folder built
    before, because the interpreter may lie where only root can look.

    Raises
    ------
    OSError
        If the kernel does not allow it.
    """
    if os.geteuid() == 0:
        unshare(CLONE_NEWNS)
        build_root(view)
        become_nobody()
        _enter_user(_ALL)
    else:
        _enter_user(_ALL)
        build_root(view)


def become_nobody() -> None:
    """Change from root to an account that owns nothing, for good."""
    os.setgroups([])
    os.setresgid(_NOBODY, _NOBODY, _NOBODY)
    os.setresuid(_NOBODY, _NOBODY, _NOBODY)
    # Such a change hides the process's own folder in /proc from it.
    prctl(PR_SET_DUMPABLE, 1)


def fork_alone() -> int:
    """Fork a child that is process 1 of a pid namespace of its own; see `enter_job`.

    The caller may administrate its namespace.

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


def enter_job(scratch_bytes: int) -> None:
    """As process 1 of a pid namespace, leave the other submissions behind in every other way.

    Parameters
    ----------
    scratch_bytes : int
        Size of the new, empty scratch folder.
    """
    unshare(CLONE_NEWNS)
    show_own_processes()
    options = f"size={scratch_bytes},nr_inodes=4096,mode=0700,uid={INSIDE},gid={INSIDE}"
    mount("tmpfs", SCRATCH, "tmpfs", MS_NOSUID | MS_NODEV | MS_NOEXEC, options)
    _enter_user(_FOR_A_JOB)


def hide_processes() -> None:
    """Put an empty folder where the processes could be seen."""
    unshare(CLONE_NEWNS)
    mount("tmpfs", "/proc", "tmpfs", MS_NOSUID | MS_NODEV | MS_NOEXEC | MS_RDONLY, "size=4k")


def _enter_user(flags: int) -> None:
    user, group = os.geteuid(), os.getegid()
    unshare(flags)
    Path("/proc/self/setgroups").write_bytes(b"deny")
    Path("/proc/self/uid_map").write_bytes(f"{INSIDE} {user} 1".encode())
    Path("/proc/self/gid_map").write_bytes(f"{INSIDE} {group} 1".encode())


def show_own_processes() -> None:
    """Show the processes of the new namespace in /proc, in the place of this machine's."""
    mount("proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC)


def build_root(view: View) -> None:
    """Build a root folder with what the view shows, and go there; the old one is gone then."""
    mount("none", "/", None, MS_REC | MS_PRIVATE)
    mount("tmpfs", _BUILDING, "tmpfs", MS_NOSUID | MS_NODEV, "mode=0755")
    os.chdir(_BUILDING)
    os.mkdir("new", 0o755)
    os.mkdir("old", 0o755)
    mount("tmpfs", "new", "tmpfs", MS_NOSUID | MS_NODEV, "mode=0755")
    pivot_root(".", "old")
    os.chdir("/")
    for path in view.readable:
        if not any(path.startswith(each + "/") for each in view.hidden):
            _show(path)
    for path in view.hidden:
        mount("tmpfs", "/new" + path, "tmpfs", MS_NOSUID | MS_NODEV, "mode=0755,size=64k")
    for path in view.readable:
        if any(path.startswith(each + "/") for each in view.hidden):
            _show(path)
    for path in DEVICES:
        _bind(path, device=True)
    os.makedirs("/new/proc", 0o755)
    os.makedirs("/new" + SCRATCH, 0o755)
    if not os.path.lexists("/new/tmp"):
        os.symlink(SCRATCH, "/new/tmp")
    # A device may be written to all the same.
    set_mount("/new", MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID)
    # Process information of the new namespace can be mounted only where the old is in sight.
    mount("/old/proc", "/new/proc", None, MS_BIND | MS_REC)
    mount("tmpfs", "/new" + SCRATCH, "tmpfs", MS_NOSUID | MS_NODEV, "mode=0777,size=64m")
    os.chdir("/new")
    pivot_root(".", ".")
    unmount(".")
    os.chdir("/")


def _show(path: str) -> None:
    """Show a file or folder; of a symbolic link on the way, the link and what it leads to."""
    for end in [index for index, letter in enumerate(path + "/") if letter == "/" and index]:
        link = path[:end]
        if os.path.islink("/old" + link):
            target = os.readlink("/old" + link)
            os.makedirs(os.path.dirname("/new" + link), 0o755, exist_ok=True)
            if not os.path.lexists("/new" + link):
                os.symlink(target, "/new" + link)
            _show(os.path.normpath(os.path.join(os.path.dirname(link), target)) + path[end:])
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
