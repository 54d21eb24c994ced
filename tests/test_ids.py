"""Ids: what a file or a name of any script becomes in an address."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muniment.ids import LONGEST, letter_of, plain_id, report_id, sort_key, suggested_id


@pytest.mark.parametrize(
    "stem, plain",
    [
        ("000_dffad53a69c735df", "000-dffad53a69c735df"),
        ("A report, final (2)", "a-report-final-2"),
        ("Ізюм", "izyum"),
        ("../../etc/passwd", "etc-passwd"),
        ("con", "con-file"),
        ("LPT1", "lpt1-file"),
        ("***", ""),
    ],
)
def test_a_name_becomes_plain(stem, plain):
    assert plain_id(stem) == plain


def test_an_id_shows_where_characters_were_lost():
    assert report_id("a_b c.d", "seeds/x") == "a-b-c-d"
    assert report_id("Ізюм", "seeds/1") != report_id("Ізюм", "seeds/2")
    assert report_id("Ізюм", "seeds/1").startswith("izyum-")
    assert report_id("***", "seeds/1")


@given(st.text(), st.text())
def test_every_name_gives_a_safe_id(stem, path):
    identifier = report_id(stem, path)
    assert 0 < len(identifier) <= LONGEST
    assert set(identifier) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert not identifier.startswith("-")
    assert not identifier.endswith("-")


def test_suggested_ids_keep_kinds_and_spellings_apart():
    assert suggested_id("person", "Bush") != suggested_id("place", "Bush")
    assert suggested_id("person", "José") != suggested_id("person", "Jose")


def test_names_of_all_scripts_file_together():
    names = ["Zagreb", "Ізюм", "école", "Kyiv"]
    assert sorted(names, key=sort_key) == ["école", "Ізюм", "Kyiv", "Zagreb"]
    assert [letter_of(sort_key(name)) for name in ["Ізюм", "1984", "«Нова»", ""]] == ["I", "#", "N", "#"]
