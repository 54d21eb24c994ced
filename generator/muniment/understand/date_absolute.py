"""Time expressions that name a calendar day, month or year, and the times of day beside them."""

import re

from muniment.model import changed
from muniment.understand.date_context import (
    Expression,
    is_in,
    meaning_of,
    word_at,
    word_with,
    words_with,
)
from muniment.understand.date_figures import roman_number
from muniment.understand.date_look_alikes import is_count_for_year, is_no_year
from muniment.understand.date_meanings import EDTF_SEASONS, NO_DATE, Meaning, calendar_day, month_of, whole_year
from muniment.understand.date_said import LEFT_OPEN
from muniment.understand.date_years import YearRead, year_for
from muniment.understand.reading import opens_sentence

YEAR_BESIDE = re.compile(r"&(?:(?:[MA]|m\.?)D?|D(?:[MA]|m\.?)),?o?Y")


def month_day(expression: Expression) -> Meaning | None:
    """September 16, 16 September 2022, Friday, Sept. 16, today, September 16."""
    if _is_clock(expression) or is_count_for_year(expression):
        return None
    month, day = _month(expression), int(re.sub(r"\D+", "", word_with(expression, "D")))
    if year := word_with(expression, "Y") or _year_beside(expression):
        found = calendar_day(int(year), month, day)
        return changed(found, rule="day-month-year") if found else NO_DATE
    following = word_at(expression.reading, expression.last).lower()
    if is_in(expression, "events", following):
        return calendar_day(None, month, day)
    read = year_for(expression, month, day)
    return _with_rule("month-day", read, calendar_day(read.year, month, day)) or NO_DATE


def day_range(expression: Expression) -> Meaning | None:
    """September 16-18, 16 to 18 September 2022: an interval of days."""
    first, last = _days(expression)[:2]
    return _from_day_to_day(expression, first, last) if first < last else None


def days_in_a_row(expression: Expression) -> Meaning | None:
    """7, 8 and 9 April: an interval of days, when none between them is left out."""
    days = _days(expression)
    is_one_of_them = any(is_in(expression, "either", word) for word in words_with(expression, "&"))
    if is_one_of_them or days != [*range(days[0], days[-1] + 1)]:
        return None
    found = _from_day_to_day(expression, days[0], days[-1])
    return changed(found, rule="day-range") if found else None


def _days(expression: Expression) -> list[int]:
    return [int(re.sub(r"\D+", "", word)) for word in words_with(expression, "D")]


def _from_day_to_day(expression: Expression, first: int, last: int) -> Meaning | None:
    month, year = _month(expression), word_with(expression, "Y")
    known = int(year) if year else year_for(expression, month, first).year
    start, end = calendar_day(known, month, first), calendar_day(known, month, last)
    if not start or not end:
        return None
    return Meaning("DATE", f"{start.value}/{end.value}", f"{start.edtf}/{end.edtf}" if start.edtf else None)


def month_year(expression: Expression) -> Meaning | None:
    """September 2022, Sept. 2022, late September of 2022."""
    return month_of(int(word_with(expression, "Y")), _month(expression))


def month_alone(expression: Expression) -> Meaning | None:
    """September; which one, the report's date and the words around it tell."""
    month = _month(expression)
    if _is_name(expression):
        return None
    if year := _year_beside(expression):
        return changed(month_of(int(year), month), rule="month-year")
    read = year_for(expression, month)
    return _with_rule("month-alone", read, month_of(read.year, month))


def _is_name(expression: Expression) -> bool:
    """With a capital within a sentence, in languages that write months small: Пан Липень."""
    reading, first = expression.reading, expression.first
    before = word_at(reading, first - 1)
    is_within = not opens_sentence(reading, first) and (before[:1].isalnum() or before == ",")
    return is_within and is_in(expression, "written small", "months") and reading.words[first][:1].isupper()


def season_of_year(expression: Expression) -> Meaning | None:
    """summer 2022; EDTF knows seasons without saying which hemisphere's."""
    season, year = meaning_of(expression, "S"), word_with(expression, "Y")
    return Meaning("DATE", f"{year}-{season}", f"{year}-{EDTF_SEASONS[season]}")


def year_alone(expression: Expression) -> Meaning | None:
    """2022, when nothing makes it a count, an amount, an identifier or a part of a name."""
    if unit := word_with(expression, "u"):  # 2022 року, but 1430 годин, 2000 років
        is_year = meaning_of(expression, "u") == "Y" and not is_in(expression, "plurals", unit)
        return whole_year(int(word_with(expression, "Y"))) if is_year else None
    return None if is_no_year(expression) else whole_year(int(word_with(expression, "Y")))


def year_range(expression: Expression) -> Meaning | None:
    """2014-2016, 2021-22: an interval of years (ISO 8601)."""
    first, last = words_with(expression, "YDN")[:2]
    if len(last) == 2:
        if int(last) <= 12 and len(last) == 2 and last[0] in "01" and int(last) != int(first[2:]) + 1:
            return month_of(int(first), int(last)) if int(last) else None
        last = first[:2] + last
    if len(last) != 4 or int(first) >= int(last):
        return None
    return Meaning("DATE", f"{first}/{last}", f"{first}/{last}")


def decade(expression: Expression) -> Meaning | None:
    """The 1990s, 1990-х, 90-ті роки: TIMEX3 199, EDTF 199X."""
    digits = (word_with(expression, "K") or f"{word_with(expression, 'YN')}s")[:-2]
    if len(digits) == 3:
        return Meaning("DATE", digits, f"{digits}X")
    is_led = word_at(expression.reading, expression.first - 1) in ("'", "’") or word_with(expression, "Z") != ""
    return Meaning("DATE", f"19{digits}", f"19{digits}X") if is_led and digits > "1" else None


def century(expression: Expression) -> Meaning | None:
    """The 19th century, ХІХ століття: TIMEX3 18, EDTF 18XX."""
    number, roman = word_with(expression, "DO"), word_with(expression, "L")
    is_plain = number.isdigit() and not word_with(expression, "z")
    if meaning_of(expression, "u") != "CE" or is_plain:
        return None
    before = (roman_number(roman) if roman else int(re.sub(r"\D+", "", number))) - 1
    return Meaning("DATE", f"{before:02d}", f"{before:02d}XX") if 0 <= before < 22 else None


def _year_beside(expression: Expression) -> str:
    """The year that stands with a second month or day: March and June 2022."""
    match = YEAR_BESIDE.match(expression.signs, expression.last)
    return expression.reading.words[match.end() - 1] if match else ""


def _with_rule(rule: str, read: YearRead, found: Meaning | None) -> Meaning | None:
    """What was found, with what its year was read from."""
    return changed(found, rule=f"{rule}{read.by}") if found and (read.year or read.by == LEFT_OPEN) else found


def _is_clock(expression: Expression) -> bool:
    """Whether what looks like a day is an hour: in March 7:35, but not "March 7: 35 dead"."""
    reading, last = expression.reading, expression.last
    is_day = expression.signs[last - 1] == "D" and word_at(reading, last) == ":"
    return is_day and word_at(reading, last + 1)[:1].isdigit() and reading.ends[last] == reading.starts[last + 1]


def _month(expression: Expression) -> int:
    return int(meaning_of(expression, "MAm"))
