import json
import subprocess
import sys
from pathlib import Path

import pytest

from grader.engine.fork_server import Cell, fork_server
from grader.engine.fork_server.zygote.preloading import libraries_of, modules_to_preload


def course(root: Path, text: str) -> Path:
    (root / "source" / "week1").mkdir(parents=True)
    (root / "source" / "week1" / "first.ipynb").write_text(text, encoding="utf-8")
    return root


def test_what_the_notebooks_mention_is_imported_and_what_they_do_not_is_not(tmp_path: Path) -> None:
    assert "h5py" not in modules_to_preload(course(tmp_path / "a", "import numpy as np"))
    assert "h5py" in modules_to_preload(course(tmp_path / "b", "import h5py"))


def test_a_course_with_the_package_for_students_finds_its_figures_imported(tmp_path: Path) -> None:
    found = modules_to_preload(course(tmp_path, "from grader.student import figures"))
    assert {"grader.student.figures", "ipywidgets", "h5py"} <= {*found}


def test_a_notebook_that_cannot_be_read_mentions_nothing(tmp_path: Path) -> None:
    (tmp_path / "source" / "week1" / "first.ipynb").mkdir(parents=True)
    assert modules_to_preload(tmp_path) == modules_to_preload(tmp_path / "no course")


def test_students_may_import_what_the_course_does_not(tmp_path: Path) -> None:
    source = "import sys\nprint('h5py' in sys.modules)\nimport h5py\nprint(h5py.__name__)"
    with fork_server(tmp_path) as server, server.run([Cell("a", source, False)], {}) as ran:
        assert ran.outputs["a"][0]["text"] == "False\nh5py\n"


def release(root: Path, *texts: str) -> Path:
    cells = [{"cell_type": "code", "source": text} for text in texts]
    path = root / "release" / "ps1" / "a.ipynb"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps({"cells": cells}), encoding="utf-8")
    return root


def test_libraries_are_what_the_release_imports_and_is_installed(tmp_path: Path) -> None:
    course = release(
        tmp_path,
        "import numpy as np, click.testing\nfrom pytest import raises  # a tool",
        "import os\nimport no_such_library\nfrom . import helper\nx = 'import yaml'",
        "def f():\n    import nbformat\n%pip install x",
    )
    assert libraries_of(course) == ("numpy", "click.testing", "pytest", "nbformat")
    assert libraries_of(tmp_path / "no course") == ()


MODULES = {
    "fine_one": "VALUE = 1",
    "fine_two": "import fine_one",
    "raises_here": "raise ValueError",
    "exits_here": "raise SystemExit(0)",
    "starts_a_thread": "import threading, time\n"
    "threading.Thread(target=time.sleep, args=(9,), daemon=True).start()",
}
TRY = "import sys\nsys.path[:0] = sys.argv[1:2]\n" + (
    "from grader.engine.fork_server.zygote.preloading import harmless\n"
    "print(*harmless(sys.argv[2:]))"
)


@pytest.mark.skipif(sys.platform != "linux", reason="the fork server needs Linux")
def test_a_library_that_fails_or_starts_threads_is_left_to_the_notebook(tmp_path: Path) -> None:
    for name, text in MODULES.items():
        (tmp_path / f"{name}.py").write_text(text, encoding="utf-8")
    # A process of its own, without the threads of the tests.
    command = [sys.executable, "-c", TRY, str(tmp_path), *MODULES, "sys"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["fine_one", "fine_two"]


def test_what_the_release_imports_is_warm(tmp_path: Path) -> None:
    source = "import sys\nprint('yaml' in sys.modules)"
    course = release(tmp_path, "import yaml")
    with fork_server(course) as server, server.run([Cell("a", source, False)], {}) as ran:
        assert ran.outputs["a"][0]["text"] == "True\n"
