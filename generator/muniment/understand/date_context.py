"""What the words around a time expression tell: whether it lies ahead, and which year is meant."""

from datetime import date, timedelta

from muniment.model import Record
from muniment.understand.date_figures import number_in
from muniment.understand.date_language import DateLanguage
from muniment.understand.reading import Anchor, Reading, sentence_at

NEAR = 12  # words looked at on either side
LONG_PAST = 60  # days; what lies ahead cannot have been this long ago
SOON = 14  # days; "the vote announced for 20 September" is near even where the words speak of the past
SHORT = 4  # letters up to which a word's ending says nothing: "red"


class Expression(Record, frozen=True):
    """The words from `first` up to, without, `last`, and the line of signs they are part of. `said` is the day that a
    sentence has named before them, as a TIMEX3 value, or nothing."""

    language: DateLanguage
    reading: Reading
    signs: str
    first: int
    last: int
    said: str = ""


def is_in(expression: Expression, group: str, word: str) -> bool:
    """Whether the language has a word in a group; of no language it is in none."""
    return word in expression.language.groups.get(group, ())


def meaning_of(expression: Expression, signs: str) -> str:
    """What the first of its words with one of these signs means, as the language's word list says it; or nothing."""
    return expression.language.meanings.get(word_with(expression, signs), "")


def number_of(expression: Expression, words: list[str]) -> float | None:
    """What a run of number words or digits stands for; None for "several", a range, or no number."""
    total = 0.0
    for word in words:
        meaning = expression.language.meanings.get(word, "")
        number = float(meaning) if meaning else number_in(word)
        if number is None:
            return None
        total = (total or 1) * number if number in (100, 1000) and meaning else total + number
    return total or None


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
    if is_in(expression, "future marks", word_at(reading, expression.first - 1)):
        return 1
    before = range(expression.first - 1, max(begin, expression.first - NEAR) - 1, -1)
    after = range(expression.last, min(end, expression.last + NEAR))
    return _first_tense(expression, before) or _first_tense(expression, after)


def _first_tense(expression: Expression, indexes: range) -> int:
    weak = 0
    for index in indexes:
        if found := _tense_of(expression, index):
            return found
        weak = weak or _weak_tense_of(expression, index)
    return weak


def _tense_of(expression: Expression, index: int) -> int:
    word, following = expression.reading.words[index].lower(), word_at(expression.reading, index + 1)
    pair = f"{word}_{following}"
    if is_in(expression, "behind", word) or is_in(expression, "behind pairs", pair):
        return -1
    is_ahead = is_in(expression, "ahead", word) or is_in(expression, "ahead pairs", pair)
    return 1 if is_ahead or word.endswith(_endings(expression, "ahead endings")) else 0


def _weak_tense_of(expression: Expression, index: int) -> int:
    """-1 for a participle that speaks of the past: not "will be signed", not "protest-related"."""
    word = expression.reading.words[index]
    is_past = len(word) > SHORT and word.endswith(_endings(expression, "past endings"))
    return -1 if is_past and not (is_in(expression, "no past", word) or _is_led(expression, index)) else 0


def _is_led(expression: Expression, index: int) -> bool:
    return word_at(expression.reading, index - 1) in ("be", "-")


def _endings(expression: Expression, group: str) -> tuple[str, ...]:
    return tuple(expression.language.groups.get(group, ()))


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
