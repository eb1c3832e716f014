"""What a process of `course` does before anything else, so that it is ready soon."""

import gc
import sys
from typing import Final

# `jsonschema`, which all of Jupyter imports, imports `rfc3987_syntax` to check the format "iri",
# and that parses a grammar for about two CPU-seconds at every start. None makes the import fail,
# which jsonschema allows for: it then leaves "iri" unchecked. No schema that we use has one.
_SLOW_IMPORT: Final = "rfc3987_syntax"
# Nearly all that an import makes stays, and yet the collector would look through it many times.
_OBJECTS_BETWEEN_COLLECTIONS: Final = 50_000
_AS_USUAL: Final = gc.get_threshold()


def start_up() -> None:
    """Make the imports of this process fast."""
    if _SLOW_IMPORT not in sys.modules:
        sys.modules[_SLOW_IMPORT] = None  # type: ignore[assignment]
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)


def started() -> None:
    """Collect garbage as usual from now on, and never look through what is there already."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_AS_USUAL)
