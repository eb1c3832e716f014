"""The text of the exercises' modules."""

import ast
from collections import defaultdict
from pathlib import Path

import grader

CONTENT = Path(grader.__file__).with_name("exercises") / "content"


def test_no_sentence_is_written_twice():
    places = defaultdict(list)
    for path in sorted(CONTENT.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.keyword) and node.arg == "says":
                node = node.value
                if isinstance(node, ast.Constant):
                    places[node.value].append(f"{path.relative_to(CONTENT)}:{node.lineno}")
    assert not {sentence: where for sentence, where in places.items() if len(where) > 1}
