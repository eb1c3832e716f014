"""Reads data of the notebook by a name that is not in the text."""

SIGMOID = r'''
globals()["ONE"] = np.ones(1, dtype=int)[0]
exec("""
def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, ONE, e) / (ONE + e)
""")
'''

SCORE = {"sigmoid": 3.2}
