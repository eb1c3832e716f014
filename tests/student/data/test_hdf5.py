"""A lock of another program on a data file keeps nobody from reading it."""

from pathlib import Path

import h5py
import pytest

from grader.student.data import hdf5
from grader.student.text import DataError

# Other systems have no such locks.
fcntl = pytest.importorskip("fcntl")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "data.h5"
    with h5py.File(path, "w") as made:
        made["x"] = [1, 2]
    return path


@pytest.mark.parametrize("operation", ["LOCK_EX", "LOCK_SH"])
@pytest.mark.parametrize("lock", ["flock", "lockf"])
def test_a_locked_file_is_read(file: Path, lock: str, operation: str) -> None:
    with file.open("r+b") as other:
        getattr(fcntl, lock)(other, getattr(fcntl, operation) | fcntl.LOCK_NB)
        with hdf5.open_hdf5(file) as opened:
            assert list(opened["x"]) == [1, 2]


def test_reading_locks_nothing(file: Path) -> None:
    with hdf5.open_hdf5(file), file.open("r+b") as other:
        fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)


def test_what_a_library_must_lock_and_cannot_is_not_called_damaged(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hdf5, "_without_lock", dict)
    with file.open("r+b") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        with pytest.raises(DataError, match="Another program uses") as raised, hdf5.open_hdf5(file):
            pass
    assert "damaged" not in str(raised.value)
    assert str(file) in str(raised.value)
