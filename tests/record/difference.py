"""Compare two records: each entry that differs, with both texts."""

import difflib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tests.record.recorder import Entries

TOLERANCE = 1e-6
"""How far numbers of public cases may differ, relative to the largest one beside them: the last
bits of exp and of a sum depend on the processor."""


@dataclass(frozen=True)
class Difference:
    """One entry of a notebook that differs, and the lines that show how."""

    notebook: str
    entry: str
    lines: tuple[str, ...]

    def __str__(self) -> str:
        return "\n".join((f"{self.notebook} | {self.entry}", *(f"  {x}" for x in self.lines)))


def differences(before: dict[str, Entries], now: dict[str, Entries]) -> list[Difference]:
    """Return every entry that differs, that is gone, or that is new."""
    found = []
    for notebook in sorted(before | now):
        old, new = before.get(notebook, {}), now.get(notebook, {})
        for entry in sorted(old | new):
            lines = _lines(old.get(entry), new.get(entry))
            if lines:
                found.append(Difference(notebook, entry, tuple(lines)))
    return found


def _lines(old: Any, new: Any) -> list[str]:
    if old is None or new is None or isinstance(old, str) or isinstance(new, str):
        texts = [[] if value is None else _shown(value).split("\n") for value in (old, new)]
        names = [
            "nothing" if value is None else name for value, name in ((old, "before"), (new, "now"))
        ]
        return list(difflib.unified_diff(*texts, *names, lineterm="", n=2))
    return list(_changed_values(old, new, ""))


def _shown(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _changed_values(old: Any, new: Any, path: str) -> Iterator[str]:
    """Yield a line for each innermost value that differs; a list of numbers counts as one."""
    if isinstance(old, dict) and isinstance(new, dict):
        for key in sorted(old | new):
            where = f"{path}.{key}" if path else key
            if key not in old or key not in new:
                side = "now" if key in new else "before"
                yield f"{where}: only {side}: {_shown({**old, **new}[key])}"
            else:
                yield from _changed_values(old[key], new[key], where)
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        if old and all(map(_is_number, (*old, *new))):
            yield from _changed_numbers(old, new, path)
        else:
            for number, pair in enumerate(zip(old, new, strict=True)):
                yield from _changed_values(*pair, f"{path}[{number}]")
    elif _is_number(old) and _is_number(new):
        yield from _changed_numbers([old], [new], path)
    elif old != new:
        yield f"{path}: {_shown(old)} -> {_shown(new)}"


def _changed_numbers(old: list[float], new: list[float], path: str) -> Iterator[str]:
    """Yield a line if numbers differ by more than a processor's rounding; integers may not."""
    if list(map(type, old)) != list(map(type, new)):
        yield f"{path}: {_shown(old)} -> {_shown(new)}"
        return
    exact = all(isinstance(value, int) for value in old)
    largest = max(map(abs, (*old, *new)))
    gaps = [abs(a - b) for a, b in zip(old, new, strict=True)]
    if max(gaps) > (0 if exact else TOLERANCE * largest):
        worst = gaps.index(max(gaps))
        relative = max(gaps) / largest
        count = f", one of {len(old)} numbers" if len(old) > 1 else ""
        yield f"{path}: {old[worst]!r} -> {new[worst]!r} (relative {relative:.1e}{count})"
