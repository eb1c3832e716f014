"""Sentences of mistakes that several exercises share."""

NOT_ADDED_UP = "these are {m} numbers, one for each example. The loss adds them up to one number."
DIVIDED_BY_M = (
    "it is {m} times too small, and m = {m}: the sum is divided by m here, but not in the formula."
)
A_TIMES_ITSELF = "a is multiplied by itself; b takes no part."
XOR_IS_NO_POWER = (
    "in Python ^ is no power: it compares the bits of whole numbers. A power is written with two "
    "stars."
)
