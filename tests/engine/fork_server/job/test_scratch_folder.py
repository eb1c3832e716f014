import os
import resource
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.engine.fork_server.job import scratch_folder
from grader.engine.sandbox.linux import namespaces
from tests.engine.sandbox.children import in_child


def nest(folder: Path, depth: int) -> None:
    """Nest folders with a file in each, deeper than a path may be long."""
    place = os.open(folder, os.O_RDONLY)
    for _ in range(depth):
        os.mkdir("inner", dir_fd=place)
        inner = os.open("inner", os.O_RDONLY, dir_fd=place)
        os.close(os.open("file", os.O_CREAT | os.O_WRONLY, dir_fd=inner))
        os.close(place)
        place = inner
    os.close(place)


def test_a_tree_of_any_depth_is_removed_with_few_descriptors(tmp_path: Path) -> None:
    folder = tmp_path / "job"
    folder.mkdir()
    nest(folder, 3000)

    def remove() -> bool:
        most = max(map(int, os.listdir("/proc/self/fd"))) + 10
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
        scratch_folder.remove(str(folder))
        return folder.exists()

    assert in_child(remove) is False


def test_a_tree_too_deep_or_with_too_many_files_ends_the_count(tmp_path: Path) -> None:
    nest(tmp_path, 120)
    with pytest.raises(scratch_folder.TooManyFiles):
        scratch_folder.disk_usage(str(tmp_path), 1000, 100)
    scratch_folder.remove(str(tmp_path / "inner"))
    for number in range(11):
        (tmp_path / str(number)).write_bytes(b"")
    with pytest.raises(scratch_folder.TooManyFiles):
        scratch_folder.disk_usage(str(tmp_path), 10, 100)
    assert scratch_folder.disk_usage(str(tmp_path), 11, 1) == 0


_TREES = st.recursive(
    st.sampled_from([b"", b"x" * 5000, "link", "outside"]),
    lambda inner: st.tuples(st.sampled_from([0o700, 0o300, 0o500, 0]), st.lists(inner, max_size=4)),
    max_leaves=20,
)


def make(place: Path, tree: object, outside: Path) -> int:
    """Make a tree of files, links and folders with these modes; return the bytes on disk."""
    match tree:
        case bytes():
            place.write_bytes(tree)
            return place.lstat().st_blocks * 512
        case "link":
            place.symlink_to("nowhere")
            return place.lstat().st_blocks * 512
        case "outside":
            place.symlink_to(outside)
            return place.lstat().st_blocks * 512
        case (int(mode), list(inner)):
            place.mkdir()
            total = sum(make(place / str(n), each, outside) for n, each in enumerate(inner))
            total += place.lstat().st_blocks * 512
            place.chmod(mode)
            return total
    raise AssertionError(tree)


@given(trees=st.lists(_TREES, max_size=4))
def test_everything_is_counted_and_removed_and_nothing_else(trees: list[object]) -> None:
    """As an ordinary account, whose own modes keep it out of a folder."""
    with tempfile.TemporaryDirectory() as name:
        base = Path(name)
        outside, folder = base / "outside", base / "job"
        outside.mkdir()
        (outside / "kept").write_bytes(b"kept")
        base.chmod(0o777)

        def count_and_remove() -> list[object]:
            if os.geteuid() == 0:
                namespaces.become_nobody()
            folder.mkdir()
            total = sum(make(folder / str(n), tree, outside) for n, tree in enumerate(trees))
            counted = scratch_folder.disk_usage(str(folder), 1000, 100)
            scratch_folder.remove(str(folder))
            return [total == counted, folder.exists()]

        assert in_child(count_and_remove) == [True, False]
        assert (outside / "kept").read_bytes() == b"kept"
