"""Who else on this machine can read or change a course, its grading and its exchange."""

import os
import shlex
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from jupyter_core.paths import jupyter_config_path
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from grader.classroom.workspace import Workspace

DEFAULT_EXCHANGE: Final = "/usr/local/share/nbgrader/exchange"
"""nbgrader's own default; that a test compares them saves seconds of imports."""

_CONFIG_FILE: Final = "nbgrader_config.py"
_OTHERS_READ: Final = stat.S_IROTH | stat.S_IXOTH


@dataclass(frozen=True)
class Finding:
    """What is known of one path, and the command that makes it safe, empty if it is."""

    line: str
    command: tuple[str, ...] = ()


def describe_permissions(workspace: Workspace) -> tuple[str, ...]:
    """Return lines about the exchange, the course and what grading has written.

    Only modes are looked at, not lists of access rights, and only what others may do: the group
    of a file may be that of the instructors.
    """
    if os.name != "posix":
        return ("Who can read the course and the gradebook is not looked at on this system.",)
    files = [_finding(path, what) for path, what in _private_paths(workspace) if path.exists()]
    findings = [*_exchange_findings(workspace), *files]
    commands = [shlex.join(each.command) for each in findings if each.command]
    lines = ["What others on this machine can do:", *(f"  {each.line}" for each in findings)]
    if commands:
        lines += ["", "What would close it:", *(f"  {command}" for command in commands)]
    return tuple(lines)


def exchange_root(course: Path) -> Path:
    """Return nbgrader's exchange, from the settings of this machine, this user and the course."""
    config = Config()
    for folder in (*reversed(jupyter_config_path()), str(course)):
        if (Path(folder) / _CONFIG_FILE).is_file():
            config.merge(PyFileConfigLoader(_CONFIG_FILE, path=folder).load_config())
    return Path(str(config.Exchange.get("root", DEFAULT_EXCHANGE))).expanduser()


def _course_id(course: Path) -> str:
    if not (course / _CONFIG_FILE).is_file():
        return ""
    config = PyFileConfigLoader(_CONFIG_FILE, path=str(course)).load_config()
    return str(config.CourseDirectory.get("course_id", ""))


def _private_paths(workspace: Workspace) -> tuple[tuple[Path, str], ...]:
    solutions, work = "solutions and hidden tests", "students' work and points"
    return (
        (workspace.root / "notebooks", solutions),
        (workspace.root / "source", solutions),
        (workspace.prepared, solutions),
        (workspace.root / "grader" / "exercises", solutions),
        (workspace.gradebook, work),
        (workspace.log, work),
        *(
            (path, work)
            for path in (
                workspace.results,
                workspace.submitted,
                workspace.repaired,
                workspace.autograded,
                workspace.feedback,
                workspace.report,
            )
        ),
    )


def _finding(path: Path, what: str) -> Finding:
    mode = path.stat().st_mode
    shown = f"{path}  {stat.filemode(mode)}"
    if not _is_reachable(path) or not mode & stat.S_IRWXO:
        return Finding(f"nothing   {shown}")
    can = " and ".join(
        word for word, bits in (("read", _OTHERS_READ), ("change", stat.S_IWOTH)) if mode & bits
    )
    return Finding(f"{can:<8}  {shown}: {what}", ("chmod", "o-rwx", str(path)))


def _is_reachable(path: Path) -> bool:
    """Return whether others may enter all folders above a path."""
    return all(folder.stat().st_mode & stat.S_IXOTH for folder in path.resolve().parents)


def _exchange_findings(workspace: Workspace) -> Iterator[Finding]:
    root = exchange_root(workspace.root)
    inside = [
        folder
        for folder in dict.fromkeys((workspace.root, workspace.work))
        if root.resolve().is_relative_to(folder) or folder.is_relative_to(root.resolve())
    ]
    for folder in inside:
        yield Finding(
            f"exchange  {root}: it must not lie in {folder}, nor around it. Students enter it, and "
            "source/ and the gradebook are there. Name a folder of its own as c.Exchange.root in "
            f"/etc/jupyter/{_CONFIG_FILE}, and not in that of the course."
        )
    if not root.is_dir():
        if not inside:
            yield Finding(
                f"exchange  {root}: not there. Only nbgrader's own release_assignment, submit and "
                f"collect need it; root makes it by: install -d -m 1777 {shlex.quote(str(root))}"
            )
        return
    course = root / (_course_id(workspace.root) or "*")
    yield _exchange_finding(root, stat.S_IWOTH, "rename what belongs to others", "+t")
    yield _exchange_finding(course, stat.S_IWOTH, "replace the course", "o-w")
    yield _exchange_finding(course / "outbound", stat.S_IWOTH, "replace assignments", "o-w")
    yield _exchange_finding(course / "inbound", stat.S_IROTH, "read whose work is there", "o-r")


def _exchange_finding(path: Path, bit: int, harm: str, change: str) -> Finding:
    if not path.is_dir():
        return Finding(f"exchange  {path}: not there yet")
    mode = path.stat().st_mode
    shown = f"exchange  {path}  {stat.filemode(mode)}"
    is_sticky = change == "+t" and mode & stat.S_ISVTX
    if not mode & bit or is_sticky or not _is_reachable(path):
        return Finding(shown)
    return Finding(f"{shown}: others can {harm}", ("chmod", change, str(path)))
