"""Questions of choice: one case without arguments, and a mistake for each wrong letter."""

from collections.abc import Mapping, Sequence

from grader.exercises.exercise import Case, Edit, Mistake, Rng


def no_arguments(rng: Rng) -> Sequence[Case]:
    """Return the one case of a question of choice."""
    return [Case({})]


def choice(letter: str) -> str:
    """Return the solution that chooses a letter."""
    return f'choice = "{letter}"'


def wrong_choices(says: Mapping[str, tuple[str, str]], right: str) -> tuple[Mistake, ...]:
    """Make a mistake of each wrong letter; `says` gives it a name and a sentence."""
    return tuple(
        Mistake(name, Edit(f'"{right}"', f'"{letter}"'), says=sentence)
        for letter, (name, sentence) in says.items()
    )
