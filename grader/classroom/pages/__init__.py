"""What people read after grading: `feedback` pages of the students and the `report` on the class.

`hidden_tests.HideHiddenTests` is a preprocessor that ``nbgrader_config.py`` names.
"""
