"""Find which of many lines a text quotes, in one pass over it.

The automaton of A. V. Aho and M. J. Corasick, "Efficient string matching", Communications of the
ACM 18 (1975): the work is that of reading the lines once and the text once, whatever is in them.
"""

from collections.abc import Collection

MAX_CHARACTERS = 100_000
"""Of all lines together; a notebook with more hidden lines shows none of its texts."""


class LineFinder:
    """Finds whether a text contains one of these lines.

    Parameters
    ----------
    lines : collection of str

    Attributes
    ----------
    is_too_large : bool
        Whether there are so many lines that every text counts as a quote.
    """

    def __init__(self, lines: Collection[str]) -> None:
        self.is_too_large = sum(map(len, lines)) > MAX_CHARACTERS
        self._next: dict[tuple[int, str], int] = {}
        self._shorter = [0]
        self._is_end = [False]
        if not self.is_too_large:
            self._link(self._trie(lines))

    def _trie(self, lines: Collection[str]) -> list[list[tuple[int, str, int]]]:
        """Add the lines; return the edges by the depth of where they lead."""
        edges: list[list[tuple[int, str, int]]] = []
        for line in lines:
            node = 0
            for depth, character in enumerate(line):
                key = node, character
                if key not in self._next:
                    self._next[key] = len(self._shorter)
                    self._shorter.append(0)
                    self._is_end.append(False)
                    if depth == len(edges):
                        edges.append([])
                    edges[depth].append((node, character, self._next[key]))
                node = self._next[key]
            self._is_end[node] = node != 0
        return edges

    def _link(self, edges: list[list[tuple[int, str, int]]]) -> None:
        """Link each node to that of the longest end of its text that some line begins with."""
        for level in edges[1:]:
            for parent, character, node in level:
                shorter = self._step(self._shorter[parent], character)
                self._shorter[node] = shorter
                self._is_end[node] |= self._is_end[shorter]

    def _step(self, node: int, character: str) -> int:
        while node and (node, character) not in self._next:
            node = self._shorter[node]
        return self._next.get((node, character), 0)

    def finds(self, text: str) -> bool:
        """Return whether one of the lines is in a text."""
        if self.is_too_large:
            return bool(text.strip())
        node = 0
        for character in text:
            node = self._step(node, character)
            if self._is_end[node]:
                return True
        return False
