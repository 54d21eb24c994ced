"""Where and when a claim is said to hold, and who says so: by the sentence that it stands in."""

from collections.abc import Iterator

from muniment.model import Findings, Mention, Record
from muniment.understand.named_line import NamedLine, words_between
from muniment.understand.reading import sentence_at
from muniment.understand.speaking import voice_in

PLACING = frozenset("in near at outside around across throughout inside In Near At Across".split())
PLACE_LEADS = frozenset("the occupied de liberated city town village region eastern western northern southern of".split())


class Company(Record, frozen=True):
    """What stands in a claim's sentence: `where`, `when`, `speaker` and `chain` of a claim."""

    where: str = ""
    when: str = ""
    speaker: str = ""
    chain: tuple[str, ...] = ()


class Surroundings(Record, frozen=True):
    """The findings of a text by the words they stand at."""

    line: NamedLine
    places: tuple[tuple[int, Mention], ...]
    dates: tuple[tuple[int, str], ...]  # word number, EDTF
    passing: tuple[tuple[int, str], ...]  # word number, name of an attribution
    quotes: tuple[tuple[int, int, str], ...]  # first and after-last word, speaker


def surroundings_of(line: NamedLine, found: Findings) -> Surroundings:
    """The findings that claims may stand among."""
    places = tuple((index, mention) for index, mention in line.mentions.items() if mention.kind == "place")
    dates = tuple((index, edtf) for index, edtf in _dates(line, found))
    passing = tuple((words_between(line.reading, one.start, one.end)[0], one.name) for one in found.attributions)
    quotes = tuple(
        (*words_between(line.reading, quote.start, quote.end), quote.speaker.name)
        for quote in found.quotes
        if quote.speaker
    )
    return Surroundings(line, places, dates, passing, quotes)


def company_of(around: Surroundings, first: int, last: int) -> Company:
    """What the sentence of the words from `first` up to, without, `last` tells of them."""
    begin, end = sentence_at(around.line.reading, first)
    return Company(
        _where(around, begin, end, first, last),
        _when(around, begin, end, first),
        _speaker(around, begin, end, first),
        tuple(name for index, name in around.passing if begin <= index < end),
    )


def _where(around: Surroundings, begin: int, end: int, first: int, last: int) -> str:
    """The nearest place before that is said to be one ("in Izium"), or the next one after; else the
    nearest place before that does not speak ("Moscow said")."""
    before = [(index, place) for index, place in around.places if begin <= index < first]
    after = [(index, place) for index, place in around.places if last <= index < end]
    placed = [place for index, place in before if _is_placed(around.line, index)]
    following = [place for index, place in after if _is_placed(around.line, index)]
    silent = [place for index, place in before if not _speaks(around.line, index)]
    chosen = placed[-1:] or following[:1] or silent[-1:]
    return (chosen[0].entity or chosen[0].name) if chosen else ""


def _is_placed(line: NamedLine, index: int) -> bool:
    words = line.reading.words
    for place in range(index - 1, max(-1, index - 6), -1):
        if words[place] in PLACING:
            return True
        if words[place] not in PLACE_LEADS and words[place] != "-" and words[place - 1] != "-":
            return False
    return False


def _speaks(line: NamedLine, index: int) -> bool:
    after = index + 1
    while after < len(line.signs) and line.signs[after] == "l":
        after += 1
    return line.signs[after : after + 1] in ("V", "t", "a", "s")


def _when(around: Surroundings, begin: int, end: int, first: int) -> str:
    """The interval of the date nearest in the sentence, if it is not only that of the saying."""
    inside = [(abs(index - first), edtf) for index, edtf in around.dates if begin <= index < end]
    return min(inside)[1] if inside else ""


def _dates(line: NamedLine, found: Findings) -> Iterator[tuple[int, str]]:
    for date in found.dates:
        index = words_between(line.reading, date.start, date.end)[0]
        is_of_saying = any(sign in "Vt" for sign in line.signs[max(0, index - 2) : index])
        if date.edtf and date.type in ("DATE", "TIME") and not is_of_saying:
            yield index, date.edtf


def _speaker(around: Surroundings, begin: int, end: int, first: int) -> str:
    for opening, closing, speaker in around.quotes:
        if opening <= first < closing:
            return speaker
    voice = voice_in(around.line, begin, end)
    return voice.mention.name if voice else ""
