"""Turn a value into a tree for JSON and the raw bytes of its arrays."""

from collections.abc import Callable
from typing import Any

import numpy as np

from grader.engine.remote.wire.values import (
    ARRAY_KINDS,
    MAX_INT_BITS,
    MAX_OBJECTS,
    NAMED_OBJECTS,
    NODE_BYTES,
    Budget,
    FrameLimits,
    WireError,
    are_keys,
    as_numbers,
    bytes_of_array,
    bytes_of_numbers,
    bytes_of_polynomial,
    bytes_of_range,
    class_name,
)
from grader.student.calling import Logarithm, Polynomial, SeededGenerator


class Encoder:
    """Turns one value into a tree for JSON and a list of buffers.

    A subclass is sent as the plain type it is derived from, and an object without a plain
    equivalent as the name of its class: see `Opaque`.

    Parameters
    ----------
    refer : callable or None
        Returns the number of a function, by which the other process knows it.
    limits : FrameLimits

    Attributes
    ----------
    buffers : list of memoryview
    size : int
        Bytes of all buffers together.
    """

    def __init__(
        self, refer: Callable[[Callable[..., Any]], int] | None, limits: FrameLimits
    ) -> None:
        self.refer, self.limits = refer, limits
        self.buffers: list[memoryview] = []
        self.size = self.nodes = 0
        # The other process counts in the same way: what is sent is not refused there.
        self.budget = Budget(limits.made)

    def encode(self, value: object, depth: int = 0) -> object:
        """Return the tree of a value, and add its arrays to the buffers.

        Raises
        ------
        WireError
            If a limit is exceeded.
        """
        self.nodes += 1
        self.budget.take(NODE_BYTES)
        if depth > self.limits.depth:
            raise WireError(f"Values nested deeper than {self.limits.depth} levels do not travel.")
        if self.nodes > self.limits.nodes:
            raise WireError(f"More than {self.limits.nodes} values do not travel at once.")
        if value is None or value is True or value is False:
            return value
        if isinstance(value, np.generic):
            return self._scalar(value)
        if isinstance(value, np.ndarray):
            array = np.asarray(value)
            if array.dtype.kind in ARRAY_KINDS:
                return ["a", *self._array(array)]
            if array.dtype.kind != "O" or array.size > MAX_OBJECTS:
                return _opaque_tree(value)
            self.budget.take(bytes_of_array(array.size, 8))
            return ["O", list(array.shape), [class_name(v) for v in array.flat[:NAMED_OBJECTS]]]
        return self._python(value, depth + 1)

    def _buffer(self, array: np.ndarray) -> int:
        plain = np.ascontiguousarray(array)
        self.size += plain.nbytes
        if self.size > self.limits.data:
            raise WireError(f"Arrays of more than {self.limits.data} bytes do not travel.")
        self.buffers.append(plain.reshape(-1).view(np.uint8).data)
        return len(self.buffers) - 1

    def _array(self, array: np.ndarray) -> list[object]:
        native = array.astype(array.dtype.newbyteorder("="), copy=False)
        if native.dtype.itemsize == 0:
            native = native.astype(f"{native.dtype.kind}1")
        self.budget.take(bytes_of_array(native.size, native.dtype.itemsize))
        return [native.dtype.str, list(native.shape), self._buffer(native)]

    def _scalar(self, value: np.generic) -> object:
        if value.dtype.kind not in ARRAY_KINDS:
            return _opaque_tree(value)
        return ["g", *self._array(np.asarray(value))]

    def _python(self, value: object, depth: int) -> object:
        # The methods of the base classes are called: a subclass may override them with anything.
        match value:
            case int():
                number = int.__int__(value)
                is_large = number.bit_length() > MAX_INT_BITS
                return _opaque_tree(value) if is_large else ["i", hex(number)]
            case float():
                return float.__float__(value)
            case str():
                self.budget.take(4 * str.__len__(value))
                return str.__str__(value)
            case complex():
                return ["c", *(float(part) for part in (value.real, value.imag))]
            case bytes() | bytearray():
                self.budget.take(len(value))
                return ["b", self._buffer(np.frombuffer(value, np.uint8))]
            case range():
                self.budget.take(bytes_of_range(value))
                return ["r", *(hex(part) for part in (value.start, value.stop, value.step))]
            case list() if (
                numbers := as_numbers(list.__getitem__(value, slice(None)))
            ) is not None:
                self.budget.take(bytes_of_numbers(numbers.size))
                return ["L", *self._array(numbers)]
            case list():
                return ["l", *(self.encode(v, depth) for v in list.__iter__(value))]
            case tuple():
                return ["t", *(self.encode(v, depth) for v in tuple.__iter__(value))]
            case set() | frozenset() if are_keys(list(value)):
                kind = "s" if isinstance(value, set) else "z"
                return [kind, *(self.encode(v, depth) for v in value)]
            case dict() if are_keys(list(dict.keys(value))):
                items = list(dict.items(value))
                return [
                    "d",
                    *([self.encode(k, depth), self.encode(v, depth)] for k, v in items),
                ]
            case Polynomial(coefficients=coefficients):
                self.budget.take(bytes_of_polynomial(coefficients))
                return ["p", *(float(c) for c in coefficients)]
            case Logarithm(factor=factor):
                return ["n", float(factor)]
            case SeededGenerator(seed=seed):
                return ["e", hex(seed)]
        if self.refer is not None and callable(value):
            return ["F", self.refer(value), class_name(value)]
        return _opaque_tree(value)


def _opaque_tree(value: object) -> list[str]:
    return ["o", class_name(value)]
