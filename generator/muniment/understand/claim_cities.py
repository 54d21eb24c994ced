"""Where a claim is said to hold "in the city": that is the one city which the text has just named."""

from bisect import bisect_left
from collections.abc import Sequence

from muniment.understand.claim_places import PLACING, end_of, is_close, is_cut_off, is_of_speaker, is_placed
from muniment.understand.named_line import NamedLine
from muniment.understand.vocabulary import read_sets

WORDS = read_sets("placing")
CITIES = WORDS["cities"]
REACH = 120  # words that are looked back through


def city_meant(line: NamedLine, places: Sequence[int], around: tuple[int, int], first: int, last: int) -> int | None:
    """The word at which the name of the city begins in which the words from `first` up to, without, `last` hold, when
    their side of the sentence, which is `around` them, says "in the city" of them; None where that may be several.
    `places` are the words at which the text's places begin, in order."""
    index = _city_of(line.reading.words, around, first, last)
    if index is None:
        return None
    near = places[bisect_left(places, index - REACH) : bisect_left(places, index)]
    named = [place for place in near if _may_be_city(line, place)]
    names = {line.mentions[place].entity or line.mentions[place].name for place in named}
    is_one = len(names) == 1 and any(_is_told_of(line, place) for place in named)
    return named[-1] if is_one else None


def _city_of(words: list[str], around: tuple[int, int], first: int, last: int) -> int | None:
    """The word "city" of "in the city", after the count in its own clause, or before it."""
    begin, end = around
    for index in range(last, end):
        if _is_city(words, index):
            is_own = is_close(words, last, index) and not is_cut_off(words, last, index)
            return index if is_own else None
    opening = next((index for index in range(begin, first) if _is_city(words, index)), None)
    if opening is None:
        return None
    after = opening + 1 + (opening <= begin + 2 and words[opening + 1] == ",")  # In the city, 440 graves were found
    return opening if is_close(words, after, first) else None


def _is_city(words: list[str], index: int) -> bool:
    """Whether "in the city" ends there, and the city is not named: in the city of Izium, in the city centre."""
    if words[index] not in CITIES or words[index - 1 : index] != ["the"] or words[index - 2].lower() not in PLACING:
        return False
    following = (words[index + 1 : index + 2] or [""])[0]
    return following in WORDS["after the city"] or not following[:1].isalpha()


def _may_be_city(line: NamedLine, place: int) -> bool:
    """Whether it is no country or region, and not one who speaks."""
    known = line.mentions[place].place
    is_whole = known is not None and known.coordinates is None
    return not is_whole and not is_of_speaker(line, place, end_of(line, place))


def _is_told_of(line: NamedLine, place: int) -> bool:
    """Whether the text tells of it as of a place, and not of a government: in Kabul, the town of Mahaas; not "Kyiv
    refused"."""
    words = line.reading.words
    return is_placed(line, place) or (words[place - 1 : place] == ["of"] and words[place - 2] in CITIES)
