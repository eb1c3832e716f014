"""Read submissions in any form, and restore them to the form of the release notebooks.

Other packages use `collect` (one student, or all), and `student_files.files_below`.
"""
