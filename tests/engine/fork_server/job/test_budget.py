"""What the supervisor counts because the kernel does not."""

import itertools
from pathlib import Path
from types import SimpleNamespace

import pytest

from grader.engine.fork_server import Cell, fork_server
from grader.engine.fork_server.job import budget
from grader.engine.fork_server.job.budget import Budget
from grader.engine.sandbox.linux import memory
from grader.engine.sandbox.tiers import Tier
from tests.sandboxed import SMALL, tier_here

PIPES = """\
import errno, os, time
for _ in range(1500):
    for end in os.pipe():
        os.close(end)
reading, writing = os.pipe()
total, failures = 0, []
for _ in range(10):
    if not os.fork():
        made = 0
        try:
            while True:
                os.pipe()
                made += 1
        except OSError as error:
            os.write(writing, b"%9d%9d" % (made, error.errno))
        time.sleep(60)
    text = os.read(reading, 18)
    total += int(text[:9])
    failures.append(int(text[9:]))
print(total < 1100, failures[-1] == errno.ENFILE)
"""


def test_a_job_has_as_many_pipes_as_are_counted_and_makes_more_in_turn(tmp_path: Path) -> None:
    with (
        fork_server(tmp_path, SMALL, tier=tier_here(Tier.ISOLATED), use_groups=False) as server,
        server.run([Cell("a", PIPES)], {}) as ran,
    ):
        assert ran.outputs["a"][0].get("text") == "True True\n", ran.outputs


def test_a_count_that_takes_long_refuses_nothing_where_what_was_made_is_closed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock = itertools.count(step=10)
    monkeypatch.setattr(budget, "time", SimpleNamespace(monotonic=lambda: float(next(clock))))
    left = Budget(forks=0)
    many = 4 * max(memory.max_socket_pairs(), memory.max_pipes())
    assert all(left.take_socket_pair() and left.take_pipe() for _ in range(many))
