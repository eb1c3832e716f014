"""Has files beside the notebook with the names of libraries."""

DOUBLE = """\
def double(x):
    return 0


import csv
import json

import numpy
import wave

print([hasattr(each, "SHADOW") for each in (csv, json, numpy, wave)])
"""

SCORE = 2.0
SHOWS = "[False, False, False, False]\n"
FILES = {
    "numpy.py": "SHADOW = True\n",
    "json.py": "SHADOW = True\n",
    "csv.py": "SHADOW = True\n",
    "wave.py": "SHADOW = True\n",
    "grader/__init__.py": "SHADOW = True\n",
    "sitecustomize.py": "SHADOW = True\n",
    "IPython.py": "SHADOW = True\n",
}
