"""Sentences of mistakes that several exercises share."""

ONLY_ONES = "The examples with y = 0 add nothing: the second term, with (1 - y), is missing."
ONLY_ZEROS = "The examples with y = 1 add nothing: the first term, with y, is missing."
COST_IS_NEGATIVE = "The cost is negative: the minus in front of the sum is missing."
ZEROS_ADD_NO_COST = "The examples with y = 0 add nothing to your cost."
