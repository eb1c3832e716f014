"""Every message is as its golden file says; `pytest --rewrite-golden` writes these files anew."""

import pytest

from tests.student.messages.golden import (
    FOLDER,
    all_examples,
    examples,
    function_of,
    functions,
    is_in,
    modules,
    written_by,
)


@pytest.mark.parametrize(("module", "name"), all_examples())
def test_a_message_is_as_its_golden_file_says(module, name, request):
    function = functions(module)[function_of(name)]
    text, returned = written_by(examples(module)[name], function)
    assert any(is_in(part, text) for part in returned), f"not a message of {function.__name__}"
    path = FOLDER / module / f"{name}.txt"
    if request.config.getoption("--rewrite-golden"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{text}\n", encoding="utf-8", newline="\n")
    assert path.is_file(), f"no {path.name}: run pytest --rewrite-golden {__file__}"
    assert f"{text}\n" == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("module", modules())
def test_every_message_has_a_golden_file(module):
    shown = {function_of(name) for name in examples(module)}
    assert sorted(functions(module)) == sorted(shown)


def test_every_golden_file_belongs_to_a_message():
    there = {path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*") if path.is_file()}
    assert there == {f"{module}/{name}.txt" for module, name in all_examples()}
