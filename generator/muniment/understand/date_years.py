"""Which year a day or a month without one is of: the report's date and the words around it tell, or nobody does."""

import re
from collections.abc import Mapping
from datetime import date

from muniment.model import Record, changed
from muniment.understand.date_context import (
    AHEAD,
    PAST,
    PERHAPS_AHEAD,
    PERHAPS_PAST,
    TORN,
    UNSAID,
    Expression,
    direction_of,
    is_in,
    meaning_of,
    word_with,
)
from muniment.understand.date_said import BY_SAID, LEFT_OPEN, is_reported, year_said
from muniment.understand.reading import Anchor

LONG_PAST = 60  # days; what lies ahead cannot have been this long ago
# By direction, how many days ahead of the report a day is still taken for the one that is meant, rather than the last
# one before, and up to how many days it might be meant, so that neither is said. "The vote announced for 20 September"
# is near even where the words speak of the past.
WINDOWS: Mapping[int, tuple[int, int]] = {
    PERHAPS_AHEAD: (150, 150),
    UNSAID: (45, 90),
    TORN: (14, 150),
    PERHAPS_PAST: (14, 45),
    PAST: (14, 14),
}
PART = r"(?:@x|[hei]{0,2})(?:[Ww]\.?,?)?(?P<part>(?:[MA]|m\.?)D?|Do?(?:[MA]|m\.?))"
NEXT = re.compile(rf"(?P<joint>[t~v&-]){PART}(?P<year>,?o?Y)?")
PREVIOUS = re.compile(rf"{PART}(?P<year>,?o?Y(?:u|k\.?)?)?(?P<joint>[t~v&-])[hei]{{0,2}}\Z")
BEFORE_YEAR = re.compile(r"(?P<which>r)(?P<unit>u),?i?\Z|(?P<word>Q),?i?\Z")
OF_YEAR = re.compile(r",?o?h?(?:(?P<which>r)(?P<unit>u)|(?P<word>Q))")
IN_YEAR = re.compile(r",?iY")  # in April, in 2014
OF_ANOTHER = re.compile(r",?o?h?.(?P<unit>u)")
RECENT = 14  # days before the report in which a day is a recent one, whatever year was named before
LONGEST_PART = 12  # signs of a day, its weekday and its year


class Other(Record, frozen=True):
    """The other end of "from one day to another": month, day or 0, year or 0, and the words of both from `first` up to,
    without, `last`."""

    month: int
    day: int
    year: int
    first: int
    last: int


class YearRead(Record, frozen=True):
    """A year, None where it is not certain, and what it was read from, as the name of a rule ends: nothing where that
    is the report's day."""

    year: int | None
    by: str = ""


def year_for(expression: Expression, month: int, day: int = 0) -> YearRead:
    """The year of a day or, without a day, of a month that the text gives no year.

    What is said beside it chooses it, then a weekday, the other end of an interval, the words of the sentence.
    """
    if (beside := _year_beside(expression)) is not None:
        return YearRead(beside, "-by-year")
    if _is_of_another(expression) or IN_YEAR.match(expression.signs, expression.last):
        return YearRead(None, LEFT_OPEN)
    weekday = meaning_of(expression, "Ww")
    if weekday and day:
        return YearRead(_year_with_weekday(expression, month, day, int(weekday)), "-by-weekday")
    if later := _later(expression):
        last = later.year or _year_within(expression, later, later.month, later.day)
        is_before = (month, day) > (later.month, later.day or day)
        return YearRead(last - is_before if last else None, "-by-interval" if later.year else "")
    if earlier := _earlier(expression):
        is_next = (earlier.month, earlier.day) > (month, day or earlier.day)
        if earlier.year:
            return YearRead(earlier.year + is_next, "-by-interval")
        return YearRead(_year_within(expression, earlier, month, day))
    return _year_told(expression, month, day, direction_of(expression))


def _year_told(expression: Expression, month: int, day: int, direction: int) -> YearRead:
    """The year that the report's day tells, unless words before name another: "In 2014, the town was taken in April"
    is of that year, and "It began in 2014. In March it ended" perhaps."""
    anchor, said = expression.reading.published, year_said(expression)
    told = _year_of(anchor, month, day, direction)
    if not said or said.year == told:
        return YearRead(told)
    is_ahead = direction in (AHEAD, PERHAPS_AHEAD) and anchor is not None and said.year < anchor.year
    if said.is_frame:
        return YearRead(None, LEFT_OPEN) if is_ahead or is_reported(expression) else YearRead(said.year, BY_SAID)
    is_later = anchor is not None and said.year > anchor.year
    if told is None or is_ahead or is_later or is_reported(expression) or _is_recent(anchor, told, month, day):
        return YearRead(told)
    return YearRead(None, LEFT_OPEN)


def _is_recent(anchor: Anchor | None, year: int, month: int, day: int) -> bool:
    days = _distance(anchor, year, month, day) if anchor and anchor.day and day else None
    return days is not None and -RECENT <= days <= 0


def _year_beside(expression: Expression) -> int | None:
    """August of last year, October this year, last year in August."""
    signs, anchor = expression.signs, expression.reading.published
    found = OF_YEAR.match(signs, expression.last)
    start = 0
    if not found:
        start = max(0, expression.first - LONGEST_PART)
        found = BEFORE_YEAR.search(signs[start : expression.first])
    if not found or not anchor:
        return None
    words, meanings = expression.reading.words, expression.language.meanings
    if found["word"]:
        return anchor.year + int(meanings[words[start + found.start("word")]])
    step = meanings.get(words[start + found.start("which")])
    return anchor.year + int(step) if step and meanings.get(words[start + found.start("unit")]) == "Y" else None


def _is_of_another(expression: Expression) -> bool:
    """In May that year, in May of the following year."""
    found = OF_ANOTHER.match(expression.signs, expression.last)
    if not found:
        return False
    words, unit = expression.reading.words, found.start("unit")
    is_year = expression.language.meanings.get(words[unit]) == "Y"
    return is_year and is_in(expression, "another year", words[unit - 1].lower())


def _year_within(expression: Expression, other: Other, month: int, day: int) -> int | None:
    is_opened = expression.signs[max(0, other.first - 1) : other.first] in ("f", "s")  # from, since
    whole = changed(expression, first=other.first - is_opened, last=other.last)
    read = _year_told(whole, month, day, direction_of(whole))
    months = [int(meaning_of(expression, "MAm")), other.month]
    is_later = other.last > expression.last  # the other end
    wraps = months[not is_later] > months[is_later]
    return None if read.by and wraps else read.year  # in 2014, from November to February


def _later(expression: Expression) -> Other | None:
    """The day or month up to which it goes on: from March 5 to March 30."""
    found = NEXT.match(expression.signs, expression.last)
    is_between = expression.signs[max(0, expression.first - 1) : expression.first] == "b"
    if not found or (found["joint"] == "&" and not is_between):
        return None
    return _other(expression, found, 0, expression.first, found.end("part"))


def _earlier(expression: Expression) -> Other | None:
    """The day or month from which it went on."""
    start = max(0, expression.first - LONGEST_PART)
    found = PREVIOUS.search(expression.signs[start : expression.first])
    if not found:
        return None
    first = start + found.start()
    if found["joint"] == "&" and expression.signs[max(0, first - 1) : first] != "b":
        return None
    return _other(expression, found, start, first, expression.last)


def _other(expression: Expression, found: re.Match[str], start: int, first: int, last: int) -> Other:
    part = changed(expression, first=start + found.start("part"), last=start + found.end("part"))
    day = word_with(part, "D")
    year = word_with(changed(part, first=start + found.start("year"), last=start + found.end("year")), "Y")
    return Other(int(meaning_of(part, "MAm")), int(re.sub(r"\D+", "", day) or 0), int(year or 0), first, last)


def _year_with_weekday(expression: Expression, month: int, day: int, weekday: int) -> int | None:
    """The year near the report in which the day is that weekday: at most one of three is."""
    anchor, direction = expression.reading.published, direction_of(expression)
    for days, year in _distances(anchor, month, day):
        is_against = (direction == AHEAD and days < -LONG_PAST) or (direction == PAST and days > WINDOWS[PAST][0])
        if not is_against and date(year, month, day).isoweekday() == weekday:
            return year
    return None


def _year_of(anchor: Anchor | None, month: int, day: int, direction: int) -> int | None:
    """The last one before the report, or within some days after it, unless the words speak of what is to come. None
    when the report is not dated to the month, no such day exists, or neither is certain."""
    distances = _distances(anchor, month, day)
    if direction == AHEAD:
        return next((year for days, year in distances if days >= -LONG_PAST), None)
    sure, perhaps = WINDOWS[direction]
    if any(sure < days <= perhaps for days, _ in distances):
        return None
    return next((year for days, year in reversed(distances) if days <= sure), None)


def _distances(anchor: Anchor | None, month: int, day: int) -> list[tuple[int, int]]:
    """Days from the report to that day in the years near it, the earliest first, each with its year."""
    if not anchor or not anchor.month:
        return []
    years = (anchor.year - 1, anchor.year, anchor.year + 1)
    return [(days, year) for year in years if (days := _distance(anchor, year, month, day)) is not None]


def _distance(anchor: Anchor, year: int, month: int, day: int) -> int | None:
    """Days from the report to that day; by whole months when either has no day."""
    try:
        if day and anchor.day:
            return (date(year, month, day) - date(anchor.year, anchor.month, anchor.day)).days
        return ((date(year, month, day or 1).year - anchor.year) * 12 + month - anchor.month) * 30
    except ValueError:  # 31 April, year 0
        return None
