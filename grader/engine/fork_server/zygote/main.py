"""The program of the zygote, which imports everything and then only forks.

It contains no solution, no hidden test and no student's data; each of its children starts as an
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

from grader.engine.fork_server import protocol
from grader.engine.fork_server.job import process, shell, supervisor
from grader.engine.fork_server.zygote import huge_pages, preloading
from grader.engine.sandbox.linux import cgroup, memory, namespaces
from grader.engine.sandbox.tiers import Tier
from grader.engine.sandbox.visible_files import DEVICES, visible_files
from grader.engine.sandbox.zygote_setup import Setup


def run(setup: Setup, judge: socket.socket) -> NoReturn:
    """Import everything, report it, and fork a child for each job until the judge ends.

    Parameters
    ----------
    setup : Setup
    judge : socket
        Receives a message with descriptors for each job.
    """
    # Nothing that is created here is garbage; a job enables the collector again.
    gc.disable()
    sys.path[:] = [path for path in sys.path if os.path.exists(path)]
    # A program's `argparse` would read what is meant for this one.
    sys.argv[:] = [""]
    # First, because pyplot sends figures to the shell that exists when it is imported.
    notebook_shell = shell.make_shell()
    for name in setup.preload:
        importlib.import_module(name)
    for name in preloading.harmless(setup.libraries):
        importlib.import_module(name)
    handle_requests: Callable[[socket.socket, dict[str, Any]], None]
    handle_requests = importlib.import_module(setup.snapshot_server).handle_requests
    shell.warm_up(notebook_shell)
    if threading.active_count() != 1 or len(os.listdir("/proc/self/task")) != 1:
        raise RuntimeError("The zygote has threads, and a fork would not copy them.")
    readable = (*visible_files(setup.view), *DEVICES)
    base_size = memory.private_address_space()
    gc.collect()
    # The collector writes to the objects it visits, so each child would copy their pages.
    gc.freeze()
    huge_pages.use_huge_pages()
    # The kernel reaps ended children.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    fork = namespaces.fork_into_pid_namespace if setup.tier is Tier.ISOLATED else os.fork
    judge.send(protocol.READY)
    while True:
        text, descriptors = protocol.receive_descriptors(judge)
        if not text:
            os._exit(0)
        if not fork():
            judge.close()
            group = None
            if text == protocol.JOB_WITH_GROUP:
                group = cgroup.Group(*descriptors[:2])
                del descriptors[:2]
            trusted, untrusted, *snapshots = (socket.socket(fileno=each) for each in descriptors)
            sandbox = process.Sandbox(setup.tier, readable, setup.scratch, base_size)
            job = process.Job(untrusted, snapshots, notebook_shell, handle_requests, sandbox, group)
            supervisor.supervise(trusted, job)
        for descriptor in descriptors:
            os.close(descriptor)
