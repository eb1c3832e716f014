"""Errors of NumPy and Python that mistakes raise: the exception, and a pattern of its text."""

SHAPES_DO_NOT_MATCH = ("ValueError", "matmul|not aligned")
CANNOT_BROADCAST = ("ValueError", "broadcast")
TRUTH_OF_AN_ARRAY = ("ValueError", "truth value")
ARRAY_FOR_A_NUMBER = ("TypeError", "arrays can be converted to Python scalars")
ARRAY_FOR_AN_AXIS = ("TypeError", "only integer scalar arrays can be converted")
NUMBER_FOR_A_DTYPE = ("TypeError", "Cannot interpret '1' as a data type")
XOR_OF_FLOATS = ("TypeError", "bitwise_xor")
LIST_INDEX_OUT_OF_RANGE = ("IndexError", "list index out of range")
NOT_AN_INDEX = ("IndexError", "only integers, slices")
