"""The configuration of an nbgrader course, read from its ``nbgrader_config.py`` alone."""

import contextlib
import fnmatch
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from traitlets.config import Config
from traitlets.config.loader import LazyConfigValue, PyFileConfigLoader

from grader.engine.nbgrader_course.settings import BASES, setting_of
from grader.student.text import CourseError

CONFIG_FILE = "nbgrader_config.py"


@dataclass(frozen=True)
class Configuration:
    """What a course sets.

    Parameters
    ----------
    root : Path
        The folder with ``nbgrader_config.py``.
    config : Config
        For nbgrader's own classes.
    """

    root: Path
    config: Config

    def value(self, name: str) -> Any:
        """Return a setting, or its default.

        Parameters
        ----------
        name : str
            An entry of `grader.engine.nbgrader_course.settings.SETTINGS` that is obeyed.
        """
        entry = setting_of(name)
        if entry is None or entry.name != name or not entry.is_obeyed:
            raise KeyError(name)
        section, _, key = name.partition(".")
        found = next(
            (
                self.config[each][key]
                for each in (section, *BASES.get(section, ()))
                if each in self.config and key in self.config[each]
            ),
            None,
        )
        if isinstance(found, LazyConfigValue):
            # The course changed the default, as by `ignore.append`.
            return found.get_value(_mutable(entry.default))
        return entry.default if found is None else found

    def sets(self, section: str) -> bool:
        """Return whether the course sets anything of a class."""
        return bool(self.config.get(section))

    @property
    def folder(self) -> Path:
        """The folder of the course: ``CourseDirectory.root``, if that is on this machine."""
        given = self.value("CourseDirectory.root")
        path = self.root / str(given) if given else self.root
        return path if path.is_dir() else self.root

    def step(self, name: str, assignment: str) -> Path:
        """Return the folder of an assignment: ``source`` or ``release``."""
        structure = str(self.value("CourseDirectory.directory_structure"))
        path = structure.format(
            nbgrader_step=self.value(f"CourseDirectory.{name}_directory"),
            student_id=".",
            assignment_id=assignment,
        )
        return Path(os.path.normpath(self.folder / path))

    def assignments(self) -> tuple[str, ...]:
        """Return the names of the assignments: the folders with notebooks in ``source``."""
        pattern = self.step("source", "*")
        found = (
            pattern.parent.glob("*")
            if pattern.name == "*"
            else self.folder.glob(os.path.relpath(pattern, self.folder))
        )
        return tuple(sorted({each.name for each in found if any(each.glob("*.ipynb"))}))

    def keeps(self, name: str) -> bool:
        """Return whether a file beside a notebook is kept: its path with ``/`` between folders."""
        parts = name.split("/")
        ignored = self.value("CourseDirectory.ignore")
        return not any(fnmatch.fnmatch(part, pattern) for part in parts for pattern in ignored)

    def files_in(self, folder: Path) -> Iterator[tuple[str, Path]]:
        """Yield the files of the course beside its notebooks: their names in the folder, paths."""
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(folder).as_posix()
            if path.is_file() and path.suffix != ".ipynb" and self.keeps(name):
                yield name, path

    def not_obeyed(self) -> list[str]:
        """Return a sentence for each setting of the course that is not obeyed."""
        found = []
        for section, values in self.config.items():
            for key, value in values.items() if isinstance(values, Config) else ():
                entry = setting_of(f"{section}.{key}")
                if entry is None or entry.is_obeyed:
                    continue
                if entry.agreed is None or value != entry.agreed:
                    found.append(f"{section}.{key} in {CONFIG_FILE}: {entry.effect}")
        return found


def read_configuration(root: Path) -> Configuration:
    """Read the configuration of a course.

    Raises
    ------
    CourseError
        If there is none, or if it cannot be read.
    """
    path = root / CONFIG_FILE
    if not path.is_file():
        raise CourseError(
            f"{root} is no course folder: it has no {CONFIG_FILE}. Name the folder that has one: "
            "course --course DIR ..."
        )
    try:
        with importing_from(root):
            config = PyFileConfigLoader(path.name, path=str(root)).load_config()
    except (Exception, SystemExit) as error:
        raise CourseError(
            f"{path} cannot be read ({type(error).__name__}: {error}). Correct it and grade again."
        ) from error
    return Configuration(root, config)


def _mutable(default: Any) -> Any:
    return list(default) if isinstance(default, tuple) else dict(default)


@contextlib.contextmanager
def importing_from(folder: Path) -> Iterator[None]:
    """Import modules of a course: its own preprocessors and plugins may be beside the settings."""
    before: Sequence[str] = list(sys.path)
    sys.path.append(str(folder))
    try:
        yield
    finally:
        # What the settings themselves added stays, as in nbgrader.
        if str(folder) not in before:
            with contextlib.suppress(ValueError):
                sys.path.remove(str(folder))
