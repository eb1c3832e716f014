"""nbgrader as it comes, its own settings and its own execution: what ours is compared with."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
COMMAND = (sys.executable, "-m", "nbgrader")
SETTINGS = """\
c = get_config()
c.CourseDirectory.course_id = "stock"
c.Execute.timeout = 60
c.ExecutePreprocessor.timeout = 60
"""


def environment() -> dict[str, str]:
    """Environment of its processes.

    nbgrader looks for its program `alembic` on the path. Where Python may not keep what it has
    compiled, each kernel would compile all that it imports anew, for a second.
    """
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPATH": str(ROOT), "PATH": path}


def make_workspace(course: Path, assignment: str, folder: Path) -> Path:
    """Make a folder in which nbgrader can grade an assignment of a course.

    Parameters
    ----------
    course : Path
        With ``source/``; nothing in it is changed.
    assignment : str
    folder : Path
        Made; ``submitted/<student>/<assignment>/`` in it is where submissions go.
    """
    shutil.copytree(course / "source", folder / "source")
    (folder / "nbgrader_config.py").write_text(SETTINGS, encoding="utf-8")
    run(folder, "generate_assignment", assignment, "--log-level=ERROR")
    return folder


def run(
    workspace: Path,
    *words: str,
    more: Mapping[str, str] | None = None,
    seconds: float | None = None,
) -> None:
    """Run a command of nbgrader's; what a submission made fail is not told.

    Parameters
    ----------
    workspace : Path
    *words : str
    more : mapping of str to str, optional
        Environment variables.
    seconds : float, optional
        After these it is killed with all that it started: a kernel that answers falsely keeps
        nbgrader waiting for ever, whatever its timeout.
    """
    with subprocess.Popen(
        [*COMMAND, *words],
        cwd=workspace,
        env={**environment(), **(more or {})},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as command:
        try:
            code = command.wait(seconds)
        except subprocess.TimeoutExpired:
            os.killpg(command.pid, signal.SIGKILL)
            code = command.wait()
        except BaseException:
            os.killpg(command.pid, signal.SIGKILL)
            raise
    if code and words[0] != "autograde":
        raise subprocess.CalledProcessError(code, [*COMMAND, *words])
