"""How certain a suggestion is, and why it was made, in words."""

import pytest

from muniment.model import Attribution, Claim, DateMention, Mention, Quote
from muniment.review.certainty import CLAIMS, DATES, NAMES, QUOTES, WHY, certainty_of, in_words, why
from muniment.understand.name_rules import RULES


def name(rule):
    return Mention("place", 0, 5, "Izium", "Izium", rule=rule)


def date(rule, edtf="2022-09-18", kind="DATE"):
    return DateMention(0, 6, "Sunday", kind, "2022-09-18", edtf, rule=rule)


def test_every_rule_of_names_says_why():
    assert {rule.name for rule in RULES} <= WHY.keys()
    assert all(WHY.values())
    assert {*NAMES, *CLAIMS, *QUOTES} <= WHY.keys()
    assert all(why(date(rule)) for rule in DATES if rule not in ("duration",))


@pytest.mark.parametrize("right, found", [pair for table in (NAMES, DATES, CLAIMS, QUOTES) for pair in table.values()])
def test_what_was_measured_can_have_been(right, found):
    assert 0 < right <= found


@pytest.mark.parametrize(
    "surer, less_sure",
    [
        (name("editors-name"), name("known-city")),
        (name("known-place"), name("known-city")),
        (name("editors-name"), name("surname")),
        (name("editors-name"), name("regions")),
        (name("known-city"), name("site")),
        (date("day-month-year"), date("weekday-before")),
        (date("weekday-before"), date("month-day-unknown", edtf=None)),
        (date("year-alone"), date("near-day")),
        (Quote(0, 2, "“”", rule="speaker-after"), Quote(0, 2, "“”", rule="marks")),
        (
            Claim("c", 0, 1, "5", "=", 5, 5, "x", rule="counted-things"),
            Attribution("via", 0, 1, "x", "x", rule="citing"),
        ),
    ],
)
def test_what_is_evident_is_surer_than_what_is_guessed(surer, less_sure):
    assert 100 > certainty_of(surer) > certainty_of(less_sure) > 0


def test_a_rule_that_nobody_has_measured_is_believed_as_its_kind():
    assert certainty_of(name("some-new-rule")) == 80
    assert why(name("some-new-rule")) == ""


def test_a_length_without_days_does_not_say_when_it_began():
    assert why(date("duration", edtf=None, kind="DURATION")) == "a length of time that begins on no day that is known"
    assert why(date("duration", kind="DURATION")) == "a length that begins with the report’s day"


def test_a_share_has_words():
    assert [in_words(share) for share in (99, 95, 94, 85, 84, 70, 69, 5)] == [
        "nearly always right", "nearly always right", "mostly right", "mostly right", "often right", "often right",
        "uncertain", "uncertain",
    ]  # fmt: skip
