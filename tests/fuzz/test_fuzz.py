"""A little of each kind of fuzzed submissions; `python -m tests.fuzz` tries more, and shrinks."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.fuzz import class_kinds, oracles
from tests.fuzz.kinds import kinds
from tests.fuzz.stage import Stage, scratch, stage
from tests.fuzz.watch import close_servers

pytestmark = pytest.mark.fuzz

PROGRAMS = ("locks", "memory", "folders", "answers", "imports", "sockets", "confined folders")


def drawn(strategy: st.SearchStrategy[Any], count: int) -> list[Any]:
    """The last of some examples, the same each time: the first ones are the simplest."""
    found: list[Any] = []

    @settings(
        max_examples=count + 3,
        derandomize=True,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def draw(example: Any) -> None:
        found.append(example)

    draw()
    return found[-count:]


@pytest.fixture(scope="module")
def course() -> Iterator[Stage]:
    with stage([False]) as made:
        yield made
        close_servers()


def test_a_class_of_honest_and_fuzzed_students(course: Stage) -> None:
    showing = drawn(class_kinds.pages(), 1)[0][:2]
    disguised = drawn(class_kinds.disguised(), 1)[0][:5]
    students = {}
    for strategy in (class_kinds.trees(), class_kinds.damaged_notebooks()):
        students |= dict(list(drawn(strategy, 1)[0].items())[:3])
    names, files = drawn(class_kinds.look_alikes(), 1)[0]
    students |= {name: files for name in names if not name.startswith(b".")}
    students |= class_kinds.showing_students(showing) | class_kinds.disguised_students(disguised)
    with scratch() as folder:
        done = course.graded(students, False, folder)
        class_kinds.require_points(done, disguised)
        course.shown(done)
        class_kinds.require_harmless(course, done)


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_program(course: Stage, name: str) -> None:
    kind = kinds()[name]
    kind.check(course, drawn(kind.strategy, 1)[0])


@pytest.mark.parametrize(("name", "count"), [("settings", 1), ("addresses", 1), ("pictures", 40)])
def test_what_surrounds_submissions(course: Stage, name: str, count: int) -> None:
    kind = kinds()[name]
    for example in drawn(kind.strategy, count):
        kind.check(course, example)


def test_what_acts_in_a_browser_is_found() -> None:
    from tests.engine.page_content.payloads import HTML

    # In the other two nothing acts that is not in an attribute or a comment.
    assert sum(not oracles.active_parts(text) for text in HTML) == 2
