"""Programs against the machine, the judge and other students, made from a grammar of kinds."""

import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from hypothesis import strategies as st


@dataclass(frozen=True)
class Program:
    """The text of an answer to `relu`, which does something else at its run or at its calls.

    Parameters
    ----------
    kind : str
    text : str
    module : str or None
        A module that its text names; the judge must not import it.
    """

    kind: str
    text: str
    module: str | None = None


def _indented(text: str, spaces: int = 4) -> str:
    return "\n".join(" " * spaces + line if line else line for line in text.split("\n"))


RIGHT = "return np.maximum(0, z)"


@st.composite
def _placed(draw: st.DrawFn, action: st.SearchStrategy[str], kind: str) -> Program:
    """An action when the cell runs, when its function is called, or in a child process."""
    text = draw(action)
    child = draw(st.sampled_from(["", "fork", "fork", "thread"]))
    if child == "fork":
        count = draw(st.sampled_from([1, 5, 12]))
        text = (
            f"import os, time\nfor _ in range({count}):\n    if os.fork() == 0:\n"
            f"{_indented(text, 8)}\n        time.sleep(30)\n        os._exit(0)\ntime.sleep(1)"
        )
    elif child == "thread":
        text = f"def work():\n{_indented(text)}\nimport threading\n"
        text += "threading.Thread(target=work).start()"
    if draw(st.booleans()):
        return Program(kind, f"{text}\ndef relu(z):\n    {RIGHT}")
    return Program(kind, f"def relu(z):\n{_indented(text)}\n    {RIGHT}")


_FILES = """\
import os, fcntl, struct, time
held = []
if PLACE == "inherited":
    held = [int(name) for name in os.listdir("/proc/self/fd")]
else:
    code = (".py", ".pyc", ".so", ".pyi", ".h", ".js")
    for top in sorted(os.listdir("/")):
        if top in ("proc", "sys", "usr", "dev", "etc", "lib", "bin", "opt", "var"):
            continue
        for folder, inner, names in os.walk("/" + top):
            inner[:] = [name for name in inner if name not in ("lib", "site-packages", ".git")]
            for name in names:
                if not name.endswith(code) and len(held) < 300:
                    try:
                        held.append(os.open(os.path.join(folder, name), FLAGS))
                    except OSError:
                        pass
for descriptor in held:
    try:
        LOCK
    except OSError:
        pass
time.sleep(0.5)
"""


def _locks() -> st.SearchStrategy[str]:
    calls = st.sampled_from(
        [
            "fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)",
            "fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)",
            "fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)",
            "fcntl.lockf(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)",
            "fcntl.fcntl(descriptor, 37, struct.pack('hhqqi', 1, 0, 0, 0, 0))",
            "fcntl.fcntl(descriptor, 37, struct.pack('hhqqi', 0, 0, 0, 0, 0))",
            "fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_RDLCK)",
            "fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_WRLCK)",
        ]
    )
    flags = st.sampled_from(["os.O_RDONLY", "os.O_RDWR"])
    return st.builds(
        lambda call, flag, place: (
            _FILES.replace("LOCK\n", f"{call}\n").replace("FLAGS", flag).replace("PLACE", place)
        ),
        calls,
        flags,
        st.sampled_from(["'inherited'", "'opened'"]),
    )


def _memory() -> st.SearchStrategy[str]:
    size = st.sampled_from([150 << 20, 300 << 20, 900 << 20])
    form = st.sampled_from(
        [
            "import mmap\nkept = mmap.mmap(-1, SIZE)\nfor i in range(0, SIZE, 4096):\n"
            "    kept[i] = 1",
            "import mmap\nkept = mmap.mmap(-1, SIZE, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)\n"
            "for i in range(0, SIZE, 4096):\n    kept[i] = 1",
            "import os\nkept = os.memfd_create('a')\n"
            "for _ in range(SIZE >> 20):\n    os.write(kept, b'x' * (1 << 20))",
            "import socket\nkept = []\nfor _ in range(SIZE // 200_000):\n"
            "    pair = socket.socketpair()\n    kept.append(pair)\n"
            "    pair[0].setsockopt(1, 7, 1 << 30)\n    pair[0].setblocking(False)\n"
            "    try:\n        while True:\n            pair[0].send(b'x' * 65536)\n"
            "    except OSError:\n        pass",
            "import os, fcntl\nkept = []\nfor _ in range(SIZE // 70_000):\n    pipe = os.pipe()\n"
            "    kept.append(pipe)\n    os.set_blocking(pipe[1], False)\n"
            "    try:\n        fcntl.fcntl(pipe[1], 1031, 1 << 20)\n"
            "    except OSError:\n        pass\n"
            "    try:\n        while True:\n            os.write(pipe[1], b'x' * 65536)\n"
            "    except OSError:\n        pass",
            "for place in ('/dev/shm', '/tmp', '.', '/run', '/var/tmp'):\n    try:\n"
            "        with open(place + '/a', 'wb') as file:\n"
            "            for _ in range(SIZE >> 20):\n"
            "                file.write(b'x' * (1 << 20))\n"
            "    except OSError:\n        pass",
            "kept = [b'x' * (1 << 20) for _ in range(SIZE >> 20)]",
            "import mmap\nkept = []\nfor _ in range(SIZE >> 21):\n"
            "    part = mmap.mmap(-1, 1 << 30, flags=mmap.MAP_SHARED | mmap.MAP_ANONYMOUS)\n"
            "    kept.append(part)\n    part[0] = part[1 << 29] = 1",
            "kept = np.ones(SIZE // 8)",
        ]
    )
    return st.builds(lambda text, number: text.replace("SIZE", str(number)), form, size)


def _sockets() -> st.SearchStrategy[str]:
    making = st.sampled_from(
        ["socket.socketpair(1, KIND)[0]", "socket.socket(1, KIND)", "socket.socketpair(1, KIND)[1]",
         "socket.socket(fileno=0)"]
    )  # fmt: skip
    kind = st.sampled_from(["1", "2", "5"])
    use = st.sampled_from(
        [
            "s.sendto(b'hello', address)",
            "s.connect(address); s.send(b'hello')",
            "s.sendmsg([b'hello'], [(1, 1, bytes(4))], 0, address)",
            "s.connect(address); s.sendmsg([b'hello'], [(1, 1, bytes(4))])",
        ]
    )
    return st.builds(
        lambda m, k, u: (
            f"import socket\nfor address in ADDRESSES:\n    try:\n"
            f"        s = {m.replace('KIND', k)}\n        {u}\n"
            "    except (OSError, ValueError):\n        pass"
        ),
        making,
        kind,
        use,
    )


def _folders() -> st.SearchStrategy[str]:
    name = st.sampled_from(["a", "b" * 200, "\\udcff", "=1"])
    return st.builds(
        lambda n, count: (
            f"import os\nhome = os.getcwd()\ntry:\n    for _ in range({count}):\n"
            f"        os.mkdir('{n}')\n        os.chdir('{n}')\nexcept OSError:\n    pass\n"
            "try:\n    open('end', 'w').close()\n    os.chmod('.', 0)\nexcept OSError:\n    pass\n"
            "os.chdir(home)"
        ),
        name,
        st.sampled_from([10, 800, 3000]),
    )


def _values() -> st.SearchStrategy[str]:
    """Values that are small where they are made, and large where they are read."""
    leaf = st.sampled_from(
        ["z", "np.zeros(10**5)", "np.zeros((10**3, 10**3))", "'x' * 10**6",
         "b'x' * 10**6", "1.5",
         "range(10**8)", "range(150_000_000)", "np.broadcast_to(0.0, (10**5, 10**5))", "10**10**6",
         "np.ma.masked", "np.array([None])", "float('nan')", "'\\ud800'", "[0] * 10**7", "2**63",
         "np.zeros(2**20, 'S100')", "slice(10**9)", "np.float64(1)", "(x for x in [1])"]
    )  # fmt: skip

    def around(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        count = st.sampled_from([2, 60, 3000])
        many = st.builds(lambda v, n: f"[{v}] * {n}", inner, count)
        shared = st.builds(
            lambda v, n: f"(lambda kept: [kept for _ in range({n})])({v})", inner, count
        )
        keyed = st.builds(lambda v, n: f"dict.fromkeys(range({n}), {v})", inner, count)
        deep = st.builds(
            lambda v, n: f"__import__('functools').reduce(lambda a, _: [a], range({n}), {v})",
            inner, count,
        )  # fmt: skip
        rows = st.builds(lambda v, n: f"np.array([{v}] * {n}, dtype=object)", inner, count)
        return st.one_of(many, shared, keyed, deep, rows)

    return st.recursive(leaf, around, max_leaves=3)


def _answers() -> st.SearchStrategy[Program]:
    """Answers of any value, also where the judge's helpers are called with it."""
    text = st.builds(lambda value: f"def relu(z):\n    return {value}", _values())
    helper = st.builds(
        lambda name, value: (
            f"def relu(z):\n    return z\n\n\ndef neuron(x, w, b):\n    return {name}({value})"
        ),
        st.sampled_from(["relu", "np.sum", "experiments.run", "figures.plot"]),
        _values(),
    )
    printed = st.builds(
        lambda value: f"def relu(z):\n    print({value})\n    {RIGHT}\n\n\nprint({value})\n{value}",
        _values(),
    )
    raised = st.builds(lambda value: f"def relu(z):\n    raise ValueError({value})", _values())
    return st.builds(Program, st.just("answers"), st.one_of(text, helper, printed, raised))


@cache
def modules() -> tuple[str, ...]:
    """Modules of Python and of the packages that are installed anyway; none is imported here."""
    home = Path(np.__file__).parent
    inside = {
        ".".join(("numpy", *path.relative_to(home).with_suffix("").parts)).removesuffix(".__init__")
        for path in home.rglob("*.py")
    }
    quiet = {name for name in sys.stdlib_module_names if name not in {"antigravity", "this"}}
    nested = {
        "xml.dom.expatbuilder",
        "distutils.cmd",
        "idlelib.run",
        "lib2to3.main",
        "test.regrtest",
    }
    return tuple(sorted(inside | quiet | nested))


@st.composite
def _imports(draw: st.DrawFn) -> Program:
    module = draw(st.sampled_from(modules()))
    name = draw(st.sampled_from(["m", "np", "Audio"]))
    form = draw(
        st.sampled_from(
            ["import {m} as {n}", "from {p} import {l} as {n}", "import {m}", "from {m} import *",
             "{n} = __import__('{m}')"]
        )
    )  # fmt: skip
    parent, _, last = module.rpartition(".")
    line = form.format(m=module, n=name, p=parent or module, l=last)
    use = draw(st.sampled_from([name, f"{name}.main", f"{module}.main", f"{name}(z)"]))
    place = draw(st.sampled_from(["above", "inside", "default"]))
    if place == "default":
        text = f"{line}\ndef relu(z, unused=lambda: {use}):\n    {RIGHT}"
    elif place == "inside":
        text = f"def relu(z):\n    {line}\n    if False:\n        {use}\n    {RIGHT}"
    else:
        text = f"{line}\ndef relu(z):\n    if False:\n        {use}\n    {RIGHT}"
    return Program("imports", text, module)


def _printing() -> st.SearchStrategy[Program]:
    piece = st.sampled_from(
        ["### BEGIN HIDDEN TESTS", "### END HIDDEN TESTS", "\\x1b[31m", "\\x1b[38;5;9ma",
         "\\x1b[0m", "\\x1b]0;a\\x07", "a", "<b>", "\\u202e", "\\x9b1m", "score(", "\\r",
         "check(relu)"]
    )  # fmt: skip
    pieces = st.lists(piece, min_size=1, max_size=3).map("".join)
    return st.builds(
        lambda text, n, end: Program(
            "printing",
            f"for i in range({n}):\n    print('{text}', i, end='{end}')\ndef relu(z):\n    {RIGHT}",
        ),
        pieces,
        st.sampled_from([1, 2000, 40_000]),
        st.sampled_from(["\\n", "", " "]),
    )


def programs() -> dict[str, st.SearchStrategy[Program]]:
    """Strategies of programs, by kind."""
    return {
        "locks": _placed(_locks(), "locks"),
        "memory": _placed(_memory(), "memory"),
        "sockets": _placed(_sockets(), "sockets"),
        "folders": _placed(_folders(), "folders"),
        "answers": _answers(),
        "imports": _imports(),
        "printing": _printing(),
    }
