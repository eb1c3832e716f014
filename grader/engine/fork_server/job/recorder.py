"""Recording the outputs of a cell as in nbformat, up to a limit."""

import base64
import contextlib
import io
import json
from collections.abc import Mapping
from typing import Any

from grader.student.messages import grading_problems

Output = dict[str, Any]

_MOST_OF_LAST_ERROR = 300
"""Characters of the text of an error for which there was no room."""


class Recorder:
    """The outputs of the running cell.

    Parameters
    ----------
    limit : int
        Characters of all outputs of the notebook; the rest is left out.
    """

    def __init__(self, limit: int) -> None:
        self.outputs: list[Output] = []
        self._limit = limit
        self._characters_left = limit
        self._cleared = False
        self._by_display_id: dict[str, list[Output]] = {}

    def take(self) -> list[Output]:
        """Return the outputs of this cell, and start with the next cell."""
        done = [_with_joined_text(output) for output in self.outputs]
        self.outputs, self._cleared, self._by_display_id = [], False, {}
        return done

    def stream(self, name: str, text: str) -> None:
        """Add text on stdout or stderr."""
        text = self._cut(text)
        if not text:
            return
        last = self._last()
        if last is not None and last["output_type"] == "stream" and last["name"] == name:
            last["parts"].append(text)
        else:
            self.outputs.append({"output_type": "stream", "name": name, "parts": [text]})

    def add(self, output: Output, display_id: str | None = None) -> None:
        """Add a display, a result or an error."""
        if not self._fits(output):
            return
        self._last()
        self.outputs.append(output)
        if display_id is not None:
            self._by_display_id.setdefault(display_id, []).append(output)

    def has_error(self) -> bool:
        """Return whether there is an error among the outputs."""
        return any(output["output_type"] == "error" for output in self.outputs)

    def add_last_error(self, error: Output) -> None:
        """Add the error that ended the cell without being shown; there is always room for it.

        What shows an error can fail, and the outputs before it can take all the room.
        """
        self._last()
        short = {**error, "evalue": error["evalue"][:_MOST_OF_LAST_ERROR], "traceback": []}
        self.outputs.append(short)

    def update(self, display_id: str, data: Mapping[str, Any], metadata: Mapping[str, Any]) -> None:
        """Replace the content of the displays with this id in this cell."""
        if self._fits(data):
            for output in self._by_display_id.get(display_id, []):
                output.update(data=dict(data), metadata=dict(metadata))

    def clear(self, wait: bool) -> None:
        """Remove the outputs of this cell, now or when the next output is added."""
        self._cleared = True
        if not wait:
            self._last()

    def _last(self) -> Output | None:
        if self._cleared:
            self.outputs, self._cleared = [], False
        return self.outputs[-1] if self.outputs else None

    def _cut(self, text: str) -> str:
        if self._characters_left <= 0:
            return ""
        size = len(text)
        if size > self._characters_left:
            text = text[: self._characters_left]
        self._characters_left -= size
        return text + self._cut_notice() if self._characters_left <= 0 else text

    def _fits(self, output: object) -> bool:
        if self._characters_left <= 0:
            return False
        self._characters_left -= _size(output)
        if self._characters_left > 0:
            return True
        self.outputs.append(
            {"output_type": "stream", "name": "stderr", "parts": [self._cut_notice()]}
        )
        return False

    def _cut_notice(self) -> str:
        return grading_problems.outputs_cut_off(self._limit)


def _with_joined_text(output: Output) -> Output:
    if "parts" not in output:
        return output
    text = "".join(output["parts"])
    return {"output_type": "stream", "name": output["name"], "text": text}


def _size(value: object) -> int:
    if isinstance(value, str):
        return len(value)
    if isinstance(value, Mapping):
        return sum(_size(key) + _size(each) for key, each in value.items())
    if isinstance(value, list):
        return sum(map(_size, value))
    return 8


def json_bundle(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return a display's data as in a notebook file, with images in base64."""
    bundle = {}
    for kind, content in data.items():
        if isinstance(content, bytes):
            bundle[str(kind)] = base64.b64encode(content).decode("ascii")
        elif kind == "application/json" or str(kind).endswith("+json"):
            with contextlib.suppress(TypeError, ValueError, RecursionError):
                bundle[str(kind)] = _strict_json(content)
        else:
            bundle[str(kind)] = str(content)
    return bundle


def _strict_json(value: object) -> Any:
    """Return a value as strict JSON has it: without nan and infinity, which libraries write."""
    return json.loads(json.dumps(value), parse_constant=lambda _: None)


class RecordedStream(io.TextIOBase):
    """The `sys.stdout` or `sys.stderr` of a running cell.

    Parameters
    ----------
    recorder : Recorder
    stream_name : str
        ``stdout`` or ``stderr``.
    """

    encoding = "utf-8"
    errors = "backslashreplace"

    def __init__(self, recorder: Recorder, stream_name: str) -> None:
        self._recorder = recorder
        self._name = stream_name

    def writable(self) -> bool:
        """Return True."""
        return True

    def write(self, text: str) -> int:
        """Add a text to the outputs."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        self._recorder.stream(self._name, text)
        return len(text)
