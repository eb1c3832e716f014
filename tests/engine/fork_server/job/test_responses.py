"""A job locks the files of its own folder as anywhere, and no file that others read."""

import fcntl
import struct
from pathlib import Path

import pytest

from grader.engine.fork_server import Cell, ForkServer

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
