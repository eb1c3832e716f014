"""Sentences of mistakes that several exercises share."""

HIDDEN_SIGMOID = "The hidden units use the sigmoid. In this network they use tanh."
OUTPUT_TANH = "The output uses tanh, which may be negative. A probability comes from the sigmoid."
HIDDEN_RELU = "The hidden units use ReLU. In this network they use tanh."
BIASES_MISSING = "Both biases are missing: each layer adds one before its activation."
ACTIVATIONS_SWAPPED = (
    "The two activations have changed places: tanh belongs to the hidden units, the sigmoid to "
    "the output."
)
X_TRAIN_IS_NOT_X = "X_train belongs to the notebook, and is not there for other data. Use X."
FIXED_LEARNING_RATE = "The learning rate is always 1.2, whatever the argument says."
NO_B1 = "b1 is missing from the hidden layer."
NO_B2 = "b2 is missing from the output layer."
B1_SUBTRACTED = "b1 has the wrong sign: a bias is added."
B2_SUBTRACTED = "b2 has the wrong sign: a bias is added."
