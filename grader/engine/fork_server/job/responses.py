"""The supervisor's responses to the system calls of its job that wait for one.

A job locks files of its own scratch folder and no other: a lock on a file that all jobs read would
keep the others from reading it. `flock` is done here, on a duplicate of the descriptor, so that
student code cannot exchange the file between the check and the lock.
"""

import errno
import fcntl
import os
from dataclasses import dataclass, field
from typing import Final

from grader.engine.fork_server.job.budget import Budget
from grader.engine.sandbox.linux import waiting_calls
from grader.engine.sandbox.linux.syscalls import syscall_number
from grader.engine.sandbox.linux.waiting_calls import WaitingCall

_MAX_WAITING: Final = 32
_MACHINE: Final = os.uname().machine
_SOCKETPAIR: Final = syscall_number("socketpair", _MACHINE)
_FLOCK: Final = syscall_number("flock", _MACHINE)
_FCNTL: Final = syscall_number("fcntl", _MACHINE)
_EPOLL_CTL: Final = syscall_number("epoll_ctl", _MACHINE)
_PIPES: Final = tuple(syscall_number(name, _MACHINE) for name in ("pipe", "pipe2"))


@dataclass
class Responder:
    """What the responses depend on.

    Parameters
    ----------
    listener : int
    scratch : str
        The only folder whose files may be locked.
    budget : Budget
    """

    listener: int
    scratch: str
    budget: Budget
    _waiting: list[tuple[WaitingCall, int]] = field(default_factory=list)

    def respond(self) -> None:
        """Respond to the call that waits at the listener."""
        call = waiting_calls.receive(self.listener)
        if call is None:
            return
        if call.number == _FLOCK:
            self._lock(call)
        elif call.number == _FCNTL:
            self._lock_part(call)
        elif call.number == _SOCKETPAIR:
            self._allow_or_fail(call, self.budget.take_socket_pair(), errno.ENFILE)
        elif call.number in _PIPES:
            self._allow_or_fail(call, self.budget.take_pipe(), errno.ENFILE)
        elif call.number == _EPOLL_CTL:
            self._allow_or_fail(call, self.budget.take_watch(), errno.ENOSPC)
        else:
            self._allow_or_fail(call, self.budget.take_fork(), errno.EAGAIN)

    def try_again(self) -> None:
        """Try the locks again that another process of the job had."""
        waiting, self._waiting = self._waiting, []
        for call, descriptor in waiting:
            if waiting_calls.is_waiting(self.listener, call):
                self._lock_duplicate(call, descriptor)
            else:
                os.close(descriptor)

    @property
    def has_waiting(self) -> bool:
        """Whether a call waits until another process gives up its lock."""
        return bool(self._waiting)

    def close(self) -> None:
        """Close the descriptors; the calls that still wait fail."""
        for descriptor in (self.listener, *(each for _, each in self._waiting)):
            os.close(descriptor)

    def _allow_or_fail(self, call: WaitingCall, allowed: bool, error: int) -> None:
        if allowed:
            waiting_calls.allow(self.listener, call)
        else:
            waiting_calls.complete(self.listener, call, error)

    def _lock(self, call: WaitingCall) -> None:
        """Lock a file of the scratch folder.

        On any other file a shared lock is a success without effect, because no job can change
        that file; libraries ask for one before they read.
        """
        try:
            descriptor = waiting_calls.duplicate_descriptor(call.thread, call.arguments[0])
        except OSError as failure:
            is_missing = failure.errno == errno.EBADF
            # Without a lock is what HDF5 works with where there are none.
            waiting_calls.complete(self.listener, call, errno.EBADF if is_missing else errno.ENOSYS)
            return
        if self._is_own(f"/proc/self/fd/{descriptor}"):
            self._lock_duplicate(call, descriptor)
            return
        os.close(descriptor)
        is_exclusive = call.arguments[1] & fcntl.LOCK_EX
        waiting_calls.complete(self.listener, call, errno.EPERM if is_exclusive else 0)

    def _lock_duplicate(self, call: WaitingCall, descriptor: int) -> None:
        """Lock a duplicate, which is a lock of the original; if that must wait, come back later."""
        operation = call.arguments[1] & 0xFF
        error = 0
        try:
            fcntl.flock(descriptor, operation | fcntl.LOCK_NB)
        except OSError as failure:
            error = failure.errno or errno.EINVAL
            if error == errno.EWOULDBLOCK and not operation & fcntl.LOCK_NB:
                if len(self._waiting) < _MAX_WAITING:
                    self._waiting.append((call, descriptor))
                    return
                error = errno.ENOLCK
        os.close(descriptor)
        waiting_calls.complete(self.listener, call, error)

    def _lock_part(self, call: WaitingCall) -> None:
        """Let the process lock a part of a file of the scratch folder.

        The lock belongs to the process, so it cannot be made here. A thread that exchanges the
        file in this moment gets no more than a shared lock: it can write to no other file.
        """
        if self._is_own(f"/proc/{call.thread}/fd/{call.arguments[0] & 0xFFFFFFFF}"):
            self._allow_or_fail(call, self.budget.take_part_lock(), errno.ENOLCK)
        else:
            waiting_calls.complete(self.listener, call)

    def _is_own(self, link: str) -> bool:
        """Return whether an open file is in the scratch folder; its own path says so."""
        try:
            path = os.readlink(link)
            is_file = os.path.isfile(link) or os.path.isdir(link)
        except OSError:
            return False
        return is_file and path.startswith(f"{self.scratch}/")
