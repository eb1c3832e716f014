"""IPython's shell without a kernel: it runs cells and returns outputs as in nbformat."""

import builtins
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
from IPython.utils.text import LSString, SList
from traitlets import Type
from traitlets.config import Config

from grader.engine.fork_server.job import not_installed
from grader.engine.fork_server.job.recorder import Output, RecordedStream, Recorder, json_bundle
from grader.student.messages import grading_problems

# Long enough to format a traceback.
_REPEAT_SECONDS = 5.0
_MAX_CHARACTERS = 100_000


class _DisplayPublisher(DisplayPublisher):
    """Records what `display` shows."""

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
        bundle, more = json_bundle(data), dict(metadata or {})
        if update and display_id is not None:
            self.recorder.update(display_id, bundle, more)
        else:
            output = {"output_type": "display_data", "data": bundle, "metadata": more}
            self.recorder.add(output, display_id)

    def clear_output(self, wait: bool = False) -> None:
        """Remove the outputs of this cell."""
        self.recorder.clear(wait)


class _DisplayHook(DisplayHook):
    """Records the value of a cell's last expression."""

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
                "data": json_bundle(format_dict),
                "metadata": dict(md_dict or {}),
            }
        )

    def finish_displayhook(self) -> None:
        """Finish without the empty line that a terminal needs."""
        self._is_active = False


class Shell(InteractiveShell):
    """A shell whose outputs are recorded."""

    display_pub_class = Type(_DisplayPublisher)
    displayhook_class = Type(_DisplayHook)
    recorder: Recorder

    def enable_gui(self, gui: object = None) -> None:
        """Do nothing: there is no window."""

    def system(self, cmd: str) -> None:
        """Run a shell command, or say that none runs here."""
        try:
            super().system(cmd)  # type: ignore[no-untyped-call]
        except OSError:
            print(grading_problems.no_shell_command(cmd), file=sys.stderr)

    def getoutput(self, cmd: str, split: bool = True, depth: int = 0) -> Any:
        """Return the output of a shell command, none if it does not run here."""
        try:
            return super().getoutput(cmd, split=split, depth=depth + 1)  # type: ignore[no-untyped-call]
        except OSError:
            print(grading_problems.no_shell_command(cmd), file=sys.stderr)
            return SList() if split else LSString("")

    def ask_exit(self) -> None:
        """Do nothing: `exit` does not end a notebook."""

    @contextlib.contextmanager
    def _tee(self, channel: str) -> Iterator[None]:
        """Keep no second copy of the printed text, as IPython does for its history."""
        yield

    def _showtraceback(self, etype: type[BaseException], evalue: object, stb: list[str]) -> None:
        self.recorder.add(_error_output(etype, _text_of(evalue), stb))


def _text_of(error: object) -> str:
    try:
        return str(error)
    except Exception:
        return grading_problems.error_without_text()


def _error_output(kind: type[BaseException], text: str, traceback: Sequence[str]) -> Output:
    return {
        "output_type": "error",
        "ename": str(kind.__name__),
        "evalue": text[:_MAX_CHARACTERS],
        "traceback": [str(line)[:_MAX_CHARACTERS] for line in traceback],
    }


class CellTimeout(KeyboardInterrupt):
    """A cell was interrupted because it exceeded its time limit."""


def make_shell() -> Shell:
    """Return the shell of this process, ready for figures, without a history file."""
    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.colors = "linux"
    config.InteractiveShell.autocall = 0
    shell: Shell = Shell.instance(config=config)
    record_outputs(shell, Recorder(0))
    shell.builtin_trap.auto_builtins["input"] = _no_input
    # Always there: a function can import a module of the student's when no cell runs.
    setattr(builtins, not_installed.HANDLER, not_installed.Handler(shell.showtraceback))
    shell.ast_transformers.append(not_installed.GuardStatements())
    return shell


def record_outputs(shell: Shell, recorder: Recorder) -> None:
    """Record all outputs of the shell with a recorder."""
    shell.recorder = recorder
    cast(_DisplayPublisher, shell.display_pub).recorder = recorder
    cast(_DisplayHook, shell.displayhook).recorder = recorder


def run_cell(shell: Shell, source: str, seconds: float) -> list[Output]:
    """Run a cell and return its outputs.

    Parameters
    ----------
    shell : Shell
    source : str
    seconds : float
        After this time the cell is interrupted, and again every five seconds until it stops.
    """
    recorder = shell.recorder
    out, err = RecordedStream(recorder, "stdout"), RecordedStream(recorder, "stderr")
    signal.signal(signal.SIGALRM, functools.partial(_interrupt, seconds))
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            signal.setitimer(signal.ITIMER_REAL, seconds, _REPEAT_SECONDS)
            result = shell.run_cell(source, store_history=True)  # type: ignore[no-untyped-call]
            error = result.error_before_exec or result.error_in_exec
            if error is not None and not recorder.has_error():
                recorder.add_last_error(_error_output(type(error), _text_of(error), []))
            _cancel_interruption()
    except CellTimeout as interruption:
        # The shell's own code was interrupted.
        _cancel_interruption()
        recorder.add(_error_output(type(interruption), str(interruption), []))
    except Exception as error:
        # The text cannot even be compiled, as one with a lone surrogate.
        _cancel_interruption()
        recorder.add(_error_output(type(error), str(error), []))
    return recorder.take()


def _interrupt(seconds: float, signal_number: int, frame: FrameType | None) -> NoReturn:
    raise CellTimeout(grading_problems.cell_took_too_long(seconds))


def _cancel_interruption() -> None:
    signal.signal(signal.SIGALRM, signal.SIG_IGN)
    signal.setitimer(signal.ITIMER_REAL, 0)


def _no_input(prompt: object = "") -> NoReturn:
    raise StdinNotImplementedError(grading_problems.no_input())


def warm_up(shell: Shell) -> None:
    """Do once what is slow the first time: show a figure, an error, a display."""
    record_outputs(shell, Recorder(1 << 20))
    for source in (
        "import matplotlib.pyplot as plt\nplt.plot([0, 1], [1, 0])\nplt.title('$x^2$')\nplt.show()",
        "import numpy as np\nnp.linalg.solve(np.eye(2), np.ones(2)) @ np.random.rand(2, 2)",
        "def f():\n    raise ValueError\nf()",
        "from IPython.display import HTML, display\ndisplay(HTML('x'))\nprint('x')\n1",
    ):
        run_cell(shell, source, seconds=60.0)
    shell.reset()  # type: ignore[no-untyped-call]
    shell.execution_count = 1
    record_outputs(shell, Recorder(0))


def silence_descriptors() -> None:
    """Redirect stdin, stdout and stderr to the null device, for code below Python's streams."""
    null = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(null, descriptor)
    os.close(null)
    sys.stdin = io.StringIO()
