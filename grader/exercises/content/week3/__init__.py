"""The exercises of week 3, one package for each notebook."""
