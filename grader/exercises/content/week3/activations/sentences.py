"""Sentences that several exercises share."""

FINITE = {"finite": "There Z is -800, 0.5 and 800: dZ must be right for large Z, too."}
NO_GRADIENT = (
    "This is the slope alone. What arrives from the right, dA, is the other factor of the chain "
    "rule."
)
GRADIENT_TWICE = "dA is multiplied in twice."
EXCHANGED = (
    "dA and Z have changed places: the slope is taken at Z, and what it is multiplied with is dA."
)
DIVIDED_BY_M = (
    "Every entry is {m} times too small, and m = {m}: nothing is averaged here. 1/m belongs to dW "
    "and db, one step later."
)
MATRIX_PRODUCT = (
    "@ and np.dot multiply rows with columns and add up. Each entry of dA belongs to one entry of "
    "Z: multiply entry by entry."
)
DECIDED_BY_DA = (
    "The sign of dA decides what passes. On the way forward Z decided, and the way back goes "
    "through the same gate."
)
FIXED_SLOPE = "The slope is always 0.01, whatever the argument says."
NUMBERS_HAVE_NO_ENTRIES = (
    "z may be a plain number, which has no entries to set; and of an array this would overwrite "
    "the caller's own numbers. Make a new value."
)
ONE_QUESTION_FOR_ALL = (
    "max and if ask one question about the whole array, and that has no answer. Which function "
    "of NumPy compares entry by entry?"
)
DECIDED_THE_WRONG_WAY = "dA and Z have changed places: Z decides, and dA is what passes."
ADDED_OVER_EXAMPLES = (
    "dZ has the shape ({n}, {n}): @ has added up over the examples. Each entry of dA belongs to "
    "one entry of Z: multiply entry by entry."
)
FORWARD_PASS = "This is A, the way forward. On the way back dA is multiplied with the slope."
