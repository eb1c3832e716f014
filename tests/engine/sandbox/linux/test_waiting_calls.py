import errno
import os
import select
import time

from grader.engine.sandbox.linux import libc, processes, seccomp, waiting_calls
from tests.engine.sandbox.children import in_child


def fork_often(times: int) -> int:
    done = 0
    for _ in range(times):
        try:
            child = os.fork()
        except OSError:
            continue
        if not child:
            time.sleep(60)
            os._exit(0)
        done += 1
    return done


def test_forks_are_allowed_as_often_as_the_listener_says_and_all_are_found() -> None:
    def supervise() -> list[int]:
        libc.prctl(libc.PR_SET_CHILD_SUBREAPER, 1)
        telling, told = os.pipe()
        shared, result = os.pipe()
        libc.drop_capabilities()
        child = os.fork()
        if not child:
            listener = seccomp.install(seccomp.Filter(notify_on_fork=True))
            os.write(told, str(listener).encode())
            os.read(shared, 1)
            # An orphan of it still is a descendant of the supervisor.
            os._exit(fork_often(5))
        number = int(os.read(telling, 16))
        listener = waiting_calls.duplicate_descriptor(child, number)
        os.write(result, b"g")
        left = 2
        poll = select.poll()
        poll.register(listener, select.POLLIN)
        pidfd = os.pidfd_open(child)
        poll.register(pidfd, select.POLLIN)
        while (ready := [descriptor for descriptor, _ in poll.poll()]) != [pidfd]:
            if listener in ready and pidfd not in ready:
                call = waiting_calls.receive(listener)
                assert call is not None and waiting_calls.is_waiting(listener, call)
                if left > 0:
                    waiting_calls.allow(listener, call)
                else:
                    waiting_calls.complete(listener, call, errno.EAGAIN)
                left -= 1
            elif pidfd in ready:
                break
        status = os.waitpid(child, 0)[1]
        alive = len(processes.descendants(os.getpid()))
        processes.kill_descendants(os.getpid())
        return [os.waitstatus_to_exitcode(status), alive, len(processes.descendants(os.getpid()))]

    assert in_child(supervise) == [2, 2, 0]


def test_the_numbers_of_the_questions_are_those_of_the_kernel() -> None:
    # The sizes of the structures stand in the numbers: 80, 24 and 8 bytes.
    assert (waiting_calls._RECEIVE >> 16) & 0x3FFF == waiting_calls._NOTIFICATION_BYTES
    assert (waiting_calls._SEND >> 16) & 0x3FFF == 24
    assert (waiting_calls._IS_WAITING >> 16) & 0x3FFF == 8
