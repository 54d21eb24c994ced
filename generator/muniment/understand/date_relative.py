"""Time expressions that count from the day of the report: weekdays, yesterday, last week, days ago."""

import re
from datetime import date

from muniment.model import changed
from muniment.understand.date_absolute import NUMBER_OF_MONTH
from muniment.understand.date_context import (
    Expression,
    day_of,
    direction_of,
    moved,
    word_at,
    word_with,
    words_with,
)
from muniment.understand.date_meanings import (
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
from muniment.understand.date_signs import DAY_PARTS, EDTF_SEASONS, SEASONS, UNITS, WEEKDAYS, number_of

RANGE = re.compile(r"[DNY]-[DN]")
NUMBER_OF_DAY = {day.lower(): number for number, day in enumerate(WEEKDAYS, 1)}
STEPS = {"last": -1, "past": -1, "previous": -1, "this": 0, "current": 0, "next": 1, "coming": 1, "upcoming": 1}
WORN_OUT = "Black Good Bloody Palm Easter Ash Cyber Super Holy Maundy Shrove Whit Giving".split()  # Good Friday
NAMED = frozenset("Times Mirror Telegraph Mail Post Express Herald School League World Club Night Market".split())
GOES_ON = frozenset("in at on near by from to and but as for after during when while because with".split())


def weekday(expression: Expression) -> Meaning | None:
    """Friday, last Friday, Friday night. The report's own day is that same day; otherwise the last
    one before it, unless the words speak of what is to come."""
    reading, name = expression.reading, word_with(expression, "W")
    if word_at(reading, expression.first - 1) in WORN_OUT or word_at(reading, expression.last) in NAMED:
        return None
    number, part = NUMBER_OF_DAY[name.lower()], word_with(expression, "P")
    day = day_of(reading.published)
    if not day:
        value = f"XXXX-WXX-{number}"
        return Meaning("TIME", value + DAY_PARTS[part.lower()]) if part else Meaning("DATE", value)
    back, ahead = (day.isoweekday() - number) % 7, (number - day.isoweekday()) % 7
    word = word_with(expression, "rF").lower()
    if word in ("last", "past", "previous"):
        steps = -(back or 7)
    elif word in ("next", "coming", "upcoming", "following"):
        steps = ahead or 7
    else:
        steps = ahead if direction_of(expression) > 0 else -back
    rule = "weekday-same-day" if steps == 0 else "weekday-before" if steps < 0 else "weekday-after"
    return changed(_part_of(moved(day, steps), part), rule=rule)


def near_day(expression: Expression) -> Meaning | None:
    """Today, yesterday, tomorrow evening, this morning, last night, tonight."""
    word = (word_with(expression, "T") or word_with(expression, "r") or "tonight").lower()
    steps = {"yesterday": -1, "last": -1, "tomorrow": 1, "today": 0, "this": 0, "tonight": 0}.get(word)
    if steps is None:
        return None
    day = day_of(expression.reading.published)
    part = "night" if word == "tonight" else word_with(expression, "P")
    return _part_of(moved(day, steps) if day else None, part)


def day_before(expression: Expression) -> Meaning | None:
    """The day before, counted from the report; the day before something else is left alone."""
    reading = expression.reading
    if word_with(expression, "u").lower() != "day":
        return None
    following = word_at(reading, expression.last)
    if word_with(expression, "T"):
        steps = {"yesterday": -2, "today": -1, "tomorrow": 0}[word_with(expression, "T").lower()]
    elif following[:1].isalnum() and following not in GOES_ON:
        return None
    else:
        steps = -1
    day = day_of(reading.published)
    return on(moved(day, steps) if day else None)


def relative_month(expression: Expression) -> Meaning | None:
    """Last March, this September, next May."""
    month, anchor = NUMBER_OF_MONTH[word_with(expression, "MAm").lower()], expression.reading.published
    step = STEPS.get(word_with(expression, "r").lower())
    if step is None or not anchor or not anchor.month:
        return month_of(None, month)
    passed, to_come = month >= anchor.month, month <= anchor.month
    return month_of(anchor.year - passed if step < 0 else anchor.year + to_come if step > 0 else anchor.year, month)


def relative_season(expression: Expression) -> Meaning | None:
    """Last summer, this winter; a season without its year when the report has no date."""
    name, word = word_with(expression, "S"), word_with(expression, "r").lower()
    if not name.islower() or word not in ("last", "this", "next"):  # the upcoming Winter Olympics
        return None
    season, anchor = SEASONS[name], expression.reading.published
    if word != "this" or not anchor:  # which summer was the last depends on the hemisphere
        return Meaning("DATE", f"XXXX-{season}")
    return Meaning("DATE", f"{anchor.year}-{season}", f"{anchor.year}-{EDTF_SEASONS[season]}")


def relative_unit(expression: Expression) -> Meaning | None:
    """Last week, this month, next year, recent days."""
    word, unit = word_with(expression, "r").lower(), word_with(expression, "u").lower()
    step, anchor = STEPS.get(word), expression.reading.published
    if word == "last" and unit in ("minute", "second"):
        return None  # a last-minute change
    if unit.endswith("s"):
        return Meaning("DATE", "FUTURE_REF" if (step or 0) > 0 else "PAST_REF")
    if word == "past":  # the past year is the twelve months before today
        return span_beside(expression)
    if step is None:
        return None
    if unit == "day":
        day = day_of(anchor)
        return on(moved(day, step) if day else None) if word in ("previous", "this") else None
    return shifted(expression, UNITS[unit], step)


def ago(expression: Expression) -> Meaning | None:
    """Two weeks ago, in units as wide as the words are. A vague number lies just in the past, and
    so does "earlier", which counts from something else than the report."""
    if word_at(expression.reading, expression.last) == "than":
        return None
    if word_with(expression, "g").lower() == "earlier":
        return Meaning("DATE", "PAST_REF")
    unit = UNITS[_singular(word_with(expression, "u"))]
    number = _number_in(expression)
    if number is None or number % 1:
        return Meaning("DATE", "PAST_REF")
    return shifted(expression, unit, -int(number))


def shifted(expression: Expression, unit: str, steps: int) -> Meaning | None:
    """The day, week, month or year that lies so many of them from the report's."""
    anchor, day = expression.reading.published, day_of(expression.reading.published)
    match unit:
        case "D":
            return on(moved(day, steps) if day else None)
        case "W":
            return week_of(moved(day, 7 * steps) if day else None)
        case "WE":
            return weekend_of(moved(day, 7 * steps) if day else None)
        case "M" | "Q" if anchor and anchor.month:
            year, month = month_after(anchor.year, anchor.month, steps * (3 if unit == "Q" else 1))
            return month_of(year, month) if unit == "M" else _quarter(year, month)
        case "Y" if anchor:
            return whole_year(anchor.year + steps) or Meaning("DATE", "PAST_REF")
        case "DE" if anchor and anchor.year + 10 * steps > 0:
            decade = f"{anchor.year + 10 * steps:04d}"[:3]
            return Meaning("DATE", decade, f"{decade}X")
        case "M" | "Q" | "Y":
            return Meaning("DATE", {"M": "XXXX-XX", "Q": "XXXX-QX", "Y": "XXXX"}[unit])
    return Meaning("DATE", "PAST_REF") if steps < 0 else None


def _quarter(year: int, month: int) -> Meaning:
    first = month - (month - 1) % 3
    return Meaning("DATE", f"{year}-Q{(month + 2) // 3}", f"{year}-{first:02d}/{year}-{first + 2:02d}")


def span_beside(expression: Expression) -> Meaning | None:
    """The past two weeks, the next three months: a length of time that touches the report's day."""
    unit, number = UNITS[_singular(word_with(expression, "u"))], _number_in(expression)
    length = duration_value(number, unit)
    step, day = STEPS.get(word_with(expression, "r").lower()), day_of(expression.reading.published)
    if number is None or number % 1 or not step or not day or unit not in ("D", "W", "M", "Y"):
        return Meaning("DURATION", length)
    other = _far_end(day, unit, int(number) * step)
    return Meaning("DURATION", length, between(*sorted((day, other))) if other else None)


def _far_end(day: date, unit: str, steps: int) -> date | None:
    if unit in "DW":
        return moved(day, steps * (7 if unit == "W" else 1))
    year, month = month_after(day.year, day.month, steps * (12 if unit == "Y" else 1))
    return date(year, month, min(day.day, 28)) if 1 <= year <= 9999 else None


def duration_value(number: float | None, unit: str) -> str:
    """An ISO 8601 length of time, with TIMEX3's X for a number that is not said."""
    factor, letter = {"DE": (10, "Y"), "CE": (100, "Y"), "Q": (3, "M"), "WE": (1, "WE")}.get(unit, (1, unit))
    if number is None:
        return f"PX{unit}" if unit in ("DE", "CE", "Q") else f"PTX{letter[1]}" if letter[0] == "T" else f"PX{letter}"
    amount = f"{number * factor:.10g}"
    return f"PT{amount}{letter[1]}" if letter[0] == "T" else f"P{amount}{letter}"


def _number_in(expression: Expression) -> float | None:
    """How many; one when no number is said, None when it is vague or a range."""
    numbers = words_with(expression, "anDNYq")
    if RANGE.search(expression.signs, expression.first, expression.last):
        return None
    return number_of(numbers) if numbers else 1


def _part_of(day: date | None, part: str) -> Meaning:
    whole = on(day) if day else UNKNOWN_DAY
    return Meaning("TIME", whole.value + DAY_PARTS[part.lower()], whole.edtf) if part else whole


def _singular(unit: str) -> str:
    lower = unit.lower()
    return "century" if lower == "centuries" else lower.removesuffix("s")
