"""What makes an installation repeatable: the lock file, and the one command that CI runs."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

CHECKOUT = Path(__file__).parents[1]
PROJECT = tomllib.loads((CHECKOUT / "pyproject.toml").read_text("utf-8"))
LOCK = (CHECKOUT / "requirements.lock").read_text("utf-8")


def locked() -> dict[str, list[Requirement]]:
    """Return the lock's requirements by name; a name may stand there once for each platform."""
    entries: dict[str, list[Requirement]] = {}
    for text in re.findall(r"^([a-z0-9].*?) \\$", LOCK, re.MULTILINE):
        requirement = Requirement(text)
        entries.setdefault(canonicalize_name(requirement.name), []).append(requirement)
    return entries


def declared() -> list[Requirement]:
    project = PROJECT["project"]
    extras = project["optional-dependencies"].values()
    return [
        Requirement(text)
        for text in [*project["dependencies"], *(text for extra in extras for text in extra)]
    ]


def test_every_line_of_the_lock_pins_one_version_and_has_hashes() -> None:
    lines = [line for line in LOCK.splitlines() if not line.startswith("#")]
    entries = re.findall(
        r"^[a-z0-9._-]+==\S+(?: ; .+?)? \\\n(?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+",
        "\n".join(lines) + "\n",
        re.MULTILINE,
    )
    assert sum(entry.count("\n") for entry in entries) == len(lines)


def test_lock_holds_no_address() -> None:
    assert "://" not in LOCK
    assert not re.search(r"index-url|find-links|\s@\s", LOCK)


@pytest.mark.parametrize("requirement", declared(), ids=lambda requirement: requirement.name)
def test_lock_holds_a_fitting_version_of_every_dependency(requirement: Requirement) -> None:
    versions = [
        specifier.version
        for entry in locked()[canonicalize_name(requirement.name)]
        for specifier in entry.specifier
    ]
    assert versions
    assert all(version in requirement.specifier for version in versions)


def test_lock_holds_what_builds_the_project() -> None:
    # The project itself is installed without build isolation, out of the lock alone.
    needed = {Requirement(text).name for text in PROJECT["build-system"]["requires"]}
    assert needed | {"editables"} <= locked().keys()


def test_ci_runs_exactly_make_test() -> None:
    script = (CHECKOUT / ".ci" / "run").read_text("utf-8")
    assert re.findall(r"^[ \t]*make\b.*$", script, re.MULTILINE) == ["make test"]
    assert script.rstrip().endswith("\nmake test")
