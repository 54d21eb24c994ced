"""Where words that an editor quoted stand in a text, be they where they were or somewhere else by now.

A decision is tied to its words by quote and position (W3C Web Annotation Data Model, 4.2.4 and 4.2.5), so that it
outlives other rules, another reading of the same file, and an edit elsewhere in it. Where nobody can tell that
the words are the same ones, it lands nowhere, and that is told.
"""

from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import islice

from muniment.model import Selector

MOST_PLACES = 64  # of the same words that are looked at, the nearest to where they were
LEAST_ALIKE = 0.75  # of the signs that were given on each side, so that the words are taken to be the same ones
LEAST_RUN = 3  # signs in a row, below which likeness is chance
FARTHEST = 64  # signs from the words that are compared
NEAREST = 3  # places that a hint names
MOST_SPACE = 32  # signs of it between the words and what stands around them


class Astray(Exception):
    """The words do not stand in the text, or nobody can tell which of several places is meant; and what to do."""

    def __init__(self, what: str, hint: str):
        super().__init__(what)
        self.hint = hint


def anchored(selector: Selector, text: str, is_same: bool = True) -> tuple[int, int]:
    """Start and end of the words, in code points: where they were, if they still stand there with the same words
    around them; else in the one place where most of what stood on either side of them does. `is_same` says
    that the text is the one of which a position was told. Raises Astray, with what to tell."""
    exact, start = selector.exact, selector.start
    given = len(selector.prefix.strip()) + len(selector.suffix.strip())
    is_there = start >= 0 and text.startswith(exact, start)
    is_whole = text.endswith(selector.prefix, 0, max(start, 0)) and text.startswith(selector.suffix, start + len(exact))
    if is_there and is_whole and (given or is_same):
        return start, start + len(exact)
    places = list(islice(_places(exact, text, max(start, 0)), MOST_PLACES))
    if not places:
        raise Astray("these words do not stand in the report", "copy them from it, or remove the decision")
    if start >= 0 and not given and is_same:
        raise Astray("these words do not stand there", f"they stand at {_told(places)}: write start: {places[0]}")
    likeness = {place: _likeness(selector, text, place) for place in places}
    best = max(likeness.values())
    alike = [place for place in places if likeness[place] == best]
    chosen = start if is_there and start in alike and is_same else alike[0]
    if not _is_alike(selector, text, chosen):
        hint = f"copy them anew, or remove the decision; the same words stand at {_told(places)}"
        raise Astray("these words stand nowhere with what stood around them", hint)
    if len(alike) > 1 and not (chosen == start and is_same):
        raise Astray(f"these words stand in {len(alike)} places alike", "say which: prefix, suffix or start")
    return chosen, chosen + len(exact)


def _told(places: list[int]) -> str:
    """The nearest places, as a hint names them."""
    return " and ".join(map(str, sorted(places[:NEAREST])))


def _places(exact: str, text: str, near: int) -> Iterator[int]:
    """Where the words stand, those next to where they were first: in turn before it and behind."""
    before, after = (text.rfind(exact, 0, near + len(exact)), text.find(exact, near + 1)) if exact else (-1, -1)
    while before >= 0 or after >= 0:
        if before >= 0:
            yield before
            before = text.rfind(exact, 0, before + len(exact) - 1) if before else -1
        if after >= 0:
            yield after
            after = text.find(exact, after + 1)


def _likeness(selector: Selector, text: str, place: int) -> int:
    """How many signs around the words are the same, counted from them on. White space next to them counts for nothing:
    who copies words often leaves it behind."""
    prefix, suffix = selector.prefix.rstrip(), selector.suffix.lstrip()
    before = text[max(0, place - len(prefix) - MOST_SPACE) : place].rstrip()
    end = place + len(selector.exact)
    after = text[end : end + len(suffix) + MOST_SPACE].lstrip()
    return _alike(before[::-1], prefix[::-1]) + _alike(after, suffix)


def _is_alike(selector: Selector, text: str, place: int) -> bool:
    """Whether most of what stood on each side of the words stands there, an edit or two within it aside."""
    before, after = selector.prefix.strip()[-FARTHEST:], selector.suffix.strip()[:FARTHEST]
    end = place + len(selector.exact)
    first, last = max(0, place - len(before) - MOST_SPACE), end + len(after) + MOST_SPACE
    there_before = text[first:place].rstrip()[-len(before) - LEAST_RUN :]
    there_after = text[end:last].lstrip()[: len(after) + LEAST_RUN]
    is_before = there_before.endswith(before) or _shared(before, there_before) >= LEAST_ALIKE * len(before)
    return is_before and (there_after.startswith(after) or _shared(after, there_after) >= LEAST_ALIKE * len(after))


def _shared(first: str, second: str) -> int:
    blocks = SequenceMatcher(None, first, second, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks if block.size >= LEAST_RUN)


def _alike(first: str, second: str) -> int:
    count = 0
    for one, other in zip(first, second, strict=False):
        if one != other:
            break
        count += 1
    return count


def selector_of(text: str, start: int, end: int, around: int = 32) -> Selector:
    """The selector of words that stand at [start:end], with `around` code points on either side."""
    return Selector(text[start:end], text[max(0, start - around) : start], text[end : end + around], start, end)
