import errno
from pathlib import Path

import pytest

from grader.classroom.machine_errors import (
    MachineError,
    is_of_machine,
    not_written,
    require_writable,
)


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS, errno.EMFILE, errno.EIO])
def test_what_all_submissions_share_is_the_machines(code: int) -> None:
    assert is_of_machine(OSError(code, "full"))


@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.ENAMETOOLONG, "long"),
        OSError(errno.EISDIR, "a folder"),
        RecursionError(),
        MemoryError(),
    ],
)
def test_what_a_name_or_a_file_causes_is_the_submissions(error: Exception) -> None:
    assert not is_of_machine(error)


def test_a_folder_that_cannot_be_written_stops_before_anything_is_graded(tmp_path: Path) -> None:
    require_writable(tmp_path / "new")
    assert not any((tmp_path / "new").iterdir())
    (tmp_path / "file").touch()
    with pytest.raises(MachineError, match="cannot be written"):
        require_writable(tmp_path / "file")


def test_the_error_says_that_nothing_is_lost() -> None:
    text = str(not_written("The result of anna", OSError(errno.ENOSPC, "No space left")))
    assert "The result of anna cannot be written" in text
    assert "is kept" in text
