"""Where and when a claim is said to hold, and who says so: by the sentence that it stands in."""

import re
from bisect import bisect_left, bisect_right

from muniment.model import Findings, Record
from muniment.understand.claim_cities import city_meant
from muniment.understand.claim_dates import Dated, dates_of, nearest_date
from muniment.understand.claim_places import opening_ends, place_of, speech_ends
from muniment.understand.named_line import NamedLine, words_between
from muniment.understand.reading import sentence_at
from muniment.understand.speaking_of_claims import speech_before, voice_of_claim

# "…, officials in Moscow said on Friday", to the end of the sentence.
TRAILING_SPEECH = re.compile(r",\"?[^.,;:z\"VtD]{0,8}[VtD][^,;:z\"]{0,10}(?=[.z\"]|\Z)")
REACH = 80  # words to either side that a long sentence is looked through


class Company(Record, frozen=True):
    """What stands in a claim's sentence: `where`, `when`, `speaker` and `chain` of a claim."""

    where: str = ""
    when: str = ""
    speaker: str = ""
    chain: tuple[str, ...] = ()


class Surroundings(Record, frozen=True):
    """The findings of a text, each kind by the numbers of the words they begin at, in order."""

    line: NamedLine
    places: tuple[int, ...]
    dates: tuple[int, ...]
    dated: tuple[Dated, ...]
    passing: tuple[int, ...]
    sources: tuple[str, ...]  # a name each
    quotes: tuple[int, ...]
    quoted: tuple[tuple[int, str], ...]  # the word after a quotation, and who is quoted


def surroundings_of(line: NamedLine, found: Findings) -> Surroundings:
    """The findings that claims may stand among."""
    dates = tuple(dates_of(line, found))
    quotes = [(*words_between(line.reading, one.start, one.end), one.speaker) for one in found.quotes]
    return Surroundings(
        line,
        tuple(index for index, mention in line.mentions.items() if mention.kind == "place"),
        tuple(date.first for date in dates),
        dates,
        tuple(words_between(line.reading, one.start, one.end)[0] for one in found.attributions),
        tuple(one.name for one in found.attributions),
        tuple(first for first, _, _ in quotes),
        tuple((last, speaker.name if speaker else "") for _, last, speaker in quotes),
    )


def company_of(around: Surroundings, first: int, last: int) -> Company:
    """What the sentence of the words from `first` up to, without, `last` tells of them."""
    begin, end = sentence_at(around.line.reading, first)
    begin, end = max(begin, first - REACH), min(end, last + REACH)
    speaker = _speaker(around, begin, end, first, last)
    chain = (around.sources[place] for place in _within(around.passing, begin, end))
    side = _side_of(around, begin, end, first, last)
    return Company(
        _where(around, *side, first, last),
        nearest_date(around.line, tuple(around.dated[place] for place in _within(around.dates, *side)), first, last),
        speaker,
        tuple(name for name in chain if name != speaker),
    )


def _within(indexes: tuple[int, ...], begin: int, end: int) -> range:
    return range(bisect_left(indexes, begin), bisect_left(indexes, end))


def _where(around: Surroundings, begin: int, end: int, first: int, last: int) -> str:
    """The place where it holds, of those from the word `begin` up to, without, `end`."""
    before = [around.places[place] for place in _within(around.places, begin, first)]
    after = [around.places[place] for place in _within(around.places, last, end)]
    index = place_of(around.line, before, after, first, last)
    if index is None:
        index = city_meant(around.line, around.places, (begin, end), first, last)
    if index is None:
        return ""
    place = around.line.mentions[index]
    return place.entity or place.name


def _side_of(around: Surroundings, begin: int, end: int, first: int, last: int) -> tuple[int, int]:
    """The words of the sentence that do not tell who says so, where and when: after "officials in Moscow said on
    Friday that", before "according to", and in a quotation that is somebody's."""
    line, signs = around.line, around.line.signs
    end = opening_ends(line.reading.words, begin, last, end)
    if (verb := speech_before(line, begin, first)) >= 0:
        begin = max(begin, speech_ends(line, verb, first))
    place = bisect_right(around.quotes, first) - 1
    if place >= 0 and first < around.quoted[place][0] and around.quoted[place][1]:
        end = min(end, around.quoted[place][0])
    trailing = TRAILING_SPEECH.search(signs, last, end)
    according = signs.find("g>", last, end)
    return begin, min(trailing.start() if trailing else end, according if according >= 0 else end)


def _speaker(around: Surroundings, begin: int, end: int, first: int, last: int) -> str:
    """Who is quoted there, or who says what the sentence says."""
    place = bisect_right(around.quotes, first) - 1
    if place >= 0 and first < around.quoted[place][0]:
        return around.quoted[place][1]
    voice = voice_of_claim(around.line, begin, end, first, last)
    return voice.mention.name if voice else ""
