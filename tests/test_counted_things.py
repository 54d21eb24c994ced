"""What is counted, in one form: what is the same thing gets one name, what is not does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muniment.counted_things import FATE_OF, fate_in, head_of, singular, thing_of


@pytest.mark.parametrize(
    "what, thing",
    [
        ("unmarked graves", "grave"),
        ("“unmarked” graves", "grave"),
        ("new burials", "burial"),
        ("people", "person"),
        ("killed", "person"),
        ("people killed", "person"),
        ("deaths", "person"),
        ("wounded soldiers", "soldier"),
        ("others injured", "other"),
        ("bodies of civilians", "body of civilian"),
        ("police officers", "police officer"),
        ("Israeli soldiers", "israeli soldier"),
        ("policemen", "policeman"),
        ("women", "woman"),
        ("families", "family"),
        ("churches", "church"),
        ("houses", "house"),
        ("viruses", "virus"),
        ("", ""),
        ("могил", "могил"),
    ],
)
def test_what_is_counted_has_one_form(what, thing):
    assert thing_of(what) == thing


def test_the_head_is_the_noun_before_of():
    assert head_of(thing_of("mass graves")) == "grave"
    assert head_of(thing_of("bodies of civilians")) == "body"


@pytest.mark.parametrize("what, fate", [("people killed", "dead"), ("wounded soldiers", "injured"), ("graves", "")])
def test_the_words_for_those_counted_may_tell_what_became_of_them(what, fate):
    assert fate_in(what) == fate


@given(st.text(max_size=30))
def test_any_words_have_a_form_without_marks_or_runs_of_space(what):
    thing = thing_of(what)
    assert thing == " ".join(thing.split())
    assert not set(thing) & set("“”«»")


@given(st.sampled_from(sorted(FATE_OF)), st.sampled_from(["people", "soldiers", "children"]))
def test_what_became_of_somebody_is_no_part_of_who_they_are(fate, who):
    assert thing_of(f"{who} {fate}") == thing_of(f"{fate} {who}") == singular(who)
