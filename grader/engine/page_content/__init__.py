"""What of a student's notebook may reach a page in somebody's browser.

Nothing is filtered out of what the student sent: each output and each text is made anew, with only
those parts in it that are known to be harmless. An instructor reads it in the formgrader, with
all rights there.
"""

from grader.engine.page_content.cells import rebuilt_cells, source_of

__all__ = ["rebuilt_cells", "source_of"]
