"""Names and texts of students command no terminal: whole commands, as a terminal gets them."""

import ast
import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from grader import cli
from grader.classroom.grading.progress import progress_bar
from grader.classroom.results import Record, write_record
from grader.classroom.submissions.forms.safe_names import path_in_submission, student_id
from grader.classroom.workspace import Workspace
from grader.engine.judging.result import Result
from grader.student.text import printable
from grader.terminal import SafeConsole
from tests.tiny_course import ASSIGNMENT, NOTEBOOK, SOLUTIONS, make_course, notebook, write

NAMES = {
    "\x1b[2J\x1b[31mred": r"\x1b[2J\x1b[31mred",
    "\x1b]0;title\x07": r"\x1b]0;title\x07",
    "\x1b]8;;x:y\x1b\\link\x1b]8;;\x1b\\": r"\x1b]8;;x:y\x1b\link\x1b]8;;\x1b" + "\\",
    "\x9b31mc1": r"\x9b31mc1",
    "\u202eright to left": r"\u202eright to left",
    "zero\u200bwidth": r"zero\u200bwidth",
    "\rback\b\b": r"\rback\x08\x08",
    "ana\nbob: no points": r"ana\nbob: no points",
    "line\u2028end": r"line\u2028end",
    "[red]mark[/red] :smile:".replace("/", "|"): "[red]mark[|red] :smile:",
}
TEXT = "\x1b]0;text\x07\x9b2J\u202e"
OURS = re.compile(rb"\x1b\[(?:[0-9;]*m|[12]K|\d*A|\?25[lh])|\r\n|\r(?=\x1b\[2K)")
"""What rich writes: styles, lines erased, up a line, the cursor hidden and shown."""
COMMANDS = re.compile(
    rb"[\x00-\x09\x0b-\x1f\x7f]|\xc2[\x80-\x9f]|\xe2\x80[\x8b-\x8f\xa8-\xae]|\xe2\x81[\xa0-\xaf]"
)


def class_of_commands(folder: Path) -> Path:
    """Students whose names, file names, texts and errors hold commands for a terminal."""
    solved = json.dumps(notebook(SOLUTIONS))
    for name in NAMES:
        path = folder / name / ASSIGNMENT
        path.mkdir(parents=True)
        (path / f"{TEXT}.ipynb").write_text("{", encoding="utf-8")
        (path / "timestamp.txt").write_text(f"{TEXT} yesterday", encoding="utf-8")
        if name.startswith("\x1b[2J"):
            (path / f"{NOTEBOOK}.ipynb").write_text(solved, encoding="utf-8")
    raises = f"import os\nos.write(2, {TEXT!r}.encode())\nraise ValueError({TEXT!r})"
    write(folder / "raises" / ASSIGNMENT / f"{NOTEBOOK}.ipynb", notebook({"double": raises}))
    (folder / "other folder" / TEXT).mkdir(parents=True)
    return folder


def on_terminal(*words: object) -> bytes:
    """Run a command of `course` on a terminal; return what the terminal got."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "grader.cli", *map(str, words)]
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "120"}
    process = subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment, start_new_session=True
    )
    os.close(theirs)
    got = b""
    while True:
        try:
            part = os.read(ours, 65536)
        except OSError:
            # So Linux tells that nobody holds the other end any more.
            break
        if not part:
            break
        got += part
    os.close(ours)
    process.wait()
    return got


def commands_in(output: bytes) -> set[bytes]:
    """Return what commands a terminal and is not ours."""
    return set(COMMANDS.findall(OURS.sub(b"", output)))


def test_no_command_in_names_and_notes_gets_through(tmp_path: Path) -> None:
    workspace = Workspace(make_course(tmp_path / "course"), tmp_path / "work")
    for name in NAMES:
        result = Result(name, ASSIGNMENT, "e", "r", problem=f"{TEXT} problem", notes=(TEXT, "n"))
        write_record(workspace, Record(result))
    got = on_terminal("--course", workspace.root, "report", ASSIGNMENT, "--into", workspace.work)
    assert commands_in(got) == set()
    assert [name for name in NAMES.values() if got.decode("utf-8").count(name) < 2] == []


def test_no_command_in_a_name_gets_into_the_progress_bar() -> None:
    console = SafeConsole()
    with console.capture() as captured, progress_bar(console, len(NAMES)) as bar:
        for name in NAMES:
            bar.advance(name)
    assert commands_in(captured.get().encode()) == set()


def test_the_traceback_of_a_bug_is_shown_escaped(capsys: pytest.CaptureFixture[str]) -> None:
    try:
        raise RuntimeError(TEXT)
    except RuntimeError as error:
        cli._show_bug(RuntimeError, error, error.__traceback__)
    shown = capsys.readouterr().err
    assert commands_in(shown.encode()) == set()
    assert r"RuntimeError: \x1b]0;text\x07" in shown
    assert shown.startswith("Traceback (most recent call last):\n")


def test_an_argument_that_is_quoted_is_shown_escaped(tiny: Workspace) -> None:
    words = ["--course", str(tiny.root), "report", ASSIGNMENT, TEXT]
    done = CliRunner().invoke(cli.course, words)
    assert done.exit_code == 2
    assert r"unexpected extra argument (\x1b]0;text" in done.output
    assert commands_in(done.output.encode()) == set()


@pytest.mark.slow
def test_no_command_for_the_terminal_gets_through(tmp_path: Path) -> None:
    course, into = ("--course", make_course(tmp_path / "course")), ("--into", tmp_path / "work")
    submitted = ("--submitted", class_of_commands(tmp_path / "in"))
    graded = on_terminal(*course, "grade", ASSIGNMENT, *submitted, *into, "--jobs", 1)
    assert commands_in(graded) == set()
    shown = graded.decode("utf-8")
    assert [name for name in NAMES if printable(student_id(name)) not in shown] == []
    assert printable(path_in_submission([f"{TEXT}.ipynb"])) in shown
    assert shown.rstrip().splitlines()[-1].startswith("Gradebook: ")
    for words in (
        (*course, "report", ASSIGNMENT, *into),
        (*course, "feedback", ASSIGNMENT, *into),
        (*course, "report", TEXT),
        (*course, "report", ASSIGNMENT, TEXT),
        (*course, "grade", ASSIGNMENT, "--submitted", tmp_path / "in" / next(iter(NAMES))),
    ):
        assert commands_in(on_terminal(*words)) == set()
    logs = list((tmp_path / "work").glob("*.log"))
    assert logs
    assert [log for log in logs if commands_in(log.read_bytes())] == []


def test_the_test_sees_commands() -> None:
    for name in [*list(NAMES)[:-1], TEXT]:
        assert commands_in(f"\x1b[2Kgraded {name} \x1b[31m 0\x1b[0m\r\n".encode()) or "\n" in name
    assert commands_in(b"\x1b[?25l\r\x1b[2K\x1b[1;31mred\x1b[0m\r\n") == set()


def test_only_one_module_writes_to_the_terminal() -> None:
    """A text of a student reaches it through `_echo` or `SafeConsole`, which escape it."""
    root = Path(__file__).parents[1] / "grader"
    inside = ("student", "exercises/content", "engine/fork_server/job", "engine/remote")
    found = [
        f"{path.relative_to(root)}: {ast.unparse(node)[:40]}"
        for path in root.rglob("*.py")
        if not path.relative_to(root).as_posix().startswith(inside)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func)
        in ("print", "click.echo", "click.secho", "Console", "rich.print", "sys.stdout.write")
    ]
    assert sorted(found) == [
        "cli.py: click.echo(_shown(text))",
        # What the reference printed, in the place of what the student's function printed.
        "engine/judging/cell/reference_comparison.py: print(after[2], end='')",
        # The program that tries out what the machine can do; its parent reads this.
        "engine/sandbox/probes.py: print(json.dumps({name: _failure_of(atte",
        # An error in a fork, as ASCII.
        "limited_fork.py: print(f'{type(error).__name__}: {error!a",
    ]
