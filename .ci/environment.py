"""Make the environment `.venv` of this checkout, or bring it up to date.

It installs the exact versions of `requirements.lock`, every file checked by its hash, and then this
project itself in editable form: by `uv` where it is on PATH, else by `venv` and `pip`.

    python3 .ci/environment.py

Only the standard library, in words that Python 3.8 reads: an interpreter that is too old must end
in a sentence, not in a syntax error. A stamp in the environment says what it was made from. It is
removed before work starts and written when all is done, so a set-up that was interrupted has no
stamp, and the next run starts afresh.
"""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


class SetupError(Exception):
    """The environment cannot be made; the text says why and what to do."""


def supported_minors(root):
    """Return the minor versions of Python 3 that pyproject.toml allows, as a range."""
    text = (root / "pyproject.toml").read_text(encoding="utf-8")
    found = re.search(r'^requires-python = ">=3\.(\d+),<3\.(\d+)"$', text, re.MULTILINE)
    if not found:
        raise SetupError('pyproject.toml has no line like requires-python = ">=3.11,<3.15"')
    return range(int(found.group(1)), int(found.group(2)))


def version_of(python):
    """Return (major, minor) of an interpreter, or None if it does not run."""
    ask = "import sys; print(sys.version_info[0], sys.version_info[1])"
    try:
        done = subprocess.run(
            [python, "-c", ask], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=60
        )
        major, minor = done.stdout.split()
        return int(major), int(minor)
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return None


def choose_python(minors, candidates):
    """Return the first candidate of a supported version; SetupError names what was found."""
    seen = []
    for python in candidates:
        version = version_of(python)
        if version is None:
            continue
        if version[0] == 3 and version[1] in minors:
            return python
        seen.append(f"{python} is Python {version[0]}.{version[1]}")
    raise SetupError(
        f"this course needs Python 3.{minors[0]} to 3.{minors[-1]}; "
        f"found: {', '.join(seen) or 'none'}.\n"
        f"Install a newer Python, or name one: make setup PYTHON=/path/to/python3.{minors[-1]}"
    )


def candidates_on_path(minors):
    """Yield this interpreter (the one below its environment, if it is in one), then PATH's."""
    yield getattr(sys, "_base_executable", None) or sys.executable
    for minor in reversed(minors):
        python = shutil.which(f"python3.{minor}")
        if python:
            yield python


def interpreter(environment):
    """Return where an environment keeps its Python."""
    if os.name == "nt":
        return environment / "Scripts" / "python.exe"
    return environment / "bin" / "python"


def wanted(root, installer):
    """Return what the stamp of an up-to-date environment says."""
    made_from = hashlib.sha256()
    for name in ("requirements.lock", "pyproject.toml"):
        made_from.update((root / name).read_bytes())
    return {"made_from": made_from.hexdigest(), "checkout": str(root), "installer": installer}


def read_stamp(environment):
    """Return what the environment was made from; empty if missing, unfinished or broken."""
    try:
        stamp = json.loads((environment / "made-from.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    # The link dangles if the Python below the environment was removed.
    return stamp if interpreter(environment).exists() else {}


def commands(python, environment, root, uv, fresh):
    """Return the commands that make or refresh the environment, in order."""
    inside = str(interpreter(environment))
    lock = str(root / "requirements.lock")
    if uv:
        make = [uv, "venv", "--quiet", "--no-project", "--python", python, str(environment)]
        # To compile is what pip does. Else, where Python may not write, each start would do it.
        sync = [uv, "pip", "sync", "--quiet", "--compile-bytecode", "--python", inside]
        install = [*sync, "--require-hashes", lock]
        project = [uv, "pip", "install", "--quiet", "--python", inside]
    else:
        pip = [inside, "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
        make = [python, "-m", "venv", str(environment)]
        install = [*pip, "--require-hashes", "-r", lock]
        project = pip
    project = [*project, "--no-deps", "--no-build-isolation", "-e", str(root)]
    return [make, install, project] if fresh else [install, project]


def set_up(root):
    """Make or refresh the environment of the checkout `root`; at once if nothing has changed."""
    environment = root / ".venv"
    uv = shutil.which("uv")
    want = wanted(root, "uv" if uv else "pip")
    have = read_stamp(environment)
    if all(have.get(key) == want[key] for key in ("made_from", "checkout")):
        return
    # An environment that was moved, left unfinished or made by the other installer starts afresh.
    fresh = any(have.get(key) != want[key] for key in ("checkout", "installer"))
    minors = supported_minors(root)
    python = choose_python(minors, candidates_on_path(minors)) if fresh else None
    stamp = environment / "made-from.json"
    if fresh and environment.exists():
        try:
            shutil.rmtree(environment)
        except OSError as error:
            raise SetupError(f"{error}\nEnd what still runs from .venv, then try again.") from None
    elif stamp.exists():
        stamp.unlink()
    print(f"Setting up .venv with {want['installer']}; the first time it downloads some 200 MB.")
    sys.stdout.flush()
    for command in commands(python, environment, root, uv, fresh):
        if subprocess.run(command, cwd=str(root)).returncode:
            advice = "Mend what it says above and run the same again."
            if command[1:3] == ["-m", "venv"]:
                advice = "On Debian and Ubuntu: apt install python3-venv. Or put uv on PATH."
            raise SetupError(f"this step failed: {' '.join(command)}\n{advice}")
    stamp.write_text(json.dumps(want, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    try:
        set_up(ROOT)
    except SetupError as error:
        sys.exit(f"setup: {error}")
    except KeyboardInterrupt:
        sys.exit("setup: interrupted; the next run starts afresh")
