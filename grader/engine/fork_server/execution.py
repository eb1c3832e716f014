"""The execution of a notebook's cells, as the judge observes it.

Nothing that the student's process sends is trusted.
"""

import contextlib
import select
import socket
import time
from collections.abc import Sequence
from typing import Any, Final

from grader.engine.fork_server import protocol
from grader.engine.fork_server.exit_reasons import exit_problem, limit_problem
from grader.engine.fork_server.output_validation import (
    InvalidOutput,
    Output,
    checked_outputs,
    read_message,
)
from grader.engine.sandbox.limits import Limits
from grader.student.messages import grading_problems

_END_SECONDS: Final = 15.0
# The limit counts characters, and each takes several bytes in a message.
_BYTES_PER_CHARACTER: Final = 4
_OTHER_BYTES: Final = 4 << 20


class Execution:
    """The execution of a job's cells.

    Parameters
    ----------
    supervisor : socket
        The trusted connection.
    notebook : socket
        The connection to the student's process.
    graded : set of str
        The ids of the cells that get a snapshot.
    limits : Limits

    Attributes
    ----------
    outputs : dict of str to list of dict
        By cell id; of the cells that ended.
    snapshots : list of str
        The ids of the cells whose snapshots were made.
    problem : str or None
        Why not all cells were executed.
    not_kept : set of str
        The ids of the cells for which the process could not be forked.
    is_abandoned : bool
        Whether the supervisor ended before the job.
    has_begun : bool
        Whether the student's code, or the size of the files, can be the reason of the problem.
    started : float
    """

    def __init__(
        self,
        supervisor: socket.socket,
        notebook: socket.socket,
        graded: set[str],
        limits: Limits,
    ) -> None:
        self.outputs: dict[str, list[Output]] = {}
        self.snapshots: list[str] = []
        self.problem: str | None = None
        self.not_kept, self._ids = set[str](), set[str]()
        self.is_abandoned = self.has_begun = False
        self.supervisor, self._notebook = supervisor, notebook
        self._graded, self.limits = graded, limits
        self._is_done = self._is_stopped = self._has_ended = False
        self._bytes_left, self._buffer = _most_bytes(limits), bytearray()
        self.started = time.monotonic()
        self._deadline = self.started + limits.seconds

    def run(self, task: protocol.Task) -> None:
        """Send the notebook, and receive its outputs until its process has ended."""
        self._ids = {cell.id for cell in task.cells}
        self._notebook.settimeout(self.limits.seconds)
        try:
            protocol.send_task(self._notebook, task)
        except OSError:
            self._fail(grading_problems.died_before_first_cell())
        poll = select.poll()
        poll.register(self.supervisor, select.POLLIN)
        poll.register(self._notebook, select.POLLIN)
        while not self._has_ended:
            seconds_left = self._deadline - time.monotonic()
            if seconds_left <= 0 and self._is_stopped:
                break
            if seconds_left <= 0:
                self._stop(grading_problems.too_much_time(self.limits.seconds))
                continue
            for descriptor, _ in poll.poll(seconds_left * 1000):
                if descriptor == self.supervisor.fileno():
                    self._receive_from_supervisor()
                elif not self._receive_from_notebook():
                    poll.unregister(descriptor)
        # The last messages may still be in the socket's buffer.
        self._notebook.setblocking(False)
        while self._receive_from_notebook():
            pass
        if not self._is_done:
            # Has no effect if another problem is known.
            self._fail(grading_problems.ended_itself())
        self.problem = _in_running_cell(self, task.cells)

    def abandon(self) -> None:
        """Record that the supervisor has ended."""
        self._has_ended = self.is_abandoned = True
        self._fail(grading_problems.died_with_supervisor())

    def _receive_from_supervisor(self) -> None:
        try:
            message = protocol.receive_json(self.supervisor)
        except (EOFError, OSError):
            self.abandon()
            return
        self._has_ended = True
        if "status" in message:
            problem = exit_problem(message["status"], self.limits)
            if problem is not None and not self._is_stopped:
                self._fail(problem)
        else:
            self.has_begun = True
            self._fail(limit_problem(message["exceeded"], self.limits))
            self.snapshots.clear()
            self._graded = set()

    def _receive_from_notebook(self) -> bool:
        """Receive from the student's process; return whether it may send more."""
        try:
            part = self._notebook.recv(1 << 18)
        except OSError:
            return False
        self._bytes_left -= len(part)
        if self._bytes_left < 0:
            self._stop(grading_problems.too_much_output())
            return False
        self._buffer += part
        for message in protocol.complete_messages(self._buffer):
            try:
                self._process(read_message(message))
            except InvalidOutput as error:
                self._stop(grading_problems.invalid_output(str(error)))
                return False
        return bool(part)

    def _process(self, message: dict[str, Any]) -> None:
        cell_id = message.get("cell", message.get("snapshot", message.get("not_kept")))
        if message.get("started") is True:
            self.has_begun = True
        elif message.get("done") is True:
            self._is_done = True
            # The message may be forged, and the cells may still run.
            self._stop(None)
        elif not isinstance(cell_id, str) or cell_id not in self._ids:
            raise InvalidOutput("it speaks of a cell that is not there")
        elif "not_kept" in message:
            self.not_kept.add(cell_id)
        elif "snapshot" not in message:
            self.outputs[cell_id] = checked_outputs(message.get("outputs"))
        elif cell_id in self._graded and cell_id not in self.snapshots:
            self.snapshots.append(cell_id)

    def _stop(self, problem: str | None) -> None:
        """End the cells and keep the snapshots."""
        self._is_stopped = True
        self._deadline = time.monotonic() + _END_SECONDS
        if problem is not None:
            self._fail(problem)
        with contextlib.suppress(OSError):
            self.supervisor.send(protocol.STOP)

    def _fail(self, problem: str) -> None:
        self.problem = self.problem or problem


def _most_bytes(limits: Limits) -> int:
    return limits.output * _BYTES_PER_CHARACTER + _OTHER_BYTES


def _in_running_cell(execution: Execution, cells: Sequence[protocol.Cell]) -> str | None:
    """Return a problem with the cell that was running: the first without its outputs."""
    problem = execution.problem
    if problem is None or not execution.has_begun or execution.is_abandoned:
        return problem
    running = next((cell for cell in cells if cell.id not in execution.outputs), None)
    lines = running.source.split("\n") if running is not None else []
    first = next((line.strip() for line in lines if line.strip()), "")
    return grading_problems.while_a_cell_ran(problem, first) if first else problem


def was_ended_by_time(supervisor: socket.socket) -> bool:
    """Return whether a supervisor has ended its job because it took too long in all.

    Parameters
    ----------
    supervisor : socket
        Of an execution that has ended; what it sends is read and gone.
    """
    supervisor.setblocking(False)
    # Before it, the supervisor tells the end of the process that executed the cells.
    with contextlib.suppress(EOFError, OSError):
        while True:
            if protocol.receive_json(supervisor).get("exceeded") == "time":
                return True
    return False
