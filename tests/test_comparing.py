"""Whether two claims can both be right: ranges that meet, and what cannot be compared."""

import time
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claiming import claimed
from muniment.link.comparing import MOST_NAMED, Compared, compare
from muniment.model import Claimed, Question

GRAVES = Question(id="graves", question="How many graves?", counted=("graves", "burials"))
NUMBERS = st.integers(0, 60) | st.floats(0, 60)
WHOLES = {"izium": "kharkiv-region", "kharkiv-region": "ukraine", "bucha": "ukraine"}


def counts(text: str) -> tuple[str, float | None, float | None]:
    """ ">= 440" as a claim has it."""
    op, _, rest = text.partition(" ")
    values = [float(one) for one in rest.split()]
    match op:
        case ">=" | ">":
            return op, values[0], None
        case "<=" | "<":
            return op, None, values[0]
        case "range":
            return op, values[0], values[1]
    return op, values[0] if values else None, values[0] if values else None


def claim(text: str, **fields: object) -> Claimed:
    op, low, high = counts(text)
    return claimed(op=op, low=low, high=high, **fields)  # type: ignore[arg-type]


def compared(*claims: Claimed, question: Question = GRAVES) -> list[Compared]:
    return compare(claims, question, WHOLES)


@pytest.mark.parametrize(
    "one, other, meet",
    [
        ("= 440", "= 440", True),
        ("= 440", "= 441", False),
        (">= 440", "~ 445", True),
        (">= 440", "~ 400", True),  # 440 is a tenth more than 400
        (">= 441", "~ 400", False),
        ("> 440", "= 440", False),
        ("> 440", "= 441", True),
        ("< 440", ">= 440", False),
        ("<= 440", ">= 440", True),
        ("< 440", "> 440", False),
        ("range 400 440", "= 440", True),
        ("range 440 400", "= 420", True),
        ("range 400 440", "range 441 500", False),
        ("~ 0", "= 0", True),
        ("~ 1e300", ">= 1e299", True),
        ("~ 1.7e308", "= 1.7e308", True),
    ],
)
def test_ranges_meet_where_some_number_is_in_both(one, other, meet):
    assert (compared(claim(one), claim(other))[0].conflicting == 0) is meet


@pytest.mark.parametrize("number", [float("nan"), float("inf"), -1, None])
def test_what_is_no_number_is_not_compared(number):
    wrong = claimed(low=number, high=number)
    first, second = compared(wrong, claim("= 440"))
    assert first.conflicting == second.conflicting == 0
    assert first.apart["no number"] == second.apart["no number"] == 1


def test_the_killed_are_never_compared_with_the_injured():
    question = Question(id="toll", question="How many?", counted=("people",))
    people = [claim("= 12", what="people", fate=fate) for fate in ("dead", "injured", "")]
    dead, injured, untold = compared(*people, question=question)
    assert dead.apart["other category"] == 1
    assert injured.apart["other category"] == 1
    assert untold.apart.get("other category", 0) == 0


def test_what_the_question_counts_is_one_thing_whatever_it_is_called():
    grave, burial, soldier = compared(claim("= 440"), claim("= 12", what="burials"), claim("= 25", what="soldiers"))
    assert grave.conflicting == burial.conflicting == 1
    assert soldier.conflicting == 0
    assert soldier.apart["other category"] == 2


def test_a_place_within_another_is_of_the_question_and_another_is_not():
    claims = [claim("= 12", place=place) for place in ("izium", "kharkiv-region", "bucha", "")]
    izium, region, bucha, unknown = compared(*claims)
    assert izium.apart["other place"] == region.apart["other place"] == 1
    assert bucha.apart["other place"] == 2
    assert unknown.apart.get("other place", 0) == 0


def test_another_day_parts_claims_only_where_both_state_one():
    first, second, third = compared(
        claim("= 12", when="2022-09-16"), claim("= 50", when="2022-09-18/2022-09-20"), claim("= 99")
    )
    assert first.apart["other day"] == second.apart["other day"] == 1
    assert third.apart["other day"] == 0
    assert [one.conflicting for one in (first, second, third)] == [1, 1, 2]


CLAIMS = st.builds(
    claim,
    st.builds("{} {} {}".format, st.sampled_from(["=", ">=", ">", "<=", "<", "~", "range"]), NUMBERS, NUMBERS),
    what=st.sampled_from(["graves", "soldiers"]),
    fate=st.sampled_from(["", "dead", "injured"]),
    place=st.sampled_from(["", "izium", "bucha", "ukraine"]),
    when=st.sampled_from(["", "2022-09", "2022-09-16", "2022-10-01", "2022-09-16/.."]),
)


@given(CLAIMS, CLAIMS)
def test_comparing_is_symmetric(one, other):
    first, second = compared(one, other)
    third, fourth = compared(other, one)
    assert first.conflicting == second.conflicting == third.conflicting == fourth.conflicting
    assert {key for key, count in first.apart.items() if count} == {key for key, count in second.apart.items() if count}


@given(st.lists(CLAIMS, min_size=2, max_size=12))
def test_sorting_finds_what_comparing_each_with_each_finds(claims):
    pairs = {pair: compared(*pair_of(claims, pair))[0] for pair in combinations(range(len(claims)), 2)}
    for number, one in enumerate(compared(*claims)):
        others = [found for pair, found in pairs.items() if number in pair]
        assert one.conflicting == sum(found.conflicting for found in others)
        in_conflict = {sum(pair) - number for pair, found in pairs.items() if number in pair and found.conflicting}
        assert set(one.conflicts) <= in_conflict
        assert len(one.conflicts) == min(len(in_conflict), MOST_NAMED)
        for reason in ("other category", "other place", "other day"):
            assert one.apart.get(reason, 0) == sum(found.apart.get(reason, 0) for found in others)


def pair_of(claims: list[Claimed], pair: tuple[int, int]) -> tuple[Claimed, Claimed]:
    return claims[pair[0]], claims[pair[1]]


@pytest.mark.parametrize(
    "fields",
    [
        lambda number: {},
        lambda number: {"what": f"things{number}s"},
        lambda number: {"when": f"{2000 + number % 20}-{1 + number % 12:02}"},
    ],
)
def test_thousands_of_claims_take_seconds_and_not_hours(fields):
    claims = [claim(f"= {number}", **fields(number)) for number in range(5000)]
    began = time.perf_counter()
    found = compared(*claims)
    assert time.perf_counter() - began < 10
    assert max(len(one.conflicts) for one in found) <= MOST_NAMED


def test_thousands_of_different_numbers_are_all_in_conflict():
    found = compared(*(claim(f"= {number}") for number in range(2000)))
    assert {one.conflicting for one in found} == {1999}
