import logging
import traceback
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.classroom.workspace import (
    Workspace,
    assignments,
    require_address,
    require_assignment,
)
from grader.engine.nbgrader_integration import nbgrader_session
from grader.student.text import CourseError


def test_paths_do_not_hang_on_the_working_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    workspace = Workspace(Path("course"), Path("work"))
    assert workspace.source == tmp_path / "course" / "source"
    assert workspace.gradebook == tmp_path / "work" / "gradebook.db"


def test_the_assignments_are_those_with_a_notebook(tiny: Workspace) -> None:
    (tiny.source / "empty").mkdir()
    assert assignments(tiny) == ("week1",)


def test_a_course_that_was_not_built_says_so(tmp_path: Path) -> None:
    with pytest.raises(CourseError, match="course build"):
        require_assignment(tmp_path, "week1")


URLS = [
    "postgresql+psycopg://me:{}@db.example.org:5432/course",
    "postgresql://me:{}@db.example.org/course?sslmode=require",
    "postgresql://db.example.org/course?user=me&password={}",
    "postgresql:/me:{}@db.example.org/course",
    "postgresql://me:{}@db.example.org:port/course",
    "me:{}@db.example.org",
]


@pytest.mark.parametrize("url", URLS)
@given(password=st.text(alphabet="abcXYZ019@:/?#%&= !", min_size=8, max_size=12))
def test_no_form_of_the_address_shows_its_password(url: str, password: str) -> None:
    for written in (password, quote(password, safe="")):
        workspace = Workspace(Path("course"), Path("work"), url.format(written))
        assert password not in workspace.gradebook_location
        assert written not in workspace.gradebook_location
        error = f"connection to {workspace.db_url} failed"
        assert written not in workspace.redacted(error)
    plain = Workspace(Path("course"), Path("work"), URLS[0].format(quote(password, safe="")))
    assert plain.gradebook_location == "postgresql+psycopg://db.example.org:5432/course"
    assert password not in plain.redacted(f"the password {password} is wrong")


@pytest.mark.parametrize(
    "url",
    [
        "me:pa55w0rd@host",
        "pa55w0rd",
        "postgresql://me:pa55w0rd",
        "postgresql://me:1@h:pa55w0rd/a",
        "://pa55w0rd",
        "postgresql://me:a@pa55w0rd@host/a",
        "postgresql://me:a@pa55w0rd@host:1/a?x=y",
    ],
)
def test_an_address_that_cannot_be_read_is_said_to_be_that_and_not_repeated(url: str) -> None:
    with pytest.raises(CourseError, match="cannot be read") as caught:
        require_address(url)
    assert "pa55w0rd" not in "".join(traceback.format_exception(caught.value)[:-1])
    assert "pa55w0rd" not in str(caught.value)


def test_the_log_has_no_password(tiny: Workspace) -> None:
    workspace = Workspace(tiny.root, tiny.work, "postgresql://me:s3cr3t@127.0.0.1:9/none")
    with nbgrader_session(workspace) as log:
        try:
            raise ConnectionError(f"no server at {workspace.db_url}")
        except ConnectionError:
            log.exception("The password is %s", "s3cr3t")
    for handler in list(logging.getLogger("grader.nbgrader").handlers):
        handler.flush()
    text = workspace.log.read_text(encoding="utf-8")
    assert "ConnectionError" in text
    assert "s3cr3t" not in text
