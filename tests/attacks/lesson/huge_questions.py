"""Calls the judge's helpers with arrays and counts that would keep it busy for hours."""

MODEL = r"""
def model(X_train, Y_train, X_test, Y_test, *rest):
    answers = []
    for size in (10**9, 10**12, -(10**15), 10**400):
        try:
            answers.append(initialize_with_zeros(size))
        except Exception as error:
            answers.append(str(error))
    w, b = np.zeros((len(X_train), 1)), 0.0
    try:
        optimize(w, b, X_train, Y_train, 10**10, 0.1)
    except ValueError:
        pass
    return answers
"""

SCORE = {"model": 0.0}
