"""The choice of a letter: what students get of a question of choice, and what the judge compares.

Students get the letters and an explanation of each. Which of them is right is in the instructor's
notebook alone: a digest of the right letter would name it after four tries.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Choice:
    """One of some letters.

    Attributes
    ----------
    letters : str
        All letters of the question, such as "abcd".
    letter : str
        The one that is meant; "" where nobody is told.
    """

    letters: str
    letter: str = ""

    def matches(self, choice: object) -> bool:
        """Return whether a value is the letter that is meant."""
        return bool(self.letter) and letter_in(choice) == self.letter


def letter_in(choice: object) -> str:
    """Return a choice without what does not count: "c" for " (C)", "" for what is no text."""
    return choice.strip(" \t\n().").lower() if isinstance(choice, str) else ""


def todays_letters(
    function: Callable[..., object], earlier: Mapping[str, Mapping[str, str]]
) -> Mapping[str, str]:
    """Return today's letter for each letter of the release that a function is from.

    Parameters
    ----------
    function : callable
        Its docstring shows from which release of the lesson it is.
    earlier : mapping of str to mapping of str to str
        For each earlier release the first line of the docstring, and today's letter for each of
        its letters.

    Returns
    -------
    mapping of str to str
        Empty for today's release.
    """
    constants = getattr(getattr(function, "__code__", None), "co_consts", ())
    docstring = constants[0] if constants and isinstance(constants[0], str) else ""
    return earlier.get(docstring.strip().partition("\n")[0].strip(), {})
