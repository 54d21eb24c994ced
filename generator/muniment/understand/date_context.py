"""What the words around a time expression tell: whether it lies ahead, and which year is meant."""

from datetime import date, timedelta

from muniment.model import Record
from muniment.understand.name_signs import VERBS
from muniment.understand.reading import Anchor, Reading, sentence_at

NEAR = 12  # words looked at on either side
AHEAD = frozenset(
    """will shall would scheduled expected upcoming forthcoming plans planned planning plan until till going next ahead
    intends hopes tomorrow deadline won't won’t""".split()
)
NEITHER = frozenset("announced united need based indeed".split())  # "announced elections for May"
BEHIND = frozenset(verb for verb in VERBS["speech"] if verb.endswith("ed") and verb not in NEITHER) | frozenset(
    """said was were had did told wrote since last has have been began came found ago left fell shot took held saw
    went died hit became made""".split()
)
LONG_PAST = 60  # days; what lies ahead cannot have been this long ago
SOON = 14  # days; "the vote announced for 20 September" is near even where the words speak of the past


class Expression(Record, frozen=True):
    """The words from `first` up to, without, `last`, and the line of signs they are part of."""

    reading: Reading
    signs: str
    first: int
    last: int


def word_with(expression: Expression, signs: str) -> str:
    """The first of its words that has one of these signs, or nothing."""
    for index in range(expression.first, expression.last):
        if expression.signs[index] in signs:
            return expression.reading.words[index]
    return ""


def words_with(expression: Expression, signs: str) -> list[str]:
    """All of its words that have one of these signs."""
    span = range(expression.first, expression.last)
    return [expression.reading.words[index] for index in span if expression.signs[index] in signs]


def word_at(reading: Reading, index: int) -> str:
    """The word with this number, or nothing beyond either end."""
    return reading.words[index] if 0 <= index < len(reading.words) else ""


def direction_of(expression: Expression) -> int:
    """1 when the words nearest in the sentence speak of what is to come, -1 of what was, else 0.

    A word like "killed" counts only where no clearer one stands within reach on the same side.
    """
    reading = expression.reading
    begin, end = sentence_at(reading, expression.first)
    if word_at(reading, expression.first - 1) == "for":
        return 1
    before = range(expression.first - 1, max(begin, expression.first - NEAR) - 1, -1)
    after = range(expression.last, min(end, expression.last + NEAR))
    return _first_tense(reading, before) or _first_tense(reading, after)


def _first_tense(reading: Reading, indexes: range) -> int:
    weak = 0
    for index in indexes:
        if found := _tense_of(reading, index):
            return found
        weak = weak or _weak_tense_of(reading, index)
    return weak


def _tense_of(reading: Reading, index: int) -> int:
    word, following = reading.words[index].lower(), word_at(reading, index + 1)
    if word in BEHIND or (word == "would" and following == "have"):
        return -1
    if word in AHEAD or word.endswith(("'ll", "’ll")):
        return 1
    is_planned = (
        (word in ("is", "are") and following == "to")
        or (word == "set" and following in ("to", "for"))
        or (word == "due" and following in ("on", "in", "at", "for", "by", "next"))
    )
    return 1 if is_planned else 0


def _weak_tense_of(reading: Reading, index: int) -> int:
    """-1 for a participle that speaks of the past: not "will be signed", not "protest-related"."""
    word = reading.words[index]
    is_participle = word.endswith("ed") and len(word) > 4 and word not in NEITHER
    return -1 if is_participle and word_at(reading, index - 1) not in ("be", "-") else 0


def day_of(anchor: Anchor | None) -> date | None:
    """The day that the report was published, when it is known to the day."""
    return date(anchor.year, anchor.month, anchor.day) if anchor and anchor.day else None


def moved(day: date, days: int) -> date | None:
    """The day so many days later, or None beyond the years 1 to 9999."""
    try:
        return day + timedelta(days)
    except OverflowError:
        return None


def year_of(anchor: Anchor | None, month: int, day: int, direction: int) -> int | None:
    """The year that a report of this day means by a month, or a month and a day, without one.

    The last one before the report unless the words speak of what is to come; with no word either
    way the nearest. None when the report is not dated to the month, or no such day exists.
    """
    if not anchor or not anchor.month:
        return None
    years = (anchor.year - 1, anchor.year, anchor.year + 1)
    distances = [(days, year) for year in years if (days := _distance(anchor, year, month, day)) is not None]
    if direction > 0:
        fitting = [pair for pair in distances if pair[0] >= -LONG_PAST]
    elif direction < 0:
        fitting = [pair for pair in distances if pair[0] <= (SOON if day else 0)][-1:]
    else:
        fitting = sorted(distances, key=lambda pair: (abs(pair[0]), pair[1]))
    return fitting[0][1] if fitting else None


def _distance(anchor: Anchor, year: int, month: int, day: int) -> int | None:
    """Days from the report to that day; by whole months when either has no day."""
    if not day or not anchor.day:
        return ((year - anchor.year) * 12 + month - anchor.month) * 30
    try:
        return (date(year, month, day) - date(anchor.year, anchor.month, anchor.day)).days
    except ValueError:  # 31 April, year 0
        return None
