"""The course's package: `student` is installed by students, everything else by instructors.

`cli` is the command `course`. It calls `build` (notebooks from lessons) and `classroom` (grade a
class); `classroom` calls `engine` (judge one submission), and `engine` and `build` use `exercises`.
"""
