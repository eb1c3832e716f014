"""Outputs made anew: the MIME types that a page shows, sizes as whole numbers, nothing else."""

import base64
import binascii
import struct
from collections.abc import Callable, Collection, Mapping
from typing import Any, Final

from grader.engine.page_content.colors import has_few_colors, with_few_colors, without_colors
from grader.engine.page_content.html import rebuilt_html
from grader.engine.page_content.latex import without_other_commands, without_tags
from grader.engine.page_content.markdown import rebuilt_markdown
from grader.student.messages import grading_problems

Output = dict[str, Any]

LARGEST_IMAGE: Final = 50_000_000
"""Pixels: an image of a few bytes may unfold to more than a browser can hold."""

MOST: Final = 400
"""Outputs of a cell."""

_LARGEST_SIDE: Final = 10_000
_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
_STREAMS: Final = ("stdout", "stderr")


def rebuilt_output(output: Mapping[str, Any], also: Collection[str] = ()) -> Output | None:
    """Return an output with nothing in it but what may reach a page.

    Parameters
    ----------
    output : mapping
        Of a notebook; anything, from a student's process or file.
    also : collection of str
        Further MIME types whose data stay as they are: those that no page shows.

    Returns
    -------
    dict or None
        As nbformat has it; None if nothing is left.
    """
    match output.get("output_type"):
        case "stream":
            name = output.get("name")
            return {
                "output_type": "stream",
                "name": name if name in _STREAMS else "stdout",
                "text": with_few_colors(_text(output.get("text"))),
            }
        case "error":
            lines = output.get("traceback")
            return {
                "output_type": "error",
                "ename": _text(output.get("ename")),
                "evalue": _text(output.get("evalue")),
                "traceback": _traceback(lines) if isinstance(lines, list) else [],
            }
        case "display_data" | "execute_result" as kind:
            data = _data(output.get("data"), also)
            if not data:
                return None
            made = {"output_type": kind, "data": data, "metadata": _sizes(output, data)}
            if kind == "execute_result":
                count = output.get("execution_count")
                made["execution_count"] = count if type(count) is int and count >= 0 else None
            return made
    return None


def few_outputs(outputs: list[Output]) -> list[Output]:
    """Return the outputs of a cell, without those in the middle if they are more than `MOST`.

    The last ones say what an exercise earned.
    """
    if len(outputs) <= MOST:
        return outputs
    half = MOST // 2
    text = grading_problems.outputs_left_out(len(outputs) - 2 * half)
    note = {"output_type": "stream", "name": "stdout", "text": text}
    return [*outputs[:half], note, *outputs[-half:]]


def _data(data: object, also: Collection[str]) -> dict[str, Any]:
    if not isinstance(data, Mapping):
        return {}
    made = {kind: _SHOWN[kind](data[kind]) for kind in _SHOWN if kind in data}
    made |= {kind: data[kind] for kind in also if kind in data}
    return {kind: content for kind, content in made.items() if content is not None}


def _sizes(output: Mapping[str, Any], data: Mapping[str, Any]) -> dict[str, dict[str, int]]:
    """Return the width and height that images are to be shown with."""
    metadata = output.get("metadata")
    found = {}
    for kind in _IMAGES & data.keys():
        told = metadata.get(kind) if isinstance(metadata, Mapping) else None
        sizes = {
            side: value
            for side in ("width", "height")
            if isinstance(told, Mapping)
            and type(value := told.get(side)) is int
            and 0 < value <= _LARGEST_SIDE
        }
        if sizes:
            found[kind] = sizes
    return found


def _text(value: object) -> str:
    """Return a text as nbformat has it, where it may be in lines."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "".join(part for part in value if isinstance(part, str))
    return ""


def _traceback(lines: list[object]) -> list[str]:
    """Return the frames of a traceback; pages show them as one text."""
    frames = [_text(line) for line in lines]
    return frames if has_few_colors("".join(frames)) else list(map(without_colors, frames))


def _image(beginning: bytes) -> Callable[[object], str | None]:
    def rebuilt(value: object) -> str | None:
        try:
            content = base64.b64decode("".join(_text(value).split()), validate=True)
        except (binascii.Error, ValueError):
            return None
        if not content.startswith(beginning) or not _fits(content):
            return None
        return base64.b64encode(content).decode()

    return rebuilt


def _fits(image: bytes) -> bool:
    """Return whether an image has few enough pixels; those of a JPEG cannot have many more."""
    if not image.startswith(_PNG):
        return True
    if len(image) < 24:
        return False
    width, height = struct.unpack(">II", image[16:24])
    return bool(width * height <= LARGEST_IMAGE)


_SHOWN: Final[Mapping[str, Callable[[object], str | None]]] = {
    "text/plain": lambda value: with_few_colors(_text(value)),
    "text/html": lambda value: rebuilt_html(_text(value)),
    "text/markdown": lambda value: rebuilt_markdown(_text(value)),
    "text/latex": lambda value: without_tags(without_other_commands(_text(value))),
    "image/png": _image(_PNG),
    "image/jpeg": _image(_JPEG),
}
_IMAGES: Final = frozenset(("image/png", "image/jpeg"))
