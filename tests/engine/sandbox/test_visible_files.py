import ast
import sysconfig
from collections.abc import Iterator
from pathlib import Path

import pytest

import grader
from grader.engine.sandbox.visible_files import View, view_of, visible_files

PACKAGE = Path(grader.__file__).parent


def is_seen(path: Path, view: View) -> bool:
    return any(path.is_relative_to(each) for each in visible_files(view))


def test_students_see_the_libraries_the_data_and_their_own_part_of_the_package(
    tmp_path: Path,
) -> None:
    view = view_of(PACKAGE, tmp_path)
    assert is_seen(Path(sysconfig.get_path("purelib"), "numpy"), view)
    assert is_seen(Path(sysconfig.get_path("stdlib"), "json"), view)
    assert is_seen(tmp_path / "cats.h5", view)
    assert is_seen(PACKAGE / "student" / "data" / "cats.py", view)


@pytest.mark.parametrize(
    "part",
    [
        "exercises",
        "classroom",
        "build",
        "cli.py",
        "engine/judging",
        "engine/remote/session.py",
        "engine/remote/helper_calls.py",
        "engine/preprocessor.py",
    ],
)
def test_what_knows_answers_is_not_seen(part: str) -> None:
    view = view_of(PACKAGE, None)
    assert (PACKAGE / part).exists()
    assert not is_seen(PACKAGE / part, view)
    assert not is_seen(PACKAGE.parent / "source", view)
    assert not is_seen(PACKAGE.parent / "notebooks", view)


def test_of_the_engine_students_see_what_runs_in_the_sandbox_and_no_more() -> None:
    assert {path.relative_to(PACKAGE / "engine").as_posix() for path in modules_seen("engine")} == {
        "__init__.py",
        "remote/__init__.py",
        "remote/own_test.py",
        "remote/records.py",
        "remote/student_server.py",
        *(
            path.relative_to(PACKAGE / "engine").as_posix()
            for folder in ("fork_server", "remote/wire", "sandbox")
            for path in (PACKAGE / "engine" / folder).rglob("*.py")
        ),
    }


def test_what_is_seen_imports_nothing_that_is_hidden() -> None:
    view = view_of(PACKAGE, None)
    for path in (*modules_seen("engine"), *modules_seen("student")):
        for name in imported(path):
            found = PACKAGE.parent.joinpath(*name.split("."))
            assert is_seen(found.with_suffix(".py"), view) or is_seen(found, view), (path, name)


def modules_seen(part: str) -> list[Path]:
    view = view_of(PACKAGE, None)
    return [path for path in (PACKAGE / part).rglob("*.py") if is_seen(path, view)]


def imported(path: Path) -> Iterator[str]:
    """The modules of this package that a module imports."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names if each.name.startswith("grader."))
        if isinstance(node, ast.ImportFrom) and str(node.module).startswith("grader."):
            yield str(node.module)


def test_nor_where_the_package_is_installed_among_the_libraries(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "site-packages" / "grader"
    for part in ("student", "exercises", "engine/sandbox"):
        (package / part).mkdir(parents=True)
    (tmp_path / "site-packages" / "numpy").mkdir()
    monkeypatch.setattr(sysconfig, "get_path", lambda name: str(tmp_path / "site-packages"))
    view = view_of(package, None)
    assert view.hidden == (str(package),)
    assert is_seen(tmp_path / "site-packages" / "numpy", view)
    assert is_seen(package / "student", view)
    assert is_seen(package / "engine" / "sandbox", view)
    assert not is_seen(package / "exercises", view)


def test_a_symbolic_link_out_of_a_folder_is_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib" / "site-packages").symlink_to(tmp_path / "elsewhere")
    paths = {"stdlib": tmp_path / "lib", "platstdlib": tmp_path / "lib"}
    libraries = tmp_path / "lib" / "site-packages"
    monkeypatch.setattr(sysconfig, "get_path", lambda name: str(paths.get(name, libraries)))
    view = view_of(PACKAGE, None)
    assert {str(tmp_path / "lib"), str(libraries)} <= set(view.readable)
