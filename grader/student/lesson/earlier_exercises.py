"""Earlier exercises that an exercise calls: the first wrong one is the cause of what follows."""

from collections.abc import Mapping

from grader.student.calling import code_of, is_own_function
from grader.student.checking import Question, judge
from grader.student.messages import verdicts

NOT_RIGHT = ("wrong", "error", "unfinished")
"""The states of a verdict with which an exercise still needs work; breaking a rule is none."""


def called_by(function: object) -> list[str]:
    """Return the global names in a function, and in the student's own functions that it names."""
    namespace = getattr(function, "__globals__", {})
    found: dict[str, None] = {}
    waiting = [function]
    while waiting:
        code = code_of(waiting.pop(0))
        for name in code.co_names if code is not None else ():
            if name not in found:
                found[name] = None
                if is_own_function(namespace.get(name)):
                    waiting.append(namespace[name])
    return list(found)


def problem_in_earlier_exercise(
    function: object, questions: Mapping[str, Question], question: Question
) -> tuple[str, ...]:
    """Return a message if an earlier exercise that this one calls is not right, else ().

    Where that one in turn calls one that is not right, the message names the last of them: all
    others may be right once it is.
    """
    chain: list[str] = []
    current, exercise = function, question
    while True:
        problem = _first_problem(current, questions, exercise)
        if problem is None:
            break
        chain.append(problem)
        current, exercise = getattr(function, "__globals__", {}).get(problem), questions[problem]
    if not chain:
        return ()
    if current is None:
        return (verdicts.helper_undefined(question.name, chain, exercise.number),)
    return verdicts.helper_not_right(question.name, chain, exercise.number)


def _first_problem(
    function: object, questions: Mapping[str, Question], question: Question
) -> str | None:
    """Return the first exercise that a function calls and that is not defined or not right."""
    called = called_by(function)
    namespace = getattr(function, "__globals__", {})
    for name in question.uses:
        if name not in called:
            continue
        helper = namespace.get(name)
        if helper is None or judge(helper, questions[name], explained=False).status in NOT_RIGHT:
            return name
    return None
