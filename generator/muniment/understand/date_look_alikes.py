"""What speaks against four figures being a year: a count, a measure, an address, the number of a page."""

from muniment.model import changed
from muniment.understand.date_context import Expression, is_in, word_at, word_with
from muniment.understand.reading import Reading, opens_sentence

OLDEST_PLAIN_YEAR = 1800  # a bare number below this needs "in" or "since" before it
AMOUNT_MARKS = ("$", "€", "£", "#", "№", "+", "-", "/", "_", "=")
UNIT_MARKS = ("%", "°", "/", "_", "=")
# The number of a house stands before a street: 1800 F Street, 2700 N.
STREETS = frozenset(
    "Street St Avenue Ave Road Rd Boulevard Blvd Drive Lane Ln Parkway Pkwy Highway Hwy Terrace Way NW NE SW SE".split()
)
QUARTERS = frozenset("NSEW")
SHORT = 3  # letters up to which an ending says nothing
LONGEST_STREET = 5  # words from the number of a house to the kind of its street
DECADE, CENTURY = 10, 100
LATEST_YEAR = 2040  # up to which a number is a likely year where the report's own is not known
ERA_WORDS = (1, 3, 5)  # BC, до нашої ери, до н. е.
NEAR_YEARS = 10  # as far from the report four figures before people are a year: "On May 5, 2022 people died"


def is_no_year(expression: Expression) -> bool:
    """Whether the words beside a number that may be a year say that it is none."""
    reading = expression.reading
    before, following = word_at(reading, expression.first - 1), word_at(reading, expression.last)
    is_led = expression.last - expression.first > 1  # late 1999
    has_company = is_led or is_in(expression, "before a year", before.lower())
    is_firm = is_led or is_in(expression, "firmly before a year", before.lower())
    year = int(word_with(expression, "Y"))
    return (
        before in AMOUNT_MARKS
        or following in UNIT_MARKS
        or (year < OLDEST_PLAIN_YEAR and not has_company)
        or _is_numbered(expression)
        or _is_joined(expression)
        or (not is_firm and after_street(reading, expression.last) > 0)
        or is_in(expression, "block", following)
        or (not is_led and _is_in_name(expression, has_company))
        or is_in(expression, "counts of", word_at(reading, expression.first - 2).lower() if before == "of" else "")
        or (not is_firm and _noun_counted(expression, 1 if has_company or year % CENTURY else 3) > 0)
        or (is_firm and not is_led and _is_counted_in(expression, year))
        or _is_in_counted_range(expression)
    )


def is_count_for_year(expression: Expression) -> bool:
    """On March 16, 1500 people fled: what stands in the place of the day's year is a count."""
    word, anchor = word_with(expression, "Y"), expression.reading.published
    if not word or word_with(expression, "u"):  # 2022 року
        return False
    year = int(word)
    if expression.signs[expression.last : expression.last + 1] != "%":
        return year < OLDEST_PLAIN_YEAR and _noun_counted(expression, 1) > 0
    return abs(year - anchor.year) > NEAR_YEARS if anchor else year % CENTURY == 0 or year < OLDEST_PLAIN_YEAR


def _is_in_name(expression: Expression, has_company: bool) -> bool:
    """The 2026 Grammy Awards, the 2022 Emmys, the Summit 2016; but in 2008 Wall Street collapsed, the 2003 Iraq war,
    the 2014 Maidan massacre."""
    reading, index = expression.reading, expression.last
    before = word_at(reading, expression.first - 1)
    is_article = is_in(expression, "articles", before.lower())
    if before[:1].isupper() and len(before) > 1 and not has_company and not is_article:
        return not opens_sentence(reading, expression.first - 1) and expression.signs[expression.first - 1] == " "
    if has_company and not is_article:
        return False
    while word_at(reading, index)[:1].isupper():
        index += 1
    capitals, following = index - expression.last, word_at(reading, index)
    goes_on = following[:1].isalpha() and not is_in(expression, "not qualifying", following)
    return capitals > 1 or (capitals == 1 and not goes_on)


def after_street(reading: Reading, index: int) -> int:
    """The word after a street that begins at this one, as after the number of a house: F Street, West
    Pine Avenue, N; 0 where there is none."""
    for place in range(index, index + LONGEST_STREET):
        word = word_at(reading, place)
        if word in STREETS:
            return place + 1 if place > index else 0
        if not (word[:1].isupper() or word[:1].isdigit() or (word == "." and place > index)):
            break
    return index + 1 if word_at(reading, index) in QUARTERS else 0


def _is_numbered(expression: Expression) -> bool:
    """Page 1984, No. 1999."""
    before = word_at(expression.reading, expression.first - 1)
    noun = word_at(expression.reading, expression.first - 2) if before == "." else before
    return is_in(expression, "numbered", noun.lower())


def _is_joined(expression: Expression) -> bool:
    """A 2000-word essay, 1999-1."""
    reading, index = expression.reading, expression.last
    joined = word_at(reading, index + 1)
    return word_at(reading, index) == "-" and (joined[:1].isdigit() or is_in(expression, "after a hyphen", joined))


def _is_counted_in(expression: Expression, year: int) -> bool:
    """In 2100 homes, in 1500 Ukrainian villages; but in 2014 troops came, in 2000 elections were held."""
    anchor, reading = expression.reading.published, expression.reading
    latest = anchor.year + NEAR_YEARS if anchor else LATEST_YEAR
    is_likely = OLDEST_PLAIN_YEAR < year <= latest
    noun = _noun_counted(expression, 1 if is_likely else 3, has_names=not is_likely)
    if not noun or is_in(expression, "finite verbs", word_at(reading, noun + 1).lower()):
        return False
    if not is_likely:
        return True
    is_article = is_in(expression, "articles", word_at(reading, expression.first - 1).lower())  # the 2010 floods
    is_near = anchor is not None and abs(year - anchor.year) <= NEAR_YEARS
    return not is_near and year % (CENTURY if is_article else DECADE) == 0


def _is_in_counted_range(expression: Expression) -> bool:
    """Between 1500 and 2000 houses."""
    first, signs = expression.last + 1, expression.signs
    if signs[first - 1 : first] not in ("&", "t") or signs[first : first + 1] not in ("Y", "N"):
        return False
    other = changed(expression, first=first, last=first + 1)
    word = word_with(other, "Y")
    return _is_counted_in(other, int(word)) if word else _noun_counted(other, 1) > 0


def _noun_counted(expression: Expression, reach: int, has_names: bool = False) -> int:
    """The noun in the plural among so many words after a number, 0 where there is none: 1500 characters, 2000 new
    words, and with names 1500 Ukrainian villages."""
    groups = expression.language.groups
    endings, others = tuple(groups.get("counted endings", ())), tuple(groups.get("uncounted endings", ()))
    for index in range(expression.last, expression.last + reach):
        word = word_at(expression.reading, index)
        is_none = is_in(expression, "not qualifying", word) or is_in(expression, "not counted", word)
        if is_none or not (word.islower() or (has_names and word.istitle())):
            return 0
        is_plural = len(word) > SHORT and word.endswith(endings) and not word.endswith(others)
        if word.islower() and (is_plural or expression.signs[index] == "%"):
            return index
    return 0


def is_before_our_era(expression: Expression) -> bool:
    """The 5th century BC, March 15, 44 BC: nothing is said of what lies before the year 1."""
    words, place = expression.reading.words, expression.last
    if words[place : place + 1] == [","] and word_at(expression.reading, place + 1).isdigit():
        place += 2
    return any(is_in(expression, "before our era", "_".join(words[place : place + length])) for length in ERA_WORDS)
