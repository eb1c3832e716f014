"""The result of a check, and what it is worth.

`Verdict` is the result. Its points go to the parts of an exercise (`parts`), and only to a function
that returns more than can be had without knowledge (`knowledge_free`).
"""

from grader.student.checking.verdict.knowledge_free import shows_knowledge
from grader.student.checking.verdict.parts import Part, parts_of
from grader.student.checking.verdict.verdict import NOTHING_RIGHT, SHARES, Verdict

__all__ = ["NOTHING_RIGHT", "SHARES", "Part", "Verdict", "parts_of", "shows_knowledge"]
