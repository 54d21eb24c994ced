"""Findings while decisions take their places: the same ones as a look at all of them gives."""

from hypothesis import given
from hypothesis import strategies as st

from muniment.link.placed import CELL, Placed
from muniment.model import Mention

places = st.builds(lambda start, length: (start, start + length), st.integers(0, 4 * CELL), st.integers(1, 3 * CELL))


@given(st.lists(places, max_size=20), st.lists(places, max_size=5), st.booleans())
def test_those_that_share_words_are_the_same_as_of_all(spans, asked, puts_back):
    ones = [Mention("place", start, end, "x", f"name {number}") for number, (start, end) in enumerate(spans)]
    placed, left = Placed(ones), list(ones)
    for start, end in asked:
        met = placed.at(start, end)
        meant = [one for one in left if one.start < end and one.end > start]
        assert sorted(one.name for one in met.values()) == sorted(one.name for one in meant)
        placed.take(met)
        left = [one for one in left if one not in meant]
        for one in meant if puts_back else ():
            placed.add(one)
            left.append(one)
    assert sorted(map(repr, placed.in_order())) == sorted(map(repr, left))
    starts = [(one.start, -one.end) for one in placed.in_order()]
    assert starts == sorted(starts)
