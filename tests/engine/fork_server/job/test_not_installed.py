"""What is not installed stops no cell, and a function that needs it says so."""

import ast
from typing import Any

import pytest

from grader.engine.fork_server.job.not_installed import HANDLER, GuardStatements, Handler


def run(cell: str) -> tuple[dict[str, Any], list[str]]:
    """Run a cell as the shell does, and return its names and the errors that were shown."""
    shown: list[str] = []
    namespace: dict[str, Any] = {HANDLER: Handler(lambda: shown.append("error"))}
    tree = GuardStatements().visit(ast.parse(cell))
    exec(compile(tree, "<cell>", "exec"), namespace)
    return namespace, shown


@pytest.mark.parametrize(
    "line",
    [
        "import no_such",
        "import math, no_such",
        "import no_such.part as part",
        "from no_such import part, other as more",
        "from no_such import *",
        "from math import no_such_function",
        "import no_such\nno_such.seed(0)",
        "import no_such\ndevice = no_such.device()",
        "get_ipython().run_line_magic('no_such', '')",
        "import no_such\nclass Net(no_such.Module):\n    pass",
        "import no_such\n@no_such.compiled\ndef g(x):\n    pass",
        "import no_such\ndef g(x=no_such.tensor(1)):\n    pass",
        "import no_such\nprint(no_such.__version__)",
        "import no_such\nif no_such.available():\n    device = 1",
        "import no_such\nwith no_such.mode():\n    a, b = no_such.pair()",
        "import no_such\nx: int = no_such.size()\nfor each in no_such:\n    pass",
        "import no_such\ntotal = 1\ntotal += no_such.size()",
        "if True:\n    import no_such\n    no_such.mount('/content')",
        "if False:\n    pass\nelif True:\n    from no_such import part\n    part()",
        "try:\n    import no_such\nexcept ImportError:\n    import no_such",
        "try:\n    pass\nfinally:\n    import no_such",
        "try:\n    import no_such\nexcept ImportError:\n    if True:\n        import no_other",
        "import warnings\nwith warnings.catch_warnings():\n    import no_such\n    no_such.f()",
        "for each in range(2):\n    import no_such\n    if each:\n        break",
        "while True:\n    import no_such\n    break",
        "match 1:\n    case 1:\n        import no_such",
        "if True:\n    import no_such\nno_such.seed(0)",
        "if True:\n    get_ipython().run_line_magic('no_such', '')\n    import math",
    ],
)
def test_a_function_that_does_not_need_it_is_defined(line: str) -> None:
    namespace, shown = run(f"{line}\ndef f(x):\n    return 2 * x")
    assert namespace["f"](2) == 4
    assert shown


@pytest.mark.parametrize(
    "use",
    [
        "no_such.tensor(x)",
        "part(x)",
        "part[x]",
        "part * x",
        "x * part",
        "x if part else 0",
        "[each for each in part]",
        "device",
    ],
)
def test_a_function_that_needs_it_names_the_module_and_the_line(use: str) -> None:
    namespace, _ = run(
        "x = 1\nimport no_such\nfrom no_such import part\ndevice = no_such.device()\n"
        f"def f(x):\n    return ({use}) + 1"
    )
    with pytest.raises(ModuleNotFoundError, match=r"No module named 'no_such'; line [23] of"):
        namespace["f"](2)


@pytest.mark.parametrize(
    "cell",
    [
        "try:\n    import no_such\nexcept ImportError:\n    own = True",
        "try:\n    if True:\n        import no_such\nexcept ImportError as error:\n    own = True",
        "try:\n    for each in [1]:\n        import no_such\nexcept Exception:\n    own = True",
        "try:\n    import no_such\nexcept* ImportError:\n    own = True",
    ],
)
def test_what_the_student_does_without_it_is_done(cell: str) -> None:
    namespace, shown = run(cell)
    assert namespace["own"] and not shown


@pytest.mark.parametrize("depth", [10, 100])
def test_blocks_of_any_depth_are_looked_at(depth: int) -> None:
    branches = "".join(f"elif x == {i}:\n    import no_such\n" for i in range(depth))
    tree = ast.parse(f"x = 0\nif x == 1:\n    pass\n{branches}")
    assert compile(GuardStatements().visit(tree), "<cell>", "exec")


def test_a_type_in_an_annotation_is_no_use() -> None:
    namespace, _ = run(
        "import no_such\nfrom typing import Optional\n"
        "def f(x: no_such.Tensor | None, y: Optional[no_such.Tensor] = None) -> no_such.a.B:\n"
        "    return 2 * x"
    )
    assert namespace["f"](2) == 4


def test_what_needs_it_to_be_defined_says_so_when_it_is_used() -> None:
    namespace, _ = run(
        "import no_such\n@no_such.compiled\ndef f(x):\n    return x\n"
        "if no_such.available():\n    (a, [b]) = 1, [2]"
    )
    for use in ("f(1)", "a + 1", "b[0]"):
        with pytest.raises(ModuleNotFoundError, match=r"'no_such'; line 1 of"):
            eval(use, namespace)


def test_an_import_that_the_student_guards_is_the_students() -> None:
    namespace, shown = run("try:\n    import no_such\nexcept ImportError:\n    no_such = None")
    assert namespace["no_such"] is None and not shown


def test_what_is_installed_is_imported_and_other_errors_stop_the_cell() -> None:
    namespace, shown = run("from __future__ import annotations\nimport math, os.path as path")
    assert namespace["math"].pi > 3 and namespace["path"].sep and not shown
    with pytest.raises(ZeroDivisionError):
        run("import math\n1 / 0\nx = 1")


def test_a_statement_that_nests_deep_is_no_problem() -> None:
    namespace, _ = run(f"import no_such\nx = {'-' * 900}1\ndef f(x):\n    return x")
    assert namespace["f"](1) == 1


def test_names_that_tools_look_for_are_not_there() -> None:
    namespace, _ = run("import no_such")
    assert not hasattr(namespace["no_such"], "_repr_html_")
    assert "_Missing" in repr(namespace["no_such"])


def test_a_command_inside_a_function_does_nothing() -> None:
    magic, shell = "get_ipython().run_line_magic('time', 'x')", "get_ipython().system('ls')"
    namespace, shown = run(
        f"def f(x):\n    {magic}\n    for _ in x:\n        if x:\n            {shell}\n"
        "    return x\n"
        f"class A:\n    def g(self):\n        try:\n            {shell}\n        finally:\n"
        f"            {magic}\n        return 1"
    )
    assert namespace["f"]([2]) == [2]
    assert namespace["A"]().g() == 1
    assert not shown
