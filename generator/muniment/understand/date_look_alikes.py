"""What speaks against four figures being a year: a count, a measure, an address, the number of a page."""

from muniment.understand.date_context import Expression, word_at, word_with
from muniment.understand.reading import Reading

OLDEST_PLAIN_YEAR = 1800  # a bare number below this needs "in" or "since" before it
# Beside these a number is a year rather than a count; but "of 1500 graves", "about 1900 lines".
COMPANY = frozenset(
    "in since of during by until till from before after between to through around about early late mid".split()
)
# After these a year stands even before a noun in the plural, or a street: "in 2020 elections were held", "in 2008
# Wall Street collapsed".
FIRM_COMPANY = frozenset("in since during by until till from before after early late mid the".split())
AMOUNT_MARKS = ("$", "€", "£", "#", "№", "+", "-", "/", "_", "=")
UNIT_MARKS = ("%", "°", "/", "_", "=")
NUMBERED = frozenset(
    """no nos nr number numbers page pages p pp room suite flight route highway box bus gate apartment apt resolution
    paragraph section article protocol extension""".split()
)
NOT_COUNTED = frozenset("was has does this thus as plus versus less its levels rates prices figures standards".split())
NOT_QUALIFYING = frozenset(
    """and or but the a an in on at to of for by from with as is are was were has had will would that which who when
    while after before until since he she it they we you i there""".split()
)
AFTER_HYPHEN = frozenset(
    """word words character page line foot meter metre mile kilometer kilometre pound ton tonne person man member strong
    seat bed room acre hectare square pixel watt calorie dollar""".split()
)
STREETS = frozenset(
    "Street St Avenue Ave Road Rd Boulevard Blvd Drive Lane Ln Parkway Pkwy Highway Hwy Terrace Way NW NE SW SE".split()
)
QUARTERS = frozenset("NSEW")
LONGEST_STREET = 5  # words from the number of a house to the kind of its street
CENTURY = 100


def is_no_year(expression: Expression) -> bool:
    """Whether the words beside a number that may be a year say that it is none."""
    reading = expression.reading
    before, following = word_at(reading, expression.first - 1), word_at(reading, expression.last)
    is_led = expression.last - expression.first > 1  # late 1999
    has_company = is_led or before.lower() in COMPANY
    is_firm = is_led or before.lower() in FIRM_COMPANY
    year = int(word_with(expression, "Y"))
    return (
        before in AMOUNT_MARKS
        or following in UNIT_MARKS
        or (year < OLDEST_PLAIN_YEAR and not has_company)
        or _is_numbered(reading, expression.first)
        or _is_joined(reading, expression.last)
        or (not is_firm and after_street(reading, expression.last) > 0)
        or following == "block"
        or (not is_firm and _is_counting(reading, expression.last, has_company or year % CENTURY != 0))
    )


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


def _is_numbered(reading: Reading, index: int) -> bool:
    """Page 1984, No. 1999."""
    before = word_at(reading, index - 1)
    return (word_at(reading, index - 2) if before == "." else before).lower() in NUMBERED


def _is_joined(reading: Reading, index: int) -> bool:
    """A 2000-word essay, 1999-1."""
    joined = word_at(reading, index + 1)
    return word_at(reading, index) == "-" and (joined[:1].isdigit() or joined in AFTER_HYPHEN)


def _is_counting(reading: Reading, following: int, is_near: bool) -> bool:
    """1500 characters; unless only the next word is looked at (`is_near`) also 2000 new words."""
    for index in range(following, following + (1 if is_near else 3)):
        word = word_at(reading, index)
        if not word.islower() or word in NOT_QUALIFYING or word in NOT_COUNTED:
            return False
        if word.endswith("s") and len(word) > 3:
            return True
    return False
