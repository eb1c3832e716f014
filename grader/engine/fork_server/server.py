"""The judge's side of the fork server: it runs notebooks in children of a zygote."""

import contextlib
import os
import socket
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, Final

from grader.engine.fork_server import protocol
from grader.engine.fork_server.execution import Execution, was_ended_by_time
from grader.engine.fork_server.job import scratch_folder
from grader.engine.fork_server.output_validation import Output
from grader.engine.fork_server.protocol import Cell, Task
from grader.engine.fork_server.zygote.environment import font_lists
from grader.engine.fork_server.zygote.handle import ZygoteHandle, start_zygote
from grader.engine.fork_server.zygote.preloading import libraries_of, modules_to_preload
from grader.engine.sandbox.host_support import probe
from grader.engine.sandbox.limits import Limits
from grader.engine.sandbox.linux import cgroup
from grader.engine.sandbox.policy import SandboxError, require_isolation
from grader.engine.sandbox.tiers import Tier, tier_of
from grader.engine.sandbox.visible_files import view_of
from grader.engine.sandbox.zygote_setup import Setup, from_text

_ZYGOTE: Final = "grader.engine.fork_server.zygote.main"
_SNAPSHOT_SERVER: Final = "grader.engine.remote.student_server"
_JOB_END_SECONDS: Final = 15.0
_ZYGOTE_END_SECONDS: Final = 2.0
_PACKAGE: Final = Path(__file__).parents[2]
_NAME_BYTES: Final = 200
_MAX_GRADED: Final = protocol.MAX_DESCRIPTORS - 10


@dataclass
class NotebookRun:
    """A notebook whose cells have been executed.

    Attributes
    ----------
    outputs : mapping of str to list of dict
        By cell id, as in nbformat; of the cells that ended.
    problem : str or None
        Why not all cells were executed, in one sentence.
    fault : str
        The same if that is not the fault of the student's code; empty otherwise.
    not_kept : frozenset of str
        The ids of the graded cells after which the system did not start one more process.
    seconds : float
        How long the cells took.
    """

    outputs: Mapping[str, list[Output]]
    problem: str | None
    fault: str = ""
    not_kept: frozenset[str] = frozenset()
    seconds: float = 0.0
    _snapshots: Mapping[str, socket.socket] = field(repr=False, default_factory=dict)
    _execution: Execution | None = field(repr=False, default=None)
    _is_over: bool = False

    @classmethod
    def of(cls, execution: Execution, connections: Mapping[str, socket.socket]) -> "NotebookRun":
        """Return the run of an execution that has ended, with connections by cell id."""
        snapshots = {name: connections[name] for name in execution.snapshots}
        # No code of a student's can reach the supervisor.
        is_fault = execution.is_abandoned or not execution.has_begun
        fault = (execution.problem or "") if is_fault else ""
        not_kept, seconds = frozenset(execution.not_kept), time.monotonic() - execution.started
        outputs, problem = execution.outputs, execution.problem
        return cls(outputs, problem, fault, not_kept, seconds, snapshots, execution)

    def seconds_until_ended(self) -> float | None:
        """Return the limit of time for cells and judging if the job has reached it, else None."""
        assert self._execution is not None
        self._is_over = self._is_over or was_ended_by_time(self._execution.supervisor)
        return self._execution.limits.judging_seconds if self._is_over else None

    def snapshot(self, cell_id: str) -> socket.socket | None:
        """Return the connection to the process that was forked just after a graded cell.

        It is the student's process, running `grader.engine.remote.student_server`; it cannot be
        trusted.

        Returns
        -------
        socket or None
            None if that cell was not reached.
        """
        return self._snapshots.get(cell_id)


@dataclass(frozen=True)
class SharedZygote:
    """A zygote that other processes can use too; see `ForkServer.shared` and `join_fork_server`.

    Parameters
    ----------
    setup : str
    descriptors : tuple of int
        The process that uses it inherits these, with the same numbers.
    """

    setup: str
    descriptors: tuple[int, int]


class ForkServer:
    """Runs notebooks with a zygote; made by `fork_server` or `join_fork_server`.

    Attributes
    ----------
    tier : Tier
        How well student code is isolated.
    limits : Limits
        What each notebook may use.
    """

    def __init__(
        self,
        setup: Setup,
        limits: Limits,
        log: IO[bytes],
        groups: cgroup.Hierarchy | None,
        zygote: ZygoteHandle | None = None,
    ) -> None:
        self.tier: Final = setup.tier
        self.limits: Final = limits
        self._setup = setup
        self._log = log
        self._groups = groups
        self._zygote = zygote

    def start(self) -> ZygoteHandle:
        """Start a zygote, without waiting until it is ready."""
        self._zygote = start_zygote(self._setup, self._log)
        return self._zygote

    def stop(self) -> None:
        """End the zygote and all its children, unless another process has started it."""
        if self._zygote is not None:
            self._zygote.release()
        self._zygote = None

    def shared(self) -> SharedZygote:
        """Return what another process needs to use the same zygote, as long as this one lives."""
        zygote = self._running_zygote()
        descriptors = (zygote.connection.fileno(), zygote.pidfd)
        return SharedZygote(self._setup.to_text(), descriptors)

    def _running_zygote(self) -> ZygoteHandle:
        """Return the zygote; start one if there is none, or if it has ended."""
        if self._zygote is None or self._zygote.has_ended():
            self.stop()
            return self.start()
        return self._zygote

    def _connection(self) -> socket.socket:
        """Return the connection to a zygote that is ready."""
        zygote = self._running_zygote()
        if not zygote.is_ready() and zygote.process is None:
            # Nothing is known of what went wrong in another process's zygote.
            self.stop()
            zygote = self.start()
        if not zygote.is_ready():
            self.stop()
            raise SandboxError(
                "The process that student code is run in could not be started on this machine "
                f"({self.tier.value}). course doctor shows what works here. It said:\n"
                f"{self._end_of_log()}"
            )
        return zygote.connection

    def _end_of_log(self) -> str:
        self._log.seek(0)
        return self._log.read()[-2000:].decode(errors="replace").strip() or "nothing"

    @contextlib.contextmanager
    def run(
        self, cells: Sequence[Cell], files: Mapping[str, bytes], limits: Limits | None = None
    ) -> Iterator[NotebookRun]:
        """Run a notebook in a process of its own.

        Parameters
        ----------
        cells : sequence of Cell
            At most 240 of them graded.
        files : mapping of str to bytes
            The files beside the notebook, by relative path. A path out of the folder is left out.
        limits : Limits, optional

        Yields
        ------
        NotebookRun
            All cells have been executed; the snapshots run until the end of the block.

        Raises
        ------
        SandboxError
            If the zygote cannot be started, or there are too many graded cells.
        """
        graded = [cell.id for cell in cells if cell.graded]
        if len(graded) > _MAX_GRADED:
            raise SandboxError(
                f"The notebook has {len(graded)} graded cells; one process can keep the state "
                f"after {_MAX_GRADED} of them. Split the notebook."
            )
        task = Task(cells, _valid_files(files), limits or self.limits)
        for is_last in (False, True):
            with contextlib.ExitStack() as stack:
                execution, connections = self._execute(stack, task, graded)
                # If the zygote was killed, that is no fault of this notebook: try again.
                if is_last or not (execution.is_abandoned and self._zygote_has_ended()):
                    yield NotebookRun.of(execution, connections)
                    return

    def _execute(
        self, stack: contextlib.ExitStack, task: Task, graded: Sequence[str]
    ) -> tuple[Execution, dict[str, socket.socket]]:
        """Execute the cells; the processes that are left of the job end with the stack."""
        zygote = self._connection()

        def pair() -> tuple[socket.socket, socket.socket]:
            ours, theirs = socket.socketpair()
            stack.callback(ours.close)
            return ours, theirs

        supervisor, notebook, *snapshots = (pair() for _ in range(2 + len(graded)))
        theirs = [each[1] for each in (supervisor, notebook, *snapshots)]
        group = self._make_group(stack, task.limits)
        execution = Execution(supervisor[0], notebook[0], set(graded), task.limits)
        try:
            text = protocol.JOB_WITH_GROUP if group else protocol.JOB
            numbers = [*(group or ()), *(each.fileno() for each in theirs)]
            protocol.send_descriptors(zygote, text, numbers)
            stack.callback(_end_job, supervisor[0])
            protocol.send_json(supervisor[0], asdict(task.limits))
        except OSError:
            execution.abandon()
        finally:
            for connection in theirs:
                connection.close()
        if not execution.is_abandoned:
            execution.run(task)
        return execution, dict(zip(graded, (each[0] for each in snapshots), strict=True))

    def _make_group(self, stack: contextlib.ExitStack, limits: Limits) -> cgroup.Group | None:
        """Make a control group that is removed after the job; None if the memory is counted."""
        if self._groups is None:
            return None
        try:
            return stack.enter_context(cgroup.limited_group(self._groups, limits.group_memory))
        except OSError:
            return None

    def _zygote_has_ended(self) -> bool:
        return self._zygote is None or self._zygote.has_ended(_ZYGOTE_END_SECONDS)


@contextlib.contextmanager
def fork_server(
    course_root: Path,
    limits: Limits | None = None,
    allow_weak: bool = False,
    *,
    tier: Tier | None = None,
    snapshot_server: str = _SNAPSHOT_SERVER,
    use_groups: bool = True,
) -> Iterator[ForkServer]:
    """Start a zygote, and end it at the end of the block.

    Parameters
    ----------
    course_root : Path
        The course folder. Students see nothing of it but its data sets.
    limits : Limits, optional
        What each notebook may use.
    allow_weak : bool
        Whether to run student code where it cannot be isolated.
    tier : Tier, optional
        A lower tier than the machine allows.
    snapshot_server : str
        Module whose `handle_requests(connection, namespace)` runs in the snapshots.
    use_groups : bool
        Whether a control group may limit the memory of a job; otherwise the memory is counted.

    Yields
    ------
    ForkServer

    Raises
    ------
    SandboxError
        If student code cannot be isolated, and weak isolation is not allowed.
    """
    tier = tier or tier_of(probe())
    require_isolation(tier, allow_weak)
    if sys.platform != "linux":
        raise SandboxError(
            "The fork server needs Linux. On Windows it works in WSL2, on macOS in a container "
            "or a virtual machine."
        )
    with contextlib.ExitStack() as stack:
        scratch = None
        if tier is not Tier.ISOLATED:
            scratch = tempfile.mkdtemp(prefix="course-")
            stack.callback(scratch_folder.remove, scratch)
            # Each job makes a folder of its own in it, whatever its account.
            os.chmod(scratch, 0o1733)
        log = stack.enter_context(tempfile.TemporaryFile())
        setup = _setup(course_root.resolve(), tier, scratch, snapshot_server)
        groups = stack.enter_context(_groups()) if use_groups else None
        server = ForkServer(setup, limits or Limits(), log, groups)
        stack.callback(server.stop)
        server.start()
        yield server


def _setup(root: Path, tier: Tier, scratch: str | None, snapshot_server: str) -> Setup:
    data = root / "datasets" if (root / "datasets").is_dir() else None
    return Setup(
        tier=tier,
        view=view_of(_PACKAGE, data),
        scratch=scratch,
        fonts=font_lists(),
        program=_ZYGOTE,
        snapshot_server=snapshot_server,
        data=None if data is None else str(data),
        preload=modules_to_preload(root),
        libraries=libraries_of(root),
    )


@contextlib.contextmanager
def join_fork_server(shared: SharedZygote, limits: Limits | None = None) -> Iterator[ForkServer]:
    """Run notebooks with the zygote of another process, which keeps running at the end.

    If that zygote ends, this process starts one for itself.

    Parameters
    ----------
    shared : SharedZygote
        Made by the process that started it; its descriptors are inherited.
    limits : Limits, optional
        What each notebook may use.

    Yields
    ------
    ForkServer
    """
    connection, pidfd = map(os.dup, shared.descriptors)
    zygote = ZygoteHandle(socket.socket(fileno=connection), pidfd)
    with tempfile.TemporaryFile() as log, _groups() as groups:
        server = ForkServer(from_text(shared.setup), limits or Limits(), log, groups, zygote)
        try:
            yield server
        finally:
            server.stop()


@contextlib.contextmanager
def _groups() -> Iterator[cgroup.Hierarchy | None]:
    """Make a folder for the control groups of jobs; None if this process may not."""
    with contextlib.ExitStack() as stack:
        try:
            folder = stack.enter_context(cgroup.private_folder(cgroup.find_hierarchy()))
        except OSError:
            folder = None
        yield folder


def _end_job(supervisor: socket.socket) -> None:
    """Have the supervisor end its job, and wait until all its processes have ended."""
    with contextlib.suppress(OSError):
        supervisor.shutdown(socket.SHUT_WR)
        supervisor.settimeout(_JOB_END_SECONDS)
        while supervisor.recv(4096):
            pass


def _valid_files(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Leave out files that cannot be in the notebook's folder."""
    return {name: content for name, content in files.items() if _is_valid(name)}


def _is_valid(name: str) -> bool:
    path = PurePosixPath(name)
    return (
        bool(path.parts)
        and not path.is_absolute()
        and ".." not in path.parts
        and "\0" not in name
        and all(len(part.encode("utf-8", "replace")) <= _NAME_BYTES for part in path.parts)
    )
