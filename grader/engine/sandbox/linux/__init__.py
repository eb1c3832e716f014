"""The kernel's mechanisms of isolation, each in a module; only `grader.engine` uses them."""
