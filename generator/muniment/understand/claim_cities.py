"""Where a claim is said to hold "in the city": that is the one city which the text has just named."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from muniment.understand.claim_places import PLACING, WORDS, is_close, is_cut_off, speaks
from muniment.understand.named_line import NamedLine, words_between

CITIES = WORDS["cities"]
REACH = 120  # words that are looked back through


def city_meant(line: NamedLine, places: Sequence[int], around: tuple[int, int], first: int, last: int) -> int | None:
    """The word at which the name of the city begins in which the words from `first` up to, without, `last` hold, when
    their side of the sentence, which is `around` them, says "in the city" of them; None where that may be several.
    `places` are the words at which the text's places begin, in order."""
    index = _city_of(line.reading.words, around, first, last)
    if index is None:
        return None
    named = list(_named_before(line, places, index))
    names = {line.mentions[one].entity or line.mentions[one].name for one in named}
    return named[-1] if len(names) == 1 else None


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


def _named_before(line: NamedLine, places: Sequence[int], index: int) -> Iterator[int]:
    """The places named before the word `index` which may be the city: no country or region, and none that speaks."""
    for place in places[bisect_left(places, index - REACH) : bisect_left(places, index)]:
        mention = line.mentions[place]
        _, after = words_between(line.reading, mention.start, mention.end)
        is_whole = mention.place is not None and mention.place.coordinates is None
        if not is_whole and not speaks(line, place, after):
            yield place
