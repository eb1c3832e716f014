"""Sentences of mistakes that several exercises share."""

LAST_LAYER_MISSING = "The last layer is missing: range stops before its second number."
BIASES_MISSING = "The biases are missing: each layer has a W and a b."
NUMBERED_FROM_ZERO = (
    "The numbers begin at 0, and there is no W0: layer 0 is the input. Let range begin at 1, or "
    "add 1 in the keys."
)
