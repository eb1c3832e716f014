"""Kinds of programs that are tried in a fork server, in both tiers of isolation."""

import json
import sys

from tests.fuzz import doors, oracles
from tests.fuzz.course import NAME, POINTS, RIGHT, answered
from tests.fuzz.grammar.programs import Program
from tests.fuzz.stage import Stage
from tests.fuzz.watch import Watch, errors_of


def check_program(stage: Stage, program: Program) -> None:
    """A program ends with a result, stays below its limits, and leaves nothing behind."""
    with Watch(stage) as watch:
        text = program.text.replace("ADDRESSES", repr(watch.addresses))
        answers = {"neuron": RIGHT["neuron"], "relu": text}
        if "def neuron" in text:
            del answers["neuron"]
        judged = doors.judge(watch.server, stage.root, NAME, json.dumps(answered(answers)), {})
        oracles.require(len(judged.points) == len(POINTS), "no result", str(judged.notes))
        watch.require_nothing_reached()
        watch.require_limits(program.kind)
        watch.require_no_locks()
        if program.module:
            news = watch.new_modules & {program.module}
            for name in news:
                # The next example is to find it out anew.
                sys.modules.pop(name, None)
            oracles.require(not news, "the judge imports what a text names", str(news))
        again = doors.judge(watch.server, stage.root, NAME, json.dumps(answered(RIGHT)), {})
        oracles.require(
            (again.points, errors_of(again.notebook)) == watch.honest,
            f"a submission harms the next one ({program.kind})",
            f"{again.points} {again.notes} {errors_of(again.notebook)[:3]}",
        )


def check_confined(stage: Stage, program: Program) -> None:
    """In the tier *confined*, no program reaches a socket of the machine."""
    with Watch(stage, doors.Tier.CONFINED) as watch:
        text = program.text.replace("ADDRESSES", repr(watch.addresses))
        doors.judge(watch.server, stage.root, NAME, json.dumps(answered({"relu": text})), {})
        watch.require_nothing_reached()
        watch.require_limits(program.kind)
        again = doors.judge(watch.server, stage.root, NAME, json.dumps(answered(RIGHT)), {})
        oracles.require(
            again.points == watch.honest[0], f"a submission harms the next one ({program.kind})"
        )
