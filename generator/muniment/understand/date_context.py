"""What the words around a time expression tell, and whether it lies ahead."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from muniment.model import DateMention, Record
from muniment.understand.date_figures import number_in
from muniment.understand.date_language import DateLanguage
from muniment.understand.reading import Anchor, Reading, sentence_at

NEAR, FAR = 12, 24  # words looked at on either side; before it, where nothing near tells
BESIDE = 2  # words within which a participle is the day's own: "killed on"
FILLERS = 3  # words between "until" and a day: until at least, starting from
AHEAD, PERHAPS_AHEAD, UNSAID, TORN, PERHAPS_PAST, PAST = 2, 1, 0, -1, -2, -3
FACTORS = (100, 1000, 1_000_000)
PLACES = (*FACTORS[::-1], 10, 1)
SHORT = 4  # letters up to which a word's ending says nothing: "red"


class Expression(Record, frozen=True):
    """The words from `first` up to, without, `last`, and the line of signs they are part of. `said` is the day that a
    sentence has named before them, as a TIMEX3 value with the part of the day if it said one, or nothing; `before` are
    the dates found before them."""

    language: DateLanguage
    reading: Reading
    signs: str
    first: int
    last: int
    said: str = ""
    before: Sequence[DateMention] = ()


def is_in(expression: Expression, group: str, word: str) -> bool:
    """Whether the language has a word in a group; of no language it is in none."""
    return word in expression.language.groups.get(group, ())


def meaning_of(expression: Expression, signs: str) -> str:
    """What the first of its words with one of these signs means, as the language's word list says it; or nothing."""
    return expression.language.meanings.get(word_with(expression, signs), "")


def number_of(expression: Expression, words: list[str]) -> float | None:
    """What a run of number words or digits stands for; None for "several", "two-three", a range, or no number."""
    total = 0.0
    for word in words[1:] if len(words) > 1 and is_in(expression, "articles", words[0].lower()) else words:
        meaning = expression.language.meanings.get(word, "")
        number = float(meaning) if meaning else number_in(word)
        if number is None or (total and number >= _place_of(total) and not _is_factor(number, total)):
            return None
        total = (total or 1) * number if _is_factor(number, total) else total + number
    return total or None


def _is_factor(number: float, total: float) -> bool:
    """Two hundred, but not twenty two."""
    return number in FACTORS and total < number


def _place_of(total: float) -> int:
    """Below what a number must be to go on after this one: 10 after twenty, 1 after two."""
    return next((place for place in PLACES if total % place == 0), 0)


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
    """Whether what is spoken of lies ahead: AHEAD, PERHAPS_AHEAD, UNSAID, TORN, PERHAPS_PAST or PAST.

    The word nearest before it in the sentence tells, then the nearest after it. One like "killed" counts only where no
    clearer one stands within reach on the same side, and so does "until", which is said of both.
    """
    begin, end = sentence_at(expression.reading, expression.first)
    before = range(expression.first - 1, max(begin - 1, expression.first - 1 - FAR), -1)
    after = range(expression.last, min(end, expression.last + NEAR))
    near, far = before[:NEAR], before[NEAR:]
    if mark := _mark_before(expression, begin):
        return _direction_at(expression, mark, (*near, *after))
    return _first_tense(expression, near) or _first_tense(expression, after) or _first_clear(expression, far)


def _direction_at(expression: Expression, mark: str, indexes: tuple[int, ...]) -> int:
    """The direction where "until", "by" or "starting" stands right before: who said so does not matter then."""
    told = [
        index for index in indexes if not is_in(expression, "reporting", word_at(expression.reading, index).lower())
    ]
    clear = _first_clear(expression, told)
    if clear == AHEAD:
        return AHEAD
    is_past = clear or any(_weak_tense_of(expression, index) for index in told if index < expression.first)
    return TORN if is_past or is_in(expression, "perhaps ahead marks", mark) else PERHAPS_AHEAD


def _mark_before(expression: Expression, begin: int) -> str:
    """The word right before that looks ahead, or nothing: until at least, starting on."""
    for index in range(expression.first - 1, max(begin, expression.first - 1 - FILLERS) - 1, -1):
        word = expression.reading.words[index].lower()
        if is_in(expression, "ahead marks", word) or is_in(expression, "perhaps ahead marks", word):
            return word
        if not is_in(expression, "mark fillers", word):
            break
    return ""


def _first_tense(expression: Expression, indexes: range) -> int:
    weak = UNSAID
    for index in indexes:
        if found := _tense_of(expression, index):
            return found
        weak = weak or _weak_tense_of(expression, index)
        if weak == PAST:
            break
    return weak


def _first_clear(expression: Expression, indexes: Iterable[int]) -> int:
    return next(filter(None, (_tense_of(expression, index) for index in indexes)), UNSAID)


def _tense_of(expression: Expression, index: int) -> int:
    word, following = expression.reading.words[index].lower(), word_at(expression.reading, index + 1)
    pair = f"{word}_{following}"
    is_behind = is_in(expression, "behind", word) and not _is_led(expression, index)  # not "will be held"
    if is_behind or is_in(expression, "behind pairs", pair):
        return PAST
    is_ahead = is_in(expression, "ahead", word) or is_in(expression, "ahead pairs", pair)
    return AHEAD if is_ahead or word.endswith(_endings(expression, "ahead endings")) else UNSAID


def _weak_tense_of(expression: Expression, index: int) -> int:
    """PERHAPS_PAST for a participle, PAST for one right before: not "will be signed", not "protest-related"."""
    word = expression.reading.words[index]
    is_past = len(word) > SHORT and word.endswith(_endings(expression, "past endings"))
    if not is_past or is_in(expression, "no past", word) or _is_led(expression, index):
        return UNSAID
    return PAST if 0 < expression.first - index <= BESIDE else PERHAPS_PAST


def _is_led(expression: Expression, index: int) -> bool:
    return word_at(expression.reading, index - 1) in ("be", "to", "-")


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
