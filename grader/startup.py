"""Make a process of `course` start fast; called before anything else."""

import gc
import sys
from typing import Final

# `jsonschema`, which all of Jupyter imports, imports `rfc3987_syntax` to check the format "iri",
# and that parses a grammar for about two CPU-seconds at every start. With None in `sys.modules`
# the import fails, and jsonschema leaves "iri" unchecked. No schema that we use has one.
_SLOW_IMPORT: Final = "rfc3987_syntax"
# Nearly all objects that an import makes stay alive, and the collector would traverse them again
# and again.
_IMPORT_THRESHOLD: Final = 50_000
_USUAL_THRESHOLDS: Final = gc.get_threshold()


def speed_up_imports() -> None:
    """Skip the slow import of `jsonschema`, and collect garbage rarely."""
    if _SLOW_IMPORT not in sys.modules:
        sys.modules[_SLOW_IMPORT] = None  # type: ignore[assignment]
    gc.set_threshold(_IMPORT_THRESHOLD)


def restore_garbage_collection() -> None:
    """Collect garbage as usual from now on, but do not traverse the objects that exist already."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_USUAL_THRESHOLDS)
