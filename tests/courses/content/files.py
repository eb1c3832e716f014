"""(c) Names with spaces, several notebooks, a header and a footer, files and helper modules."""

from tests.courses.parts import Assignment, Notebook, as_json, cell, given, hidden, solve, test

READS = (
    given(
        "read",
        "import csv\n\nimport helpers\nfrom tools.extra import thrice\n"
        "with open('data/points.csv', newline='') as file:\n    rows = list(csv.reader(file))",
    ),
    solve("total", "def total():\n    return sum(int(b) for _, b in rows)"),
    test("total", "assert total() == 7\n" + hidden("assert total() == 3 + 4"), 2),
    solve("six", "six = helpers.double(thrice(1))"),
    test("six", hidden("assert six == helpers.double(3)"), 1),
)
OTHER = (
    solve("greet", "def greet(name):\n    return GREETING + name"),
    test("greet", "assert greet('you') == 'Hello, you'", 1),
    solve("umlauts", "def umlauts():\n    return open('Übung.txt', encoding='utf-8').read()"),
    test("umlauts", "assert umlauts() == 'äöü'", 1),
)

HEADER = as_json(Notebook("header", (cell('GREETING = "Hello, "'),), {}).source)
FOOTER = as_json(Notebook("footer", (cell("# The end", "markdown"),), {}).source)

ASSIGNMENT = Assignment(
    "files and names",
    (
        Notebook(
            "Problem 1",
            READS,
            {"total": "def total():\n    return sum(int(a) for a, _ in rows)"},
        ),
        Notebook("Problem 2 (more)", OTHER, {"greet": "def greet(name):\n    return name"}),
    ),
    settings=(
        'c.IncludeHeaderFooter.header = "source/header.ipynb"\n'
        'c.IncludeHeaderFooter.footer = "source/footer.ipynb"\n'
    ),
    files={
        "/source/header.ipynb": HEADER,
        "/source/footer.ipynb": FOOTER,
        "helpers.py": "def double(x):\n    return 2 * x\n",
        "tools/__init__.py": "",
        "tools/extra.py": "def thrice(x):\n    return 3 * x\n",
        "data/points.csv": "1,3\n2,4\n",
        "Übung.txt": "äöü",
    },
)
