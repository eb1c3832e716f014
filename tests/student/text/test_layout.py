"""Messages fit on the screen."""

from hypothesis import given
from hypothesis import strategies as st

from grader.student.text import MAX_LINES, WIDTH, limit_lines, wrap_lines

words = st.text("abcdef", min_size=1, max_size=12)
lines = st.lists(st.lists(words, min_size=1, max_size=80).map(" ".join), min_size=1, max_size=6)


@given(lines)
def test_no_line_is_wider_and_no_word_is_lost(message):
    made = wrap_lines(message)
    assert all(len(line) <= WIDTH for line in made)
    assert " ".join(made).split() == " ".join(message).split()


@given(lines)
def test_a_message_takes_four_lines_and_begins_as_it_did(message):
    made = limit_lines(message)
    assert len(wrap_lines(made)) <= MAX_LINES
    if len(wrap_lines(message)) <= MAX_LINES:
        assert made == tuple(message)
    assert made[0].split()[0] == message[0].split()[0]
