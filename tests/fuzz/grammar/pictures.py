"""Pictures in every mode and format, and what reading one must give."""

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from hypothesis import strategies as st
from PIL import Image

from tests.fuzz.oracles import require

MODES = ("1", "L", "P", "RGB", "RGBA", "CMYK", "YCbCr", "LAB", "HSV", "I", "F", "LA", "I;16")
FORMATS = ("png", "tiff", "jpeg", "bmp", "gif", "webp", "ppm", "tga")


@dataclass(frozen=True)
class Picture:
    """A picture of one color in some mode, and how it is named to the reader."""

    mode: str
    form: str
    color: tuple[int, int, int]
    given: str
    scale: float


def pictures() -> st.SearchStrategy[Picture]:
    """Pictures, and other things that a student might hand to the reader of pictures."""
    channel = st.sampled_from([0, 60, 128, 200, 255])
    return st.builds(
        Picture,
        st.sampled_from(MODES),
        st.sampled_from(FORMATS),
        st.tuples(channel, channel, channel),
        st.sampled_from(["path", "path", "text", "array", "image", "address", "long", "folder"]),
        st.sampled_from([1.0, 1 / 255]),
    )


def check(stage: Any, picture: Picture) -> None:
    """The picture has the color that it was made with, or the error is one for a reader."""
    from tests.fuzz.doors import CourseError, load_image

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"picture.{picture.form}")
        gray = int(np.mean(picture.color))
        expected = picture.color
        made = Image.new("RGB", (8, 8), picture.color)
        if picture.mode in {"1", "L", "LA", "I", "F", "I;16"}:
            gray = 255 * (gray > 127) if picture.mode == "1" else gray
            expected = (gray, gray, gray)
            made = Image.new("L", (8, 8), gray)
        try:
            made = _in_mode(made, picture)
            made.save(path)
            with Image.open(path) as again:
                if picture.mode in {"I", "F", "I;16"} and again.mode != made.mode:
                    # Pillow clips such numbers where the format has only bytes.
                    return
        except (OSError, ValueError, KeyError, SystemError):
            return
        given: Any = {
            "path": path,
            "text": str(path),
            "array": np.asarray(made),
            "image": made,
            "address": "https://example.invalid/picture.png",
            "long": "a" * 5000,
            "folder": Path(folder),
        }[picture.given]
        try:
            found = load_image(given)
        except CourseError as error:
            text = str(error)
            require("https:/e" not in text, "an address is called a file", text)
            require(picture.given not in {"path", "text"} or picture.form != "png" or
                    picture.mode in {"LAB", "HSV", "F", "I"},
                    "a picture is refused", text)  # fmt: skip
            return
        except Exception as error:
            require(False, f"a bare error for a picture as {picture.given}", repr(error)[:200])
        else:
            _same_color(np.asarray(found), expected, picture)


def _in_mode(made: Image.Image, picture: Picture) -> Image.Image:
    if picture.mode == "F":
        values = np.asarray(made, dtype=np.float32) * np.float32(picture.scale)
        return Image.fromarray(values)
    if picture.mode == "I;16":
        return Image.fromarray(np.asarray(made).astype(np.uint16) * 257)
    if picture.mode == "I":
        scale = 257 if picture.scale == 1 else 1
        return Image.fromarray(np.asarray(made).astype(np.int32) * scale)
    if picture.mode == "LAB":
        from PIL import ImageCms

        srgb, lab = ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB")
        changed = ImageCms.profileToProfile(made, srgb, lab, outputMode="LAB")
        assert changed is not None
        return changed
    return made.convert(picture.mode)


def _same_color(found: Any, expected: tuple[int, int, int], picture: Picture) -> None:
    require(found.shape[-1:] == (3,), "not a picture of three colors", str(found.shape))
    values = found.reshape(-1, 3).astype(float).mean(axis=0)
    if found.dtype.kind == "f" and values.max() <= 1:
        values = values * 255
    away = float(np.abs(values - np.asarray(expected)).max())
    # Palettes of 256 colors and JPEG are not exact.
    require(away < 40, f"a picture has another color ({picture.mode})",
            f"{picture}: {values.round()}, not {expected}")  # fmt: skip
