"""Finds counted statements: how many of what, where, when, and who says so.

Lengths, durations, money, shares, ages, scores, dates and identifiers are no counts.
"""

import hashlib
import re
from collections import Counter

from muniment.model import Claim, Findings, Record
from muniment.understand.claim_absences import is_absent
from muniment.understand.claim_company import Surroundings, company_of, surroundings_of
from muniment.understand.claim_exclusions import with_exclusions
from muniment.understand.claim_numbers import (
    RANGES,
    Amount,
    Operator,
    amount_at,
    bounds,
    is_number,
    modified,
    sign_of_number,
)
from muniment.understand.claim_things import (
    GROUPS,
    PARTICIPLES,
    STATES,
    deed_before,
    fate_after,
    is_person_or_thing,
    thing_after,
)
from muniment.understand.date_look_alikes import after_street
from muniment.understand.named_line import NamedLine, line_with_names, words_between
from muniment.understand.number_words import JOINTS, value_of
from muniment.understand.reading import Reading, sign_writer, surface

IDENTIFIERS = frozenset(GROUPS["identifiers"])
ABBREVIATED_IDENTIFIERS = frozenset("No Nos Nr Art Fig Vol Ch Sec Para p pp".split())
AMOUNT_SIGNS = frozenset("$€£¥₴₽₹₺₩₦₱#№+=*/\\_")
# After a number that counts no noun: "killing 12 and wounding 30", "dozens more".
ALONE = frozenset(
    """. , ; : ) ! ? ” and or in at on near more after during by when while as from across along since with to following
    amid overnight today yesterday so others""".split()
)
JOINS = ("-", "–")
FATES = PARTICIPLES | STATES | {"died", "dies", "killed"}
NEAR = 4  # words in which a fate is told
NUMBER = re.compile("#")
write_numbers = sign_writer({}, sign_of_number, sign_of_number)
FEW = 10  # up to so many "the two" points back
POINTING = frozenset("the our their his her its your my these those both all".split())
YEARS = range(1900, 2101)
RATES = frozenset(GROUPS["rates"])
PAIRING = JOINTS | RANGES


class Count(Record, frozen=True):
    """A number with what it counts: the words from `first` up to, without, `last`."""

    first: int
    last: int
    amount: Amount
    operator: Operator | None
    what: str
    rule: str


def find_claims(reading: Reading, found: Findings) -> tuple[Claim, ...]:
    """Every counted statement in text order; `where` an editors' id or a name, `when` EDTF.

    The id is a hash of the words and of which occurrence of them it is.
    """
    if reading.language not in ("en", ""):
        return ()
    numbers = [match.start() for match in NUMBER.finditer(write_numbers(reading))]
    if not numbers:
        return ()
    dated = {index for date in found.dates for index in range(*words_between(reading, date.start, date.end))}
    numbers = [index for index in numbers if index not in dated]
    if not numbers:
        return ()
    line = line_with_names(reading, found)
    around = surroundings_of(line, found)
    claims: list[Claim] = []
    seen: Counter[str] = Counter()
    after, before = 0, None
    for index in numbers:
        if index < after:
            continue
        amount = amount_at(reading, index, dated)
        count = None if _is_of_pair(line, before, amount) else _count_at(line, index, amount)
        if count:
            claims.append(_claim(around, count, seen))
        before = None if count else amount
        # What is no count is done with as one number; the end of a range may be a count of its own: from 9 to 12 dead.
        after = count.last if count else amount.lower_last
    return with_exclusions(reading, claims)


def _is_of_pair(line: NamedLine, before: Amount | None, amount: Amount) -> bool:
    """Whether a number of which nothing is counted is joined to this one: of "two and three bodies" neither is told."""
    words = line.reading.words
    if before is None or amount.first != before.last + 1 or words[before.last].lower() not in PAIRING:
        return False
    if words[before.first - 1 : before.first] in (["from"], ["From"]):
        earlier = value_of(words[before.first : before.lower_last])
        if earlier is not None and amount.value is not None and earlier > amount.value:
            return False  # down from 30 to 12
    first, _ = modified(words, before.first)
    return not _is_name_or_measure(line, first, before.first, before.last, before)


def _count_at(line: NamedLine, index: int, amount: Amount) -> Count | None:
    """What the number that has the word `index` counts, if it counts something."""
    words = line.reading.words
    if not amount.is_certain:
        return None
    first, operator = modified(words, amount.first)
    last = amount.last
    if words[last : last + 2] in (["or", "more"], ["or", "so"]):
        operator, last = ">=" if words[last + 1] == "more" else "~", last + 2
    if _is_name_or_measure(line, first, index, last, amount) or _is_known(words, first, last, amount):
        return None
    if is_absent(line, first):
        return None
    is_one = amount.value == 1 and operator in (None, "=")
    whole = _whole_after(line.reading, last)
    begins = whole or (last + 1 if words[last : last + 1] == ["of"] else last)
    begins += words[begins : begins + 1] in (["the"], ["his"], ["her"], ["its"], ["their"]) and begins > last
    if _is_address(line.reading, index, begins):
        return None
    if thing := thing_after(line, begins, counts_one=amount.value == 1 and begins == amount.last):
        is_counted = not is_one or (
            begins == last and is_person_or_thing(words, thing.last) and _has_fate(words, first, thing.last)
        )
        return Count(first, thing.last, amount, operator, thing.what, "counted-things") if is_counted else None
    what = deed_before(words, first)
    further = last + (words[last : last + 1] in (["more"], ["others"], ["other"]))
    stands_alone = begins == last and (
        further == len(words) or words[further] in ALONE or words[further][0] == "\n" or further > last
    )
    if what and stands_alone:
        return Count(first, further, amount, operator, what, "counted-deeds")
    fate = fate_after(words, last) if begins == last and not is_one else ""
    return Count(first, last, amount, operator, fate, "counted-fates") if fate else None


def _has_fate(words: list[str], first: int, last: int) -> bool:
    """Whether the words beside "one" say that it is part of a toll: killing one person, one person is injured; "one
    grave had a number" only tells of some grave."""
    is_passive = words[last : last + 1] in (["is"], ["was"])
    return deed_before(words, first) != "" or is_passive or not FATES.isdisjoint(words[last - 1 : last + NEAR])


def _is_known(words: list[str], first: int, last: int, amount: Amount) -> bool:
    """Whether it points back to what was named before, "the two leaders", or is a share, "1 out of 3", "1 in 3"."""
    before = words[first - 1].lower() if first else ""
    is_few = amount.value is not None and amount.value <= FEW and amount.further is None
    is_part = amount.value == 1 and words[last : last + 1] == ["in"] and _is_whole(words, last + 1)
    is_share = is_part or (before == "in" and first > 1 and _is_whole_of(words[first - 2], amount))
    is_share = is_share or before in RATES or (before == "of" and words[first - 2 : first - 1] == ["out"])
    return is_share or (is_few and (before in POINTING or words[first].lower() in POINTING))


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


def _whole_after(reading: Reading, last: int) -> int:
    """The word after the whole of which it is a part: 56 of the 80 seats; 0 where there is none."""
    words = reading.words
    is_part = words[last : last + 1] == ["of"] and words[last + 1 : last + 2] in (["the"], ["its"], ["their"])
    is_part = is_part and last + 2 < len(words) and is_number(words[last + 2])
    whole = amount_at(reading, last + 2) if is_part else None
    return whole.last if whole else 0


def _is_address(reading: Reading, index: int, following: int) -> bool:
    """1800 F Street, but "12 Wall Street bankers"; a number in words stands in no address."""
    after = after_street(reading, following) if reading.words[index][0].isdigit() else 0
    goes_on = after > 0 and reading.words[after : after + 1] and reading.words[after].endswith("s")
    return after > 0 and not goes_on


def _is_name_or_measure(line: NamedLine, first: int, index: int, last: int, amount: Amount) -> bool:
    """Resolution 2231, $5 million, 28-member, 3–2, 40%."""
    words, signs, text = line.reading.words, line.signs, line.reading.prose
    before = words[first - 1] if first else ""
    following = words[last] if last < len(words) else ""
    if (
        following in JOINS
        or following in ("%", "°", ":", "/", "$", "€")
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
    if first == 0 or first < index or not words[index][0].isdigit():
        return False
    owner = words[first - 2].lower() if before == "of" and first > 1 else before.lower()  # at the age of 16
    if before == "." and first > 1 and words[first - 2] in ABBREVIATED_IDENTIFIERS:
        return True
    return owner in IDENTIFIERS or signs[first - 1] in "CPpo#"


def _claim(around: Surroundings, count: Count, seen: Counter[str]) -> Claim:
    reading = around.line.reading
    start, end, words = _with_both_marks(reading.text, *surface(reading, count.first, count.last))
    seen[words] += 1
    identifier = "c-" + hashlib.sha256(f"{words}\0{seen[words]}".encode()).hexdigest()[:8]
    company = company_of(around, count.first, count.last)
    return Claim(
        identifier, start, end, words, *bounds(count.amount, count.operator), count.what,
        company.where, company.when, company.speaker, company.chain, rule=count.rule,
    )  # fmt: skip


def _with_both_marks(text: str, start: int, end: int, words: str) -> tuple[int, int, str]:
    """A quotation mark whose fellow stands just outside takes it in: 440 “unmarked graves”."""
    for opening, closing in ("“”", "«»", '""'):
        if opening == closing:
            is_open = is_late = words.count(opening) % 2 == 1
        else:
            is_open, is_late = words.count(opening) > words.count(closing), words.count(opening) < words.count(closing)
        if is_open and text[end : end + 1] == closing:
            end += 1
        elif is_late and text[max(0, start - 1) : start] == opening:
            start -= 1
    return start, end, text[start:end]
