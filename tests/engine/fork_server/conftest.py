"""A fork server whose snapshots evaluate expressions, in each tier that this machine supports."""

from collections.abc import Iterator

import pytest

from grader.engine.fork_server import ForkServer, NotebookRun, fork_server
from grader.engine.fork_server.protocol import receive_json, send_json
from tests.sandboxed import SMALL, TIERS, tier_here

EXPRESSIONS = "grader.engine.fork_server.job.expression_server"


@pytest.fixture(scope="session", params=TIERS, ids=lambda tier: tier.value)
def server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[ForkServer]:
    tier = tier_here(request.param)
    with fork_server(
        tmp_path_factory.mktemp("course"), SMALL, tier=tier, snapshot_server=EXPRESSIONS
    ) as server:
        yield server


def evaluate(ran: NotebookRun, cell: str, expression: str) -> str:
    """The `repr` of an expression in the snapshot after a cell."""
    connection = ran.snapshot(cell)
    assert connection is not None, ran.problem
    send_json(connection, expression)
    reply: str = receive_json(connection)
    return reply
