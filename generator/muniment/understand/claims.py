"""Finds counted statements: how many of what, where, when, and who says so.

Lengths, durations, money, shares, ages, scores, dates and identifiers are no counts.
"""

import re
from collections import Counter

from muniment.ids import claim_id
from muniment.model import Claim, Findings, Record, changed
from muniment.understand.claim_absences import is_absent
from muniment.understand.claim_company import Surroundings, company_of, surroundings_of
from muniment.understand.claim_denials import is_only_denied
from muniment.understand.claim_exclusions import with_exclusions
from muniment.understand.claim_fates import Told, fate_of
from muniment.understand.claim_forecasts import is_joined_to_foreseen, is_only_foreseen
from muniment.understand.claim_look_alikes import (
    is_address,
    is_changed_from,
    is_known,
    is_name_or_measure,
    is_round,
    is_whole_of_share,
    opens_change,
)
from muniment.understand.claim_numbers import (
    BETWEEN,
    RANGES,
    Amount,
    Operator,
    amount_at,
    bounds,
    is_number,
    modified,
    sign_of_number,
)
from muniment.understand.claim_sources import is_source, unnamed_words
from muniment.understand.claim_things import (
    PARTICIPLES,
    STATES,
    deed_before,
    fate_after,
    is_person_or_thing,
    is_rate,
    is_taken,
    thing_after,
)
from muniment.understand.named_line import NamedLine, line_with_names, words_between
from muniment.understand.number_words import JOINTS, value_of
from muniment.understand.reading import Reading, reads_as_english, sign_writer, surface

# After a number that counts no noun: "killing 12 and wounding 30", "dozens more".
ALONE = frozenset(
    """. , ; : ) ! ? ” and or in at on near more after during by when while as from across along since with to following
    amid overnight today yesterday so others""".split()
)
FATES = PARTICIPLES | STATES | {"died", "dies", "killed"}
NEAR = 4  # words in which a fate is told
NUMBER = re.compile("#")
write_numbers = sign_writer({}, sign_of_number, sign_of_number)
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
    if not reads_as_english(reading):
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
    sources = unnamed_words(reading, found)
    claims: list[Claim] = []
    seen: Counter[str] = Counter()
    told: Told = (0, "")
    after, before, foreseen = 0, None, 0  # the words after the last count and after the last that is only foreseen
    for index in numbers:
        if index < after:
            continue
        amount = amount_at(reading, index, dated)
        if amount.further is not None and opens_change(reading.words, amount.first):
            amount = changed(amount, value=None, further=None, last=amount.lower_last, is_certain=False)
        count = None if _is_of_pair(line, before, amount) else _count_at(line, index, amount)
        if count and (
            is_only_foreseen(line, count.first, count.last)
            or is_joined_to_foreseen(line, foreseen, count.first, count.last)
        ):
            foreseen = count.last
        elif count and _is_told(line, sources, count):
            told = count.last, _fate_of(reading, count, told)
            claims.append(_claim(around, count, seen, told[1]))
        before = None if count else amount
        # What is no count is done with as one number; the end of a range may be a count of its own: from 9 to 12 dead.
        after = count.last if count else amount.lower_last
    return with_exclusions(reading, claims)


def _is_told(line: NamedLine, sources: frozenset[int], count: Count) -> bool:
    """Whether the text says that there are so many: they are no mere sources, and not only in what is denied."""
    return not is_source(line, sources, count.first, count.last) and not is_only_denied(line, count.first, count.last)


def _is_of_pair(line: NamedLine, before: Amount | None, amount: Amount) -> bool:
    """Whether a number of which nothing is counted is joined to this one: of "two and three bodies" neither is told."""
    words = line.reading.words
    if before is None or amount.first != before.last + 1 or words[before.last].lower() not in PAIRING:
        return False
    if words[before.first - 1 : before.first] in (["from"], ["From"]):
        if opens_change(words, before.first):
            return False  # rose from 12 to 15
        earlier = value_of(words[before.first : before.lower_last])
        if earlier is not None and amount.value is not None and earlier > amount.value:
            return False  # down from 30 to 12
    first, _ = modified(words, before.first)
    return not is_name_or_measure(line, first, before.first, before.last, before)


def _count_at(line: NamedLine, index: int, amount: Amount) -> Count | None:
    """What the number that has the word `index` counts, if it counts something."""
    words = line.reading.words
    if not amount.is_certain:
        return None
    first, operator = modified(words, amount.first)
    if words[first].lower() in BETWEEN and amount.further is None:
        first += 1  # between two lampposts
    last = amount.last
    if words[last : last + 2] in (["or", "more"], ["or", "so"]):
        operator, last = ">=" if words[last + 1] == "more" else "~", last + 2
    elif _is_and_more(line.reading, last):
        operator, last = ">=", last + 1
    if is_name_or_measure(line, first, index, last, amount) or is_known(words, first, last, amount):
        return None
    if is_changed_from(words, first, last) or is_whole_of_share(words, first) or is_absent(line, first):
        return None
    is_one = amount.value == 1 and operator in (None, "=")
    whole = _whole_after(line.reading, last, amount)
    begins = whole or (last + 1 if words[last : last + 1] == ["of"] else last)
    begins += words[begins : begins + 1] in (["the"], ["his"], ["her"], ["its"], ["their"]) and begins > last
    if is_address(line.reading, index, begins):
        return None
    if thing := thing_after(line, begins, counts_one=amount.value == 1 and begins == amount.last):
        if is_taken(words, first, thing.last) or is_rate(words, thing.last):
            return None
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
    fate = fate_after(words, further) if begins == last and not is_one else ""
    return Count(first, further, amount, operator, fate, "counted-fates") if fate else None


def _is_and_more(reading: Reading, last: int) -> bool:
    """Whether a sign says so of the number before the word `last`: 1,200+ protesters."""
    words, starts, ends = reading.words, reading.starts, reading.ends
    is_sign = last + 1 < len(words) and words[last] == "+" and starts[last] == ends[last - 1]
    return is_sign and starts[last + 1] > ends[last] and words[last + 1][0].isalpha()


def _has_fate(words: list[str], first: int, last: int) -> bool:
    """Whether the words beside "one" say that it is part of a toll: killing one person, one person is injured; "one
    grave had a number" only tells of some grave."""
    is_passive = words[last : last + 1] in (["is"], ["was"])
    return deed_before(words, first) != "" or is_passive or not FATES.isdisjoint(words[last - 1 : last + NEAR])


def _whole_after(reading: Reading, last: int, part: Amount) -> int:
    """The word after the whole of which it is a part: 56 of the 80 seats, 12 of 40 hostages, but "three of ten" is a
    share; 0 where there is none."""
    words = reading.words
    is_led = words[last + 1 : last + 2] in (["the"], ["its"], ["their"])
    begins = last + 1 + is_led
    is_part = words[last : last + 1] == ["of"] and begins < len(words) and is_number(words[begins])
    whole = amount_at(reading, begins) if is_part else None
    if whole is None or is_led:
        return whole.last if whole else 0
    is_less = part.value is not None and whole.value is not None and part.value < whole.value
    return whole.last if is_less and not is_round(whole.value) else 0


def _fate_of(reading: Reading, count: Count, before: Told) -> str:
    is_one = count.amount.value == 1 and count.amount.further is None
    return fate_of(reading, count.first, count.last, count.what, is_one, before)


def _claim(around: Surroundings, count: Count, seen: Counter[str], fate: str) -> Claim:
    reading = around.line.reading
    start, end, words = _with_both_marks(reading.text, *surface(reading, count.first, count.last))
    seen[words] += 1
    company = company_of(around, count.first, count.last)
    return Claim(
        claim_id(words, seen[words]), start, end, words, *bounds(count.amount, count.operator), count.what,
        company.where, company.when, company.speaker, company.chain, rule=count.rule, fate=fate,
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
