"""Grade a class: submissions, results, gradebook, feedback pages and report.

The command line calls `grading.whole_class`, `pages.feedback`, `pages.report`, `lab` and `demo`,
each with a `workspace.Workspace`. `results` reads and writes the result files. `hidden` is an old
name of `pages.hide_hidden_tests`, which the settings of nbgrader refer to.
"""
