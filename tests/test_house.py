"""The house stays in order: small packages, modules, functions and classes, and plain names."""

import ast
import itertools
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CONTENT = ("grader/exercises/content",)
"""Packages of content are as long as their content."""

SHOWN = (
    "grader/cli",
    "grader/student/__init__.py",
    "grader/student/data",
    "grader/student/experiments",
    "grader/student/figures",
    "grader/student/lesson",
)
"""Docstrings that students or the command line show."""

MOST_MEMBERS, MODULE, FUNCTION, CLASS = 10, 400, 60, 150
REASON = re.compile(r"# Longer than \d+ lines: \w+")

# British spellings of what code speaks of; -ise and -our in all their forms.
BRITISH = (
    r"analys(e|es|ed)|artefacts?|behaviours?|catalogue[sd]?|centre[sd]?|colour(s|ed|ing)?|"
    r"favour(s|ed|ite)?|grey|judgements?|labell(ed|ing)|labour|licences?|modell(ed|ing)|metres?|"
    r"neighbour(s|ing|hood)?|(mis)?spelt|"
    r"(?:initial|normal|optim|organ|real|recogn|serial|summar|vector|visual)is(e|es|ed|ing|er|ation)"
)

# The course's words for one thing have one form ("expected" and "got", "image", "prediction"), and
# where the field has a word, no picture takes its place.
_NAMES = """
answer answered answers asked came_out cheaper dearer desk desks elsewhere followed follower
following foreign guess guesses hand hands held_back how_wrong kind_of_number likeness likenesses
mend mended mends miss misses picture pictures salvage should_come spare stand_in stand_ins
stretched turn turns watched
"""
NOT_IN_NAMES = frozenset(_NAMES.split())
NOT_IN_DOCSTRINGS = re.compile(
    r"\b("
    r"tells|^Tell|mend(s|ed|ing)?|the matter|comes? to (its|an) end|takes? (this|it) up|shut in|"
    r"broken off|(round|square|curly) brackets|raised number|entry by entry|held[- ]back|"
    r"cheaper|dearer|stand-ins?|stand around|likeness(es)?|answers?|(came|come) out|"
    r"measured on others|in one go|product of matrices|stretched|kinds? of numbers?|pictures?|"
    rf"{BRITISH})\b",
    re.IGNORECASE,
)


def modules() -> Iterator[Path]:
    """All modules of the package, content aside."""
    for path in sorted((ROOT / "grader").rglob("*.py")):
        if not path.relative_to(ROOT).as_posix().startswith(CONTENT):
            yield path


def is_alias(path: Path) -> bool:
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    return bool(docstring and docstring.startswith("Alias of "))


def names_in(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Every name that a module makes: of functions, classes, parameters and variables."""
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                yield node.lineno, node.name
            case ast.arg():
                yield node.lineno, node.arg
            case ast.Name(ctx=ast.Store()):
                yield node.lineno, node.id
            case ast.Attribute(ctx=ast.Store()):
                yield node.lineno, node.attr
            case ast.alias(asname=str() as name):
                yield node.lineno, name
            case ast.ExceptHandler(name=str() as name):
                yield node.lineno, name


def words_of(name: str) -> list[str]:
    """Return the words of a name: of `_StandIns` "stand" and "ins", and both joined by "_"."""
    words = re.findall(r"[a-z]+|[A-Z]+(?![a-z])|[A-Z][a-z]*", name)
    lower = [word.lower() for word in words]
    return lower + [f"{a}_{b}" for a, b in itertools.pairwise(lower)]


def docstrings_in(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Every docstring, those of constants too, and where it begins."""
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        for statement in body if isinstance(body, list) else []:
            match statement:
                case ast.Expr(value=ast.Constant(value=str() as text)):
                    yield statement.lineno, text


SHOWN_NAMES = {
    *("answers", "judged_picture", "miss", "miss_map", "picture", "picture_as_column", "stretched"),
    "Pictures",
}
"""What notebooks call and its parameters: they change together with the lessons' text."""


def is_bad(name: str) -> bool:
    words = words_of(name)
    return bool(NOT_IN_NAMES.intersection(words)) or any(
        re.fullmatch(BRITISH, word) for word in words
    )


def bad_names(source: str) -> list[tuple[int, str]]:
    return [(line, name) for line, name in names_in(ast.parse(source)) if is_bad(name)]


def bad_docstrings(source: str) -> list[tuple[int, str]]:
    return [
        (line, found[0])
        for line, text in docstrings_in(ast.parse(source))
        for found in NOT_IN_DOCSTRINGS.finditer(text)
    ]


def too_long(source: str) -> list[tuple[int, str, int]]:
    """Functions and classes over their limit that do not say why in a comment above."""
    lines = source.splitlines()
    found = []
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                limit = FUNCTION
            case ast.ClassDef():
                limit = CLASS
            case _:
                continue
        size = (node.end_lineno or node.lineno) - node.lineno + 1
        first = min([node.lineno, *(d.lineno for d in node.decorator_list)])
        if size > limit and not REASON.search(lines[first - 2]):
            found.append((node.lineno, node.name, size))
    return found


def british_sentences(source: str) -> list[tuple[int, str]]:
    """British spellings in texts of several words that are no docstrings: sentences to read."""
    tree = ast.parse(source)
    docstrings = set(docstrings_in(tree))
    return [
        (node.lineno, found[0])
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if len(node.value.split()) > 2 and (node.lineno, node.value) not in docstrings
        for found in re.finditer(rf"\b({BRITISH})\b", node.value, re.IGNORECASE)
    ]


def at(path: Path, line: int) -> str:
    return f"{path.relative_to(ROOT).as_posix()}:{line}"


def test_a_package_has_at_most_ten_members() -> None:
    found = {}
    for package in sorted({path.parent for path in modules()}):
        members = [
            member
            for member in package.iterdir()
            if (member.is_dir() and (member / "__init__.py").exists())
            or (member.suffix == ".py" and member.name != "__init__.py" and not is_alias(member))
        ]
        if len(members) > MOST_MEMBERS:
            found[package.relative_to(ROOT).as_posix()] = len(members)
    assert found == {}


def test_every_package_says_what_is_in_it() -> None:
    found = [
        path.relative_to(ROOT).as_posix()
        for path in sorted((ROOT / "grader").rglob("__init__.py"))
        if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert not found, "\n".join(found)


def test_modules_functions_and_classes_are_short_or_say_why() -> None:
    found = []
    for path in modules():
        source = path.read_text(encoding="utf-8")
        size = len(source.splitlines())
        if size > MODULE and not REASON.search("\n".join(source.splitlines()[:30])):
            found.append(f"{at(path, 1)}: {size} lines")
        found += [f"{at(path, line)}: {name}, {size}" for line, name, size in too_long(source)]
    assert not found, "\n".join(found)


def test_names_are_words_of_the_field() -> None:
    found = [
        f"{at(path, line)}: {name}"
        for path in sorted((ROOT / "grader").rglob("*.py"))
        for line, name in bad_names(path.read_text(encoding="utf-8"))
        if not (name in SHOWN_NAMES and path.relative_to(ROOT).as_posix().startswith(SHOWN))
    ]
    assert not found, "\n".join(found)


def test_modules_and_packages_are_named_in_words_of_the_field() -> None:
    found = [
        path.relative_to(ROOT).as_posix()
        for path in sorted((ROOT / "grader").rglob("*"))
        if (path.suffix == ".py" or path.is_dir()) and is_bad(path.stem)
        # The file of an exercise has the name of the exercise.
        if not path.relative_to(ROOT).as_posix().startswith(CONTENT)
    ]
    assert not found, "\n".join(found)


def test_docstrings_are_plain() -> None:
    found = [
        f"{at(path, line)}: {word}"
        for path in sorted((ROOT / "grader").rglob("*.py"))
        if not path.relative_to(ROOT).as_posix().startswith(SHOWN)
        for line, word in bad_docstrings(path.read_text(encoding="utf-8"))
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "source",
    [
        "def find_answer(): ...",
        "class StandIns: ...",
        "colour = 1",
        "def f(the_desk): ...",
        "self.guess = 1",
        "judgements: int = 0",
        "import a as stand_ins",
        "licences = neighbourhood = 1",
        "pictures = 1",
    ],
)
def test_a_picture_or_a_british_spelling_in_a_name_is_found(source: str) -> None:
    assert bad_names(source)


def test_a_name_of_the_field_is_accepted() -> None:
    assert not bad_names("def handle(handler, turning_point, returned, colormap): ...")


@pytest.mark.parametrize(
    "docstring", ["Tell whether it fits.", "Mend it.", "The colour of it.", "In square brackets."]
)
def test_a_word_to_avoid_in_a_docstring_is_found(docstring: str) -> None:
    for source in (
        f'"""{docstring}"""',
        f'def f():\n    """{docstring}"""',
        f'X = 1\n"""{docstring}"""',
    ):
        assert bad_docstrings(source)
    assert not bad_docstrings(f"X = '''{docstring}'''")


def test_a_function_that_is_too_long_is_found_unless_it_says_why() -> None:
    body = "".join("    pass\n" for _ in range(FUNCTION))
    assert too_long(f"\ndef f():\n{body}")
    assert not too_long(f"# Longer than 60 lines: one table.\ndef f():\n{body}")
    assert not too_long(f"\ndef f():\n{body[9:]}")


def test_sentences_have_american_spelling() -> None:
    found = [
        f"{at(path, line)}: {word}"
        for path in sorted((ROOT / "grader").rglob("*.py"))
        for line, word in british_sentences(path.read_text(encoding="utf-8"))
    ]
    assert not found, "\n".join(found)


def test_a_british_spelling_in_a_sentence_is_found() -> None:
    source = '"""Its colour."""\nx = "grey"\nSAYS = f"The colour of {x} is rather grey."'
    assert [word for _, word in british_sentences(source)] == ["colour", "grey"]
