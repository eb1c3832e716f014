"""Write results to nbgrader's gradebook, with `writer.ensure_assignment` and `write_records`."""
