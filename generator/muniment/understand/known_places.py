"""Finds the places of the gazetteer: by their own names alone where these are no other words, else in company."""

import re
from collections.abc import Iterator

from muniment.understand.known_names import Known, Match
from muniment.understand.lexicon import LARGE, Place, gazetteer, is_weak, places_called

CAPITAL = re.compile(r"[GBSCDMJLZR]")
LEADS = frozenset("pP")  # in, near; at, from, to
NAMES_OF_PEOPLE = frozenset("GBSD")
GREAT = 1000  # thousands of people in a city that is meant even where people are called so


def known_places(words: list[str], signs: str, taken: frozenset[int]) -> Iterator[Match]:
    """The longest spelling of a place at each word that is not taken, from left to right."""
    of_spelling, after = gazetteer().of_spelling, 0
    for capital in CAPITAL.finditer(signs):
        first = capital.start()
        if first < after or first in taken or words[first] not in of_spelling:
            continue
        last = _longest(words, first)
        places = places_called(" ".join(words[first:last])) if last else ()
        if places and (_is_place(words, signs, first, last, places[0]) or _is_within(words, signs, last, places)):
            after = last
            yield Match(first, last, Known("place", "", "", "gazetteer"))


def _longest(words: list[str], first: int) -> int:
    """Where the longest spelling that begins here ends; 0 where it is but a beginning."""
    of_spelling, best = gazetteer().of_spelling, 0
    key, last = words[first], first + 1
    while key in of_spelling:
        if of_spelling[key] != "-":
            best = last
        if last == len(words):
            break
        key, last = f"{key} {words[last]}", last + 1
    return best


def _is_place(words: list[str], signs: str, first: int, last: int, place: Place) -> bool:
    """Whether the words mean the place: not a person of that name, nor a word that opens a sentence."""
    before = signs[first - 1] if first else ""
    if before and before in NAMES_OF_PEOPLE:
        return False  # Igor Babushkin
    is_led = before != "" and before in LEADS
    is_person = NAMES_OF_PEOPLE.issuperset(signs[first:last])
    if last - first > 1:
        return is_led or not is_person
    if is_weak(words[first]) or signs[first] in "JLZR":
        return False
    return place.population >= (LARGE if is_led else GREAT) or (is_led and signs[first] not in "GD") or not is_person


def _is_within(words: list[str], signs: str, last: int, places: tuple[Place, ...]) -> bool:
    """Whether what one of the places is part of follows: Reading, England."""
    if signs[last : last + 1] != "," or last + 1 >= len(words):
        return False
    return any(whole.split(" ")[0] == words[last + 1] for place in places for whole in place.part_of)
