"""The preprocessors that a course itself adds to nbgrader's autograder.

They are the instructor's code and run as such, without a sandbox, in the process that reads
submissions: each in a fork with the limits of reading one. What they return is a student's notebook
as before. Tests and points come from the instructor's notebook, so they can change neither.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from grader.engine.nbgrader_course.configuration import Configuration, importing_from
from grader.engine.nbgrader_course.notebook_form import Notebook
from grader.student.text import CourseError

_NOT_OWN: Final = ("nbgrader", "nbconvert", "grader")
_EXECUTE: Final = frozenset({"Execute", "ExecuteAndJudge"})
_ON_OUTPUTS: Final = ("IgnorePattern", "LimitOutput")
# What these do is done by the grader, or needs not be done.
_DONE_OTHERWISE: Final = frozenset(
    {
        "AssignLatePenalties",
        "CheckCellMetadata",
        "ClearMetadataPreprocessor",
        "ClearOutput",
        "DeduplicateIds",
        "OverwriteCells",
        "OverwriteKernelspec",
        "SaveAutoGrades",
        # Of this package, for nbgrader's own commands.
        "SaveJudgedGrades",
    }
)
# The bases of classes that start a kernel, which would run a student's code without a sandbox.
_KERNELS: Final = frozenset({"ExecutePreprocessor", "NotebookClient"})
_LISTS: Final = ("Autograde.sanitize_preprocessors", "Autograde.autograde_preprocessors")


@dataclass(frozen=True)
class Preprocessors:
    """What runs before a submitted notebook is executed, and what after it.

    Parameters
    ----------
    before, after : tuple of type
        Classes of nbconvert's preprocessors, in their order.
    configuration : Configuration
    """

    before: tuple[Any, ...]
    after: tuple[Any, ...]
    configuration: Configuration

    def run(
        self, kinds: Sequence[Any], notebook: Notebook, task: dict[str, str], folder: Path
    ) -> Notebook:
        """Return what some of them make of a notebook.

        Parameters
        ----------
        kinds : sequence of type
        notebook : dict
        task : dict
            The names of student, assignment and notebook, and the address of the gradebook.
        folder : Path
            Where the notebook is.

        Raises
        ------
        CourseError
            If one of them fails.
        """
        if not kinds:
            return notebook
        import nbformat

        found = nbformat.from_dict(notebook)  # type: ignore[no-untyped-call]
        resources: dict[str, Any] = {
            "unique_key": task["notebook"],
            "metadata": {"path": str(folder), "name": task["notebook"]},
            "nbgrader": task,
        }
        for kind in kinds:
            try:
                found, resources = kind(config=self.configuration.config)(found, resources)
            except Exception as error:
                raise CourseError(
                    f"The course's own preprocessor {kind.__name__} failed "
                    f"({type(error).__name__}: {str(error)[:200]}). Correct it and grade again."
                ) from error
        made: Notebook = json.loads(json.dumps(found))
        return made


def preprocessors_of(configuration: Configuration) -> Preprocessors:
    """Return the preprocessors of a course that run here; nbgrader's own ones only if it sets them.

    Raises
    ------
    CourseError
        If one of them cannot be imported.
    """
    before = [each for each in _own(configuration, _LISTS[0]) if not _starts_kernel(each)]
    after: list[Any] = []
    listed = list(configuration.value(_LISTS[1]) or _ON_OUTPUTS)
    kinds = [_imported(configuration, each) if _is_own(each) else each for each in listed]
    is_after = not any(_executes(each) for each in kinds)
    for each in kinds:
        if _executes(each):
            is_after = True
        elif _is_own(each):
            (after if is_after else before).append(each)
        elif _name(each) in _ON_OUTPUTS and configuration.sets(_name(each)):
            after.append(_imported(configuration, f"nbgrader.preprocessors.{_name(each)}"))
    return Preprocessors(tuple(before), tuple(after), configuration)


def not_run(configuration: Configuration) -> list[str]:
    """Return a sentence for each preprocessor that a course lists and that does not run."""
    found = []
    for setting in _LISTS:
        for each in configuration.value(setting):
            if _is_own(each):
                if _starts_kernel(_imported(configuration, each)):
                    found.append(
                        f"{setting} in nbgrader_config.py: {_name(each)} is not run, since it "
                        "executes the notebook, which is done in the sandbox."
                    )
            elif _name(each) not in {*_EXECUTE, *_ON_OUTPUTS, *_DONE_OTHERWISE}:
                found.append(
                    f"{setting} in nbgrader_config.py: {_name(each)} of nbgrader or nbconvert is "
                    "not run. A class beside nbgrader_config.py that inherits from it is."
                )
    return found


def require_late_penalty(configuration: Configuration) -> None:
    """Raise a `CourseError` if the course's own class for late penalties cannot be imported."""
    if plugin := configuration.value("AssignLatePenalties.plugin_class"):
        _imported(configuration, plugin, "class")


def _executes(each: Any) -> bool:
    return _name(each) in _EXECUTE if not _is_own(each) else _starts_kernel(each)


def _starts_kernel(kind: Any) -> bool:
    return any(base.__name__ in _KERNELS for base in getattr(kind, "__mro__", ()))


def _own(configuration: Configuration, setting: str) -> Iterator[Any]:
    return (
        _imported(configuration, each) for each in configuration.value(setting) if _is_own(each)
    )


def _name(each: Any) -> str:
    return each.rpartition(".")[2] if isinstance(each, str) else str(each.__name__)


def _is_own(each: Any) -> bool:
    """Return whether a class, or the path of one, is of the course; a mere name is nbgrader's."""
    module = each.rpartition(".")[0] if isinstance(each, str) else str(each.__module__)
    return bool(module) and module.partition(".")[0] not in _NOT_OWN


def _imported(configuration: Configuration, each: Any, what: str = "preprocessor") -> Any:
    if not isinstance(each, str):
        return each
    from traitlets.utils.importstring import import_item

    try:
        with importing_from(configuration.root):
            return import_item(each)
    except Exception as error:
        raise CourseError(
            f"The {what} {each} of nbgrader_config.py cannot be imported "
            f"({type(error).__name__}: {error}). Put its module beside nbgrader_config.py or "
            "install it, and grade again."
        ) from error
