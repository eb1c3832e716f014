"""Calls the judge's helpers with objects whose methods do harm."""

PROPAGATE = r"""
class Harm:
    def __array__(self, *args, **kwargs):
        raise SystemExit

    __neg__ = __mul__ = __rmul__ = __sub__ = __ge__ = __reduce__ = __array__


class Deep(np.ndarray):
    __array_ufunc__ = Harm.__array__


def propagate(w, b, X, Y):
    for z in (Harm(), [Harm()], {"z": Harm}, np.ones(3).view(Deep), lambda: 1, np.array([Harm()])):
        try:
            answer = sigmoid(z)
        except Exception:
            continue
    return {"dw": sigmoid, "db": Harm()}, sigmoid
"""

SCORE = {"propagate": 0.0}
