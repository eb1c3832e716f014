"""A job locks the files of its own folder as anywhere, and no file that others read."""

import errno
import fcntl
import os
import select
import socket
import struct
import tempfile
from pathlib import Path

import pytest

from grader.engine.fork_server import Cell, ForkServer, protocol
from grader.engine.fork_server.job.budget import Budget
from grader.engine.fork_server.job.responses import Responder
from grader.engine.sandbox.linux import libc, seccomp
from tests.engine.sandbox.children import in_fresh_child

ATTEMPTS = """\
import fcntl, struct
kept = open({path!r}, "rb")
read = struct.pack("hhqqi4x", fcntl.F_RDLCK, 0, 0, 0, 0)
for lock in (
    lambda: fcntl.flock(kept, fcntl.LOCK_EX | fcntl.LOCK_NB),
    lambda: fcntl.flock(kept, fcntl.LOCK_EX),
    lambda: fcntl.flock(kept, fcntl.LOCK_SH | fcntl.LOCK_NB),
    lambda: fcntl.lockf(kept, fcntl.LOCK_SH | fcntl.LOCK_NB),
    lambda: fcntl.lockf(kept, fcntl.LOCK_SH),
    lambda: fcntl.fcntl(kept, 37, read),
    lambda: fcntl.fcntl(kept, 38, read),
    lambda: fcntl.fcntl(kept, fcntl.F_SETLEASE, fcntl.F_RDLCK),
):
    try:
        lock()
    except OSError:
        pass
print("tried")
"""


def shown(server: ForkServer, source: str) -> str:
    with server.run([Cell("a", source)], {}) as ran:
        assert ran.problem is None
        return "".join(str(each.get("text", each.get("evalue"))) for each in ran.outputs["a"])


def test_what_a_job_tries_to_lock_another_can_lock(server: ForkServer) -> None:
    """The other one is this process, which may write to the file, too."""
    path = Path(__file__).parents[4] / "grader" / "student" / "__init__.py"
    cells = [Cell("a", ATTEMPTS.format(path=str(path)), graded=True)]
    whole = struct.pack("hhqqi4x", fcntl.F_WRLCK, 0, 0, 0, 0)
    with server.run(cells, {}) as ran, path.open("r+b") as file:
        assert ran.outputs["a"][0].get("text") == "tried\n", ran.outputs
        assert ran.snapshot("a") is not None
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        fcntl.lockf(file, fcntl.LOCK_UN)
        fcntl.fcntl(file, 37, whole)


TWO_PROCESSES = """\
import fcntl, os, struct, time
whole = struct.pack("hhqqi4x", fcntl.F_WRLCK, 0, 0, 0, 0)
locks = {{
    "flock": lambda file: fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB),
    "lockf": lambda file: fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB),
    "ofd": lambda file: fcntl.fcntl(file, 37, whole),
}}
lock = locks[{kind!r}]
first = open("own", "w+b")
lock(first)
reading, writing = os.pipe()
if not os.fork():
    first.close()
    second = open("own", "r+b")
    try:
        lock(second)
        os.write(writing, b"both")
    except BlockingIOError:
        os.write(writing, b"one")
    os._exit(0)
print(os.read(reading, 10).decode())
"""


@pytest.mark.parametrize("kind", ["flock", "lockf", "ofd"])
def test_of_two_processes_one_locks_a_file_of_the_job(server: ForkServer, kind: str) -> None:
    assert shown(server, TWO_PROCESSES.format(kind=kind)) == "one\n"


WAITING = """\
import fcntl, os, time
first = open("own", "w+b")
fcntl.flock(first, fcntl.LOCK_EX)
reading, writing = os.pipe()
if not os.fork():
    first.close()
    fcntl.flock(open("own", "r+b"), fcntl.LOCK_EX)
    os.write(writing, b"then the second")
    os._exit(0)
time.sleep(0.2)
os.write(writing, b"first, ")
fcntl.flock(first, fcntl.LOCK_UN)
text = b""
while not text.endswith(b"second"):
    text += os.read(reading, 100)
print(text.decode())
"""


def test_a_process_waits_for_the_lock_of_another(server: ForkServer) -> None:
    assert shown(server, WAITING) == "first, then the second\n"


LIBRARIES = """\
import fcntl, sqlite3, h5py
with h5py.File("a.h5", "w") as file:
    file["x"] = [1, 2]
    try:
        fcntl.flock(open("a.h5", "rb"), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        print("locked by h5py")
with sqlite3.connect("a.db", timeout=0) as first:
    first.execute("create table t (x)")
    first.commit()
    first.execute("begin exclusive")
    try:
        sqlite3.connect("a.db", timeout=0).execute("insert into t values (1)")
    except sqlite3.OperationalError as error:
        print(error)
print(h5py.File("a.h5")["x"][:])
"""


def test_libraries_lock_their_own_files(server: ForkServer) -> None:
    # A lock of the same process is none for SQLite's second connection, which knows it itself.
    assert shown(server, LIBRARIES) == "locked by h5py\ndatabase is locked\n[1 2]\n"


def test_a_library_that_locks_what_it_reads_reads_what_all_share(server: ForkServer) -> None:
    source = "import os, fcntl\nfcntl.flock(open(os.__file__), fcntl.LOCK_SH)\nprint('read')"
    assert shown(server, source) == "read\n"


def test_what_is_no_file_or_not_open_cannot_be_locked(server: ForkServer) -> None:
    source = (
        "import fcntl, os\nfor file in (999, os.pipe()[0]):\n"
        "    try:\n        fcntl.flock(file, fcntl.LOCK_EX)\n"
        "    except OSError as error:\n        print(error.errno)"
    )
    assert shown(server, source) == "9\n1\n"


def _tries(name: str) -> list[int]:
    """The errors of five attempts, of which the responder allows two."""
    folder = tempfile.mkdtemp()
    ours, theirs = socket.socketpair()
    libc.drop_capabilities()
    child = os.fork()
    if not child:
        file = os.open(f"{folder}/a", os.O_RDWR | os.O_CREAT)
        rules = seccomp.Filter(notify_on_lock=True, notify_on_buffers=True)
        listener = seccomp.install(rules)
        assert listener is not None
        protocol.send_descriptors(theirs, b"listener", [listener])
        os.close(listener)
        poller, events = select.epoll(), [os.eventfd(0) for _ in range(5)]
        attempts = {
            "lock": lambda at: fcntl.lockf(file, fcntl.LOCK_EX, 1, 2 * at),
            "watch": lambda at: poller.register(events[at]),
        }
        errors = []
        for at in range(5):
            try:
                attempts[name](at)
                errors.append(0)
            except OSError as error:
                errors.append(error.errno or -1)
        theirs.send(bytes(errors))
        os._exit(0)
    theirs.close()
    _, (listener,) = protocol.receive_descriptors(ours)
    responder = Responder(listener, folder, Budget(0, watches=2, part_locks=2))
    poll = select.poll()
    for descriptor in (ours.fileno(), listener):
        poll.register(descriptor, select.POLLIN)
    while ours.fileno() not in [ready for ready, _ in poll.poll()]:
        responder.respond()
    os.waitpid(child, 0)
    return list(ours.recv(5))


@pytest.mark.parametrize(("name", "error"), [("lock", errno.ENOLCK), ("watch", errno.ENOSPC)])
def test_what_takes_memory_of_no_process_has_a_number(name: str, error: int) -> None:
    assert in_fresh_child(_tries, name) == [0, 0, error, error, error]
