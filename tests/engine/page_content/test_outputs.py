import base64
import struct

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.engine.page_content.outputs import LARGEST_IMAGE, rebuilt_output
from tests.engine.page_content.payloads import HTML, KINDS, METADATA, PIXEL, outputs

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=6,
)
MIME = st.sampled_from(["text/plain", "text/html", "image/png", "text/latex", *KINDS])
OUTPUTS = st.fixed_dictionaries(
    {"output_type": st.sampled_from(["stream", "error", "display_data", "execute_result", "x"])},
    optional={
        "name": JSON,
        "text": JSON,
        "ename": JSON,
        "evalue": JSON,
        "traceback": JSON,
        "execution_count": JSON,
        "data": JSON | st.dictionaries(MIME, JSON, max_size=3),
        "metadata": JSON | st.dictionaries(MIME, JSON, max_size=2),
        "more": JSON,
    },
)


def shown(kind, content, metadata=None):
    """The output with these data alone, rebuilt."""
    return rebuilt_output(
        {"output_type": "display_data", "data": {kind: content}, "metadata": metadata or {}}
    )


def png(width, height):
    header = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + struct.pack(">II", width, height)
    return base64.b64encode(header + b"\x08\x06\0\0\0").decode()


@given(OUTPUTS)
def test_whatever_comes_is_an_output_of_known_parts_or_nothing(output):
    made = rebuilt_output(output)
    if made is None:
        return
    cell = {"cell_type": "code", "id": "a", "metadata": {}, "source": "", "execution_count": None}
    notebook = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [cell]}
    nbformat.validate({**notebook, "cells": [{**cell, "outputs": [made]}]})
    for kind, sizes in made.get("metadata", {}).items():
        assert kind.startswith("image/")
        assert all(type(size) is int and size > 0 for size in sizes.values())
    assert rebuilt_output(made) == made


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_that_runs_in_some_program_is_gone(kind):
    assert shown(kind, HTML[0]) is None


def test_a_kind_that_no_page_shows_can_be_kept():
    output = {"output_type": "display_data", "data": {"x/verdict": {"a": 1}}, "metadata": {}}
    assert rebuilt_output(output, {"x/verdict"})["data"] == {"x/verdict": {"a": 1}}


@pytest.mark.parametrize("metadata", METADATA)
def test_metadata_keep_sizes_alone(metadata):
    assert shown("image/png", PIXEL, metadata)["metadata"] == {}


def test_sizes_that_are_whole_numbers_stay():
    metadata = {"image/png": {"width": 30, "height": 20, "unconfined": True}}
    made = shown("image/png", PIXEL, metadata)
    assert made["metadata"] == {"image/png": {"width": 30, "height": 20}}


@pytest.mark.parametrize(
    "content", ["", "x", 3, None, base64.b64encode(b"GIF89a").decode(), PIXEL[:20]]
)
def test_what_is_no_picture_is_gone(content):
    assert shown("image/png", content) is None
    assert shown("image/jpeg", content) is None


def test_a_picture_is_the_same_whatever_breaks_its_lines():
    assert shown("image/png", PIXEL[:9] + "\n" + PIXEL[9:] + "\n")["data"] == {"image/png": PIXEL}


def test_a_picture_that_unfolds_to_too_many_pixels_is_gone():
    assert shown("image/png", png(1_000, 1_000))
    assert shown("image/png", png(LARGEST_IMAGE, 2)) is None


def test_a_text_in_lines_is_joined():
    assert shown("text/plain", ["a\n", "b"])["data"] == {"text/plain": "a\nb"}


def test_all_payloads_are_rebuilt():
    assert sum(rebuilt_output(output) is not None for output in outputs()) > 100


def test_a_formula_of_latex_holds_no_tag():
    made = shown("text/latex", r"\begin{align}a<b\end{align}<textarea>")
    assert made["data"]["text/latex"] == r"\begin{align}a< b\end{align}< textarea>"
