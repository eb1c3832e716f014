"""A zygote as seen from the judge: started, used and ended."""

import contextlib
import os
import select
import socket
import subprocess
from dataclasses import dataclass
from typing import IO, Final

from grader.engine.fork_server import protocol
from grader.engine.fork_server.zygote.environment import environment
from grader.engine.sandbox.host_support import isolated_command
from grader.engine.sandbox.zygote_setup import Setup

_START_SECONDS: Final = 60.0
_END_SECONDS: Final = 15.0


@dataclass
class ZygoteHandle:
    """A zygote, in a process that sends jobs to it.

    Parameters
    ----------
    connection : socket
        Takes a message with descriptors for each job.
    pidfd : int
    process : subprocess.Popen or None
        None if another process has started the zygote and will end it.
    """

    connection: socket.socket
    pidfd: int
    process: "subprocess.Popen[bytes] | None" = None
    _ready: bool = False

    def is_ready(self) -> bool:
        """Wait until it has imported everything; return whether it did."""
        if not self._ready:
            self.connection.settimeout(_START_SECONDS)
            with contextlib.suppress(OSError):
                # The message is only peeked at, because other processes wait for the same one.
                self._ready = self.connection.recv(16, socket.MSG_PEEK) == protocol.READY
        return self._ready

    def has_ended(self, seconds: float = 0.0) -> bool:
        """Return whether it ends within this time."""
        poll = select.poll()
        poll.register(self.pidfd, select.POLLIN)
        return bool(poll.poll(seconds * 1000))

    def release(self) -> None:
        """Close the connection; a zygote that this process started ends, with all its children."""
        self.connection.close()
        os.close(self.pidfd)
        if self.process is not None:
            try:
                self.process.wait(_END_SECONDS)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()


def start_zygote(setup: Setup, log: IO[bytes]) -> ZygoteHandle:
    """Start a zygote, without waiting until it is ready.

    Parameters
    ----------
    setup : Setup
    log : file
        Gets what the zygote writes to stdout and stderr.
    """
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    judge = os.pidfd_open(os.getpid())
    try:
        process = subprocess.Popen(
            isolated_command(
                "grader.engine.sandbox.launch",
                setup.to_text(),
                str(theirs.fileno()),
                str(judge),
            ),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            pass_fds=(theirs.fileno(), judge),
            env=environment(setup),
            # Ctrl-C in the terminal is for the judge.
            start_new_session=True,
        )
    finally:
        os.close(judge)
        theirs.close()
    return ZygoteHandle(ours, os.pidfd_open(process.pid), process)
