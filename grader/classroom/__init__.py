"""Grade a class: submissions, results, gradebook, feedback pages and report.

The command line calls `grading.whole_class`, `pages`, `jupyterlab` and `demo`, most of them with a
`workspace.Workspace`. `results` reads and writes the result files. `hidden` is the old name of
`pages.hide_hidden_tests`, for settings of nbgrader that were written before it moved.
"""
