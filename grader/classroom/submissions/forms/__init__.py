"""The forms in which files come: their names, archives, and damaged notebooks."""
