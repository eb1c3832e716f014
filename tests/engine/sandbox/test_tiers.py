from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.engine.sandbox.policy import SandboxError, require_isolation
from grader.engine.sandbox.tiers import (
    FAILED,
    FILTER,
    LANDLOCK,
    MEANING,
    NAMESPACES,
    NOTIFICATION,
    SIGNALS,
    Tier,
    tier_of,
)

WORKS = dict.fromkeys((NAMESPACES, LANDLOCK, SIGNALS, FILTER, NOTIFICATION))


@pytest.mark.parametrize(
    ("missing", "tier"),
    [
        ((), Tier.ISOLATED),
        ((SIGNALS, NOTIFICATION), Tier.ISOLATED),
        ((NAMESPACES,), Tier.CONFINED),
        ((NAMESPACES, SIGNALS), Tier.CONFINED),
        ((NAMESPACES, NOTIFICATION), Tier.LIMITED),
        ((LANDLOCK,), Tier.LIMITED),
        ((FILTER,), Tier.LIMITED),
    ],
)
def test_the_tier_follows_from_what_works(missing: tuple[str, ...], tier: Tier) -> None:
    assert tier_of({**WORKS, **dict.fromkeys(missing, "no")}) is tier


def test_where_there_is_no_linux_only_the_verdict_is_safe() -> None:
    assert tier_of({}) is Tier.VERDICT_ONLY


def test_probes_that_fail_altogether_prove_nothing() -> None:
    assert tier_of({FAILED: "no interpreter"}) is Tier.LIMITED


@given(st.dictionaries(st.sampled_from(sorted(WORKS)), st.none() | st.text(min_size=1)))
def test_one_more_mechanism_never_lowers_the_tier(probes: Mapping[str, str | None]) -> None:
    order = list(Tier)
    for name in WORKS:
        better = tier_of({**probes, name: None})
        assert order.index(better) <= order.index(tier_of(probes))


@pytest.mark.parametrize("tier", [Tier.ISOLATED, Tier.CONFINED])
def test_the_upper_tiers_need_no_leave(tier: Tier) -> None:
    require_isolation(tier, allow_weak=False)


@pytest.mark.parametrize("tier", [Tier.LIMITED, Tier.VERDICT_ONLY])
def test_the_lower_tiers_are_refused_unless_asked_for(tier: Tier) -> None:
    with pytest.raises(SandboxError, match="--allow-weak-isolation"):
        require_isolation(tier, allow_weak=False)
    require_isolation(tier, allow_weak=True)


def test_every_tier_is_explained() -> None:
    assert set(MEANING) == set(Tier)
