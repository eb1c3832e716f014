"""No attack gets more points than its code deserves, reads, changes or leaves anything."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from grader.engine.fork_server import ForkServer, fork_server
from grader.engine.judging.interface import JudgedSubmission
from grader.engine.judging.submission import judge_submission
from grader.engine.remote.limits import CallLimits
from grader.engine.sandbox.tiers import Tier
from tests.attacks import system_course as course
from tests.attacks.system_attack import Attack, attacks
from tests.sandboxed import SMALL, TIERS, tier_here

SHORT = CallLimits(call=2.0, total=10.0)


@dataclass(frozen=True)
class Target:
    """A course, and a server that judges submissions of it."""

    root: Path
    paths: dict[str, str]
    server: ForkServer

    @property
    def mark(self) -> bytes:
        """A part of the command line of this fork server, and of no other process."""
        return str(self.root / "datasets").encode()


@pytest.fixture(scope="module", params=TIERS, ids=lambda tier: tier.value)
def target(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Target]:
    root = tmp_path_factory.mktemp("course")
    paths = course.make_course(root)
    (root / "datasets").mkdir()
    with fork_server(root, SMALL, tier=tier_here(request.param)) as server:
        with server.run([], {}):
            pass
        yield Target(root, paths, server)


def processes_of(target: Target) -> set[str]:
    """All processes of a fork server; its forks have the same command line."""
    found = set()
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if target.mark in path.read_bytes():
                found.add(path.parent.name)
        except OSError:
            continue
    return found


def state_of(root: Path) -> dict[str, str]:
    """The content, permissions and owner of each file in a folder."""
    return {
        str(path.relative_to(root)): hashlib.sha256(path.read_bytes()).hexdigest()
        + f" {path.stat().st_mode} {path.stat().st_uid} {path.stat().st_mtime_ns}"
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def shown(judged: JudgedSubmission) -> list[str]:
    """The outputs of the executed notebook, cell by cell."""
    cells = json.loads(judged.notebooks[course.NOTEBOOK])["cells"]
    return ["".join(map(_text, cell["outputs"])) for cell in cells]


def _text(output: dict[str, object]) -> str:
    return output["text"] if output["output_type"] == "stream" else json.dumps(output)  # type: ignore[return-value]


@pytest.mark.parametrize("attack", attacks(), ids=lambda attack: attack.name)
def test_attack(target: Target, attack: Attack, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COURSE_SECRET", course.SECRET)
    before, files = processes_of(target), state_of(target.root)
    job = course.submission(attack.bodies(target.paths), attack.files, attack.name)
    judged = judge_submission(target.server, job, target.root, SHORT)
    confined = target.server.tier is Tier.CONFINED and attack.confined_score is not None
    earned = sum(each.points or 0.0 for each in judged.result.exercises)
    assert earned == (attack.confined_score if confined else attack.score), judged.result
    outputs = shown(judged)
    # The outputs of a check are the instructor's, and may quote the test.
    assert course.SECRET not in outputs[0] + outputs[2]
    assert course.SECRET not in str(judged.result)
    if attack.shows is not None:
        assert outputs[0] == attack.shows
    if attack.says is not None:
        assert attack.says in " ".join(judged.result.notes)
    assert state_of(target.root) == files
    assert processes_of(target) == before


def test_after_all_attacks_an_honest_submission_is_judged_as_ever(target: Target) -> None:
    judged = judge_submission(
        target.server, course.submission({}, {}, "honest"), target.root, SHORT
    )
    assert [each.points for each in judged.result.exercises] == [3, 2]
    assert judged.result.notes == ()


def test_every_attack_has_a_name_for_what_it_tries() -> None:
    assert all(attack.about for attack in attacks())
    assert len({attack.about for attack in attacks()}) == len(attacks())
