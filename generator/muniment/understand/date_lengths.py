"""Lengths of time, things that repeat, times of day, and words like "currently"."""

import re
from collections.abc import Callable

from muniment.model import changed
from muniment.understand.date_absolute import month_day
from muniment.understand.date_context import Expression, is_in, meaning_of, number_of, word_at, word_with, words_with
from muniment.understand.date_figures import ORDINAL, number_in
from muniment.understand.date_meanings import DAY, NO_DATE, UNKNOWN_DAY, Meaning
from muniment.understand.date_relative import RANGE, duration_value, is_sum, near_day, number_of_several, still_to_come
from muniment.understand.date_weekdays import weekday

CLOCK_SIGNS = re.compile(r"[DN]:[DNj](?::[DN])?k?|[DN]k|j|[DN](?=ihP|@P)")
CLOCK = re.compile(r"(?P<hour>\d{1,2})(?:[:.]?(?P<minute>\d\d))?(?::\d\d)?\s*(?:(?P<half>[ap])\.?m\.?)?", re.IGNORECASE)
NOON, MIDNIGHT = 12, "24:00"
HOUR_FIGURES = 4  # 1430 hours
# The hours that a half or a part of a day has for certain: 6 at night may be morning or evening.
HOURS = {
    "a": range(12), "p": range(12, 24),
    "TMO": range(12), "TAF": range(12, 20), "TEV": range(16, 24), "TNI": range(19, 24),
}  # fmt: skip
AFTER_MIDNIGHT = range(6)


def duration(expression: Expression) -> Meaning | None:
    """Another two weeks, over five months, 30 minutes, two and a half years."""
    if is_sum(expression) or _is_share(expression) or _is_ordinal(expression):
        return None
    numbers, unit = words_with(expression, "anDNYqO"), meaning_of(expression, "u")
    has_half = word_with(expression, "H") != ""
    if has_half:
        numbers.pop()  # the article of "and a half"
    several = number_of_several(expression)
    number = several or (number_of(expression, numbers) if numbers else 1)
    if number == 1 and not has_half and not (numbers and numbers[0][:1].isdigit()):
        has_word = word_with(expression, "x@tXC") != ""
        before = word_at(expression.reading, expression.first - 1).lower()
        if unit == "TS" or not (has_word or is_in(expression, "before a length", before)):
            return None
    if has_half and number is not None:
        number += 0.5
    if numbers and ORDINAL.match(numbers[0]):
        return None
    if several is None and RANGE.search(expression.signs, expression.first, expression.last):
        number = None
    return Meaning("DURATION", duration_value(number, unit), still_to_come(expression, number, unit))


def _is_share(expression: Expression) -> bool:
    """Over three quarters said yes; but for three quarters, three consecutive quarters."""
    if meaning_of(expression, "u") != "Q":
        return False
    is_said = expression.signs[max(0, expression.first - 1) : expression.first] == "y" or word_with(expression, "x")
    return not is_said or expression.signs[expression.last : expression.last + 1] == "o"


def _is_ordinal(expression: Expression) -> bool:
    """У 480 році, 101 року, 2014 рік: not so many years; but 1 рік, 2.5 року."""
    words, unit = words_with(expression, "DNY"), word_with(expression, "u")
    number = number_in(words[-1]) if words else None
    if number is None or number <= 1 or number % 1 or "of one" not in expression.language.groups:
        return False
    is_year = word_with(expression, "Y") != "" and not is_in(expression, "plurals", unit)
    return is_year or is_in(expression, "of one", unit)


def fraction(expression: Expression) -> Meaning | None:
    """The year of three quarters of a year, the century of a quarter of a century."""
    part = expression.reading.words[expression.first - 2]
    return NO_DATE if expression.language.meanings.get(part) == "Q" else None


def hours_in_four_figures(expression: Expression) -> Meaning | None:
    """At 1430 hours, from 0900 to 1430 hours, 0900 hours on 5 September; but it lasted 1430 hours."""
    reading, signs = expression.reading, expression.signs
    first = expression.first + (signs[expression.first] == "C")
    word, joint = reading.words[first], signs[max(0, expression.first - 1) : expression.first]
    if not _is_four_figures(word) or meaning_of(expression, "u") != "TH":
        return None
    other = word_at(reading, first - 2) if joint in ("t", "-", "~", "&") else ""
    is_range = _is_four_figures(other)
    if word[0] != "0" and joint not in ("@", "v", "s") and not is_range:
        return None
    if is_range and "0" not in word[0] + other[0]:
        return NO_DATE  # from 1000 to 1430 hours may be how long
    time = _time_at(expression, first, first + 1)
    return (_at(expression, first, first + 2, time) if time else None) or NO_DATE


def _is_four_figures(word: str) -> bool:
    return len(word) == HOUR_FIGURES and word.isdigit()


def lengths_together(expression: Expression) -> Meaning | None:
    """Eight years and nine months: P8Y9M."""
    values, number = [], list[str]()
    for index in range(expression.first, expression.last):
        word, sign = expression.reading.words[index], expression.signs[index]
        if sign in "anDNY":
            number.append(word)
        elif sign == "u":
            amount = number_of(expression, number)
            values.append(duration_value(amount, expression.language.meanings[word]) if amount else "")
            number = []
    first, second = values
    is_one = first and second and first[1] != "T" and first[-1] != second[-1]
    return Meaning("DURATION", first + second[1:]) if is_one else None


def vague_duration(expression: Expression) -> Meaning | None:
    """For years, for months: a length that is not said."""
    is_many = is_in(expression, "plurals", word_with(expression, "u").lower())
    return Meaning("DURATION", duration_value(None, meaning_of(expression, "u"))) if is_many else None


def repeated(expression: Expression) -> Meaning | None:
    """Daily, every day, every two weeks, every Friday, every night, twice a week."""
    if word := word_with(expression, "d"):
        is_name = not word.islower() and word_at(expression.reading, expression.last)[:1].isupper()  # the Daily Mail
        return None if is_name else Meaning("SET", meaning_of(expression, "d"))
    if weekday_number := meaning_of(expression, "W"):
        return Meaning("SET", f"XXXX-WXX-{weekday_number}")
    if part := meaning_of(expression, "Pp"):
        return Meaning("SET", f"XXXX-XX-XX{part}")
    is_each = expression.signs[expression.first] == "E"  # every two weeks, but "two a week"
    numbers = words_with(expression, "nDNq") if is_each else []
    number = number_of(expression, numbers) if numbers else 1
    return Meaning("SET", duration_value(number, meaning_of(expression, "u")))


def reference(expression: Expression) -> Meaning | None:
    """Now, currently, recently, soon, the future; but "now that" is a reason."""
    is_other = is_in(expression, "not now", word_at(expression.reading, expression.last))
    return None if is_other else Meaning("DATE", meaning_of(expression, "cVJ"))


def the_past(expression: Expression) -> Meaning | None:
    """In the past."""
    following = word_at(expression.reading, expression.last)
    is_past = is_in(expression, "touching", word_with(expression, "r"))
    goes_on = following[:1].isalpha() and not is_in(expression, "not qualifying", following)
    return Meaning("DATE", "PAST_REF") if is_past and not goes_on else None


def vaguely_ago(expression: Expression) -> Meaning | None:
    """Years ago."""
    return Meaning("DATE", "PAST_REF")


def age(expression: Expression) -> Meaning | None:
    """An age looks like a length of time and is none."""
    return NO_DATE


def clock(expression: Expression) -> Meaning | None:
    """5 p.m., 19:30 GMT, and with its day 7:35 on June 3, Friday at 5 p.m. Without a day beside it, it is
    of the day that its sentence named before, or of no day."""
    signs = expression.signs[expression.first : expression.last]
    found = CLOCK_SIGNS.search(signs)
    if not found:
        return None
    first = expression.first + found.start()
    last = expression.first + found.end()
    time = _time_at(expression, first, last)
    return _at(expression, first, last, time) if time else None


def hour_of_day(expression: Expression) -> Meaning | None:
    """О 15 годині, близько 7 години ранку; but близько 15 годин is a length."""
    index = expression.signs.index("D", expression.first)
    time = _time_at(expression, index, index + 1)
    is_many = is_in(expression, "plurals", word_with(expression, "u"))
    is_hour = meaning_of(expression, "u") == "TH" and not is_many
    return _at(expression, index, expression.last, time) if time and is_hour else None


def _at(expression: Expression, first: int, last: int, time: str) -> Meaning | None:
    """The time of day, which stands in the words from `first` to `last`, on its day."""
    day = _day_beside(changed(expression, last=first)) or _day_beside(changed(expression, first=last))
    if day == NO_DATE:
        return NO_DATE  # 31 September
    if not day and word_with(expression, "MAmWT"):
        return None  # what looked like its day is none
    if not day:
        said = expression.said[:DAY]
        return Meaning("TIME", f"{said or UNKNOWN_DAY.value}T{time}", said or None)
    return Meaning("TIME", f"{day.value.partition('T')[0]}T{time}", day.edtf)


def _time_at(expression: Expression, first: int, last: int) -> str:
    """HH:MM, or nothing where the words say no time of day, or one of two."""
    words = expression.reading.words[first:last]
    parts = CLOCK.fullmatch("".join(words))
    if not parts or words[0] == "0":  # a moment of a film: a day's first hour is written 00
        return ""
    hour, minute, half = int(parts["hour"]), int(parts["minute"] or 0), (parts["half"] or "").lower()
    if minute > 59 or (not half and "." in words[0] and not word_with(expression, "P")):
        return ""
    found = _hour_of(expression, hour, half)
    time = f"{found:02d}:{minute:02d}"
    return time if 0 <= found < 24 or time == MIDNIGHT else ""


def _hour_of(expression: Expression, hour: int, half: str) -> int:
    """The hour of 24, where the half or the part of the day is said, beside it or before in the sentence; -1 where
    that leaves it open."""
    part = half or meaning_of(expression, "P")
    said = "" if part else expression.said[DAY:]
    allowed = HOURS.get(part or said)
    if allowed is None or (said and hour > NOON):
        return hour
    hours = {hour % NOON, hour % NOON + NOON} if 0 < hour <= NOON else {hour}
    fitting = [each for each in hours if each in allowed or (each in AFTER_MIDNIGHT and _is_night(expression))]
    return fitting[0] if len(fitting) == 1 else -1


def _is_night(expression: Expression) -> bool:
    """Whether the night is that of the day's first hours, too."""
    return is_in(expression, "after midnight", word_with(expression, "P").lower())


def part_of_day(expression: Expression) -> Meaning | None:
    """The morning of 16 September, early in the morning on July 11th, вранці 16 вересня."""
    day = _day_beside(expression)
    part = meaning_of(expression, "P")
    return Meaning("TIME", f"{day.value[:DAY]}{part}", day.edtf) if day and day.value and day.type == "DATE" else day


DAY_READERS: tuple[tuple[str, Callable[[Expression], Meaning | None]], ...] = (
    ("MAm", month_day),
    ("W", weekday),
    ("T", near_day),
)


def _day_beside(expression: Expression) -> Meaning | None:
    for signs, read in DAY_READERS:
        if word_with(expression, signs):
            return read(expression)
    return None
