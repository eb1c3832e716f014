"""The tests of what has changed: `make quick`, or `python -m tests.changed [OPTION OF PYTEST ...]`.

Changed is what differs from the branch `main` of `origin`: commits, files that are not committed,
new files. For each, the test file that mirrors it is run; for a module without one, those that
import it, else the tests of its package; besides, what `RULES` lists. Left out is what needs
servers, a cluster or a browser: `make test` runs everything.
"""

import subprocess
import sys
from collections.abc import Iterable
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path, PurePosixPath

import pytest

ROOT = Path(__file__).parents[1]
LEFT_OUT = "not slow and not browser and not cluster and not postgresql"
TREES = ("notebooks", "source", "release")
INVARIANTS = "tests/test_invariants.py"
CONTENT = PurePosixPath("grader/exercises/content")
ARCHITECTURE = "tests/test_architecture.py"
HOUSE = "tests/test_house.py"
PACKAGING = "tests/test_packaging.py"
MESSAGES = "tests/student/messages"
GOLDEN = f"{MESSAGES}/test_golden.py"
FUZZ = "tests/fuzz/test_fuzz.py"
HOME = f"{MESSAGES}/test_home.py"

# What is run besides the tests that mirror a file. A `*` stands for folders, too.
RULES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("grader/*.py", (HOUSE, ARCHITECTURE)),
    ("grader/student/messages/*.py", (GOLDEN, HOME)),
    (f"{MESSAGES}/golden/*.txt", (GOLDEN,)),
    (f"{MESSAGES}/examples/*.py", (GOLDEN,)),
    ("nbgrader_config.py", ("tests/student/test_public_interface.py", "tests/compatibility")),
    ("tests/compatibility/*", ("tests/compatibility",)),
    ("tests/courses/*", ("tests/courses",)),
    ("grader/classroom/submissions/*.py", (FUZZ,)),
    ("tests/fuzz/*.py", (FUZZ,)),
    ("tests/attacks/bypasses.py", ("tests/attacks/test_bypasses.py",)),
    ("tests/attacks/lesson/*.py", ("tests/attacks/test_lesson.py",)),
    ("tests/attacks/own_process/*.py", ("tests/attacks/test_own_process.py",)),
    ("tests/attacks/system/*.py", ("tests/attacks/test_system.py",)),
    ("tests/attacks/verdicts/*.py", ("tests/attacks/test_verdicts.py",)),
    ("CONTRIBUTING.md", (ARCHITECTURE,)),
    ("docs/*.md", (ARCHITECTURE,)),
    ("docs/your_own_nbgrader_course.md", ("tests/courses/test_documentation.py",)),
    ("datasets/*.py", ("tests/datasets",)),
    ("datasets/*.csv", ("tests/datasets", "tests/student/data")),
    ("datasets/*.h5", ("tests/student/data",)),
    ("datasets/README.md", ("tests/student/data/test_files.py",)),
    ("datasets/SHA256SUMS", ("tests/student/data/test_files.py",)),
    (".github/workflows/ci.yml", (PACKAGING,)),
    (".ci/run", (PACKAGING,)),
    ("Makefile", (PACKAGING,)),
    ("pyproject.toml", (PACKAGING,)),
    ("requirements.lock", (PACKAGING,)),
)


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


def chosen_tests(file: str, root: Path) -> set[str]:
    """Return the test files, and folders of tests, for one file that has changed."""
    return _nearest(PurePosixPath(file), root) | {
        test
        for pattern, tests in RULES
        if fnmatchcase(file, pattern)
        for test in tests
        if (root / test).exists()
    }


def arguments_of(files: Iterable[str], root: Path) -> list[str]:
    """Return what pytest is to be told for the files that have changed; empty if no test fits."""
    files = list(files)
    chosen = set().union(*(chosen_tests(file, root) for file in files))
    if not chosen:
        return []
    outermost = {
        test for test in chosen if chosen.isdisjoint(map(str, PurePosixPath(test).parents))
    }
    notebooks = set().union(*(_notebooks(PurePosixPath(file), root) for file in files))
    whole = INVARIANTS in files or not notebooks
    only = [] if whole else ["-k", " or ".join(["not test_invariants", *sorted(notebooks)])]
    return [*sorted(outermost), "-m", LEFT_OUT, *only]


def _nearest(path: PurePosixPath, root: Path) -> set[str]:
    """Return the tests of the notebooks that a file belongs to, or those nearest to the file."""
    if path.parts[0] == "tests":
        if path.name.startswith("test_") and path.suffix == ".py":
            return {str(path)} if (root / path).exists() else set()
        return _importers(path, root) or _folder(path.parent, root)
    notebooks = _notebooks(path, root)
    own = {f"tests/exercises/test_{name.replace('/', '_')}.py" for name in notebooks}
    of_notebooks = {each for each in (*own, INVARIANTS) if notebooks and (root / each).exists()}
    if _notebook(path):
        return of_notebooks
    return of_notebooks | (_mirror(path, root) or _importers(path, root) or _package(path, root))


def _notebooks(path: PurePosixPath, root: Path) -> set[str]:
    """Return the notebook that a file belongs to, or those whose exercises import the module."""
    own = _notebook(path)
    if own:
        return {own}
    if path.parent != CONTENT:
        return set()
    return set().union(
        *(_notebooks(PurePosixPath(user), root) for user in _users(path, CONTENT, root))
    )


def _notebook(path: PurePosixPath) -> str | None:
    """Return the name of the notebook that a file belongs to, such as ``week3/activations``."""
    for start in (CONTENT, "grader/student/public", *TREES):
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
    users = _users(path, PurePosixPath("tests"), root)
    return {user for user in users if PurePosixPath(user).name.startswith("test_")}


def _users(path: PurePosixPath, folder: PurePosixPath, root: Path) -> set[str]:
    """Return the files in a folder that name a module; none for a package."""
    if path.suffix != ".py" or path.stem in {"__init__", "__main__", "conftest"}:
        return set()
    package, module = ".".join(path.parent.parts), path.stem
    names = (f"{package}.{module} ", f"{package}.{module}\n", f"from {package} import {module}\n")
    return {
        file
        for file, text in _texts(folder, root).items()
        if file != str(path) and any(name in text for name in names)
    }


@cache
def _texts(folder: PurePosixPath, root: Path) -> dict[str, str]:
    """Return the texts of the modules in a folder, by their paths."""
    return {
        module.relative_to(root).as_posix(): module.read_text(encoding="utf-8")
        for module in (root / folder).rglob("*.py")
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
