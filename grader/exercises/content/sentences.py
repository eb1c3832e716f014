"""Sentences of mistakes that exercises of several notebooks share."""

MATH_EXP_OF_AN_ARRAY = (
    "math.exp takes a single number, and z may be an array of any shape: np.exp takes both."
)
COST_IS_A_MATRIX = (
    "The cost is a matrix of one row and one column. Take the number out of it: .item() does."
)
UPHILL = (
    "The step goes up the hill: the gradient points to where the cost grows, so it is subtracted."
)
FIRST_ITERATION_ONLY = "Only the first iteration is done: is the return line inside the loop?"
LABELS_REVERSED = "Every label is the opposite of the right one: a probability above 0.5 means 1."
LABELS_IN_ONE_AXIS = (
    "The labels are right, but they stand in an array of one axis, (m,), and Y has the shape (1, "
    "m)."
)
LABELS_IN_A_COLUMN = "The labels are right, but they stand in a column; Y is a row."
FIRST_EXAMPLE_ONLY = "Only the first example is judged; every column of X needs a label."
BEYOND_THE_LAST_LAYER = (
    "The loop goes beyond layer L: the list ends at n[L], and its positions begin at 0."
)
COST_ARGUMENTS_SWAPPED = (
    "AL and Y have changed places in compute_cost, which takes the logarithm of its first "
    "argument; labels of 0 have none."
)
