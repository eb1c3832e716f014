"""What people read after grading: `feedback` pages, the `report` and the `terminal_table`.

`hide_hidden_tests.HideHiddenTests` is a preprocessor that ``nbgrader_config.py`` names.
"""
