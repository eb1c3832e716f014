import os
import signal
import threading
import time
from pathlib import Path

from grader.engine.sandbox.linux import libc, memory, processes
from tests.engine.sandbox.children import in_child, in_fresh_child


def test_orphans_are_found_and_ended_with_the_rest() -> None:
    def supervise() -> list[int]:
        libc.prctl(libc.PR_SET_CHILD_SUBREAPER, 1)
        ready, tell = os.pipe()
        if not os.fork():
            if not os.fork():
                os.setsid()
                os.write(tell, b"x")
                time.sleep(60)
            os._exit(0)
        os.read(ready, 1)
        before = len(processes.descendants(os.getpid()))
        processes.kill_descendants(os.getpid())
        return [before, len(processes.descendants(os.getpid()))]

    before, after = in_child(supervise)
    assert before >= 1
    assert after == 0


def _without_first_thread() -> list[bool]:
    ready, tell = os.pipe()
    child = os.fork()
    if not child:

        def last() -> None:
            exited = Path(f"/proc/{os.getpid()}/stat")
            while exited.read_text().rpartition(")")[2].split()[0] != "Z":
                time.sleep(0.001)
            os.write(tell, b"x")
            time.sleep(60)

        threading.Thread(target=last).start()
        libc.syscall({"x86_64": 60, "aarch64": 93}[os.uname().machine], 0)
    other = os.fork()
    if not other:
        time.sleep(60)
    os.read(ready, 1)
    hidden = [memory.usage(child).private > 0]
    hidden.append(processes.kill_uncountable([other, child]))
    os.waitpid(child, 0)
    hidden.append(processes.kill_uncountable([other, child]))
    os.kill(other, signal.SIGKILL)
    return [*hidden, os.waitpid(other, 0)[1] == signal.SIGKILL]


def test_a_process_that_hides_behind_its_first_thread_is_ended_and_no_other() -> None:
    assert in_fresh_child(_without_first_thread) == [False, True, False, True]


def test_ending_nothing_ends() -> None:
    assert in_child(lambda: processes.kill_descendants(os.getpid())) is None
