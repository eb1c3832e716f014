"""Questions of choice: the function returns a letter, and each letter has an explanation.

The explanation of a letter says what its option needs and what is there, in the same form for the
right letter and for the others, so that students can be given all of them.
"""

from collections.abc import Mapping, Sequence

from grader.exercises.exercise import DEFAULT_RULES, Case, Exercise, Mistake, Option, Rng
from grader.student.checking import Contract


def _no_arguments(rng: Rng) -> Sequence[Case]:
    return [Case({})]


def choice_question(
    name: str,
    right: str,
    options: Mapping[str, tuple[str, str]],
    rules: tuple[str, ...] = DEFAULT_RULES,
    earlier: Mapping[str, Mapping[str, str]] | None = None,
) -> Exercise:
    """Return the exercise of a question of choice.

    Parameters
    ----------
    right : str
        The letter that the solution returns.
    options : mapping of str to (str, str)
        For each letter the name of its option, and the sentence that explains it.
    earlier : mapping of str to mapping of str to str, optional
        For each release of the question with other letters, the first line of the function's
        docstring there, and today's letter for each of its letters.
    """
    return Exercise(
        name=name,
        cases=_no_arguments,
        contract=Contract(outputs=("choice",)),
        rules=rules,
        options={letter: Option(*option) for letter, option in options.items()},
        earlier_letters=earlier or {},
        mistakes=tuple(
            Mistake(mistake, f'choice = "{letter}"', says=sentence)
            for letter, (mistake, sentence) in options.items()
            if letter != right
        ),
    )
