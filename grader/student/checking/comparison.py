"""Compare what a student's function returned with what was expected, output by output.

A function may return several things, a dictionary of gradients and a cost for instance. Each
number, array or shape among them is one *output* with a name of its own ("dw", "db", "cost"), so
that a message can say which one is wrong and points can be given for those that are right.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from textwrap import shorten
from typing import Literal

import numpy as np

from grader.student.calling import Choice, Plain, RandomOutput, SampleSummary, letter_in
from grader.student.messages import wrong_values as says
from grader.student.text import format_two_numbers, kind_name

Kind = Literal["missing", "shape", "type", "unexpected", "value"]

TOLERANCE = 1e-6
"""Largest accepted difference, relative to the largest magnitude in the expected array."""


@dataclass(frozen=True)
class Contract:
    """What a right return value looks like, beyond the expected values themselves.

    Attributes
    ----------
    outputs : tuple of str
        Names of the returned values, in order; the keys of a returned dictionary and the
        elements of a returned list get their own names.
    scalars : frozenset of str
        Outputs that are one number, and may come as a number or as any array with one entry.
    tolerance : mapping of str to float
        Relative tolerance of an output where it is not `TOLERANCE`.
    drawn : mapping of str to RandomOutput
        Outputs that are random numbers, and what is asked of them; "W*" stands for every name
        that begins with W.
    may_bring_more : bool
        Whether a tuple counts as well, if the wanted value is its first. For one output only.
    first_alone : bool
        Whether the first of several outputs counts without the others: `parameters` in place of
        `parameters, costs`.
    whole : frozenset of str
        Outputs that count as one thing although they hold many arrays, such as a cache.
    from_any : frozenset of str
        Prefixes of numbered keys, such as "dA", which may be counted from one more than expected:
        dA1, dA2, dA3 stand for dA0, dA1, dA2 where there is no dA0.
    exact : bool
        Whether a dictionary must have no further keys.
    """

    outputs: tuple[str, ...]
    scalars: frozenset[str] = frozenset()
    tolerance: Mapping[str, float] = field(default_factory=dict)
    drawn: Mapping[str, RandomOutput] = field(default_factory=dict)
    may_bring_more: bool = False
    first_alone: bool = False
    whole: frozenset[str] = frozenset()
    from_any: frozenset[str] = frozenset()
    exact: bool = False

    def drawn_for(self, name: str) -> RandomOutput | None:
        """Return what is asked of an output that is drawn at random, None for any other."""
        return next((d for key, d in self.drawn.items() if fnmatchcase(name, key)), None)

    def judged_part(self, value: object) -> object:
        """Return the part of a returned value that is judged."""
        more = self.may_bring_more and isinstance(value, tuple) and len(value) > 1
        return value[0] if more else value  # type: ignore[index]


@dataclass(frozen=True)
class Difference:
    """How one output differs from the expected one; "unexpected" is one that is none.

    `values_right` is True where only shape or type differ: the numbers are right once the array has
    the expected shape, or once the list is an array.
    """

    kind: Kind
    fact: str
    values_right: bool = False


@dataclass(frozen=True)
class Comparison:
    """One output of one call: the expected value, the returned one, and how they differ."""

    expected: Plain
    got: object
    difference: Difference | None


def _is_numbers(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(v, int | float | np.generic) for v in value)


def _is_shallow(value: object, depth: int = 4) -> bool:
    """Return whether lists are nested no deeper than this; one that holds itself has no bottom."""
    if not isinstance(value, list | tuple):
        return True
    return depth > 0 and all(_is_shallow(v, depth - 1) for v in value)


def as_numbers(value: object) -> np.ndarray | None:
    """Return the numbers in `value` as an array, None where it holds anything but numbers."""
    if isinstance(value, np.ndarray):
        array = np.array(value, copy=True, subok=False)
    elif isinstance(value, bool | int | float | np.generic):
        array = np.array(value)
    elif isinstance(value, list | tuple) and _is_shallow(value):
        try:
            array = np.array(value)
        except Exception:  # entries are the student's own objects, and may do anything
            return None
    else:
        return None
    return array if array.dtype.kind in "biuf" else None


def is_shape(value: object) -> bool:
    """Return whether a value is a tuple of whole numbers, as the shape of an array is."""
    return isinstance(value, tuple) and all(type(v) is int for v in value)


def _compare_shapes(name: str, expected: tuple[int, ...], got: object) -> Difference | None:
    """Compare a tuple of whole numbers; a list of them has the right values."""
    entries = list(got) if isinstance(got, tuple | list) else None
    if entries is None or not all(isinstance(v, int | np.integer) for v in entries):
        return Difference("type", says.wrong_shape_tuple(name, expected, kind_name(got)))
    if entries != list(expected):
        had = str(tuple(map(int, entries)))
        return Difference("value", says.wrong_shape_tuple(name, expected, had))
    if not isinstance(got, tuple):
        return Difference("type", says.shape_as_list(name, expected), values_right=True)
    return None


def _difference_in_values(expected: np.ndarray, got: np.ndarray, relative: float) -> str | None:
    """Say where two arrays of one shape first differ, None if they agree."""
    want, have = expected.astype(np.float64), got.astype(np.float64)
    finite = np.abs(want[np.isfinite(want)])
    scale = float(finite.max()) if finite.size else 0.0
    agree = np.isclose(have, want, rtol=0.0, atol=relative * scale + 1e-12, equal_nan=False)
    if agree.all():
        return None
    position = np.argwhere(~agree)[0] if want.ndim else ()
    if expected.dtype == bool and want.ndim == 0 and have in (0, 1):
        return says.expected_got(bool(want), bool(have))
    one, other = format_two_numbers(float(want[tuple(position)]), float(have[tuple(position)]))
    if want.ndim == 0:
        return says.expected_got(one, other)
    return says.expected_got_at(want.shape, [int(i) for i in position], one, other)


def _compare_numbers(
    name: str, expected: Plain, got: object, contract: Contract
) -> Difference | None:
    want = np.asarray(expected)
    have = as_numbers(got)
    if have is None:
        return Difference("type", says.not_numbers(name, want.shape, want.dtype == bool, got))
    relative = contract.tolerance.get(name, TOLERANCE)
    if name in contract.scalars and have.size == 1:
        have = have.reshape(())
    if have.shape != want.shape:
        same_size = have.size == want.size
        squeezed = same_size and [n for n in have.shape if n != 1] == [
            n for n in want.shape if n != 1
        ]
        right = squeezed and _difference_in_values(want, have.reshape(want.shape), relative) is None
        if not isinstance(expected, list):
            fact = says.wrong_shape(name, want.shape, want.dtype == bool, have.shape)
        elif have.size == want.size:
            fact = says.nested_list(name, want.size, got)
        else:
            fact = says.wrong_length(name, want.size, have.size)
        return Difference("shape", fact, values_right=right)
    fact = _difference_in_values(want, have, relative) or ""
    if fact:
        return Difference("value", fact)
    if isinstance(expected, np.ndarray) and not isinstance(got, np.ndarray | np.generic):
        return Difference("type", says.not_an_array(name, got), values_right=True)
    return None


def _compare_draw(
    name: str, expected: SampleSummary, got: object, contract: Contract
) -> Difference | None:
    have = as_numbers(got)
    if have is None or have.shape != expected.shape:
        return _compare_numbers(name, np.zeros(expected.shape), got, contract)
    if not isinstance(got, np.ndarray):
        return _compare_numbers(name, have, got, contract)
    drawn = contract.drawn_for(name)
    fact = drawn.fault(have) if drawn else None
    return Difference("value", fact) if fact else None


def _compare_choice(name: str, expected: Choice, got: object) -> Difference | None:
    letter = letter_in(got)
    if len(letter) != 1 or letter not in expected.letters:
        return Difference("type", says.not_a_letter(name, expected.letters, got))
    if not expected.letter or expected.matches(got):
        return None
    # Not "value": a wrong choice has no form that could be right and earn its share.
    return Difference("type", says.wrong_choice(name, got))


def _all_missing(name: str, expected: Plain, fact: str) -> dict[str, Comparison]:
    """Mark every output below `expected` as missing, for one reason."""
    if isinstance(expected, dict):
        items = expected.items()
    elif (
        isinstance(expected, tuple | list) and not is_shape(expected) and not _is_numbers(expected)
    ):
        items = {f"{name}[{i}]": v for i, v in enumerate(expected)}.items()
    else:
        return {name: Comparison(expected, None, Difference("missing", fact))}
    found: dict[str, Comparison] = {}
    for key, value in items:
        found |= _all_missing(key, value, fact)
    return found


def _compare(name: str, expected: Plain, got: object, contract: Contract) -> dict[str, Comparison]:
    found: dict[str, Comparison] = {}
    if isinstance(expected, dict):
        if not isinstance(got, Mapping):
            return _all_missing(name, expected, says.not_a_dictionary(name, list(expected), got))
        for key, value in expected.items():
            if key in got:
                found |= _compare(key, value, got[key], contract)
            else:
                found |= _all_missing(key, value, says.missing_key(key, name, list(got)))
        more = [str(key) for key in got if key not in expected] if contract.exact else []
        for key in more:
            found[key] = Comparison(
                None, None, Difference("unexpected", says.unexpected_key(key, name))
            )
        return found
    if is_shape(expected):
        return {name: Comparison(expected, got, _compare_shapes(name, expected, got))}
    if isinstance(expected, tuple | list) and not _is_numbers(expected):
        if not isinstance(got, tuple | list) or len(got) != len(expected):
            return _all_missing(name, expected, says.wrong_sequence(name, expected, got))
        for i, (want, have) in enumerate(zip(expected, got, strict=True)):
            found |= _compare(f"{name}[{i}]", want, have, contract)
        return found
    if isinstance(expected, SampleSummary):
        return {name: Comparison(expected, got, _compare_draw(name, expected, got, contract))}
    if isinstance(expected, Choice):
        return {name: Comparison(expected, got, _compare_choice(name, expected, got))}
    if expected is None or isinstance(expected, str):
        right = type(got) is type(expected) and got == expected
        shown = is_shape(got) or (isinstance(got, str) and isinstance(expected, str))
        is_ = shorten(repr(got), 60, placeholder="...") if shown else kind_name(got)
        fact = says.wrong_text(name, expected, is_)
        return {name: Comparison(expected, got, None if right else Difference("value", fact))}
    return {name: Comparison(expected, got, _compare_numbers(name, expected, got, contract))}


def renumbered_like(expected: Plain, got: object, contract: Contract) -> object:
    """Return `got` with keys counted as in `expected`, where the contract leaves that open.

    Further keys of such a prefix are left out.
    """
    if not (contract.from_any and isinstance(expected, dict) and isinstance(got, Mapping)):
        return got
    counted = dict(got)
    for prefix in contract.from_any:
        numbered = re.compile(rf"{re.escape(prefix)}(\d+)")
        expected_numbers = sorted(
            int(found[1]) for key in expected if (found := numbered.fullmatch(key))
        )
        if not expected_numbers:
            continue
        later = [f"{prefix}{n + 1}" for n in expected_numbers]
        shift = 0
        if f"{prefix}{expected_numbers[0]}" not in got and all(key in got for key in later):
            shift = 1
        for key in [k for k in counted if isinstance(k, str) and numbered.fullmatch(k)]:
            del counted[key]
        counted |= {
            f"{prefix}{n}": got[f"{prefix}{n + shift}"]
            for n in expected_numbers
            if f"{prefix}{n + shift}" in got
        }
    return counted


def _as_whole(name: str, expected: Plain, got: object, contract: Contract) -> Comparison:
    """Compare an output that counts as one thing; its first difference is the difference."""
    found = _compare(name, expected, got, contract)
    wrong = {inner: c.difference for inner, c in found.items() if c.difference is not None}
    if not wrong:
        return Comparison(expected, got, None)
    kinds: tuple[Kind, ...] = ("missing", "shape", "type", "unexpected", "value")
    inner, first = min(wrong.items(), key=lambda pair: kinds.index(pair[1].kind))
    fact = first.fact
    if first.kind == "value":
        fact = says.first_difference_inside(inner, first.fact)
    right = all(difference.values_right for difference in wrong.values())
    return Comparison(expected, got, Difference(first.kind, fact, right))


def compare(expected: Plain, got: object, contract: Contract) -> dict[str, Comparison]:
    """Compare a returned value with the expected one.

    Returns
    -------
    dict of str to Compared
        One entry for each output, in the order in which the function returns them. `got` may be
        anything: a structure that does not fit makes its outputs "missing".
    """
    names = contract.outputs
    if len(names) == 1:
        return _compare(names[0], expected, got, contract)
    if contract.first_alone and isinstance(got, dict) and isinstance(expected[0], dict):
        return _compare(names[0], expected[0], got, contract)
    found: dict[str, Comparison] = {}

    def add(name: str, inner: Mapping[str, Comparison]) -> None:
        # A2 may be returned by itself and in the dictionary cache as well.
        for key, compared in inner.items():
            found[key if key not in found else f'{name}["{key}"]'] = compared

    fits = isinstance(got, tuple | list) and len(got) == len(names)
    for i, (name, want) in enumerate(zip(names, expected, strict=True)):
        if fits and name in contract.whole:
            found[name] = _as_whole(name, want, got[i], contract)  # type: ignore[index]
        elif fits:
            add(name, _compare(name, want, got[i], contract))  # type: ignore[index]
        else:
            fact = says.wrong_return(names, got)
            if name in contract.whole:
                found[name] = Comparison(want, None, Difference("missing", fact))
            else:
                add(name, _all_missing(name, want, fact))
    return found
