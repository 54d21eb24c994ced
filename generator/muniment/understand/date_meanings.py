"""Days, months, years and weeks as TIMEX3 values (ISO 8601) and as intervals of the calendar (EDTF)."""

from calendar import monthrange
from datetime import date
from typing import Literal

from muniment.model import Record
from muniment.understand.date_context import moved


class Meaning(Record, frozen=True):
    """What a time expression means: its TIMEX3 type and value, and the EDTF interval or None.
    `rule` says more closely than the rule's own name how it was read."""

    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str
    edtf: str | None = None
    rule: str = ""


NO_DATE = Meaning("DATE", "")  # it only looks like a time: none of its words is read again
EDTF_SEASONS = {"SP": 21, "SU": 22, "FA": 23, "WI": 24}  # ISO 8601-2, level 1
UNKNOWN_DAY = Meaning("DATE", "XXXX-XX-XX")
DAY = len("2022-09-16")


def calendar_day(year: int | None, month: int, day: int) -> Meaning | None:
    """A day, or the day of an unknown year; None for a day that no calendar has."""
    if not 1 <= month <= 12 or not 1 <= day <= monthrange(year or 2000, month)[1]:
        return None
    if year is None:
        return Meaning("DATE", f"XXXX-{month:02d}-{day:02d}")
    value = f"{year:04d}-{month:02d}-{day:02d}"
    return Meaning("DATE", value, value)


def on(day: date | None) -> Meaning:
    """A known day, or an unknown one."""
    return Meaning("DATE", day.isoformat(), day.isoformat()) if day else UNKNOWN_DAY


def month_of(year: int | None, month: int) -> Meaning:
    """A month, or the month of an unknown year."""
    if year is None or not 1 <= year <= 9999:
        return Meaning("DATE", f"XXXX-{month:02d}")
    return Meaning("DATE", f"{year:04d}-{month:02d}", f"{year:04d}-{month:02d}")


def whole_year(year: int) -> Meaning | None:
    """A year of the common era."""
    return Meaning("DATE", f"{year:04d}", f"{year:04d}") if 1 <= year <= 9999 else None


def week_of(day: date | None) -> Meaning:
    """The ISO week (Monday to Sunday) that a day lies in."""
    if day is None:
        return Meaning("DATE", "XXXX-WXX")
    year, week, weekday = day.isocalendar()
    return Meaning("DATE", f"{year:04d}-W{week:02d}", between(moved(day, 1 - weekday), moved(day, 7 - weekday)))


def weekend_of(day: date | None) -> Meaning:
    """The Saturday and Sunday of a day's ISO week."""
    week = week_of(day)
    if day is None:
        return Meaning("DATE", "XXXX-WXX-WE")
    weekday = day.isoweekday()
    return Meaning("DATE", f"{week.value}-WE", between(moved(day, 6 - weekday), moved(day, 7 - weekday)))


def between(first: date | None, last: date | None) -> str | None:
    """A closed EDTF interval of days, or None when an end is beyond the calendar."""
    return f"{first.isoformat()}/{last.isoformat()}" if first and last else None


def month_after(year: int, month: int, months: int) -> tuple[int, int]:
    """The year and month so many months later."""
    total = year * 12 + month - 1 + months
    return total // 12, total % 12 + 1
