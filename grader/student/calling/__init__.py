"""Call a student's function on copies of its arguments, and record what the call did.

The arguments and results are plain data, which JSON can store. The function may run in another
process, and may find other helpers than its notebook's.
"""

from grader.student.calling.call_records import Call, CaughtWarning, Failure, Function, Location
from grader.student.calling.callable_arguments import Logarithm, Polynomial, SeededGenerator
from grader.student.calling.calls import (
    arguments_for,
    arrays_of,
    call,
    changes_arguments,
    code_of,
    copies,
    location_of_error,
    without_asserts,
)
from grader.student.calling.out_of_process import OutOfProcessFunction
from grader.student.calling.own_code import (
    is_own_code,
    is_own_function,
    is_own_module,
    is_own_module_code,
    renamed_function,
)
from grader.student.calling.plain_data import (
    Choice,
    Plain,
    PlainDataError,
    decode,
    encode,
    letter_in,
    same,
    todays_letters,
)
from grader.student.calling.random_outputs import (
    RandomOutput,
    SampleSummary,
    summarize,
    with_summaries,
)
from grader.student.calling.replaced_helpers import (
    REPLACEMENTS,
    HelperReplacement,
    replace_globals,
    with_replaced_helpers,
)
from grader.student.calling.work_counts import axis_lengths, count_work, repeated

__all__ = [
    "REPLACEMENTS",
    "Call",
    "CaughtWarning",
    "Choice",
    "Failure",
    "Function",
    "HelperReplacement",
    "Location",
    "Logarithm",
    "OutOfProcessFunction",
    "Plain",
    "PlainDataError",
    "Polynomial",
    "RandomOutput",
    "SampleSummary",
    "SeededGenerator",
    "arguments_for",
    "arrays_of",
    "axis_lengths",
    "call",
    "changes_arguments",
    "code_of",
    "copies",
    "count_work",
    "decode",
    "encode",
    "is_own_code",
    "is_own_function",
    "is_own_module",
    "is_own_module_code",
    "letter_in",
    "location_of_error",
    "renamed_function",
    "repeated",
    "replace_globals",
    "same",
    "summarize",
    "todays_letters",
    "with_replaced_helpers",
    "with_summaries",
    "without_asserts",
]
