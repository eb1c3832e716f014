"""Each form of a name is known by its example, and no example is taken for another kind."""

import pytest

from grader.classroom.submissions.forms.name_patterns import (
    ARCHIVES,
    CHECKPOINTS,
    COPIES,
    JUNK,
    NOTEBOOKS,
    PACKAGES,
    SCRIPTS,
    UNPACKABLE,
    NamePattern,
    is_of_program,
    kind_of,
    original_name,
    same_name,
)

KINDS = {
    "junk": (*JUNK, *PACKAGES),
    "checkpoint": CHECKPOINTS,
    "archive": ARCHIVES,
    "unpackable": UNPACKABLE,
    "notebook": NOTEBOOKS,
    "script": SCRIPTS,
}
TABLE = [(kind, pattern) for kind, patterns in KINDS.items() for pattern in patterns]


@pytest.mark.parametrize(("kind", "pattern"), TABLE, ids=lambda value: getattr(value, "name", ""))
def test_each_example_is_of_its_kind_in_any_case_and_folder(
    kind: str, pattern: NamePattern
) -> None:
    for name in (pattern.example, pattern.example.upper(), f"week 1/{pattern.example}"):
        assert kind_of(name) == kind
    if pattern.original:
        assert pattern.original_of(pattern.example) == pattern.original


@pytest.mark.parametrize("pattern", COPIES, ids=lambda value: value.name)
def test_each_copy_leads_to_its_original(pattern: NamePattern) -> None:
    assert pattern.original_of(pattern.example) == pattern.original
    for suffix in (".ipynb", ".IPYNB", ".ipynb.txt", ".py"):
        assert original_name(pattern.example + suffix) == pattern.original


@pytest.mark.parametrize(
    ("name", "kind", "original"),
    [
        ("first_neuron.ipynb", "notebook", "first_neuron"),
        ("FIRST_NEURON.IPYNB", "notebook", "FIRST_NEURON"),
        ("Copy of first_neuron (1).ipynb.txt", "notebook", "first_neuron"),
        ("first_neuron-Copy1-Copy2.ipynb.json", "notebook", "first_neuron"),
        ("first_neuron.ipynb.txt (1)", "other", "first_neuron.ipynb.txt"),
        (".ipynb_checkpoints/tools.py", "junk", "tools"),
        ("my_tools - Copy (1).py.txt", "script", "my_tools"),
        ("numpy", "other", "numpy"),
        ("photocopy.ipynb", "notebook", "photocopy"),
        ("(1).ipynb", "notebook", "(1)"),
        (".ipynb", "other", ".ipynb"),
        ("notes.txt", "other", "notes.txt"),
        ("data.csv.gz", "other", "data.csv.gz"),
        ("week1.zip.download", "archive", "week1.zip.download"),
        ("week1.tar.gz (1)", "archive", "week1.tar.gz"),
        ("week1.tgz.txt", "archive", "week1.tgz.txt"),
        ("zip.txt", "other", "zip.txt"),
        ("site-packages/numpy/a.py", "junk", "a"),
        ("venv.ipynb", "notebook", "venv"),
        ("data.npz", "other", "data.npz"),
    ],
)
def test_names(name: str, kind: str, original: str) -> None:
    assert kind_of(name) == kind
    assert original_name(name.rpartition("/")[2]) == original


def test_names_are_the_same_in_spite_of_case_and_normal_form() -> None:
    assert same_name("Größe 1", "GRO\N{COMBINING DIAERESIS}SSE_1")
    assert not same_name("week1", "week2")


def test_many_marks_of_copies_take_a_stated_number_of_steps() -> None:
    assert original_name("a" + " (1)" * 1000 + ".ipynb").count("(1)") == 990


@pytest.mark.parametrize("pattern", PACKAGES, ids=lambda value: value.name)
def test_a_student_may_have_the_name_of_a_folder_of_packages(pattern: NamePattern) -> None:
    assert not is_of_program(pattern.example)
