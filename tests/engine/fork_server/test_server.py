import fcntl
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest

import grader
from grader.engine.fork_server import Cell, ForkServer, Limits, fork_server, join_fork_server
from grader.engine.fork_server.protocol import send_json
from grader.engine.sandbox.host_support import probe
from grader.engine.sandbox.linux import cgroup, namespaces
from grader.engine.sandbox.policy import SandboxError
from grader.engine.sandbox.tiers import GROUPS, Tier
from grader.engine.sandbox.visible_files import SCRATCH, View
from tests.engine.fork_server.conftest import EXPRESSIONS, evaluate
from tests.engine.sandbox.children import in_child
from tests.sandboxed import SMALL, tier_here

PLOT = """\
import matplotlib.pyplot as plt
plt.plot([1, 2, 3])
plt.title("$x^2$")
plt.show()
"""


def outputs_of(server: ForkServer, *sources: str) -> list[list[dict[str, object]]]:
    cells = [Cell(str(number), source) for number, source in enumerate(sources)]
    with server.run(cells, {}) as ran:
        assert ran.problem is None
        return [ran.outputs[cell.id] for cell in cells]


@pytest.mark.parametrize(
    ("source", "name"),
    [
        (
            "class E(Exception):\n  def __str__(self): raise self\n  __repr__ = __str__\nraise E",
            "E",
        ),
        ("class E(Exception):\n    def __str__(self): return None\nraise E", "E"),
        ("print('x' * 30_000_000)\n1 / 0", "ZeroDivisionError"),
        ("import sys\nsys.stdout = sys.stderr = None\n1 / 0", "ZeroDivisionError"),
        ("get_ipython().showtraceback = lambda *a, **k: None\n1 / 0", "ZeroDivisionError"),
        ("get_ipython().showtraceback = None\n1 / 0", "TypeError"),
        ("class B(BaseException): pass\nraise B", "B"),
        ("raise KeyboardInterrupt", "KeyboardInterrupt"),
        ("import sys\nsys.exit('x' * 10_000_000)", "SystemExit"),
    ],
)
def test_what_ended_a_cell_is_always_said(server: ForkServer, source: str, name: str) -> None:
    (outputs,) = outputs_of(server, source)
    assert name in [each.get("ename") for each in outputs]
    as_nbformat(outputs)


@pytest.mark.parametrize(
    "shown",
    [
        "display(JSON({'loss': float('nan')}))",
        "display({'application/json': [float('inf')], 'text/plain': 'x'}, raw=True)",
        "display({'text/plain': 'x'}, raw=True, metadata={'a': float('nan'), 'b': object()})",
        "x = []\nfor _ in range(500): x = [x]\ndisplay({'application/json': x}, raw=True)",
        "display({'application/json': {(1, 2), 3}}, raw=True)",
        "class A:\n    def _repr_json_(self): return {'a': float('nan')}\nA()",
        "class A:\n    def _repr_mimebundle_(self, **_): return {3: 4, 'image/png': None}\nA()",
        "get_ipython().execution_count = -5\n1",
        "get_ipython().execution_count = 'x'\n1",
    ],
)
def test_no_output_ends_the_notebook(server: ForkServer, shown: str) -> None:
    outputs, after = outputs_of(
        server, f"from IPython.display import JSON, display\n{shown}", "print('went on')"
    )
    as_nbformat(outputs)
    assert after == [{"output_type": "stream", "name": "stdout", "text": "went on\n"}]


def test_student_code_sees_no_arguments_of_the_grader(server: ForkServer) -> None:
    (outputs,) = outputs_of(
        server,
        "import argparse, sys\nargparse.ArgumentParser().parse_args()\nprint(sys.argv)",
    )
    assert outputs == [{"output_type": "stream", "name": "stdout", "text": "['']\n"}]


def as_nbformat(outputs: list[dict[str, object]]) -> None:
    cell = nbformat.v4.new_code_cell("", outputs=[nbformat.from_dict(each) for each in outputs])
    nbformat.validate(nbformat.v4.new_notebook(cells=[cell]))


def test_outputs_are_those_of_a_notebook(server: ForkServer) -> None:
    printed, plotted, failed, displayed = outputs_of(
        server,
        "import sys\nprint('a')\nprint('b')\nprint('c', file=sys.stderr)\n40 + 2",
        PLOT,
        "def broken():\n    raise ValueError('no')\n\nbroken()",
        "from IPython.display import HTML, display\ndisplay(HTML('<b>x</b>'))\n_ = display('y')",
    )
    assert printed == [
        {"output_type": "stream", "name": "stdout", "text": "a\nb\n"},
        {"output_type": "stream", "name": "stderr", "text": "c\n"},
        {
            "output_type": "execute_result",
            "execution_count": 1,
            "data": {"text/plain": "42"},
            "metadata": {},
        },
    ]
    (plot,) = plotted
    assert plot["output_type"] == "display_data"
    assert str(plot["data"]["image/png"]).startswith("iVBOR")  # type: ignore[index]
    (error,) = failed
    assert (error["ename"], error["evalue"]) == ("ValueError", "no")
    traceback = re.sub(r"\x1b\[[0-9;]*m", "", "\n".join(error["traceback"]))  # type: ignore[arg-type]
    assert "Cell In[3], line 4" in traceback and "broken()" in traceback
    assert [list(each["data"]) for each in displayed] == [  # type: ignore[call-overload]
        ["text/plain", "text/html"],
        ["text/plain"],
    ]
    for outputs in (printed, plotted, failed, displayed):
        as_nbformat(outputs)


def test_a_figure_that_is_never_shown_appears_below_its_cell(server: ForkServer) -> None:
    (plotted,) = outputs_of(server, "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nNone")
    assert [list(each["data"]) for each in plotted] == [["text/plain", "image/png"]]  # type: ignore[call-overload]


def test_what_stands_in_one_cell_works_in_the_next_and_in_no_other_notebook(
    server: ForkServer,
) -> None:
    assert outputs_of(server, "x = 5", "print(x)")[1][0]["text"] == "5\n"
    (missing,) = outputs_of(server, "x")
    assert missing[0]["ename"] == "NameError"


def test_generators_do_not_repeat_from_notebook_to_notebook(server: ForkServer) -> None:
    draw = "import random\nimport numpy as np\nprint(np.random.rand(), random.random())"
    assert outputs_of(server, draw) != outputs_of(server, draw)


def test_a_snapshot_keeps_the_state_after_its_cell(server: ForkServer) -> None:
    cells = [
        Cell("one", "x = [1]", graded=True),
        Cell("plain", "x.append(2)"),
        Cell("two", "y = 'late'\n1 / 0", graded=True),
    ]
    with server.run(cells, {}) as ran:
        assert evaluate(ran, "one", "x") == "[1]"
        assert evaluate(ran, "one", "x.append(9)") == "None"
        assert evaluate(ran, "two", "x, y") == "([1, 2], 'late')"
        assert evaluate(ran, "one", "'y' in globals()") == "False"
        assert ran.snapshot("plain") is None
        assert ran.snapshot("never") is None
        assert ran.outputs["two"][0]["ename"] == "ZeroDivisionError"


def test_snapshots_outlive_a_notebook_that_dies(server: ForkServer) -> None:
    cells = [Cell("a", "x = 1", graded=True), Cell("b", "import os\nos._exit(3)", graded=True)]
    with server.run(cells, {}) as ran:
        assert ran.problem is not None and "died" in ran.problem
        assert evaluate(ran, "a", "x") == "1"
        assert ran.snapshot("b") is None
        assert "b" not in ran.outputs


def test_an_endless_cell_is_interrupted_and_the_rest_runs(server: ForkServer) -> None:
    endless, after = outputs_of(server, "while True:\n    pass", "print('after')")
    assert "2 seconds" in str(endless[-1]["evalue"])
    assert after[0]["text"] == "after\n"


def test_a_cell_does_not_take_all_the_time_that_is_left(
    server: ForkServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "limits", replace(SMALL, cell_seconds=4, seconds=4))
    with server.run([Cell("a", "while True:\n    pass"), Cell("b", "print('after')")], {}) as ran:
        assert ran.problem is None
        assert ran.outputs["b"][0]["text"] == "after\n"


WHERE = " The cell that was running begins with: import signal"
STUBBORN = "import signal\nsignal.setitimer(signal.ITIMER_REAL, 0)\nwhile True:\n    pass"


def test_a_notebook_that_will_not_stop_is_ended(
    server: ForkServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "limits", Limits(cell_seconds=0.5, seconds=1))
    with server.run([Cell("a", "x = 1", True), Cell("b", STUBBORN)], {}) as ran:
        assert ran.problem == f"The notebook took more than 1 seconds.{WHERE}"
        assert evaluate(ran, "a", "x") == "1"


def test_processor_time_is_limited(server: ForkServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "limits", Limits(cpu_seconds=1, seconds=60))
    with server.run([Cell("a", STUBBORN)], {}) as ran:
        assert ran.problem == f"The notebook used more than 1 seconds of processor time.{WHERE}"


def test_files_lie_beside_the_notebook(server: ForkServer) -> None:
    files = {"a/data.txt": b"text", "helper.py": b"VALUE = 5", "numpy.py": b"raise Exception"}
    source = "import numpy, helper\nprint(open('a/data.txt').read(), helper.VALUE)"
    with server.run([Cell("a", source)], files) as ran:
        assert ran.outputs["a"][0]["text"] == "text 5\n"


@pytest.mark.parametrize("name", ["../out", "/etc/out", "a/../../out", "", "nul\0", "x" * 300])
def test_a_file_that_could_not_lie_there_is_left_out(server: ForkServer, name: str) -> None:
    source = "import os\nprint(os.listdir('.'), os.listdir('..') == ['work'])"
    with server.run([Cell("a", source)], {name: b"x"}) as ran:
        assert ran.outputs["a"][0]["text"] == "[] True\n"


def test_texts_that_no_file_can_hold_do_no_harm(server: ForkServer) -> None:
    half, nul = outputs_of(server, "print('\\ud800')", "x = 1\0")
    assert str(half[0]["text"]).encode()
    assert nul[0]["output_type"] == "error"
    with server.run([Cell("a", "'\ud800'")], {"\ud800": b"x"}) as ran:
        assert ran.problem is None


def test_long_outputs_are_cut_and_what_is_left_is_a_notebook(server: ForkServer) -> None:
    long, after = outputs_of(server, "print('x' * 3_000_000)\nprint('y')", "print('z')")
    (stream,) = long
    assert len(str(stream["text"])) < SMALL.output + 200
    assert "cut off here, at 1 MB" in str(stream["text"])
    assert after == []


def test_the_kinds_of_cells_that_ipython_knows(server: ForkServer) -> None:
    magic, shell, syntax, asking, leaving = outputs_of(
        server, "%time x = 1", "!ls", "def f(:", "input()", "exit()"
    )
    assert magic and shell is not None
    assert syntax[0]["ename"] == "SyntaxError"
    assert asking[0]["ename"] == "StdinNotImplementedError"
    assert leaving == []


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("import asyncio\nawait asyncio.sleep(0)\nprint('slept')", "slept\n"),
        (
            "import numpy as np, shutil\nnp.save('a.npy', np.ones(2))\n"
            "print(np.load(shutil.move('a.npy', 'b.npy')))",
            "[1. 1.]\n",
        ),
        (
            "from concurrent.futures import ThreadPoolExecutor\n"
            "with ThreadPoolExecutor(2) as pool:\n    print(list(pool.map(abs, [-1, -2])))",
            "[1, 2]\n",
        ),
        (
            "import h5py\nwith h5py.File('a.h5', 'w') as file:\n    file['x'] = [1, 2]\n"
            "print(h5py.File('a.h5')['x'][:])",
            "[1 2]\n",
        ),
        (
            # What large libraries do when they are imported: they reserve what they may need.
            "import ctypes\nlibc = ctypes.CDLL(None)\nlibc.mmap.restype = ctypes.c_void_p\n"
            "size = ctypes.c_size_t(1 << 40)\n"
            "print(libc.mmap(None, size, 0, 0x4022, -1, ctypes.c_long(0)) != 2**64 - 1)",
            "True\n",
        ),
        (
            "import numpy as np\ntry:\n    np.ones(10**10)\n"
            "except MemoryError:\n    print('too large')",
            "too large\n",
        ),
        (
            "import multiprocessing, os\nours, theirs = multiprocessing.Pipe()\n"
            "if not os.fork():\n    theirs.send([1] * 1000)\n    os._exit(0)\n"
            "print(sum(ours.recv()))",
            "1000\n",
        ),
        (
            "import asyncio\nfor _ in range(400):\n    loop = asyncio.new_event_loop()\n"
            "    loop.close()\nprint('made')",
            "made\n",
        ),
        (
            "import matplotlib.pyplot as plt, os\nplt.figure().savefig('a.png')\nplt.close()\n"
            "print(os.path.getsize('a.png') > 100)",
            "True\n",
        ),
        ("import tempfile\nwith tempfile.TemporaryFile() as file:\n    print('made')", "made\n"),
        ("print(__name__, sum(In[-1] == cell for cell in In))", "__main__ 1\n"),
    ],
)
def test_what_a_lesson_may_use_works_behind_the_walls(
    server: ForkServer, source: str, text: str
) -> None:
    ((output,),) = outputs_of(server, source)
    assert output.get("text") == text


def test_a_display_can_be_changed_and_cleared(server: ForkServer) -> None:
    changed, cleared = outputs_of(
        server,
        "from IPython.display import clear_output, display\n"
        "handle = display('first', display_id=True)\nhandle.update('second')",
        "print('a')\nclear_output()\nprint('b')",
    )
    assert [each["data"]["text/plain"] for each in changed] == ["'second'"]  # type: ignore[index]
    assert [each["text"] for each in cleared] == ["b\n"]


def test_too_many_graded_cells_are_refused_before_anything_runs(server: ForkServer) -> None:
    cells = [Cell(str(number), "", graded=True) for number in range(300)]
    with pytest.raises(SandboxError, match="300 graded cells"), server.run(cells, {}):
        pass


def test_two_notebooks_at_a_time_are_apart(server: ForkServer) -> None:
    look = "import os\nx = {0}\nprint(sorted(os.listdir('.')))"
    with (
        server.run([Cell("a", look.format(1), True)], {"first": b""}) as first,
        server.run([Cell("a", look.format(2), True)], {"second": b""}) as second,
    ):
        assert first.outputs["a"][0]["text"] == "['first']\n"
        assert second.outputs["a"][0]["text"] == "['second']\n"
        assert (evaluate(first, "a", "x"), evaluate(second, "a", "x")) == ("1", "2")


def processes_with(mark: str) -> list[int]:
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if mark.encode() in path.read_bytes():
                found.append(int(path.parent.name))
        except OSError:
            continue
    return found


def wait_until_gone(mark: str) -> bool:
    for _ in range(1000):
        if not processes_with(mark):
            return True
        time.sleep(0.01)
    return False


@pytest.mark.parametrize("tier", [Tier.ISOLATED, Tier.CONFINED])
def test_everything_ends_with_the_judge_however_that_ends(tmp_path: Path, tier: Tier) -> None:
    (tmp_path / "datasets").mkdir()
    judge = (
        "import os, sys, time\nfrom pathlib import Path\n"
        "from grader.engine.fork_server import Cell, fork_server\n"
        "from grader.engine.sandbox.tiers import Tier\n"
        f"root, tier, module = Path(sys.argv[1]), Tier[sys.argv[2]], {EXPRESSIONS!r}\n"
        "with fork_server(root, snapshot_server=module, tier=tier) as server:\n"
        "    source = 'import os, time\\nif not os.fork():\\n    time.sleep(600)'\n"
        "    with server.run([Cell('a', source, True)], {}) as ran:\n"
        "        print('ready', flush=True)\n"
        "        time.sleep(600)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", judge, str(tmp_path), tier.name],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(Path(grader.__file__).parents[1])},
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        mark = str(tmp_path / "datasets")
        assert len(processes_with(mark)) >= 4
        process.send_signal(signal.SIGKILL)
    assert wait_until_gone(mark)
    if probe()[GROUPS] is None:
        # The next judge removes the control groups of one that was killed.
        above = Path(cgroup.find_hierarchy().folder)
        assert not [each for each in above.glob("course-*") if not _is_locked(each)]


def _is_locked(folder: Path) -> bool:
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except FileNotFoundError:
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return not folder.exists()


def test_nothing_is_left_of_a_server_that_is_done_with(tmp_path: Path) -> None:
    (tmp_path / "datasets").mkdir()
    with fork_server(tmp_path, SMALL, snapshot_server=EXPRESSIONS) as server, server.run([], {}):
        assert processes_with(str(tmp_path / "datasets"))
    assert wait_until_gone(str(tmp_path / "datasets"))


@pytest.mark.parametrize("tier", [Tier.ISOLATED, Tier.CONFINED])
def test_what_a_lesson_may_use_works_close_to_the_limits_without_control_groups(
    tmp_path: Path, tier: Tier
) -> None:
    limits = replace(SMALL, cell_seconds=60, seconds=60)
    source = (
        "import asyncio, os, sqlite3, subprocess, threading, h5py\nimport numpy as np\n"
        "for _ in range(700):\n    asyncio.new_event_loop().close()\n"
        "with h5py.File('a.h5', 'w') as file:\n    file['x'] = np.ones(1000)\n"
        "sqlite3.connect('a.db').execute('create table t (x)').connection.commit()\n"
        "if not os.fork():\n    np.ones(20_000_000)\n    os._exit(0)\n"
        "print(os.wait()[1], np.ones(40_000_000).sum(), h5py.File('a.h5')['x'][0])"
    )
    with (
        fork_server(
            tmp_path, limits, tier=tier_here(tier), snapshot_server=EXPRESSIONS, use_groups=False
        ) as server,
        server.run([Cell("a", source), Cell("b", "x = 1", graded=True)], {}) as ran,
    ):
        assert [each.get("text") for each in ran.outputs["a"]] == ["0 40000000.0 1.0\n"]
        assert ran.problem is None
        assert evaluate(ran, "b", "x") == "1"


def test_a_zygote_that_ended_is_started_again(tmp_path: Path) -> None:
    (tmp_path / "datasets").mkdir()
    with fork_server(tmp_path, SMALL, snapshot_server=EXPRESSIONS) as server:
        assert outputs_of(server, "1")[0]
        for pid in processes_with(str(tmp_path / "datasets")):
            os.kill(pid, signal.SIGKILL)
        assert wait_until_gone(str(tmp_path / "datasets"))
        assert outputs_of(server, "1")[0]


def test_a_zygote_that_cannot_start_says_why(tmp_path: Path) -> None:
    with (
        fork_server(tmp_path, snapshot_server="grader.engine.no_such_module") as server,
        pytest.raises(SandboxError, match="no_such_module"),
        server.run([], {}),
    ):
        pass


def test_processes_share_a_zygote_and_an_ended_notebook_of_one_is_none_of_the_others(
    tmp_path: Path,
) -> None:
    (tmp_path / "datasets").mkdir()
    with fork_server(tmp_path, SMALL, snapshot_server=EXPRESSIONS) as server:
        shared = server.shared()

        def in_another_process() -> list[str]:
            with join_fork_server(shared, SMALL) as other:
                assert outputs_of(other, "3")[0]
                with other.run([Cell("a", _KILL_THE_GROUP)], {}) as ran:
                    return [other.tier.name, str(ran.problem)]

        with server.run([Cell("a", "x = 2", graded=True)], {}) as ran:
            before = processes_with(str(tmp_path / "datasets"))
            tier, problem = in_child(in_another_process)
            assert tier == server.tier.name and "was killed" in problem
            assert evaluate(ran, "a", "x") == "2"
            assert processes_with(str(tmp_path / "datasets")) == before
        assert outputs_of(server, "1")[0]


_KILL_THE_GROUP = """\
import os, signal
assert os.getpgid(0) == os.getpid()
os.killpg(0, signal.SIGKILL)
"""


def test_who_joined_a_zygote_starts_one_when_that_has_ended(tmp_path: Path) -> None:
    (tmp_path / "datasets").mkdir()
    mark = str(tmp_path / "datasets")
    with (
        fork_server(tmp_path, SMALL, snapshot_server=EXPRESSIONS) as server,
        join_fork_server(server.shared()) as other,
    ):
        assert outputs_of(other, "1")[0]
        (first, *_) = processes_with(mark)
        # As long as this process is connected to it too, `stop` alone would wait for it.
        for pid in processes_with(mark):
            os.kill(pid, signal.SIGKILL)
        server.stop()
        assert wait_until_gone(mark)
        assert outputs_of(other, "1")[0]
        assert first not in processes_with(mark)
    assert wait_until_gone(mark)


def test_who_joined_a_zygote_that_cannot_start_learns_why(tmp_path: Path) -> None:
    with (
        fork_server(tmp_path, snapshot_server="grader.engine.no_such_module") as server,
        join_fork_server(server.shared()) as other,
        pytest.raises(SandboxError, match="no_such_module"),
        other.run([], {}),
    ):
        pass


def test_a_tier_below_confined_is_refused(tmp_path: Path) -> None:
    with (
        pytest.raises(SandboxError, match="--allow-weak-isolation"),
        fork_server(tmp_path, tier=Tier.LIMITED),
    ):
        pass


def test_and_works_where_it_is_asked_for(tmp_path: Path) -> None:
    with fork_server(
        tmp_path, SMALL, True, tier=Tier.LIMITED, snapshot_server=EXPRESSIONS
    ) as server:
        assert server.tier is Tier.LIMITED
        with server.run([Cell("a", "print('weak')\nx = 1", graded=True)], {}) as ran:
            assert ran.outputs["a"][0]["text"] == "weak\n"
            assert evaluate(ran, "a", "x") == "1"


def test_an_ordinary_user_has_the_same_walls(tmp_path: Path) -> None:
    """As root, a child becomes an account that owns nothing, and grades from there."""
    checkout = Path(grader.__file__).parents[1]
    secret = tmp_path / "gradebook.db"
    secret.write_text("secret", encoding="utf-8")
    tmp_path.chmod(0o755)
    look = f"import os\nprint(os.getpid())\nopen({str(secret)!r})"

    def grade() -> list[str]:
        if os.geteuid() == 0:
            # The interpreter may lie in root's home: a root folder with all of it but open.
            namespaces.unshare(namespaces.CLONE_NEWNS)
            namespaces.build_root(View((str(checkout), sys.prefix, sys.base_prefix, *_SYSTEM), ()))
            namespaces.become_nobody()
            tempfile.tempdir = SCRATCH
        cells = [Cell("a", look)]
        with (
            fork_server(tmp_path, SMALL, snapshot_server=EXPRESSIONS) as server,
            server.run(cells, {}) as ran,
        ):
            return [server.tier.value, str(os.geteuid()), str(ran.outputs["a"])]

    tier, user, shown = in_child(grade)
    assert user != "0"
    assert tier in ("isolated", "confined")
    assert "Error" in shown and "secret" not in shown.replace(str(secret), "")


_SYSTEM = ("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/share/fonts", "/etc/ld.so.cache")


def test_a_snapshot_may_be_left_waiting(server: ForkServer) -> None:
    with server.run([Cell("a", "x = 1", graded=True)], {}) as ran:
        connection = ran.snapshot("a")
        assert isinstance(connection, socket.socket)
        send_json(connection, "x")
    assert connection.fileno() == -1
