"""Tell by its first bytes what a file is that is not an image which can be read."""

from __future__ import annotations

from pathlib import Path

from grader.student.messages import data_files as says

_BYTES = 1000
"""How much of a file is looked at."""

_RAW = r"3fr arw cr2 cr3 crw dng erf iiq kdc mrw nef nrw orf pef raf raw rw2 srw x3f"
"""Suffixes of what cameras write besides JPEG; most of these are TIFF to a reader of images."""
_USUAL_STARTS = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8")
"""JPEG, PNG and GIF, whatever the name of the file says."""
_HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"heif", b"mif1", b"msf1")
_STARTS = (
    (b"%pdf", "PDF"),
    (b"%!ps", "PostScript"),
    (b"\xc5\xd0\xd3\xc6", "PostScript"),
    (b"<!doctype html", "web page"),
    (b"<html", "web page"),
    (b"pk\x03\x04", "archive"),
    (b"rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"\x1a\x45\xdf\xa3", "film"),
    (b"\xff\x0a", "JXL"),
    (b"\x00\x00\x00\x0cjxl ", "JXL"),
)


def unsupported_format(file: Path, start: bytes) -> str | None:
    """Return the name of a format that is not read here; None if it may be another.

    Parameters
    ----------
    file : Path
    start : bytes
        What `first_bytes` returned.

    Returns
    -------
    str or None
        A key of `grader.student.messages.data_files.OTHER_FORMATS`.
    """
    lower = start.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    for beginning, name in _STARTS:
        if lower.startswith(beginning):
            return name
    if b"<svg" in lower and lower.startswith(b"<"):
        return "SVG"
    if start[4:8] == b"ftyp":
        brands = start[8 : int.from_bytes(start[:4], "big")]
        if any(brand in brands for brand in (b"avif", b"avis")):
            return "AVIF"
        if any(brand in brands for brand in _HEIC_BRANDS):
            return "HEIC"
        return "raw" if b"crx " in brands else "film"
    is_raw = file.suffix[1:].lower() in _RAW.split() and not start.startswith(_USUAL_STARTS)
    return "raw" if is_raw else None


def first_bytes(file: Path) -> bytes:
    """Return the beginning of a file."""
    with file.open("rb") as stream:
        return stream.read(_BYTES)


def message(file: Path, start: bytes) -> str:
    """Return what to say of a file that no reader of images knows."""
    name = unsupported_format(file, start)
    return says.no_image(file, start) if name is None else says.other_format(file, name)
