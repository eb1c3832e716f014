"""Running something in a child process that is shut in by it, for good."""

import json
import os
import subprocess
import sys
import traceback
from collections.abc import Callable
from typing import Any


def in_child(function: Callable[[], Any]) -> Any:
    """What a function returns in a process of its own, as JSON keeps it."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        answer = "ended"
        try:
            answer = json.dumps({"value": function()})
        except BaseException:
            answer = json.dumps({"error": traceback.format_exc()})
        finally:
            os.write(writing, answer.encode())
            os._exit(0)
    os.close(writing)
    with open(reading, encoding="utf-8") as pipe:
        said = json.loads(pipe.read())
    os.waitpid(child, 0)
    assert "error" not in said, said["error"]
    return said["value"]


def in_fresh_child(function: Callable[..., Any], *words: str) -> Any:
    """The same in a new interpreter, which has nothing of this one's: a function of a module."""
    module, name = function.__module__, function.__name__
    program = f"import json\nfrom {module} import {name}\nprint(json.dumps({name}(*{words})))"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, env=environment
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def refused(*attempts: Callable[[], object]) -> list[bool]:
    """For each attempt, whether the system refused it."""
    found = []
    for attempt in attempts:
        try:
            attempt()
            found.append(False)
        except OSError:
            found.append(True)
    return found
