"""Time expressions that count from the day of the report: yesterday, last week, days ago."""

import re
from calendar import monthrange
from datetime import date

from muniment.understand.date_context import (
    Expression,
    day_of,
    is_in,
    meaning_of,
    moved,
    number_of,
    word_at,
    word_with,
    words_with,
)
from muniment.understand.date_meanings import (
    DAY,
    EDTF_SEASONS,
    UNKNOWN_DAY,
    Meaning,
    between,
    month_after,
    month_of,
    on,
    week_of,
    weekend_of,
    whole_year,
)
from muniment.understand.number_words import value_of

RANGE = re.compile(r"[DNY][-~](?P<more>[DN])|[nDN](?P<joint>[t&])(?P<most>[nDN])")
SEVERAL = re.compile(r"a?n(?:[-&]?n)+")
MONTHS_AT_ONCE = {"M": 1, "Q": 3, "Y": 12, "DE": 120}
HALVES = {"Y": (6, "M"), "D": (12, "TH"), "TH": (30, "TM"), "TM": (30, "TS")}
SMALL = ("TS", "TM")  # units of which "the last" is no date: a last-minute change


def step_of(expression: Expression) -> int | None:
    """Which one: -1 last, 0 this, 1 next; None where the words say none of them."""
    meaning = meaning_of(expression, "r")
    return int(meaning) if meaning else None


def near_day(expression: Expression) -> Meaning | None:
    """Today, yesterday, tomorrow evening, this morning, last night, tonight."""
    word, part = word_with(expression, "U"), meaning_of(expression, "P")
    meaning = meaning_of(expression, "TU") or meaning_of(expression, "r")
    if word or part:
        part = part or "TNI"
    if not meaning:
        return Meaning("TIME", UNKNOWN_DAY.value + part, rule="part-alone") if word else None  # overnight
    if meaning == "1" and word_with(expression, "r"):
        return None  # the next morning follows something else than the report
    day = day_of(expression.reading.published)
    return part_of(moved(day, int(meaning)) if day else None, part)


def part_alone(expression: Expression) -> Meaning | None:
    """In the morning, at night: of the day that the sentence named before, if it did."""
    part = meaning_of(expression, "P")
    said = expression.said[:DAY]
    return Meaning("TIME", said + part, said) if said else Meaning("TIME", UNKNOWN_DAY.value + part)


def day_before(expression: Expression) -> Meaning | None:
    """The day before, напередодні: counted from the report; the day before something else is left alone."""
    reading = expression.reading
    if meaning_of(expression, "u") not in ("D", ""):
        return None
    following = word_at(reading, expression.last)
    if word_with(expression, "T"):
        steps = int(meaning_of(expression, "T")) - 1
    elif following[:1].isalnum() and not is_in(expression, "goes on", following):
        return None
    else:
        steps = -1
    day = day_of(reading.published)
    return on(moved(day, steps) if day else None)


def relative_month(expression: Expression) -> Meaning | None:
    """Last March, this September, next May."""
    month, anchor = int(meaning_of(expression, "MAm")), expression.reading.published
    step = step_of(expression)
    if step is None or not anchor or not anchor.month:
        return month_of(None, month)
    passed, to_come = month >= anchor.month, month <= anchor.month
    return month_of(anchor.year - passed if step < 0 else anchor.year + to_come if step > 0 else anchor.year, month)


def relative_season(expression: Expression) -> Meaning | None:
    """Last summer, this winter; a season without its year when the report has no date."""
    step = step_of(expression)
    if not word_with(expression, "S").islower() or step is None:  # the upcoming Winter Olympics
        return None
    season, anchor = meaning_of(expression, "S"), expression.reading.published
    if step != 0 or not anchor:  # which summer was the last depends on the hemisphere
        return Meaning("DATE", f"XXXX-{season}")
    return Meaning("DATE", f"{anchor.year:04d}-{season}", f"{anchor.year:04d}-{EDTF_SEASONS[season]}")


def season_alone(expression: Expression) -> Meaning | None:
    """In the summer, влітку: of which year, nobody says."""
    return Meaning("DATE", f"XXXX-{meaning_of(expression, 'S')}")


def relative_unit(expression: Expression) -> Meaning | None:
    """Last week, this month, next year, recent days."""
    word, unit, step = word_with(expression, "r"), meaning_of(expression, "u"), step_of(expression)
    anchor = expression.reading.published
    is_part = _is_last_part(expression)
    if step == -1 and (unit in SMALL or is_part):
        return None
    if is_in(expression, "plurals", word_with(expression, "u").lower()):
        return Meaning("DATE", "FUTURE_REF" if (step or 0) > 0 else "PAST_REF")
    is_touching = is_in(expression, "touching", word.lower()) or (step == -1 and unit == "DE")
    if is_touching:  # the past year is the twelve months before today
        return span_beside(expression)
    if step is None:
        return None
    if unit == "D":
        day = day_of(anchor)
        is_beside = is_in(expression, "beside a day", word.lower())
        return on(moved(day, step) if day else None) if is_beside else None
    return shifted(expression, unit, step)


def unit_begun(expression: Expression) -> Meaning | None:
    """Since the start of the year: of this one."""
    return None if (unit := meaning_of(expression, "u")) in (*SMALL, "D") else shifted(expression, unit, 0)


def _is_last_part(expression: Expression) -> bool:
    """The last week of the war, останній день березня: counted from something else than the report."""
    is_of = expression.signs[expression.last : expression.last + 1] in ("o", "M", "A")
    return is_of and is_in(expression, "last of several", word_with(expression, "r").lower())


def _is_lasting(expression: Expression) -> bool:
    """Whether it is said how long something lasts: it will last three days."""
    before = word_at(expression.reading, expression.first - 1).lower()
    return expression.signs[expression.first] == "r" and is_in(expression, "before lasting", before)


def year_beside(expression: Expression) -> Meaning | None:
    """Торік, цьогоріч: last year and this year in a word."""
    return shifted(expression, "Y", int(meaning_of(expression, "Q")))


def ago(expression: Expression) -> Meaning | None:
    """Two weeks ago, тиждень тому, in units as wide as the words are. A vague number lies just in the past, and
    so does "earlier", which counts from something else than the report."""
    if is_in(expression, "not ago", word_at(expression.reading, expression.last)) or is_sum(expression):
        return None
    if is_in(expression, "from something else", word_with(expression, "g").lower()):
        return Meaning("DATE", "PAST_REF")
    return _shifted_by(expression, _number_in(expression), -1)


def after(expression: Expression) -> Meaning | None:
    """Через два тижні: so far ahead of the report."""
    return _shifted_by(expression, _number_in(expression), 1)


def half_of_unit(expression: Expression) -> Meaning | None:
    """Half an hour; half a year ago, півроку тому, через півроку; when half of any other unit began, nobody says."""
    step = 1 if word_with(expression, "f") else -1 if word_with(expression, "g") else 0
    unit = meaning_of(expression, "u") or "Y"
    if not step:
        return Meaning("DURATION", duration_value(*HALVES.get(unit, (0.5, unit))))
    return _shifted_by(expression, None if word_with(expression, "xX") or unit != "Y" else 0.5, step)


def _shifted_by(expression: Expression, number: float | None, step: int) -> Meaning | None:
    """The day, month or year so far before or after the report's. Halves of years are counted in months."""
    unit = meaning_of(expression, "u") or "Y"
    if number is not None and number % 1 and unit == "Y":
        number, unit = number * MONTHS_AT_ONCE["Y"], "M"
    if number is None or number % 1:
        return Meaning("DATE", "PAST_REF" if step < 0 else "FUTURE_REF")
    return shifted(expression, unit, step * int(number))


def shifted(expression: Expression, unit: str, steps: int) -> Meaning | None:
    """The day, week, month or year that lies so many of them from the report's."""
    anchor, day = expression.reading.published, day_of(expression.reading.published)
    beyond = Meaning("DATE", "PAST_REF" if steps < 0 else "FUTURE_REF")  # the year 10000
    match unit:
        case "D":
            return on(moved(day, steps) if day else None)
        case "W":
            return week_of(moved(day, 7 * steps) if day else None)
        case "WE":
            return weekend_of(moved(day, 7 * steps) if day else None)
        case "M" | "Q" if anchor and anchor.month:
            year, month = month_after(anchor.year, anchor.month, steps * (3 if unit == "Q" else 1))
            if not 1 <= year <= 9999:
                return beyond
            return month_of(year, month) if unit == "M" else _quarter(year, month)
        case "Y" if anchor:
            return whole_year(anchor.year + steps) or beyond
        case "DE" if anchor and not 0 < anchor.year + 10 * steps <= 9999:
            return beyond
        case "DE" if anchor:
            decade = f"{anchor.year + 10 * steps:04d}"[:3]
            return Meaning("DATE", decade, f"{decade}X")
        case "M" | "Q" | "Y":
            return Meaning("DATE", {"M": "XXXX-XX", "Q": "XXXX-QX", "Y": "XXXX"}[unit])
    return beyond if steps < 0 else None


def _quarter(year: int, month: int) -> Meaning:
    first, whole = month - (month - 1) % 3, f"{year:04d}"
    return Meaning("DATE", f"{whole}-Q{(month + 2) // 3}", f"{whole}-{first:02d}/{whole}-{first + 2:02d}")


def span_beside(expression: Expression) -> Meaning | None:
    """The past two weeks, the next three months: a length of time that touches the report's day. Of "the next 2-3
    weeks" it is the longer."""
    if is_sum(expression) or _is_lasting(expression):
        return None
    unit, number, step = meaning_of(expression, "u"), _number_in(expression), step_of(expression)
    length = duration_value(number, unit)
    longest = RANGE.search(expression.signs, expression.first, expression.last)
    if longest and number_of_several(expression) is None:
        number = number_of(expression, [expression.reading.words[longest.end() - 1]])
    return Meaning("DURATION", length, _span(expression, number, unit, step or 0))


def still_to_come(expression: Expression, number: float | None, unit: str) -> str | None:
    """Another two weeks: the span from the report on, where something like "another" says so; else None."""
    words = expression.reading.words[expression.first : expression.last]
    is_to_come = any(is_in(expression, "still to come", word.lower()) for word in words)
    return _span(expression, number, unit, 1) if is_to_come else None


def _span(expression: Expression, number: float | None, unit: str, step: int) -> str | None:
    """The EDTF interval of so many units before or after the report's day."""
    day = day_of(expression.reading.published)
    if number is None or number % 1 or not step or not day or unit not in ("D", "W", "M", "Y", "DE"):
        return None
    other = _far_end(day, unit, int(number) * step)
    return between(*sorted((day, other))) if other else None


def _far_end(day: date, unit: str, steps: int) -> date | None:
    if unit in "DW":
        return moved(day, steps * (7 if unit == "W" else 1))
    year, month = month_after(day.year, day.month, steps * MONTHS_AT_ONCE[unit])
    return date(year, month, min(day.day, monthrange(year, month)[1])) if 1 <= year <= 9999 else None


def is_sum(expression: Expression) -> bool:
    """Whether "and" joins its numbers, as in one hundred and five: two numbers are those between which something is,
    or of which it is either."""
    found = RANGE.search(expression.signs, expression.first, expression.last)
    if not found or found["joint"] != "&" or number_of_several(expression) is not None:
        return False
    is_between = expression.signs[max(0, expression.first - 1) : expression.first] == "b"
    return not is_between and not is_in(expression, "either", expression.reading.words[found.start("joint")])


def number_of_several(expression: Expression) -> float | None:
    """One hundred and five: what several number words are as a whole; None where they are not one number, or the ends
    of "between one hundred and five"."""
    found = SEVERAL.search(expression.signs, expression.first, expression.last)
    if not found or expression.signs[max(0, expression.first - 1) : expression.first] == "b":
        return None
    return value_of(expression.reading.words[found.start() : found.end()])


def duration_value(number: float | None, unit: str) -> str:
    """An ISO 8601 length of time, with TIMEX3's X for a number that is not said."""
    factor, letter = {"DE": (10, "Y"), "CE": (100, "Y"), "Q": (3, "M"), "WE": (1, "WE")}.get(unit, (1, unit))
    if number is None:
        return f"PX{unit}" if unit in ("DE", "CE", "Q") else f"PTX{letter[1]}" if letter[0] == "T" else f"PX{letter}"
    amount = f"{number * factor:.6f}".rstrip("0").rstrip(".")
    return f"PT{amount}{letter[1]}" if letter[0] == "T" else f"P{amount}{letter}"


def _number_in(expression: Expression) -> float | None:
    """How many; one when no number is said, None when it is vague or a range."""
    if (several := number_of_several(expression)) is not None:
        return several
    numbers = words_with(expression, "anDNYq")
    has_half = expression.signs.find("H", expression.first, expression.last) >= 0  # two and a half years ago
    if has_half:
        numbers.pop()
    if RANGE.search(expression.signs, expression.first, expression.last):
        return None
    number = number_of(expression, numbers) if numbers else 1
    return number + 0.5 if number and has_half else number


def part_of(day: date | None, part: str) -> Meaning:
    """A day, or the part of it that is said."""
    whole = on(day) if day else UNKNOWN_DAY
    return Meaning("TIME", whole.value + part, whole.edtf) if part else whole
