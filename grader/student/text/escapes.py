"""Show text of others so that a person sees all of it, and no terminal or page obeys it."""

import re
import unicodedata

_ZERO_WIDTH_NON_JOINER, _ZERO_WIDTH_JOINER = "\u200c", "\u200d"
_EMOJI_STYLE, _KEYCAP = "\ufe0f", "\u20e3"
_VIRAMA = 9
"""The combining class of the marks that join two letters in the scripts of India."""

_KEPT = frozenset("\u3000")
"""Wide enough to be seen: the blank between the parts of Chinese and Japanese names."""

_INVISIBLE = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0000-\U000e0fff]"
)
"""What Python calls printable although nothing is seen of it; the rest of Unicode's
Default_Ignorable_Code_Point is not printable."""

_FLAG = re.compile("\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f")
"""The flag of a region, such as that of Scotland: a black flag and letters that are not seen."""


def printable(text: str, keep: str = "") -> str:
    r"""Return a text with an escape, such as ``\x1b``, for each character that is not seen.

    These are control characters (and with them the escape sequences of terminals), marks of
    direction, zero-width characters, blanks other than the space, line separators, lone
    surrogates, private and unassigned characters: what Python's `repr` escapes, and a few more.
    Letters of all scripts, combining marks and emoji stay, with the joiners that belong to them.
    Calling it twice is as calling it once; so a backslash stays a backslash.

    Parameters
    ----------
    text : str
        Of a student, or with parts that are: a name, a message, a note.
    keep : str
        Characters that stay, such as line ends.
    """
    if text.isprintable() and not _INVISIBLE.search(text):
        return text
    flags = {at for flag in _FLAG.finditer(text) for at in range(*flag.span())}
    return "".join(
        character
        if character in keep or at in flags or _is_seen(character) or _belongs(text, at)
        else _escaped(character)
        for at, character in enumerate(text)
    )


def _escaped(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")


def _is_seen(character: str) -> bool:
    seen = character.isprintable() and not _INVISIBLE.match(character)
    return seen or character in _KEPT


def _belongs(text: str, at: int) -> bool:
    """Return whether the joiner or variation at a place changes how its neighbors look."""
    character, before, after = text[at], text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    if not before or not _is_seen(before):
        # A heart made of two characters may be the first part of an emoji.
        emoji = before == _EMOJI_STYLE and at > 1 and _is_symbol(text[at - 2])
        return emoji and character == _ZERO_WIDTH_JOINER and _is_symbol(after)
    if character == _EMOJI_STYLE:
        return _is_symbol(before) or (before in "0123456789#*" and after == _KEYCAP)
    if character == _ZERO_WIDTH_JOINER:
        return _joins(before) or (_is_symbol(before) and _is_symbol(after))
    if character == _ZERO_WIDTH_NON_JOINER:
        return _joins(before) or (_is_cursive(before) and _is_cursive(after))
    # A form of a Chinese character, of which names in Japan have some.
    is_form = "\U000e0100" <= character <= "\U000e01ef"
    return is_form and ("\u3400" <= before <= "\u9fff" or "\U00020000" <= before <= "\U0003ffff")


def _is_symbol(character: str) -> bool:
    # Sk are the colors of skin.
    is_one = character != "" and unicodedata.category(character) in ("So", "Sk", "Sm")
    return is_one and ord(character) > 0x7F and _is_seen(character)


def _joins(character: str) -> bool:
    return unicodedata.combining(character) == _VIRAMA


def _is_cursive(character: str) -> bool:
    return character != "" and unicodedata.bidirectional(character) == "AL" and _is_seen(character)
