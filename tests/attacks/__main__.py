"""The attacks through `course grade` and through stock nbgrader, side by side.

    python -m tests.attacks [NAME ...]

Stock nbgrader runs them with all that this account may do, so those that would harm the machine,
read what is private on it or run for a long time are left out there.
"""

import json
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

from rich.console import Console
from rich.table import Table

from grader.engine import stock_judge
from grader.engine.fork_server import ForkServer, fork_server
from grader.engine.judged import Job, Judge
from grader.engine.trusted import judge_with
from tests.attacks import system_course, test_system, test_verdicts, verdicts_course
from tests.attacks.system_attack import Attack, attacks

# Verdict attacks that run for ever or fill the memory, where nothing stops them.
_ENDLESS = ("drip", "endless", "huge", "deep", "flood", "garbage", "large", "long", "hostile")

Entry = tuple[str, float, Callable[[], Job], bool]


def _system(root: Path) -> Iterator[Entry]:
    places = system_course.make_course(root)
    for attack in attacks():

        def job(attack: Attack = attack) -> Job:
            return system_course.submission(attack.bodies(places), attack.files, attack.name)

        yield f"system/{attack.name}", attack.score, job, not attack.harms


def _verdicts(root: Path) -> Iterator[Entry]:
    verdicts_course.make_course(root)
    for path in test_verdicts.ATTACKS:
        attack: ModuleType = test_verdicts.load(path)
        names = [name for name in ("double", "shift") if hasattr(attack, name.upper())]
        text = json.dumps(
            verdicts_course.notebook({name: getattr(attack, name.upper()) for name in names})
        )
        parts = (path.stem, verdicts_course.ASSIGNMENT, "a run", {verdicts_course.NOTEBOOK: text})
        harmless = not any(word in path.stem for word in _ENDLESS)
        yield f"verdicts/{path.stem}", attack.SCORE, lambda parts=parts: Job(*parts), harmless


def _tried(judge: Judge, job: Job, root: Path, deserved: float) -> tuple[bool, str]:
    """Judge an attack; tell whether it got what it deserves and no more, and what it did."""
    files = test_system.state_of(root)
    judged = judge(job, root)
    points = sum(each.points for each in judged.result.exercises)
    effects = ["not graded"] if judged.result.problem else []
    for text in judged.notebooks.values():
        cells = json.loads(text)["cells"]
        own = [cell["outputs"] for cell in cells if not cell["metadata"]["nbgrader"]["grade"]]
        effects += ["read a secret"] if system_course.SECRET in json.dumps(own) else []
    effects += ["changed files"] if test_system.state_of(root) != files else []
    well = points == deserved and not effects
    shown = ", ".join([f"{points:g}", *effects])
    return well, shown if well else f"[bold red]{shown}[/]"


def _ours(server: ForkServer) -> Judge:
    return lambda job, root: judge_with(server, job, root, test_system.SHORT)


def main() -> None:
    """Print the table, then how many attacks came to something."""
    wanted, console = sys.argv[1:], Console()
    table = Table("attack", "deserves", "course grade", "nbgrader", title="Points, of 5")
    succeeded = {"course grade": 0, "nbgrader": 0}
    for make in (_verdicts, _system):
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder, "course")
            entries = list(make(root))
            config = Path(__file__).parents[2] / "nbgrader_config.py"
            (root / "nbgrader_config.py").write_text(config.read_text("utf-8"), "utf-8")
            with fork_server(root, test_system.SMALL) as server:
                for name, deserved, job, harmless in entries:
                    if wanted and not any(word in name for word in wanted):
                        continue
                    well, ours = _tried(_ours(server), job(), root, deserved)
                    succeeded["course grade"] += not well
                    well, stock = True, "-"
                    if harmless:
                        well, stock = _tried(stock_judge.judge_one, job(), root, deserved)
                    succeeded["nbgrader"] += not well
                    table.add_row(name, f"{deserved:g}", ours, stock)
    console.print(table)
    for engine, number in succeeded.items():
        console.print(f"{engine}: {number} attacks came to something")


if __name__ == "__main__":
    main()
