"""What is said of notebooks, calls and results that were not judged as usual."""

import signal

import numpy as np

from grader.classroom.grading.pools.pool import failure_after_deaths
from grader.engine.fork_server.exit_reasons import exit_problem, limit_problem
from grader.engine.judging.cell.reference_comparison import structure_problem
from grader.engine.remote.wire import opaque
from grader.engine.sandbox.limits import Limits
from grader.student.messages import grading_problems

_LIMITS = Limits(
    cpu_seconds=120, judging_seconds=600.0, job_memory=3 << 30, scratch=200 << 20, seconds=300.0
)


def _killed_by(number: signal.Signals) -> str:
    return exit_problem(int(number), _LIMITS)


def _gave_up(reason: str) -> str:
    return failure_after_deaths(reason).reason


EXAMPLES = {
    "not_in_gradebook": lambda: grading_problems.not_in_gradebook("DataError: too long"),
    "died": lambda: limit_problem("something else", _LIMITS),
    "died_of_signal": lambda: _killed_by(signal.SIGSEGV),
    "died_of_signal-killed": lambda: _killed_by(signal.SIGKILL),
    "died_of_signal-aborted": lambda: _killed_by(signal.SIGABRT),
    "died_of_signal-system_call": lambda: _killed_by(signal.SIGSYS),
    "died_of_signal-file_size": lambda: _killed_by(signal.SIGXFSZ),
    "died_of_signal-other": lambda: _killed_by(signal.SIGTERM),
    "died_before_first_cell": grading_problems.died_before_first_cell,
    "died_with_supervisor": grading_problems.died_with_supervisor,
    "ended_itself": grading_problems.ended_itself,
    "newer_python": lambda: grading_problems.cell_failed(
        "relu", grading_problems.newer_python("type", (3, 12), (3, 11)), 2
    ),
    "nothing_in_cell": lambda: grading_problems.nothing_in_cell("relu", has_comments=True),
    "nothing_in_cell-empty": lambda: grading_problems.nothing_in_cell("relu", has_comments=False),
    "defined_inside": lambda: grading_problems.defined_inside("relu", 2, "class", "Solution"),
    "while_a_cell_ran": lambda: grading_problems.while_a_cell_ran(
        grading_problems.ended_itself(), "import os, sys"
    ),
    "too_much_processor_time": lambda: _killed_by(signal.SIGXCPU),
    "too_much_time": lambda: grading_problems.too_much_time(_LIMITS.seconds),
    "too_much_judging_time": lambda: limit_problem("time", _LIMITS),
    "too_much_memory": lambda: limit_problem("memory", _LIMITS),
    "too_many_files": lambda: limit_problem("disk", _LIMITS),
    "too_many_or_too_deep": lambda: limit_problem("files", _LIMITS),
    "too_much_output": grading_problems.too_much_output,
    "invalid_output": lambda: grading_problems.invalid_output("the outputs are not a list"),
    "cell_took_too_long": lambda: grading_problems.cell_took_too_long(60.0),
    "outputs_cut_off": lambda: grading_problems.outputs_cut_off(10 << 20),
    "no_shell_command": lambda: grading_problems.no_shell_command("pip install torch "),
    "missing_import": lambda: grading_problems.missing_import(
        ModuleNotFoundError("No module named 'torch'"), 2
    ),
    "missing_import-module": lambda: grading_problems.missing_import(
        ModuleNotFoundError("No module named 'torch'"), 2, "my_tools.py"
    ),
    "silent_magic": lambda: grading_problems.cell_failed(
        "relu", grading_problems.silent_magic("writefile"), 1
    ),
    "earlier_version": lambda: grading_problems.earlier_version(
        grading_problems.cell_failed("relu", "SyntaxError: invalid syntax", 3)
    ),
    "cell_failed": lambda: grading_problems.cell_failed("relu", "SyntaxError: invalid syntax", 3),
    "cell_failed-no_line": lambda: grading_problems.cell_failed("relu", "it is too long", None),
    "outputs_left_out": lambda: grading_problems.outputs_left_out(1200),
    "code_left_out": lambda: grading_problems.code_left_out(1200),
    "cell_left_out": lambda: grading_problems.cell_left_out(1200),
    "colors_left_out": grading_problems.colors_left_out,
    "no_input": grading_problems.no_input,
    "error_without_text": grading_problems.error_without_text,
    "cell_not_reached": grading_problems.cell_not_reached,
    "call_took_too_long": lambda: grading_problems.call_took_too_long(20.0),
    "helper_took_too_long": lambda: grading_problems.helper_took_too_long(30.0),
    "judging_took_too_long": lambda: grading_problems.judging_took_too_long(600.0),
    "died_in_call": grading_problems.died_in_call,
    "invalid_reply": lambda: grading_problems.invalid_reply("an answer has no content"),
    "undefined_name": lambda: grading_problems.undefined_name("sigmoid"),
    "unknown_content": lambda: grading_problems.unknown_content(opaque("generator")),
    "function_of_student": lambda: grading_problems.function_of_student("sigmoid"),
    "argument_too_large": lambda: grading_problems.argument_too_large(10**9),
    "arrays_too_large": grading_problems.arrays_too_large,
    "passed_but": lambda: grading_problems.passed_but(
        structure_problem(1.0, np.nan, grading_problems.result_of("sigmoid"))
    ),
    "no_points": lambda: grading_problems.no_points("3"),
    "points_and_seed": lambda: grading_problems.points_and_seed(2.5, 5.0, "6f1d0c"),
    "not_judged": grading_problems.not_judged,
    "manually_graded": grading_problems.manually_graded,
    "not_judged_for": lambda: grading_problems.not_judged_for(
        "week1/first_neuron: relu", "anna", grading_problems.solution_not_judged("KeyError: 'relu'")
    ),
    "solution_not_judged": lambda: grading_problems.solution_not_judged("KeyError: 'relu'"),
    "stopped_in_own_process": lambda: grading_problems.stopped_in_own_process("KeyError", 3),
    "refused_by_strict": lambda: grading_problems.refused_by_strict(),
    "can_be_forged": lambda: grading_problems.can_be_forged("ps1/tables: test-table"),
    "accepted_all_the_same": lambda: grading_problems.accepted_all_the_same("test-table"),
    "cure_or_accept": lambda: grading_problems.cure_or_accept("It gets 1 of 2.", "test-table"),
    "no_solution": lambda: grading_problems.no_solution("It gets 0 of 2 points."),
    "solution_not_right": lambda: grading_problems.solution_not_right(1.5, 3.0, "a is too large."),
    "damaged_record": lambda: grading_problems.damaged_record("results/anna/week1.json: no JSON"),
    "state_not_kept": grading_problems.state_not_kept,
    "hidden_line": grading_problems.hidden_line,
    "result_of": lambda: structure_problem(1.0, "1", grading_problems.result_of("sigmoid")),
    "wrong_type": lambda: structure_problem("relu", 1),
    "not_numbers": lambda: structure_problem(1.0, "1"),
    "not_a_dictionary": lambda: structure_problem({"dw": 1.0}, [1.0]),
    "not_a_sequence": lambda: structure_problem(({}, {}), [{}]),
    "unknown_value": lambda: structure_problem(1.0, opaque("generator")),
    "wrong_shape": lambda: structure_problem(np.ones(3), np.ones(2)),
    "nan_found": lambda: structure_problem(np.ones(2), np.array([1.0, np.nan])),
    "no_entry": lambda: structure_problem({"dw": 1.0}, {"db": 1.0}),
    "unreadable_notebook": lambda: grading_problems.unreadable_notebook("first_neuron"),
    "module_not_used": lambda: grading_problems.module_not_used("numpy.py", "numpy"),
    "no_readable_notebook": lambda: grading_problems.no_readable_notebook("first_neuron"),
    "no_check_cell": lambda: grading_problems.no_check_cell("sigmoid"),
    "died_too_often": lambda: _gave_up(grading_problems.worker_killed("SIGKILL")),
    "worker_took_too_long": lambda: _gave_up(grading_problems.worker_took_too_long(900.0)),
    "worker_exited": lambda: _gave_up(grading_problems.worker_exited(1)),
    "worker_killed": lambda: _gave_up(grading_problems.worker_killed("SIGKILL")),
    "worker_sent_invalid_reply": lambda: _gave_up(grading_problems.worker_sent_invalid_reply()),
    "workers_lost": lambda: grading_problems.workers_lost(2, "tcp://10.0.0.7:40123"),
    "worker_used_too_much_processor_time": lambda: _gave_up(
        grading_problems.worker_used_too_much_processor_time(180.0)
    ),
    "worker_failed": lambda: _gave_up(
        grading_problems.worker_failed("tcp://10.0.0.7:40123", "OSError", "disk full")
    ),
    "grader_failed": lambda: grading_problems.grader_failed("OSError: disk full"),
}
