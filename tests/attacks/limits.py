"""What an attack may use: less than a student, so that those without end come to one soon."""

from dataclasses import replace

from grader.engine.fork_server import Limits

SMALL = Limits(
    cell_seconds=2,
    seconds=8,
    cpu_seconds=30,
    judging_seconds=60,
    memory=512 << 20,
    job_memory=700 << 20,
    processes=32,
    scratch=64 << 20,
    file_size=32 << 20,
    output=1 << 20,
)
# Cells of a lesson do real work.
PATIENT = replace(SMALL, cell_seconds=8, seconds=20)
