"""(g) Figures and axes, and printed output."""

from tests.courses.parts import Assignment, Notebook, given, hidden, solve, test, with_ids

CELLS = (
    given(
        "setup",
        "%matplotlib inline\nimport io\nfrom contextlib import redirect_stdout\n\n"
        "import matplotlib.pyplot as plt\nimport numpy as np\n\nx = np.linspace(0, 1, 5)",
    ),
    solve(
        "axes",
        "fig, ax = plt.subplots()\nax.plot(x, x ** 2, color='red', label='square')\n"
        "ax.set_xlabel('x')\nax.set_title('Squares')\nax.legend()\nplt.show()",
    ),
    test(
        "labels",
        "assert ax.get_xlabel() == 'x'\n"
        + hidden(
            "assert ax.get_title() == 'Squares'\n"
            "assert [t.get_text() for t in ax.get_legend().get_texts()] == ['square']"
        ),
    ),
    test(
        "lines",
        hidden(
            "line, = ax.lines\nnp.testing.assert_allclose(line.get_xydata(), "
            "np.c_[x, x ** 2])\nassert line.get_color() == 'red'"
        ),
        2,
    ),
    solve(
        "bars",
        "def draw(heights):\n    figure, axes = plt.subplots()\n"
        "    axes.bar(range(len(heights)), heights)\n    return axes",
    ),
    test(
        "bars",
        "axes = draw([3, 1, 2])\nassert len(axes.patches) == 3\n"
        + hidden("assert [p.get_height() for p in axes.patches] == [3, 1, 2]"),
    ),
    test("figure", "assert isinstance(fig, plt.Figure) and len(fig.axes) == 1"),
    solve("current", "plt.figure()\nplt.scatter(x, 2 * x)\nplt.ylabel('twice')\nshown = plt.gca()"),
    test(
        "scatter",
        "assert shown.get_ylabel() == 'twice'\n"
        + hidden("np.testing.assert_allclose(shown.collections[0].get_offsets()[:, 1], 2 * x)"),
    ),
    solve("hello", "def hello(n):\n    for i in range(n):\n        print('hello', i)"),
    test(
        "printed",
        "out = io.StringIO()\nwith redirect_stdout(out):\n    hello(2)\n"
        "assert out.getvalue() == 'hello 0\\nhello 1\\n'",
    ),
    test("prints itself", "hello(1)\nprint('the test prints')\nassert hello(0) is None"),
)

ASSIGNMENT = Assignment(
    "figures",
    (
        Notebook(
            "figures",
            CELLS,
            {
                "axes": "fig, ax = plt.subplots()\nax.plot(x, x ** 3, 'r')\nax.set_xlabel('y')",
                "bars": "def draw(heights):\n    plt.bar(range(len(heights)), heights)\n"
                "    return plt.gcf()",
                "hello": "def hello(n):\n    return '\\n'.join(f'hello {i}' for i in range(n))",
            },
            with_ids,
        ),
    ),
)
