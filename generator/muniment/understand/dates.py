"""Finds time expressions: in the languages that have words and rules of time, and in figures in any language.

Values follow TIMEX3 (TimeML 1.2.1), intervals EDTF (ISO 8601-2). A rule is a pattern over a line of signs, one a word
(words/dates.en.rules.txt), and the name of a reading, which says what the words mean, or that they mean nothing.
"""

import re
from collections.abc import Callable

from muniment.model import DateMention, Findings
from muniment.understand import date_absolute as absolute
from muniment.understand import date_lengths as lengths
from muniment.understand import date_numeric as numeric
from muniment.understand import date_relative as relative
from muniment.understand import date_weekdays as weekdays
from muniment.understand.date_context import Expression, is_in
from muniment.understand.date_language import DateLanguage, date_language
from muniment.understand.date_look_alikes import is_before_our_era
from muniment.understand.date_meanings import Meaning
from muniment.understand.reading import Reading, sentence_at, surface

Reader = Callable[[Expression], Meaning | None]
READINGS: dict[str, Reader] = {
    "iso_time": numeric.iso_time,
    "iso_day": numeric.iso_day,
    "numeric_day": numeric.numeric_day,
    "short_day": numeric.short_day,
    "clock_with_day": lengths.clock,
    "hour_of_day": lengths.hour_of_day,
    "part_of_day": lengths.part_of_day,
    "part_alone": relative.part_alone,
    "day_range": absolute.day_range,
    "days_in_a_row": absolute.days_in_a_row,
    "month_day": absolute.month_day,
    "month_year": absolute.month_year,
    "relative_month": relative.relative_month,
    "season_of_year": absolute.season_of_year,
    "relative_season": relative.relative_season,
    "season_alone": relative.season_alone,
    "repeated": lengths.repeated,
    "weekday": weekdays.weekday,
    "weekday_of_month": weekdays.weekday_of_month,
    "near_day": relative.near_day,
    "day_before": relative.day_before,
    "age": lengths.age,
    "fraction": lengths.fraction,
    "hours_in_four_figures": lengths.hours_in_four_figures,
    "half_of_unit": relative.half_of_unit,
    "year_beside": relative.year_beside,
    "ago": relative.ago,
    "after": relative.after,
    "vaguely_ago": lengths.vaguely_ago,
    "span_beside": relative.span_beside,
    "relative_unit": relative.relative_unit,
    "unit_begun": relative.unit_begun,
    "century": absolute.century,
    "lengths_together": lengths.lengths_together,
    "duration": lengths.duration,
    "vague_duration": lengths.vague_duration,
    "decade": absolute.decade,
    "year_range": absolute.year_range,
    "year_alone": absolute.year_alone,
    "clock": lengths.clock,
    "reference": lengths.reference,
    "the_future": lengths.reference,
    "the_past": lengths.the_past,
    "month_alone": absolute.month_alone,
}
SINCE = re.compile(r"sh?\Z")
A_DAY = re.compile(r"\d{4}-\d\d-\d\d(?:T[A-Z]{2})?")


def find_dates(reading: Reading, found: Findings) -> tuple[DateMention, ...]:
    """Every time expression in text order, none within another.

    `value` is TIMEX3; `edtf` the interval of the calendar that it stands for, None where it stands
    for none or where the report's own date would be needed and is not known.
    """
    language = date_language(reading.language)
    signs = language.write_signs(reading)
    dates: list[DateMention] = []
    position = 0
    while opening := language.opening.search(signs, position):
        first = opening.start()
        match = language.pattern.match(signs, first)
        if not match:
            position = first + 1
            continue
        said = _day_said(reading, first, dates)
        number, last = match.lastindex or 0, match.end()
        meaning = None
        while True:
            name = language.rules[number - 1][0]
            expression = Expression(language, reading, signs, first, last, said, dates)
            meaning = READINGS[name](expression)
            further = None if meaning else _next_rule(language, signs, first, number)
            if not further:
                break
            number, last = further
        position = last if meaning else first + 1
        if meaning and meaning.value and not is_before_our_era(expression):
            dates.append(_mention(expression, meaning, _rule_of(meaning, name)))
    return tuple(dates)


def _rule_of(meaning: Meaning, name: str) -> str:
    """What the reading is called: another name where it left the day open than where it told the day."""
    rule = meaning.rule or name
    if meaning.value.endswith("_REF"):
        return "reference"
    is_open = meaning.edtf is None and meaning.type in ("DATE", "TIME")
    return f"{rule}-unknown" if is_open else rule


def _next_rule(language: DateLanguage, signs: str, first: int, number: int) -> tuple[int, int] | None:
    """The number of the next rule that fits the words from `first`, and where they end."""
    for place in range(number, len(language.rules)):
        match = language.rules[place][1].match(signs, first)
        if match:
            return place + 1, match.end()
    return None


def _day_said(reading: Reading, index: int, dates: list[DateMention]) -> str:
    """The day that the sentence of a word has named before it, or nothing: the report's own may be another."""
    day = A_DAY.match(dates[-1].value) if dates and dates[-1].type in ("DATE", "TIME") else None
    if not day:
        return ""
    begin, _ = sentence_at(reading, index)
    return day.group() if dates[-1].start >= reading.starts[begin] else ""


def _mention(expression: Expression, meaning: Meaning, rule: str) -> DateMention:
    reading, first, edtf = expression.reading, expression.first, meaning.edtf
    before = SINCE.search(expression.signs, max(0, first - 2), first)
    # Not from Monday to Friday, з 3 до 9 березня: what begins there also ends.
    is_open = expression.signs[expression.last : expression.last + 1] not in ("t", "v") and "/" not in meaning.value
    if before and is_open and meaning.type == "DATE" and edtf and _is_since(expression, before.start()):
        first, edtf, rule = before.start(), f"{edtf.partition('/')[0]}/..", f"since_{rule}"
    last = expression.last - (reading.words[expression.last - 1] == ",")
    start, end, words = surface(reading, first, last)
    return DateMention(start, end, words, meaning.type, meaning.value, edtf, rule=rule.replace("_", "-"))


def _is_since(expression: Expression, index: int) -> bool:
    return is_in(expression, "since", expression.reading.words[index].lower())
