"""The judge that a class is graded with: see `grader.engine.judging.submission`."""

import atexit
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from grader.engine.fork_server import (
    Cell,
    ForkServer,
    Limits,
    NotebookRun,
    SharedZygote,
    fork_server,
    join_fork_server,
)
from grader.engine.judging.interface import Job, Judge, JudgedSubmission
from grader.engine.sandbox.reserved_memory import imports_may_reserve
from grader.exercises.judge_names import TRUSTED


@dataclass(frozen=True)
class TrustedJudge:
    """Judges one submission: a `grader.engine.judging.interface.Judge`.

    The zygote is kept for the next job of the same course.

    Parameters
    ----------
    allow_weak : bool
        Whether to run student code if this machine cannot isolate it.
    server : SharedZygote, optional
        The zygote of another process, to be used instead of an own one.
    """

    allow_weak: bool = False
    server: SharedZygote | None = None

    def __call__(self, job: Job, course_root: Path) -> JudgedSubmission:
        """Judge a submission.

        Returns
        -------
        JudgedSubmission
            Its engine includes the tier of isolation.

        Raises
        ------
        CourseError
            If the course has no such assignment, or student code cannot be isolated.
        """
        # Half a second of imports, which a process that only distributes jobs does not need.
        from grader.engine.judging.submission import judge_submission

        server = cached_server(course_root, self.allow_weak, self.server)
        limited = server if job.cell_seconds is None else _LimitedServer(server, job.limits)
        engine = f"{TRUSTED}, {server.tier.value}"
        # The instructor's solutions and tests import libraries too.
        with imports_may_reserve():
            return judge_submission(limited, job, course_root, engine=engine)

    @contextmanager
    def share(self, course_root: Path) -> Iterator[tuple[Judge, Sequence[int]]]:
        """Share one zygote: a `grader.engine.judging.interface.SharingJudge`.

        Raises
        ------
        SandboxError
            If student code cannot be isolated on this machine.
        """
        with fork_server(course_root, allow_weak=self.allow_weak) as server:
            shared = server.shared()
            yield replace(self, server=shared), shared.descriptors


@dataclass(frozen=True)
class _LimitedServer:
    """A fork server with the limits of one course."""

    server: ForkServer
    limits: Limits

    def run(
        self, cells: Sequence[Cell], files: Mapping[str, bytes]
    ) -> AbstractContextManager[NotebookRun]:
        """Run a notebook: see `ForkServer.run`."""
        return self.server.run(cells, files, self.limits)


judge_one = TrustedJudge()
"""Judges one submission with student code in isolation."""

judge_one_weakly = TrustedJudge(allow_weak=True)
"""Judges one submission, also if student code cannot be isolated."""

_servers: dict[tuple[Path, bool, SharedZygote | None], ForkServer] = {}
_open = ExitStack()
atexit.register(_open.close)


def cached_server(
    course_root: Path, allow_weak: bool = False, shared: SharedZygote | None = None
) -> ForkServer:
    """Return the fork server of a course in this process, started or joined at the first call.

    Raises
    ------
    SandboxError
        If student code cannot be isolated on this machine.
    """
    key = course_root.resolve(), allow_weak, shared
    if key not in _servers:
        server = (
            join_fork_server(shared) if shared else fork_server(course_root, allow_weak=allow_weak)
        )
        _servers[key] = _open.enter_context(server)
    return _servers[key]
