"""What would act in a reader's browser acts on no page; a part of what `tests.attacks` prints."""

from tests.attacks import pages

# Every tenth: the other tests of pages try all, one by one.
SOME = list(pages.attacks())[::10]


def test_nothing_acts_on_a_page() -> None:
    found = {name: pages.effects(cell, rebuilt=True) for name, cell in SOME}
    assert {name: effect for name, effect in found.items() if effect} == {}


def test_without_rebuilding_some_of_it_would_act() -> None:
    assert any(pages.effects(cell, rebuilt=False) for _, cell in SOME[:20])
