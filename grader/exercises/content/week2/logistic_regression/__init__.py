"""The exercises of `notebooks/week2/logistic_regression.py`."""
