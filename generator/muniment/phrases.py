"""Where phrases stand in a folded text (folding.py), all of them looked for at once.

What that costs hangs on the text, and not on how many phrases there are:

    phrases_in("so ivan-petrenko said", [("ivan", "petrenko")])     (("ivan", "petrenko"), 3, 16)

Between the words of one phrase may stand anything that is no word, or nothing; within one, a JOINT.
"""

import re
from collections.abc import Iterable, Iterator

from muniment.folding import JOINT, UNSPACED

BETWEEN = 60  # signs between two words of one phrase, at the most
LONGEST = 1_000  # letters of words that are written as one
RUN = re.compile(rf"[^\W\d_{UNSPACED}]+|\d+|[^\W\d_]")
LISTED = re.compile(rf"[^\W\d_{UNSPACED}]+|\d+")
# "And", "so", "in", "by", "to", "like", "the", "of", "that", written onto the front of a word, one or two of them.
FRONT = "[وفبلكהושבכלמ]"
FRONTS = re.compile(f"{FRONT}{{1,2}}(?=[\u05d0-\u05ea\u0620-\u06d3])")

Words = tuple[str, ...]
Runs = list[tuple[str, int, int]]


class Node:
    """How far phrases were read: what may follow, also where words are written as one; and the phrase that ends here,
    if one does."""

    __slots__ = ("next", "phrase")

    def __init__(self) -> None:
        self.next: dict[str, list[Node]] = {}
        self.phrase: Words = ()


def is_of_words(words: Words) -> bool:
    """Whether a phrase is of words that something parts from others, in all scripts that do so."""
    return all(map(LISTED.fullmatch, words))


def phrases_in(text: str, phrases: Iterable[Words]) -> Iterator[tuple[Words, int, int]]:
    """Each phrase that is met, and where it begins and ends."""
    nodes, longest = _nodes_of(phrases)
    runs = _runs_in(text)
    for number, (run, begins, _) in enumerate(runs):
        fronts = FRONTS.match(run)
        for skip in range(len(fronts[0]) + 1 if fronts else 1):
            waiting = list(_read(text, runs, nodes[()], number, skip, longest))
            while waiting:
                node, last = waiting.pop()
                end = runs[last][2]
                if node.phrase:
                    yield node.phrase, begins + skip, end
                if node.next and last + 1 < len(runs) and runs[last + 1][1] - end <= BETWEEN:
                    waiting += _read(text, runs, node, last + 1, 0, longest)


def _read(text: str, runs: Runs, node: Node, number: int, skip: int, longest: int) -> Iterator[tuple[Node, int]]:
    """How far phrases are read with what stands there as one word, and the last run of letters that was read."""
    word = runs[number][0][skip:]
    while True:
        for then in node.next.get(word, ()):
            yield then, number
        end, number = runs[number][2], number + 1
        if len(word) > longest or number == len(runs) or text[end : runs[number][1]] != JOINT:
            return
        word += runs[number][0]


def _runs_in(text: str) -> Runs:
    return [(found[0], *found.span()) for found in RUN.finditer(text)]


def _nodes_of(phrases: Iterable[Words]) -> tuple[dict[Words, Node], int]:
    """How far all of them may be read, by what was read; and the length of the longest word, or of words as one."""
    nodes, longest = dict[Words, Node]({(): Node()}), 0
    for phrase in phrases:
        for end in range(1, len(phrase) + 1):
            if phrase[:end] in nodes:
                continue
            node = nodes[phrase[:end]] = Node()
            joined = ""
            for start in range(end - 1, -1, -1):
                joined = phrase[start] + joined
                if len(joined) > LONGEST or phrase[start].isdigit() != phrase[end - 1].isdigit():
                    break
                longest = max(longest, len(joined))
                nodes[phrase[:start]].next.setdefault(joined, []).append(node)
        nodes[phrase].phrase = phrase
    return nodes, longest
