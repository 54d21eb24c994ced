"""Questions: what editors ask with what answers it, and what rules suggest."""

import hashlib
import json
import shutil
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claiming import counted, row
from linking import directory_of, every_page
from muniment.astray import claims_astray
from muniment.counted_things import fate_in, head_of, thing_of
from muniment.link.claimants import days_of
from muniment.link.further import MOST_FURTHER, further_of
from muniment.link.identity import Register
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
from muniment.problems import InputError, Place, Problem
from muniment.read.held import Held
from muniment.read.questions import LONGEST_QUESTION, MOST_COUNTED, Asked, read_questions, with_known_claims
from muniment.settings import Settings
from muniment.work import Memory
from whole import built, bytes_of, fresh_site

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


WHEN = st.sampled_from(["", "2022-09", "2022-09-16", "2022-09-16/2022-09-20", "2022-10-01/.."])
REPORTS = st.lists(
    st.tuples(
        st.sampled_from(["", "2022-09-16", "2022-10-02"]), WHEN, st.sampled_from(["dead", "injured", ""]),
        st.sampled_from(["people", "graves"]), st.sampled_from(["Izium", "Bucha", ""]),
    ),
    max_size=8,
)  # fmt: skip
ASKED = st.lists(
    st.tuples(
        st.lists(st.sampled_from(["people", "people killed", "people injured", "graves"]), max_size=3),
        WHEN, st.booleans(), st.sets(st.integers(0, 7)),
    ),
    min_size=1, max_size=4,
)  # fmt: skip


@given(REPORTS, ASKED)
def test_claims_that_may_belong_are_those_that_looking_at_each_finds(told, asked):
    """Whatever other questions ask for."""
    izium = Authority(id="izium", kind="place", name="Izium")
    rows = [
        row(f"r{n}", dead(n + 1, place, fate=fate, what=what, when=when), published=published, place=place)
        for n, (published, when, fate, what, place) in enumerate(told)
    ]
    questions = [
        Question(
            id=f"q{n}", question="How many?", counted=tuple(words), when=when, where="izium" if is_there else "",
            claims=tuple(ClaimRef(rows[one].id, rows[one].counts[0].id) for one in sorted(own) if one < len(rows)),
        )
        for n, (words, when, is_there, own) in enumerate(asked)
    ]  # fmt: skip
    found = further_of(rows, questions, Register((izium,)))
    for question, (_, _, _, own) in zip(questions, asked, strict=True):
        fates = {rows[n].counts[0].fate for n in own if n < len(rows)} - {""}
        fate = fates.pop() if len(fates) == 1 else ""
        belonging = {one.id for n, one in enumerate(rows) if n not in own and belongs(one, question, fate)}
        shown, left = found[question.id]
        assert ({one.id for one, _ in shown}, len(shown), left) == (belonging, len(belonging), 0)


def belongs(report: Row, question: Question, fate: str) -> bool:
    """Whether a claim may belong to a question, of which all claims that tell it have this fate."""
    (claim,) = report.counts
    published = report.published.value if report.published else ""
    is_counted = any(
        head_of(thing_of(words)) == head_of(claim.thing) and (fate_in(words) or fate) in ("", claim.fate)
        for words in question.counted
    )
    its, asked = days_of(claim.when) or days_of(published), days_of(question.when)
    is_then = asked is None or (its is not None and its[0] <= asked[1] and asked[0] <= its[1])
    return is_counted and is_then and (not question.where or claim.where == "Izium")


def test_hundreds_of_questions_of_one_thing_cost_little():
    rows = [
        row(f"r{n}", *(changed(dead(k), id=f"c-{k:08x}") for k in range(8)), published="2022-09-16") for n in range(500)
    ]
    asked = [asking(id=f"q{n}", counted=("people killed",), when=f"{2000 + n % 23}/2022-09") for n in range(300)]
    began = time.process_time()
    found = further_of(rows, asked, Register(()))
    assert time.process_time() - began < 1
    assert {left for _, left in found.values()} == {500 * 8 - MOST_FURTHER}


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


def test_hundreds_of_wrong_claims_of_a_report_with_thousands_are_soon_told():
    counts = tuple(changed(counted(), id=f"c-{number * 2654435761 % 2**32:08x}") for number in range(5000))
    refs = tuple(ClaimRef("a", f"c-{(number * 2246822519 + 1) % 2**32:08x}") for number in range(300))
    asked = Asked(Question(id="q", question="?", claims=refs), tuple(Place("q", n) for n in range(300)), ())
    problems: list[Problem] = []
    began = time.process_time()
    with_known_claims([asked], [row("a", *counts)], Held(), problems)
    assert time.process_time() - began < 2.5
    assert len(problems) == 300


def test_a_former_id_of_a_place_is_that_of_the_one_that_has_it_by_now(make_archive):
    archive = make_archive(
        {
            "content/questions.yaml": (
                "- {id: old, question: How many?, where: izium-old}\n"
                "- {id: new, question: How many?, where: izium}\n"
                "- {id: who, question: How many?, where: v-ivan}\n"
            )
        }
    )
    izium = Authority(id="izium", kind="place", name="Izium", former=("izium-old",))
    ivan = Authority(id="ivan", kind="person", name="Ivan", former=("v-ivan",))
    problems: list[Problem] = []
    asked = read_questions(archive, (izium, ivan), problems)
    assert [one.question.where for one in asked] == ["izium", "izium", ""]
    assert [one.what for one in problems] == ["'v-ivan' is a person, and not a place"]


def test_words_for_what_is_counted_are_bounded(make_archive):
    words = ", ".join(f"graves{number}" for number in range(MOST_COUNTED + 1))
    archive = make_archive({"content/questions.yaml": f"- {{id: q, question: How many?, counted: [{words}]}}\n"})
    problems: list[Problem] = []
    (asked,) = read_questions(archive, (), problems)
    assert len(asked.question.counted) == MOST_COUNTED
    assert [one.what for one in problems] == ["101 are too many words for what is counted"]


PLACES = (
    Authority(id="izium", kind="place", name="Izium", part_of="kharkiv-region"),
    Authority(id="kharkiv-region", kind="place", name="Kharkiv region"),
    Authority(id="bucha", kind="place", name="Bucha"),
)
NAMED = tuple(Sighting("place", one.name, one.id) for one in PLACES)


def told_of(*claims: Counted, **fields: object) -> list[str]:
    """The warnings of a question that these claims answer."""
    rows = [row(f"r{n}", one, entities=NAMED, **fields.pop("row", {})) for n, one in enumerate(claims)]  # type: ignore[arg-type]
    question = asking(*(f"{one.id}#{one.counts[0].id}" for one in rows), **fields)
    archive = directory_of(rows, PLACES, questions=(question,)).archive
    asked = Asked(question, tuple(Place("q.yaml", n + 1, 5) for n, _ in enumerate(rows)), ())
    return [str(one) for one in claims_astray([asked], archive)]


@pytest.mark.parametrize(
    ("claim", "asked"),
    [
        (counted(), {"counted": ("graves",)}),
        (counted(what="mass graves"), {"counted": ("burials", "graves")}),
        (counted(what="children", fate="dead"), {"counted": ("people killed",)}),
        (counted(what="people"), {"counted": ("people killed",)}),
        (counted("2 gunmen", what="gunmen", fate="dead"), {"counted": ("people",)}),
        (counted("12 others", what="others", fate="injured"), {"counted": ("people",)}),
        (counted(what="soldiers"), {}),
        (counted(surface="", what="", warning="Bodies."), {"counted": ("graves",)}),  # of words that are folded
        (counted(where="Izium"), {"where": "izium"}),
        (counted(where="Izium"), {"where": "kharkiv-region"}),
        (counted(where="Kharkiv region"), {"where": "izium"}),
        (counted(where=""), {"where": "izium"}),
        (counted(), {"when": "2022-09"}),
        (counted(when="2022"), {"when": "2022-09"}),
        (counted(), {"when": "2022-09-13"}),
    ],
)
def test_what_may_answer_a_question_is_not_told(claim, asked):
    assert told_of(claim, **asked) == []


@pytest.mark.parametrize(
    ("claim", "asked", "told"),
    [
        (
            counted(),
            {"counted": ("gravs", "burial")},
            "“440 graves” counts 'graves', and the question gravs, burial\n"
            "  hint: if 'gravs' below 'counted' is misspelt, write 'graves'",
        ),
        (
            counted("12 people", what="people"),
            {"counted": ("graves",)},
            "“12 people” counts 'people', and the question graves\n"
            "  hint: put it below 'beside', or add 'people' to 'counted'",
        ),
        (
            counted("12 hurt", what="people", fate="injured"),
            {"counted": ("people killed",)},
            "“12 hurt” counts 'people' (injured), and the question people killed\n"
            "  hint: put it below 'beside', or mend what it counts in the review of its report",
        ),
        (
            counted("the toll of 12", what=""),
            {"counted": ("graves",)},
            "“the toll of 12” counts nothing that has a name, and the question graves\n"
            "  hint: put it below 'beside', or mend what it counts in the review of its report",
        ),
        (
            counted(where="Bucha"),
            {"where": "izium"},
            "“440 graves” is of 'Bucha', and the question of 'Izium'\n"
            "  hint: put it below 'beside', or mend 'where' in the review of its report, or say what 'Bucha' is 'part_of'",
        ),
        (
            counted(),
            {"when": "1999"},
            "“440 graves” tells no day in a report of 2022-09-16, and the question is of 1999\n"
            "  hint: put it below 'beside', or mend 'when' of the question, or in the review of its report",
        ),
        (
            counted(when="2021"),
            {"when": "2022-09"},
            "“440 graves” is of 2021, and the question is of 2022-09\n"
            "  hint: put it below 'beside', or mend 'when' of the question, or in the review of its report",
        ),
    ],
)
def test_what_a_question_lists_and_does_not_ask_for_is_told_at_its_own_place(claim, asked, told):
    assert told_of(claim, **asked) == [f"q.yaml:1:5: warning: {told}"]


def test_a_word_that_names_some_of_the_claims_is_not_misspelt():
    (told,) = told_of(counted(), counted("12 caves", what="caves"), counted=("graves",))
    assert "q.yaml:2:5" in told
    assert "add 'caves' to 'counted'" in told


def test_thousands_of_claims_astray_are_soon_told():
    claims = [counted(f"{n} cows", n, what=f"cows{n}", where="Bucha") for n in range(3000)]
    began = time.process_time()
    told = told_of(*claims, counted=tuple(f"graves{n}" for n in range(100)), where="izium", when="1999")
    assert len(told) == 9000
    assert time.process_time() - began < 20


def test_a_build_warns_of_claims_astray_and_of_none_beside(make_archive):
    asked = "- id: graves\n  question: How many?\n  counted: [graves]\n  {field}: [a#{claim}]\n"
    text = "12 people were killed."
    claim = "c-" + hashlib.sha256(b"12 people\x001").hexdigest()[:8]
    for field, is_told in (("claims", True), ("beside", False)):
        files = {"seeds/a.txt": text, "content/questions.yaml": asked.format(field=field, claim=claim)}
        archive = make_archive(files, field)
        told = [(str(one.place), one.severity) for one in built(archive, strict=True).problems]
        assert told == ([("content/questions.yaml:4:12", "warning")] if is_told else [])


def test_of_people_only_those_are_suggested_who_met_the_fate_of_those_listed():
    injured, unknown, missing = dead(50, fate="injured"), dead(60, fate=""), dead(70, fate="missing")
    rows = row("a", dead(12), dead(13, fate="")), row("b", dead(30), injured, unknown, missing)

    def further(*claims: Counted, counted: str = "people") -> list[float | None]:
        question = asking(*(f"{'a' if one in rows[0].counts else 'b'}#{one.id}" for one in claims), counted=(counted,))
        return [one.claim.low for one in figures(*rows, questions=(question,))[0].further]

    assert further(dead(12)) == [30]
    assert further(dead(12), dead(13, fate="")) == [30]
    assert further(injured) == []
    assert further(unknown) == [12, 13, 30, 50, 70]
    assert further(dead(12), injured) == [13, 30, 60, 70]
    assert further(unknown, counted="people injured") == [50]


def test_graves_are_suggested_whatever_became_of_them():
    rows = row("a", counted("440 graves", fate="found")), row("b", counted("445 graves", 445, fate="exhumed"))
    question = asking(f"a#{rows[0].counts[0].id}", counted=("graves",))
    (figure,) = figures(*rows, questions=(question,))
    assert [one.claim.low for one in figure.further] == [445]


def test_an_id_that_lacks_a_digit_or_has_a_wrong_one_gets_the_nearest_claim(make_archive):
    known = row("a", counted("440 graves"), counted("12 graves", 12))
    for one in known.counts:
        for wrong in (
            one.id[:-1],
            f"{one.id}0",
            one.id.replace("-", ""),
            f"{one.id[:4]}{'0' if one.id[4] != '0' else '1'}{one.id[5:]}",
        ):
            archive = make_archive(
                {"content/questions.yaml": f"- {{id: graves, question: How many?, claims: ['a#{wrong}']}}\n"}
            )
            problems: list[Problem] = []
            asked = read_questions(archive, (), problems)
            assert with_known_claims(asked, [known], Held(), problems)[0].claims == ()
            assert [str(problem) for problem in problems] == [
                f"content/questions.yaml:1:46: the report 'a' has no claim '{wrong}'\n"
                f"  hint: did you mean '{one.id}', “{one.surface}”?"
            ]


def test_what_is_no_claim_is_told_of_reports_that_are_held_back_too(make_archive):
    archive = make_archive(
        {"content/questions.yaml": "- {id: graves, question: How many?, claims: ['a#c-12', 'a#c-01234567']}\n"}
    )
    asked = read_questions(archive, (), problems := [])
    with_known_claims(asked, [], Held(frozenset({"a"})), problems)
    assert [one.what for one in problems] == ["'a#c-12' is no claim"]


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


def test_a_report_that_makes_copies_of_two_changes_the_page_of_their_question(make_archive, tmp_path):
    """It is in no question itself. What is remembered, by a later process or by the same one, must not stay."""
    words = [f"word{number}" for number in range(280)]
    one, other, both = (" ".join(words[start : start + 200]) for start in (0, 80, 40))
    archive = make_archive(
        {
            "seeds/a.txt": f" date 2022-09-16 Olha Kit said that 440 graves were found in Izium.\n\n{one}\n",
            "seeds/b.txt": f" date 2022-09-16 {other}\n\nThey have 440 graves by now, Petro Lys told reporters.\n",
        }
    )
    built(archive)
    claims = [f"{name}#{claim['id']}" for name in "ab" for claim in read(archive, f"reports/{name}.json")["claims"]]
    assert len(claims) == 2
    asked = [{"id": "graves", "question": "How many?", "claims": claims}]
    (archive / "content").mkdir()
    (archive / "content/questions.yaml").write_text(json.dumps(asked), "utf-8")
    memory, further = Memory(), archive / "seeds/c.txt"
    for options in ({}, {"memory": memory}):
        built(archive, **options)
        before = bytes_of(archive / "site")["figures/graves.html"]
        assert [len(each["origins"]) for each in read(archive, "data/questions.json")["questions"]] == [2]
        further.write_text(f" date 2020-01-01 {both}\n", "utf-8")
        built(archive, **options)
        assert [len(each["origins"]) for each in read(archive, "data/questions.json")["questions"]] == [1]
        after = bytes_of(archive / "site")
        assert after["figures/graves.html"] != before
        assert after == fresh_site(archive, tmp_path / f"fresh{len(options)}")
        further.unlink()


def read(archive: Path, address: str) -> dict[str, Any]:
    return json.loads((archive / "site" / address).read_bytes())


def test_a_claim_that_falls_short_of_what_is_required_is_told_as_that(make_archive):
    known = changed(row("a"), left_out=1)
    asked_for = "- {id: graves, question: How many?, claims: ['a#c-01234567']}\n"
    archive = make_archive({"content/questions.yaml": asked_for})
    problems: list[Problem] = []
    with_known_claims(read_questions(archive, (), problems), [known], Held(), problems)
    assert [str(problem) for problem in problems] == [
        "content/questions.yaml:1:46: warning: the report 'a' has no claim 'c-01234567' of which an editor has said what is"
        " required\n  hint: `muniment review a` shows what nobody has decided on"
    ]
