"""Findings while decisions take their places: the same ones as a look at all of them gives."""

from hypothesis import given
from hypothesis import strategies as st
from muniment.link.found import CELL, Found

from muniment.ids import claim_id
from muniment.model import Claim, Mention

places = st.builds(lambda start, length: (start, start + length), st.integers(0, 4 * CELL), st.integers(1, 3 * CELL))


@given(st.lists(places, max_size=20), st.lists(places, max_size=5), st.booleans())
def test_those_that_share_words_are_the_same_as_of_all(spans, asked, puts_back):
    ones = [Mention("place", start, end, "x", f"name {number}") for number, (start, end) in enumerate(spans)]
    found, left = Found(ones), list(ones)
    for start, end in asked:
        met = found.meeting(start, end)
        assert list(met.values()) == [one for one in left if one.start < end and one.end > start]
        found.remove(met)
        if puts_back:
            found.put_back(met)
        else:
            left = [one for one in left if one not in met.values()]
        assert list(found) == left


def test_the_ids_are_those_of_the_claims_that_are_there():
    claims = [
        Claim(claim_id("5 x", number), at, at + 3, "5 x", "=", 5, 5, "x") for number, at in ((1, 0), (1, 9), (2, 20))
    ]
    found = Found(claims)
    assert set(found.ids) == {claim_id("5 x", 1), claim_id("5 x", 2)}
    found.remove(found.meeting(0, 2))
    assert claim_id("5 x", 1) in found.ids
    found.remove(found.meeting(9, 10))
    assert set(found.ids) == {claim_id("5 x", 2)}
