"""The exercises of `notebooks/week3/planar_classifier.py`."""
