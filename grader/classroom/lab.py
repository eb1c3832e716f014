"""A student's working folder: the release copied beside what is there, and JupyterLab on it."""

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
    """What `copy_release` did: the files it copied, and those it kept as the student left them."""

    copied: tuple[Path, ...]
    kept: tuple[Path, ...]


def copy_release(root: Path, folder: Path, assignment: str | None = None) -> CopiedRelease:
    """Copy the release into a working folder, never over a file that is there.

    Parameters
    ----------
    root : Path
        The course.
    folder : Path
        The working folder; notebooks go to ``folder/<assignment>/``.
    assignment : str, optional
        Only this one; without it, all.

    Returns
    -------
    CopiedRelease
        Kept files are named only where they differ from the release.
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
            # "x" fails on a file that is there, so no student's work can be lost, not even one
            # that appears between a look and the copy.
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
        The course, and the folder that JupyterLab shows.
    browser : bool
        Whether it opens a browser.

    Returns
    -------
    int
        JupyterLab's exit code.
    """
    command = [sys.executable, "-m", "jupyterlab", f"--ServerApp.root_dir={folder.resolve()}"]
    if not browser:
        command.append("--no-browser")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        # JupyterLab refuses root; in a container there is often nobody else.
        command.append("--allow-root")
    environment = {**os.environ, "COURSE_ROOT": str(root.resolve())}
    try:
        return subprocess.run(command, env=environment, check=False).returncode
    except KeyboardInterrupt:
        return 0
