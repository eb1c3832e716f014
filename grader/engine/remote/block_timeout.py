"""A time limit for code of the judge that works on a student's values."""

import contextlib
import ctypes
import threading
import time

from grader.engine.remote.wire import DeadlineExceeded

_MESSAGE = "A helper was still at work when the time was over."


class BlockTimeout:
    """A context manager that raises `DeadlineExceeded` in its block when the deadline passes.

    It works in any thread and can be entered repeatedly. A single NumPy operation is not
    interrupted.

    Parameters
    ----------
    deadline : float
        In seconds of `time.monotonic`.
    """

    def __init__(self, deadline: float) -> None:
        self._deadline = deadline
        self._lock = threading.Lock()
        self._timer: threading.Timer | None = None
        self._thread_id: int | None = None
        self._is_over = False

    def __enter__(self) -> None:
        if self._timer is None:
            seconds = max(self._deadline - time.monotonic(), 0.0)
            self._timer = threading.Timer(seconds, self._interrupt)
            self._timer.daemon = True
            self._timer.start()
        with self._lock:
            if self._is_over:
                raise DeadlineExceeded(_MESSAGE)
            self._thread_id = threading.get_ident()

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        with self._lock:
            self._thread_id = None
        if self._is_over and kind is not DeadlineExceeded:
            with contextlib.suppress(DeadlineExceeded):
                _let_pending_error_arrive()
            raise DeadlineExceeded(_MESSAGE)

    def _interrupt(self) -> None:
        with self._lock:
            self._is_over = True
            if self._thread_id is not None:
                _raise_in_thread(self._thread_id, DeadlineExceeded)

    def cancel(self) -> None:
        """Stop the timer."""
        if self._timer is not None:
            self._timer.cancel()


def _raise_in_thread(thread_id: int, error: type[Exception]) -> None:
    """Raise an error in a thread at its next bytecode instruction."""
    number, what = ctypes.c_ulong(thread_id), ctypes.py_object(error)
    ctypes.pythonapi.PyThreadState_SetAsyncExc(number, what)


def _let_pending_error_arrive() -> None:
    """Execute some instructions, at one of which an error raised from another thread appears.

    Withdrawing the error instead, with NULL, leaves Python 3.11 in a state in which each
    instruction is slow and a debugger's trace function blocks the program forever.
    """
    for _ in range(100):
        time.sleep(0)
