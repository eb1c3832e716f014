"""The exercises of week 2, one package for each notebook."""
