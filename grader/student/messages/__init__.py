"""The sentences that students read, other than those of one exercise and its hints.

One module for each thing that messages are about; a function takes plain values and returns text.
What finds a fault calls these functions. Each has golden files in
`tests/student/messages/golden`, which `pytest --rewrite-golden tests/student/messages` writes anew.

- `verdicts`: what `check`, `ready` and `hint` print around the rest.
- `wrong_values`: how wrong values differ from the expected ones, and facts about them.
- `broken_rules`: rules that a function with right values breaks.
- `python_errors`, `numpy_warnings`: explanations of errors and warnings.
- `array_shapes`: lost axes, broadcasts, and the lines of `trace_shapes`.
- `data_files`: files of data and photographs that cannot be used.
- `earlier_notebook`: the student's other notebook, which a lesson is built on.
- `grading_problems`: why something was not judged, or earned nothing, when a class was graded.
- `file_repairs`: what was repaired in a submission, and files that cannot be read.
"""
