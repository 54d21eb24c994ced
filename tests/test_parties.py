"""Whose side somebody speaks from: as far as editors say, followed to the end, whatever leads in a circle."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muniment.link.parties import FARTHEST, party_of
from muniment.model import Authority, Tenure

STATE = Authority(id="ukrainian-state", kind="organization", name="The Ukrainian state")
MINISTRY = Authority(id="ministry", kind="organization", name="Ministry", party="ukrainian-state")
PARLIAMENT = Authority(id="parliament", kind="organization", name="Parliament", part_of="ukrainian-state")
POLICE = Authority(id="police", kind="organization", name="Police", part_of="ministry")
RADA = Authority(id="rada-tv", kind="channel", name="Rada TV", is_source=True, owner="parliament")
CNN = Authority(id="cnn", kind="outlet", name="CNN", is_source=True)
FREE = Authority(id="free", kind="place", name="Free town", part_of="ukrainian-state")
KLYMENKO = Authority(
    id="klymenko", kind="person", name="Ihor Klymenko",
    roles=(
        Tenure("minister", "ministry", "2023-02-07"),
        Tenure("head", "police", "2019-09-27", "2023-01-18"),
        Tenure("friend"),
    ),
)  # fmt: skip
BY_ID = {one.id: one for one in (STATE, MINISTRY, PARLIAMENT, POLICE, RADA, CNN, FREE, KLYMENKO)}


def person(**fields: object) -> dict[str, Authority]:
    """The others, and somebody called `one`."""
    return {**BY_ID, "one": Authority(id="one", kind="person", name="One", **fields)}  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "identifier, party",
    [
        ("ministry", "ukrainian-state"),
        ("police", "ukrainian-state"),
        ("parliament", "ukrainian-state"),
        ("rada-tv", "ukrainian-state"),
        ("klymenko", "ukrainian-state"),
        ("cnn", ""),
        ("free", ""),
        ("ukrainian-state", ""),
        ("nobody", ""),
        ("", ""),
    ],
)
def test_a_party_is_found_through_whom_somebody_belongs_to(identifier, party):
    assert party_of(identifier, BY_ID) == party


def test_what_is_said_surer_goes_before():
    roles = (Tenure("spokesman", "police"),)
    assert party_of("one", person(party="The rebels", affiliation="cnn", roles=roles)) == "The rebels"
    assert party_of("one", person(affiliation="cnn", roles=roles)) == "cnn"
    assert party_of("one", person(affiliation="cnn", roles=roles), "2022") == "ukrainian-state"
    assert party_of("one", person(owner="cnn", roles=roles)) == "ukrainian-state"
    assert party_of("one", person(affiliation="Red Cross")) == "Red Cross"


@pytest.mark.parametrize(
    "on, organization",
    [
        ("", "b"), ("2015", "b"), ("2020-01-01", "a"), ("2022-09", "a"), ("2022-10-31", "a"), ("2022-11-01", "b"),
        ("2022", "a"), ("2030-01-01", "c"), ("no date", "b"), ("2019-12-31", "b"),
    ],
)  # fmt: skip
def test_a_role_counts_on_the_days_that_somebody_had_it(on, organization):
    roles = (
        Tenure("third", "c", "2030", "2030-06"), Tenure("first", "a", "2020", "2022-10~"), Tenure("undated"),
    )  # fmt: skip
    assert party_of("one", person(roles=roles, affiliation="b"), on) == organization


def test_of_several_roles_the_last_that_began_counts():
    roles = Tenure("x", "a"), Tenure("x", "b", "2020"), Tenure("x", "c", "2019"), Tenure("x", "d", "", "..")
    assert party_of("one", person(roles=roles)) == "b"
    assert party_of("one", person(roles=(roles[0], roles[3]))) == "d"


def test_who_belongs_to_somebody_over_very_many_is_followed_some_of_the_way():
    chain = {f"o{n}": Authority(id=f"o{n}", kind="organization", name="O", part_of=f"o{n + 1}") for n in range(5_000)}
    assert {party_of(f"o{n}", chain) for n in range(1000)} == {f"o{n + FARTHEST + 1}" for n in range(1000)}


@given(
    st.lists(st.tuples(st.integers(0, 6), st.sampled_from(["party", "owner", "affiliation", "part_of"])), max_size=7)
)
def test_nobody_is_led_in_circles_and_all_of_a_circle_have_one_party(leads):
    by_id = {
        f"o{number}": Authority(id=f"o{number}", kind="organization", name=str(number), **{how: f"o{to}"})
        for number, (to, how) in enumerate(leads)
    }
    for identifier in by_id:
        party = party_of(identifier, by_id)
        assert party.startswith("o")
        assert party_of(party, by_id) in ("", party)
