"""The word lists: what they promise in their first lines, and that rules can rely on it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muniment.understand import vocabulary
from muniment.understand.date_language import LANGUAGES, date_language
from muniment.understand.dates import READINGS
from muniment.understand.known_names import BUILT_IN
from muniment.understand.name_rules import RULES, matches_of
from muniment.understand.vocabulary import read_groups, read_rules, read_table

LISTS = ["counting", "dates.en", "dates.uk", "first_names", "language_words", "names", "passing", "speech.uk", "verbs"]


@pytest.mark.parametrize("name", LISTS)
def test_every_group_has_words_and_each_of_them_once(name):
    groups = read_groups(name)
    assert groups
    for group, words in groups.items():
        assert group == group.strip() != ""
        assert words
        assert all(word == word.strip() and ":" not in word for word in words), group
        assert sorted(set(words)) == sorted(words), (group, [word for word in words if words.count(word) > 1])


@pytest.mark.parametrize("name", ["dates.any.rules", "dates.en.rules", "dates.uk.rules"])
def test_every_rule_of_time_has_a_reading_and_begins_where_rules_are_looked_for(name):
    parts, rules = read_rules(name)
    assert {reading for reading, _ in rules} <= READINGS.keys()
    openings = [parts[name] for name in ("OPENING", "MAY_OPEN") if name in parts]
    assert all(re.fullmatch(r"\[[^\[\]]+\]", opening) for opening in openings), "each is a set of signs"
    assert all(re.compile(pattern) for _, pattern in rules)


@pytest.mark.parametrize("tag", LANGUAGES)
def test_every_word_of_time_stands_for_one_thing(tag):
    signs = {}
    for group, words in read_groups(f"dates.{tag}").items():
        if len(group.split()[0]) == 1:
            for word in words:
                assert signs.setdefault(word, group) == group
    assert len(signs) > 200


def test_languages_without_rules_of_time_are_one_since_each_costs_every_text():
    tags = ["", *LANGUAGES, *(f"{first}{second}" for first in "qwxyz" for second in "abcdefghijklmnopqrst")]
    assert len({id(date_language(tag)) for tag in tags}) == len(LANGUAGES) + 1


def test_a_line_that_is_no_rule_is_told(tmp_path, monkeypatch):
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "odd.txt").write_text("PART = a\nsome thing\n", "utf-8")
    monkeypatch.setattr(vocabulary, "files", lambda package: tmp_path)
    with pytest.raises(ValueError, match="odd: some thing is neither a part nor a rule"):
        read_rules("odd")


SIGNS = 'GDBSCAHIRNOJKYTWZtkVwaLMlgrpPdFchofn&sqQXxEeyu ,.:;()/-~"'
OFTEN = [
    "GS",
    "CS",
    "G-y",
    "I.",
    "Mc",
    "J",
    "JC",
    "Qq",
    "N",
    "uR",
    "&",
    "Ts",
    "O",
    "OoQq",
    "-",
    ", t",
    ",k",
    "aV",
    "V",
    "l",
    "L",
    " ",
]


@given(st.sampled_from([rule for rule in RULES if rule.opening]), st.lists(st.sampled_from([*SIGNS, *OFTEN])))
def test_a_rule_with_an_opening_finds_what_its_pattern_does(rule, pieces):
    signs = "".join(pieces)
    assert [match.span() for match in matches_of(rule, signs)] == [
        match.span() for match in rule.pattern.finditer(signs)
    ]


@given(st.data(), st.sampled_from(RULES))
def test_a_rule_for_names_finds_nothing_without_the_signs_that_it_needs(data, rule):
    signs = "".join(sorted(set(SIGNS) - rule.needs))
    assert not rule.pattern.search(data.draw(st.text(signs, max_size=30)))


def test_the_countries_have_names_capitals_and_peoples():
    rows = read_table("countries")
    assert all(len(row) == 3 and (row[0] or row[1]) for row in rows)
    assert next(row for row in rows if "Ukraine" in row[0]) == (("Ukraine",), ("Kyiv", "Kiev"), ("Ukrainian",))


def test_the_names_known_beforehand():
    assert BUILT_IN["Ukraine"].kind == "place"
    assert BUILT_IN["Amnesty International"].kind == "organization"
    assert BUILT_IN["Amnesty"] is None  # a beginning only
