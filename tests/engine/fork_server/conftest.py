"""A fork server whose snapshots evaluate expressions, in each tier that this machine has."""

from collections.abc import Iterator

import pytest

from grader.engine.fork_server import ForkServer, Limits, Ran, fork_server
from grader.engine.fork_server.messages import receive_json, send_json
from grader.engine.sandbox.machine import probe
from grader.engine.sandbox.tiers import Tier, tier_of

ECHO = "grader.engine.fork_server.echo"
SMALL = Limits(
    cell_seconds=2,
    seconds=10,
    cpu_seconds=30,
    memory=512 << 20,
    job_memory=700 << 20,
    processes=32,
    scratch=32 << 20,
    file_size=16 << 20,
    output=1 << 20,
)


@pytest.fixture(scope="session", params=[Tier.ISOLATED, Tier.CONFINED], ids=lambda tier: tier.value)
def server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[ForkServer]:
    # A machine without namespaces has the second tier alone.
    tier = max(request.param, tier_of(probe()), key=list(Tier).index)
    with fork_server(tmp_path_factory.mktemp("course"), SMALL, tier=tier, serve=ECHO) as server:
        yield server


def asked(ran: Ran, cell: str, expression: str) -> str:
    """What an expression is in the snapshot after a cell."""
    connection = ran.snapshot(cell)
    assert connection is not None, ran.problem
    send_json(connection, expression)
    answer: str = receive_json(connection)
    return answer
