"""The processes of one job: a supervisor, and the process that executes a student's cells.

`zygote.main` starts them with `supervisor.supervise`. `expression_server` is for tests of the
sandbox.
"""
