"""Where and when a claim is said to hold, and who says so: by the sentence that it stands in."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from muniment.model import Findings, Record
from muniment.understand.named_line import NamedLine, words_between
from muniment.understand.reading import sentence_at
from muniment.understand.speaking_of_claims import voice_of_claim

PLACING = frozenset("in near at outside around across throughout inside territory In Near At Across".split())
PLACE_LEADS = frozenset(
    "the occupied de liberated city town village region eastern western northern southern of our -".split()
)
# After these a place is one who acts, not where it is done: signed by Bahrain, that Sudan has; so is one that opens
# its sentence.
BEFORE_ACTORS = frozenset("by from with between and than as like for that when while if but because".split())
QUALIFIED = frozenset("federal government military forces army authorities police state officials navy troops".split())
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
    intervals: tuple[str, ...]  # EDTF, one a date
    passing: tuple[int, ...]
    sources: tuple[str, ...]  # a name each
    quotes: tuple[int, ...]
    quoted: tuple[tuple[int, str], ...]  # the word after a quotation, and who is quoted


def surroundings_of(line: NamedLine, found: Findings) -> Surroundings:
    """The findings that claims may stand among."""
    dates = list(_dates(line, found))
    quotes = [(*words_between(line.reading, one.start, one.end), one.speaker) for one in found.quotes]
    return Surroundings(
        line,
        tuple(index for index, mention in line.mentions.items() if mention.kind == "place"),
        tuple(index for index, _ in dates),
        tuple(edtf for _, edtf in dates),
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
    return Company(
        _where(around, begin, end, first, last),
        _when(around, begin, end, first),
        speaker,
        tuple(name for name in chain if name != speaker),
    )


def _within(indexes: tuple[int, ...], begin: int, end: int) -> range:
    return range(bisect_left(indexes, begin), bisect_left(indexes, end))


def _where(around: Surroundings, begin: int, end: int, first: int, last: int) -> str:
    """The nearest place before that is said to be one ("in Izium"), or the next one after; else the
    nearest place before that does nothing itself ("strikes on Izium")."""
    line = around.line
    before = [around.places[place] for place in _within(around.places, begin, first)]
    after = [around.places[place] for place in _within(around.places, last, end)]
    placed = [index for index in before if _is_placed(line, index)]
    following = [index for index in after if _is_placed(line, index)]
    passive = [index for index in before if not _acts(line, begin, index)]
    chosen = placed[-1:] or following[:1] or passive[-1:]
    if not chosen:
        return ""
    place = line.mentions[chosen[0]]
    return place.entity or place.name


def _is_placed(line: NamedLine, index: int) -> bool:
    """Whether "in", "near" or the like leads to the place."""
    for place in range(index - 1, max(-1, index - 7), -1):
        word = line.reading.words[place]
        if word in PLACING:
            return True
        if word not in PLACE_LEADS:
            return False
    return False


def _acts(line: NamedLine, begin: int, index: int) -> bool:
    """Whether the place speaks, acts, owns or qualifies what follows: Moscow said, signed by Bahrain, Syria’s, U.S.
    forces. `begin` is where the sentence does."""
    words, signs = line.reading.words, line.signs
    lead = index - 1
    while lead >= begin and words[lead] in ("the", "The"):
        lead -= 1
    after = index + 1
    while signs[after : after + 1] == "l":
        after += 1
    qualifies = after < len(words) and (words[after][0].isupper() or words[after] in QUALIFIED)
    return lead < begin or words[lead].lower() in BEFORE_ACTORS or qualifies or _speaks(line, index, after)


def _speaks(line: NamedLine, index: int, after: int) -> bool:
    """Whether it is a government's word: Moscow said, Ukraine’s ministry, according to Kyiv. `after` is the first
    word that is no part of the place."""
    says = line.signs[after : after + 1] in ("V", "t", "D", "s") or line.signs[after : after + 2] in ("aV", "at", "aD")
    return says or line.signs[max(0, index - 2) : index] == "g>"


def _when(around: Surroundings, begin: int, end: int, first: int) -> str:
    """The interval of the date that stands nearest in the sentence."""
    inside = _within(around.dates, begin, end)
    nearest = min(inside, key=lambda place: abs(around.dates[place] - first), default=None)
    return "" if nearest is None else around.intervals[nearest]


def _dates(line: NamedLine, found: Findings) -> Iterator[tuple[int, str]]:
    """The dates that are not only those of the saying, as in "said Friday"."""
    for date in found.dates:
        index = words_between(line.reading, date.start, date.end)[0]
        is_of_saying = any(sign in "VtD" for sign in line.signs[max(0, index - 2) : index])
        if date.edtf and date.type in ("DATE", "TIME") and not is_of_saying:
            yield index, date.edtf


def _speaker(around: Surroundings, begin: int, end: int, first: int, last: int) -> str:
    """Who is quoted there, or who says what the sentence says."""
    place = bisect_right(around.quotes, first) - 1
    if place >= 0 and first < around.quoted[place][0]:
        return around.quoted[place][1]
    voice = voice_of_claim(around.line, begin, end, first, last)
    return voice.mention.name if voice else ""
