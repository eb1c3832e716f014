import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from grader.cli import course
from grader.engine import doctor
from grader.engine.sandbox.linux import cgroup
from grader.engine.sandbox.tiers import GROUPS, LANDLOCK, NAMESPACES, Tier


def test_it_names_the_tier_and_runs_a_notebook_that_tries_to_break_out(tmp_path: Path) -> None:
    found = doctor.diagnose(tmp_path)
    assert found.is_usable
    assert found.tier in (Tier.ISOLATED, Tier.CONFINED)
    assert found.lines[0] == f"Isolation: {found.tier.value}"
    assert found.lines[-1].startswith("A notebook ran")


def test_student_code_runs_also_for_who_makes_all_files_private(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        found = doctor.diagnose(tmp_path)
    finally:
        os.umask(before)
    assert found.is_usable
    assert found.lines[-1].startswith("A notebook ran")


def test_it_says_what_limits_the_memory_of_a_submission(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def memory_line() -> str:
        (line,) = [each for each in doctor.diagnose(tmp_path).lines if each.startswith("Memory")]
        return line

    monkeypatch.setattr(doctor, "probe", lambda: {NAMESPACES: "no", GROUPS: "no"})
    monkeypatch.setattr(cgroup, "find_hierarchy", lambda: cgroup.Hierarchy(2, "/sys/fs/cgroup/a"))
    assert "version 2, /sys/fs/cgroup/a" in memory_line()

    def fail() -> cgroup.Hierarchy:
        raise OSError("none")

    monkeypatch.setattr(cgroup, "find_hierarchy", fail)
    assert "counted by the grader" in memory_line()
    assert any("systemd-run" in line for line in doctor.diagnose(tmp_path).lines)


def test_it_says_what_would_raise_the_tier(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    probes = {NAMESPACES: "Operation not permitted", LANDLOCK: "no such call"}
    monkeypatch.setattr(doctor, "probe", lambda: probes)
    found = doctor.diagnose(tmp_path)
    text = "\n".join(found.lines)
    assert not found.is_usable
    assert found.tier is Tier.LIMITED
    assert "missing namespaces: Operation not permitted" in text
    assert "apparmor_restrict_unprivileged_userns" in text
    assert "lsm=landlock" in text


def test_where_there_is_no_linux_it_says_where_to_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "probe", dict)
    monkeypatch.setattr(doctor.sys, "platform", "win32")
    found = doctor.diagnose(tmp_path)
    assert found.tier is Tier.VERDICT_ONLY
    assert "WSL2" in found.lines[-1]


def test_walls_that_let_something_through_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "_TEST_CELL", "print('allowed', {path!r})")
    found = doctor.diagnose(tmp_path)
    assert not found.is_usable
    assert "Do not grade here" in found.lines[-1]


def test_the_command_ends_well_only_where_grading_is_safe(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for is_usable in (True, False):
        diagnosis = doctor.Diagnosis(Tier.CONFINED, ("Isolation: confined",), is_usable)
        monkeypatch.setattr(doctor, "diagnose", lambda root, found=diagnosis: found)
        done = CliRunner().invoke(course, ["--course", str(tmp_path), "doctor"])
        assert done.output.startswith(
            "Isolation: confined\n\nWhat others on this machine can do:\n"
        )
        assert (done.exit_code == 0) is is_usable
