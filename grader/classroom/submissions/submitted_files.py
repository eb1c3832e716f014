"""All files of a submission as they count: archives are unpacked, notebooks are found and read.

A file in an archive counts as if it were in the archive's folder. The files beside the notebooks
are kept in one zip file beside the repaired notebooks, since names that students choose are no
names of files here.
"""

import zipfile
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from grader.classroom.submissions import limits
from grader.classroom.submissions.cell_repair import count_changed_exercises, count_exercises
from grader.classroom.submissions.file_formats import (
    StudentCell,
    UnreadableError,
    check_size,
    looks_like_notebook,
    read_cells,
)
from grader.classroom.submissions.forms.archives import format_of, is_unpackable, unpack
from grader.classroom.submissions.forms.helper_modules import renamed_modules
from grader.classroom.submissions.forms.members import MAX_FILES, Budget
from grader.classroom.submissions.forms.name_patterns import (
    kind_of,
    normal_form,
    original_name,
    same_name,
)
from grader.classroom.submissions.student_files import TIMESTAMP_FILE
from grader.student.messages import file_repairs

MAX_BYTES_OF_OTHER_FILES: Final = limits.MAX_BYTES_TO_JUDGE
_MAX_NOTEBOOKS: Final = 100
_STORE: Final = "other_files.zip"


@dataclass(frozen=True)
class ReadFile:
    """A file in which cells were found.

    Parameters
    ----------
    path : str
        Where it counts as being in the submission, with ``/`` between folders.
    cells : tuple of StudentCell
    notes : tuple of str
        Defects of the file that were ignored.
    is_script : bool
        Whether it is a Python script, which can be a helper module.
    is_checkpoint : bool
        Whether it is a copy that Jupyter saved, which counts only without another notebook.
    archive : str
        The archive in the submission that contains it; empty if none does.
    """

    path: str
    cells: tuple[StudentCell, ...]
    notes: tuple[str, ...] = ()
    is_script: bool = False
    is_checkpoint: bool = False
    archive: str = ""

    @property
    def name(self) -> str:
        """The name of the file without its folder."""
        return self.path.rpartition("/")[2]

    @property
    def folder(self) -> str:
        """The folder of the file."""
        return self.path.rpartition("/")[0]


@dataclass
class SubmittedFiles:
    """The files of one submission.

    Attributes
    ----------
    read : list of ReadFile
        Notebooks and scripts, those that are in no folder and in no archive first.
    unreadable : dict of str to str
        By path, why other notebooks cannot be read.
    others : dict of str to bytes
        The files that the notebooks may open or import, by their path as the notebooks see them.
    notes : list of str
        What was unpacked, and what was left out.
    """

    read: list[ReadFile] = field(default_factory=list)
    unreadable: dict[str, str] = field(default_factory=dict)
    others: dict[str, bytes] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def read_submitted_files(
    paths: Mapping[str, Path], notebooks: Collection[str] = ()
) -> SubmittedFiles:
    """Read all files of a submission, and change none of them.

    Parameters
    ----------
    paths : mapping of str to Path
        The files, by their path in the submission with ``/`` between folders.
    notebooks : collection of str
        The names of the release notebooks. Files of other names cannot use up the number of
        notebooks that are read.

    Raises
    ------
    OSError
        If a file cannot be read.
    """
    names = sorted(paths, key=lambda name: (name.count("/"), name))
    # Archives come last: what is in the folder itself has priority.
    kinds = {name: kind_of(name) for name in names[:MAX_FILES]}
    reader = _Reader(notebooks)
    for name in sorted(kinds, key=lambda name: kinds[name] == "archive"):
        if name != TIMESTAMP_FILE:
            reader.add_file(name, paths[name])
    reader.add_checkpoints()
    found = reader.found
    if len(names) > MAX_FILES:
        found.notes.append(file_repairs.too_many_files(len(names), MAX_FILES))
    found.others = _beside_notebooks(found)
    return found


class _Reader:
    """Reads the files of one submission, one after the other."""

    def __init__(self, notebooks: Collection[str]) -> None:
        self.found = SubmittedFiles()
        self.notebooks = notebooks
        # By whether they are scripts, and whether they have the name of a release notebook.
        self.counts: Counter[tuple[bool, bool]] = Counter()
        self.budget = Budget()
        self.room = MAX_BYTES_OF_OTHER_FILES
        # By path: the content, and the archive that contains it.
        self.checkpoints: dict[str, tuple[bytes, str]] = {}

    def add_file(self, name: str, path: Path) -> None:
        """Read a file of the submission."""
        kind, size = kind_of(name), path.stat().st_size
        if kind == "junk":
            return
        if kind in ("other", "script"):
            if size > self.room:
                self.found.notes.append(file_repairs.left_out(name, size))
            else:
                self.add(name, path.read_bytes())
            return
        if kind == "unpackable":
            self.found.unreadable[name] = file_repairs.unpackable(name)
            return
        try:
            check_size(name, size)
        except UnreadableError as error:
            self.found.unreadable[name] = str(error)
            return
        data = path.read_bytes()
        if is_unpackable(data):
            self.found.unreadable[name] = file_repairs.unpackable(name)
        elif format_of(name, data) is not None:
            self.add_archive(name, data)
        elif kind == "checkpoint":
            self.keep_checkpoint(name, data)
        elif kind == "archive" and not looks_like_notebook(data):
            self.found.unreadable[name] = file_repairs.damaged_archive(
                name, None, file_repairs.NO_ARCHIVE
            )
        else:
            self.add_notebook(name, data)

    def add_archive(self, name: str, data: bytes) -> None:
        """Read the files in an archive, as if they were beside it."""
        folder = name.rpartition("/")[0]
        notes: list[str] = []
        before = self.count_notebooks()
        empty = True
        for inner, content in unpack(name, data, self.budget, notes):
            empty = False
            path = f"{folder}/{inner}" if folder else inner
            match kind_of(path):
                case "junk":
                    continue
                case "unpackable":
                    self.found.unreadable[path] = file_repairs.unpackable(path)
                case "archive" | "notebook" if is_unpackable(content):
                    self.found.unreadable[path] = file_repairs.unpackable(path)
                case "notebook":
                    self.add_notebook(path, content, archive=name)
                case "checkpoint":
                    self.keep_checkpoint(path, content, archive=name)
                case _:
                    self.add(path, content, archive=name)
        if self.count_notebooks() > before:
            self.found.notes += [file_repairs.unpacked(name, format_of(name, data)), *notes]
        elif empty and notes:
            self.found.unreadable[name] = " ".join(notes)
        else:
            self.found.unreadable[name] = file_repairs.archive_without_notebook(
                name, format_of(name, data)
            )
            self.found.notes += notes
            self.add_other(name, data)

    def count_notebooks(self) -> int:
        """Count the files so far that are notebooks, readable or not."""
        return len(self.found.read) + len(self.found.unreadable) + len(self.checkpoints)

    def keep_checkpoint(self, path: str, content: bytes, archive: str = "") -> None:
        """Keep a copy that Jupyter saved until all other files are read."""
        kept = sum(len(each) for each, _ in self.checkpoints.values())
        if kept + len(content) > limits.MAX_FILE_BYTES:
            self.found.notes.append(file_repairs.left_out(path, len(content)))
        else:
            self.checkpoints[path] = content, archive

    def add_checkpoints(self) -> None:
        """Read the copies that Jupyter saved of notebooks that could not be read or are missing."""
        names = {original_name(file.name) for file in self.found.read if not file.is_script}
        for path, (content, archive) in self.checkpoints.items():
            original = original_name(path.rpartition("/")[2])
            if not any(same_name(original, name) for name in names):
                self.add_notebook(path, content, archive)

    def add(self, path: str, content: bytes, archive: str = "") -> None:
        """Add a file that is no notebook by its name; it may be one by its content."""
        self.add_other(path, content, archive)
        if kind_of(path) == "script":
            self.add_notebook(path, content, archive, is_script=True)
        elif looks_like_notebook(content):
            self.add_notebook(path, content, archive)

    def add_other(self, path: str, content: bytes, archive: str = "") -> None:
        """Add a file that notebooks may open, if there is room for it."""
        if archive and path in self.found.others:
            return
        if len(content) > self.room:
            self.found.notes.append(file_repairs.left_out(path, len(content)))
            return
        self.room -= len(content)
        self.found.others[path] = content

    def add_notebook(
        self, path: str, content: bytes, archive: str = "", is_script: bool = False
    ) -> None:
        """Add a notebook or a script, if its cells can be read."""
        original = original_name(path.rpartition("/")[2])
        is_named = any(same_name(original, name) for name in self.notebooks)
        try:
            if self.counts[is_script, is_named] >= _MAX_NOTEBOOKS:
                raise UnreadableError(file_repairs.too_many_notebooks(_MAX_NOTEBOOKS))
            cells, notes = read_cells(path, content)
        except UnreadableError as error:
            if not is_script:
                self.found.unreadable[path] = str(error)
            return
        is_checkpoint = kind_of(path) == "checkpoint"
        if is_checkpoint:
            notes.append(file_repairs.checkpoint(path))
        self.counts[is_script, is_named] += 1
        if not is_named and path not in self.found.others and len(content) <= self.room:
            # A cell can `%run` it.
            self.add_other(path, content, archive)
        read = ReadFile(path, tuple(cells), tuple(notes), is_script, is_checkpoint, archive)
        self.found.read.append(read)


def _beside_notebooks(found: SubmittedFiles) -> dict[str, bytes]:
    """Return the other files by their paths as the notebooks see them.

    A notebook runs in the folder that contains all files. If no notebook is directly in the
    student's folder, those in a folder below see the files of that folder.
    """
    folders = {file.folder for file in found.read if not file.is_script}
    moved: dict[str, bytes] = {}
    for path, content in found.others.items():
        inside = [f for f in folders if path.startswith(f"{f}/")] if "" not in folders else []
        name = normal_form(path[len(max(inside, key=len)) + 1 :] if inside else path)
        moved.setdefault(path if name in moved else name, content)
    sources = (cell.source for file in found.read for cell in file.cells)
    for path, module in renamed_modules(moved, sources).items():
        moved[module] = moved.pop(path)
        found.notes.append(file_repairs.renamed_module(path, module))
    return moved


def choose_file(
    name: str, release: Mapping[str, Any], files: SubmittedFiles, names: Mapping[str, Any]
) -> ReadFile | None:
    """Choose a student's file for a release notebook: by its name, else by its exercises.

    If nothing is changed in the file with the right name, another file in which exercises are
    changed is chosen: the student worked in a copy. A script is chosen only if no notebook has a
    changed exercise, since it can be a helper module.

    Parameters
    ----------
    name : str
        Of the release notebook.
    release : mapping
        The release notebook, parsed from its JSON.
    files : SubmittedFiles
    names : mapping
        Its keys are the names of all release notebooks of the assignment.
    """
    candidates = _candidates(name, release, files, names)
    notebooks = [file for file in candidates if not file.is_script]
    if len(candidates) <= 1:
        return next(iter(candidates), None)
    changed = {id(f): count_changed_exercises(release, f.cells) for f in candidates}
    if not any(changed[id(file)] for file in notebooks):
        notebooks = candidates

    def rank(file: ReadFile) -> tuple[bool, int, bool, int]:
        named = file.name.casefold() == f"{name}.ipynb".casefold()
        work = changed[id(file)]
        return (named and work > 0, work, named, count_exercises(release, file.cells))

    # The first of several equal ones is that in the folder itself.
    return max(notebooks, key=rank)


def other_work(
    name: str,
    release: Mapping[str, Any],
    chosen: ReadFile,
    files: SubmittedFiles,
    names: Mapping[str, Any],
) -> list[str]:
    """Return the paths of other notebooks with changed exercises than the one that was chosen.

    The parameters are those of `choose_file`, and what it returned.
    """
    return [
        file.path
        for file in _candidates(name, release, files, names)
        if not file.is_script
        and file.cells != chosen.cells
        and count_changed_exercises(release, file.cells)
    ]


def _candidates(
    name: str, release: Mapping[str, Any], files: SubmittedFiles, names: Mapping[str, Any]
) -> list[ReadFile]:
    """Return the files with exercises of a release notebook that have not the name of another."""
    found = [
        file
        for file in files.read
        if not any(same_name(original_name(file.name), n) for n in names if n != name)
        and count_exercises(release, file.cells)
    ]
    others = [file for file in found if not file.is_checkpoint]
    return found if all(file.is_script for file in others) else others


def write_other_files(target: Path, others: Mapping[str, bytes]) -> None:
    """Keep the other files of a submission in its folder of repaired notebooks.

    Raises
    ------
    OSError
        If they cannot be written.
    """
    if others:
        with zipfile.ZipFile(target / _STORE, "w", zipfile.ZIP_STORED) as store:
            for path, content in others.items():
                store.writestr(zipfile.ZipInfo(path), content)


def read_other_files(target: Path) -> dict[str, bytes]:
    """Return what `write_other_files` kept in this folder.

    Raises
    ------
    OSError
        If they cannot be read.
    """
    path = target / _STORE
    if not path.is_file():
        return {}
    with zipfile.ZipFile(path) as store:
        return {each.filename: store.read(each) for each in store.infolist()}
