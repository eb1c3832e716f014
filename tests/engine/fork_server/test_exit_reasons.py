import signal

import pytest

from grader.engine.fork_server.exit_reasons import exit_problem, limit_problem
from grader.engine.sandbox.limits import Limits

DIED = "The process that ran the notebook died"


def test_a_process_that_ended_of_itself_is_no_problem() -> None:
    assert exit_problem(0, Limits()) is None
    assert exit_problem(70 << 8, Limits()) is None


@pytest.mark.parametrize("number", [signal.SIGSEGV, signal.SIGKILL, signal.SIGABRT, signal.SIGUSR1])
def test_a_signal_is_a_death_with_a_reason(number: signal.Signals) -> None:
    sentence = exit_problem(number, Limits())
    assert sentence is not None
    assert sentence.startswith(f"{DIED}: ") and sentence.endswith(".")


def test_limits_are_told_with_their_size() -> None:
    limits = Limits(cpu_seconds=7, job_memory=3 << 29, scratch=5 << 20, judging_seconds=9)
    assert "7 seconds" in str(exit_problem(signal.SIGXCPU, limits))
    assert "1.5 GB" in limit_problem("memory", limits)
    assert "5 MB" in limit_problem("disk", limits)
    assert "4,096 files" in limit_problem("files", limits)
    assert "100 deep" in limit_problem("files", limits)
    assert "9 seconds" in limit_problem("time", limits)
    assert limit_problem("else", limits).startswith(DIED)
