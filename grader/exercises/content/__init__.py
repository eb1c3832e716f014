"""The exercises themselves: a package for each notebook, a module for each exercise."""
