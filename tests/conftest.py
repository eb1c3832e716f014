"""Fixtures that more than one room's tests use, and how hypothesis draws."""

from hypothesis import settings

pytest_plugins = ["tests.tiny_course"]

# A busy machine is no failure: tests time nothing.
settings.register_profile("course", deadline=None)
settings.load_profile("course")
