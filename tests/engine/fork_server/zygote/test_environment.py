from pathlib import Path

import pytest

from grader.engine.fork_server.zygote.environment import environment, font_lists
from grader.engine.sandbox.tiers import Tier
from grader.engine.sandbox.visible_files import SCRATCH, View
from grader.engine.sandbox.zygote_setup import Setup, from_text

SETUP = Setup(
    Tier.CONFINED,
    View(("/lib", "/été"), ("/hidden",)),
    "/s",
    ("/f/fontlist-v1.json",),
    "program",
    "m",
    None,
    ("numpy",),
)


def test_a_setup_travels_as_text() -> None:
    assert from_text(SETUP.to_text()) == SETUP


def test_student_code_finds_nothing_of_the_judge_in_its_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COURSE_SEED", "secret")
    monkeypatch.setenv("PYTHONSTARTUP", "/evil.py")
    found = environment(SETUP)
    assert "secret" not in found.values()
    assert not any(name.startswith("PYTHON") for name in found)
    assert found["HOME"] == found["TMPDIR"] == "/s"
    assert found["COURSE_GRADING"] == "1"


def test_with_namespaces_all_that_is_written_goes_to_the_scratch_folder() -> None:
    isolated = Setup(Tier.ISOLATED, View((), ()), None, (), "program", "m", "/data", ())
    found = environment(isolated)
    assert found["HOME"] == SCRATCH
    assert found["NEURAL_NOTEBOOKS_DATA"] == "/data"


def test_the_list_of_fonts_is_found_where_matplotlib_keeps_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "fontlist-v390.json").write_text("{}", encoding="utf-8")
    monkeypatch.setenv("MPLCONFIGDIR", str(tmp_path))
    assert font_lists() == (str(tmp_path / "fontlist-v390.json"),)
