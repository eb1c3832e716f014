"""`.ci/environment.py`: the environment is made once, refreshed when needed, mended when broken."""

import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).parents[1] / ".ci" / "environment.py"


@pytest.fixture
def environment() -> ModuleType:
    spec = importlib.util.spec_from_file_location("environment", SCRIPT)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    (tmp_path / "requirements.lock").write_text("numpy==2.0\n")
    (tmp_path / "pyproject.toml").write_text('requires-python = ">=3.11,<3.15"\n')
    return tmp_path


class Installers:
    """Stands in for uv and pip: notes each step, makes the interpreter, fails where told to."""

    def __init__(self, module: ModuleType) -> None:
        self._module = module
        self.steps: list[str] = []
        self.failing = ""

    def __call__(
        self, command: list[str], **_options: object
    ) -> "subprocess.CompletedProcess[bytes]":
        words = [word for word in command if word in {"venv", "sync", "install"}]
        self.steps.append(words[-1])
        if words[-1] == "venv":
            python = self._module.interpreter(Path(command[-1]))
            python.parent.mkdir(parents=True)
            python.touch()
        return subprocess.CompletedProcess(command, int(words[-1] == self.failing))


@pytest.fixture
def installers(environment: ModuleType, monkeypatch: pytest.MonkeyPatch) -> Installers:
    installers = Installers(environment)
    monkeypatch.setattr(environment, "version_of", lambda _python: (3, 12))
    monkeypatch.setattr(environment.shutil, "which", lambda _name: "/somewhere/uv")
    monkeypatch.setattr(environment.subprocess, "run", installers)
    return installers


FRESH = ["venv", "sync", "install"]
REFRESHED = ["sync", "install"]


def test_second_run_does_nothing(
    environment: ModuleType, checkout: Path, installers: Installers
) -> None:
    environment.set_up(checkout)
    assert installers.steps == FRESH
    environment.set_up(checkout)
    assert installers.steps == FRESH


@pytest.mark.parametrize("name", ["requirements.lock", "pyproject.toml"])
def test_changed_file_refreshes_the_environment(
    environment: ModuleType, checkout: Path, installers: Installers, name: str
) -> None:
    environment.set_up(checkout)
    installers.steps.clear()
    (checkout / name).write_text((checkout / name).read_text() + "\n# changed\n")
    environment.set_up(checkout)
    assert installers.steps == REFRESHED


@pytest.mark.parametrize("failing", FRESH)
def test_set_up_that_stopped_half_way_starts_afresh(
    environment: ModuleType, checkout: Path, installers: Installers, failing: str
) -> None:
    installers.failing = failing
    with pytest.raises(environment.SetupError, match="this step failed"):
        environment.set_up(checkout)
    installers.failing = ""
    installers.steps.clear()
    environment.set_up(checkout)
    assert installers.steps == FRESH


def test_refresh_that_stopped_half_way_starts_afresh(
    environment: ModuleType, checkout: Path, installers: Installers
) -> None:
    environment.set_up(checkout)
    (checkout / "requirements.lock").write_text("numpy==2.1\n")
    installers.failing = "sync"
    with pytest.raises(environment.SetupError):
        environment.set_up(checkout)
    installers.failing = ""
    installers.steps.clear()
    environment.set_up(checkout)
    assert installers.steps == FRESH


def test_moved_checkout_and_lost_interpreter_start_afresh(
    environment: ModuleType, checkout: Path, installers: Installers
) -> None:
    environment.set_up(checkout)
    stamp = checkout / ".venv" / "made-from.json"
    stamp.write_text(json.dumps(json.loads(stamp.read_text()) | {"checkout": "/elsewhere"}))
    installers.steps.clear()
    environment.set_up(checkout)
    assert installers.steps == FRESH

    environment.interpreter(checkout / ".venv").unlink()
    installers.steps.clear()
    environment.set_up(checkout)
    assert installers.steps == FRESH


def test_unsupported_pythons_are_named(
    environment: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    versions = {"/a/python3": (3, 9), "/b/python3": None, "/c/python3": (3, 15)}
    monkeypatch.setattr(environment, "version_of", versions.get)
    with pytest.raises(environment.SetupError) as raised:
        environment.choose_python(range(11, 15), versions)
    assert "needs Python 3.11 to 3.14" in str(raised.value)
    assert "found: /a/python3 is Python 3.9, /c/python3 is Python 3.15." in str(raised.value)


def test_first_supported_python_is_chosen(environment: ModuleType) -> None:
    missing = "/no/such/python"
    assert environment.version_of(missing) is None
    assert environment.version_of(sys.executable) == sys.version_info[:2]
    minors = range(sys.version_info.minor, sys.version_info.minor + 1)
    assert environment.choose_python(minors, [missing, sys.executable]) == sys.executable


def test_supported_versions_come_from_the_project_file(
    environment: ModuleType, checkout: Path
) -> None:
    assert environment.supported_minors(checkout) == range(11, 15)
    assert environment.supported_minors(SCRIPT.parents[1])
    (checkout / "pyproject.toml").write_text('requires-python = ">=3.11"\n')
    with pytest.raises(environment.SetupError, match="requires-python"):
        environment.supported_minors(checkout)
