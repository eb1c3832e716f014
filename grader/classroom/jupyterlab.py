"""Copy the release notebooks to a working folder, and start JupyterLab there."""

import filecmp
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from grader.classroom.workspace import require_assignment
from grader.student.text import CourseError


@dataclass(frozen=True)
class CopiedRelease:
    """The files that `copy_release` copied, and those that it kept because they are different."""

    copied: tuple[Path, ...]
    kept: tuple[Path, ...]


def copy_release(root: Path, folder: Path, assignment: str | None = None) -> CopiedRelease:
    """Copy the release notebooks to a working folder; never overwrite a file.

    Parameters
    ----------
    root : Path
        The course.
    folder : Path
        The working folder; notebooks are copied to ``folder/<assignment>/``.
    assignment : str, optional
        By default all assignments.

    Returns
    -------
    CopiedRelease
        Existing files that are equal to the release are not listed.
    """
    if assignment is not None:
        require_assignment(root, assignment)
    release = root / "release"
    files = [p for p in sorted((release / (assignment or "")).rglob("*")) if p.is_file()]
    if not files:
        raise CourseError(f"There is nothing to copy in {release}. Run: course build")
    copied, kept = [], []
    for origin in files:
        target = folder / origin.relative_to(release)
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            # Mode "x" fails if the file exists, so a student's work is never overwritten, not even
            # a file that is created at this moment.
            with origin.open("rb") as read, target.open("xb") as write:
                shutil.copyfileobj(read, write)
            copied.append(target)
        except FileExistsError:
            if not (target.is_file() and filecmp.cmp(origin, target, shallow=False)):
                kept.append(target)
    return CopiedRelease(tuple(copied), tuple(kept))


def start_jupyterlab(root: Path, folder: Path, browser: bool = True) -> int:
    """Run JupyterLab on a working folder until it is closed.

    Parameters
    ----------
    root, folder : Path
        The course, and the root folder of JupyterLab.
    browser : bool
        Whether to open a browser.

    Returns
    -------
    int
        JupyterLab's exit code.
    """
    command = [sys.executable, "-m", "jupyterlab", f"--ServerApp.root_dir={folder.resolve()}"]
    if not browser:
        command.append("--no-browser")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        # JupyterLab refuses to run as root, which is often the only user of a container.
        command.append("--allow-root")
    environment = {**os.environ, "COURSE_ROOT": str(root.resolve())}
    try:
        return subprocess.run(command, env=environment, check=False).returncode
    except KeyboardInterrupt:
        return 0
