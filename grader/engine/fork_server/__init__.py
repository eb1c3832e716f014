"""Running students' notebooks: one zygote, and a child of it in a sandbox for each notebook.

Other packages use the names below; the modules are parts of the server.

>>> with fork_server(root) as server:  # doctest: +SKIP
...     with server.run([Cell("a", "x = 1", graded=True)], {}) as run:
...         run.outputs["a"], run.problem, run.snapshot("a")
"""

from grader.engine.fork_server.protocol import Cell
from grader.engine.fork_server.server import (
    ForkServer,
    NotebookRun,
    SharedZygote,
    fork_server,
    join_fork_server,
)
from grader.engine.sandbox.limits import Limits

__all__ = [
    "Cell",
    "ForkServer",
    "Limits",
    "NotebookRun",
    "SharedZygote",
    "fork_server",
    "join_fork_server",
]
