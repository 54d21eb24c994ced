"""How dates are written out for readers: ISO 8601 and EDTF (ISO 8601-2) to English.

2022-09-18 is "18 September 2022", 2022-09-18/2022-10-02 is "18 September to 2 October 2022",
2022-09~ is "about September 2022", 2022-W37 is "week 37 of 2022", ../2022 is "2022 or earlier",
2022-09-XX is "some day of September 2022", 2022-09/ is "from September 2022, until when is not known".
"""

import re
from datetime import date
from functools import lru_cache

from muniment.edtf import MONTHS

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}  # EDTF level 1
QUALIFIERS = {"~": "about", "?": "perhaps", "%": "perhaps about"}
SPACE = "\u00a0"
PARTS = re.compile(r"(-?\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:T[\d:.]+(?:Z|[+-]\d{2}:?\d{2})?)?")
WEEK = re.compile(r"(\d{4})-W(\d{2})(?:-(\d))?")
DECADE = re.compile(r"(\d{3})X|(\d{2})XX")
SOME = re.compile(r"(\d{4})-XX(-XX)?|(\d{4}-(?:0[1-9]|1[0-2]))-XX")  # EDTF level 1
DURATION = re.compile(r"P(T?)(\d+(?:\.\d+)?|X)(DE|CE|WE|[YMWDHSQ])")
UNITS = {
    "Y": "year", "M": "month", "W": "week", "D": "day", "TH": "hour", "TM": "minute", "TS": "second",
    "Q": "quarter", "WE": "weekend", "DE": "decade", "CE": "centurie",
}  # fmt: skip
REFERENCES = {
    "PRESENT_REF": "now, no day given",
    "PAST_REF": "some time before, no day given",
    "FUTURE_REF": "some time after, no day given",
}
YEARLESS = re.compile(r"XXXX-(\d{2})(?:-(\d{2}))?")
SOME_WEEKDAY = re.compile(r"XXXX-WXX-([1-7])")
SOME_SEASON = re.compile(r"XXXX-(SP|SU|FA|WI)")
SOME_PART = re.compile(r"XXXX-XX-XXT(MO|AF|EV|NI)")
PARTS_OF_DAY = {"MO": "a morning", "AF": "an afternoon", "EV": "an evening", "NI": "a night"}
TIMEX_SEASONS = {"SP": "spring", "SU": "summer", "FA": "autumn", "WI": "winter"}
LENGTHS = re.compile(r"P(?:\d+(?:\.\d+)?[YMWD])+(?:T(?:\d+[HMS])+)?")
ONE_LENGTH = re.compile(r"[^A-Z]+[A-Z]")
CLOCK = re.compile(r"XXXX-XX-XXT(\d{2}:\d{2}).*")
UNTIL = {True: ("until", "since when"), False: ("from", "until when")}

Parts = tuple[int, int, int]  # year, month or 0, day or 0


@lru_cache(maxsize=4096)
def written(edtf: str, is_short: bool = False, is_lasting: bool = False) -> str:
    """A day, month, year or interval in words, or the value itself where it is none of these.
    Short months ("18 Sep 2022") are for margins and lists. What `is_lasting` goes on from one end to the other,
    where else something is told to have happened at some time between them."""
    if "/" in edtf:
        first, _, last = edtf.partition("/")
        return _written_interval(first, last, is_short, is_lasting)
    qualifier = edtf[-1:] if edtf[-1:] in QUALIFIERS else ""
    words = _written_one(edtf.removesuffix(qualifier), is_short)
    return f"{QUALIFIERS[qualifier]} {words}" if qualifier else words


def weekday(day: str) -> str:
    """The weekday of an ISO day, or empty for anything else."""
    found = day_of(day)
    return WEEKDAYS[found.weekday()] if found else ""


def day_of(edtf: str) -> date | None:
    """The calendar day of "2022-09-18", or None for what is no day."""
    try:
        return date.fromisoformat(edtf) if len(edtf) == 10 else None
    except ValueError:
        return None


def written_value(value: str) -> str:
    """A TIMEX3 value that stands for no interval: "P2W" is "2 weeks", "XXXX-09-16" is
    "16 September, the year is not known". What has no better words stays as it is."""
    if value in REFERENCES:
        return REFERENCES[value]
    if length := DURATION.fullmatch(value):
        return _written_length(*length.groups())
    if LENGTHS.fullmatch(value):
        days, _, time = value[1:].partition("T")
        lengths = [f"P{one}" for one in ONE_LENGTH.findall(days)] + [f"PT{one}" for one in ONE_LENGTH.findall(time)]
        return " and ".join(map(written_value, lengths))
    if found := YEARLESS.fullmatch(value):
        month, day = int(found[1]), int(found[2] or 0)
        name = MONTHS[month - 1] if 1 <= month <= 12 else f"month {month}"
        return f"{day}{SPACE}{name}, the year is not known" if day else f"{name}, the year is not known"
    if found := SOME_WEEKDAY.fullmatch(value):
        return f"a {WEEKDAYS[int(found[1]) - 1]}, which is not known"
    if found := SOME_SEASON.fullmatch(value):
        return f"{TIMEX_SEASONS[found[1]]}, the year is not known"
    if found := SOME_PART.fullmatch(value):
        return f"{PARTS_OF_DAY[found[1]]}, the day is not known"
    if found := CLOCK.fullmatch(value):
        return f"{found[1]}, the day is not known"
    return "not known" if "X" in value[:4] else written(value)


def _written_length(time: str, amount: str, unit: str) -> str:
    name = UNITS.get(f"{time}{unit}", unit)
    if amount == "X":
        return f"some {name}s"
    one = "century" if unit == "CE" else name
    return f"{amount}{SPACE}{one if amount == '1' else name + 's'}"


def _written_one(core: str, is_short: bool) -> str:
    if week := WEEK.fullmatch(core):
        return f"week{SPACE}{int(week[2])} of {week[1]}"
    if some := SOME.fullmatch(core):
        what = "day" if some[2] or some[3] else "month"
        return f"some {what} of {_written_one(some[1] or some[3], is_short)}"
    if DECADE.fullmatch(core):
        return f"the {core.replace('X', '0')}s"
    if core[4:5] == "-" and core[5:] in TIMEX_SEASONS:
        return f"{TIMEX_SEASONS[core[5:]]} {core[:4]}"
    parts = _parts_of(core)
    return _written_parts(parts, is_short) if parts else core


def _parts_of(core: str) -> Parts | None:
    found = PARTS.fullmatch(core)
    if not found:
        return None
    year, month, day = (int(part or 0) for part in found.groups())
    fits = (month <= 12 or month in SEASONS) and day <= 31
    return (year, month, day) if fits else None


def _written_parts(parts: Parts, is_short: bool, without_year: bool = False, without_month: bool = False) -> str:
    year, month, day = parts
    shown_year = f"{-year + 1} BC" if year <= 0 else str(year)
    name = SEASONS.get(month) or (MONTHS[month - 1] if month else "")
    name = name[:3] if is_short and month in range(1, 13) else name
    words = [str(day) if day else "", "" if without_month else name, "" if without_year else shown_year]
    return SPACE.join(word for word in words if word)


def _written_interval(first: str, last: str, is_short: bool, is_lasting: bool) -> str:
    opening, closing = (end in ("", "..") for end in (first, last))
    if opening and closing:
        return "no day given"
    if opening or closing:
        one, unknown = written(last if opening else first, is_short), UNTIL[opening]
        if "" in (first, last):
            return f"{unknown[0]} {one}, {unknown[1]} is not known"
        if is_lasting:
            return f"until {one}" if opening else f"from {one} on"
        return f"{one} or {'earlier' if opening else 'later'}"
    start, end = _parts_of(first), _parts_of(last)
    if start is None or end is None:
        return f"{written(first, is_short)} to {written(last, is_short)}"
    if start == end:
        return _written_parts(start, is_short)
    same_year = start[0] == end[0] and bool(start[1])
    same_month = same_year and start[1] == end[1] and bool(start[2] and end[2])
    before = _written_parts(start, is_short, same_year, same_month)
    return f"{before} to {_written_parts(end, is_short)}"
