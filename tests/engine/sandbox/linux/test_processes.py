import os
import time

from grader.engine.sandbox.linux import libc, processes
from tests.engine.sandbox.children import in_child


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


def test_ending_nothing_ends() -> None:
    assert in_child(lambda: processes.kill_descendants(os.getpid())) is None
