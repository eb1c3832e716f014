"""The judge's side of the fork server. It trusts nothing that comes from a student's process."""

import contextlib
import os
import select
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, Any, Final

from grader.engine.fork_server import protocol
from grader.engine.fork_server.environment import environment, font_lists
from grader.engine.fork_server.exit_reasons import DIED, ending, exceeded
from grader.engine.fork_server.output_validation import (
    BadOutput,
    Output,
    checked_outputs,
    read_message,
)
from grader.engine.fork_server.preloading import modules_for
from grader.engine.fork_server.protocol import Cell, Task
from grader.engine.sandbox.errors import SandboxError
from grader.engine.sandbox.limits import Limits
from grader.engine.sandbox.machine import command, probe
from grader.engine.sandbox.policy import require
from grader.engine.sandbox.setup import Setup, from_text
from grader.engine.sandbox.tiers import Tier, tier_of
from grader.engine.sandbox.view import view_of

_SERVE: Final = "grader.engine.remote.student_server"
_START_SECONDS: Final = 60.0
_END_SECONDS: Final = 15.0
_GONE_SECONDS: Final = 2.0
_PACKAGE: Final = Path(__file__).parents[2]
# The limit counts characters, which are some bytes each in a message.
_REPORT_FACTOR: Final = 4
_REPORT_MORE: Final = 4 << 20
_NAME_BYTES: Final = 200


@dataclass
class Ran:
    """A notebook that has run.

    Attributes
    ----------
    outputs : mapping of str to list of dict
        By cell id, as nbformat has them; of the cells that ended.
    problem : str or None
        Why the notebook did not run to its end, in one sentence.
    """

    outputs: Mapping[str, list[Output]]
    problem: str | None
    _snapshots: Mapping[str, socket.socket] = field(repr=False, default_factory=dict)

    def snapshot(self, cell_id: str) -> socket.socket | None:
        """Return the connection to the process that was forked just after a graded cell.

        It answers in the words of `grader.engine.remote.student_server`, and is not to be trusted.

        Returns
        -------
        socket or None
            None if the notebook never came so far.
        """
        return self._snapshots.get(cell_id)


@dataclass(frozen=True)
class Shared:
    """A zygote that other processes may use as well; see `ForkServer.shared` and `joined`.

    Parameters
    ----------
    setup : str
    descriptors : tuple of int
        A process that is to use it inherits these, under the same numbers.
    """

    setup: str
    descriptors: tuple[int, int]


@dataclass
class _Zygote:
    """A zygote, seen from a process that sends it jobs."""

    control: socket.socket
    pidfd: int
    process: "subprocess.Popen[bytes] | None" = None
    """None if another process has started it, and will end it."""
    ready: bool = False

    def is_ready(self) -> bool:
        """Wait until it is warm; return whether it ever was."""
        if not self.ready:
            self.control.settimeout(_START_SECONDS)
            with contextlib.suppress(OSError):
                # Left where it is, because others wait for the same word.
                self.ready = self.control.recv(16, socket.MSG_PEEK) == protocol.READY
        return self.ready

    def has_ended(self, seconds: float = 0.0) -> bool:
        """Return whether it ends within this time."""
        poll = select.poll()
        poll.register(self.pidfd, select.POLLIN)
        return bool(poll.poll(seconds * 1000))

    def leave(self) -> None:
        """Use it no more; one that this process has started ends, and all that comes from it."""
        self.control.close()
        os.close(self.pidfd)
        if self.process is not None:
            try:
                self.process.wait(_END_SECONDS)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()


class ForkServer:
    """A zygote, and how to run notebooks with it. Made by `fork_server` or `joined`.

    Attributes
    ----------
    tier : Tier
        How well student code is shut in.
    limits : Limits
        What each notebook may use.
    """

    def __init__(
        self, setup: Setup, limits: Limits, log: IO[bytes], zygote: _Zygote | None = None
    ) -> None:
        self.tier: Final = setup.tier
        self.limits: Final = limits
        self._setup = setup
        self._log = log
        self._zygote = zygote

    def start(self) -> _Zygote:
        """Start a zygote, without waiting until it is warm."""
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        judge = os.pidfd_open(os.getpid())
        try:
            process = subprocess.Popen(
                command(
                    "grader.engine.sandbox.launch",
                    self._setup.to_text(),
                    str(theirs.fileno()),
                    str(judge),
                ),
                stdin=subprocess.DEVNULL,
                stdout=self._log,
                stderr=self._log,
                pass_fds=(theirs.fileno(), judge),
                env=environment(self._setup),
                # A person's Ctrl-C is for the judge.
                start_new_session=True,
            )
        finally:
            os.close(judge)
            theirs.close()
        self._zygote = _Zygote(ours, os.pidfd_open(process.pid), process)
        return self._zygote

    def stop(self) -> None:
        """End the zygote and all that comes from it, unless it is another process's."""
        if self._zygote is not None:
            self._zygote.leave()
        self._zygote = None

    def shared(self) -> Shared:
        """Return what another process needs to use the same zygote, as long as this one lives."""
        zygote = self._living()
        return Shared(self._setup.to_text(), (zygote.control.fileno(), zygote.pidfd))

    def _living(self) -> _Zygote:
        """Return a zygote; start one if there is none, or if it has ended."""
        if self._zygote is None or self._zygote.has_ended():
            self.stop()
            return self.start()
        return self._zygote

    def _connection(self) -> socket.socket:
        """Return the connection to a zygote that is warm."""
        zygote = self._living()
        if not zygote.is_ready() and zygote.process is None:
            # What became of another's, nobody would tell.
            self.stop()
            zygote = self.start()
        if not zygote.is_ready():
            self.stop()
            raise SandboxError(
                "The process that student code is run in could not be started on this machine "
                f"({self.tier.value}). course doctor shows what works here. It said:\n"
                f"{self._said()}"
            )
        return zygote.control

    def _said(self) -> str:
        self._log.seek(0)
        return self._log.read()[-2000:].decode(errors="replace").strip() or "nothing"

    @contextlib.contextmanager
    def run(self, cells: Sequence[Cell], files: Mapping[str, bytes]) -> Iterator[Ran]:
        """Run a notebook in a process of its own.

        Parameters
        ----------
        cells : sequence of Cell
            At most 240 of them graded.
        files : mapping of str to bytes
            What lies beside the notebook, by relative path. A path that leads elsewhere is left
            out.

        Yields
        ------
        Ran
            All cells have run then; what is left are the snapshots. At the end of the block
            nothing is left of them either.

        Raises
        ------
        SandboxError
            If the zygote cannot be started, or there are too many graded cells.
        """
        graded = [cell.id for cell in cells if cell.graded]
        if len(graded) > protocol.MOST_DESCRIPTORS - 10:
            raise SandboxError(
                f"The notebook has {len(graded)} graded cells; one process can keep the state "
                f"after {protocol.MOST_DESCRIPTORS - 10} of them. Split the notebook."
            )
        task = Task(cells, _proper(files), self.limits)
        for is_last in (False, True):
            with contextlib.ExitStack() as stack:
                phase, snapshots = self._first_phase(stack, task, graded)
                # A zygote that somebody ended is no fault of this notebook.
                if is_last or not (phase.abandoned and self._has_ended()):
                    reached = {name: snapshots[name] for name in phase.reached}
                    yield Ran(phase.outputs, phase.problem, reached)
                    return

    def _first_phase(
        self, stack: contextlib.ExitStack, task: Task, graded: Sequence[str]
    ) -> tuple["_Phase", dict[str, socket.socket]]:
        """Run the cells; what is then left of the job ends with the stack."""
        control = self._connection()

        def pair() -> tuple[socket.socket, socket.socket]:
            ours, theirs = socket.socketpair()
            stack.callback(ours.close)
            return ours, theirs

        watch, report, *snapshots = (pair() for _ in range(2 + len(graded)))
        theirs = [each[1] for each in (watch, report, *snapshots)]
        phase = _Phase(watch[0], report[0], set(graded), self.limits)
        try:
            protocol.send_descriptors(control, b"job", [each.fileno() for each in theirs])
            stack.callback(_wait_for_the_end, watch[0])
            protocol.send_json(watch[0], asdict(self.limits))
        except OSError:
            phase.abandon()
        finally:
            for connection in theirs:
                connection.close()
        if not phase.abandoned:
            phase.run(task)
        return phase, dict(zip(graded, (each[0] for each in snapshots), strict=True))

    def _has_ended(self) -> bool:
        return self._zygote is None or self._zygote.has_ended(_GONE_SECONDS)


@contextlib.contextmanager
def fork_server(
    course_root: Path,
    limits: Limits | None = None,
    allow_weak: bool = False,
    *,
    tier: Tier | None = None,
    serve: str = _SERVE,
) -> Iterator[ForkServer]:
    """Start a zygote, and end it at the end of the block.

    Parameters
    ----------
    course_root : Path
        The course folder. Nothing of it can be seen by students but its data sets.
    limits : Limits, optional
        What each notebook may use.
    allow_weak : bool
        Whether to run student code where it cannot be shut in.
    tier : Tier, optional
        A lower tier than the machine allows.
    serve : str
        Module whose `serve(connection, namespace)` answers in the snapshots.

    Yields
    ------
    ForkServer

    Raises
    ------
    SandboxError
        If student code cannot be shut in, and that is not asked for.
    """
    tier = tier or tier_of(probe())
    require(tier, allow_weak)
    if sys.platform != "linux":
        raise SandboxError(
            "The fork server needs Linux. On Windows it works in WSL2, on macOS in a container "
            "or a virtual machine."
        )
    root = course_root.resolve()
    data = root / "datasets" if (root / "datasets").is_dir() else None
    view = view_of(_PACKAGE, data)
    with contextlib.ExitStack() as stack:
        scratch = None
        if tier is not Tier.ISOLATED:
            scratch = stack.enter_context(tempfile.TemporaryDirectory(prefix="course-"))
            # Each job makes a folder of its own in it, under whatever account it runs.
            os.chmod(scratch, 0o1733)
        log = stack.enter_context(tempfile.TemporaryFile())
        shown = None if data is None else str(data)
        setup = Setup(tier, view, scratch, font_lists(), serve, shown, modules_for(root))
        server = ForkServer(setup, limits or Limits(), log)
        stack.callback(server.stop)
        server.start()
        yield server


@contextlib.contextmanager
def joined(shared: Shared, limits: Limits | None = None) -> Iterator[ForkServer]:
    """Run notebooks with the zygote of another process, which is left alone at the end.

    If it ends, this process starts one for itself.

    Parameters
    ----------
    shared : Shared
        Made by the process that started it; its descriptors are inherited.
    limits : Limits, optional
        What each notebook may use.

    Yields
    ------
    ForkServer
    """
    control, pidfd = map(os.dup, shared.descriptors)
    zygote = _Zygote(socket.socket(fileno=control), pidfd)
    with tempfile.TemporaryFile() as log:
        server = ForkServer(from_text(shared.setup), limits or Limits(), log, zygote)
        try:
            yield server
        finally:
            server.stop()


class _Phase:
    """The first phase of a job: its cells run, and all that can be known of that is collected."""

    def __init__(
        self, watch: socket.socket, report: socket.socket, graded: set[str], limits: Limits
    ) -> None:
        self.outputs: dict[str, list[Output]] = {}
        self.reached: list[str] = []
        self.problem: str | None = None
        self.abandoned = False
        self._watch = watch
        self._report = report
        self._graded = graded
        self._limits = limits
        self._ids: set[str] = set()
        self._done = False
        self._stopped = False
        self._ended = False
        self._left = limits.output * _REPORT_FACTOR + _REPORT_MORE
        self._buffer = bytearray()
        self._deadline = time.monotonic() + limits.seconds

    def run(self, task: Task) -> None:
        """Send the notebook, take in its outputs until its process has ended."""
        self._ids = {cell.id for cell in task.cells}
        self._report.settimeout(self._limits.seconds)
        try:
            protocol.send_task(self._report, task)
        except OSError:
            self._fail(f"{DIED} before the first cell.")
        poll = select.poll()
        poll.register(self._watch, select.POLLIN)
        poll.register(self._report, select.POLLIN)
        while not self._ended:
            left = self._deadline - time.monotonic()
            if left <= 0 and self._stopped:
                break
            if left <= 0:
                self._stop(f"The notebook took more than {self._limits.seconds:g} seconds.")
                continue
            for descriptor, _ in poll.poll(left * 1000):
                if descriptor == self._watch.fileno():
                    self._hear_supervisor()
                elif not self._hear_notebook():
                    poll.unregister(descriptor)
        # What was sent last may still lie in the connection.
        self._report.setblocking(False)
        while self._hear_notebook():
            pass
        if not self._done:
            # Only where nothing else is known.
            self._fail(f"{DIED}: it ended itself before its last cell.")

    def abandon(self) -> None:
        """Note that nobody looks after the job."""
        self._ended = self.abandoned = True
        self._fail(f"{DIED}, and what looked after it with it.")

    def _hear_supervisor(self) -> None:
        try:
            message = protocol.receive_json(self._watch)
        except (EOFError, OSError):
            self.abandon()
            return
        self._ended = True
        if "status" in message:
            what = ending(message["status"], self._limits)
            if what is not None and not self._stopped:
                self._fail(what)
        else:
            self._fail(exceeded(message["exceeded"], self._limits))
            self.reached.clear()
            self._graded = set()

    def _hear_notebook(self) -> bool:
        """Take in what the student's process says; return whether it may say more."""
        try:
            part = self._report.recv(1 << 18)
        except OSError:
            return False
        self._left -= len(part)
        if self._left < 0:
            self._stop("The notebook sent more than it may, past its own limit of outputs.")
            return False
        self._buffer += part
        for message in protocol.whole_messages(self._buffer):
            try:
                self._take(read_message(message))
            except BadOutput as error:
                self._stop(f"The notebook's process sent what no notebook has as output: {error}.")
                return False
        return bool(part)

    def _take(self, message: dict[str, Any]) -> None:
        name = message.get("cell", message.get("snapshot"))
        if message.get("done") is True:
            self._done = True
            # It may have been forged, and be going on.
            self._stop(None)
        elif not isinstance(name, str) or name not in self._ids:
            raise BadOutput("it speaks of a cell that is not there")
        elif "snapshot" not in message:
            self.outputs[name] = checked_outputs(message.get("outputs"))
        elif name in self._graded and name not in self.reached:
            self.reached.append(name)

    def _stop(self, problem: str | None) -> None:
        """End the cells and keep the snapshots."""
        self._stopped = True
        self._deadline = time.monotonic() + _END_SECONDS
        if problem is not None:
            self._fail(problem)
        with contextlib.suppress(OSError):
            self._watch.send(protocol.STOP)

    def _fail(self, problem: str) -> None:
        self.problem = self.problem or problem


def _wait_for_the_end(watch: socket.socket) -> None:
    """Have the supervisor end its job, and wait until nothing of it is left."""
    with contextlib.suppress(OSError):
        watch.shutdown(socket.SHUT_WR)
        watch.settimeout(_END_SECONDS)
        while watch.recv(4096):
            pass


def _proper(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Leave out files that could not lie beside a notebook."""
    return {name: content for name, content in files.items() if _is_proper(name)}


def _is_proper(name: str) -> bool:
    path = PurePosixPath(name)
    return (
        bool(path.parts)
        and not path.is_absolute()
        and ".." not in path.parts
        and "\0" not in name
        and all(len(part.encode("utf-8", "replace")) <= _NAME_BYTES for part in path.parts)
    )
