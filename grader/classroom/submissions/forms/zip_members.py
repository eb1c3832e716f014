"""The members of a zip file, also of one whose end is missing."""

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import Final

from grader.classroom.submissions.forms.members import (
    BLOCK,
    ERRORS,
    MAX_FILES,
    Budget,
    Counted,
    Findings,
    LimitReached,
    damage_of,
    inner_name,
    read_blocks,
)
from grader.classroom.submissions.forms.name_patterns import kind_of
from grader.student.messages import file_repairs

_ENTRY: Final = b"PK\x01\x02"
_MEMBER: Final = b"PK\x03\x04"
_HEADER: Final = struct.Struct("<4x2xHH8xL4xHH")
"""Flags, method, packed size, and the lengths of the name and of more fields after it."""


def zip_members(data: bytes, budget: Budget, found: Findings) -> Iterator[tuple[str, bytes]]:
    """Yield the path and content of each file in a zip, notebooks first."""
    # `zipfile` makes an object of each entry before the first can be looked at.
    if data.count(_ENTRY) > 2 * MAX_FILES:
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
        for member in sorted(newest_first, key=lambda m: _order(_name_of(m))):
            budget.count_file()
            raw = _name_of(member)
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
            content = data[start : start + packed]
            budget.count_bytes(len(content))
            start += len(content)
        if content:
            yield found.free_name(_as_utf8(name)), content
        position = data.find(_MEMBER, start)


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


def _order(path: str) -> int:
    order = ("notebook", "script", "archive")
    kind = kind_of(inner_name(path)[0])
    return order.index(kind) if kind in order else len(order)


def _name_of(member: zipfile.ZipInfo) -> str:
    """Return a member's name; many programs write UTF-8 without the flag that says so."""
    name = member.orig_filename
    return name if member.flag_bits & 0x800 else _as_utf8(name)


def _as_utf8(name: str) -> str:
    try:
        return name.encode("cp437").decode("utf-8")
    except UnicodeError:
        return name
