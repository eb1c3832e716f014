"""The desk at which a class is graded: where the course is, and where the work goes."""

from dataclasses import dataclass
from pathlib import Path

from grader.engine.judging.assignment import GradedCell, graded_cells
from grader.student.text import CourseError


@dataclass(frozen=True)
class Workspace:
    """A course, and a work folder in the layout of nbgrader.

    Parameters
    ----------
    root : Path
        The course: ``source/``, ``release/`` and ``nbgrader_config.py``.
    work : Path
        Where ``submitted/``, ``autograded/``, ``feedback/``, ``gradebook.db``, ``results/`` and
        ``report/`` are made. It may be the course itself.
    db : str, optional
        Address of the gradebook, as SQLAlchemy reads it, where it is no file of the work folder.
    """

    root: Path
    work: Path
    db: str | None = None

    def __post_init__(self) -> None:
        # nbgrader changes the working directory, so no path may hang on it.
        object.__setattr__(self, "root", self.root.resolve())
        object.__setattr__(self, "work", self.work.resolve())

    @property
    def source(self) -> Path:
        """The instructor notebooks of the course."""
        return self.root / "source"

    @property
    def release(self) -> Path:
        """The student notebooks of the course."""
        return self.root / "release"

    @property
    def submitted(self) -> Path:
        """What students handed in."""
        return self.work / "submitted"

    @property
    def repaired(self) -> Path:
        """The same in the form of the release notebooks, ready to be judged."""
        return self.work / "repaired"

    @property
    def autograded(self) -> Path:
        """The notebooks with the outputs of the judging."""
        return self.work / "autograded"

    @property
    def feedback(self) -> Path:
        """The pages for students."""
        return self.work / "feedback"

    @property
    def results(self) -> Path:
        """One JSON file for each submission."""
        return self.work / "results"

    @property
    def report(self) -> Path:
        """The tables of the class."""
        return self.work / "report"

    @property
    def gradebook(self) -> Path:
        """The gradebook of nbgrader, unless it is on a server."""
        return self.work / "gradebook.db"

    @property
    def db_url(self) -> str:
        """Address of the gradebook."""
        return self.db or f"sqlite:///{self.gradebook}"

    @property
    def place(self) -> str:
        """Where the gradebook is, for a person: without the name and password in an address."""
        if self.db is None:
            return str(self.gradebook)
        scheme, _, rest = self.db.partition("://")
        return f"{scheme}://{rest.rpartition('@')[2]}"

    @property
    def scratch(self) -> Path:
        """What is half done; nothing in it is needed by a grading that starts anew."""
        return self.work / ".grading"

    @property
    def log(self) -> Path:
        """What nbgrader and the kernels say while they work."""
        return self.work / "grading.log"

    def graded_cells(self, assignment: str) -> tuple[GradedCell, ...]:
        """Return the cells that give points, in notebook order, of an assignment that exists."""
        require_assignment(self.root, assignment)
        return graded_cells(self.source / assignment)


def assignments(root: Path) -> tuple[str, ...]:
    """Names of the assignments that the course in `root` has: the folders of its ``source/``."""
    return tuple(sorted({path.parent.name for path in (root / "source").glob("*/*.ipynb")}))


def require_assignment(root: Path, name: str) -> None:
    """Raise a `CourseError` that names the assignments there are, unless `name` is one."""
    known = assignments(root)
    if not known:
        raise CourseError(f"There is no assignment in {root / 'source'}. Run: course build")
    if name not in known:
        raise CourseError(f"There is no assignment {name!r}. There is: {', '.join(known)}.")
