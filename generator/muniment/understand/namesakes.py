"""Tells what has only the name of a town from the town: components using Ajax, a script called Kali, Typhoon Kajiki.

The gazetteer has a town for very many words. One word that stands as the name of something else is none, unless the
text leads to it as to a place, or names what the town lies in, or another place there.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from functools import lru_cache

from muniment.understand.name_candidates import Candidate
from muniment.understand.name_signs import NAMES
from muniment.understand.place_meanings import REMEMBERED, places_named, wholes_called
from muniment.understand.reading import Reading, sentence_at

BEFORE_NAMESAKES = frozenset(NAMES["before namesakes of towns"])
CALLED = frozenset(NAMES["called"])
TOOLS = frozenset(NAMES["tools in sentences"])
SETTLEMENTS = frozenset(NAMES["settlements"])


def without_namesakes(
    reading: Reading, words: Sequence[str], signs: str, chosen: list[Candidate], used: Collection[str]
) -> list[Candidate]:
    """Less the towns that are none in this text; `used` are the words that somebody uses there as one uses a tool."""
    towns = [one for one in chosen if one.rule == "gazetteer" and one.last - one.first == 1]
    names = {words[one.first] for one in towns if _is_of_thing(reading, signs, one, used)}
    names -= {words[one.first] for one in towns if words[one.first] in names and _is_led(words, signs, one.first)}
    if not names:
        return chosen
    places = {" ".join(words[one.first : one.last]) for one in chosen if one.kind == "place"}.union(reading.places)
    within = Counter(whole for name in places for whole in _lies_in(name))
    alone = {name for name in names if _is_town(name) and all(within[whole] == 1 for whole in _lies_in(name))}
    return [one for one in chosen if one.rule != "gazetteer" or words[one.first] not in alone]


def _is_of_thing(reading: Reading, signs: str, town: Candidate, used: Collection[str]) -> bool:
    """Whether a word beside the name tells that it is that of something else."""
    words, first = reading.words, town.first
    before = words[first - 1] if first else ""
    if words[first] in used or before in BEFORE_NAMESAKES:
        return signs[town.last : town.last + 1] != "s"
    if before in CALLED:
        return words[first - 2] not in SETTLEMENTS
    return not TOOLS.isdisjoint(reading.vocabulary) and not TOOLS.isdisjoint(_sentence_of(reading, first))


def _sentence_of(reading: Reading, index: int) -> list[str]:
    first, last = sentence_at(reading, index)
    return reading.words[first:last]


def _is_led(words: Sequence[str], signs: str, first: int) -> bool:
    """Whether a word leads to it as to a place: in Ajax, the town of Ajax."""
    is_of = first > 1 and words[first - 1] == "of" and words[first - 2] in SETTLEMENTS
    return is_of or (first > 0 and signs[first - 1] in "pP")


def _is_town(name: str) -> bool:
    """Whether it is none of a country or region, which is meant rather than a thing."""
    return not wholes_called(name)


@lru_cache(REMEMBERED)
def _lies_in(name: str) -> frozenset[str]:
    """The countries and regions that a name stands for or lies in."""
    return wholes_called(name).union(*(place.part_of for place in places_named(name)[:1]))
