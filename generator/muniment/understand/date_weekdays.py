"""Weekdays: the one near the report, the one of a week or month that is named, or of nobody knows which."""

import re
from calendar import monthrange
from datetime import date

from muniment.model import changed
from muniment.understand.date_context import (
    UNSAID,
    Expression,
    day_of,
    direction_of,
    is_in,
    meaning_of,
    moved,
    word_at,
    word_with,
)
from muniment.understand.date_figures import ORDINAL
from muniment.understand.date_meanings import NO_DATE, Meaning, month_of, on
from muniment.understand.date_relative import part_of, step_of
from muniment.understand.date_years import year_for
from muniment.understand.reading import opens_sentence

OF_WEEK = re.compile(r",?o?h?(?P<which>r)(?P<unit>u)")
AGO_BESIDE = re.compile(r",?[xX]{0,2}[naqDNY]{1,2}-?ug")
WEEKS_ABOUT = 5  # in which "Friday the 16th" is looked for
PRESENT_WITHIN = 4  # words within which "is" says that something is so each year


def weekday(expression: Expression) -> Meaning | None:
    """Friday, last Friday, Friday night. The report's own day is that same day; otherwise the last
    one before it, unless the words speak of what is to come."""
    if _is_name(expression):
        return None
    number, part, day = _number(expression), meaning_of(expression, "P"), day_of(expression.reading.published)
    if not day:
        return _open(number, part)
    week = _week_beside(expression)
    days: int | None = _days_to(expression, day, number)
    if step_of(expression) is None and week is not None:
        days = 7 * week + number - day.isoweekday()
    elif _is_any(expression):
        days = None
    elif figures := word_with(expression, "D"):
        days = _days_to_number(day, _days_to(expression, day, number), figures)
        if days is None and (_goes_on(expression) or not ORDINAL.match(figures)):
            return None  # Friday the 3rd Brigade, the 12 prisoners
    if days is None:
        return changed(_open(number, part), rule="weekday-any")
    rule = "weekday-same-day" if days == 0 else "weekday-before" if days < 0 else "weekday-after"
    return changed(part_of(moved(day, days), part), rule=rule)


def _days_to(expression: Expression, day: date, number: int) -> int:
    """Days from the report to the weekday that is meant where nothing else is said."""
    back, ahead, step = (day.isoweekday() - number) % 7, (number - day.isoweekday()) % 7, step_of(expression)
    if step == -1:
        return -(back or 7)
    if step == 1 or word_with(expression, "F"):
        return ahead or 7
    return ahead if direction_of(expression) > 0 else -back


def _days_to_number(day: date, days: int, figures: str) -> int | None:
    """Friday the 16th: days to the one in the weeks about the report that is the 16th; None where none is."""
    found = ORDINAL.match(figures)
    if not found:
        return None
    step = 7 if days > 0 else -7
    near = [days + step * weeks for weeks in range(WEEKS_ABOUT)]
    return next((one for one in near if (other := moved(day, one)) and other.day == int(found[1])), None)


def _number(expression: Expression) -> int:
    return int(meaning_of(expression, "Ww"))


def _open(number: int, part: str) -> Meaning:
    """The weekday of a week that is not known."""
    value = f"XXXX-WXX-{number}"
    return Meaning("TIME", value + part) if part else Meaning("DATE", value)


def _is_name(expression: Expression) -> bool:
    """Good Friday, the Sunday Times; and in languages that write weekdays small one that is not: Пан Середа."""
    before, following = word_at(expression.reading, expression.first - 1), word_at(expression.reading, expression.last)
    is_small = is_in(expression, "written small", "weekdays") and not word_with(expression, "rP")
    return (
        is_in(expression, "worn out", before)
        or is_in(expression, "named after a day", following)
        or (is_small and word_with(expression, "Ww")[:1].isupper())
    )


def _week_beside(expression: Expression) -> int | None:
    """Friday of last week: -1, 0 or 1; None where no week is said."""
    found = OF_WEEK.match(expression.signs, expression.last)
    words, meanings = expression.reading.words, expression.language.meanings
    if not found or meanings.get(words[found.start("unit")]) != "W":
        return None
    step = meanings.get(words[found.start("which")])
    return int(step) if step else None


def _is_any(expression: Expression) -> bool:
    """One Friday, on a Friday, on that Friday, the first Friday after Easter, Friday, two weeks ago."""
    reading, signs, first = expression.reading, expression.signs, expression.first
    before, following = word_at(reading, first - 1).lower(), word_at(reading, expression.last).lower()
    is_beside = is_in(expression, "beside another day", following)
    has_article = "h" in signs[max(0, first - 1) : first] + signs[first : expression.last]
    goes_on = _goes_on(expression)
    return (
        is_in(expression, "any day", before)
        or (signs[max(0, first - 1) : first] in ("a", "1") and not goes_on)
        or (is_in(expression, "that day", before) and (opens_sentence(reading, first - 1) or signs[first - 2] == "i"))
        or (is_in(expression, "second", before) and not goes_on)
        or (has_article and is_beside)
        or signs[expression.last : expression.last + 1] == "o"  # the last Friday of the month
        or AGO_BESIDE.match(signs, expression.last) is not None
    )


def _goes_on(expression: Expression) -> bool:
    """Whether a noun may follow that the weekday stands before, where a language has that: a Friday attack."""
    following = word_at(expression.reading, expression.last)
    may_follow = "not qualifying" in expression.language.groups
    return may_follow and following[:1].isalpha() and not is_in(expression, "not qualifying", following)


def weekday_of_month(expression: Expression) -> Meaning | None:
    """The last Sunday of March, the first Monday of October 2022; a Friday in May is of May, and no day."""
    place = _place_in_month(expression)
    if place is None:
        return None
    month = int(meaning_of(expression, "MAm"))
    year = int(word_with(expression, "Y") or 0) or _year_of_month(expression, month)
    if not place or not year:
        return month_of(year, month)
    return on(day) if (day := _nth(year, month, place, _number(expression))) else NO_DATE


def _place_in_month(expression: Expression) -> int | None:
    """1 to 5, -1 the last; 0 where it is not said, None where the words say something else."""
    joint, which = word_with(expression, "oi").lower(), word_with(expression, "r").lower()
    if joint and not is_in(expression, "of a month", joint):
        return None
    if which:
        return -1 if is_in(expression, "last of several", which) else None
    if figures := word_with(expression, "D"):
        found = ORDINAL.match(figures)
        return int(found[1]) if found else None
    if unit := word_with(expression, "u"):
        return 2 if is_in(expression, "second", unit.lower()) else None
    return int(meaning_of(expression, "1") or 0)


def _year_of_month(expression: Expression, month: int) -> int | None:
    """The year of a month without one. What is so each year, or may be, is of no year."""
    read = year_for(expression, month)
    if read.by:
        return read.year
    before = range(max(0, expression.first - PRESENT_WITHIN), expression.first)
    is_present = any(is_in(expression, "present", word_at(expression.reading, index).lower()) for index in before)
    return None if is_present or direction_of(expression) == UNSAID else read.year


def _nth(year: int, month: int, place: int, weekday_number: int) -> date | None:
    """The day of a month that is its first, second or last such weekday; None where it has none."""
    if not 1 <= year <= 9999:
        return None
    days = [day for day in range(1, monthrange(year, month)[1] + 1) if _falls_on(year, month, day, weekday_number)]
    if place > len(days):
        return None
    return date(year, month, days[place - 1 if place > 0 else place])


def _falls_on(year: int, month: int, day: int, weekday_number: int) -> bool:
    return date(year, month, day).isoweekday() == weekday_number
