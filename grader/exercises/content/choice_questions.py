"""Questions of choice: the function returns a letter, and each wrong one is a known mistake."""

from collections.abc import Mapping, Sequence

from grader.exercises.exercise import DEFAULT_RULES, Case, Edit, Exercise, Mistake, Rng
from grader.student.checking import Contract


def _no_arguments(rng: Rng) -> Sequence[Case]:
    return [Case({})]


def choice_question(
    name: str,
    right: str,
    wrong: Mapping[str, tuple[str, str]],
    rules: tuple[str, ...] = DEFAULT_RULES,
) -> Exercise:
    """Return the exercise of a question of choice.

    Parameters
    ----------
    right : str
        The letter that the solution returns.
    wrong : mapping of str to (str, str)
        For each other letter the name of the mistake, and the sentence for the student.
    """
    return Exercise(
        name=name,
        cases=_no_arguments,
        contract=Contract(outputs=("choice",)),
        rules=rules,
        sealed=True,
        mistakes=tuple(
            Mistake(mistake, Edit(f'"{right}"', f'"{letter}"'), says=sentence)
            for letter, (mistake, sentence) in wrong.items()
        ),
    )
