"""Data for the lessons: pictures of cats, own photographs, tables of houses, points in a plane.

>>> cats = load_cats()  # doctest: +SKIP
>>> cats.train_set_x.shape  # doctest: +SKIP
(600, 64, 64, 3)
"""

from grader.student.data.cats import Cats, held_out_drawings, load_cats
from grader.student.data.files import DATA_VARIABLE, shipped_file
from grader.student.data.houses import load_houses
from grader.student.data.photographs import load_image
from grader.student.data.planar import Planar, load_planar
from grader.student.data.tables import Table, load_table
from grader.student.text import DataError

__all__ = [
    "DATA_VARIABLE",
    "Cats",
    "DataError",
    "Planar",
    "Table",
    "held_out_drawings",
    "load_cats",
    "load_houses",
    "load_image",
    "load_planar",
    "load_table",
    "shipped_file",
]
