"""Sentences of mistakes that several exercises share."""

TRAIN_X_IS_NOT_X = "TRAIN_X belongs to the notebook, and is not there for other data. Use X."
START_IGNORED = (
    "It draws its own first parameters although it was given some. Draw only where the argument "
    "parameters is None."
)
FORWARD_ARGUMENTS_SWAPPED = (
    "The arguments of L_model_forward have changed places: the examples come first."
)
UPDATE_ARGUMENTS_SWAPPED = (
    "The arguments of update_parameters have changed places: the parameters come first, then grads."
)
