"""The members of a zip file, also of one whose end is missing."""

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from operator import itemgetter
from typing import Final

from grader.classroom.submissions.forms.members import (
    BLOCK,
    ERRORS,
    Budget,
    Counted,
    Findings,
    LimitReached,
    damage_of,
    kind_of_member,
    read_blocks,
)
from grader.student.messages import file_repairs

_ENTRY: Final = b"PK\x01\x02"
_MEMBER: Final = b"PK\x03\x04"
_JUNK: Final = 9
_ORDER: Final = {"notebook": 0, "script": 1, "archive": 2, "junk": _JUNK}
_SIZES: Final = b"PK\x07\x08"
_SIZE_AFTER: Final = 8
"""A flag: who wrote the header did not know the size yet."""
_HEADER: Final = struct.Struct("<4x2xHH8xL4xHH")
"""Flags, method, packed size, and the lengths of the name and of more fields after it."""


def zip_members(data: bytes, budget: Budget, found: Findings) -> Iterator[tuple[str, bytes]]:
    """Yield the path and content of each file in a zip, notebooks first."""
    # `zipfile` makes an object of each entry before the first can be looked at.
    if data.count(_ENTRY) > budget.entries:
        raise LimitReached
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except ERRORS:
        # The list of members is at the end, which a transfer that breaks off loses.
        found.damage = file_repairs.CUT_SHORT
        yield from _members_without_list(data, budget, found)
        return
    with archive:
        # The last of several members of one name is the newest; it keeps the name. Notebooks come
        # first, so that they are unpacked even if the rest is too much.
        newest_first = archive.infolist()[::-1]
        named = [(_order(raw := _name_of(m)), raw, m) for m in newest_first]
        for order, raw, member in sorted(named, key=itemgetter(0)):
            budget.count_entry()
            if order == _JUNK:
                continue
            budget.count_file()
            if member.is_dir():
                continue
            if stat.S_ISLNK(member.external_attr >> 16):
                found.special.append(raw)
            elif member.flag_bits & 1:
                found.locked.append(raw)
            else:
                content = _content_of(archive, member, budget, found)
                if content is not None:
                    yield found.free_name(raw), content


def _content_of(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, budget: Budget, found: Findings
) -> bytes | None:
    blocks: list[bytes] = []
    try:
        with archive.open(member) as stream:
            whole = read_blocks(Counted(stream, budget), blocks, found)
    except ERRORS as error:
        found.damage = damage_of(error)
        return None
    return b"".join(blocks) if blocks or whole else None


def _members_without_list(
    data: bytes, budget: Budget, found: Findings
) -> Iterator[tuple[str, bytes]]:
    """Yield the members of a zip by the header before each of them."""
    position = data.find(_MEMBER)
    while position >= 0:
        header = data[position : position + _HEADER.size]
        if len(header) < _HEADER.size:
            return
        budget.count_file()
        flags, method, packed, length, extra = _HEADER.unpack(header)
        start = position + _HEADER.size + length + extra
        raw = data[position + _HEADER.size : start - extra]
        name = raw.decode("utf-8" if flags & 0x800 else "cp437", "replace")
        content = b""
        if method == zipfile.ZIP_DEFLATED and not flags & 1:
            content, start = _inflated(data, start, budget)
        elif method == zipfile.ZIP_STORED and not flags & 1:
            if flags & _SIZE_AFTER and not packed:
                packed = _next_header(data, start) - start
            content = data[start : start + packed]
            budget.count_bytes(len(content))
            start += len(content)
        if content:
            yield found.free_name(_as_utf8(name)), content
        position = data.find(_MEMBER, start)


def _next_header(data: bytes, start: int) -> int:
    """Return where a member ends whose size is behind it."""
    found = (data.find(header, start) for header in (_SIZES, _MEMBER, _ENTRY))
    return min((position for position in found if position >= 0), default=len(data))


def _inflated(data: bytes, start: int, budget: Budget) -> tuple[bytes, int]:
    """Decompress the bytes from a position on; return them, and where they end."""
    stream, blocks, position = zlib.decompressobj(-zlib.MAX_WBITS), [], start
    rest = b""
    try:
        while not stream.eof and (rest or position < len(data)):
            if not rest:
                rest, position = data[position : position + BLOCK], position + BLOCK
            blocks.append(stream.decompress(rest, BLOCK))
            budget.count_bytes(len(blocks[-1]))
            rest = stream.unconsumed_tail
    except zlib.error:
        return b"".join(blocks), start
    return b"".join(blocks), min(position, len(data)) - len(stream.unused_data)


def _order(raw: str) -> int:
    return _ORDER.get(kind_of_member(raw), _JUNK - 1)


def _name_of(member: zipfile.ZipInfo) -> str:
    """Return a member's name; many programs write UTF-8 without the flag that says so."""
    name = member.orig_filename
    return name if member.flag_bits & 0x800 else _as_utf8(name)


def _as_utf8(name: str) -> str:
    try:
        return name.encode("cp437").decode("utf-8")
    except UnicodeError:
        return name
