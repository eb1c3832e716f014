"""The tests of what has changed: `make quick`, or `python -m tests.changed [OPTION OF PYTEST ...]`.

Changed is what differs from the branch `main` of `origin`: commits, files that are not committed,
new files. For each, the test file that mirrors it is run; for a module without one, those that
import it, else the tests of its package. Left out is what needs servers, a cluster or a browser:
`make test` runs everything.
"""

import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

import pytest

ROOT = Path(__file__).parents[1]
LEFT_OUT = "not slow and not browser and not cluster and not postgresql"
TREES = ("notebooks", "source", "release")
INVARIANTS = "tests/test_invariants.py"
INSTALLATION = {
    ".github/workflows/ci.yml",
    ".ci/run",
    "Makefile",
    "pyproject.toml",
    "requirements.lock",
}


def changed_files(root: Path) -> list[str]:
    """Return the files that differ from the branch `main` of `origin`, or from the last commit."""

    def git(*words: str) -> list[str]:
        done = subprocess.run(["git", *words], cwd=root, stdout=subprocess.PIPE, text=True)
        return done.stdout.splitlines()

    base = git("merge-base", "HEAD", "origin/main") or ["HEAD"]
    return [
        *git("diff", "--name-only", "--no-renames", *base),
        *git("ls-files", "--others", "--exclude-standard"),
    ]


def mirrored_tests(file: str, root: Path) -> set[str]:
    """Return the test files, or the folder of tests, for one file that has changed."""
    path = PurePosixPath(file)
    if path.parts[0] == "tests":
        if path.name.startswith("test_"):
            return {file} if (root / file).exists() else set()
        return _importers(path, root) or _folder(path.parent, root)
    if file in INSTALLATION:
        return {"tests/test_packaging.py"}
    notebook = _notebook(path)
    if notebook:
        own = f"tests/exercises/test_{notebook.replace('/', '_')}.py"
        return {each for each in (own, INVARIANTS) if (root / each).exists()}
    return _mirror(path, root) or _importers(path, root) or _package(path, root)


def arguments_of(files: Iterable[str], root: Path) -> list[str]:
    """Return what pytest is to be told for the files that have changed; empty if no test fits."""
    files = list(files)
    chosen = set().union(*(mirrored_tests(file, root) for file in files))
    if not chosen:
        return []
    notebooks = sorted({name for file in files if (name := _notebook(PurePosixPath(file)))})
    whole = INVARIANTS in files or not notebooks
    only = [] if whole else ["-k", " or ".join(["not test_invariants", *notebooks])]
    return [*sorted(chosen), "-m", LEFT_OUT, *only]


def _notebook(path: PurePosixPath) -> str | None:
    """Return the name of the notebook that a file belongs to, such as ``week3/activations``."""
    for start in ("grader/exercises/content", "grader/student/public", *TREES):
        if path.is_relative_to(start):
            week, *rest = path.relative_to(start).parts
            if rest and not rest[0].startswith("_"):
                return f"{week}/{PurePosixPath(rest[0]).stem}"
    return None


def _mirror(path: PurePosixPath, root: Path) -> set[str]:
    """Return the test file in the same place below ``tests/``."""
    test = PurePosixPath("tests", *path.parts[1:-1], f"test_{path.stem}.py")
    return {str(test)} if (root / test).exists() else set()


def _importers(path: PurePosixPath, root: Path) -> set[str]:
    """Return the test files that name a module; none for a package."""
    if path.suffix != ".py" or path.stem in {"__init__", "__main__", "conftest"}:
        return set()
    package, module = ".".join(path.parent.parts), path.stem
    names = (f"{package}.{module} ", f"{package}.{module}\n", f"from {package} import {module}\n")
    return {
        test.relative_to(root).as_posix()
        for test in (root / "tests").rglob("test_*.py")
        if any(name in test.read_text(encoding="utf-8") for name in names)
    }


def _package(path: PurePosixPath, root: Path) -> set[str]:
    """Return the tests of the innermost package around a file that has some."""
    for package in path.parents:
        if len(package.parts) > 1:
            found = _mirror(package, root) | _folder(
                PurePosixPath("tests", *package.parts[1:]), root
            )
            if found:
                return found
    return set()


def _folder(folder: PurePosixPath, root: Path) -> set[str]:
    """Return a folder if there are tests in it; never that of all tests."""
    return (
        {str(folder)}
        if len(folder.parts) > 1 and any((root / folder).rglob("test_*.py"))
        else set()
    )


def main(options: list[str]) -> int:
    """Run the tests of what has changed."""
    arguments = arguments_of(changed_files(ROOT), ROOT)
    if not arguments:
        print("Nothing that a test mirrors differs from origin/main.")
        return 0
    print("pytest", *arguments, flush=True)
    code = pytest.main([*arguments, *options])
    return 0 if code == pytest.ExitCode.NO_TESTS_COLLECTED else int(code)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
