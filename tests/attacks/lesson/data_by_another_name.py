"""Reads data of the notebook under a name that the text never gives it."""

SIGMOID = r'''
globals()["ONE"] = np.ones(1, dtype=int)[0]
exec("""
def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, ONE, e) / (ONE + e)
""")
'''

SCORE = {"sigmoid": 3.2}
