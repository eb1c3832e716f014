"""Reading an nbgrader course: its configuration, and its notebooks in the form that is graded.

`configuration` loads ``nbgrader_config.py``, `settings` has the table of what is obeyed, and
`prepared` writes the notebooks of an assignment as the grader reads them: `notebook_form` upgrades
one notebook in memory, `generated` runs nbgrader's own preprocessors that make a test's text.
"""
