"""Control groups: where they can be made, and that none is left."""

import fcntl
import os
import signal
import time
from pathlib import Path

import pytest

from grader.engine.sandbox.host_support import probe
from grader.engine.sandbox.linux import cgroup
from grader.engine.sandbox.linux.cgroup import Hierarchy
from grader.engine.sandbox.tiers import GROUPS
from tests.engine.sandbox.children import in_child

V1 = "30 25 0:26 {root} /sys/fs/cgroup/memory rw shared:9 - cgroup cgroup rw,memory\n"
V2 = "31 25 0:27 {root} /sys/fs/cgroup rw shared:10 - cgroup2 cgroup2 rw,nsdelegate\n"
OTHER = "32 25 0:28 / /sys/fs/cgroup/cpu rw - cgroup cgroup rw,cpu\n33 1 8:1 / / rw - ext4 x rw\n"


@pytest.mark.parametrize(
    ("mounts", "groups", "found"),
    [
        (V1.format(root="/"), "4:memory:/a/b\n0::/\n", [(1, "/sys/fs/cgroup/memory/a/b")]),
        (V1.format(root="/a"), "4:cpu,memory:/a/b\n", [(1, "/sys/fs/cgroup/memory/b")]),
        # A container that sees another path than its own.
        (V1.format(root="/docker/1"), "4:memory:/\n", [(1, "/sys/fs/cgroup/memory/")]),
        (
            V2.format(root="/"),
            "0::/user/session\n",
            [
                (2, "/sys/fs/cgroup/user/session"),
                (2, "/sys/fs/cgroup/user"),
                (2, "/sys/fs/cgroup"),
            ],
        ),
        (V2.format(root="/"), "0::/\n", [(2, "/sys/fs/cgroup")]),
        ("", "0::/\n", []),
    ],
)
def test_a_job_stays_below_the_group_of_the_judge_or_next_to_it(
    mounts: str, groups: str, found: list[tuple[int, str]]
) -> None:
    assert cgroup.candidates(OTHER + mounts, groups) == [Hierarchy(*each) for each in found]


@pytest.fixture
def hierarchy() -> Hierarchy:
    if probe()[GROUPS] is not None:
        pytest.skip("this account can make no groups; the memory of jobs is counted")
    return cgroup.find_hierarchy()


def test_a_group_ends_what_exceeds_it_and_is_gone_afterwards(hierarchy: Hierarchy) -> None:
    def try_it() -> list[object]:
        with cgroup.private_folder(hierarchy) as private:
            with cgroup.limited_group(private, 24 << 20) as group:
                child = os.fork()
                if not child:
                    cgroup.enter(group)
                    os._exit(len(bytearray(b"x") * (64 << 20)) & 1)
                killed_by = os.WTERMSIG(os.waitpid(child, 0)[1])
                has_run_out = cgroup.has_run_out(group)
            left = [each for each in os.listdir(private.folder) if each.startswith("job")]
        return [killed_by, has_run_out, left, os.path.exists(private.folder)]

    assert in_child(try_it) == [signal.SIGKILL, True, [], False]


def test_what_a_killed_judge_leaves_is_removed_and_what_a_living_one_has_is_not(
    hierarchy: Hierarchy,
) -> None:
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        with (
            cgroup.private_folder(hierarchy) as private,
            cgroup.limited_group(private, 1 << 30),
        ):
            os.write(writing, private.folder.encode())
            time.sleep(600)
        os._exit(1)
    left = Path(os.read(reading, 4096).decode())
    for descriptor in (reading, writing):
        os.close(descriptor)
    with cgroup.private_folder(hierarchy):
        assert list(left.glob("job-*"))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    assert left.is_dir()
    with cgroup.private_folder(hierarchy):
        assert not left.exists()


def test_a_folder_is_locked_as_long_as_it_is_used(hierarchy: Hierarchy) -> None:
    with cgroup.private_folder(hierarchy) as private:
        descriptor = os.open(private.folder, os.O_RDONLY)
        try:
            with pytest.raises(BlockingIOError):
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        finally:
            os.close(descriptor)


def test_the_second_version_is_used_as_the_kernel_documents_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Plain files in the place of those that the kernel makes in every group."""
    make = os.mkdir

    def mkdir(path: str, mode: int = 0o777) -> None:
        make(path, mode)
        for name in ("cgroup.subtree_control", "cgroup.procs", "memory.max", "memory.swap.max"):
            Path(path, name).write_text("", "ascii")
        Path(path, "memory.events").write_text("low 0\nmax 7\noom 1\noom_kill 1\n", "ascii")

    monkeypatch.setattr(os, "mkdir", mkdir)
    (tmp_path / "cgroup.subtree_control").write_text("cpu memory", "ascii")
    with cgroup.private_folder(Hierarchy(2, str(tmp_path))) as private:
        folder = Path(private.folder)
        assert (folder / "cgroup.subtree_control").read_text("ascii") == "+memory"
        assert (tmp_path / "cgroup.subtree_control").read_text("ascii") == "cpu memory"
        monkeypatch.setattr(cgroup, "_remove_patiently", lambda folder: None)
        with cgroup.limited_group(private, 12345) as group:
            (made,) = folder.glob("job-*")
            assert (made / "memory.max").read_text("ascii") == "12345"
            assert (made / "memory.swap.max").read_text("ascii") == "0"
            assert cgroup.has_run_out(group)
