"""Pieces of code and errors of mistakes that several exercises share."""

IGNORING_WARNINGS = "with np.errstate(all='ignore'):\n    "


SHAPES_DO_NOT_MATCH = ("ValueError", "matmul|not aligned")
