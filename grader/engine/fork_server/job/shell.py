"""IPython's shell without a kernel around it: cells in, outputs as notebooks hold them out."""

import contextlib
import functools
import io
import os
import signal
import sys
from collections.abc import Iterator, Mapping, Sequence
from types import FrameType
from typing import Any, NoReturn, cast

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.error import StdinNotImplementedError
from IPython.core.interactiveshell import InteractiveShell
from traitlets import Type
from traitlets.config import Config

from grader.engine.fork_server.job.recorder import Output, RecordedStream, Recorder, plain_bundle

# Long enough to make the text of an error in.
_AGAIN_SECONDS = 5.0
_LONGEST = 100_000


class _Publisher(DisplayPublisher):
    """Where `display` goes."""

    recorder: Recorder

    def publish(  # type: ignore[override]
        self,
        data: Mapping[str, Any],
        metadata: Mapping[str, Any] | None = None,
        *,
        transient: Mapping[str, Any] | None = None,
        update: bool = False,
        **kwargs: Any,
    ) -> None:
        """Add a display to the outputs."""
        display_id = (transient or {}).get("display_id")
        bundle, more = plain_bundle(data), dict(metadata or {})
        if update and display_id is not None:
            self.recorder.update(display_id, bundle, more)
        else:
            output = {"output_type": "display_data", "data": bundle, "metadata": more}
            self.recorder.add(output, display_id)

    def clear_output(self, wait: bool = False) -> None:
        """Forget the outputs of this cell."""
        self.recorder.clear(wait)


class _Hook(DisplayHook):
    """Where the value of a cell's last line goes."""

    recorder: Recorder

    def write_output_prompt(self) -> None:
        """Write nothing: the number is part of the output."""

    def write_format_data(
        self, format_dict: Mapping[str, Any], md_dict: Mapping[str, Any] | None = None
    ) -> None:
        """Add the result to the outputs."""
        self.recorder.add(
            {
                "output_type": "execute_result",
                "execution_count": self.prompt_count,
                "data": plain_bundle(format_dict),
                "metadata": dict(md_dict or {}),
            }
        )

    def finish_displayhook(self) -> None:
        """End without the empty line that a terminal wants."""
        self._is_active = False


class Shell(InteractiveShell):
    """A shell whose outputs are recorded."""

    display_pub_class = Type(_Publisher)
    displayhook_class = Type(_Hook)
    recorder: Recorder

    def enable_gui(self, gui: object = None) -> None:
        """Do nothing: there is no window."""

    def ask_exit(self) -> None:
        """Do nothing: `exit` ends no notebook."""

    @contextlib.contextmanager
    def _tee(self, channel: str) -> Iterator[None]:
        """Keep no second copy of all that is printed: IPython does, for its history."""
        yield

    def _showtraceback(self, etype: type[BaseException], evalue: object, stb: list[str]) -> None:
        try:
            text = str(evalue)
        except Exception:
            text = "(its text could not be made)"
        self.recorder.add(_error(etype, text, stb))


def _error(kind: type[BaseException], text: str, traceback: Sequence[str]) -> Output:
    return {
        "output_type": "error",
        "ename": str(kind.__name__),
        "evalue": text[:_LONGEST],
        "traceback": [str(line)[:_LONGEST] for line in traceback],
    }


class CellTimeout(KeyboardInterrupt):
    """A cell was interrupted because it ran over its time."""


def make_shell() -> Shell:
    """Return the one shell of this process, ready for figures, without history on the disk."""
    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.colors = "linux"
    config.InteractiveShell.autocall = 0
    shell: Shell = Shell.instance(config=config)
    connect(shell, Recorder(0))
    shell.builtin_trap.auto_builtins["input"] = _no_input
    return shell


def connect(shell: Shell, recorder: Recorder) -> None:
    """Send all that the shell shows to a recorder."""
    shell.recorder = recorder
    cast(_Publisher, shell.display_pub).recorder = recorder
    cast(_Hook, shell.displayhook).recorder = recorder


def run_cell(shell: Shell, source: str, seconds: float) -> list[Output]:
    """Run a cell and return its outputs.

    Parameters
    ----------
    shell : Shell
    source : str
    seconds : float
        Then the cell is interrupted, and again every five seconds until it stops.
    """
    recorder = shell.recorder
    out, err = RecordedStream(recorder, "stdout"), RecordedStream(recorder, "stderr")
    signal.signal(signal.SIGALRM, functools.partial(_interrupt, seconds))
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            signal.setitimer(signal.ITIMER_REAL, seconds, _AGAIN_SECONDS)
            shell.run_cell(source, store_history=True)  # type: ignore[no-untyped-call]
            _no_more_interruption()
    except CellTimeout as interruption:
        # It came where the shell itself was at work.
        _no_more_interruption()
        recorder.add(_error(type(interruption), str(interruption), []))
    except Exception as error:
        # A text that is no program in any way, such as half a character.
        _no_more_interruption()
        recorder.add(_error(type(error), str(error), []))
    return recorder.take()


def _interrupt(seconds: float, signal_number: int, frame: FrameType | None) -> NoReturn:
    raise CellTimeout(f"this cell ran for more than {seconds:g} seconds")


def _no_more_interruption() -> None:
    signal.signal(signal.SIGALRM, signal.SIG_IGN)
    signal.setitimer(signal.ITIMER_REAL, 0)


def _no_input(prompt: object = "") -> NoReturn:
    raise StdinNotImplementedError("input() has nobody to ask while a notebook is graded.")


def warm_up(shell: Shell) -> None:
    """Do once what is slow the first time: a figure, an error, a display."""
    connect(shell, Recorder(1 << 20))
    for source in (
        "import matplotlib.pyplot as plt\nplt.plot([0, 1], [1, 0])\nplt.title('$x^2$')\nplt.show()",
        "import numpy as np\nnp.linalg.solve(np.eye(2), np.ones(2)) @ np.random.rand(2, 2)",
        "def f():\n    raise ValueError\nf()",
        "from IPython.display import HTML, display\ndisplay(HTML('x'))\nprint('x')\n1",
    ):
        run_cell(shell, source, seconds=60.0)
    shell.reset()  # type: ignore[no-untyped-call]
    shell.execution_count = 1
    connect(shell, Recorder(0))


def quiet_descriptors() -> None:
    """Let what is written past Python's streams, and what is read, be nothing."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nothing, descriptor)
    os.close(nothing)
    sys.stdin = io.StringIO()
