"""Kinds of what surrounds submissions: settings, addresses of the gradebook, untouched work."""

import json
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from tests.fuzz import doors, oracles
from tests.fuzz.course import ASSIGNMENT, in_lines
from tests.fuzz.stage import Stage, graded_untouched, scratch, write_class

SECRET = "pa55w0rd"


def _joined(notebook: Any) -> Any:
    return {**notebook, "cells": [{**c, "source": "".join(c["source"])} for c in notebook["cells"]]}


def _stripped(notebook: Any) -> Any:
    cells = [{**c, "source": "".join(c["source"]).rstrip()} for c in notebook["cells"]]
    return {**notebook, "cells": cells}


def _older(notebook: Any) -> Any:
    cells = [{k: v for k, v in c.items() if k != "id"} for c in notebook["cells"]]
    return {**notebook, "cells": cells, "nbformat_minor": 4}


_FORMS = {"lines": in_lines, "text": _joined, "stripped": _stripped, "older": _older}


def untouched() -> st.SearchStrategy[tuple[str, str]]:
    """An assignment, and the form in which another program stores notebooks."""
    weeks = st.sampled_from(["week1", "week2", "week3", "week4"])
    return st.tuples(weeks, st.sampled_from(sorted(_FORMS)))


def check_untouched(stage: Stage, how: tuple[str, str]) -> None:
    """What is handed in as it was handed out is not called changed."""
    assignment, form = how
    whole = {
        path.stem: _FORMS[form](json.loads(path.read_text(encoding="utf-8")))
        for path in (doors.ROOT / "release" / assignment).glob("*.ipynb")
    }
    notes = graded_untouched(doors.ROOT, assignment, whole)["notes"]
    oracles.require(not notes, "untouched work is called changed", f"{form}: {notes}")


def addresses() -> st.SearchStrategy[str]:
    """Addresses of gradebooks that cannot be used, each with a password."""
    schemes = st.sampled_from(
        ["postgresql+psycopg://", "postgresql://", "mysql://", "sqlite://", "://", "", "a b://",
         "postgresql+nothing://"]
    )  # fmt: skip
    secret = SECRET
    places = st.sampled_from(
        [f"user:{secret}@127.0.0.1:1/a", f"127.0.0.1:1/a?password={secret}",
         f"user:{secret}@127.0.0.1:port/a", f"user:{secret}@[::1/a", f"/a?passfile={secret}",
         f"127.0.0.1:1/a?user=a&password={secret}&sslmode=x", f"user:{secret}@@:/?", f"u:{secret}",
         f"user@127.0.0.1:1/a?options=-c%20{secret}", f"a b:{secret}@h:99999999/a"]
    )  # fmt: skip
    return st.builds(str.__add__, schemes, places)


def check_address(stage: Stage, address: str) -> None:
    """No command and no log shows the password of an address."""
    with scratch() as folder:
        submitted = folder / "in"
        work = folder / "work"
        write_class(submitted, {})
        for words in (
            ("grade", ASSIGNMENT, "--submitted", str(submitted)),
            ("feedback", ASSIGNMENT),
        ):
            ran = doors.command(
                "--course", stage.root, *words, "--into", work, "--db", address, cheap=True
            )
            said = ran.output.decode("utf-8", "replace")
            logs = [log.read_text("utf-8", "replace") for log in work.glob("*.log")]
            oracles.no_secret(SECRET, said, *logs)


def check_settings(stage: Stage, _: None) -> None:
    """Nothing that students reach lies in the course."""
    from traitlets.config import PyFileConfigLoader

    config = PyFileConfigLoader("nbgrader_config.py", str(stage.root)).load_config()
    exchange = config.get("Exchange", {}).get("root")
    inside = isinstance(exchange, str) and Path(exchange).is_relative_to(stage.root)
    oracles.require(not inside, "the exchange lies in the course", str(exchange))
