"""The program that the judge starts: it builds the walls, and the zygote grows inside of them.

Nothing but the standard library is imported on this side of the walls.
"""

import os
import select
import signal
import socket
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NoReturn

from grader.engine.sandbox.kernel import libc, namespaces
from grader.engine.sandbox.setup import Setup, from_text
from grader.engine.sandbox.tiers import Tier


def main() -> NoReturn:
    """Build the walls and start the zygote; the arguments are a setup and two descriptors."""
    setup, control, judge = from_text(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    fonts = {Path(path).name: Path(path).read_bytes() for path in setup.fonts}
    if setup.tier is not Tier.ISOLATED:
        if os.geteuid() == 0 and _is_open_to_all(setup):
            namespaces.become_nobody()
        libc.drop_capabilities()
        _become_zygote(setup, fonts, control)
    namespaces.enter_walls(setup.view)
    zygote = os.fork()
    if not zygote:
        os.close(judge)
        namespaces.show_own_processes()
        # To give each job a pid namespace of its own; the jobs themselves have none of it.
        libc.drop_capabilities(keep=libc.ADMINISTRATE)
        libc.die_with_parent(signal.SIGKILL)
        _become_zygote(setup, fonts, control)
    libc.drop_capabilities()
    os.close(control)
    os._exit(_wait(zygote, judge))


def _is_open_to_all(setup: Setup) -> bool:
    """Tell whether another account can reach the interpreter's libraries."""
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        namespaces.become_nobody()
        seen = all(os.access(path, os.R_OK) for path in setup.view.readable)
        os.write(writer, b"y" if seen else b"n")
        os._exit(0)
    os.close(writer)
    with open(reader, "rb") as pipe:
        answer = pipe.read()
    os.waitpid(child, 0)
    return answer == b"y"


def _wait(zygote: int, judge: int) -> int:
    """Wait until the zygote ends, or end it when the judge does."""
    watched = os.pidfd_open(zygote)
    poll = select.poll()
    poll.register(watched, select.POLLIN)
    poll.register(judge, select.POLLIN)
    if any(descriptor == judge for descriptor, _ in poll.poll()):
        os.kill(zygote, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(zygote, 0)[1]) & 0xFF


def _become_zygote(setup: Setup, fonts: Mapping[str, bytes], control: int) -> NoReturn:
    for name, content in fonts.items():
        Path(setup.home, name).write_bytes(content)
    # Only here, behind the walls, anything is imported that is not Python's own.
    from grader.engine.fork_server.zygote import run

    run(setup, socket.socket(fileno=control))
