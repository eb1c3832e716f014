"""The kinds of submissions, each with its grammar and with what must hold for it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from tests.fuzz import class_kinds, command_kinds, program_kinds
from tests.fuzz.grammar import pictures
from tests.fuzz.grammar.programs import programs
from tests.fuzz.stage import Stage

Check = Callable[[Stage, Any], None]


@dataclass(frozen=True)
class Kind:
    """A grammar of submissions, and how one is tried."""

    strategy: st.SearchStrategy[Any]
    check: Check


def kinds() -> dict[str, Kind]:
    """All kinds, by name."""
    run, confined = program_kinds.check_program, program_kinds.check_confined
    text = programs()
    return {
        "settings": Kind(st.none(), command_kinds.check_settings),
        "trees": Kind(class_kinds.trees(), class_kinds.check_class),
        "twins": Kind(class_kinds.look_alikes(), class_kinds.check_twins),
        "notebooks": Kind(class_kinds.damaged_notebooks(), class_kinds.check_class),
        "pages": Kind(class_kinds.pages(), class_kinds.check_pages),
        "disguises": Kind(class_kinds.disguised(), class_kinds.check_disguises),
        "untouched": Kind(command_kinds.untouched(), command_kinds.check_untouched),
        "addresses": Kind(command_kinds.addresses(), command_kinds.check_address),
        "pictures": Kind(pictures.pictures(), pictures.check),
        "printing": Kind(text["printing"], class_kinds.check_printing),
        **{
            name: Kind(text[name], run)
            for name in ("locks", "memory", "folders", "answers", "imports")
        },
        "sockets": Kind(text["sockets"], confined),
        "confined folders": Kind(text["folders"], confined),
    }
