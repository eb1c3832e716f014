"""Fixtures of several packages' tests, how hypothesis draws, and which worker runs which tests."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from xdist.remote import Producer
    from xdist.scheduler import LoadFileScheduling

# Shared checks say what they have found, as tests do; set here, before any test imports them.
pytest.register_assert_rewrite("tests.student.data.small_files", "tests.student.figures.drawn")
pytest_plugins = ["tests.tiny_course"]

# A busy machine is no failure: tests time nothing. The same examples each time: whoever changes
# something sees what the change does, and not a rare draw. Others: --hypothesis-profile=explore
settings.register_profile("course", deadline=None, derandomize=True)
settings.register_profile("explore", deadline=None)
settings.load_profile("course")

# Matplotlib's list of fonts in the account may be of an installation that is gone.
os.environ["MPLCONFIGDIR"] = str(Path(__file__).parents[1] / ".pytest_cache" / "matplotlib")

# Servers, clusters, browsers, and student code that is given a few seconds: two such tests at once
# would fight for the processors, so one worker runs all of them, one after the other.
ONE_AT_A_TIME = (
    "tests/attacks/",
    "tests/benchmarks/",
    "tests/browser/",
    "tests/classroom/",
    "tests/compatibility/",
    "tests/courses/",
    "tests/engine/",
    "tests/fuzz/",
    "tests/test_cli.py",
)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that writes the golden files of messages anew."""
    parser.addoption(
        "--rewrite-golden",
        action="store_true",
        help="write the golden files of the messages to students anew",
    )


# Optional: without pytest-xdist (-p no:xdist) there is nothing to share out.
@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: "Producer") -> "LoadFileScheduling":
    """Give each worker whole files, so that what a file's tests share is made once."""
    from xdist.scheduler import LoadFileScheduling

    class Scheduling(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            file = super()._split_scope(nodeid)
            return "one at a time" if file.startswith(ONE_AT_A_TIME) else file

    return Scheduling(config, log)
