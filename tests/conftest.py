"""Fixtures that more than one room's tests use, and how hypothesis draws."""

import pytest
from hypothesis import settings

pytest_plugins = ["tests.tiny_course"]

# A busy machine is no failure: tests time nothing.
settings.register_profile("course", deadline=None)
settings.load_profile("course")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that writes the golden files of messages anew."""
    parser.addoption(
        "--rewrite-golden",
        action="store_true",
        help="write the golden files of the messages to students anew",
    )
