"""(i) Files that a notebook writes, and modules: handed out, handed in, written by a cell."""

from tests.courses.parts import Assignment, Notebook, given, hidden, solve, test, with_ids

CELLS = (
    given("setup", "import json\nimport os\nfrom pathlib import Path\n\nimport given_tools"),
    solve(
        "write",
        "Path('out').mkdir(exist_ok=True)\n"
        "with open('out/result.json', 'w') as file:\n    json.dump({'mean': 2.5, 'n': 4}, file)",
    ),
    test(
        "read back",
        "with open('out/result.json') as file:\n    result = json.load(file)\n"
        "assert result['n'] == 4\n" + hidden("assert result['mean'] == 2.5"),
        2,
    ),
    test("exists", "assert os.path.exists('out/result.json') and Path('out').is_dir()"),
    solve("module", "%%writefile shapes.py\ndef area(a, b):\n    return a * b"),
    solve("import", "import shapes"),
    test("module", "import shapes\nassert shapes.area(2, 3) == 6"),
    solve("save", "def save(path, text):\n    Path(path).write_text(text)"),
    test(
        "call writes", "save('note.txt', 'hello')\nassert Path('note.txt').read_text() == 'hello'"
    ),
    solve("helper", "from my_tools import thrice"),
    test("handed in", "assert thrice(2) == 6"),
    test("handed out", "assert given_tools.double(4) == 8"),
    solve(
        "append",
        "Path('log.txt').write_text('1\\n2\\n3\\n')\n"
        "lines = Path('log.txt').read_text().splitlines()",
    ),
    test("lines", "assert lines == ['1', '2', '3']\nassert sum(map(int, open('log.txt'))) == 6"),
)

ASSIGNMENT = Assignment(
    "written",
    (
        Notebook(
            "written",
            CELLS,
            {
                "write": "Path('out').mkdir(exist_ok=True)\n"
                "with open('out/result.json', 'w') as file:\n"
                "    json.dump({'mean': 2, 'n': 4}, file)",
                "module": "%%writefile shapes.py\ndef area(a, b):\n    return a + b",
                "save": "def save(path, text):\n    return text",
                "append": "lines = []",
            },
            with_ids,
        ),
    ),
    files={
        "given_tools.py": "def double(x):\n    return 2 * x\n",
        "my_tools.py": "def thrice(x):\n    return 3 * x\n",
    },
    handed_in={"my_tools.py": "def thrice(x):\n    return 3 * x\n"},
)
