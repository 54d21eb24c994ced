"""Who is who behind claims: whoever may be one is one, so that neither origins nor counts are too high."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claiming import claimed, counted, row
from linking import directory_of
from muniment.link.figures import behind
from muniment.link.origins import origins_of
from muniment.link.voices import voices_alike
from muniment.model import (
    Authority,
    Claimed,
    ClaimRef,
    Counted,
    Figure,
    Question,
    Row,
    Sighting,
    Somebody,
    Tenure,
    changed,
)

MINISTRY = Authority(id="ministry", kind="organization", name="Defense Ministry", party="state")
POLICE = Authority(id="police", kind="organization", name="National Police", party="State of Ukraine")
STATE = Authority(id="state", kind="organization", name="The state", names=("State of Ukraine",))
SPOKESMAN = Authority(id="ivan", kind="person", name="Ivan Petrenko", roles=(Tenure("spokesman", "ministry"),))
COLONEL = Authority(id="berg", kind="person", name="Anna Berg", affiliation="defense ministry")
GENERAL = Authority(
    id="general", kind="person", name="General Kit",
    roles=(Tenure("chief", "Org A", "2010", "2015"), Tenure("chief", "Org B", "2016")),
)  # fmt: skip
ESPRESO = Authority(id="espreso", kind="channel", name="Espreso", is_source=True)
EVERYBODY = (MINISTRY, POLICE, STATE, SPOKESMAN, COLONEL, GENERAL, ESPRESO)
Told = tuple[str, dict[str, object]]  # who published it, and what a claim says


def figure(*told: Told, authorities: tuple[Authority, ...] = EVERYBODY, **fields: dict[int, object]) -> Figure:
    """The question that such claims answer, each of a report of its own, each published by somebody or nobody; further
    fields of reports by their numbers. Each report names its speaker."""
    rows = []
    kinds = {one.name: one.kind for one in authorities if not one.is_source}
    for number, (publisher, says) in enumerate(told):
        sources = (Sighting("publisher", publisher, status="stated"),) if publisher else ()
        claim = told_as(number, says)
        kind = kinds.get(claim.speaker, "person")
        named = (Sighting(kind, claim.speaker),) if claim.speaker and "named" not in says else ()
        given = {name: each[number] for name, each in fields.items() if number in each}
        rows.append(row(f"r{number}", claim, **{"sources": sources, "entities": named, **given}))
    refs = tuple(ClaimRef(one.id, one.counts[0].id) for one in rows)
    questions = (Question(id="toll", question="How many?", claims=refs),)
    (found,) = directory_of(rows, authorities, questions=questions).archive.figures
    return found


def told_as(number: int, says: dict[str, object]) -> Counted:
    fields = {name: value for name, value in says.items() if name != "named"}
    return counted(f"{number + 10} graves", number + 10, sentence_words=f"w{number} x{number}", **fields)


def says(speaker: str = "", *chain: str, **fields: object) -> dict[str, object]:
    return {"speaker": speaker, "chain": chain, **fields}


def nameless(words: str, *chain: str, **fields: object) -> dict[str, object]:
    """Somebody whom the report has a word for, and nobody knows."""
    return {"named": False, **says(words, *chain, **fields)}


# What an editor would say, one by one: claims, and how many may be independent of each other.
CASES: dict[str, tuple[tuple[Told, ...], int]] = {
    "nobody is named for a paper, and nobody speaks": ((("A", says(basis="document")), ("B", says())), 1),
    "a paper of somebody without a name, and nobody": (
        (("A", nameless("officials", basis="document")), ("B", nameless("a witness"))), 1,
    ),
    "who speaks here passes on there": ((("A", says("Espreso")), ("B", says("Olha Kit", "Espreso"))), 1),
    "the outlet says it itself, and passes on there": (
        (("Espreso", says("Espreso")), ("B", says("Olha Kit", "Espreso"))), 1,
    ),
    "who speaks here published it there": ((("B", says("Alpha")), ("Alpha", says("Olha Kit"))), 1),
    "what an outlet saw, and another man told it": (
        (("Alpha", says(basis="first-hand")), ("Alpha", says("Olha Kit"))), 2,
    ),
    "who saw it passes on there": ((("Alpha", says(basis="first-hand")), ("B", says("Olha Kit", "Alpha"))), 1),
    "in other letters": ((("ALPHA", says(basis="first-hand")), ("B", says("Olha Kit", "alpha"))), 1),
    "a listed outlet by its name": ((("Espreso", says(basis="first-hand")), ("B", says("Olha Kit", "espreso"))), 1),
    "what an outlet published of another man": (
        (("Espreso", says("Petro Lys")), ("B", says("Olha Kit", "Espreso"))), 2,
    ),
    "a relay under two names": (
        (("A", says("Olha Kit", "Reuters")), ("B", says("Petro Lys", "Reuters News Agency"))), 1,
    ),
    "two relays": ((("A", says("Olha Kit", "Reuters")), ("B", says("Petro Lys", "Ukrinform"))), 2),
    "one man in two spellings": ((("A", says("Oleg Sinegubov")), ("B", says("Oleh Syniehubov"))), 1),
    "two men": ((("A", says("Olha Kit")), ("B", says("Petro Lys"))), 2),
    "a ministry and its spokesman": ((("A", says("Defense Ministry")), ("B", says("Ivan Petrenko"))), 1),
    "two of one ministry": ((("A", says("Anna Berg")), ("B", says("Ivan Petrenko"))), 1),
    "two bodies of one state": ((("A", says("Defense Ministry")), ("B", says("National Police"))), 2),
    "two bodies, and the state that they are of": (
        (("A", says("Defense Ministry")), ("B", says("National Police")), ("C", says("The state"))), 1,
    ),
    "a paper of the one who speaks": ((("A", says("Olha Kit", basis="document")), ("B", says("Olha Kit"))), 1),
    "papers of two": (
        (("A", says("Olha Kit", basis="document")), ("B", says("Petro Lys", basis="document"))), 2,
    ),
    "papers of which one is not named": (
        (("A", says("Olha Kit", basis="document")), ("B", says(basis="document"))), 1,
    ),
    "what two saw": ((("Alpha", says(basis="first-hand")), ("Beta", says(basis="first-hand"))), 2),
    "what nobody knows who saw": (
        (("", says(basis="first-hand")), ("", says(basis="first-hand")), ("A", says())), 1,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_there_are_as_many_origins_as_an_editor_would_say(name):
    told, origins = CASES[name]
    found = figure(*told)
    assert len(found.origins) == origins, [[tie.kind for tie in one.ties] for one in found.origins]
    assert len(figure(*told[::-1]).origins) == origins


def test_a_role_counts_where_its_holder_may_have_said_it_then():
    """What is told of no day may have been said in any office before; who spoke for a body years before the day that
    is told of did not speak for it then."""
    bodies = (
        Authority(id="org-b", kind="organization", name="Org B"),
        Authority(id="a", kind="organization", name="Org A"),
    )
    told = ("Alpha", says("General Kit")), ("Beta", says("Org B"))
    found = figure(*told, authorities=(*EVERYBODY, *bodies))
    assert [{tie.kind for tie in one.ties} for one in found.origins] == [{"body"}]
    assert found.origins[0].ties[0].through == Somebody("org-b", "org-b")
    for when, published, origins in (
        ("", "2022-09-16", 1), ("2012", "2022-09-16", 1), ("2022-09-15", "2022-09-16", 2), ("2022-09-15", "", 1),
        ("", "2009", 2),
    ):  # fmt: skip
        told = ("Alpha", says("General Kit", when=when)), ("Beta", says("Org A"))
        days = {"published": {0: published}}
        assert len(figure(*told, authorities=(*EVERYBODY, *bodies), **days).origins) == origins, (when, published)


def test_the_head_of_a_body_counts_like_the_body():
    """Who speaks for the police is no other origin than who speaks for a part of them."""
    inv = Authority(id="inv", kind="organization", name="Investigators", part_of="police")
    heads = [
        Authority(id=body, kind="person", name=name, roles=(Tenure("head", body),))
        for body, name in (("police", "Olha Kit"), ("inv", "Petro Lys"))
    ]
    heads = [changed(one, id=f"head-{one.id}") for one in heads]
    everybody = (*EVERYBODY, inv, *heads)
    for told in ("Olha Kit", "National Police"):
        found = figure(("A", says(told)), ("B", says("Petro Lys")), authorities=everybody)
        assert [{tie.kind for tie in one.ties} for one in found.origins] == [{"body"}]
    assert len(figure(("A", says("Investigators")), ("B", says("Olha Kit")), authorities=everybody).origins) == 1
    assert len(figure(("A", says("Defense Ministry")), ("B", says("Olha Kit")), authorities=everybody).origins) == 2


def test_which_reports_are_copies_does_not_hang_on_what_is_asked():
    """A copy of both makes copies of two, whichever question has it, or none."""
    names = "abc"
    sketches = [bytes([n] * 8 + [0]) + b"".join(k.to_bytes(4, "little") for k in range(n, n + 50)) for n in (0, 14, 28)]
    seen = [
        row(name, counted("440 graves", 440, basis="first-hand", sentence_words=name), sketch=sketch,
            sources=(Sighting("publisher", name, status="stated"),))
        for name, sketch in zip(names, sketches, strict=True)
    ]  # fmt: skip

    def asking(identifier: str, *reports: Row) -> Question:
        refs = tuple(ClaimRef(one.id, one.counts[0].id) for one in reports)
        return Question(id=identifier, question="How many?", claims=refs)

    first, second = asking("first", seen[0], seen[2]), asking("second", seen[1])
    for questions in ((first,), (first, second)):
        found = directory_of(seen, questions=questions).archive.figures[0]
        assert [{tie.kind for tie in one.ties} for one in found.origins] == [{"copy"}]
    assert len(directory_of(seen[::2], questions=(first,)).archive.figures[0].origins) == 2


NAMES = ["Klymenko", "Ihor Klymenko", "The ministry", "Reuters", "Reuters Agency", "Espreso"]
IDS = {name: f"{name.lower().replace(' ', '-')}" for name in NAMES}
SOMEBODY = st.sampled_from([Somebody(IDS[name], name) for name in NAMES])
CLAIMS = st.builds(
    lambda one, speaker, carriers, publisher: changed(
        one, speaker=speaker, carriers=tuple(carriers), publisher=publisher.id if publisher else ""
    ),
    st.builds(
        claimed,
        st.sampled_from("abcdef"),
        published=st.sampled_from(["2022-09-16", "2022-09-17", "2022-09-25"]),
        number=st.sampled_from([12, 440]),
        basis=st.sampled_from(["", "first-hand"]),
        sentence_words=st.just(""),
    ),
    st.none() | SOMEBODY,
    st.lists(SOMEBODY, max_size=1),
    st.none() | SOMEBODY,
)
SPELLINGS = {identifier: (name,) for name, identifier in IDS.items()}


def count(claims: list[Claimed], listed: frozenset[str] = frozenset(), **groups: dict[str, str]) -> int:
    alike = voices_alike(behind(claims), SPELLINGS, listed)
    return len(origins_of(claims, groups.get("copies", {}), groups.get("versions", {}), alike)[0])


LISTED = st.frozensets(st.sampled_from(sorted(IDS.values())))


@given(st.lists(CLAIMS, min_size=1, max_size=6), LISTED, st.data())
def test_what_ties_claims_or_is_known_no_more_never_raises_the_number(claims, listed, data):
    before = count(claims, listed)
    number = data.draw(st.integers(0, len(claims) - 1))
    one = claims[number]
    relay = data.draw(SOMEBODY)

    def after(other: Claimed) -> int:
        return count([*claims[:number], other, *claims[number + 1 :]], listed)

    assert after(changed(one, carriers=(*one.carriers, relay))) <= before
    assert after(changed(one, bodies=("state",))) <= before
    assert after(changed(one, published="")) <= before
    assert count([*claims, one], listed) <= before
    assert count(claims, listed - {relay.id}) <= before
    assert count(claims, listed, copies=dict.fromkeys("abc", "a")) <= before
    assert count(claims, listed, versions=dict.fromkeys("abc", "a")) <= before


@given(st.lists(CLAIMS, min_size=1, max_size=6), LISTED, st.data())
def test_who_is_only_a_name_is_no_further_origin(claims, listed, data):
    """As whom no report names but in the claim: whether it is the one whom others name nobody can say."""
    name = data.draw(SOMEBODY)

    def forget(one: Somebody | None) -> Somebody | None:
        return Somebody("", one.name) if one == name else one

    forgotten = [changed(one, speaker=forget(one.speaker), carriers=tuple(map(forget, one.carriers))) for one in claims]
    assert count(forgotten, listed - {name.id}) <= count(claims, listed)


# The six counts.


def counts(found: Figure) -> dict[str, int]:
    fields = ("outlets", "relays", "speakers", "parties", "first_hand", "documents")
    return {field: len(getattr(found.vector, field)) for field in fields}


def test_one_man_who_changed_sides_has_two_parties():
    told = ("A", says("General Kit")), ("B", says("General Kit"))
    assert counts(figure(*told))["parties"] == 1
    found = figure(*told, published={0: "2014-01-16", 1: "2022-09-20"})
    assert [one.id for one in found.vector.parties] == ["Org A", "Org B"]
    assert found.vector.speakers_of_no_party == 0


def test_a_party_in_words_is_the_one_that_is_listed_under_them():
    told = ("A", says("Defense Ministry")), ("B", says("National Police"))
    assert [one.id for one in figure(*told).vector.parties] == ["state"]
    rebels = [
        Authority(id=f"p{n}", kind="person", name=f"{n}th Man", party=words)
        for n, words in enumerate(("The rebels", "the Rebels"))
    ]
    found = figure(("A", says("0th Man")), ("B", says("1th Man")), authorities=tuple(rebels))
    assert counts(found)["parties"] == 1


@pytest.mark.parametrize(
    ("field", "told"),
    [
        ("speakers", (("A", says("Klymenko")), ("B", says("Ihor Klymenko")), ("C", says("Ігор Клименко")))),
        ("outlets", (("Censor.NET", says("X Y")), ("Censor.net", says("X Y")))),
        ("relays", (("A", says("X Y", "Reuters")), ("B", says("X Y", "Reuters News Agency")))),
        ("documents", (("A", says("Klymenko", basis="document")), ("B", says("Ihor Klymenko", basis="document")))),
    ],
)
def test_who_may_be_one_is_counted_once_as_the_origins_have_it(field, told):
    found = figure(*told)
    assert counts(found)[field] == 1
    fields = ("outlets", "relays", "speakers", "parties", "first_hand", "documents")
    assert found.vector.names[fields.index(field)] == len(told)


@pytest.mark.parametrize("how", ["version_of", "translation_of", "rendering_of"])
def test_versions_of_one_report_have_one_outlet(how):
    told = ("Alpha", says("X Y")), ("Beta", says("X Y")), ("Gamma", says("X Y"))
    found = figure(*told, **{how: {1: "r0"}})
    assert len(found.vector.outlets) == 2
    assert counts(figure(*told))["outlets"] == 3


@pytest.mark.parametrize("how", ["version_of", "translation_of", "rendering_of"])
def test_versions_of_a_report_that_is_not_published_are_versions_of_each_other(how):
    """As when the original was withdrawn, is held back, or was deleted."""
    seen = says(basis="first-hand")
    told = ("Alpha", seen), ("Beta", seen)
    assert [len(figure(*told, **{how: {0: "gone"}}).origins), len(figure(*told).origins)] == [2, 2]
    found = figure(*told, **{how: {0: "gone", 1: "gone"}})
    assert [{tie.kind for tie in one.ties} for one in found.origins] == [{"version"}]
    assert counts(found)["outlets"] == 1
    assert "gone" not in repr(found)


def test_a_paper_of_nobody_may_be_any_that_is_named():
    unnamed, whose = ("A", says(basis="document")), ("B", says("X Y", basis="document"))
    assert [one.name for one in figure(unnamed, whose).vector.documents] == ["X Y"]
    assert counts(figure(unnamed, unnamed))["documents"] == 1


def test_who_saw_it_is_not_known_where_nobody_is_known_to_have_published_it():
    found = figure(("", says(basis="first-hand")), ("A", says("X Y")))
    assert found.vector.first_hand == ()
    assert found.vector.seen_by_nobody == 1


@pytest.mark.parametrize(
    ("claim", "publisher", "answer", "outlets"),
    [
        ("reviewed", "stated", "reviewed", "stated"),
        ("reviewed", "suggested", "suggested", "suggested"),
        ("suggested", "reviewed", "suggested", "reviewed"),
        ("reviewed", "reviewed", "reviewed", "reviewed"),
    ],
)
def test_a_count_is_as_sure_as_the_weakest_thing_that_it_counts(claim, publisher, answer, outlets):
    sources = (Sighting("publisher", "Alpha", status=publisher),)
    found = figure(
        ("A", says("X Y", status=claim)), ("A", says("X Y", status="reviewed")), sources={0: sources, 1: sources}
    )
    assert found.status == "reviewed"
    assert found.answer_status == answer
    assert found.vector.statuses == (outlets, *[claim] * 5)
    assert found.origins_status == answer


def test_what_rests_on_names_that_are_alike_is_suggested_whatever_else_is_reviewed():
    sources = {n: (Sighting("publisher", "Alpha", status="reviewed"),) for n in range(2)}
    told = [("A", says(name, status="reviewed")) for name in ("Klymenko", "Ihor Klymenko")]
    found = figure(*told, sources=sources)
    assert [tie.is_guess for one in found.origins for tie in one.ties] == [True]
    assert (found.answer_status, found.origins_status) == ("reviewed", "suggested")
    assert found.vector.statuses == ("reviewed", "reviewed", "suggested", "reviewed", "reviewed", "reviewed")
