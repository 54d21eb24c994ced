"""Finds time expressions in English, and calendar days written in figures in any language.

Values follow TIMEX3 (TimeML 1.2.1), intervals EDTF (ISO 8601-2). A rule is a pattern over the line
of signs (date_signs.py) and a function that says what it means; the first rule that fits wins.
"""

import re
from collections.abc import Callable

from muniment.model import DateMention, Findings
from muniment.understand import date_absolute as absolute
from muniment.understand import date_lengths as lengths
from muniment.understand import date_relative as relative
from muniment.understand.date_context import Expression
from muniment.understand.date_meanings import Meaning
from muniment.understand.date_signs import SIGNS, sign_of_number
from muniment.understand.reading import Reading, signs_of, surface

Reader = Callable[[Expression], Meaning | None]

MONTH = r"(?:[MA]|m\.?)"
YEAR = r"(?:,?o?Y)?"
WHICH = r"(?:h?e[-o]?h?)"  # early, mid-, the end of the
NUMBER = r"(?:n-?n|a?qo?|[naDNY](?:-[DN])?)"
MORE = r"(?:@x|xt|[xX]){0,3}"  # at least, up to, another, over
CLOCK = r"(?:[DN]:[DNj](?::[DN])?k?z{0,2}|Dkz{0,2}|jz{0,2})"
DAY = rf"(?:(?:[Ww]\.?,?)?(?:{MONTH}D(?!:)|h?Do?{MONTH}){YEAR}|W|T)"

SINCE = re.compile(r"sh?\Z")
OPENING = "YGDNOWwTMAmrhFSEUnaqx@XdKecpujH"  # only with these does any rule begin: the rest is passed over

FIGURES: tuple[tuple[str, str, Reader], ...] = (
    ("iso_day", r"Y-D-D(?!-)|Y/D/D(?!/)", absolute.iso_day),
    ("numeric_day", r"G|D/D/Y|D-D-Y(?!-)", absolute.numeric_day),
)
ENGLISH: tuple[tuple[str, str, Reader], ...] = (
    ("clock_with_day", rf"{CLOCK}[i,@]?{DAY}|{DAY},?[@i,]{CLOCK}", lengths.clock),
    ("day_range", rf"{MONTH}D[-~t]D(?![:,]?[DN-]|%){YEAR}|D[-~t]Do?{MONTH}{YEAR}", absolute.day_range),
    ("month_day", rf"(?:[Ww]\.?,?|T,?)?(?:{MONTH}D{YEAR}(?![:/%]|-[DNY])|h?Do?{MONTH}{YEAR})", absolute.month_day),
    ("month_year", rf"{WHICH}?{MONTH},?o?Y", absolute.month_year),
    ("relative_month", r"h?r[MA](?!D|,?Y)", relative.relative_month),
    ("season_of_year", r"[hre]{0,2}So?Y", absolute.season_of_year),
    ("relative_season", r"rS", relative.relative_season),
    ("every", rf"E(?:{NUMBER})?u|E[PW]", lengths.repeated),
    ("weekday", r"(?:h?r|hF)?WP?", relative.weekday),
    ("near_day", r"TP|rP|T|U", relative.near_day),
    ("day_before", r"huBT?", relative.day_before),
    ("age", rf"{NUMBER}-?u-?l", lengths.nothing),
    ("ago", rf"{MORE}{NUMBER}u(?=g)g", relative.ago),
    ("vaguely_ago", r"ug", lengths.recently),
    ("span_beside", rf"h?r{NUMBER}u", relative.span_beside),
    ("relative_unit", rf"{WHICH}?h?ru", relative.relative_unit),
    ("century", r"h?(?:e-?)?[DO]-?u", absolute.century),
    ("duration", rf"{MORE}{NUMBER}(?:&aH)?x?-?u(?:&aH)?", lengths.duration),
    ("vague_duration", r"(?<=y)u", lengths.vague_duration),
    ("daily", r"d", lengths.repeated),
    ("decade", rf"{WHICH}?h?K", absolute.decade),
    ("year_range", r"Y[-~](?:Y|[DN](?!-))", absolute.year_range),
    ("year", rf"{WHICH}?Y(?!%)", absolute.year_alone),
    (
        "clock",
        r"Dkz{0,2}|(?<!:)jz{0,2}|[DN]:(?:j|[DN](?::[DN])?(?:k|z))z{0,2}|(?<=[@vfb])[DN]:[DN](?!:)",
        lengths.clock,
    ),
    ("present", r"c", lengths.present),
    ("recently", r"p", lengths.recently),
    (
        "month",
        rf"{WHICH}?(?<!D)M(?!,?o?Y)|{WHICH}A(?!D)|(?<=[isfvo@yBX])A|(?<=[MA][&t])A|A(?='|[&t-][MA])",
        absolute.month_alone,
    ),
)


def _compiled(rules: tuple[tuple[str, str, Reader], ...]) -> tuple[re.Pattern[str], dict[str, Reader]]:
    pattern = "|".join(f"(?P<{name}>{signs})" for name, signs, _ in rules)
    return re.compile(f"(?=[{OPENING}])(?:{pattern})"), {name: read for name, _, read in rules}


IN_ENGLISH = _compiled(FIGURES + ENGLISH)
IN_ANY_LANGUAGE = _compiled(FIGURES)


def find_dates(reading: Reading, found: Findings) -> tuple[DateMention, ...]:
    """Every time expression in text order, none within another.

    `value` is TIMEX3; `edtf` the interval of the calendar that it stands for, None where it stands
    for none or where the report's own date would be needed and is not known.
    """
    signs = signs_of(reading.words, SIGNS, sign_of_number)
    pattern, readers = IN_ENGLISH if reading.language in ("en", "") else IN_ANY_LANGUAGE
    dates = []
    position = 0
    while match := pattern.search(signs, position):
        position = match.end()
        expression = Expression(reading, signs, match.start(), match.end())
        if meaning := readers[match.lastgroup or ""](expression):
            if meaning.value:
                dates.append(_mention(expression, meaning, meaning.rule or match.lastgroup or ""))
        elif match.end() - match.start() > 1:  # a shorter one may begin within it
            position = match.start() + 1
    return tuple(dates)


def _mention(expression: Expression, meaning: Meaning, rule: str) -> DateMention:
    reading, first, edtf = expression.reading, expression.first, meaning.edtf
    before = SINCE.search(expression.signs, max(0, first - 2), first)
    if before and edtf and meaning.type == "DATE":  # since March
        first, edtf, rule = before.start(), f"{edtf.partition('/')[0]}/..", f"since_{rule}"
    last = expression.last - (reading.words[expression.last - 1] == ",")
    start, end, words = surface(reading, first, last)
    return DateMention(start, end, words, meaning.type, meaning.value, edtf, rule=rule.replace("_", "-"))
