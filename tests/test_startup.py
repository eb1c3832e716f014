import subprocess
import sys

CODE = """
import gc, sys
from grader.startup import speed_up_imports, restore_garbage_collection
usual = gc.get_threshold()
speed_up_imports()
import jsonschema
print(sys.modules.get("rfc3987_syntax"), gc.isenabled(), gc.get_threshold()[0] > 700)
restore_garbage_collection()
print(gc.get_threshold() == usual, gc.get_freeze_count() > 0)
jsonschema.validate({"a": 1}, {"properties": {"a": {"type": "integer"}}})
"""


def test_schemas_are_checked_without_the_slow_import_and_garbage_is_still_collected() -> None:
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=False)
    assert done.stdout.split() == ["None", "True", "True", "True", "True"], done.stderr
    assert done.returncode == 0, done.stderr
