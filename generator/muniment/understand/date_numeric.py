"""Days in figures alone, alike in every language."""

import re

from muniment.model import changed
from muniment.understand.date_context import Expression, is_in, word_at, word_with, words_with
from muniment.understand.date_meanings import NO_DATE, Meaning, calendar_day

MONTHS = 12
LATEST_SHORT = 50  # '49 is 2049, '50 is 1950


def iso_day(expression: Expression) -> Meaning | None:
    """2022-09-16, 2022/09/16 (ISO 8601)."""
    year, month, day = (int(number) for number in words_with(expression, "YD")[:3])
    return calendar_day(year, month, day) or NO_DATE


def iso_time(expression: Expression) -> Meaning | None:
    """2022-09-16T10:30:00Z (ISO 8601): to the minute, in the time of its own zone."""
    numbers = [number.rstrip("TZ") for number in words_with(expression, "YDNI")]
    year, month, day, hour, minute = map(int, numbers[:5])
    found = calendar_day(year, month, day)
    if not found or hour > 23 or minute > 59:
        return NO_DATE
    return Meaning("TIME", f"{found.value}T{hour:02d}:{minute:02d}", found.edtf)


def numeric_day(expression: Expression) -> Meaning | None:
    """16.09.2022, 16/09/2022, 16-09-2022. Where day and month could be told apart by custom only,
    the year alone is said."""
    if _is_version(expression):
        return NO_DATE
    parts = [int(part) for word in words_with(expression, "GYD") for part in re.split(r"\D+", word) if part]
    if parts[0] > 31:
        return calendar_day(*parts[:3]) or NO_DATE
    first, second, year = parts[:3]
    is_dotted = word_with(expression, "G") != ""
    year = _long_year(year) if year < 100 else year
    if is_dotted:
        return calendar_day(year, second, first) or NO_DATE
    return _ordered(first, second, year) or Meaning("DATE", f"{year}-XX-XX", f"{year}", rule="numeric-year")


def short_day(expression: Expression) -> Meaning | None:
    """16/09/22, where one number can be no month; of 05/06/22 nothing is certain."""
    words = words_with(expression, "DN")[:3]
    if any(len(word) != 2 for word in words) or _is_version(expression):
        return None
    first, second, year = map(int, words)
    return _ordered(first, second, _long_year(year)) or NO_DATE


def _ordered(first: int, second: int, year: int) -> Meaning | None:
    """Day and month of two numbers that stand before a year; None where each could be either."""
    if first <= MONTHS and second <= MONTHS and first != second:
        return None
    month, day = (first, second) if second > MONTHS else (second, first)
    found = calendar_day(year, month, day)
    rule = "day-month-year" if first == second else "numeric-day-certain"
    return changed(found, rule=rule) if found else NO_DATE


def _long_year(year: int) -> int:
    return year + (2000 if year < LATEST_SHORT else 1900)


def _is_version(expression: Expression) -> bool:
    """Version 10.12.2015, section 05.03.12."""
    before = word_at(expression.reading, expression.first - 1)
    noun = word_at(expression.reading, expression.first - 2) if before in (".", ":") else before
    return is_in(expression, "before a version", noun.lower())
