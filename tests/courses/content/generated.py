"""(d) Tests that nbgrader makes of the instructor's values."""

from tests.courses.parts import Assignment, Notebook, cell, given, hidden, solve, test

TEMPLATES = '''\
python3:
    setup: "from hashlib import sha1"
    hash: 'sha1({{snippet}}.encode("utf-8")+b"{{salt}}").hexdigest()'
    dispatch: "type({{snippet}})"
    normalize: "str({{snippet}})"
    check: 'assert {{snippet}} == """{{value}}""", """{{message}}"""'
    success: "print('Success!')"
    templates:
        default:
            - test: "type({{snippet}})"
              fail: "the type is not correct"
            - test: "{{snippet}}"
              fail: "the value is not correct"
        float:
            - test: "type({{snippet}})"
              fail: "the type is not float"
            - test: "round({{snippet}}, 2)"
              fail: "the value is not correct"
        list:
            - test: "len({{snippet}})"
              fail: "the length is not correct"
            - test: "{{snippet}}"
              fail: "the elements are not correct"
'''

CELLS = (
    given("setup", "import math"),
    solve("values", "x = 12\ny = [1, 2, 3]\nz = math.sqrt(2)\nword = 'tree'"),
    test("auto", "### AUTOTEST x; y", 2),
    test("hashed", "### HASHED AUTOTEST word; x", 2),
    test("auto hidden", "assert x > 0\n" + hidden("### AUTOTEST z"), 1),
    solve("square", "def square(n):\n    return n * n"),
    test("call", "### AUTOTEST square(3); square(-2)", 2),
    test("setup first", "n = 5\n### HASHED AUTOTEST square(n)", 1),
    cell("# the end"),
)

ASSIGNMENT = Assignment(
    "generated",
    (
        Notebook(
            "autotest",
            CELLS,
            {
                "values": "x = 12.0\ny = [1, 2, 3]\nz = 1.41421\nword = 'Tree'",
                "square": "def square(n):\n    return abs(n) * n",
            },
        ),
    ),
    files={"/autotests.yml": TEMPLATES},
)
