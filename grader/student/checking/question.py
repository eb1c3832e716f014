"""A question: all that is needed to judge one exercise, as plain data and without its solution."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from grader.student.calling import (
    Choice,
    Function,
    Plain,
    RandomOutput,
    arguments_for,
    decode,
    encode,
    todays_letters,
)
from grader.student.checking.comparison import Contract, is_shape
from grader.student.text import format_number

Fact = int | float | str
"""A size of a case, or a setting of it such as the name of an operation."""


def size_of(facts: Mapping[str, Fact]) -> int:
    """Return the sum of the sizes among the facts of a case."""
    return sum(value for value in facts.values() if isinstance(value, int))


@dataclass(frozen=True)
class MistakeOutcome:
    """What a known mistake does in a case: the value it returns, or the error it raises.

    `about` holds the sizes that the error is about, and `target` the name on the left of the
    line that stops: two errors of one kind may be about different things.
    """

    value: Plain = None
    error: str | None = None
    about: tuple[int, ...] = ()
    target: str = ""


@dataclass(frozen=True)
class SolvedCase:
    """One set of arguments with the expected value and the outcomes of the known mistakes.

    Attributes
    ----------
    arguments : mapping of str to plain data
        In the order of the function's parameters.
    facts : mapping of str to int, float or str
        Sizes and settings that a message may speak of, such as m = 7. Only whole numbers are
        taken for sizes.
    rule : str or None
        Set where the case tests a rule (such as "finite") and not the values as such.
    tolerance : mapping of str to float
        Relative tolerance of an output for which the numbers of this case ask for more than the
        contract gives.
    optional : mapping of str to plain data
        What a function with the parameters of another course may ask for besides, by name.
    part : str or None
        The part of the exercise that all outputs of this case are, where their names depend on what
        is drawn.
    """

    arguments: Mapping[str, Plain]
    expected: Plain
    facts: Mapping[str, Fact]
    rule: str | None
    mistaken: Mapping[str, MistakeOutcome]
    tolerance: Mapping[str, float] = field(default_factory=dict)
    optional: Mapping[str, Plain] = field(default_factory=dict)
    part: str | None = None

    def bound_to(self, function: Function) -> "SolvedCase":
        """Return the case with the arguments that a function is called with."""
        sizes = {name: fact for name, fact in self.facts.items() if isinstance(fact, int)}
        optional = {**sizes, **self.optional}
        return replace(self, arguments=arguments_for(function, self.arguments, optional))

    @property
    def label(self) -> str:
        """What a message says of the case: "m = 7, n_x = 3".

        Without facts these are the arguments themselves, where each is a number or a shape.
        """
        told: Mapping[str, Plain] = self.facts or self.arguments
        short = all(isinstance(v, int | float) or is_shape(v) for v in told.values())
        if not self.facts and not short:
            return ""
        return ", ".join(
            f"{k} = {format_number(v) if isinstance(v, int | float) else v}"
            for k, v in told.items()
        )

    @property
    def size(self) -> int:
        """The sum of the sizes among the facts: the larger, the more a case can show."""
        return size_of(self.facts)


@dataclass(frozen=True)
class KnownMistake:
    """A named mistake and the sentence for the student who made it.

    `raises` is a pair (exception name, pattern of its text) for a mistake that stops with an
    error in every case, so that no value can prove it.
    """

    name: str
    says: str
    raises: tuple[str, str] | None = None


@dataclass(frozen=True)
class Question:
    """One exercise, ready to be judged.

    Attributes
    ----------
    replaced_helpers : tuple of str
        Helpers that are replaced while the function is judged: see
        `grader.student.calling.replaced_helpers`.
    signature : str
        The parameters in the def line of the lesson, such as "(w, b, alpha=0.5)".
    given : tuple of str
        Functions that the notebook gives, or takes from an earlier one: no rule looks into them.
    explanations : mapping of str to str
        The sentence for each letter of a question of choice; empty for any other exercise.
    earlier_letters : mapping of str to mapping of str to str
        See `grader.student.calling.todays_letters`.
    """

    name: str
    number: str
    contract: Contract
    rules: tuple[str, ...]
    uses: tuple[str, ...]
    equations: Mapping[str, str]
    mistakes: tuple[KnownMistake, ...]
    cases: tuple[SolvedCase, ...]
    hints: tuple[tuple[str, str], ...] = ()
    rule_says: Mapping[str, str] = field(default_factory=dict)
    replaced_helpers: tuple[str, ...] = ()
    signature: str = ""
    given: tuple[str, ...] = ()
    explanations: Mapping[str, str] = field(default_factory=dict)
    earlier_letters: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def in_letters_of(function: Function, question: Question) -> Question:
    """Return a question of choice in the letters of the release that a function is from."""
    todays = todays_letters(function, question.earlier_letters)
    letters = {letter: earlier for earlier, letter in todays.items()}
    if not letters:
        return question

    def of_case(case: SolvedCase) -> SolvedCase:
        mistaken = {
            name: MistakeOutcome(value=in_letters(outcome.value))
            for name, outcome in case.mistaken.items()
        }
        return replace(case, expected=in_letters(case.expected), mistaken=mistaken)

    def in_letters(choice: Choice) -> Choice:
        return replace(choice, letter=letters.get(choice.letter, ""))

    return replace(
        question,
        explanations={letters[letter]: says for letter, says in question.explanations.items()},
        cases=tuple(map(of_case, question.cases)),
    )


def question_to_data(question: Question) -> dict[str, object]:
    """Convert a question into what `json.dumps` can write."""
    return {
        "name": question.name,
        "number": question.number,
        "outputs": list(question.contract.outputs),
        "scalars": sorted(question.contract.scalars),
        "tolerance": dict(question.contract.tolerance),
        **_rare_to_data(question),
        "rules": list(question.rules),
        "rule_says": dict(question.rule_says),
        "uses": list(question.uses),
        "equations": dict(question.equations),
        "hints": [list(h) for h in question.hints],
        "mistakes": [
            {"name": m.name, "says": m.says, "raises": list(m.raises) if m.raises else None}
            for m in question.mistakes
        ],
        "cases": [
            {
                "arguments": encode(dict(c.arguments)),
                "expected": encode(c.expected),
                "facts": dict(c.facts),
                "rule": c.rule,
                "mistaken": {
                    name: _error_to_data(o) if o.error else {"value": encode(o.value)}
                    for name, o in c.mistaken.items()
                },
                **({"tolerance": dict(c.tolerance)} if c.tolerance else {}),
                **({"optional": encode(dict(c.optional))} if c.optional else {}),
                **({"part": c.part} if c.part else {}),
            }
            for c in question.cases
        ],
    }


def _error_to_data(outcome: MistakeOutcome) -> dict[str, object]:
    found = {"error": outcome.error, "about": list(outcome.about), "target": outcome.target}
    return {name: value for name, value in found.items() if value}


def _rare_to_data(question: Question) -> dict[str, object]:
    """Return what few questions have."""
    drawn = {
        name: {
            "scales": list(d.scales),
            "by_inputs": list(d.by_inputs),
            "inputs_first": d.inputs_first,
        }
        for name, d in question.contract.drawn.items()
    }
    rare = {
        "drawn": drawn,
        "may_bring_more": question.contract.may_bring_more,
        "first_alone": question.contract.first_alone,
        "whole": sorted(question.contract.whole),
        "from_any": sorted(question.contract.from_any),
        "exact": question.contract.exact,
        "stand_ins": list(question.replaced_helpers),
        "signature": question.signature,
        "given": list(question.given),
        "explanations": dict(question.explanations),
        "earlier_letters": {d: dict(letters) for d, letters in question.earlier_letters.items()},
    }
    return {name: value for name, value in rare.items() if value}


def question_from_data(data: Mapping[str, Any]) -> Question:
    """Convert the result of `json.loads` back into a question."""
    return Question(
        name=data["name"],
        number=data["number"],
        contract=Contract(
            tuple(data["outputs"]),
            frozenset(data["scalars"]),
            dict(data["tolerance"]),
            {
                name: RandomOutput(tuple(d["scales"]), tuple(d["by_inputs"]), d["inputs_first"])
                for name, d in data.get("drawn", {}).items()
            },
            data.get("may_bring_more", False),
            data.get("first_alone", False),
            frozenset(data.get("whole", ())),
            frozenset(data.get("from_any", ())),
            data.get("exact", False),
        ),
        replaced_helpers=tuple(data.get("stand_ins", ())),
        signature=data.get("signature", ""),
        given=tuple(data.get("given", ())),
        explanations=dict(data.get("explanations", {})),
        earlier_letters=dict(data.get("earlier_letters", {})),
        rules=tuple(data["rules"]),
        rule_says=dict(data["rule_says"]),
        uses=tuple(data["uses"]),
        equations=dict(data["equations"]),
        hints=tuple((h[0], h[1]) for h in data["hints"]),
        mistakes=tuple(
            KnownMistake(
                m["name"], m["says"], (m["raises"][0], m["raises"][1]) if m["raises"] else None
            )
            for m in data["mistakes"]
        ),
        cases=tuple(
            SolvedCase(
                arguments=decode(c["arguments"]),
                expected=decode(c["expected"]),
                facts=dict(c["facts"]),
                rule=c["rule"],
                mistaken={
                    name: MistakeOutcome(
                        error=o["error"],
                        about=tuple(o.get("about", ())),
                        target=o.get("target", ""),
                    )
                    if "error" in o
                    else MistakeOutcome(value=decode(o["value"]))
                    for name, o in c["mistaken"].items()
                },
                tolerance=dict(c.get("tolerance", {})),
                optional=decode(c["optional"]) if "optional" in c else {},
                part=c.get("part"),
            )
            for c in data["cases"]
        ),
    )
