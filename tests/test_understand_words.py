"""The word lists: what they promise in their first lines, and that rules can rely on it."""

import pytest

from muniment.understand.known_names import BUILT_IN
from muniment.understand.vocabulary import read_groups, read_table

LISTS = ["counting", "first_names", "language_words", "names", "passing", "verbs"]


@pytest.mark.parametrize("name", LISTS)
def test_every_group_has_words_and_each_of_them_once(name):
    groups = read_groups(name)
    assert groups
    for group, words in groups.items():
        assert group == group.strip() != ""
        assert words
        assert all(word == word.strip() and ":" not in word for word in words), group
        assert sorted(set(words)) == sorted(words), (group, [word for word in words if words.count(word) > 1])


def test_the_countries_have_names_capitals_and_peoples():
    rows = read_table("countries")
    assert all(len(row) == 3 and (row[0] or row[1]) for row in rows)
    assert next(row for row in rows if "Ukraine" in row[0]) == (("Ukraine",), ("Kyiv", "Kiev"), ("Ukrainian",))


def test_the_names_known_beforehand():
    assert BUILT_IN["Ukraine"].kind == "place"
    assert BUILT_IN["Amnesty International"].kind == "organization"
    assert BUILT_IN["Amnesty"] is None  # a beginning only
