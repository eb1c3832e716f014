"""Text of others is seen in full, and commands nothing."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from grader.student.text import printable

ORDINARY = [
    "",
    "Zoë all right",
    "Zoe\u0308 Núñez-O'Brien, 2nd [red] :smile:",
    "Nguyễn Thị Ánh",
    "Нина Ѣ Ґ",
    "שׁוּלַמִּית",
    "علي بن محمد، \u0645\u0650\u064a\u0645",
    "علی\u200cرضا",
    "山田　太郎",
    "葛\U000e0100西 辻",
    "김민준",
    "क्\u200dष श्री श्री\u200b".replace("\u200b", ""),
    "ก้อง",
    "😀 👩🏽\u200d🔬 ❤\ufe0f\u200d🔥 🏳\ufe0f\u200d🌈 1\ufe0f\u20e3 🇫🇷",
    "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
    r"C:\new \x1b[31m",
]

HIDDEN = {
    "\x1b[31m": r"\x1b[31m",
    "\x1b]8;;https://example.invalid\x1b\\name\x1b]8;;\x07": (
        r"\x1b]8;;https://example.invalid\x1b\name\x1b]8;;\x07"
    ),
    "\x9b2J\x90q\x9c": r"\x9b2J\x90q\x9c",
    "a\r\n\tb\0\x7f\x08": r"a\r\n\tb\x00\x7f\x08",
    "\u202eabc\u202c \u2066x\u2069": r"\u202eabc\u202c \u2066x\u2069",
    "\u200ea\u200fb\u061c": r"\u200ea\u200fb\u061c",
    "a\u200bb\u2060c\ufeffd\xade": r"a\u200bb\u2060c\ufeffd\xade",
    "an\u200dn\u200ca": r"an\u200dn\u200ca",
    "a\ufe0f 1\ufe0f \u034f\u3164\u115f\u2800": r"a\ufe0f 1\ufe0f \u034f\u3164\u115f\u2800",
    "a\u2028b\u2029c\x85d": r"a\u2028b\u2029c\x85d",
    "a\xa0b\u2003c": r"a\xa0b\u2003c",
    "bad\udc80\ud83d": r"bad\udc80\ud83d",
    "x\U000e0041\U000e0101\ue000": r"x\U000e0041\U000e0101\ue000",
}


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_text_of_all_scripts_stays(text: str) -> None:
    assert printable(text) == text


@pytest.mark.parametrize("text", HIDDEN)
def test_what_is_not_seen_is_escaped(text: str) -> None:
    assert printable(text) == HIDDEN[text]


def test_lines_stay_apart_where_they_may() -> None:
    assert printable("a\n\x1bb\r\n", keep="\n") == "a\n\\x1bb\\r\n"


PARTS = st.sampled_from([*ORDINARY, *HIDDEN, "\u200d", "\u200c", "\ufe0f", "\\", "9", "\u20e3"])
TEXTS = st.one_of(st.text(), st.lists(PARTS | st.characters(), max_size=6).map("".join))


@given(TEXTS)
@example("9\ufe0f\u20e3")
@example("a\ufe0f\u200d😀")
def test_nothing_that_commands_or_turns_is_left_and_twice_is_once(text: str) -> None:
    shown = printable(text)
    joiners = {"\u200c", "\u200d"}
    left = {unicodedata.category(c) for c in shown if c not in joiners and c < "\U000e0000"}
    assert not left & {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
    shown.encode("utf-8")
    assert printable(shown) == shown


@given(st.lists(TEXTS.filter(lambda text: "\\" not in text), min_size=2, max_size=2, unique=True))
def test_two_texts_without_backslashes_are_told_apart(texts: list[str]) -> None:
    one, other = texts
    assert printable(one) != printable(other)
