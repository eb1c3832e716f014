import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from grader.classroom import jupyterlab
from grader.classroom.workspace import Workspace
from grader.cli import course
from tests.tiny_course import RUN, SOLUTIONS, Graded, notebook


def run(root: Path, *words: str) -> Result:
    return CliRunner().invoke(course, ["--course", str(root), *words])


def refused(root: Path, *words: str) -> str:
    """What a command that fails cleanly says: one message, no traceback, exit code 1."""
    result = run(root, *words)
    assert isinstance(result.exception, SystemExit), result.exception
    assert result.exit_code == 1
    assert result.output.startswith("Error: ")
    assert "Traceback" not in result.output
    return result.output


def test_help_names_every_verb_and_needs_no_room() -> None:
    program = (
        "import sys\nfrom grader.cli import course\n"
        "try:\n    course(['--help'])\nexcept SystemExit:\n    pass\n"
        "print([name for name in ('numpy', 'nbgrader', 'rich') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    *shown, imported = done.stdout.splitlines()
    verbs = {line.split()[0] for line in shown if line.startswith("  ") and line.split()}
    assert {"build", "demo", "feedback", "grade", "hint", "lab", "package", "report"} <= verbs
    assert imported == "[]"


@pytest.mark.parametrize(
    "words",
    [("grade", "week9", "--submitted", "."), ("feedback", "week9"), ("report", "week9"),
     ("lab", "week9")],
)  # fmt: skip
def test_an_unknown_assignment_names_those_there_are(
    tiny: Workspace, words: tuple[str, ...]
) -> None:
    assert "'week9'. There is: week1." in refused(tiny.root, *words)


def test_a_folder_that_is_no_course_is_told(tmp_path: Path) -> None:
    assert "course build" in refused(tmp_path, "report", "week1")


def test_missing_submissions_and_missing_grades_are_told(tiny: Workspace, tmp_path: Path) -> None:
    nowhere = str(tmp_path / "nowhere")
    assert "no folder" in refused(tiny.root, "grade", "week1", "--submitted", nowhere)
    assert "course grade week1" in refused(tiny.root, "feedback", "week1")
    assert "course grade week1" in refused(tiny.root, "report", "week1")


def test_a_bug_of_ours_keeps_its_traceback(
    tiny: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(jupyterlab, "copy_release", broken)
    assert isinstance(run(tiny.root, "lab").exception, ZeroDivisionError)


def test_grade_feedback_and_report_of_a_class(graded: Graded, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "Zoë all right").symlink_to(graded.submitted / "Zoë all right")
    into = ("--into", str(tmp_path / "work"))
    submitted = ("--submitted", str(tmp_path / "in"))
    result = run(graded.workspace.root, "grade", "week1", *submitted, *into, "--seed", RUN)
    assert result.exit_code == 0, result.output
    assert "Zoë all right" in result.output
    assert f"--seed {RUN}" in result.output
    assert "Judged by: " in result.output
    pages = run(graded.workspace.root, "feedback", "week1", *into)
    assert pages.exit_code == 0 and "1 pages" in pages.output
    report = run(graded.workspace.root, "report", "week1", *into)
    assert report.exit_code == 0
    assert (tmp_path / "work" / "report" / "index.html").is_file()
    assert report.output.splitlines()[-1].endswith("index.html")


def test_a_submission_that_cannot_be_read_does_not_end_as_a_success(
    tiny: Workspace, tmp_path: Path
) -> None:
    into = ("--into", str(tmp_path / "work"))
    for student in ("broken off", "absent"):
        (tmp_path / "in" / student).mkdir(parents=True)
    path = tmp_path / "in" / "broken off" / "week1" / "tiny.ipynb"
    path.parent.mkdir()
    path.write_bytes(b"no notebook")
    submitted = ("--submitted", str(tmp_path / "in"))
    result = run(tiny.root, "grade", "week1", *submitted, *into)
    assert result.exit_code == 3, result.output
    path.write_text(json.dumps(notebook(SOLUTIONS)), encoding="utf-8")
    result = run(tiny.root, "grade", "week1", *submitted, *into)
    assert result.exit_code == 0, result.output


# A kernel without Landlock, as the program after it sees it: its first call answers ENOSYS.
WITHOUT_LANDLOCK = """\
import ctypes, os, struct, sys
libc, create_ruleset, no_such_call = ctypes.CDLL(None, use_errno=True), 444, 0x00050000 | 38
code = b"".join(struct.pack("HBBI", *each) for each in (
    (0x20, 0, 0, 0), (0x15, 0, 1, create_ruleset), (0x06, 0, 0, no_such_call),
    (0x06, 0, 0, 0x7FFF0000)))
kept = ctypes.create_string_buffer(code, len(code))
rules = ctypes.create_string_buffer(struct.pack("@HP", 4, ctypes.addressof(kept)))
assert libc.prctl(38, 1, 0, 0, 0) == 0 and libc.prctl(22, 2, rules, 0, 0) == 0
os.execv(sys.executable, [sys.executable, "-m", "grader.cli", *sys.argv[1:]])
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is no Landlock to be without")
def test_grading_with_weak_isolation_is_refused_unless_asked_for(
    graded: Graded, tmp_path: Path
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "Zoë all right").symlink_to(graded.submitted / "Zoë all right")
    words = ["--course", str(graded.workspace.root), "grade", "week1", "--submitted"]
    words += [str(tmp_path / "in"), "--into", str(tmp_path / "work")]

    def grade(*more: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", WITHOUT_LANDLOCK, *words, *more]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    refused = grade()
    assert refused.returncode == 1
    assert "'limited'" in refused.stderr and "--allow-weak-isolation" in refused.stderr
    asked_for = grade("--allow-weak-isolation")
    assert asked_for.returncode == 0, asked_for.stderr
    assert "limited" in asked_for.stdout.split("Judged by:")[1]


def test_lab_says_what_is_new_and_what_it_kept(
    tiny: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started = []
    monkeypatch.setattr(
        jupyterlab,
        "start_jupyterlab",
        lambda root, folder, browser: started.append((folder, browser)) or 0,
    )
    folder = tmp_path / "work"
    first = run(tiny.root, "lab", "week1", "--folder", str(folder))
    assert first.exit_code == 0 and "new   " in first.output
    (folder / "week1" / "tiny.ipynb").write_text("my work", encoding="utf-8")
    second = run(tiny.root, "lab", "--folder", str(folder), "--no-browser")
    assert "kept  " in second.output and "your work" in second.output
    assert (folder / "week1" / "tiny.ipynb").read_text(encoding="utf-8") == "my work"
    assert started == [(folder, True), (folder, False)]


def test_a_hint_for_an_unknown_notebook_is_refused(tiny: Workspace) -> None:
    assert "no notebook 'week9/none'" in refused(tiny.root, "hint", "week9/none", "double")
