"""Running notebooks of students: one warm process, and a child of it in a sandbox for each.

>>> with fork_server(root) as server:  # doctest: +SKIP
...     with server.run([Cell("a", "x = 1", graded=True)], {}) as ran:
...         ran.outputs["a"], ran.problem, ran.snapshot("a")
"""

from grader.engine.fork_server.protocol import Cell
from grader.engine.fork_server.server import ForkServer, Ran, Shared, fork_server, joined
from grader.engine.sandbox.limits import Limits

__all__ = ["Cell", "ForkServer", "Limits", "Ran", "Shared", "fork_server", "joined"]
