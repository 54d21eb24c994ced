"""Dates as EDTF writes them (ISO 8601-2): read exactly, with the days that they may mean.

Level 0, and of level 1 what archives use (https://www.loc.gov/standards/datetime/):

    2022-09-16  2022-09  2022  2022-09-16T10:00:00Z    a day, month, year; a time of day
    2022-09-14/2022-09-18                              from one to the other, each a day, month, year or season
    2022-03/..   ../2022-09-10                         open: it has no end yet, or no beginning
    2022-03/     /2022-09-10                           unknown: it has one that nobody knows
    2022-09-14?  2022-09~  2022%                       uncertain, approximate, both; at either end of an interval too
    2022-21  2022-22  2022-23  2022-24                 spring, summer, autumn, winter
    202X  20XX  2022-XX  2022-09-XX  2022-XX-XX        digits that are not specified

Years are 0001 to 9999. Level 2, and level 1's years beyond four digits or below zero, are not read.
"""

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache
from typing import Literal

from muniment.model import Record

Unit = Literal["century", "decade", "year", "season", "month", "day", "time", "open", "unknown"]

LONGEST = 60  # code points; a longer text is no date
OPEN, UNKNOWN = "..", ""
SEASONS = range(21, 25)
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
DATE = re.compile(r"([0-9]{4}|[0-9]{3}X|[0-9]{2}XX)(?:-([0-9]{2}|XX)(?:-([0-9]{2}|XX))?)?")
TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](Z|[+-](0[0-9]|1[0-4])(:[0-5][0-9])?)?")
QUALIFIERS = {"": (False, False), "?": (True, False), "~": (False, True), "%": (True, True)}
SIGNS = {flags: sign for sign, flags in QUALIFIERS.items()}


class End(Record, frozen=True):
    """A date, or one end of an interval: `text` as it is written, without its qualifier.

    `first` and `last` are the days that it may mean, numbered as `date.toordinal` does (proleptic Gregorian, 1 is
    0001-01-01); None where it is open or unknown. A season has those of its year: EDTF does not say which months it
    takes. What is approximate has those of what is written, and may lie somewhat before or after.
    """

    text: str
    unit: Unit
    first: int | None = None
    last: int | None = None
    is_uncertain: bool = False
    is_approximate: bool = False


class Edtf(Record, frozen=True):
    """A date, both `start` and `end` of which are then the same, or an interval.

    `first` and `last` are the first day and the last that any of it may be in; None where that end is open or
    unknown, which never holds for both. The interval surely lasts from `start.last` to `end.first`, where these are in
    that order and nothing is uncertain or approximate.
    """

    start: End
    end: End
    is_interval: bool
    first: int | None
    last: int | None


@lru_cache(maxsize=65_536)
def read_edtf(text: str) -> Edtf | None:
    """The date or interval that a text is, or None for what is no EDTF, what the calendar does not have, an interval
    with no end that is known, and one that ends before it begins. `print_edtf` gives the text again."""
    if len(text) > LONGEST:
        return None
    first, slash, last = text.partition("/")
    if not slash:
        one = _read_end(text, allows_time=True)
        return Edtf(one, one, False, one.first, one.last) if one and one.first else None
    start, end = _read_end(first), _read_end(last)
    if start is None or end is None or start.first is end.last is None:
        return None
    if start.first is not None and end.last is not None and start.first > end.last:
        return None
    return Edtf(start, end, True, start.first, end.last)


def print_edtf(edtf: Edtf) -> str:
    """The text that it was read from."""
    start = _print_end(edtf.start)
    return f"{start}/{_print_end(edtf.end)}" if edtf.is_interval else start


def _print_end(end: End) -> str:
    return end.text + SIGNS[end.is_uncertain, end.is_approximate]


def _read_end(text: str, allows_time: bool = False) -> End | None:
    if text in (OPEN, UNKNOWN):
        return End(text, "open" if text else "unknown")
    sign = text[-1] if text[-1] in QUALIFIERS else ""
    core = text.removesuffix(sign)
    day, letter, time = core.partition("T")
    if letter and (sign or not allows_time or not TIME.fullmatch(time)):
        return None
    found = DATE.fullmatch(day)
    known = _read_date(found[1], found[2] or "", found[3] or "") if found else None
    if known is None or (letter and known[0] != "day") or (letter and "X" in day):
        return None
    unit: Unit = "time" if letter else known[0]
    return End(core, unit, known[1], known[2], *QUALIFIERS[sign])


def _read_date(year: str, month: str, day: str) -> tuple[Unit, int, int] | None:
    """What is known of a date, and the first and last day that it may be; None where the calendar has no such."""
    if "X" in year:
        if month or year == "0000":
            return None
        low, high = max(1, int(year.replace("X", "0"))), int(year.replace("X", "9"))
        return "century" if year.endswith("XX") else "decade", _ordinal(low, 1, 1), _ordinal(high, 12, 31)
    number = int(year)
    if number == 0 or (month == "XX" and day not in ("", "XX")):
        return None
    if not month or month == "XX" or (not day and int(month) in SEASONS):
        unit: Unit = "year" if not month or month == "XX" else "season"
        return unit, _ordinal(number, 1, 1), _ordinal(number, 12, 31)
    if not 1 <= int(month) <= 12:
        return None
    length = monthrange(number, int(month))[1]
    if not day or day == "XX":
        return "month", _ordinal(number, int(month), 1), _ordinal(number, int(month), length)
    if not 1 <= int(day) <= length:
        return None
    exact = _ordinal(number, int(month), int(day))
    return "day", exact, exact


def _ordinal(year: int, month: int, day: int) -> int:
    return date(year, month, day).toordinal()


def advise_edtf(text: str) -> str:
    """What to write instead of a text that is no EDTF: what it seems to mean, or what is wrong with it."""
    if len(text) > LONGEST:
        return FORMS
    mended = _mended(" ".join(text.split()))
    if mended != text and (edtf := read_edtf(mended)):
        meaning = MEANINGS.get(print_edtf(edtf)[-1])
        return f"write {mended}" + (f" for {meaning} {edtf.end.unit}" if meaning else "")
    if fault := _fault_of_form(mended):
        return fault
    first, slash, last = mended.partition("/")
    for end in (first, last):
        if fault := _fault_of(end.rstrip("?~%")):
            return fault
    if slash and {first, last} <= {OPEN, UNKNOWN}:
        return "give at least one end of it"
    if slash and "T" in mended and (read_edtf(first) or read_edtf(last)):
        return "an interval has days and no times"
    if slash and read_edtf(first) and read_edtf(last):
        return f"it ends before it begins: write {last}/{first}"
    return FORMS


FORMS = "write YYYY-MM-DD, YYYY-MM or YYYY, or FROM/TO; then ? where it is uncertain, ~ approximate, % both"
MEANINGS = {"?": "an uncertain", "~": "an approximate", "%": "an uncertain and approximate"}
WEEK = re.compile(r"^([0-9]{4})-W([0-9]{2})$")  # ISO 8601 has them, EDTF has not
PART = r"[0-9]{4}(?:-[0-9]{1,2}){0,2}[?~%]?"
MENDED = (  # what people write, and how EDTF writes it
    (re.compile(r"[\u2010-\u2015\u2212]"), "-"),
    (re.compile(r"^([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})$"), r"\3-\2-\1"),
    (re.compile(r"^([0-9]{4})([./]?)([0-9]{2})\2([0-9]{2})$"), r"\1-\3-\4"),
    (re.compile(r"(?<=[0-9-])x|(?<=[Xx])x"), "X"),
    (re.compile(r"(?<=[0-9X]) ?\( ?([?~%]) ?\)$|(?<=[0-9X]) ([?~%])$"), r"\1\2"),
    (re.compile(r"(?<=[0-9X])([?~%])\1+"), r"\1"),
    (re.compile(r"(?<=[0-9X])(?:\?~|~\?)"), "%"),
    (re.compile(r"^([?~%]) ?(?=[0-9])(.+)$"), r"\2\1"),
    (re.compile(r"^(?:circa|ca|c|about|around|approx|approximately)\.? ?(?=[0-9])(.+)$", re.IGNORECASE), r"\1~"),
    (re.compile(r"^(?:perhaps|maybe|possibly|probably) (.+)$", re.IGNORECASE), r"\1?"),
    (re.compile(r"^(?:since|from) ([^ ]+)$", re.IGNORECASE), r"\1/.."),
    (re.compile(r"^(?:until|till|by) ([^ ]+)$", re.IGNORECASE), r"../\1"),
    (re.compile(rf"^(?:from )?({PART}) ?(?:/| - |-(?=[0-9]{{4}})| to |\.\.) ?({PART})$", re.IGNORECASE), r"\1/\2"),
    (re.compile(r"/ ?(?:open|now|present|ongoing|\.{3})$", re.IGNORECASE), "/.."),
    (re.compile(r"(?<=[0-9])-([0-9])(?![0-9])"), r"-0\1"),
    (re.compile(r"^([0-9]{3})0s$"), r"\1X"),
    (re.compile(r"(?<=[0-9])--(?=[0-9])"), "/"),
    (re.compile(r"(?<=/)unknown$|^unknown(?=/)", re.IGNORECASE), ""),
    (re.compile(r"^([0-9]{4})-?Q([1-4])$", re.IGNORECASE), lambda found: _quarter(found[1], int(found[2]))),
    (re.compile(r"^([0-9]{4})-3([3-6])$"), lambda found: _quarter(found[1], int(found[2]) - 2)),
    (re.compile(r"^([0-9]{4})-(2[5-9]|3[0-2])$"), lambda found: f"{found[1]}-{21 + (int(found[2]) - 25) % 4}"),
    (re.compile(r"^([0-9]{4})-([0-9]{2})/([0-9]{2})$"), r"\1-\2/\1-\3"),
    (re.compile(r"^([0-9]{4}-[0-9]{2})-([0-9]{2})/([0-9]{2})$"), r"\1-\2/\1-\3"),
    (re.compile(r"^([0-9-]{10})[T ]([0-9]{2}:[0-9]{2})(?=Z?$)"), r"\1T\2:00"),
    (re.compile(r"^([0-9-]{10}) (?=[0-9]{2}:[0-9]{2}:)"), r"\1T"),
    (re.compile(r"(?<=:[0-9]{2})[.,][0-9]+"), ""),
    (re.compile(r"^[?~%]?[0-9]{4}(?:[?~%]?-[?~%]?[0-9]{2}){1,2}[?~%]?$"), lambda found: _with_sign_behind(found[0])),
    (re.compile(r"^(?:([A-Za-z]{3,9})\.? ([0-9]{1,2}),?|(?:([0-9]{1,2}) )?([A-Za-z]{3,9})\.?,?) ([0-9]{4})$"),
     lambda found: _named(found[0], found[5], found[1] or found[4], found[2] or found[3] or "")),
)  # fmt: skip
NAMED_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
NUMBERED = re.compile(r"[0-9]{1,2}[./][0-9]{1,2}[./][0-9]{4}")


def _quarter(year: str, number: int) -> str:
    return f"{year}-{number * 3 - 2:02}/{year}-{number * 3:02}"


def _with_sign_behind(text: str) -> str:
    """A date of which parts are uncertain or approximate, which level 2 has, as one that is so as a whole."""
    flags = [QUALIFIERS[sign] for sign in text if sign in "?~%"]
    core = text.translate(dict.fromkeys(map(ord, "?~%")))
    return core + SIGNS[any(first for first, _ in flags), any(last for _, last in flags)]


def _named(text: str, year: str, name: str, day: str) -> str:
    """The day, month or season of a year; the text itself where the name is of none."""
    word = name.lower()
    if word in NAMED_SEASONS and not day:
        return f"{year}-{NAMED_SEASONS[word]}"
    month = next((number for number, one in enumerate(MONTHS, 1) if one.lower().startswith(word)), 0)
    return (f"{year}-{month:02}" + (f"-{int(day):02}" if day else "")) if month else text


def _mended(text: str) -> str:
    for pattern, written in MENDED:
        text = pattern.sub(written, text)
    return WEEK.sub(_days_of_week, text)


def _days_of_week(found: re.Match[str]) -> str:
    try:
        monday, sunday = (date.fromisocalendar(int(found[1]), int(found[2]), day) for day in (1, 7))
    except (ValueError, OverflowError):  # there is no such week
        return found[0]
    return f"{monday}/{sunday}"


def _fault_of_form(text: str) -> str:
    """What is wrong with what is EDTF of a level that is not read, or may be read in two ways."""
    if text[:1] in ("[", "{"):
        return "a list of dates is not read: write an event for each of them, or FROM/TO"
    if re.match(r"[Yy]?-?[0-9]{5}|Y|-[0-9]", text):
        return "years are 0001 to 9999"
    return "write the year, the month, then the day: YYYY-MM-DD" if NUMBERED.fullmatch(text) else ""


def _fault_of(date_text: str) -> str:
    """What the calendar has against a day or month, in words; empty where it is of another form."""
    found = DATE.fullmatch(date_text)
    if not found or "X" in date_text:
        return ""
    year, month = int(found[1]), int(found[2] or 0)
    if year == 0:
        return "years are 0001 to 9999"
    if found[2] and not 1 <= month <= 12 and month not in SEASONS:
        return "months are 01 to 12, and 21 to 24 are spring, summer, autumn and winter"
    if found[3] and month in SEASONS:
        return "a season has no days: write the season, or the day"
    if found[3] and _read_date(found[1], found[2], found[3]) is None:
        of = f" {year}" if month == 2 else ""
        return f"{MONTHS[month - 1]}{of} has {monthrange(year, month)[1]} days"
    return ""
