"""Questions: what editors ask with what answers it, and what rules suggest."""

import json
import shutil
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claiming import counted, row
from linking import directory_of, every_page
from muniment.link.figures import MOST_FURTHER
from muniment.model import (
    Authority,
    ClaimRef,
    Counted,
    Figure,
    FigureList,
    FigurePage,
    Question,
    Redirect,
    Row,
    Sighting,
    changed,
)
from muniment.problems import InputError, Problem
from muniment.read.held import Held
from muniment.read.questions import LONGEST_QUESTION, read_questions, with_known_claims
from muniment.settings import Settings
from whole import built

IZIUM = Path(__file__).parents[1]
WORDS = "A rocket struck the crowded railway station in {place}, {number} passengers were killed."


def dead(number: float, place: str = "Izium", **fields: object) -> Counted:
    """So many people killed by a rocket."""
    words = str(fields.pop("sentence_words", WORDS.format(place=place, number=number)))
    given: dict[str, object] = {"what": "people", "fate": "dead", "where": place, "sentence_words": words}
    return counted(f"{number} people", number, **{**given, **fields})


def figures(
    *rows: Row, questions: tuple[Question, ...] = (), authorities: tuple[Authority, ...] = ()
) -> tuple[Figure, ...]:
    return directory_of(rows, authorities, questions=questions).archive.figures


def asking(*claims: str, **fields: object) -> Question:
    """A question whose claims are "REPORT#CLAIM"."""
    given: dict[str, object] = {"id": "toll", "question": "How many?", "claims": tuple(map(ref, claims))}
    return Question(**{**given, **fields})  # type: ignore[arg-type]


def ref(claim: str) -> ClaimRef:
    return ClaimRef(*claim.split("#"))


# What rules suggest.


def test_reports_that_count_the_same_there_and_then_are_a_question():
    (figure,) = figures(row("a", dead(12)), row("b", dead(30), published="2022-09-17"))
    assert figure.question == "How many people were reported dead in Izium?"
    assert figure.status == "suggested"
    assert figure.when == "2022-09-16/2022-09-17"
    assert [one.report for one in figure.claims] == ["a", "b"]
    assert [one.conflicting for one in figure.standings] == [1, 1]


@pytest.mark.parametrize(
    "other",
    [
        row("b", dead(30, fate="injured")),
        row("b", dead(30, what="soldiers")),
        row("b", dead(30, "Bucha"), place="Bucha"),
        row("b", dead(30), published="2022-09-19"),
        row("b", dead(30), published=""),
        row("b", dead(30), published="2022"),
        row("b", dead(30, when="2022-10-01")),
        row("b", counted("30 more people", 30, what="people", fate="dead", where="Izium", sentence_words=WORDS)),
        row("b", dead(30, what="others")),
        row("b", counted("hundreds of people", None, what="people", fate="dead", where="Izium", sentence_words=WORDS)),
        row("b", dead(30, sentence_words="Thirty were killed by mines that lay on a field.")),
        row("b", dead(30), version_of="a"),
    ],
    ids=lambda other: other.id + other.published.value if other.published else "",
)
def test_another_thing_fate_place_or_time_is_none(other):
    assert figures(row("a", dead(12)), other) == ()


def test_a_country_is_no_place_where_one_thing_happens_at_a_time():
    rows = [row(name, dead(number), place="") for name, number in (("a", 12), ("b", 30))]
    named = [
        changed(one, entities=tuple(changed(place, coordinates=None) for place in row("c").entities)) for one in rows
    ]
    assert figures(*named) == ()


def test_people_of_whom_nothing_is_said_are_not_counted_together():
    assert figures(row("a", dead(12, fate="")), row("b", dead(30, fate=""))) == ()


def test_what_states_its_day_needs_no_telling_word():
    """A day is stated by the second; of two that state none a word must be of this place above all."""
    common = "A rocket struck the railway in the evening."
    elsewhere = [
        row(f"x{n}", dead(n, f"Town {n}", sentence_words=common), place=f"Town {n}", published="2020-01-01")
        for n in range(9)
    ]
    first, second = (dead(number, sentence_words=common) for number in (12, 30))
    assert figures(*elsewhere, row("a", first), row("b", second)) == ()
    assert len(figures(*elsewhere, row("a", first), row("b", changed(second, when="2022-09-16")))) == 1


def test_a_suggested_question_keeps_its_id_while_its_first_claim_stays():
    first, further = row("a", dead(12)), [row(f"b{n}", dead(20 + n)) for n in range(2)]
    (one,), (other,) = figures(first, further[0]), figures(first, *further)
    assert one.id == other.id
    assert one.id.startswith("people-dead-izium-2022-09-16-")


def test_what_has_a_long_name_is_no_longer_than_editors_may_ask():
    place = "Izium " * 60
    (figure,) = figures(row("a", dead(12, place), place=place), row("b", dead(30, place), place=place))
    assert len(figure.question) <= LONGEST_QUESTION


def test_what_editors_ask_about_is_not_suggested_again():
    rows = row("a", dead(12)), row("b", dead(30))
    question = asking(f"a#{dead(12).id}", f"b#{dead(30).id}")
    (figure,) = figures(*rows, questions=(question,))
    assert figure.status == "reviewed"


@given(st.lists(st.tuples(st.integers(0, 3), st.sampled_from(["2022-09-16", "2022-09-18", "2022-09-21"])), max_size=8))
def test_no_claim_is_in_two_suggested_questions(told):
    rows = [row(f"r{n}", dead(number), published=day) for n, (number, day) in enumerate(told)]
    found = [(one.report, one.claim.id) for figure in figures(*rows) for one in figure.claims]
    assert len(found) == len(set(found))


def test_thousands_of_claims_of_one_thing_and_place_take_seconds():
    """The same words, and words of which each has its own."""
    same = [dead(n) for n in range(40)]
    own = [dead(n, sentence_words=f"word{n} said{n} that{n} dead{n}") for n in range(40)]
    for claims in (same, own):
        rows = [row(f"r{n}", *(changed(one, id=f"c-{n:08x}") for one in claims)) for n in range(250)]
        began = time.perf_counter()
        figures(*rows)
        assert time.perf_counter() - began < 20


# What editors ask.


def test_claims_that_count_the_same_are_suggested_and_counted_nowhere():
    izium = Authority(id="izium", kind="place", name="Izium")
    rows = row("a", dead(12)), row("b", dead(30)), row("c", dead(40), published="2023-01-01")
    question = asking(f"a#{dead(12).id}", counted=("people killed",), where="izium", when="2022-09")
    (figure,) = figures(*rows, questions=(question,), authorities=(izium,))
    assert [one.report for one in figure.further] == ["b"]
    assert len(figure.claims) == len(figure.origins) == 1


def test_speakers_of_one_side_are_one_party():
    """As of Ukraine's ministry and its police: two voices, one side."""
    authorities = (
        Authority(id="state", kind="organization", name="The state"),
        Authority(id="ministry", kind="organization", name="The ministry", party="state"),
        Authority(id="klymenko", kind="person", name="Klymenko", party="state"),
    )
    named = (Sighting("person", "Klymenko", "klymenko"), Sighting("organization", "The ministry", "ministry"))
    rows = [
        row("a", dead(12, speaker="Klymenko"), entities=named),
        row("b", dead(30, speaker="The ministry"), entities=named),
        row("c", dead(40, speaker="A neighbour"), entities=named),
    ]
    refs = [f"{one.id}#{one.counts[0].id}" for one in rows]
    (figure,) = figures(*rows, questions=(asking(*refs),), authorities=authorities)
    assert [one.id for one in figure.vector.parties] == ["state"]
    assert figure.vector.speakers_of_no_party == 1


def test_many_claims_that_may_belong_to_a_question_are_bounded():
    rows = [row(f"r{n}", dead(n)) for n in range(MOST_FURTHER + 5)]
    (figure,) = (one for one in figures(*rows, questions=(asking(counted=("people",)),)) if one.status == "reviewed")
    assert (len(figure.further), figure.further_left) == (MOST_FURTHER, 5)


def test_what_stands_beside_a_question_is_in_no_count():
    """The number on a cross that CNN saw itself is no count of graves."""
    seen = counted("the number as high as 398", 398, op="<=", what="", basis="first-hand")
    rows = row("a", dead(12)), row("b", seen)
    question = asking(f"a#{dead(12).id}", beside=(ref(f"b#{seen.id}"),))
    (figure,) = figures(*rows, questions=(question,))
    assert [one.claim.surface for one in figure.beside] == ["the number as high as 398"]
    assert figure.vector.first_hand == ()
    assert len(figure.claims) == len(figure.standings) == 1


def test_a_question_without_claims_is_shown_all_the_same():
    (figure,) = figures(row("a"), questions=(asking(),))
    assert (figure.claims, figure.origins) == ((), ())
    assert figures() == ()
    assert len(figures(questions=(asking(),))) == 1


def test_claims_of_no_report_are_told_with_those_that_are_meant(make_archive):
    archive = make_archive(
        {
            "content/questions.yaml": (
                "- id: graves\n  question: How many?\n  claims: [a#c-01234567, axe#c-01234567]\n"
                "  beside:\n  - {claim: b#c-01234567, note: n}\n"
            )
        }
    )
    problems: list[Problem] = []
    asked = read_questions(archive, (), problems)
    rows = [row("a", counted("440 graves"), counted("12 graves", 12)), row("b")]
    (question,) = with_known_claims(asked, rows, Held(), problems)
    assert question.claims == question.beside == ()
    ids = [one.id for one in rows[0].counts]
    assert [str(one) for one in problems] == [
        "content/questions.yaml:3:12: the report 'a' has no claim 'c-01234567'\n"
        f"  hint: it has {ids[0]} “440 graves”, {ids[1]} “12 graves”",
        "content/questions.yaml:3:26: there is no report 'axe' here\n"
        "  hint: write the id of a report: its page's name without .html",
        "content/questions.yaml:5:13: the report 'b' has no claim 'c-01234567'\n  hint: nothing is counted in it",
    ]
    problems.clear()
    with_known_claims(asked, [], Held(frozenset({"a", "b", "axe"})), problems)
    assert problems == []
    with_known_claims(asked, [], Held(is_more=True), problems)
    assert {one.severity for one in problems} == {"warning"}  # it may be one that is held back


def test_a_claim_of_no_report_stops_a_strict_build_and_no_other(make_archive):
    asked = "- {id: graves, question: How many?, claims: [a#c-01234567]}\n"
    archive = make_archive({"seeds/a.txt": "12 people were killed.", "content/questions.yaml": asked})
    assert [one.what for one in built(archive).problems] == ["the report 'a' has no claim 'c-01234567'"]
    with pytest.raises(InputError, match="has no claim"):
        built(archive, strict=True)


def test_former_ids_are_plain_and_of_one_question(make_archive):
    archive = make_archive(
        {
            "content/questions.yaml": (
                "- {id: toll, question: How many?, former: [toll, old, Old, deaths]}\n"
                "- {id: deaths, question: How many?, former: [old, older]}\n"
            )
        }
    )
    problems: list[Problem] = []
    asked = read_questions(archive, (), problems)
    assert [one.question.former for one in asked] == [("old",), ("older",)]
    assert [str(one) for one in problems] == [
        "content/questions.yaml:1:55: the former id 'Old' is not plain\n  hint: write it as it was",
        "content/questions.yaml:1:60: the former id 'deaths' is in use, at content/questions.yaml:2:8\n"
        "  hint: an id can lead to another only when no question has it",
        "content/questions.yaml:2:46: the former id 'old' is that of another question, too, at"
        " content/questions.yaml:1:50\n  hint: it can lead to one only",
    ]


# Pages.


def test_an_id_that_was_given_up_leads_on_and_is_suggested_to_nobody():
    rows = row("a", dead(12)), row("b", dead(30))
    (suggested,) = figures(*rows)
    question = asking(former=(suggested.id,))
    pages = {page.address: page.value for page in every_page(directory_of(rows, questions=(question,)), Settings())}
    assert pages[f"figures/{suggested.id}.html"] == Redirect("figures/toll.html", "How many?")


def test_a_question_has_a_page_and_reports_link_to_it():
    rows = row("a", dead(12)), row("b", dead(30))
    pages = {page.address: page.value for page in every_page(directory_of(rows), Settings())}
    (address,) = [address for address in pages if address.startswith("figures/")]
    value = pages[address]
    assert isinstance(value, FigurePage)
    assert [one.claim.surface for one in value.claims] == ["12 people", "30 people"]
    assert [one.address for one in value.quotations] == ["reports/a.html#p1", "reports/b.html#p1"]
    listed = pages["figures.html"]
    assert isinstance(listed, FigureList)
    assert [one.address for one in listed.figures] == [address]
    assert [one.address for one in pages["reports/a.html"].figures] == [address]


def test_many_questions_are_listed_in_parts():
    questions = tuple(asking(id=f"q{n}") for n in range(25))
    directory = directory_of([row("a")], questions=questions)
    pages = {page.address: page.value for page in every_page(directory, Settings(page_length=10))}
    assert [len(pages[one].figures) for one in ("figures.html", "figures.2.html", "figures.3.html")] == [10, 10, 5]


def test_there_are_no_figures_where_nothing_is_asked():
    directory = directory_of([row("a", dead(12))])
    assert "figures" not in directory.archive.site.sections
    assert not any(page.address.startswith("figures") for page in every_page(directory, Settings()))


@pytest.fixture(scope="module")
def izium(tmp_path_factory):
    """This archive, built."""
    archive = tmp_path_factory.mktemp("izium")
    for folder in ("seeds", "content"):
        shutil.copytree(IZIUM / folder, archive / folder)
    assert built(archive).problems == ()
    return archive


def test_the_graves_question_shows_how_few_origins_many_voices_have(izium):

    data = json.loads((izium / "site/data/questions.json").read_bytes())
    graves = next(one for one in data["questions"] if one["id"] == "graves-izium")
    counts = {name: [one["id"] for one in found] for name, found in graves["vector"].items()}
    assert sorted(counts["outlets"]) == ["censor-net", "cnn"]
    assert counts["relays"] == ["espreso"]
    assert sorted(counts["speakers"]) == ["defense-ministry-ukraine", "ihor-klymenko"]
    assert counts["first_hand"] == counts["documents"] == []
    assert len(graves["origins"]) == 2
    own = next(one for one in graves["claims"] if one["claim"] == "c-9568e59e")
    assert graves["claims"][own["retells"]]["claim"] == "c-acce0ad1"
    assert {one["conflicting"] for one in graves["claims"]} == {0}
    assert [one["surface"] for one in graves["further"]] == ["hundreds of new burials"]
