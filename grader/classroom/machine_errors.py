"""Distinguish an error of this machine from one that belongs to a single submission.

While one submission is read, judged, written or shown, an error belongs to it: its result says
what happened, and the others go on. Two kinds of error belong to the machine, and stop the
command, which continues when it is run again:

- the operating system reports, while something is written, that a resource which all submissions
  share is exhausted or gone: the disk, the quota, the file descriptors (`is_of_machine`);
- a file of ours whose name and content are not from the submission cannot be written either.
"""

import errno
from pathlib import Path

from grader.student.text import CourseError

_OF_MACHINE = frozenset(
    getattr(errno, name)
    for name in ("ENOSPC", "EDQUOT", "EROFS", "EIO", "EMFILE", "ENFILE", "ESTALE", "ENODEV")
    if hasattr(errno, name)
)


class MachineError(CourseError):
    """What grading produces cannot be written on this machine, whoever's submission it is."""


def is_of_machine(error: BaseException) -> bool:
    """Return whether an error while something was written is this machine's."""
    return isinstance(error, MachineError) or (
        isinstance(error, OSError) and error.errno in _OF_MACHINE
    )


def not_written(what: str, error: BaseException) -> MachineError:
    """Return the error that stops the command, with what to do about it.

    Parameters
    ----------
    what : str
        What cannot be written, such as ``"The result of anna"``.
    error : BaseException
    """
    return MachineError(
        f"{what} cannot be written ({error}).\n"
        "What was graded before is kept; the same command goes on from there."
    )


def require_writable(folder: Path) -> None:
    """Create a folder, and raise a `MachineError` unless files can be written to it."""
    probe = folder / ".probe"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        raise not_written(f"The folder {folder}", error) from error
