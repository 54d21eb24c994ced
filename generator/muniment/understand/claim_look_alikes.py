"""Numbers that count nothing though a noun follows: identifiers, addresses, names, shares, what a toll rose from."""

from muniment.understand.claim_numbers import RANGES, Amount, is_number
from muniment.understand.claim_things import GROUPS
from muniment.understand.date_look_alikes import after_street
from muniment.understand.named_line import NamedLine
from muniment.understand.number_words import HYPHENS, PARTS, is_figure, value_of
from muniment.understand.reading import Reading, opens_sentence

IDENTIFIERS = frozenset(GROUPS["identifiers"])
NUMBERED = frozenset(GROUPS["numbered"])
JOINING = frozenset((*GROUPS["joining numbers"], ","))
NAMED_WITH_NUMBER = frozenset(GROUPS["named with a number"])
TITLED_WITH_YEAR = frozenset(GROUPS["titled with a year"])
ABBREVIATED_IDENTIFIERS = frozenset("No Nos Nr Art Fig Vol Ch Sec Para p pp".split())
AMOUNT_SIGNS = frozenset("$€£¥₴₽₹₺₩₦₱#№+=*/\\_")
DWELLINGS = frozenset(GROUPS["dwellings"])
BEFORE_ADDRESSES = frozenset(GROUPS["before addresses"])
CHANGING = frozenset(GROUPS["changing"])
SHARES = frozenset(GROUPS["shares"])
RATES = frozenset(GROUPS["rates"])
POINTING = frozenset("the our their his her its your my these those both all".split())
YEARS = range(1900, 2101)
FEW = 10  # up to so many "the two" points back; of no more, or of 100, "three of ten" is a share
NEAR_CHANGE = 8  # words from "rose" to "from"
MOST_NUMBERED = 16  # words from "graves" to the last of their numbers


def is_known(words: list[str], first: int, last: int, amount: Amount) -> bool:
    """Whether it points back to what was named before, "the two leaders", or is a share, "1 out of 3", "1 in 3", "3 of
    10"."""
    before = words[first - 1].lower() if first else ""
    is_few = amount.value is not None and amount.value <= FEW and amount.further is None
    is_part = amount.value == 1 and words[last : last + 1] == ["in"] and _is_whole(words, last + 1)
    is_share = is_part or (before == "in" and first > 1 and _is_whole_of(words[first - 2], amount))
    is_share = is_share or before in RATES
    if before == "of" and first > 1:
        is_one = value_of([words[first - 2]]) == 1 and not is_round(amount.value)  # one of 12 people killed
        is_share = is_share or words[first - 2] == "out" or (is_number(words[first - 2]) and not is_one)
    pointing = map(str.lower, words[max(0, first - 1) : amount.first])  # the two, about those two
    return is_share or (is_few and not POINTING.isdisjoint(pointing))


def is_whole_of_share(words: list[str], first: int) -> bool:
    """Whether it is that of which a share is told: 80 percent of 124 people, two thirds of the 900 homes."""
    place = first - 1
    if words[place : place + 1] in (["the"], ["its"], ["their"], ["all"]):
        place -= 1
    share = words[place - 1].lower() if place > 0 and words[place] == "of" else ""
    return share in PARTS or share in SHARES


def is_round(number: float | None) -> bool:
    """Whether a part of so many is a share: three of ten, 12 of 100."""
    return number is None or number <= FEW or number in (100, 1000, 10_000, 100_000, 1_000_000)


def _is_whole(words: list[str], index: int) -> bool:
    """Whether the words after "one in" say of how many: five, every five."""
    return index < len(words) and (is_number(words[index]) or words[index] in RATES)


def _is_whole_of(word: str, amount: Amount) -> bool:
    """Whether a number is the whole of which the word before "in" is a part: one in five, not "killing 12 in two
    attacks"."""
    if not is_number(word) or amount.further is not None:
        return False
    part = value_of([word])
    return part is None or amount.value is None or part < amount.value


def is_address(reading: Reading, index: int, following: int) -> bool:
    """1800 F Street, in 14 Lenin Street flats, but "12 Wall Street bankers"; a number in words stands in no address."""
    words = reading.words
    after = after_street(reading, following) if is_figure(words[index]) else 0
    if not after:
        return False
    goes_on = after < len(words) and words[after].endswith("s") and words[after].lower() not in DWELLINGS
    return not goes_on or (index > 0 and words[index - 1].lower() in BEFORE_ADDRESSES)


def opens_change(words: list[str], first: int) -> bool:
    """Whether "from" before the number at the word `first` opens no range, but tells what something was before: the
    toll rose from 12 to 15."""
    before = words[max(0, first - 1 - NEAR_CHANGE) : first - 1] if first else []
    return first > 0 and words[first - 1] in ("from", "by") and not CHANGING.isdisjoint(map(str.lower, before))


def is_changed_from(words: list[str], first: int, last: int) -> bool:
    """Whether it tells what is so no longer: rose from 12 people to 15, up from 12 people."""
    if first < 3 or words[first - 1] != "from" or words[first - 2].lower() not in CHANGING:
        return False
    following = words[last : last + NEAR_CHANGE]
    is_given = "to" in following and any(map(is_number, following[following.index("to") :]))
    return is_given or (words[first - 2] in ("up", "down") and words[first - 3] in (",", "(", "–", " –", " —"))


def is_name_or_measure(line: NamedLine, first: int, index: int, last: int, amount: Amount) -> bool:
    """Resolution 2231, $5 million, 28-member, 3–2, 40%."""
    words, text = line.reading.words, line.reading.prose
    before = words[first - 1] if first else ""
    following = words[last] if last < len(words) else ""
    if (
        following in HYPHENS
        or following in ("–", "%", "°", ":", "/", "$", "€")
        or text.startswith("+", line.reading.ends[last - 1])
    ):
        return True
    if following[:1].isupper() and amount.value in YEARS and words[index].isdigit():
        return True  # the 2026 Grammy Awards
    start = line.reading.starts[index]
    if before in AMOUNT_SIGNS or text[start - 1 : start] in AMOUNT_SIGNS:
        return True
    if before in (":", "-", "–") and start == line.reading.ends[first - 1]:
        return True
    if text[max(0, start - 2) : start - 1].isdigit() and not text[start - 1].isspace():
        return True  # of figures with a sign in them, 1'500, it is the tail
    if first == 0 or first < index:
        return False
    return _is_identifier(line, first, amount) if is_figure(words[index]) else _is_in_name(line, first, following)


def _is_in_name(line: NamedLine, first: int, following: str) -> bool:
    """Whether a number in words is a part of a name: the Four Seasons Hotel."""
    words = line.reading.words
    is_open = words[first - 1].islower() or words[first - 1] in "“\"'"
    is_capital = words[first][0].isupper() and following[:1].isupper() and line.signs[first + 1 : first + 2] != "N"
    return is_capital and is_open and not opens_sentence(line.reading, first)


def _is_identifier(line: NamedLine, first: int, amount: Amount) -> bool:
    """Whether the figure at the word `first` is the number of something: Flight 17, S&P 500, Graves 318 and 319."""
    words, before = line.reading.words, line.reading.words[first - 1]
    owner = words[first - 2].lower() if before == "of" and first > 1 else before.lower()  # at the age of 16
    if before == "." and first > 1 and words[first - 2] in ABBREVIATED_IDENTIFIERS:
        return True
    if owner in IDENTIFIERS or before in NAMED_WITH_NUMBER or line.signs[first - 1] in "CPpo#":
        return True
    if before in TITLED_WITH_YEAR and amount.value in YEARS and words[first].isdigit():
        return True
    is_many = before.lower() in NUMBERED and (before[0].isupper() or amount.further is not None)
    return is_many or _is_of_many(words, first)


def _is_of_many(words: list[str], first: int) -> bool:
    """Whether it is one of several numbers after what they are of: 319 in "graves 318 and 319 held soldiers"."""
    is_joined = False
    for place in range(first - 1, max(-1, first - MOST_NUMBERED), -1):
        if words[place].lower() in NUMBERED:
            return is_joined
        if is_figure(words[place]):
            is_joined = True
        elif words[place].lower() not in JOINING and words[place] not in RANGES:
            return False
    return False
