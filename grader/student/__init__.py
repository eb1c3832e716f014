"""All that a student's notebook imports: checks, traces, figures and data. It holds no answer.

Notebooks import the names in `__all__`, and two packages that load on demand, because they bring
libraries which judging does not need:

- `figures`: drawing functions, a sub-package for each notebook, and `show` and `explore`;
- `experiments`: small networks and what their training measured.

What is behind them, from the bottom up; each sub-package imports only from those above it:

- `text`: layout of lines, the errors that end in a message, and the text of cells as Python;
- `messages`: every sentence for students that is not about one exercise;
- `calling`: call a function on copies of its arguments, in this process or in another;
- `tracing`: follow a call line by line, with the shapes of its arrays;
- `checking`: compare results with the expected ones and reach a verdict;
- `lesson`: `check`, `ready` and `hint` of a notebook, and functions of an earlier notebook;
- `data`: the data sets, and a student's own photographs.

The contracts in `pyproject.toml` keep this order. `text`, `calling`, `tracing`, `checking`,
`lesson` and `data` name in `__all__` what others may use, and others import it from the package;
from `messages` they import its modules.

`public` has the cases of the visible checks, made by `course build`. `training` and `small_nets`
are aliases for notebooks that were handed out before these modules moved.
"""

from grader.student.data import (
    held_out_drawings,
    load_cats,
    load_houses,
    load_image,
    load_planar,
)
from grader.student.lesson import notebook, own_functions
from grader.student.tracing import trace_shapes

__all__ = [
    "held_out_drawings",
    "load_cats",
    "load_houses",
    "load_image",
    "load_planar",
    "notebook",
    "own_functions",
    "trace_shapes",
]
