"""How many origins claims have: every tie joins, nothing parts, and the number can only be too low."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claiming import claimed, row
from muniment.link.joined import Joined
from muniment.link.near import KnownNear, group_copies
from muniment.link.origins import LAG, document_of, named, origins_of, voice_of
from muniment.link.shingles import key_of
from muniment.link.vector import vector_of
from muniment.link.voices import voices_alike
from muniment.model import Claimed, Origin, Somebody

SENTENCE = (
    "Rescuers counted {} fresh graves beside the pine forest outside the town on Friday morning, witnesses added."
)


def origins(
    *claims: Claimed, copies: dict[str, str] | None = None, versions: dict[str, str] | None = None
) -> list[Origin]:
    return list(origins_of(claims, copies or {}, versions or {})[0])


def kinds(*claims: Claimed, **groups: dict[str, str]) -> list[set[str]]:
    """Of each origin the kinds of its ties."""
    return [{tie.kind for tie in one.ties} for one in origins(*claims, **groups)]


def told(report: str, speaker: str = "", **fields: object) -> Claimed:
    """A claim in words of its own, published on one day."""
    return claimed(report, speaker, **{"published": "2022-09-16", "surface": f"{report}{speaker}", **fields})  # type: ignore[arg-type]


def test_two_outlets_that_quote_one_official_are_one_origin():
    assert kinds(told("a", "Klymenko", publisher="cnn"), told("b", "Klymenko", publisher="bbc")) == [{"utterance"}]


def test_who_says_a_thing_again_later_is_no_second_origin_of_it():
    """A report of a later day may tell of what was said days before, or the same man says it again."""
    later = f"2022-09-{16 + LAG + 1}"
    first, again = told("a", "Klymenko"), told("b", "Klymenko", published=later)
    assert kinds(first, again) == [{"speaker"}]
    assert kinds(first, told("c", "Klymenko"), again) == [{"utterance", "speaker"}]
    assert kinds(first, told("b", "The ministry", published=later)) == [set(), set()]
    assert origins_of([first, again], {}, {})[1] == [-1, -1]  # of which neither only tells the other again
    between = told("c", "Klymenko", published="2022-09-18")
    assert kinds(told("a", "Klymenko"), told("b", "Klymenko", published=later), between) == [{"utterance"}]


@pytest.mark.parametrize("published", ["", "2022", "2022-09"])
def test_a_day_that_is_not_known_may_be_any(published):
    claims = told("a", "Klymenko"), told("b", "Klymenko", published=published)
    assert kinds(*claims) == [{"utterance"}]


def test_a_sentence_of_the_report_and_the_quotation_that_it_rests_on_are_one():
    own, quoted = told("a", "Klymenko"), told("a", "Klymenko", surface="quoted", is_quoted=True)
    found, retold = origins_of([own, quoted], {}, {})
    assert {tie.kind for tie in found[0].ties} == {"utterance", "retelling"}
    assert retold == [1, -1]


def test_another_number_is_not_told_again():
    _, retold = origins_of([told("a", "Klymenko"), told("b", "Klymenko", number=12)], {}, {})
    assert retold == [-1, -1]


def test_who_passes_both_on_is_one_relay():
    one, other = told("a", "Klymenko", relays=("Espreso",)), told("b", "The ministry", relays=("Espreso",))
    assert kinds(one, other) == [{"relay"}]


def test_what_a_relay_published_itself_is_tied_to_what_came_through_it():
    passed_on = told("a", "Klymenko", relays=("Espreso",), publisher="cnn", published="2022-09-20")
    own = told("b", "Klymenko", publisher="espreso")
    another = told("c", "The ministry", publisher="espreso")
    assert kinds(passed_on, own, another) == [{"relay", "speaker"}, set()]


def test_nearly_the_same_words_are_a_copy():
    one = told("a", "Klymenko", sentence_words=SENTENCE.format(440))
    other = told("b", "The ministry", sentence_words=SENTENCE.format(445))
    assert kinds(one, other) == [{"words"}]
    assert kinds(one, told("b", "The ministry", sentence_words="Something else was told in this sentence.")) == [
        set(),
        set(),
    ]


def test_reports_of_nearly_the_same_words_and_versions_tie_the_same_claim_only():
    claims = [
        told("a", "Klymenko"), told("a", "The ministry", number=12),
        told("b", "The chief", published="2022-09-30"), told("b", "The council", number=13, published="2022-09-30"),
    ]  # fmt: skip
    assert len(origins(*claims)) == 4
    for name in ("copies", "versions"):
        found = origins(*claims, **{name: {"a": "a", "b": "a"}})
        assert [one.members for one in found] == [(0, 2), (1,), (3,)]


def test_documents_are_told_apart_by_who_is_named_for_them():
    one, other = (told(name, name.upper(), basis="document", published="") for name in "ab")
    assert kinds(one, other) == [set(), set()]
    unnamed = told("c", basis="document")
    assert len(origins(one, other, unnamed)) == 1


def test_what_an_outlet_saw_itself_has_that_outlet_for_an_origin():
    seen, again = told("a", publisher="cnn", basis="first-hand"), told("b", publisher="cnn", basis="first-hand")
    other = told("c", publisher="bbc", basis="first-hand")
    assert kinds(seen, again, other) == [{"utterance"}, set()]
    assert all(one.is_known for one in origins(seen, again, other))


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Klymenko", "Ihor Klymenko"),
        ("Ihor Klymenko", "Igor Klimenko, Ігор Клименко"),
        ("Defense Ministry", "Defense Ministry of Ukraine"),
    ],
)
def test_speakers_whose_names_are_alike_may_be_one_but_where_editors_list_both(name, other):
    voices = [Somebody("a", name), Somebody("b", other.partition(",")[0]), Somebody("c", "Anna Berg")]
    spellings = {"b": other.split(", ")}
    alike = {"a": "a", "b": "a"}
    assert voices_alike(voices, spellings, {"a"}) == voices_alike(voices, spellings, ()) == alike
    assert voices_alike(voices, spellings, {"a", "b"}) == {}
    claims = [told(one.id, one.name, published=f"2022-0{n}-16") for n, one in enumerate(voices, 1)]
    found = origins_of(claims, {}, {}, {named(claims[0].speaker): "x", named(claims[1].speaker): "x"})[0]
    assert [{tie.kind for tie in one.ties} for one in found] == [{"alike"}, set()]


def test_a_name_that_two_listed_ones_share_may_be_either():
    voices = [Somebody("a", "Ministry of Defence"), Somebody("b", "Ministry of Health"), Somebody("", "Ministry")]
    assert set(voices_alike(voices, {}, {"a", "b"}).values()) == {"a"}


def test_thousands_of_names_of_many_words_take_seconds():
    voices = [Somebody(f"s{n}", " ".join(f"w{(n + k) % 50}" for k in range(40))) for n in range(5000)]
    began = time.perf_counter()
    voices_alike(voices, {}, ())
    assert time.perf_counter() - began < 10


def test_all_that_comes_from_nobody_knows_whom_is_one_origin():
    found = origins(told("a", publisher="cnn"), told("b", publisher="bbc"), told("c", "Klymenko"))
    assert [(one.members, one.is_known) for one in found] == [((0, 1), False), ((2,), True)]


NAMES = st.sampled_from(["", "Klymenko", "The ministry", "Espreso"])
CLAIMS = st.builds(
    claimed,
    st.sampled_from("abcd"),
    NAMES,
    publisher=st.sampled_from(["", "cnn", "espreso"]),
    relays=st.lists(st.sampled_from(["Espreso", "Reuters"]), max_size=2, unique=True).map(tuple),
    published=st.sampled_from(["", "2022-09", "2022-09-16", "2022-09-17", "2022-09-25"]),
    number=st.sampled_from([None, 12, 440]),
    basis=st.sampled_from(["", "first-hand", "document"]),
    is_quoted=st.booleans(),
    sentence_words=st.sampled_from(
        ["", SENTENCE.format(1), "Other words, which are told elsewhere entirely, stand beside."]
    ),
)
GROUPS = st.dictionaries(st.sampled_from("abcd"), st.just("a"))


ALIKE = st.dictionaries(st.sampled_from(["klymenko", "the ministry", "cnn"]), st.just("a"))


@given(st.lists(CLAIMS, max_size=8), GROUPS, GROUPS, ALIKE)
def test_every_claim_has_one_origin(claims, copies, versions, alike):
    found, retold = origins_of(claims, copies, versions, alike)
    assert sorted(member for one in found for member in one.members) == list(range(len(claims)))
    assert all(set(tie.members) <= set(one.members) for one in found for tie in one.ties)
    origin = {member: number for number, one in enumerate(found) for member in one.members}
    for number, other in enumerate(retold):
        assert other == -1 or (origin[other] == origin[number] and retold[other] == -1)


@given(st.lists(CLAIMS, max_size=8))
def test_there_are_never_more_origins_than_voices_and_papers(claims):
    behind = [voice if (voice := voice_of(one)) and voice.id else document_of(one) for one in claims]
    assert len(origins(*claims)) <= len({named(one) if one else "unknown" for one in behind})


@given(st.lists(CLAIMS, max_size=7), CLAIMS)
def test_a_further_claim_only_joins(claims, further):
    """What was one origin stays one; there is at most one more."""
    before, after = origins(*claims), origins(*claims, further)
    assert len(after) <= len(before) + 1
    for one in before:
        assert any(set(one.members) <= set(other.members) for other in after)


@given(st.lists(st.lists(st.integers(0, 19), max_size=5), max_size=12))
def test_joined_sets_are_those_that_chains_of_members_make(groups):
    joined = Joined(20)
    for group in groups:
        joined.join(group)
    known = [{one} for one in range(20)]
    for group in groups:
        touched = [one for one in known if one & set(group)]
        known = [one for one in known if one not in touched] + ([set().union(*touched)] if touched else [])
    assert {joined.of(one) for one in range(20)} == {min(one) for one in known}


def test_thousands_of_the_same_words_take_seconds_and_not_hours():
    claims = [told(f"r{number}", f"S{number}", sentence_words=SENTENCE) for number in range(5000)]
    began = time.perf_counter()
    assert len(origins(*claims)) == 1
    assert time.perf_counter() - began < 10


def test_reports_that_are_near_are_copies_as_far_as_enough_is_shared():
    sketches = {name: bytes([number] * 8) + b"\0" for number, name in enumerate("abc")}
    rows = [row(name, sketch=sketch) for name, sketch in sketches.items()]
    keys = {name: key_of(sketch) for name, sketch in sketches.items()}
    known = KnownNear(near={keys["a"]: ((keys["b"], 900), (keys["c"], 400)), keys["b"]: ((keys["a"], 900),)})
    assert group_copies(rows, known) == {"a": "a", "b": "a"}
    same = [row("a", sketch=sketches["a"]), row("b", sketch=sketches["a"])]
    assert group_copies(same, KnownNear()) == {"a": "a", "b": "a"}


# The six counts.


def test_the_six_counts_name_each_once():
    vector = vector_of(
        (
            told("a", "Klymenko", publisher="censor", relays=("Espreso",), party="ukrainian-state"),
            told("a", "Klymenko", publisher="censor", party="ukrainian-state"),
            told("b", "The ministry", publisher="cnn", party="ukrainian-state"),
            told("c", "A neighbour"),
            told("d", publisher="cnn", basis="first-hand"),
            told("e", "The register", basis="document"),
        )
    )
    names = {field: [one.id for one in getattr(vector, field)] for field in vector.__struct_fields__[:6]}
    assert names == {
        "outlets": ["censor", "cnn"],
        "relays": ["espreso"],
        "speakers": ["klymenko", "the ministry", "a neighbour", "the register"],
        "parties": ["ukrainian-state"],
        "first_hand": ["cnn"],
        "documents": ["the register"],
    }
    assert (vector.reports_of_nobody, vector.speakers_of_no_party) == (2, 2)
