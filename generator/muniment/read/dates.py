"""Stated dates, in the forms that people and programs write them, to ISO 8601.

Only what has one reading is read: the day stays the one that was stated, in whatever zone.
"""

import re
from datetime import date
from functools import lru_cache

LONGEST = 60  # code points; a longer text is no date
MONTHS = {
    month[:length]: number
    for number, month in enumerate(
        ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
         "november", "december"),
        start=1,
    )
    for length in (3, len(month))
} | {"sept": 9}  # fmt: skip
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

TIME = (
    r"(?:(?:T|,? +)(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d{1,9})?)?"
    r"(?: ?(?P<half>[ap])\.?m\.?)?(?: ?(?P<zone>Z|UTC|GMT|[+-]\d{1,2}(?::?\d\d)?))?)?"
)
WEEKDAY = r"(?:(?P<weekday>mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?,? +)?"
NAME = r"(?P<name>[a-z]{3,9})\.?"
FORMS = tuple(
    re.compile(form, re.ASCII | re.IGNORECASE)
    for form in (
        rf"(?P<year>\d{{4}})(?:(?P<sign>[-/.])(?P<month>\d{{1,2}})(?:(?P=sign)(?P<day>\d{{1,2}}){TIME})?)?",
        r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)",
        rf"(?P<first>\d{{1,2}})(?P<sign>[./-])(?P<second_part>\d{{1,2}})(?P=sign)(?P<year>\d{{4}}){TIME}",
        rf"{WEEKDAY}(?P<day>\d{{1,2}})(?:st|nd|rd|th)? +{NAME},? +(?P<year>\d{{4}}){TIME}",
        rf"{WEEKDAY}{NAME} +(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? +(?P<year>\d{{4}}){TIME}",
        rf"{NAME},? +(?P<year>\d{{4}})",
    )
)
Parts = dict[str, str | None]


@lru_cache(maxsize=64)  # a report's date is asked for when it is checked, and when it is used
def read_date(text: str) -> tuple[str, str] | None:
    """The ISO 8601 day, month or year that a text states, and the time as HH:MM:SS±HH:MM.

    The time is empty where none is stated and has no offset where none is stated. None when the
    text is no date, is not in the calendar, or has two readings ("03/04/2022").
    """
    text = text.strip()
    if len(text) > LONGEST:
        return None
    for form in FORMS:
        if found := form.fullmatch(text):
            parts = found.groupdict()
            day, time = _day_of(parts), _time_of(parts)
            return (day, time) if day and time is not None else None
    return None


def advise_date(text: str) -> str:
    """What to write instead of a text that is no date."""
    found = FORMS[2].fullmatch(text.strip())
    if found and len(_readings(found["first"], found["second_part"], found["year"])) == 2:
        return "day or month first? Write YYYY-MM-DD"
    return "write YYYY-MM-DD, YYYY-MM or YYYY"


def _day_of(parts: Parts) -> str:
    year, day = str(parts["year"]), parts.get("day")
    if parts.get("first"):
        readings = _readings(str(parts["first"]), str(parts["second_part"]), year)
        if parts["sign"] == ".":
            return _checked(year, str(parts["second_part"]), str(parts["first"]))
        return readings.pop() if len(readings) == 1 else ""
    name = parts.get("name")
    month = str(MONTHS.get(name.lower(), "")) if name else parts.get("month")
    if name and not month:
        return ""
    written = _checked(year, month, day)
    weekday = parts.get("weekday")
    if written and weekday and WEEKDAYS[date.fromisoformat(written).weekday()] != weekday.lower():
        return ""
    return written


def _readings(first: str, second: str, year: str) -> set[str]:
    """Day first, and month first, as far as the calendar has them."""
    return {_checked(year, second, first), _checked(year, first, second)} - {""}


def _checked(year: str, month: str | None, day: str | None) -> str:
    """YYYY, YYYY-MM or YYYY-MM-DD if the calendar has it, else nothing."""
    try:
        whole = date(int(year), int(month or 1), int(day or 1)).isoformat()
    except ValueError:
        return ""
    return whole if day else whole[:7] if month else whole[:4]


def _time_of(parts: Parts) -> str | None:
    """The time stated; empty when there is none, None when no clock shows it."""
    if not parts.get("hour"):
        return ""
    hour, minute, second = (int(parts[unit] or 0) for unit in ("hour", "minute", "second"))
    if half := parts["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + 12 * (half.lower() == "p")
    zone = _zone_of(parts["zone"] or "")
    if hour > 23 or minute > 59 or second > 59 or zone is None:
        return None
    return f"{hour:02}:{minute:02}:{second:02}{zone}"


def _zone_of(zone: str) -> str | None:
    """±HH:MM of "Z", "UTC", "-4", "-04", "-0400" or "-04:00"; None when there is no such zone."""
    if not zone:
        return ""
    if zone[0] not in "+-":
        return "+00:00"
    digits = zone[1:].replace(":", "")
    hours, minutes = (int(digits), 0) if len(digits) < 3 else (int(digits[:-2]), int(digits[-2:]))
    return f"{zone[0]}{hours:02}:{minutes:02}" if hours <= 14 and minutes <= 59 else None
