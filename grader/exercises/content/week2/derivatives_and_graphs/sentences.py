"""Sentences of mistakes that several exercises share."""

FIXED_EPS = "the nudge has a fixed width; its width is the argument eps."
HEIGHT_ONLY = "this is the height of the triangle. The slope is height over width."
NO_ALPHA = "alpha takes no part in the step."
