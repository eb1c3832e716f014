"""The exercises of week 1, one package for each notebook."""
