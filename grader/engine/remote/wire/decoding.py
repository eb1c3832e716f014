"""Turn a tree from JSON and the raw bytes of arrays back into a value."""

import itertools
import math
import re
from collections.abc import Callable, Sequence

import numpy as np

from grader.engine.remote.wire.values import (
    ARRAY_KINDS,
    FUNCTION_BYTES,
    MAX_INT_BITS,
    MAX_OBJECTS,
    NAMED_OBJECTS,
    NODE_BYTES,
    Budget,
    FrameLimits,
    Opaque,
    Value,
    WireError,
    are_keys,
    bytes_of_array,
    bytes_of_numbers,
    bytes_of_polynomial,
    bytes_of_range,
    opaque,
)
from grader.student.calling import Logarithm, Polynomial, SeededGenerator

_DTYPE = re.compile(rf"[<>|=]?([{ARRAY_KINDS}])(\d{{1,9}})")
_AXIS_LIMIT = 2**31
_MAX_AXES = 32
# For each unknown class one is made, which takes thousands of bytes.
_MAX_OPAQUE_CLASSES = 100
_CONTAINER_KINDS = frozenset("ltszd")


class Decoder:
    """Turns a tree and its buffers back into a value; anything unexpected raises `WireError`.

    The tree comes from `json.loads`, so its values are None, bool, int, float, str, list and dict.

    Parameters
    ----------
    data : memoryview
        All buffers, one behind the other.
    lengths : sequence of int
        Their lengths.
    resolve : callable or None
        Returns the function with a number and a class name; without it functions are `Opaque`.
    limits : FrameLimits
    budget : Budget
        All that is made is counted there first.
    """

    def __init__(
        self,
        data: memoryview,
        lengths: Sequence[int],
        resolve: Callable[[int, str], object] | None,
        limits: FrameLimits,
        budget: Budget,
    ) -> None:
        self.data, self.ends = data, [0, *itertools.accumulate(lengths)]
        self.named: set[int] = set()
        self.resolve, self.limits, self.budget = resolve, limits, budget
        self.nodes = 0
        self.opaque_classes: set[str] = set()

    def decode(self, tree: object, depth: int = 0) -> Value:
        """Return the value of a tree.

        Raises
        ------
        WireError
            If the tree is not one that `Encoder` makes.
        """
        self.nodes += 1
        self.budget.take(NODE_BYTES)
        if depth > self.limits.depth or self.nodes > self.limits.nodes:
            raise WireError("A value nests too deep or has too many parts.")
        if tree is None or isinstance(tree, bool | float):
            return tree
        if isinstance(tree, str):
            self.budget.take(4 * len(tree))
            # A lone surrogate cannot be written to a file.
            return tree.encode("utf-8", "replace").decode() if not tree.isascii() else tree
        match tree:
            case ["i", str(text)]:
                return _integer(text)
            case ["a", *rest]:
                return self._array(rest)
            case ["g", *rest]:
                return _single(self._array(rest))
            case ["L", *rest]:
                return _as_list(self._array(rest), self.budget)
            case ["O", list(axes), list(names)]:
                return self._objects(_shape(axes), names)
            case ["o", str(name)]:
                return self._opaque(name)
            case ["F", int(number), str(name)] if type(number) is int:
                self.budget.take(FUNCTION_BYTES)
                return self.resolve(number, name) if self.resolve else self._opaque(name)
            case ["c", float(real), float(imag)]:
                return complex(real, imag)
            case ["b", int(index)]:
                data = self._bytes(index)
                self.budget.take(len(data))
                return bytes(data)
            case ["r", str(start), str(stop), str(step)] if _integer(step) != 0:
                numbers = range(_integer(start), _integer(stop), _integer(step))
                self.budget.take(bytes_of_range(numbers))
                return numbers
            case ["p", *coefficients] if all(isinstance(c, float) for c in coefficients):
                self.budget.take(bytes_of_polynomial(coefficients))
                return Polynomial(tuple(coefficients))  # type: ignore[arg-type]
            case ["n", float(factor)]:
                return Logarithm(factor)
            case ["e", str(seed)] if _integer(seed) >= 0:
                return SeededGenerator(_integer(seed))
            case [str(kind), *parts] if kind in _CONTAINER_KINDS:
                return self._container(kind, parts, depth + 1)
        raise WireError("A value has a form that is not known.")

    def _container(self, kind: str, parts: list[object], depth: int) -> Value:
        if kind in "lt":
            values = [self.decode(part, depth) for part in parts]
            return values if kind == "l" else tuple(values)
        if kind == "d":
            pairs = [part for part in parts if isinstance(part, list) and len(part) == 2]
            if len(pairs) != len(parts):
                raise WireError("An entry of a dictionary is no pair.")
            keys = [self.decode(key, depth) for key, _ in pairs]
            values = [self.decode(value, depth) for _, value in pairs]
            if not are_keys(keys):
                raise WireError("A dictionary has keys that do not travel.")
            return dict(zip(keys, values, strict=True))
        values = [self.decode(part, depth) for part in parts]
        if not are_keys(values):
            raise WireError("A set has members that do not travel.")
        return set(values) if kind == "s" else frozenset(values)

    def _bytes(self, index: int) -> memoryview:
        if type(index) is not int or not 0 <= index < len(self.ends) - 1:
            raise WireError("A value names a buffer that did not come.")
        # Each belongs to one value: named twice, few bytes would become many.
        if index in self.named:
            raise WireError("Two values name one buffer.")
        self.named.add(index)
        return self.data[self.ends[index] : self.ends[index + 1]]

    def _opaque(self, name: str) -> Opaque:
        if len(self.opaque_classes) < _MAX_OPAQUE_CLASSES:
            self.opaque_classes.add(name)
        return opaque(name if name in self.opaque_classes else "object")

    def _objects(self, shape: tuple[int, ...], names: list[object]) -> np.ndarray:
        """Return an array of objects, of which the first ones have their classes."""
        size = math.prod(shape)
        if size > MAX_OBJECTS or len(names) > min(size, NAMED_OBJECTS):
            raise WireError("An array of objects is too large.")
        self.budget.take(bytes_of_array(size, 8))
        array = np.full(shape, None, dtype=object)
        for position, name in enumerate(map(_text, names)):
            array.flat[position] = None if name == "NoneType" else self._opaque(name)
        return array

    def _array(self, rest: list[object]) -> np.ndarray:
        match rest:
            case [str(name), list(axes), int(index)] if found := _DTYPE.fullmatch(name):
                pass
            case _:
                raise WireError("An array is described in an unknown way.")
        try:
            dtype = np.dtype(name)
        except (TypeError, ValueError) as error:
            raise WireError(f"There are no arrays of dtype {name}.") from error
        shape, data = _shape(axes), self._bytes(index)
        if dtype.itemsize == 0 or math.prod(shape) * dtype.itemsize != len(data):
            raise WireError(f"An array of shape {shape} does not fit its {len(data)} bytes.")
        self.budget.take(bytes_of_array(math.prod(shape), dtype.itemsize))
        # A buffer may begin at an address that is not aligned for the dtype.
        array = np.require(np.frombuffer(data, dtype).reshape(shape), requirements=["A", "W"])
        _check_content(array, found[1])
        return array.astype(dtype.newbyteorder("="), copy=False)


def _single(array: np.ndarray) -> Value:
    if array.shape != ():
        raise WireError("A single number has a shape.")
    return array[()]


def _as_list(array: np.ndarray, budget: Budget) -> list[Value]:
    if array.ndim != 1 or array.dtype not in (np.float64, np.int64):
        raise WireError("A list of numbers is none.")
    budget.take(bytes_of_numbers(array.size))
    numbers: list[Value] = array.tolist()
    return numbers


def _integer(text: str) -> int:
    if len(text) > MAX_INT_BITS // 4 + 4:
        raise WireError("A whole number is too long.")
    try:
        return int(text, 16)
    except ValueError as error:
        raise WireError("A whole number is not written as one.") from error


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise WireError("A text is no text.")
    return value


def _shape(axes: list[object]) -> tuple[int, ...]:
    shape = tuple(n for n in axes if type(n) is int and 0 <= n < _AXIS_LIMIT)
    if len(shape) != len(axes) or len(shape) > _MAX_AXES:
        raise WireError("A shape is no tuple of sizes.")
    # NumPy itself counts the elements of an empty array without its empty axes.
    if math.prod(n for n in shape if n) >= 2**60:
        raise WireError("A shape is larger than any memory.")
    return shape


def _check_content(array: np.ndarray, kind: str) -> None:
    """Refuse bytes that are not Booleans, or not characters: NumPy does not check them.

    Raises
    ------
    WireError
    """
    if kind == "b" and array.size and array.view(np.uint8).max() > 1:
        raise WireError("An array of truth values holds something else.")
    if kind == "U" and array.size:
        codes = array.reshape(-1).view(np.uint32)
        if not array.dtype.isnative:
            codes = codes.byteswap()
        if codes.max() > 0x10FFFF or ((codes >= 0xD800) & (codes < 0xE000)).any():
            raise WireError("An array of texts holds what is no character.")
