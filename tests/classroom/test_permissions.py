"""Nobody else reads the course, the gradebook or students' work; the exchange is elsewhere."""

import os
import shlex
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from nbgrader.exchange.default.exchange import Exchange

from grader.classroom.demo import create_class
from grader.classroom.pages.report import write_report
from grader.classroom.permissions import DEFAULT_EXCHANGE, describe_permissions, exchange_root
from grader.classroom.results import Record, write_record
from grader.classroom.workspace import Workspace
from grader.engine.judging.result import Result
from tests.tiny_course import ASSIGNMENT, Graded

pytestmark = pytest.mark.skipif(os.name != "posix", reason="modes say nothing elsewhere")
ROOT = Path(__file__).parents[2]


@pytest.fixture
def workspace(tiny: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """The tiny course, to which others find the way; no settings but its own."""
    monkeypatch.setattr("grader.classroom.permissions.jupyter_config_path", lambda: [str(tmp_path)])
    monkeypatch.setattr("grader.classroom.permissions._is_reachable", lambda path: True)
    (tiny.work / "results").mkdir(parents=True)
    tiny.gradebook.touch()
    return tiny


def with_exchange(workspace: Workspace, exchange: Path) -> Workspace:
    """Write the settings of a machine, beside the course, that name an exchange."""
    settings = f"c = get_config()\nc.Exchange.root = {str(exchange)!r}\n"
    (workspace.root.parent / "nbgrader_config.py").write_text(settings, encoding="utf-8")
    return workspace


def test_the_course_sets_no_exchange_and_the_default_is_that_of_nbgrader(tiny: Workspace) -> None:
    assert Exchange.root.default_value == DEFAULT_EXCHANGE
    assert "Exchange" not in "".join(
        line
        for line in (ROOT / "nbgrader_config.py").read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
    )


def test_the_exchange_is_that_of_the_machine_unless_the_course_sets_one(
    workspace: Workspace, tmp_path: Path
) -> None:
    assert exchange_root(workspace.root) == Path(DEFAULT_EXCHANGE)
    assert exchange_root(with_exchange(workspace, tmp_path / "own").root) == tmp_path / "own"
    with (workspace.root / "nbgrader_config.py").open("a") as settings:
        settings.write("c.Exchange.root = '/of/the/course'\n")
    assert exchange_root(workspace.root) == Path("/of/the/course")


@pytest.mark.parametrize("where", ["course/exchange", "work/exchange", "course", "."])
def test_an_exchange_in_or_around_the_course_is_told(
    workspace: Workspace, tmp_path: Path, where: str
) -> None:
    (tmp_path / where).mkdir(exist_ok=True)
    text = "\n".join(describe_permissions(with_exchange(workspace, tmp_path / where)))
    assert "it must not lie in" in text
    assert "/etc/jupyter/nbgrader_config.py" in text


def test_an_exchange_that_is_not_there_is_no_fault(workspace: Workspace, tmp_path: Path) -> None:
    text = "\n".join(describe_permissions(with_exchange(workspace, tmp_path / "own place")))
    assert "must not" not in text
    assert f"install -d -m 1777 '{tmp_path}/own place'" in text


@pytest.mark.parametrize(
    ("path", "mode", "safe", "harm"),
    [
        (".", 0o777, 0o1777, "rename what belongs to others"),
        ("neural-notebooks", 0o757, 0o755, "replace the course"),
        ("neural-notebooks/outbound", 0o757, 0o755, "replace assignments"),
        ("neural-notebooks/inbound", 0o2777, 0o2773, "read whose work is there"),
    ],
)
def test_each_folder_of_the_exchange_is_looked_at_and_the_command_closes_it(
    workspace: Workspace, tmp_path: Path, path: str, mode: int, safe: int, harm: str
) -> None:
    exchange = tmp_path / "exchange"
    for folder, right in (("", 0o1777), ("/outbound", 0o755), ("/inbound", 0o2733)):
        place = exchange / f"neural-notebooks{folder}" if folder else exchange
        place.mkdir(parents=True)
        place.chmod(right)
    with_exchange(workspace, exchange)
    run_commands(describe_permissions(workspace))
    assert not commands(describe_permissions(workspace))
    (exchange / path).chmod(mode)
    lines = describe_permissions(workspace)
    assert [line for line in lines if harm in line]
    run_commands(lines)
    assert stat.S_IMODE((exchange / path).stat().st_mode) == safe
    assert not commands(describe_permissions(workspace))


def commands(lines: tuple[str, ...]) -> list[list[str]]:
    """Return the commands that the lines tell to run."""
    if "What would close it:" not in lines:
        return []
    return [shlex.split(line) for line in lines[lines.index("What would close it:") + 1 :]]


def run_commands(lines: tuple[str, ...]) -> None:
    for command in commands(lines):
        subprocess.run(command, check=True)


PRIVATE = (
    ["notebooks", "source", "grader/exercises"],
    [
        *("gradebook.db", "grading.log", "results", "submitted"),
        *("repaired", "autograded", "feedback", "report"),
    ],
)


@pytest.mark.parametrize("name", PRIVATE[0] + PRIVATE[1])
@pytest.mark.parametrize(
    ("mode", "can"), [(0o755, "read "), (0o752, "change "), (0o757, "read and")]
)
def test_each_private_path_is_looked_at_and_the_command_closes_it(
    workspace: Workspace, tmp_path: Path, name: str, mode: int, can: str
) -> None:
    with_exchange(workspace, tmp_path / "own")
    path = (workspace.root if name in PRIVATE[0] else workspace.work) / name
    if "." in name:
        path.touch()
    else:
        path.mkdir(parents=True, exist_ok=True)
    run_commands(describe_permissions(workspace))
    assert not commands(describe_permissions(workspace))
    path.chmod(mode)
    lines = describe_permissions(workspace)
    assert [line for line in lines if line.startswith(f"  {can}") and f"{path}  " in line]
    run_commands(lines)
    assert path.stat().st_mode & stat.S_IRWXO == 0


def test_what_nobody_finds_the_way_to_is_no_fault(tiny: Workspace, tmp_path: Path) -> None:
    tiny.source.chmod(0o777)
    tmp_path.chmod(0o750)
    assert not [c for c in commands(describe_permissions(tiny)) if str(tmp_path) in c[-1]]


def open_to_others(folder: Path) -> Iterator[str]:
    for path in (folder, *folder.rglob("*")):
        if path.stat().st_mode & stat.S_IRWXO and not path.is_symlink():
            yield path.relative_to(folder).as_posix()


def test_what_grading_writes_is_open_to_nobody_else(graded: Graded) -> None:
    # The pages of feedback have the mode that nbgrader gives them, in a folder that is closed.
    found = [
        name
        for name in open_to_others(graded.workspace.work)
        if name.split("/")[0] not in ("feedback", "report")
    ]
    assert found == []
    assert graded.workspace.feedback.stat().st_mode & stat.S_IRWXO == 0


def test_report_and_demo_are_open_to_nobody_else(tiny: Workspace, tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        write_record(tiny, Record(Result("ana", ASSIGNMENT, "e", "r")))
        write_report(tiny, ASSIGNMENT)
        assert list(open_to_others(tiny.report)) == []
        demo = Workspace(tiny.root, tmp_path / "demo")
        create_class(demo, ASSIGNMENT, {})
        assert list(open_to_others(demo.work)) == []
        (tmp_path / "after").touch(0o666)
        assert stat.S_IMODE((tmp_path / "after").stat().st_mode) == 0o644
    finally:
        os.umask(before)


@pytest.mark.slow
def test_nbgrader_releases_to_the_exchange_of_the_machine_and_makes_none_in_the_course(
    tiny: Workspace, tmp_path: Path
) -> None:
    exchange, settings = tmp_path / "exchange", tmp_path / "settings"
    exchange.mkdir()
    exchange.chmod(0o1777)
    settings.mkdir()
    (settings / "nbgrader_config.py").write_text(f"c.Exchange.root = {str(exchange)!r}\n")
    before = {path.name for path in tiny.root.iterdir()}
    shutil.rmtree(tiny.work, ignore_errors=True)
    subprocess.run(
        [sys.executable, "-m", "nbgrader", "release_assignment", ASSIGNMENT],
        cwd=tiny.root,
        env={**os.environ, "JUPYTER_CONFIG_DIR": str(settings), "PYTHONPATH": str(ROOT)},
        check=True,
    )
    assert (exchange / "neural-notebooks" / "outbound" / ASSIGNMENT).is_dir()
    made = {path.name for path in tiny.root.iterdir()} - before
    assert made <= {"gradebook.db"}
