"""The shared checks of errors say what they have found, as tests do."""

import pytest

pytest.register_assert_rewrite("tests.student.data.small_files")
