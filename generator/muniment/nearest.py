"""Which of the words that are known somebody may have meant by one that is not."""

from collections.abc import Iterable
from difflib import get_close_matches

LONGEST = 100  # characters of a word that is compared
MOST = 100_000  # comparisons, which take about a second


class Nearest:
    """Words that are known, such as ids. A word that is not is compared with all of them, until that has taken about a
    second: of thousands of wrong ones the first are told the right ones."""

    def __init__(self, known: Iterable[str]):
        self._known = [word for word in dict.fromkeys(known) if word and len(word) <= LONGEST]
        self._left = MOST

    def to(self, word: str, cutoff: float = 0.6) -> str:
        """The one that is most alike (Ratcliff and Obershelp, from 0 to 1); empty where none is at least `cutoff`."""
        if len(word) > LONGEST or self._left <= 0:
            return ""
        self._left -= len(self._known)
        return next(iter(get_close_matches(word, self._known, 1, cutoff)), "")

    def hint(self, word: str, otherwise: str = "") -> str:
        """ "did you mean 'izium'?", or what to say otherwise."""
        near = self.to(word)
        return f"did you mean '{near}'?" if near else otherwise


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """ "did you mean 'coordinates'?" of few words; empty where none is near."""
    return Nearest(known).hint(word)
