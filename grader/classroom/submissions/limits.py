"""The limits on one submission while it is read, all in one place.

Honest submissions are far below them. What exceeds a limit on the number or size of files is left
out with a note; what exceeds a limit of the process gives the submission a result with a problem.
"""

MAX_DEPTH = 20
"""Folders inside one another; what lies deeper is left out."""

MAX_ENTRIES = 100_000
"""Files and folders that are looked at; further folders are left out."""

MAX_FILES = 5_000
"""Files that are read, those near the top first; as many in archives."""

MAX_PATH_BYTES = 1_000
"""Length of a file's path inside the submission."""

MAX_BYTES = 500_000_000
"""Size of all files that are read; as much is unpacked from archives."""

MAX_FILE_BYTES = 400_000_000
"""Size of one notebook; images and videos in its outputs make it large."""

MAX_CELLS = 10_000
"""Cells of one notebook; each is compared with each exercise."""

MAX_NOTES = 100
"""Sentences about one submission: each is a line on the screen of the class."""

MAX_BYTES_TO_JUDGE = 50_000_000
"""Size of all files that are sent to the judge beside the notebooks."""

MAX_REPAIRED_BYTES = 20_000_000
"""Size of a repaired notebook, which contains no outputs."""

CPU_SECONDS = 30
"""CPU time for reading and repairing a submission."""

WALL_SECONDS = 120.0
"""Time for reading and repairing a submission, also if the process waits for a disk."""

MEMORY_BYTES = 2_000_000_000
"""Memory that reading and repairing a submission may take."""
