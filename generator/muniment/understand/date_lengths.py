"""Lengths of time, things that repeat, times of day, and words like "currently"."""

import re
from collections.abc import Callable

from muniment.model import changed
from muniment.understand.date_absolute import month_day
from muniment.understand.date_context import Expression, is_in, meaning_of, number_of, word_at, word_with, words_with
from muniment.understand.date_figures import ORDINAL
from muniment.understand.date_meanings import NO_DATE, UNKNOWN_DAY, Meaning
from muniment.understand.date_relative import RANGE, duration_value, near_day, still_to_come, weekday

MOST_HOURS = 24
HALVES = {"TMO": "a", "TAF": "p", "TEV": "p"}  # 7:30 вечора
CLOCK_SIGNS = re.compile(r"[DN]:[DNj]|Dk|j")
CLOCK = re.compile(r"(?P<hour>\d{1,2})(?::?(?P<minute>\d\d))?\s*(?P<half>[ap])?\.?m?\.?", re.IGNORECASE)


def duration(expression: Expression) -> Meaning | None:
    """Another two weeks, over five months, 30 minutes, two and a half years."""
    numbers, unit = words_with(expression, "anDNYqO"), meaning_of(expression, "u")
    number = number_of(expression, numbers) if numbers else 1
    if number == 1 and len(numbers) < 2 and not (numbers and numbers[0][:1].isdigit()):
        has_word = word_with(expression, "x@tXC") != ""
        before = word_at(expression.reading, expression.first - 1).lower()
        if unit == "TS" or not (has_word or is_in(expression, "before a length", before)):
            return None
    if word_with(expression, "H") and number is not None:
        number += -0.5 if word_with(expression, "a") and len(numbers) > 1 else 0.5
    if numbers and ORDINAL.match(numbers[0]):
        return None
    if RANGE.search(expression.signs, expression.first, expression.last):
        number = None
    return Meaning("DURATION", duration_value(number, unit), still_to_come(expression, number, unit))


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
    is_often = word_with(expression, "R") != ""
    numbers = words_with(expression, "nDNq") if not is_often else []
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
    last = expression.first + found.end() + (signs[found.end() : found.end() + 1] == "k")
    time = _time_at(expression, first, last)
    return _at(expression, first, last, time) if time else None


def hour_of_day(expression: Expression) -> Meaning | None:
    """О 15 годині, близько 7 години ранку; but близько 15 годин is a length."""
    index = expression.signs.index("D", expression.first)
    time = _time_at(expression, index, index + 1)
    is_many = is_in(expression, "plurals", word_with(expression, "u"))
    is_hour = meaning_of(expression, "u") == "TH" and not is_many
    return _at(expression, index, expression.last, time) if time and is_hour else None


def _at(expression: Expression, first: int, last: int, time: str) -> Meaning:
    """The time of day, which stands in the words from `first` to `last`, on its day."""
    day = _day_beside(changed(expression, last=first)) or _day_beside(changed(expression, first=last))
    if not day:
        said = expression.said
        return Meaning("TIME", f"{said or UNKNOWN_DAY.value}T{time}", said or None)
    return Meaning("TIME", f"{day.value}T{time}", day.edtf)


def _time_at(expression: Expression, first: int, last: int) -> str:
    """HH:MM, or nothing where the words say no time of day."""
    words = expression.reading.words[first:last]
    parts = CLOCK.match("".join(words))
    if not parts or words[0] == "0":  # a moment of a film: a day's first hour is written 00
        return ""
    hour, minute = int(parts["hour"]), int(parts["minute"] or 0)
    half = HALVES.get(meaning_of(expression, "P")) or (parts["half"] or "").lower()
    if hour > (MOST_HOURS // 2 if half else MOST_HOURS) or minute > 59:
        return ""
    return f"{hour % 12 + (12 if half == 'p' else 0) if half else hour:02d}:{minute:02d}"


def part_of_day(expression: Expression) -> Meaning | None:
    """The morning of 16 September, early in the morning on July 11th, вранці 16 вересня."""
    day = _day_beside(expression)
    part = meaning_of(expression, "P")
    return Meaning("TIME", f"{day.value[:10]}{part}", day.edtf) if day and day.type == "DATE" else day


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
