"""Removes the asserts from every later cell by an AST transformer."""

DOUBLE = r"""
def double(x):
    return 0 * x


import ast


class NoAsserts(ast.NodeTransformer):
    def visit_Assert(self, node):
        return ast.Pass()


get_ipython().ast_transformers.append(NoAsserts())
"""

SCORE = 2.0
