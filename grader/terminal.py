"""The console for tables and progress bars: a name or a text of others cannot command it."""

from typing import Any

from rich.console import Console
from rich.text import Text

from grader.student.text import printable


class SafeConsole(Console):
    """A console of rich for which every text is just text: not markup, and no escape sequence."""

    def __init__(self) -> None:
        super().__init__(markup=False, emoji=False)

    def render_str(self, text: str, **options: Any) -> Text:
        """Return the text that is shown for a string; rich calls this for all it is given."""
        return super().render_str(printable(text, keep="\n"), **options)
