"""Which mechanisms of isolation work on this machine, probed once for each process."""

import functools
import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from grader.engine.sandbox.tiers import FAILED

_SECONDS = 60
_PACKAGE_PARENT = str(Path(__file__).parents[3])
_PROGRAM = "import sys; sys.path.insert(0, sys.argv.pop(1)); from {0} import main; main()"


def isolated_command(module: str, *arguments: str) -> list[str]:
    """Return the command that executes `main()` of a module in an isolated interpreter."""
    return [sys.executable, "-I", "-c", _PROGRAM.format(module), _PACKAGE_PARENT, *arguments]


@functools.cache
def probe() -> Mapping[str, str | None]:
    """Try every mechanism, once for each process.

    Returns
    -------
    mapping of str to str or None
        For each mechanism why it does not work, None if it does. Empty on other systems.
    """
    if sys.platform != "linux":
        return {}
    done = subprocess.run(
        isolated_command("grader.engine.sandbox.probes"),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=_SECONDS,
        check=False,
    )
    if done.returncode:
        reason = done.stderr.decode(errors="replace").strip().rpartition("\n")[2]
        return {FAILED: reason}
    found: dict[str, str | None] = json.loads(done.stdout)
    return found
