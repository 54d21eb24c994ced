"""Times as TIMEX3 writes them: ISO 8601 and what ISO-TimeML adds to it.

    2022-09-18  2022-09  2022  198  19       a day, month, year, decade, century
    2022-W37  2012-SU  2022-XX-XX            a week, a season, digits that nobody knows
    2022-09-18T09:00  2022-09-17TEV          a time, a part of a day
    P2W  PXD  P2.5Y  PT11H                   how long: two weeks, some days
    PAST_REF  PRESENT_REF  FUTURE_REF        recently, now, soon

Two of these with a stroke between them are from one to the other, as rules have "2025–26".
"""

import re
from datetime import date

from muniment.edtf import read_edtf

ONE = re.compile(r"[0-9X]{2,4}(-[0-9A-Z]{2,3})?(-[0-9A-Z]{1,2})?(T[0-9A-Z:.+-]+)?|P[0-9A-Z.]+|T[0-9A-Z:]+|[A-Z]+_REF")
WEEK = re.compile(r"([0-9]{4})-W([0-9]{2})")
DIGITS = len("YYYY")
Days = tuple[int | None, int | None]


def is_timex(value: str) -> bool:
    """Whether it is such a value; the calendar is asked of those that are days."""
    ends = value.split("/")
    if len(ends) == 2 and value.replace("-", "").replace("/", "").isdigit():
        return read_edtf(value) is not None
    return len(ends) <= 2 and all(
        ONE.fullmatch(one) and (not one[:DIGITS].isdigit() or "W" in one or _is_in_calendar(one)) for one in ends
    )


def _is_in_calendar(value: str) -> bool:
    """Whether the day, month or year is one; seasons, quarters, halves and parts of days are left to their letters, and
    decades (198) and centuries (19) are of fewer digits than a year."""
    day = value.partition("T")[0]
    is_checked = len(day) >= DIGITS and day.replace("-", "").isdigit()
    return read_edtf(day) is not None if is_checked else True


def type_of(value: str) -> str:
    """What a value is by its signs: P2W lasts, T09:00 is a time, the rest are dates."""
    if value.endswith("_REF"):
        return "DATE"
    return "DURATION" if value.startswith("P") else "TIME" if "T" in value else "DATE"


def is_calendar(value: str) -> bool:
    """Whether a value is a day, month or year as EDTF writes one, too."""
    return len(value) in (4, 7, 10) and value.replace("-", "").isdigit()


def may_be_same(value: str, edtf: str) -> bool:
    """Whether a value and an EDTF date may be of the same time; what nobody can tell may be."""
    days, other = _days_of(value), read_edtf(edtf)
    if days is None or other is None:
        return True
    first, last = days
    is_before = last is not None and other.first is not None and last < other.first
    is_behind = first is not None and other.last is not None and other.last < first
    return not (is_before or is_behind)


def _days_of(value: str) -> Days | None:
    """The first and the last day that a value may mean, as `date.toordinal` numbers them, where it tells."""
    day = value.partition("T")[0]
    if week := WEEK.fullmatch(day):
        try:
            monday = date.fromisocalendar(int(week[1]), int(week[2]), 1).toordinal()
        except ValueError:
            return None
        return monday, monday + 6
    found = read_edtf(day.ljust(DIGITS, "X") if day.isdigit() else day)
    return (found.first, found.last) if found else None
