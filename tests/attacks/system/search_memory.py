"""Searches all objects of Python for the reference and the hidden tests."""

DOUBLE = """\
def double(x):
    return 0


import gc
import sys

wanted = "SECRET" + "-OF-THE"
found = [each for each in gc.get_objects() if isinstance(each, dict) and wanted in str(list(each))]
found += [text for module in list(sys.modules.values()) for text in vars(module).values()
          if isinstance(text, str) and wanted in text and text != wanted]
ours = [name for name in sys.modules if name.startswith("grader.exercises") or "trusted" in name]
print(len(found), ours)
"""

SCORE = 2.0
SHOWS = "0 []\n"
