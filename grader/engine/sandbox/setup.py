"""What the judge tells the zygote when it starts it."""

import json
from dataclasses import asdict, dataclass

from grader.engine.sandbox.tiers import Tier
from grader.engine.sandbox.view import SCRATCH, View


@dataclass(frozen=True)
class Setup:
    """How to build the walls. None of it is secret.

    Parameters
    ----------
    tier : Tier
    view : View
        What student code may see.
    scratch : str or None
        A folder for scratch folders, where there are no namespaces with one of their own.
    fonts : tuple of str
        The files with matplotlib's lists of fonts.
    serve : str
        Module whose `serve(connection, namespace)` answers the judge in a snapshot.
    data : str or None
        The folder of the data sets.
    warm : tuple of str
        The modules that are imported once for all submissions.
    """

    tier: Tier
    view: View
    scratch: str | None
    fonts: tuple[str, ...]
    serve: str
    data: str | None
    warm: tuple[str, ...]

    @property
    def home(self) -> str:
        """The folder for what libraries want to keep."""
        return self.scratch or SCRATCH

    def to_text(self) -> str:
        """Return the setup as one argument of a command."""
        return json.dumps({**asdict(self), "tier": self.tier.name})


def from_text(text: str) -> Setup:
    """Return the setup that `Setup.to_text` wrote."""
    values = json.loads(text)
    view = View(**{name: tuple(paths) for name, paths in values["view"].items()})
    lists = {name: tuple(values[name]) for name in ("fonts", "warm")}
    return Setup(**{**values, **lists, "tier": Tier[values["tier"]], "view": view})
