"""`course doctor`: how well this machine can isolate student code, and what would improve it."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from grader.engine.fork_server import Cell, fork_server
from grader.engine.sandbox.host_support import probe
from grader.engine.sandbox.linux import cgroup
from grader.engine.sandbox.policy import SandboxError
from grader.engine.sandbox.tiers import (
    FILTER,
    GROUPS,
    LANDLOCK,
    MEANING,
    NAMESPACES,
    NOTIFICATION,
    SIGNALS,
    Tier,
    tier_of,
)

_ADVICE: Final[Mapping[str, str]] = {
    NAMESPACES: (
        "Let ordinary users make user namespaces. Ubuntu 24.04 and later: "
        "sysctl kernel.apparmor_restrict_unprivileged_userns=0. Older Debian: "
        "sysctl kernel.unprivileged_userns_clone=1. Elsewhere: user.max_user_namespaces above 0. "
        "In a Docker container: start it with --security-opt seccomp=unconfined "
        "--security-opt systempaths=unconfined"
    ),
    LANDLOCK: (
        "Linux 5.13 or later with Landlock turned on: it has to stand in "
        "/sys/kernel/security/lsm; if not, start the kernel with lsm=landlock,..."
    ),
    SIGNALS: "Linux 6.12 or later. Without it signals are refused altogether, which is as safe",
    FILTER: "Linux on x86-64 or arm64, with seccomp filters",
    NOTIFICATION: "Linux 5.5 or later, and no other program that holds a listener",
    GROUPS: (
        "Grade as root, or where your account can make control groups: "
        "systemd-run --user --scope course grade. Without them memory is counted several times a "
        "second, and what cannot be counted is refused"
    ),
}
_ADVICE_FOR_SYSTEM: Final = {
    "win32": "Grade in WSL2 (wsl --install), where student code can be isolated",
    "darwin": "Grade in a Linux virtual machine or container, where student code can be isolated",
}

_SNAPSHOT_SERVER: Final = "grader.engine.fork_server.job.expression_server"
_TEST_CELL: Final = """\
import socket
refused = []
for attempt in (lambda: open({path!r}), socket.socket):
    try:
        attempt()
    except OSError:
        refused.append(True)
print("refused" if len(refused) == 2 else "allowed")
"""


@dataclass(frozen=True)
class Diagnosis:
    """What `course doctor` found.

    Parameters
    ----------
    tier : Tier
    lines : tuple of str
        The text to print.
    is_usable : bool
        Whether student code can be run in isolation.
    """

    tier: Tier
    lines: tuple[str, ...]
    is_usable: bool


def diagnose(root: Path) -> Diagnosis:
    """Try every mechanism, and run a notebook that tries to escape.

    Parameters
    ----------
    root : Path
        The course folder.
    """
    probes = probe()
    tier = tier_of(probes)
    lines = [f"Isolation: {tier.value}", f"  {MEANING[tier]}", ""]
    for name, reason in probes.items():
        lines.append(f"  works   {name}" if reason is None else f"  missing {name}: {reason}")
    if probes:
        lines += ["", f"Memory of a submission: {_memory_limit()}"]
    advice = [_ADVICE[name] for name, reason in probes.items() if reason and name in _ADVICE]
    if sys.platform in _ADVICE_FOR_SYSTEM:
        advice.append(_ADVICE_FOR_SYSTEM[sys.platform])
    if advice:
        lines += ["", "What would raise it:", *(f"  - {each}." for each in advice)]
    is_usable = tier in (Tier.ISOLATED, Tier.CONFINED)
    if is_usable:
        problem = _test_isolation(root)
        is_usable = problem is None
        lines += ["", problem or "A notebook ran, and found no file of the course and no network."]
    return Diagnosis(tier, tuple(lines), is_usable)


def _memory_limit() -> str:
    """Return how the memory of all processes of a submission is limited."""
    try:
        found = cgroup.find_hierarchy()
    except OSError:
        return "counted by the grader; no control group limits it"
    return f"limited by the kernel, with control groups (version {found.version}, {found.folder})"


def _test_isolation(root: Path) -> str | None:
    """Run a notebook that tries to escape; return what is wrong, None if nothing is."""
    hidden_path = str(Path(__file__).resolve())
    try:
        with fork_server(root, snapshot_server=_SNAPSHOT_SERVER) as server:
            source = _TEST_CELL.format(path=hidden_path)
            with server.run([Cell("trial", source)], {}) as run:
                shown = "".join(each.get("text", "") for each in run.outputs.get("trial", []))
    except SandboxError as error:
        return str(error)
    if run.problem:
        return f"A notebook could not be run: {run.problem}"
    if shown != "refused\n":
        return "A notebook ran, and the walls around it let it through. Do not grade here."
    return None
