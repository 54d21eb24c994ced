"""Whether two claims can both be right: ranges that meet, and what cannot be compared."""

import time
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claiming import claimed
from muniment.link.comparing import FEW, MOST_NAMED, Compared, compare
from muniment.model import Claimed, Question, changed

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
    return claimed(op=op, low=low, high=high, **{"published": "2022-09-16", **fields})  # type: ignore[arg-type]


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
        ("> 440", "< 441", False),  # of whole things none is between
        ("> 440", "< 442", True),
        ("> 440.5", "< 440.6", True),
        ("> 0", "< 1", False),
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


def test_another_place_is_not_compared():
    claims = [claim("= 12", place=place) for place in ("izium", "kharkiv-region", "bucha", "")]
    izium, region, bucha, unknown = compared(*claims)
    assert izium.apart["other place"] == region.apart["other place"] == 2
    assert bucha.apart["other place"] == unknown.apart["other place"] == 3, "nobody says that it is one of these"
    asked = compared(*claims, question=changed(GRAVES, where="izium"))
    assert [one.apart.get("other place", 0) for one in asked] == [1, 1, 3, 1]


@pytest.mark.parametrize(
    ("town", "region", "is_conflict"),
    [("= 12", "= 447", False), ("= 447", "= 447", False), ("= 448", "= 447", True), (">= 448", "~ 400", True)],
)
def test_only_a_part_that_has_more_than_its_whole_is_in_conflict_with_it(town, region, is_conflict):
    is_fewer = (town, region) == ("= 12", "= 447")
    for parts in (("izium", "kharkiv-region"), ("izium", "ukraine")):
        claims = [claim(number, place=place) for number, place in zip((town, region), parts, strict=True)]
        for found in (compared(*claims), compared(*claims[::-1])):
            assert [one.conflicting for one in found] == [is_conflict, is_conflict]
            assert [one.apart.get("part and whole", 0) for one in found] == [is_fewer, is_fewer]
    elsewhen = claim("= 448", place="izium", when="2021"), claim("= 447", place="ukraine", when="2022")
    assert [one.apart["other day"] for one in compared(*elsewhen)] == [1, 1]


@pytest.mark.parametrize(
    ("day", "other", "is_compared"),
    [
        ({"published": "2022-09-16"}, {"published": f"2022-09-{16 + FEW}"}, True),
        ({"published": "2022-09-16"}, {"published": f"2022-09-{16 + FEW + 1}"}, False),
        ({"published": "2022-09-16"}, {"published": "2023-09-20"}, False),
        ({"published": "2022-09-16"}, {"published": "2023-09-20", "when": "2022-09-16"}, True),
        ({"published": "2022-09-16"}, {"when": "2022-09-17"}, False),
        ({"when": "2022-09-16"}, {"when": "2022-09-18/2022-09-20"}, False),
        ({"published": "2022-09-16"}, {"published": ""}, False),
        ({"published": ""}, {"published": ""}, False),
    ],
)
def test_claims_of_other_days_and_of_none_are_not_compared(day, other, is_compared):
    found = compared(claim("= 12", **day), claim("= 447", **other))
    assert [one.conflicting for one in found] == [is_compared, is_compared]
    assert [one.apart.get("other day", 0) for one in found] == [not is_compared, not is_compared]


def test_a_report_without_a_day_is_of_the_time_that_the_question_asks_for():
    question = Question(id="graves", question="How many graves?", when="2022-09")
    claims = claim("= 12", published=""), claim("= 447"), claim("= 30", published="2023-01-01")
    assert [one.conflicting for one in compared(*claims, question=question)] == [1, 1, 0]


def way(one: dict[str, str], other: dict[str, str], *asked: str) -> str:
    """How "= 12" of the one compares with "= 20" of the other, as a page says it; the same whichever comes first."""
    question = Question(id="toll", question="How many?", counted=asked)
    (first, second), (third, fourth) = (
        compared(*pair, question=question)
        for pair in (
            (claim("= 12", **one), claim("= 20", **other)),
            (claim("= 20", **other), claim("= 12", **one)),
        )
    )
    assert first.conflicting == second.conflicting == third.conflicting == fourth.conflicting
    ((reason, _),) = [pair for pair in first.apart.items() if pair[1]] or [("compatible", 0)]
    return "in conflict" if first.conflicting else reason


@pytest.mark.parametrize(
    ("few", "many", "few_of_many", "many_of_few"),
    [
        ("graves", "residents", "other category", "other category"),
        ("graves", "graves", "in conflict", "in conflict"),
        ("graves", "burials", "other category", "other category"),
        ("", "", "other category", "other category"),
        ("mass graves", "graves", "part and whole", "in conflict"),
        ("unmarked graves", "“unmarked” graves", "in conflict", "in conflict"),
        ("unmarked graves", "new graves", "other category", "other category"),
        ("suspected graves", "graves", "other category", "other category"),
        ("several graves", "graves", "in conflict", "in conflict"),
        ("children", "people", "part and whole", "in conflict"),
        ("girls", "people", "part and whole", "in conflict"),
        ("Israeli soldiers", "people", "part and whole", "in conflict"),
        ("soldiers", "civilians", "other category", "other category"),
        ("cows", "people", "other category", "other category"),
        ("bodies of civilians", "bodies", "part and whole", "in conflict"),
        ("bodies of children", "bodies of people", "part and whole", "in conflict"),
        ("bodies of civilians", "bodies of soldiers", "other category", "other category"),
    ],
)
@pytest.mark.parametrize("asked", [(), ("",), ("of",), ("ships",)])
def test_without_a_word_for_it_in_the_question_each_thing_keeps_its_own_name(
    few, many, few_of_many, many_of_few, asked
):
    assert way({"what": few}, {"what": many}, *asked) == few_of_many
    assert way({"what": many}, {"what": few}, *asked) == many_of_few


@pytest.mark.parametrize(
    ("few", "many", "asked", "told"),
    [
        ("graves", "burials", "graves, burials", "in conflict"),
        ("new burials", "graves", "graves, burials", "part and whole"),
        ("graves", "new burials", "graves, burials", "in conflict"),
        ("mass graves", "burials", "graves, burials", "part and whole"),
        ("mass graves", "graves", "graves, mass graves", "part and whole"),
        ("children", "people", "people, children", "part and whole"),
        ("Palestinians", "people", "people", "part and whole"),
        ("Palestinians", "people", "people, Palestinians", "part and whole"),
        ("Palestinians killed", "people", "people", "part and whole"),
        ("“Palestinians”", "people", "people", "part and whole"),
        ("houses of Palestinians", "people", "people", "other category"),
        (" of graves", "graves", "graves", "in conflict"),
        ("mass graves", "graves", "mass graves", "part and whole"),
        ("bodies of civilians", "bodies of soldiers", "bodies", "other category"),
        ("bodies of civilians", "people", "bodies, people", "part and whole"),
        ("residents", "graves", "graves, burials", "other category"),
        ("", "graves", "graves", "other category"),
    ],
)
def test_what_the_question_names_is_one_thing_and_what_is_narrower_a_part(few, many, asked, told):
    assert way({"what": few}, {"what": many}, *asked.split(", ")) == told


@pytest.mark.parametrize(
    ("few", "many", "asked", "told"),
    [
        ("people dead", "people dead", "people killed", "in conflict"),
        ("people dead", "people injured", "people killed", "other category"),
        ("people dead", "people injured", "people killed, people injured", "other category"),
        ("people", "people dead", "people killed", "in conflict"),  # those that are counted
        ("people", "people dead", "people", "in conflict"),  # of twelve in all
        ("people dead", "people", "people", "part and whole"),
        ("people", "people dead", "", "other category"),
        ("people", "people dead", "graves", "other category"),
        ("people dead", "people", "people killed, people injured", "part and whole"),
        ("children dead", "people dead", "people killed", "part and whole"),
        ("people dead", "children dead", "people killed", "in conflict"),
        ("children", "people dead", "people killed", "part and whole"),
        ("cows dead", "people dead", "people killed", "other category"),
        ("soldiers dead", "civilians dead", "killed", "other category"),
        ("graves", "people buried", "graves, people buried", "in conflict"),
        ("graves found", "graves", "graves", "in conflict"),
        ("people found", "people missing", "people missing", "other category"),
    ],
)
def test_what_became_of_them_makes_a_part_or_another_kind(few, many, asked, told):
    def told_of(words: str) -> dict[str, str]:
        what, _, fate = words.partition(" ")
        return {"what": what, "fate": fate}

    assert way(told_of(few), told_of(many), *asked.split(", ")) == told


def test_what_leaves_something_out_is_a_part_of_what_does_not():
    people, less = {"what": "people"}, {"what": "people", "excludes": "children"}
    assert way(less, people) == "part and whole"
    assert way(people, less) == "in conflict"
    assert way(less, {**less, "excludes": "Children"}) == "in conflict"
    assert way(less, {**less, "excludes": "soldiers"}) == "other category"
    assert way({"what": "children"}, less, "people") == "other category"


@pytest.mark.parametrize("surface", ["another 20 graves", "20 more graves", "20 others"])
def test_more_that_come_to_others_are_not_compared_with_what_is_counted_in_all(surface):
    assert way({}, {"surface": surface}, "graves") == "other category"
    assert way({"surface": surface}, {"surface": surface}, "graves") == "other category"
    assert way({}, {"surface": "more than 20 graves"}, "graves") == "in conflict"


def test_a_part_in_one_way_and_the_whole_in_another_is_neither():
    assert way({"what": "children", "place": "ukraine"}, {"what": "people", "place": "izium"}) == "other category"
    assert way({"what": "children", "place": "izium"}, {"what": "people", "place": "ukraine"}) == "part and whole"


def test_what_only_overlaps_is_compatible_where_it_can_be_equal_and_never_in_conflict():
    new, less = {"what": "new burials"}, {"what": "graves", "excludes": "mass graves"}
    for few, many in ((new, less), (less, new)):
        assert way(few, many, "graves", "burials") == "other category"
    question = Question(id="graves", question="How many?", counted=("graves", "burials"))
    for one, other in ((new, less), (less, new)):
        (found, _) = compared(claim(">= 440", **one), claim("~ 445", **other), question=question)
        assert found.conflicting == sum(found.apart.values()) == 0


def test_a_day_is_a_part_of_the_month_that_another_claim_is_of():
    day, month = {"when": "2022-09-16"}, {"when": "2022-09"}
    assert way(day, month) == "part and whole"
    assert way(month, day) == "in conflict"
    assert way(month, month) == "in conflict"
    assert way(month, {"when": "2022-09-20/2022-10-20"}) == "other day"
    assert way({}, month) == "part and whole"


def test_what_states_no_place_is_of_the_one_that_the_question_asks_for():
    question = Question(id="graves", question="How many?", where="izium")
    claims = claim("= 12"), claim("= 20", place="izium"), claim("= 30", place="bucha")
    assert [one.conflicting for one in compared(*claims, question=question)] == [1, 1, 0]


def test_places_within_one_another_for_long_cost_nothing():
    wholes = {f"p{number}": f"p{number + 1}" for number in range(20_000)} | {"p20000": "p0"}
    claims = [claim(f"= {number}", place=f"p{number}") for number in range(3000)]
    began = time.perf_counter()
    compare(claims, GRAVES, wholes)
    compare(claims[:100], GRAVES, wholes)
    assert time.perf_counter() - began < 5


def claims_of(numbers: st.SearchStrategy[float]) -> st.SearchStrategy[Claimed]:
    return st.builds(
        claim,
        st.builds("{} {} {}".format, st.sampled_from(["=", ">=", ">", "<=", "<", "~", "range"]), numbers, numbers),
        what=st.sampled_from(["graves", "burials", "mass graves", "people", "soldiers", ""]),
        excludes=st.sampled_from(["", "children"]),
        fate=st.sampled_from(["", "dead", "injured"]),
        place=st.sampled_from(["", "izium", "bucha", "ukraine"]),
        published=st.sampled_from(["", "2022-09-16", "2022-09-19", "2022-10-02"]),
        when=st.sampled_from(["", "2022-09", "2022-09-16", "2022-10-01", "2022-09-16/.."]),
    )


CLAIMS = claims_of(NUMBERS)
# Whole things, and none of which all are: what any claim counts in parts is whole in no other.
LISTS = st.sampled_from([st.integers(0, 60), st.integers(0, 60).map(lambda number: number + 0.5)]).flatmap(
    lambda numbers: st.lists(claims_of(numbers), min_size=2, max_size=12)
)


@given(CLAIMS, CLAIMS)
def test_comparing_is_symmetric(one, other):
    first, second = compared(one, other)
    third, fourth = compared(other, one)
    assert first.conflicting == second.conflicting == third.conflicting == fourth.conflicting
    assert {key for key, count in first.apart.items() if count} == {key for key, count in second.apart.items() if count}


@given(LISTS)
def test_sorting_finds_what_comparing_each_with_each_finds(claims):
    pairs = {pair: compared(*pair_of(claims, pair))[0] for pair in combinations(range(len(claims)), 2)}
    for number, one in enumerate(compared(*claims)):
        others = [found for pair, found in pairs.items() if number in pair]
        assert one.conflicting == sum(found.conflicting for found in others)
        in_conflict = {sum(pair) - number for pair, found in pairs.items() if number in pair and found.conflicting}
        assert set(one.conflicts) <= in_conflict
        assert len(one.conflicts) == min(len(in_conflict), MOST_NAMED)
        for reason in ("other category", "other place", "part and whole", "other day"):
            assert one.apart.get(reason, 0) == sum(found.apart.get(reason, 0) for found in others)


def pair_of(claims: list[Claimed], pair: tuple[int, int]) -> tuple[Claimed, Claimed]:
    return claims[pair[0]], claims[pair[1]]


@pytest.mark.parametrize(
    "fields",
    [
        lambda number: {},
        lambda number: {"what": f"things{number}s"},
        lambda number: {"what": ("graves", "mass graves")[number % 2], "place": ("izium", "ukraine")[number % 3 % 2]},
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
