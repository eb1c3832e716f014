"""Import the modules that a student handed in, as the cells of the notebook are run.

What is not installed stops none of them: see `grader.engine.fork_server.job.not_installed`.
"""

import ast
import importlib.machinery
import os
import sys
import types
from importlib.abc import PathEntryFinder

from grader.engine.fork_server.job.not_installed import GuardStatements


class _Loader(importlib.machinery.SourceFileLoader):
    """Compiles a module with the guards of a cell."""

    def get_code(self, fullname: str) -> types.CodeType:
        """Return the code of the module, never bytecode that was kept in a file."""
        path = self.get_filename(fullname)
        tree = GuardStatements(shows_value=False).visit(ast.parse(self.get_data(path), path))
        return compile(tree, path, "exec", dont_inherit=True)


_find = importlib.machinery.FileFinder.path_hook(
    (importlib.machinery.ExtensionFileLoader, importlib.machinery.EXTENSION_SUFFIXES),
    (_Loader, importlib.machinery.SOURCE_SUFFIXES),
    (importlib.machinery.SourcelessFileLoader, importlib.machinery.BYTECODE_SUFFIXES),
)


def import_from(folder: str) -> None:
    """Let student code import modules from a folder, which shadow no installed ones."""
    inside = os.path.realpath(folder)

    def find_modules(path: str) -> PathEntryFinder:
        real = os.path.realpath(path)
        if real != inside and not real.startswith(f"{inside}{os.sep}"):
            raise ImportError(path)
        return _find(path)

    sys.path_hooks.insert(0, find_modules)
    sys.path.append(folder)
