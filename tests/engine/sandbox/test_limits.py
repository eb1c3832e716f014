import os
import resource
import signal
from pathlib import Path

import pytest

from grader.engine.sandbox.limits import Limits, limit_process
from grader.engine.sandbox.linux import memory
from tests.engine.sandbox.children import in_child, in_fresh_child, refused


def _limited(folder: str) -> list[bool]:
    open_already = max(map(int, os.listdir("/proc/self/fd")))
    limits = Limits(memory=64 << 20, file_size=1000, descriptors=open_already + 20)
    limit_process(limits, memory.private_address_space(), count_processes=False)

    def hoard() -> None:
        try:
            bytearray(80 << 20)
        except MemoryError as error:
            raise OSError from error

    return refused(
        lambda: bytearray(16 << 20),
        lambda: Path(folder, "small").write_bytes(bytes(900)),
        hoard,
        lambda: Path(folder, "large").write_bytes(bytes(2000)),
        lambda: [os.pipe() for _ in range(open_already + 20)],
    )


def test_memory_files_and_descriptors_end_where_the_limits_say(tmp_path: Path) -> None:
    assert in_fresh_child(_limited, str(tmp_path)) == [False] * 2 + [True] * 3


@pytest.mark.parametrize("share_of_processor", [0, 1])
@pytest.mark.parametrize("limits", [Limits(), Limits(cell_seconds=2, seconds=8, cpu_seconds=6)])
def test_cells_without_end_leave_time_for_the_others(
    limits: Limits, share_of_processor: float
) -> None:
    taken, given = 0.0, []
    for _ in range(6):
        given.append(limits.seconds_of_cell(taken, share_of_processor * taken))
        taken += given[-1]
    assert given[:2] == [limits.cell_seconds] * 2
    assert taken < (limits.cpu_seconds if share_of_processor else limits.seconds)
    # A timer of 0 seconds would never end.
    assert limits.seconds_of_cell(1e9, 1e9) > 0


def _queued() -> int:
    signals = [signal.SIGRTMIN]
    signal.pthread_sigmask(signal.SIG_BLOCK, signals)
    limit_process(Limits(), memory.private_address_space(), count_processes=False)
    for _ in range(3000):
        os.kill(os.getpid(), signal.SIGRTMIN)
    received = 0
    while signal.sigtimedwait(signals, 0):
        received += 1
    return received


def test_few_signals_wait_for_a_process() -> None:
    assert 0 < in_fresh_child(_queued) < 1100


def test_no_limit_can_be_raised_again() -> None:
    def limited() -> list[int]:
        limit_process(Limits(), memory.private_address_space(), count_processes=True)
        return [
            resource.getrlimit(kind)[1]
            for kind in (resource.RLIMIT_CPU, resource.RLIMIT_NPROC, resource.RLIMIT_CORE)
        ]

    limits = Limits()
    assert in_child(limited) == [limits.cpu_seconds + 1, limits.processes, 0]
