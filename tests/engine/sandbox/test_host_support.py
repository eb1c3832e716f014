"""Isolation on this machine, and on that of CI: the first tier or the second."""

import sys

import pytest

from grader.engine.sandbox.host_support import probe
from grader.engine.sandbox.tiers import FILTER, LANDLOCK, Tier, tier_of


def test_the_tests_run_where_student_code_can_be_shut_in() -> None:
    probes = probe()
    assert tier_of(probes) in (Tier.ISOLATED, Tier.CONFINED), probes
    assert probes[LANDLOCK] is None
    assert probes[FILTER] is None


def test_elsewhere_there_is_nothing_to_try(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert probe.__wrapped__() == {}


def test_probes_that_cannot_run_say_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    assert list(probe.__wrapped__()) == ["the probes"]
