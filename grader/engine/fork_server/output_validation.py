"""Validation of the outputs that a student's process sends, which can be anything."""

import json
import math
from typing import Any, Final, NoReturn

_STREAMS: Final = ("stdout", "stderr")
_MAX_DEPTH: Final = 20
_MAX_TRACEBACK_LINES: Final = 400

Output = dict[str, Any]


class InvalidOutput(ValueError):
    """A message is not a valid output; the text says why."""


def read_message(message: bytes) -> dict[str, Any]:
    """Parse a message from a student's process.

    Raises
    ------
    InvalidOutput
        If it is not a JSON object.
    """

    def refuse(constant: str) -> NoReturn:
        raise InvalidOutput(f"{constant} is no number of JSON")

    try:
        value = json.loads(message, parse_constant=refuse)
    except (ValueError, RecursionError) as error:
        raise InvalidOutput(f"a message is not JSON ({type(error).__name__})") from error
    if not isinstance(value, dict):
        raise InvalidOutput("a message is not a JSON object")
    return value


def checked_outputs(value: object) -> list[Output]:
    """Return outputs as in nbformat, with only the keys that nbformat knows.

    Raises
    ------
    InvalidOutput
        If one of them is not an output.
    """
    if not isinstance(value, list):
        raise InvalidOutput("the outputs are not a list")
    return [_checked(each) for each in value]


def _checked(output: object) -> Output:
    if not isinstance(output, dict):
        raise InvalidOutput("an output is not a dictionary")
    kind = output.get("output_type")
    if kind == "stream":
        name = output.get("name")
        if name not in _STREAMS:
            raise InvalidOutput("a stream is neither stdout nor stderr")
        return {"output_type": "stream", "name": name, "text": _text(output.get("text"))}
    if kind == "error":
        lines = output.get("traceback")
        if not isinstance(lines, list):
            raise InvalidOutput("a traceback is not a list")
        return {
            "output_type": "error",
            "ename": _text(output.get("ename")),
            "evalue": _text(output.get("evalue")),
            "traceback": [_text(line) for line in lines[:_MAX_TRACEBACK_LINES]],
        }
    if kind == "display_data":
        return {"output_type": kind, **_bundle(output)}
    if kind == "execute_result":
        count = output.get("execution_count")
        if not isinstance(count, int) or isinstance(count, bool) or count < 0:
            raise InvalidOutput("an execution count is not a number")
        return {"output_type": kind, "execution_count": count, **_bundle(output)}
    raise InvalidOutput("an output is of no kind that notebooks know")


def _bundle(output: dict[str, Any]) -> dict[str, Any]:
    data, metadata = output.get("data"), output.get("metadata")
    if not isinstance(data, dict) or not isinstance(metadata, dict):
        raise InvalidOutput("an output has no data")
    checked = {}
    for kind, content in data.items():
        is_json = kind == "application/json" or kind.endswith("+json")
        checked[_text(kind)] = _plain(content, 0) if is_json else _text(content)
    return {"data": checked, "metadata": _plain(metadata, 0)}


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise InvalidOutput("a text is not a text")
    # JSON can contain lone surrogates, which cannot be encoded in a file.
    return value.encode("utf-8", "replace").decode()


def _plain(value: object, depth: int) -> Any:
    if depth > _MAX_DEPTH:
        raise InvalidOutput("data is nested too deeply")
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, dict):
        return {_text(key): _plain(each, depth + 1) for key, each in value.items()}
    if isinstance(value, list):
        return [_plain(each, depth + 1) for each in value]
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, float) and math.isfinite(value):
        return value
    raise InvalidOutput("data holds something that JSON does not")
