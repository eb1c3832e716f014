"""What the markdown above an exercise says about it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Header:
    """Title and ladder of hints of one exercise, as read from the lesson's text.

    Attributes
    ----------
    number : str
        Such as "7.1".
    difficulty : int
        1 to 5.
    minutes, lines : int
        Time that the exercise takes, and length of the reference.
    hints : tuple of (summary, text)
        Gentle first.
    points : float
        What the exercise is worth.
    """

    title: str
    number: str
    difficulty: int
    minutes: int
    lines: int
    hints: tuple[tuple[str, str], ...]
    points: float
