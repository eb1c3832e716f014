"""The checks of every drawing say what they have found, as tests do."""

import pytest

pytest.register_assert_rewrite("tests.student.figures.drawn")
