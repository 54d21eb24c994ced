"""When a claim is said to hold: the date of its own clause, not the day of the saying or of another event."""

from collections.abc import Iterator

from muniment.model import DateMention, Findings, Record
from muniment.understand.claim_places import is_close
from muniment.understand.named_line import NamedLine, words_between
from muniment.understand.vocabulary import read_sets

WORDS = read_sets("placing")
OF_SAYING = 2  # words from "said" to "Friday"
NEAR = 8  # words from "the deadliest" to "since", from "postponed" to "from" and from "after" to "Monday"


class Dated(Record, frozen=True):
    """What a claim may be dated by: its words from `first` up to, without, `last`, and EDTF, empty where the words
    name more than one day and no interval."""

    first: int
    last: int
    edtf: str


def dates_of(line: NamedLine, found: Findings) -> Iterator[Dated]:
    """The dates that are not only those of the saying, as in "said Friday"; two that one interval has are one."""
    before: tuple[Dated, bool] | None = None
    for date in found.dates:
        if date.type not in ("DATE", "TIME"):
            continue
        first, last = words_between(line.reading, date.start, date.end)
        one = _dated(line, date, first, last)
        is_of_saying = any(sign in "VtD" for sign in line.signs[max(0, first - OF_SAYING) : first])
        if before and (joint := line.reading.words[before[0].last : first]) and _is_joint(joint):
            before = Dated(before[0].first, last, _interval(line, before[0], one)), before[1]
            continue
        if before and not before[1]:
            yield before[0]
        before = one, is_of_saying or not date.edtf
    if before and not before[1]:
        yield before[0]


def nearest_date(line: NamedLine, dates: tuple[Dated, ...], first: int, last: int) -> str:
    """The interval of the date after the words from `first` up to, without, `last` in their clause, else of the one
    that stands nearest; nothing where that one dates another event."""
    words = line.reading.words
    dates = tuple(date for date in dates if not _is_of_another(words, date, first, last))
    own = (date for date in dates if date.first >= last and is_close(words, last, date.first))
    nearest = next(own, None) or min(dates, key=lambda date: abs(date.first - first), default=None)
    return nearest.edtf if nearest else ""


def _dated(line: NamedLine, date: DateMention, first: int, last: int) -> Dated:
    """A date; of "the deadliest since 1939, when 30 died" it is 1939 itself."""
    words, edtf = line.reading.words, date.edtf or ""
    following = [word.lower() for word in words[last : last + 2]]
    is_year_itself = following[:1] == ["when"] or following == [",", "when"]
    return Dated(first, last, edtf.removesuffix("/..") if is_year_itself else edtf)


def _is_joint(words: list[str]) -> bool:
    """Whether nothing but a joint stands between two dates: to, and, until the evening of."""
    return words[0].strip().lower() in WORDS["joining dates"] and all(
        word in WORDS["beside dates"] for word in words[1:]
    )


def _interval(line: NamedLine, one: Dated, two: Dated) -> str:
    """The interval from one date to another; of "Monday and Tuesday", and of what was put off from one to the other,
    nothing is certain."""
    words = line.reading.words
    joint, before = words[one.last].strip().lower(), _words_before(words, one.first)
    while before and before[-1] in WORDS["beside dates"]:
        before.pop()
    if not WORDS["moving"].isdisjoint(before):
        return ""
    if joint in WORDS["joining only between"] and before[-1:] != ["between"]:
        return ""
    start, end = one.edtf.partition("/")[0], two.edtf.rpartition("/")[2]
    if not start or not end[:1].isdigit() or start > end:
        return ""
    return start if start == end else f"{start}/{end}"


def _is_of_another(words: list[str], date: Dated, first: int, last: int) -> bool:
    """Whether a date tells when something else was: died after Monday's earthquake; after the attack on Monday, 12
    died; the deadliest since 1939."""
    if date.edtf.endswith("/.."):
        before = _words_before(words, date.first)
        return any(word.endswith("est") or word in WORDS["first or most"] for word in before)
    if date.first >= last:
        return any(_opens_another(words, place) for place in range(last, date.first))
    for place in range(date.first - 1, max(-1, date.first - 1 - NEAR), -1):
        if not words[place][0].isalnum():
            return False
        if _opens_another(words, place):
            return "," in words[date.last : first] and "when" not in words[date.last : first]
    return False


def _opens_another(words: list[str], index: int) -> bool:
    """After the attack; not "after midnight", nor "after 8 o'clock"."""
    following = words[index + 1]
    is_hour = following in WORDS["times of day"] or following[0].isdigit()
    return words[index].lower() in WORDS["another event"] and not is_hour


def _words_before(words: list[str], index: int) -> list[str]:
    """The words before one, in small letters, back to the end of another clause."""
    start = index
    while start > max(0, index - NEAR) and words[start - 1][0] not in ".;!?…\n":
        start -= 1
    return [word.lower() for word in words[start:index]]
