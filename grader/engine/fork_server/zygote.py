"""The zygote: a process with everything imported and warm, which does nothing but fork.

It holds no answer, no hidden test and nothing of any student; each of its children starts as an
exact copy of it.
"""

import gc
import importlib
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable
from typing import Any, NoReturn

from grader.engine.fork_server import huge_pages, protocol
from grader.engine.fork_server.job import process, shell, supervisor
from grader.engine.sandbox.kernel import namespaces, processes
from grader.engine.sandbox.setup import Setup
from grader.engine.sandbox.tiers import Tier
from grader.engine.sandbox.view import DEVICES, visible_files


def run(setup: Setup, control: socket.socket) -> NoReturn:
    """Warm up, say so, and fork a child for each job until the judge ends.

    Parameters
    ----------
    setup : Setup
    control : socket
        The judge's connection: a message with descriptors for each job.
    """
    # All that is made here stays; a job turns the collector on again.
    gc.disable()
    sys.path[:] = [path for path in sys.path if os.path.exists(path)]
    # First, because the figures of pyplot go to the shell that is there when it is imported.
    warm = shell.make_shell()
    for name in setup.warm:
        importlib.import_module(name)
    serve: Callable[[socket.socket, dict[str, Any]], None]
    serve = importlib.import_module(setup.serve).handle_requests
    shell.warm_up(warm)
    if threading.active_count() != 1 or len(os.listdir("/proc/self/task")) != 1:
        raise RuntimeError("The zygote has threads, and a fork would not copy them.")
    readable = (*visible_files(setup.view), *DEVICES)
    base = processes.address_space()
    gc.collect()
    # Collected objects would be written to, and so copied, in every child.
    gc.freeze()
    huge_pages.use_large_pages()
    # The kernel buries ended children.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    fork = namespaces.fork_alone if setup.tier is Tier.ISOLATED else os.fork
    control.send(protocol.READY)
    while True:
        text, descriptors = protocol.receive_descriptors(control)
        if not text:
            os._exit(0)
        if not fork():
            control.close()
            watch, report, *snapshots = (socket.socket(fileno=each) for each in descriptors)
            place = process.Place(setup.tier, readable, setup.scratch, base)
            job = process.Job(report, snapshots, warm, serve, place)
            supervisor.supervise(watch, job)
        for descriptor in descriptors:
            os.close(descriptor)
