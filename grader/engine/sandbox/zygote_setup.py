"""The settings of a zygote, which it gets from the judge when it starts."""

import json
from dataclasses import asdict, dataclass

from grader.engine.sandbox.tiers import Tier
from grader.engine.sandbox.visible_files import SCRATCH, View


@dataclass(frozen=True)
class Setup:
    """How to build the sandbox. Nothing of it is secret.

    Parameters
    ----------
    tier : Tier
    view : View
        What student code may see.
    scratch : str or None
        Without namespaces, the folder in which each job gets a scratch folder.
    fonts : tuple of str
        The files with Matplotlib's font lists.
    program : str
        Module whose `run(setup, connection)` is executed in the sandbox.
    snapshot_server : str
        Module whose `handle_requests(connection, namespace)` runs in a snapshot.
    data : str or None
        The folder of the data sets.
    preload : tuple of str
        The modules that are imported once for all submissions.
    libraries : tuple of str
        Modules of other people's libraries, which are imported as well if they can be.
    """

    tier: Tier
    view: View
    scratch: str | None
    fonts: tuple[str, ...]
    program: str
    snapshot_server: str
    data: str | None
    preload: tuple[str, ...]
    libraries: tuple[str, ...] = ()

    @property
    def home(self) -> str:
        """The home folder, where libraries put their caches."""
        return self.scratch or SCRATCH

    def to_text(self) -> str:
        """Return the setup as text, for one argument of a command."""
        return json.dumps({**asdict(self), "tier": self.tier.name})


def from_text(text: str) -> Setup:
    """Return the setup from the text of `Setup.to_text`."""
    values = json.loads(text)
    view = View(**{name: tuple(paths) for name, paths in values["view"].items()})
    lists = {name: tuple(values[name]) for name in ("fonts", "preload", "libraries")}
    return Setup(**{**values, **lists, "tier": Tier[values["tier"]], "view": view})
