"""The folders of a grading: the course, and the folder that all results are written to."""

import json
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from grader.engine.judging.assignment import GradedCell, graded_cells
from grader.student.text import CourseError

ACCEPTED = "accepted_tests.json"
"""The file in the folder of a course with the tests that its instructor accepts."""


@dataclass(frozen=True)
class Workspace:
    """A course, and a work folder with the layout of nbgrader.

    Parameters
    ----------
    root : Path
        The course; contains ``source/``, ``release/`` and ``nbgrader_config.py``.
    work : Path
        Where ``submitted/``, ``autograded/``, ``feedback/``, ``gradebook.db``, ``results/`` and
        ``report/`` are created. It may be the course itself.
    db : str, optional
        SQLAlchemy URL of the gradebook; by default ``gradebook.db`` in the work folder.
    """

    root: Path
    work: Path
    db: str | None = None

    def __post_init__(self) -> None:
        # nbgrader changes the working directory, so no path may depend on it.
        object.__setattr__(self, "root", self.root.resolve())
        object.__setattr__(self, "work", self.work.resolve())

    @property
    def prepared(self) -> Path:
        """The notebooks of the course in the form that is graded, if its own have another one."""
        return self.work / ".course"

    @property
    def course(self) -> Path:
        """The folder with the `source` and the `release` that are graded."""
        return self.prepared if (self.prepared / "source").is_dir() else self.root

    @property
    def source(self) -> Path:
        """The instructor notebooks of the course, as they are graded."""
        return self.course / "source"

    @property
    def release(self) -> Path:
        """The student notebooks of the course, as they are graded."""
        return self.course / "release"

    @property
    def submitted(self) -> Path:
        """Copies of the submissions."""
        return self.work / "submitted"

    @property
    def repaired(self) -> Path:
        """The submitted notebooks restored to the form of the release notebooks."""
        return self.work / "repaired"

    @property
    def autograded(self) -> Path:
        """The executed notebooks, with the verdicts as outputs."""
        return self.work / "autograded"

    @property
    def feedback(self) -> Path:
        """The feedback pages."""
        return self.work / "feedback"

    @property
    def results(self) -> Path:
        """The result files, one for each submission."""
        return self.work / "results"

    @property
    def report(self) -> Path:
        """The report on the class."""
        return self.work / "report"

    @property
    def gradebook(self) -> Path:
        """The file of nbgrader's gradebook, unless it is on a server."""
        return self.work / "gradebook.db"

    @property
    def db_url(self) -> str:
        """SQLAlchemy URL of the gradebook."""
        return self.db or f"sqlite:///{self.gradebook}"

    @property
    def gradebook_location(self) -> str:
        """The path or URL of the gradebook for messages, without user name and password."""
        return str(self.gradebook) if self.db is None else _without_secrets(self.db)

    def redacted(self, text: str) -> str:
        """Return a text, such as that of an error, without the gradebook's URL and password."""
        if self.db is None:
            return text
        for secret in sorted({self.db, *_secrets_of(self.db)}, key=len, reverse=True):
            text = text.replace(secret, "***")
        return text

    @property
    def scratch(self) -> Path:
        """Temporary files; may be deleted while no grading is running."""
        return self.work / ".grading"

    @property
    def log(self) -> Path:
        """The log file of nbgrader and the workers."""
        return self.work / "grading.log"

    def graded_cells(self, assignment: str) -> tuple[GradedCell, ...]:
        """Return the cells of an assignment that give points, in notebook order."""
        folder = self.source / assignment
        if not folder.is_dir():
            folder = self.root / "source" / assignment
            require_assignment(self.root, assignment)
        return graded_cells(folder)

    def own_texts(self, assignment: str, notebook: str) -> dict[str, str]:
        """Return the texts of the cells of an instructor's notebook, by nbgrader's names."""
        path = self.source / assignment / f"{notebook}.ipynb"
        found = {}
        with suppress(OSError, ValueError, KeyError, TypeError):
            for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
                if name := cell["metadata"].get("nbgrader", {}).get("grade_id"):
                    found[name] = "".join(cell["source"])
        return found

    def accepted_tests(self, assignment: str) -> tuple[str, ...]:
        """Return the cells whose tests count though the instructor's notebook fails them.

        Raises
        ------
        CourseError
            If the file in the course's folder cannot be read.
        """
        return tuple(read_accepted(self.root).get(assignment, ()))


def read_accepted(root: Path) -> dict[str, list[str]]:
    """Return by assignment the cells that ``course grade --accept`` named in a course.

    Raises
    ------
    CourseError
        If the file cannot be read.
    """
    path = root / ACCEPTED
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise CourseError(f"{path} cannot be read ({error}). Correct or remove it.") from error
    if not isinstance(found, dict) or not all(isinstance(each, list) for each in found.values()):
        raise CourseError(f"{path} has another form than --accept gives it. Remove it.")
    return {str(name): [str(cell) for cell in cells] for name, cells in found.items()}


@contextmanager
def private_files() -> Iterator[None]:
    """Create files and folders that nobody but their owner and their group can read.

    A gradebook, results and students' work are for nobody else. The group stays: instructors who
    grade together share one.
    """
    before = os.umask(0o077)
    os.umask(before | stat.S_IRWXO)
    try:
        yield
    finally:
        os.umask(before)


def _without_secrets(url: str) -> str:
    """Return scheme, host, port and database of a URL; nothing else, which may be a secret."""
    # Half a second of imports, for messages about a server.
    from sqlalchemy.engine import make_url
    from sqlalchemy.exc import ArgumentError

    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        return "(an address that is not a URL of SQLAlchemy)"
    port = "" if parsed.port is None else f":{parsed.port}"
    return f"{parsed.drivername}://{parsed.host or ''}{port}/{parsed.database or ''}"


def require_address(url: str) -> None:
    """Raise a `CourseError`, which does not repeat it, unless SQLAlchemy can read an address."""
    from sqlalchemy.engine import make_url
    from sqlalchemy.exc import ArgumentError

    try:
        # With an @ in the password, its end would be read as a part of the host.
        is_clear = "@" not in (make_url(url).host or "")
    except (ArgumentError, ValueError):
        is_clear = False
    if not is_clear:
        # What came before it may hold the password.
        raise CourseError(
            "The address of the gradebook cannot be read. It has the form "
            "postgresql+psycopg://USER:PASSWORD@HOST:PORT/DATABASE, with a number as PORT, and "
            "with %40 for an @ in the password."
        ) from None


def _secrets_of(url: str) -> set[str]:
    """Return the values of a URL that may be secrets, as written and decoded."""
    rest = url.partition("://")[2] or url
    user = rest.rpartition("@")[0]
    password = user.partition(":")[2]
    options = [option.partition("=") for option in url.partition("?")[2].split("&")]
    values = {password, *(value for name, _, value in options if "pass" in name.lower())}
    return {secret for value in values for secret in (value, unquote(value)) if secret}


def assignments(workspace: Workspace) -> tuple[str, ...]:
    """Return the names of a course's assignments: the folders in its ``source/``."""
    folders = (workspace.source, workspace.root / "source")
    return tuple(sorted({name for folder in folders for name in _names_in(folder)}))


def _names_in(source: Path) -> set[str]:
    return {path.parent.name for path in source.glob("*/*.ipynb")}


def require_assignment(root: Path, name: str) -> None:
    """Raise a `CourseError` that lists the assignments unless `name` is one of them."""
    known = sorted(_names_in(root / "source"))
    if not known:
        raise CourseError(f"There is no assignment in {root / 'source'}. Run: course build")
    if name not in known:
        raise CourseError(f"There is no assignment {name!r}. There is: {', '.join(known)}.")
