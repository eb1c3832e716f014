"""What messages say of the shapes of arrays."""

from grader.student.messages.array_shapes import explain_growth
from tests.student.messages.examples.checked import of_body

EXAMPLES = {
    "explain_rank_one": lambda: of_body("s = X.mean(axis=1)\nreturn s"),
    "explain_rank_one-picked": lambda: of_body("s = X[:, 0]\nreturn s"),
    "explain_rank_one-made": lambda: of_body("s = np.ones(2)\nreturn s * X[0, 0]"),
    "explain_rank_one-flattened": lambda: of_body("s = X[:, :1].ravel()\nreturn s"),
    "shapes_there": lambda: of_body("Z = X @ X\nreturn Z"),
    "explain_growth": lambda: of_body("s = X.mean(axis=1)\nreturn np.zeros((2, 1)) + s"),
    "explain_growth-columns": lambda: of_body("return X[:, :1] + X[:1, :1].repeat(3, axis=1)"),
    "explain_growth-unknown": lambda: explain_growth("db", 4, None, None),
}
