"""The year that the words before a day or a month have named, which its own year then is, or may be."""

from bisect import bisect_left, bisect_right

from muniment.model import DateMention, Record
from muniment.understand.date_context import Expression, is_in, word_at
from muniment.understand.reading import sentence_at

MOST_LOOKED_AT = 8  # dates before, so that a sentence of very many costs no more
WRITTEN = frozenset(
    "year-alone month-year day-month-year iso-day year-range season-of-year "
    "month-day-by-year month-alone-by-year".split()
)
COUNTED = frozenset(("relative-unit", "year-beside"))  # last year
BY_SAID, LEFT_OPEN = "-by-said", "-torn"  # how the names of rules end, of what is read here and of what is left open
YEAR = 4  # figures
TO_YEAR = ("i", "s", "f", "v", "t", "b")  # signs of "in", "since", "from", "until", "to" and "between"
REPORTED_WITHIN = 3  # said on September 16
OF_REPORT = ("weekday", "near-day")  # rules of what counts from the report's day, which a sentence then is back at


class YearSaid(Record, frozen=True):
    """A year, 0 where that was left open; whether what comes after it in its sentence is of it: "In 2014, ..."."""

    year: int
    is_frame: bool


def year_said(expression: Expression) -> YearSaid | None:
    """The year that was named last, in the sentence of an expression or in the one before it."""
    begin, _ = sentence_at(expression.reading, expression.first)
    earliest, _ = sentence_at(expression.reading, max(0, begin - 1))
    starts, is_back = expression.reading.starts, False
    for mention in reversed(expression.before[-MOST_LOOKED_AT:]):
        if mention.start < starts[earliest]:
            break
        is_back = is_back or mention.value == "PRESENT_REF" or mention.rule.startswith(OF_REPORT)
        if said := _year_of(expression, mention, begin):
            return YearSaid(said.year, said.is_frame and not is_back)
    return None


def _year_of(expression: Expression, mention: DateMention, begin: int) -> YearSaid | None:
    reading, rule = expression.reading, mention.rule.removeprefix("since-")
    is_here = mention.start >= reading.starts[begin]
    if rule.endswith(f"{LEFT_OPEN}-unknown"):
        return YearSaid(0, is_frame=False)
    if rule.endswith(BY_SAID):
        return YearSaid(int(mention.value[:YEAR]), is_frame=is_here)
    if rule not in WRITTEN | COUNTED:
        return None
    first = bisect_right(reading.starts, mention.start) - 1
    is_year = len(mention.value) == YEAR and mention.value.isdigit() and rule == mention.rule
    if is_here and is_year and _opens(expression, mention, first, begin):
        return YearSaid(int(mention.value), is_frame=True)
    if rule in COUNTED or (not is_here and not _is_past_event(expression, mention, first)):
        return None
    return YearSaid(int(mention.value[:YEAR]), is_frame=False)


def _opens(expression: Expression, mention: DateMention, first: int, begin: int) -> bool:
    """Whether the sentence, from the word `begin` on, opens with it, not with "in 2014 and in" or "last year's", and no
    semicolon ends what it is said of."""
    reading = expression.reading
    if expression.signs[bisect_left(reading.starts, mention.end)] in ("&", "'"):
        return False
    is_first = first == begin or (first == begin + 1 and expression.signs[begin] == "i")
    return is_first and ";" not in reading.prose[mention.end : reading.starts[expression.first]]


def _is_past_event(expression: Expression, mention: DateMention, first: int) -> bool:
    """It began in 2014; but "more than 2021's record" tells of nothing, and the report's own year is no other."""
    anchor, is_led = expression.reading.published, expression.signs[max(0, first - 1) : first] in TO_YEAR
    is_other = anchor is None or mention.value[:YEAR] != f"{anchor.year:04d}"
    return is_other and (is_led or mention.rule != "year-alone")


def is_reported(expression: Expression) -> bool:
    """He said on September 16: when it was said is told by the report's day, whatever it was said of."""
    before = range(max(0, expression.first - REPORTED_WITHIN), expression.first)
    return any(is_in(expression, "reporting", word_at(expression.reading, index).lower()) for index in before)
