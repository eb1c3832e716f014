from pathlib import Path

from grader.engine.fork_server import Cell, fork_server
from grader.engine.fork_server.zygote.preloading import modules_to_preload


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
