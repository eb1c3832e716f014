"""Make ``datasets/cats.h5``: cat faces and other things, drawn from open emoji artwork.

The pictures are composed from the glyphs of nine npm packages with open licences (the table
`PACKAGES`). Each picture is one glyph with its hue turned at random, a little moved, turned,
scaled and perhaps mirrored, on a background of any colour. Train and test are split by glyph
NAME, over all packages: no drawing idea of the test set is ever seen in training.

Run it from the root of the repository::

    python datasets/make_cats.py [--out FILE] [--cache DIR]

It needs, beyond the project's own requirements (NumPy, h5py, Pillow, Matplotlib): the PyPI
package ``resvg-py`` (0.5.0; an SVG renderer that needs no system library) and the ``npm`` client.
``cats_attribution.csv`` is written beside the data. The seed is fixed: a second run with the same
versions of the libraries writes the same bytes.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import shutil
import subprocess
import tarfile
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import numpy.typing as npt
import resvg_py
from matplotlib.colors import hsv_to_rgb, rgb_to_hsv
from PIL import Image

from maker import MakerError, run, verified

Floats = npt.NDArray[np.float64]
Bytes = npt.NDArray[np.uint8]

SEED = 2024
SIZE = 64
CANVAS = 256  # glyphs are rendered and moved at this size, then reduced: no jagged edges
CAT_SHARE = 0.4
PICTURES = {"train": 600, "test": 200}
MIN_CONTRAST = 0.22  # of the glyph's rim against the background; see `rim_contrast`

CATS = "🐱😸😹😺😻😼😽😾😿🙀"
CATS_OF_TEST = "😻😽😾"
# Four groups, so that "not a cat" is not one look: heads of animals (the hard ones), whole animals,
# human faces (which share their expressions with the cats), and things.
NOT_CATS = (
    "🐶🐺🦊🐻🐼🐨🐯🦁🐮🐷🐗🐭🐹🐰🐸🐵🐴🦄🐲"
    "🐆🐅🐒🦍🐕🐩🐎🦌🐂🐃🐄🐖🐏🐑🐐🐪🐫🐘🦏🐁🐀🐇🐿🦇🦃🐔🐓🐣🐤🐥🐦🐧🦆🦅🦉🐊🐢🦎🐍🐉🐳🐋🐬🐟🐠🐡🦈🐙🐚🐌🦋🐛🐜🐝🐞🦂🦀"
    "😀😁😂😃😄😅😆😇😈😉😊😋😌😍😎😏😐😑😒😓😔😖😗😘😙😚😛😜😝😞😟😠😡😢😣😥😨😩😫😭😮😱😳😴😵😷👹👺👻👽👾💀🤖💩"
    "🍎🍊🍋🍉🍓🍕🍔🍦🎂🍩🌹🌻🌵🍀🎃🎈🎁⚽🏀🏈🎾🚗🚌🚲🚀🚁⛵🏠⏰📷💻📱🔑💡📕☂⭐🌈💎👑👗👟🎸🎺🔔"
)
# Every fourth name, by a hash of its code point, belongs to the test set.
HASH_SALT = "cats"


@dataclass(frozen=True)
class Package:
    """One npm package, by name, exact version and the sha256 of its archive."""

    name: str
    version: str
    sha256: str
    author: str = ""
    licence: str = ""

    @property
    def archive(self) -> str:
        """Name of the file that ``npm pack`` writes."""
        return f"{self.name.removeprefix('@').replace('/', '-')}-{self.version}.tgz"


# An author and a licence are given only where the package holds no machine-readable ones.
PACKAGES = (
    Package(
        "@iconify-json/noto",
        "1.2.9",
        "3e918d88fc945c0bb3d468dbace6f88caef67f01c9f0e7bcae0915a042e8f1ad",
    ),
    Package(
        "@iconify-json/noto-v1",
        "1.2.5",
        "2bf62c26c2c2884aa99e90aec942cdaee17a5921f05690694f4978ad4b017c37",
    ),
    Package(
        "@iconify-json/fxemoji",
        "1.2.2",
        "f3e72b3c59d05e1db03b7e308d55c0d05bd7ba3f625a90da1b79313c12858eef",
    ),
    Package(
        "@iconify-json/fluent-emoji",
        "1.2.7",
        "8044210dbf11e016d4de85f15d01a243423bd832457e7e2491df1b751c0e272b",
    ),
    Package(
        "@iconify-json/fluent-emoji-flat",
        "1.2.6",
        "7d064769dee690815f823bc5bcc511d957198caf9f5edd8dd9c1aa48a6aeb175",
    ),
    Package(
        "@lobehub/fluent-emoji-3d",
        "1.1.0",
        "c1bb7eee7de090205a232518a9ab4adb3df458bfbe8a1f78232991194c8b2e58",
        author="Microsoft Corporation (packaged by LobeHub)",
        licence="MIT",
    ),
    Package(
        "@iconify-json/twemoji",
        "1.2.5",
        "19046dff7d8707ce96212ec86468b36ac5f8e60409629dd13f809265c6d0ebb7",
    ),
    Package(
        "@iconify-json/emojione",
        "1.2.3",
        "26a14f44284407e8bcde91799388dca2bfd91dbcd55a97f425524a1c5b73610e",
    ),
    Package(
        "@iconify-json/streamline-emojis",
        "1.2.4",
        "5dac87c876b322500989828c5823143e0100d78881627a2e4081a4b897cbfdbc",
    ),
)
# fxemoji has names of its own: "cat" is the face. Its other "cats" are drawn as foxes and stay out.
FXEMOJI_NAMES = {
    "🐱": "cat",
    "🐶": "dog",
    "🐕": "dogside",
    "🐭": "mouse",
    "🐁": "mouseside",
    "🐯": "tiger",
    "🐅": "tigerside",
    "🐆": "leopardside",
    "🐷": "pig",
    "🐖": "pigside",
    "🐰": "bunny",
    "🐇": "bunnyside",
    "🐹": "hampster",
    "🐔": "chicken",
    "🐼": "pandaface",
    "🐲": "dragonhead",
    "🐉": "dragonside",
    "🐵": "monkeyface",
    "🐣": "hatchingchick",
    "🐥": "frontfacingchick",
    "🐤": "babychick",
    "🐝": "honeybee",
    "🐞": "ladybeetle",
}


@dataclass(frozen=True)
class Glyph:
    """One drawing: a code point as one package draws it."""

    character: str
    package: Package
    icon: str
    author: str
    licence: str
    source: str | bytes  # SVG text, or a bitmap file

    @property
    def name(self) -> str:
        """The Unicode name, the same in every package: the unit of the split."""
        return unicodedata.name(self.character).lower()

    @property
    def code_point(self) -> str:
        """For example ``1f431``."""
        return f"{ord(self.character):x}"

    @property
    def is_cat(self) -> bool:
        """Whether the drawing shows the face of a cat."""
        return self.character in CATS

    @property
    def split(self) -> str:
        """``train`` or ``test``, from the character alone."""
        return split_of(self.character)


def split_of(character: str) -> str:
    """Return ``train`` or ``test``; the same for one character in every package."""
    if character in CATS:
        return "test" if character in CATS_OF_TEST else "train"
    digest = hashlib.sha256(f"{HASH_SALT}{ord(character):x}".encode()).digest()
    return "test" if digest[0] % 4 == 0 else "train"


# --- getting the glyphs ---------------------------------------------------------------------------


def fetch(package: Package, cache: Path) -> Path:
    """Return the archive of ``package``, taken through the npm client unless it is in ``cache``."""
    archive = cache / package.archive
    if not archive.exists():
        npm = shutil.which("npm")  # finds npm.cmd on Windows too
        if npm is None:
            raise MakerError("The npm client is missing: install Node.js, then run this again.")
        spec = f"{package.name}@{package.version}"
        command = [npm, "pack", "--silent", "--pack-destination", str(cache), spec]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode != 0 or not archive.exists():
            raise MakerError(f"`npm pack {spec}` failed:\n{done.stderr.strip()}")
    return verified(archive, package.sha256)


def read_members(archive: Path, wanted: Sequence[str]) -> dict[str, bytes]:
    """Return the wanted files of an npm archive (paths without ``package/``), if they exist."""
    members: dict[str, bytes] = {}
    with tarfile.open(archive) as tar:
        for member in tar:
            path = member.name.removeprefix("package/")
            file = tar.extractfile(member) if path in wanted else None
            if file is not None:
                members[path] = file.read()
    return members


def common_names(collections: Sequence[Mapping[str, Any]]) -> dict[str, list[str]]:
    """Return the names under which each of our characters is known in any collection.

    Only some packages say which code point an icon is; the others share their vocabulary.
    """
    names: dict[str, list[str]] = {}
    for character in CATS + NOT_CATS:
        known = [unicodedata.name(character).lower().replace(" ", "-")]
        for collection in collections:
            icon = collection.get("chars", {}).get(f"{ord(character):x}")
            if icon is not None:
                aliases = collection["icons"].get("aliases", {})
                known += [icon, *(a for a, entry in aliases.items() if entry["parent"] == icon)]
        names[character] = list(dict.fromkeys(known))
    return names


def find_icon(
    character: str, package: Package, collection: Mapping[str, Any], names: Sequence[str]
) -> str | None:
    """Return the name of the icon that draws ``character`` in a collection, or None."""
    icons = collection["icons"]["icons"]
    if package.name.endswith("/fxemoji"):
        candidates = [FXEMOJI_NAMES.get(character, "")]
        if character not in FXEMOJI_NAMES and character not in CATS:
            taken = set(FXEMOJI_NAMES.values())
            candidates = [n.replace("-", "") for n in names if n.replace("-", "") not in taken]
    elif collection.get("chars"):
        candidates = [collection.get("chars", {}).get(f"{ord(character):x}", "")]
    else:
        # Streamline numbers its variants; the first one is as good as any.
        candidates = [n + end for n in names for end in ("", "-1")]
    return next((c for c in candidates if c in icons), None)


def svg_text(collection: Mapping[str, Any], icon: str) -> str:
    """Return one icon of an Iconify collection as a complete SVG document."""
    icons, entry = collection["icons"], collection["icons"]["icons"][icon]
    left, top = entry.get("left", 0), entry.get("top", 0)
    width = entry.get("width", icons.get("width", 16))
    height = entry.get("height", icons.get("height", 16))
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'width="{width}" height="{height}" viewBox="{left} {top} {width} {height}">'
        f"{entry['body']}</svg>"
    )


def read_glyphs(cache: Path) -> list[Glyph]:
    """Return every drawing of our characters in every package, in a fixed order."""
    archives = {package: fetch(package, cache) for package in PACKAGES}
    collections: dict[Package, dict[str, Any]] = {}
    glyphs: list[Glyph] = []
    for package, archive in archives.items():
        if package.name.startswith("@iconify-json/"):
            members = read_members(archive, ["icons.json", "info.json", "chars.json"])
            collections[package] = {
                file.removesuffix(".json"): json.loads(text) for file, text in members.items()
            }
    names = common_names(list(collections.values()))
    for package, archive in archives.items():
        if package in collections:
            collection = collections[package]
            info = collection["info"]
            for character in CATS + NOT_CATS:
                icon = find_icon(character, package, collection, names[character])
                if icon is not None:
                    author, licence = info["author"]["name"], info["license"]["spdx"]
                    svg = svg_text(collection, icon)
                    glyphs.append(Glyph(character, package, icon, author, licence, svg))
        else:
            # Some of these files carry the emoji variation selector in their name.
            files = {
                f"assets/{ord(character):x}{end}.webp": character
                for character in CATS + NOT_CATS
                for end in ("", "-fe0f")
            }
            members = read_members(archive, list(files))
            for path, character in files.items():
                if path in members:
                    icon = Path(path).stem
                    author, licence = package.author, package.licence
                    glyphs.append(Glyph(character, package, icon, author, licence, members[path]))
    return glyphs


# --- drawing --------------------------------------------------------------------------------------


def render(glyph: Glyph) -> Image.Image:
    """Return the glyph as an RGBA image of CANVAS x CANVAS, centred."""
    if isinstance(glyph.source, bytes):
        data = glyph.source
    else:
        # No system fonts: the picture must not depend on the machine.
        data = bytes(
            resvg_py.svg_to_bytes(svg_string=glyph.source, height=CANVAS, skip_system_fonts=True)
        )
    with Image.open(io.BytesIO(data)) as image:
        drawing = image.convert("RGBA")
    drawing.thumbnail((CANVAS, CANVAS), Image.Resampling.LANCZOS)
    canvas = Image.new("RGBA", (CANVAS, CANVAS))
    canvas.paste(drawing, ((CANVAS - drawing.width) // 2, (CANVAS - drawing.height) // 2))
    return canvas


def place(drawing: Image.Image, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """Mirror, turn, scale and shift the drawing a little; return colour and cover at SIZE.

    Returns
    -------
    colour : (SIZE, SIZE, 3) in [0, 1]
    cover : (SIZE, SIZE, 1) in [0, 1], how much of each pixel the glyph covers
    """
    mirror = -1.0 if rng.random() < 0.5 else 1.0
    angle = np.deg2rad(rng.uniform(-2.0, 2.0))
    scale = rng.uniform(0.93, 0.97)
    shift = rng.uniform(-0.01, 0.01, size=2) * CANVAS
    centre = (CANVAS - 1) / 2
    cos, sin = np.cos(angle) / scale, np.sin(angle) / scale
    # Pillow asks for the inverse map, from the new picture to the old one.
    matrix = np.array([[mirror * cos, mirror * sin], [-sin, cos]])
    offset = centre - matrix @ (np.array([centre, centre]) + shift)
    coefficients = (*matrix[0], offset[0], *matrix[1], offset[1])
    moved = drawing.transform(
        drawing.size,
        Image.Transform.AFFINE,
        [float(c) for c in coefficients],
        Image.Resampling.BICUBIC,
    )
    small = np.asarray(moved.resize((SIZE, SIZE), Image.Resampling.BOX), dtype=np.float64) / 255
    return small[..., :3], small[..., 3:]


def turn_hue(colour: Floats, turn: float) -> Floats:
    """Turn the hue of every pixel by ``turn`` (1.0 is the full circle).

    Cats are yellow in most packages. Without this step the colour alone would give them away.
    """
    hsv = rgb_to_hsv(colour)
    hsv[..., 0] = (hsv[..., 0] + turn) % 1.0
    return np.asarray(hsv_to_rgb(hsv), dtype=np.float64)


def background(rng: np.random.Generator) -> Floats:
    """Return a (SIZE, SIZE, 3) background: one colour, a gradient, or smooth noise."""
    first, second = rng.random((2, 3))
    kind = rng.random()
    # Less noise than the rest: it is what makes the file large, for it hardly compresses.
    if kind < 0.45:
        return np.broadcast_to(first, (SIZE, SIZE, 3)).copy()
    if kind < 0.8:
        angle = rng.uniform(0, 2 * np.pi)
        y, x = np.mgrid[0:SIZE, 0:SIZE] / (SIZE - 1) - 0.5
        along = np.clip(0.5 + (np.cos(angle) * x + np.sin(angle) * y), 0, 1)[..., None]
        return np.asarray(first * (1 - along) + second * along)
    coarse = np.clip(first + rng.normal(0, 0.2, size=(4, 4, 3)), 0, 1)
    tiny = Image.fromarray(np.rint(coarse * 255).astype(np.uint8))
    return np.asarray(tiny.resize((SIZE, SIZE), Image.Resampling.BICUBIC), dtype=np.float64) / 255


def rim_of(cover: Floats) -> npt.NDArray[np.bool_]:
    """Return a (SIZE, SIZE) mask of the glyph's outermost two pixels."""
    inside = cover[..., 0] > 0.5
    core = inside.copy()
    for _ in range(2):
        padded = np.pad(core, 1)
        core = core & padded[:-2, 1:-1] & padded[2:, 1:-1] & padded[1:-1, :-2] & padded[1:-1, 2:]
    return inside & ~core


def rim_contrast(colour: Floats, cover: Floats, behind: Floats) -> float:
    """Return the mean colour distance, in [0, 1], of the glyph's rim from what is behind it."""
    rim = rim_of(cover)
    distance = np.sqrt(np.mean((colour[rim] - behind[rim]) ** 2, axis=-1))
    return float(distance.mean())


def picture(drawing: Image.Image, rng: np.random.Generator) -> Bytes:
    """Return one (SIZE, SIZE, 3) uint8 picture of a rendered glyph."""
    colour, cover = place(drawing, rng)
    colour = turn_hue(colour, rng.random())
    behind = background(rng)
    # Backgrounds are drawn anew until the glyph stands out, else a few would vanish.
    while rim_contrast(colour, cover, behind) < MIN_CONTRAST:
        behind = background(rng)
    light = rng.uniform(0.9, 1.1)
    mixed = (colour * cover + behind * (1 - cover)) * light
    return np.rint(np.clip(mixed, 0, 1) * 255).astype(np.uint8)


# --- the data set ---------------------------------------------------------------------------------


def endless(glyphs: Sequence[Glyph], rng: np.random.Generator) -> Iterator[Glyph]:
    """Yield glyphs for ever: every name equally often, every drawing of a name in turn."""
    drawings: dict[str, list[Glyph]] = {}
    for glyph in glyphs:
        drawings.setdefault(glyph.character, []).append(glyph)
    decks = {c: [d[i] for i in rng.permutation(len(d))] for c, d in drawings.items()}
    turn = 0
    while True:
        for i in rng.permutation(len(decks)):
            deck = list(decks.values())[i]
            yield deck[turn % len(deck)]
        turn += 1


def choose(glyphs: Sequence[Glyph], split: str) -> list[Glyph]:
    """Return the glyph of every picture of ``split``, in the shuffled order of the data set."""
    rng = np.random.default_rng([SEED, sorted(PICTURES).index(split)])
    total = PICTURES[split]
    chosen: list[Glyph] = []
    for is_cat, wanted in ((True, round(CAT_SHARE * total)), (False, total)):
        pool = endless([g for g in glyphs if g.split == split and g.is_cat is is_cat], rng)
        while len(chosen) < wanted:
            chosen.append(next(pool))
    return [chosen[i] for i in rng.permutation(total)]


def draw(chosen: Sequence[Glyph], split: str) -> Bytes:
    """Return the pictures (m, SIZE, SIZE, 3) of the chosen glyphs."""
    rendered: dict[Glyph, Image.Image] = {}
    pictures = np.empty((len(chosen), SIZE, SIZE, 3), dtype=np.uint8)
    for i, glyph in enumerate(chosen):
        if glyph not in rendered:
            rendered[glyph] = render(glyph)
        # A generator of its own for each picture: changing one does not change the others.
        rng = np.random.default_rng([SEED, 2 + sorted(PICTURES).index(split), i])
        pictures[i] = picture(rendered[glyph], rng)
    return pictures


def write_hdf5(path: Path, chosen: Mapping[str, Sequence[Glyph]]) -> None:
    """Draw and write the data set; no time stamps, so that equal data gives equal bytes."""
    with h5py.File(path, "w", track_order=False) as file:
        for split, glyphs in chosen.items():
            pictures = draw(glyphs, split)
            labels = np.array([g.is_cat for g in glyphs], dtype=np.int64)
            options = {"track_times": False, "compression": "gzip", "compression_opts": 9}
            file.create_dataset(
                f"{split}_set_x", data=pictures, chunks=(10, SIZE, SIZE, 3), **options
            )
            file.create_dataset(f"{split}_set_y", data=labels, track_times=False)
        classes = np.array([b"not a cat", b"cat"])
        file.create_dataset("list_classes", data=classes, track_times=False)


def write_attribution(path: Path, chosen: Mapping[str, Sequence[Glyph]]) -> None:
    """Write one row per glyph that was used, with the numbers of the pictures that show it."""
    used: dict[Glyph, list[int]] = {}
    for glyphs in chosen.values():
        for i, glyph in enumerate(glyphs):
            used.setdefault(glyph, []).append(i)
    header = ["glyph", "code_point", "package", "version", "icon", "author", "licence"]
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([*header, "split", "class", "pictures"])
        order = {package: i for i, package in enumerate(PACKAGES)}
        for g in sorted(used, key=lambda g: (order[g.package], g.code_point)):
            kind = "cat" if g.is_cat else "not a cat"
            row = [g.name, g.code_point, g.package.name, g.package.version, g.icon]
            numbers = " ".join(map(str, used[g]))
            writer.writerow([*row, g.author, g.licence, g.split, kind, numbers])


def make(out: Path, cache: Path) -> None:
    """Write the data set to ``out`` and the attribution beside it."""
    glyphs = read_glyphs(cache)
    chosen = {split: choose(glyphs, split) for split in ("train", "test")}
    out.parent.mkdir(parents=True, exist_ok=True)
    write_hdf5(out, chosen)
    write_attribution(out.with_name(f"{out.stem}_attribution.csv"), chosen)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the maker from the command line; return the exit status."""
    description = "Make datasets/cats.h5 from open emoji artwork."
    return run(make, "cats.h5", description, "the npm archives", arguments)


if __name__ == "__main__":
    raise SystemExit(main())
