"""The program that the judge starts: it builds the sandbox and becomes the zygote inside of it.

Outside of the sandbox it imports the standard library only.
"""

import importlib
import os
import select
import signal
import socket
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NoReturn

from grader.engine.sandbox.linux import libc, namespaces
from grader.engine.sandbox.tiers import Tier
from grader.engine.sandbox.zygote_setup import Setup, from_text


def main() -> NoReturn:
    """Build the sandbox and start the zygote; the arguments are a setup and two descriptors."""
    # Student code may run in another account, which enters the folders that are made from here on.
    os.umask(0o022)
    setup, connection, judge = from_text(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    fonts = {Path(path).name: Path(path).read_bytes() for path in setup.fonts}
    if setup.tier is not Tier.ISOLATED:
        if os.geteuid() == 0 and _is_readable_by_nobody(setup):
            namespaces.become_nobody()
        libc.drop_capabilities()
        _become_zygote(setup, fonts, connection)
    namespaces.enter_namespaces(setup.view)
    zygote = os.fork()
    if not zygote:
        os.close(judge)
        namespaces.mount_proc()
        # Needed to give each job a pid namespace; the jobs themselves give it up.
        libc.drop_capabilities(keep=libc.CAP_SYS_ADMIN)
        libc.set_parent_death_signal(signal.SIGKILL)
        _become_zygote(setup, fonts, connection)
    libc.drop_capabilities()
    os.close(connection)
    os._exit(_wait(zygote, judge))


def _is_readable_by_nobody(setup: Setup) -> bool:
    """Return whether the account nobody can read the interpreter's libraries."""
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        namespaces.become_nobody()
        is_readable = all(os.access(path, os.R_OK) for path in setup.view.readable)
        os.write(writer, b"y" if is_readable else b"n")
        os._exit(0)
    os.close(writer)
    with open(reader, "rb") as pipe:
        reply = pipe.read()
    os.waitpid(child, 0)
    return reply == b"y"


def _wait(zygote: int, judge: int) -> int:
    """Wait until the zygote ends, or kill it when the judge ends."""
    pidfd = os.pidfd_open(zygote)
    poll = select.poll()
    poll.register(pidfd, select.POLLIN)
    poll.register(judge, select.POLLIN)
    if any(descriptor == judge for descriptor, _ in poll.poll()):
        os.kill(zygote, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(zygote, 0)[1]) & 0xFF


def _become_zygote(setup: Setup, fonts: Mapping[str, bytes], connection: int) -> NoReturn:
    for name, content in fonts.items():
        Path(setup.home, name).write_bytes(content)
    run: Callable[[Setup, socket.socket], NoReturn] = importlib.import_module(setup.program).run
    run(setup, socket.socket(fileno=connection))
