"""The exercises of `notebooks/week4/cat_classifier.py`."""

BUILT_ON = ("week4/deep_network",)
"""The students bring their own functions from there."""
