"""None of the six counts is higher than what is known, and none is called reviewed that rests on a guess."""

import pytest

from claiming import claimed
from muniment.link.origins import origins_of
from muniment.link.vector import vector_of
from muniment.model import Claimed, Somebody, Vector, changed
from test_independence import COLONEL, MINISTRY, POLICE, Told, counts, figure, nameless, says

LISTED = (MINISTRY, POLICE, COLONEL)


def vector(*claims: Claimed, versions: dict[str, str], listed: str = "") -> Vector:
    origins, _ = origins_of(claims, {}, versions)
    return vector_of(claims, {}, versions, [tie for one in origins for tie in one.ties], listed.split())


def test_an_eyewitness_is_not_counted_anew_in_each_translation():
    seen = [claimed(report, publisher=outlet, basis="first-hand") for report, outlet in zip("abc", "ABC", strict=True)]
    found = vector(*seen, versions=dict.fromkeys("abc", "a"))
    assert (len(found.first_hand), len(found.outlets)) == (1, 1)
    assert len(vector(*seen, versions={}).first_hand) == 3
    own = claimed("d", publisher="B", basis="first-hand", number=12)
    assert [one.id for one in vector(*seen, own, versions=dict.fromkeys("abc", "a")).first_hand] == ["B"]


SAID = [
    claimed("a", "Ministry of Defence", relays=("Reuters",)), claimed("b", "Міністерство оборони", relays=("Рейтер",)),
]  # fmt: skip


@pytest.mark.parametrize(
    ("listed", "many"),
    [("", 1), ("reuters|ministry of defence", 1), ("reuters|рейтер|ministry of defence|міністерство оборони", 2)],
)
def test_whom_translations_name_for_one_claim_is_one_unless_editors_list_each(listed, many):
    origins, _ = origins_of(SAID, {}, dict.fromkeys("ab", "a"))
    ties = [tie for one in origins for tie in one.ties]
    for claims in (SAID, SAID[::-1]):
        found = vector_of(claims, {}, dict.fromkeys("ab", "a"), ties, listed.split("|"))
        assert (len(found.speakers), len(found.relays)) == (many, many)
    apart = vector(SAID[0], changed(SAID[1], claim=claimed(number=12).claim), versions=dict.fromkeys("ab", "a"))
    assert (len(apart.speakers), len(apart.relays)) == (2, 2)  # another claim, so another may have made it


def test_who_is_named_in_all_versions_is_not_taken_for_another():
    claims = [claimed(report, who) for report, name in (("a", "The ministry"), ("b", "Міністерство"))
              for who in ("Klymenko", name)]  # fmt: skip
    found = vector(*claims, versions=dict.fromkeys("ab", "a"))
    assert [one.id for one in found.speakers] == ["klymenko", "the ministry"]


@pytest.mark.parametrize(
    ("outlets", "many"),
    [
        ({"v1": "bbc", "v2": "cnn", "r3": "cnn"}, 1),
        ({"v2": "bbc", "v1": "cnn", "r3": "cnn"}, 1),
        ({"v1": "bbc", "v2": "cnn", "r3": "cnn", "r4": "bbc"}, 2),
        ({"v1": "bbc", "v2": "cnn"}, 1),
        ({"v1": "bbc", "v2": "cnn", "w1": "cnn", "w2": "dw"}, 1),
        ({"v1": "bbc", "v2": "cnn", "w1": "afp", "w2": "dw"}, 2),
    ],
)
def test_outlets_are_as_few_as_there_must_be_whatever_files_are_called(outlets, many):
    versions = {report: report[0] for report in outlets if report[0] in "vw"}
    claims = [claimed(report, publisher=outlet) for report, outlet in outlets.items()]
    for order in (claims, claims[::-1]):
        assert len(vector(*order, versions=versions).outlets) == many


def test_of_versions_the_outlet_that_published_first_counts():
    claims = [claimed("a", publisher="z", published="2022-09-16"), claimed("b", publisher="b", published="2022-09-17")]
    for order in (claims, claims[::-1]):
        assert vector(*order, versions=dict.fromkeys("ab", "a")).outlets == (Somebody("z", ""),)


STRANGERS: list[Told] = [("A", nameless(words)) for words in ("police", "local officials", "a rescuer")]


def test_speakers_whom_nobody_knows_may_be_one():
    found = figure(*STRANGERS)
    assert counts(found)["speakers"] == found.vector.speakers_of_no_party == 1
    assert found.vector.names[2] == 3
    assert found.vector.statuses[2] == "suggested"
    found = figure(*STRANGERS, ("A", says("Olha Kit")))
    assert [one.name for one in found.vector.speakers] == ["Olha Kit"]
    seen = [(outlet, {**told, "basis": "first-hand"}) for outlet, told in STRANGERS]
    assert counts(figure(*seen))["first_hand"] == 1


@pytest.mark.parametrize(
    ("second", "outlet", "speakers", "origins"),
    [
        ("National Police", "", "reviewed", "reviewed"),
        ("National Police", "Alpha", "reviewed", "suggested"),
        ("Olha Kit", "", "suggested", "suggested"),
        ("Defense Ministry", "", "reviewed", "reviewed"),
    ],
)
def test_who_counts_apart_is_reviewed_where_editors_list_all_behind(second, outlet, speakers, origins):
    told = [(outlet, says(one, status="reviewed")) for one in ("Defense Ministry", second)]
    found = figure(*told, authorities=LISTED)
    assert found.vector.statuses[2] == speakers
    assert found.origins_status == origins
