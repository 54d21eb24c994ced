"""What is known of the last time gives the same as making everything anew."""

from hypothesis import given
from hypothesis import strategies as st

from muniment.again import Again

ITEMS = st.dictionaries(st.sampled_from("abcde"), st.integers(0, 3))
ROUNDS = st.lists(st.tuples(st.integers(0, 2), ITEMS, st.sets(st.sampled_from("abcde"))), max_size=6)


@given(ROUNDS)
def test_each_gives_what_making_all_anew_gives(rounds):
    again = Again()
    for shared, items, anew in rounds:
        values = again.each("name", shared, items, lambda key, item, shared=shared: (key, item, shared), anew)
        assert list(values.items()) == [(key, (key, item, shared)) for key, item in items.items()]
        assert again.last("name") == values


@given(ROUNDS)
def test_each_makes_only_what_differs_and_what_it_is_told_to(rounds):
    again = Again()
    for shared, items, anew in rounds:
        made = []
        again.each("name", shared, items, lambda key, item, made=made: made.append(key))
        assert len(made) == len(set(made))
        made.clear()
        again.each("name", shared, dict(items), lambda key, item, made=made: made.append(key), anew)
        assert set(made) == anew & items.keys()


def test_one_that_keeps_nothing_makes_all_of_them():
    again, made = Again(keeps=False), []
    for _ in range(2):
        again.each("name", None, {"a": 1}, lambda key, item: made.append(key))
        again.once("other", 1, lambda: made.append("b"))
    assert made == ["a", "b"] * 2
