"""The attacks on the system: the modules in the folder ``system``, read as values."""

import importlib
import pkgutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Attack:
    """A submission that attacks the machine or the grading.

    A module has these parameters as constants in capitals; all but the first three are optional.
    In a text ``{gradebook!r}`` is replaced by the path of the gradebook; so are ``source``,
    ``other`` (another student's notebook) and ``config``.

    Parameters
    ----------
    name : str
    about : str
        The module's docstring.
    double : str
        Text of the cell of the first exercise, worth 3 points.
    score : float
        The points that the submission deserves, of 5.
    shift : str or None
        Text of the cell of the second exercise, worth 2; by default a correct one.
    files : mapping of str to str
        The files beside the notebook, by path.
    shows : str or None
        The text that the cell with the attack shows.
    says : str or None
        A part of the note for the instructor.
    harms : bool
        Whether it would harm this machine without a sandbox.
    confined_score : float or None
        The points in the tier *confined*, if they differ.
    """

    name: str
    about: str
    double: str
    score: float
    shift: str | None = None
    files: Mapping[str, str] = field(default_factory=dict)
    shows: str | None = None
    says: str | None = None
    harms: bool = False
    confined_score: float | None = None

    def bodies(self, places: Mapping[str, str]) -> dict[str, str]:
        """The texts of the cells, with paths filled in."""
        texts = {"double": self.double, "shift": self.shift}
        found = {}
        for name, text in texts.items():
            if text is not None:
                for place, path in places.items():
                    text = text.replace(f"{{{place}!r}}", repr(path))
                found[name] = text
        return found


def _read(name: str) -> Attack:
    module = importlib.import_module(f"tests.attacks.system.{name}")
    values = {key.lower(): value for key, value in vars(module).items() if key.isupper()}
    return Attack(name, (module.__doc__ or "").strip(), **values)


def attacks() -> list[Attack]:
    """All attacks, by name."""
    folder = str(Path(__file__).parent / "system")
    return [_read(name) for name in sorted(each.name for each in pkgutil.iter_modules([folder]))]
