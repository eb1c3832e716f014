"""Control groups: the kernel limits the memory of all processes of a job together.

It counts everything that they cause: private and shared memory, files in memory, page tables, and
the buffers of pipes and sockets. The judge makes a group for each job; the process that runs the
cells enters it, and cannot leave it.

The groups of a judge are in a folder that it locks. A folder without a lock is left over from a
judge that was killed, and the next judge removes it.
"""

import contextlib
import fcntl
import os
import secrets
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

_PREFIX: Final = "course-"
_JOB_PREFIX: Final = "job-"
_CONTROLLER: Final = "memory"
_LIMIT_FILE: Final = {1: "memory.limit_in_bytes", 2: "memory.max"}
_EVENTS_FILE: Final = {1: "memory.oom_control", 2: "memory.events"}
_PROCESSES_FILE: Final = "cgroup.procs"
# Not every kernel has these; all keep the job from moving its memory to the swap space.
_OTHER_SETTINGS: Final = {
    1: (("memory.memsw.limit_in_bytes", "{limit}"), ("memory.swappiness", "0")),
    2: (("memory.swap.max", "0"), ("memory.oom.group", "1")),
}
_UNLIMITED: Final = "max"
_REMOVAL_ATTEMPTS: Final = 100
_PAUSE: Final = 0.01


class Hierarchy(NamedTuple):
    """Where groups can be made.

    Parameters
    ----------
    version : int
        Of the kernel's interface, 1 or 2.
    folder : str
        An existing group.
    """

    version: int
    folder: str


class Group(NamedTuple):
    """The group of a job, as descriptors that work in any namespace and for any account.

    Parameters
    ----------
    entrance : int
        Writing to it moves a process into the group.
    events : int
        Reading it returns what has happened.
    """

    entrance: int
    events: int


def candidates(mounts: str, own_groups: str) -> list[Hierarchy]:
    """Return the groups in which this process may be able to make others, best first.

    Parameters
    ----------
    mounts : str
        The content of ``/proc/self/mountinfo``.
    own_groups : str
        The content of ``/proc/self/cgroup``.
    """
    found = []
    for line in mounts.splitlines():
        before, _, after = line.partition(" - ")
        root, point = before.split()[3:5]
        kind, _, options = (*after.split(), "", "")[:3]
        if kind == "cgroup" and _CONTROLLER in options.split(","):
            found.append(Hierarchy(1, point + _group_below(root, _CONTROLLER, own_groups)))
        elif kind == "cgroup2":
            below = Path(_group_below(root, "", own_groups))
            folders = [point + str(each) for each in (below, *below.parents)]
            found += [Hierarchy(2, folder.rstrip("/")) for folder in folders]
    return found


def _group_below(root: str, controller: str, own_groups: str) -> str:
    """Return the path of this process's group below a mount point."""
    for line in own_groups.splitlines():
        _, controllers, path = line.split(":", 2)
        if controller in controllers.split(",") and f"{path}/".startswith(root.rstrip("/") + "/"):
            return "/" + path[len(root) :].strip("/")
    return "/"


def find_hierarchy() -> Hierarchy:
    """Return where this process can make groups with a limit of memory.

    Raises
    ------
    OSError
        If it cannot.
    """
    texts = (Path("/proc/self", name).read_text("utf-8") for name in ("mountinfo", "cgroup"))
    reason = OSError("no control groups with a limit of memory are mounted")
    for hierarchy in candidates(*texts):
        try:
            with private_folder(hierarchy) as private, limited_group(private, 1 << 30):
                return hierarchy
        except OSError as error:
            reason = error
        if hierarchy.version == 2 and _is_limited(hierarchy.folder):
            # A group above this one would let a job use more than this process may.
            break
    raise reason


def _is_limited(folder: str) -> bool:
    try:
        return Path(folder, _LIMIT_FILE[2]).read_text("ascii").strip() != _UNLIMITED
    except OSError:
        return False


@contextlib.contextmanager
def private_folder(hierarchy: Hierarchy) -> Iterator[Hierarchy]:
    """Make a group for the groups of this process, and remove it at the end of the block.

    What killed processes have left is removed, too.
    """
    _remove_stale(hierarchy.folder)
    folder, descriptor = _make_locked(hierarchy.folder)
    try:
        if hierarchy.version == 2:
            _pass_on_controller(hierarchy.folder)
            _pass_on_controller(folder)
        yield Hierarchy(hierarchy.version, folder)
    finally:
        _remove_with_groups(folder)
        os.close(descriptor)


def _make_locked(parent: str) -> tuple[str, int]:
    while True:
        folder = f"{parent}/{_PREFIX}{secrets.token_hex(6)}"
        os.mkdir(folder, 0o755)
        try:
            descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        except FileNotFoundError:
            continue
        # Another process may have found it unlocked, and removed it.
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        if os.path.isdir(folder):
            return folder, descriptor
        os.close(descriptor)


def _pass_on_controller(folder: str) -> None:
    control = Path(folder, "cgroup.subtree_control")
    if _CONTROLLER not in control.read_text("ascii").split():
        control.write_text(f"+{_CONTROLLER}", "ascii")


def _remove_stale(parent: str) -> None:
    for name in os.listdir(parent):
        if not name.startswith(_PREFIX):
            continue
        folder = f"{parent}/{name}"
        with contextlib.suppress(OSError):
            descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                _remove_with_groups(folder)
            finally:
                os.close(descriptor)


def _remove_with_groups(folder: str) -> None:
    """Remove a group and those in it, except what still has processes."""
    with contextlib.suppress(OSError):
        for name in os.listdir(folder):
            if name.startswith(_JOB_PREFIX):
                with contextlib.suppress(OSError):
                    os.rmdir(f"{folder}/{name}")
        os.rmdir(folder)


@contextlib.contextmanager
def limited_group(private: Hierarchy, limit: int) -> Iterator[Group]:
    """Make a group for a job, and remove it at the end of the block.

    Parameters
    ----------
    private : Hierarchy
        From `private_folder`.
    limit : int
        Bytes that its processes may use together.
    """
    folder = Path(private.folder, f"{_JOB_PREFIX}{secrets.token_hex(6)}")
    folder.mkdir(0o755)
    with contextlib.ExitStack() as stack:
        stack.callback(_remove_patiently, folder)
        (folder / _LIMIT_FILE[private.version]).write_text(str(limit), "ascii")
        for name, value in _OTHER_SETTINGS[private.version]:
            with contextlib.suppress(OSError):
                (folder / name).write_text(value.format(limit=limit), "ascii")
        descriptors = []
        for name, flags in (
            (_PROCESSES_FILE, os.O_WRONLY),
            (_EVENTS_FILE[private.version], os.O_RDONLY),
        ):
            descriptors.append(os.open(folder / name, flags | os.O_CLOEXEC))
            stack.callback(os.close, descriptors[-1])
        yield Group(*descriptors)


def _remove_patiently(folder: Path) -> None:
    """Remove a group as soon as the kernel has removed its last process."""
    for _ in range(_REMOVAL_ATTEMPTS):
        try:
            folder.rmdir()
        except FileNotFoundError:
            return
        except OSError:
            time.sleep(_PAUSE)
        else:
            return


def enter(group: Group) -> None:
    """Move this process into a group, irrevocably as it then closes the descriptors."""
    os.write(group.entrance, b"0")
    os.close(group.entrance)
    os.close(group.events)


def has_run_out(group: Group) -> bool:
    """Return whether the kernel has killed a process because the group had reached its limit."""
    for line in os.pread(group.events, 4096, 0).decode("ascii").splitlines():
        name, _, count = line.partition(" ")
        if name == "oom_kill":
            return int(count) > 0
    return False
