"""Exercise `flatten_images`: its cases, known mistakes and right variants."""

from collections.abc import Sequence

import numpy as np

from grader.exercises.exercise import VECTORIZED, Case, Edit, Exercise, Mistake, Rng, Variant
from grader.student.checking import Contract


def _cases(rng: Rng) -> Sequence[Case]:
    def case(m: int, height: int, width: int, channels: int) -> Case:
        images = rng.integers(0, 256, size=(m, height, width, channels)).astype(np.uint8)
        return Case({"images": images}, {"m": m, "height": height, "width": width})

    return [case(5, 2, 3, 3), case(1, 3, 2, 3), case(3, 4, 2, 1), case(4, 2, 2, 3)]


EXERCISE = Exercise(
    name="flatten_images",
    cases=_cases,
    contract=Contract(outputs=("X",)),
    rules=VECTORIZED,
    equations={"X": "(1.2)"},
    mistakes=(
        Mistake(
            "one_example_per_row",
            Edit(".reshape(m, -1).T", ".reshape(m, -1)"),
            says="Each picture lies in a row; in X every example is a column. What turns rows into "
            "columns?",
        ),
        Mistake(
            "images_mixed",
            Edit(".reshape(m, -1).T", ".reshape(-1, m)"),
            says="The shape is right, but each column holds pixels of several pictures: reshape "
            "fills row after row. Give each picture a row first.",
        ),
        Mistake(
            "sizes_of_the_notebook",
            Edit("reshape(m, -1)", "reshape(m, 64 * 64 * 3)"),
            says="The sizes are written as numbers, so it works for 64 by 64 pictures alone. Take "
            "them from images.shape, or let reshape find them with -1.",
            raises=("ValueError", r"cannot reshape array of size \d+ into shape .*12288"),
        ),
        Mistake(
            "sizes_of_the_small_pictures",
            Edit("reshape(m, -1)", "reshape(m, 32 * 32 * 3)"),
            says="The sizes are written as numbers, so it works for 32 by 32 pictures alone. Take "
            "them from images.shape, or let reshape find them with -1.",
            raises=("ValueError", r"cannot reshape array of size \d+ into shape .*3072"),
        ),
        Mistake(
            "all_in_one_column",
            Edit(".reshape(m, -1).T", ".reshape(-1, 1)"),
            says="All pictures stand in one column, one below the other; each of them needs a "
            "column of its own.",
        ),
        Mistake(
            "flat",
            Edit(".reshape(m, -1).T", ".flatten()"),
            says="All pictures are in one row of numbers; the number of examples has to stay a "
            "size of its own.",
        ),
        Mistake(
            "first_image_only",
            Edit("images.reshape(m, -1).T", "images[0].reshape(-1, 1)"),
            says="Only the first picture is there; X needs a column for each of the pictures.",
        ),
        Mistake(
            "planes_one_after_another",
            Edit("images.reshape", "images.transpose(0, 3, 1, 2).reshape"),
            says="All red numbers come first, then green, then blue. That would do as well if "
            "everyone did it, but the order here is the one of reshape: pixel after pixel.",
        ),
        Mistake(
            "columns_first",
            Edit("reshape(m, -1)", 'reshape(m, -1, order="F")'),
            says="Each column holds one picture, but not in the order in which NumPy stores it: "
            'a .T before the reshape does that, and so does order="F". Give each picture a row '
            "first.",
        ),
        Mistake(
            "scaled_as_well",
            Edit("reshape(m, -1).T", "reshape(m, -1).T / 255"),
            says="The numbers are divided by 255 already. That is the next step of the lesson; "
            "here only the shape changes.",
        ),
        Mistake(
            "loop_over_images",
            "m = images.shape[0]\nX = np.stack([images[i].reshape(-1) for i in range(m)], axis=1)",
            rule="vectorized",
        ),
        Mistake(
            "first_two_axes_joined",
            Edit(".reshape(m, -1).T", ".reshape(m * images.shape[1], -1)"),
            says="The first two axes are joined, and they are the pictures and their rows. The "
            "pictures stay an axis of their own; join all the others.",
        ),
    ),
    variants=(
        Variant(
            "einsum",
            "X = np.einsum('ij->ji', images.reshape(len(images), -1))",
        ),
        Variant(
            "transposed_first",
            "X = images.T.swapaxes(0, 2).reshape(-1, images.shape[0])",
        ),
        Variant(
            "contiguous",
            "X = np.ascontiguousarray(images.reshape(images.shape[0], -1).transpose())",
        ),
        Variant("product_of_sizes", Edit("(m, -1).T", "(m, int(np.prod(images.shape[1:]))).T")),
        Variant("moved_axis", "X = np.moveaxis(images, 0, -1).reshape(-1, images.shape[0])"),
    ),
)
