"""The exercises of week 4, one package for each notebook."""
