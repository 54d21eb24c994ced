"""Finds counted statements: how many of what, where, when, and who says so.

Lengths, durations, money, shares, ages, scores, dates and identifiers are no counts.
"""

import hashlib
from collections import Counter

from muniment.model import Claim, Findings, Record
from muniment.understand.claim_company import Surroundings, company_of, surroundings_of
from muniment.understand.claim_numbers import Amount, Operator, amount_at, bounds, is_number, modified
from muniment.understand.claim_things import GROUPS, deed_before, thing_after
from muniment.understand.date_look_alikes import after_street
from muniment.understand.named_line import NamedLine, line_with_names, words_between
from muniment.understand.reading import Reading, surface

IDENTIFIERS = frozenset(GROUPS["identifiers"])
ABBREVIATED_IDENTIFIERS = frozenset("No Nos Nr Art Fig Vol Ch Sec Para p pp".split())
AMOUNT_SIGNS = frozenset("$€£¥₴₽₹₺₩₦₱#№+=*/\\_")
# After a number that counts no noun: "killing 12 and wounding 30", "dozens more".
ALONE = frozenset(
    ". , ; : ) ! ? ” and or in at on near more after during by when while as from across along since with to".split()
)
JOINS = ("-", "–")


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
    dated = {index for date in found.dates for index in range(*words_between(reading, date.start, date.end))}
    beginnings = set(filter(is_number, set(reading.words)))
    numbers = [index for index, word in enumerate(reading.words) if word in beginnings and index not in dated]
    if not numbers:
        return ()
    line = line_with_names(reading, found)
    around = surroundings_of(line, found)
    claims: list[Claim] = []
    seen: Counter[str] = Counter()
    after = 0
    for index in numbers:
        count = _count_at(line, index, dated) if index >= after else None
        if count:
            after = count.last
            claims.append(_claim(around, count, seen))
    return tuple(claims)


def _count_at(line: NamedLine, index: int, dated: set[int]) -> Count | None:
    words = line.reading.words
    amount = amount_at(words, index)
    if amount is None or not dated.isdisjoint(range(index, amount.last)):
        return None
    first, operator = modified(words, index)
    last = amount.last
    if words[last : last + 2] in (["or", "more"], ["or", "so"]):
        operator, last = ">=" if words[last + 1] == "more" else "~", last + 2
    if _is_name_or_measure(line, first, index, last, amount):
        return None
    is_one = amount.value == 1
    if is_one and operator in (None, "="):
        return None
    begins = last + 1 if words[last : last + 1] == ["of"] else last
    begins += words[begins : begins + 1] in (["the"], ["his"], ["her"], ["its"], ["their"]) and begins > last
    if _is_address(line.reading, index, begins):
        return None
    if thing := thing_after(line, begins, counts_one=is_one and begins == amount.last):
        return Count(first, thing.last, amount, operator, thing.what, "counted-things")
    what = deed_before(words, first)
    stands_alone = begins == last and (last == len(words) or words[last] in ALONE or words[last][0] == "\n")
    return Count(first, last, amount, operator, what, "counted-deeds") if what and stands_alone else None


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
    start = line.reading.starts[index]
    if before in AMOUNT_SIGNS or text[start - 1 : start] in AMOUNT_SIGNS:
        return True
    if before in (":", "-", "–") and start == line.reading.ends[first - 1]:
        return True
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
