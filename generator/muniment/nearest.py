"""Which of the words that are known somebody may have meant by one that is not."""

from collections import Counter
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import lru_cache

LONGEST = 100  # characters of a word that is compared
MOST = 10_000  # comparisons, which take about a second
QUICK = 100  # counts of letters take as long as one comparison


class Nearest:
    """Words that are known, such as ids. A word that is not is compared with all that may be like it, until that has
    taken about a second: of thousands of wrong ones the first are told the right ones."""

    def __init__(self, known: Iterable[str]):
        self._known = tuple(word for word in dict.fromkeys(known) if word and len(word) <= LONGEST)
        self._left = MOST

    def to(self, word: str, cutoff: float = 0.6) -> str:
        """The one that is most alike (Ratcliff and Obershelp, from 0 to 1); empty where none is at least `cutoff`."""
        if len(word) > LONGEST or self._left <= 0:
            return ""
        near, compared = _nearest(word, self._known, cutoff)
        self._left -= compared
        return near

    def hint(self, word: str, otherwise: str = "", cutoff: float = 0.6) -> str:
        """ "did you mean 'izium'?", or what to say otherwise."""
        near = self.to(word, cutoff)
        return f"did you mean '{near}'?" if near else otherwise


def did_you_mean(word: str, known: Iterable[str], cutoff: float = 0.6) -> str:
    """ "did you mean 'coordinates'?" of few words; empty where none is near."""
    return Nearest(known).hint(word, "", cutoff)


# The same words are asked for in one report after another, among the same thousands of ids.
@lru_cache(maxsize=1_000)
def _nearest(word: str, known: tuple[str, ...], cutoff: float) -> tuple[str, int]:
    """The one that is most alike, and how long that took, in comparisons. What two words have in common are at most
    the letters that both have: that is soon counted, and tells which to compare first, and when to stop."""
    letters, matcher = _letters_of(word), SequenceMatcher(b=word)
    bounds = ((2 * len(letters & its) / (len(word) + len(one)), one) for one, its in _letters_of_all(known))
    perhaps = sorted((pair for pair in bounds if pair[0] >= cutoff), reverse=True)
    best, compared = (cutoff, ""), len(known) // QUICK
    for bound, one in perhaps:
        if bound < best[0]:
            break
        matcher.set_seq1(one)
        best = max(best, (matcher.ratio(), one))
        compared += 1
    return best[1], compared


@lru_cache(maxsize=4)
def _letters_of_all(known: tuple[str, ...]) -> list[tuple[str, frozenset[tuple[str, int]]]]:
    return [(word, _letters_of(word)) for word in known]


def _letters_of(word: str) -> frozenset[tuple[str, int]]:
    """Its letters, each with the number of its own kind before it: "aba" has a first and a second a."""
    seen: Counter[str] = Counter()
    letters = set()
    for letter in word:
        letters.add((letter, seen[letter]))
        seen[letter] += 1
    return frozenset(letters)
