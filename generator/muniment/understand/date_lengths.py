"""Lengths of time, things that repeat, times of day, and words like "currently"."""

import re
from collections.abc import Callable

from muniment.understand.date_absolute import month_day
from muniment.understand.date_context import Expression, word_at, word_with, words_with
from muniment.understand.date_meanings import NO_DATE, Meaning
from muniment.understand.date_relative import NUMBER_OF_DAY, RANGE, duration_value, near_day, weekday
from muniment.understand.date_signs import DAY_PARTS, ORDINAL, UNITS, number_of

# "a week" is a length of time after these; elsewhere it may be "twice a week" or "a second strike".
BEFORE_A_LENGTH = frozenset(
    "in for within over about nearly almost than after least around by of to only roughly approximately half".split()
)
REPEATED = {
    "daily": "XXXX-XX-XX", "weekly": "XXXX-WXX", "monthly": "XXXX-XX", "yearly": "XXXX", "annually": "XXXX",
    "nightly": "XXXX-XX-XXTNI", "hourly": "PT1H",
}  # fmt: skip
CLOCK_SIGNS = re.compile(r"[DN]:[DNj]|Dk|j")
CLOCK = re.compile(r"(?P<hour>\d{1,2})(?::?(?P<minute>\d\d))?\s*(?P<half>[ap])?\.?m?\.?", re.IGNORECASE)


def duration(expression: Expression) -> Meaning | None:
    """Another two weeks, over five months, 30 minutes, two and a half years."""
    numbers, unit = words_with(expression, "anDNYqO"), word_with(expression, "u").lower()
    number = number_of(numbers)
    if numbers[0].lower() in ("a", "an", "one") and len(numbers) == 1:
        has_word = word_with(expression, "x@t") != ""
        before = word_at(expression.reading, expression.first - 1).lower()
        if unit.startswith("second") or not (has_word or before in BEFORE_A_LENGTH):
            return None
    if word_with(expression, "H") and number is not None:
        number -= 0.5 if numbers[-1].lower() in ("a", "an") and len(numbers) > 1 else -0.5
    if ORDINAL.match(numbers[0]):
        return None
    if RANGE.search(expression.signs, expression.first, expression.last):
        number = None
    return Meaning("DURATION", duration_value(number, _unit(unit)))


def vague_duration(expression: Expression) -> Meaning | None:
    """For years, for months: a length that is not said."""
    unit = word_with(expression, "u").lower()
    return Meaning("DURATION", duration_value(None, _unit(unit))) if unit.endswith("s") else None


def repeated(expression: Expression) -> Meaning | None:
    """Daily, every day, every two weeks, every Friday, every night."""
    if word := word_with(expression, "d"):
        return Meaning("SET", REPEATED[word.lower()]) if word.islower() else None
    if name := word_with(expression, "W"):
        return Meaning("SET", f"XXXX-WXX-{NUMBER_OF_DAY[name.lower()]}")
    if part := word_with(expression, "P"):
        return Meaning("SET", f"XXXX-XX-XX{DAY_PARTS[part.lower()]}")
    numbers = words_with(expression, "nDNq")
    return Meaning("SET", duration_value(number_of(numbers) if numbers else 1, _unit(word_with(expression, "u"))))


def present(expression: Expression) -> Meaning | None:
    """Now, currently."""
    return Meaning("DATE", "PRESENT_REF")


def recently(expression: Expression) -> Meaning | None:
    """Recently, lately, years ago."""
    return Meaning("DATE", "PAST_REF")


def nothing(expression: Expression) -> Meaning | None:
    """An age looks like a length of time and is none."""
    return NO_DATE


def clock(expression: Expression) -> Meaning | None:
    """5 p.m., 19:30 GMT, and with its day 7:35 on June 3, Friday at 5 p.m. Without a day beside it
    the time belongs to none."""
    signs = expression.signs[expression.first : expression.last]
    found = CLOCK_SIGNS.search(signs)
    if not found:
        return None
    first = expression.first + found.start()
    reading = expression.reading
    last = expression.first + found.end() + (signs[found.end() : found.end() + 1] == "k")
    words = "".join(reading.words[first:last])
    parts = CLOCK.match(words)
    if not parts:
        return None
    hour, minute = int(parts["hour"]), int(parts["minute"] or 0)
    half = (parts["half"] or "").lower()
    is_moment_of_film = words.startswith("0:")  # a day's first hour is written 00
    if hour > (12 if half else 24) or minute > 59 or is_moment_of_film:
        return None
    hour = hour % 12 + (12 if half == "p" else 0) if half else hour
    day = _day_beside(Expression(reading, expression.signs, expression.first, first)) or _day_beside(
        Expression(reading, expression.signs, last, expression.last)
    )
    return Meaning("TIME", f"{day.value if day else 'XXXX-XX-XX'}T{hour:02d}:{minute:02d}", day.edtf if day else None)


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


def _unit(unit: str) -> str:
    lower = unit.lower()
    return UNITS["century" if lower == "centuries" else lower.removesuffix("s")]
