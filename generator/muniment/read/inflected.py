"""Words that may be a hidden name in another case, as many languages end names: told, for an editor to look at.

    seeker of "Ivan Petrenko" hides          Ivan Petrenko
    and may be it, too                       Ivanovi Petrenku, Ivana Petrenka

Endings are not guessed (sought.py): who is meant only a person can say.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise, takewhile

from muniment.folding import plain
from muniment.read.repeated import WORD

STEM = 4  # letters that are the same in all cases; of a longer word all but its ENDING
ENDING = 3  # letters, of the name as it is listed and, more than these, of another case
Names = tuple[tuple[str, ...], ...]
Span = tuple[int, int]


def names_like(text: str, names: Names) -> Iterator[Span]:
    """Where two words with capitals stand beside each other that may be one of these names in another case."""
    known = _by_stems(names)
    for (first, start, _), (last, _, end) in pairwise(_capitals_in(text)) if known else ():
        for one, other in known.get((first[:STEM], last[:STEM]), ()):
            if (first, last) != (one, other) and _is_like(first, one) and _is_like(last, other):
                yield start, end
                break


def words_like(text: str, words: Iterable[str]) -> Iterator[Span]:
    """Where a word with a capital stands that may be one of these words in another case."""
    known = defaultdict[str, list[str]](list)
    for word in dict.fromkeys(map(plain, words)):
        known[word[:STEM]].append(word)
    for word, start, end in _capitals_in(text) if known else ():
        if any(word != one and _is_like(word, one) for one in known.get(word[:STEM], ())):
            yield start, end


def _capitals_in(text: str) -> Iterator[tuple[str, int, int]]:
    for found in WORD.finditer(text):
        if found[0][0].isupper():
            yield plain(found[0]), *found.span()


@lru_cache(maxsize=2)
def _by_stems(names: Names) -> dict[tuple[str, str], list[tuple[str, str]]]:
    """The first and last words of names of two and more, in both orders, by the beginnings of both."""
    known = defaultdict[tuple[str, str], list[tuple[str, str]]](list)
    pairs = (_ends(WORD.findall(name)) for group in names for name in group)
    for first, last in dict.fromkeys(pair for pair in pairs if pair):
        for one, other in ((first, last), (last, first)):
            known[one[:STEM], other[:STEM]].append((one, other))
    return dict(known)


def _ends(words: Sequence[str]) -> tuple[str, str] | None:
    return (plain(words[0]), plain(words[-1])) if len(words) > 1 and min(map(len, words)) >= STEM - 1 else None


def _is_like(word: str, name: str) -> bool:
    """Whether a word may be a name in another case."""
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(word, name, strict=False)))
    return same >= min(len(name), max(STEM, len(name) - ENDING)) and len(word) <= same + ENDING
