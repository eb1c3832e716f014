"""Running a function in a child process, which it may restrict irrevocably."""

import json
import os
import subprocess
import sys
import traceback
from collections.abc import Callable
from typing import Any


def in_child(function: Callable[[], Any]) -> Any:
    """The result of a function in a child process, by way of JSON."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        reply = "ended"
        try:
            reply = json.dumps({"value": function()})
        except BaseException:
            reply = json.dumps({"error": traceback.format_exc()})
        finally:
            os.write(writing, reply.encode())
            os._exit(0)
    os.close(writing)
    with open(reading, encoding="utf-8") as pipe:
        result = json.loads(pipe.read())
    os.waitpid(child, 0)
    assert "error" not in result, result["error"]
    return result["value"]


def in_fresh_child(function: Callable[..., Any], *words: str) -> Any:
    """The same for a function of a module in a new interpreter."""
    module, name = function.__module__, function.__name__
    program = f"import json\nfrom {module} import {name}\nprint(json.dumps({name}(*{words})))"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, env=environment
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def refused(*attempts: Callable[[], object]) -> list[bool]:
    """For each attempt, whether it failed with OSError."""
    found = []
    for attempt in attempts:
        try:
            attempt()
            found.append(False)
        except OSError:
            found.append(True)
    return found
