"""The stamps of pages: where the stamp is the same the page is, whatever was edited.

Everything that a build leaves as it is rests on this, so it is tried on many small archives and one
edit of a single field in each.
"""

from dataclasses import dataclass, replace
from typing import TypeVar

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from claiming import counted, row
from linking import NOWHERE, directory_of, every_draft
from muniment.again import Again, Notes
from muniment.ids import suggested_id
from muniment.link.lines import Directory
from muniment.link.shingles import KEY
from muniment.model import (
    Authority,
    ClaimRef,
    Corrected,
    Event,
    FigurePage,
    Located,
    Page,
    Question,
    Row,
    Sighting,
    Spelling,
    Telling,
    Tenure,
    Value,
    changed,
    digest_of,
    from_bytes,
    to_bytes,
)
from muniment.settings import Settings

T = TypeVar("T")
WANTED = Settings(page_length=2)

IDS = [f"r{number}" for number in range(7)]
NAMES = ["Ada Lovelace", "CNN"]  # few, so that their lists are long
ALIKE = [*NAMES, "Ada Lovelaсe"]  # with a Cyrillic letter, that it may be the first
PLACES = [Located((1.5, 2.5), ("Somewhere",), "geonames:1"), Located(None, (), "geonames:2")]
DAYS = ["", "2022-01-01", "2022-01-02", "2022-02", "2023"]
STATUSES = st.sampled_from(["stated", "suggested"])
VALUES = st.builds(Value, st.sampled_from(DAYS[1:]), status=STATUSES)
TITLES = st.builds(Value, st.sampled_from(["A title", "Another"]), status=STATUSES)


def sightings(*kinds: str) -> st.SearchStrategy[tuple[Sighting, ...]]:
    one = st.builds(
        Sighting, st.sampled_from(kinds), st.sampled_from(ALIKE), status=STATUSES, sentence=st.sampled_from([-1, 0]),
        paragraph=st.integers(1, 2), times=st.integers(1, 2), coordinates=st.sampled_from([None, (1.0, 2.0)]),
        sentence_status=STATUSES, place=st.sampled_from([None, *PLACES]),
    )  # fmt: skip
    return st.lists(one, min_size=1, max_size=4, unique_by=lambda one: (one.kind, one.name)).map(tuple)


def sketch(number: int) -> bytes:
    """Of texts that are near one another, as far as their sketches tell."""
    return bytes([number] * KEY + [0]) + b"".join(one.to_bytes(4, "little") for one in range(number, number + 50))


TELLINGS = st.builds(
    Telling, st.sampled_from(DAYS[1:]), st.just("then"), STATUSES, st.sampled_from([-1, 0]), st.just(0), st.just(0),
    st.integers(1, 2), st.integers(0, 1),
)  # fmt: skip
CLAIMS = ["c-00000001", "c-00000002"]
COUNTS = st.lists(
    st.builds(
        counted, st.just("440 graves"), st.sampled_from([440, 12]), id=st.sampled_from(CLAIMS),
        fate=st.sampled_from(["", "found"]), where=st.sampled_from(["", "Kharkiv", "Ada Lovelace"]),
        speaker=st.sampled_from(["", *ALIKE]), chain=st.sampled_from([(), ("CNN",)]), sentence=st.sampled_from([0, 1]),
        basis=st.sampled_from(["", "first-hand"]), status=STATUSES, anchor=st.sampled_from(["p1", "p2"]),
        sentence_words=st.just("Several graves were found beside a forest"),
    ),
    max_size=2, unique_by=lambda one: one.id,
).map(tuple)  # fmt: skip
SOMEBODY = st.sampled_from(["", "A word", "one", "two", "source", suggested_id("person", NAMES[0])])
OF_ROWS = {
    "title": TITLES,
    "published": st.none() | VALUES,
    "time": st.sampled_from(["", "10:00:00"]),
    "language": st.none() | st.builds(Value, st.sampled_from(["en", "uk"])),
    "summary": st.sampled_from(["", "In short."]),
    "bytes": st.integers(1, 2),
    "sha256": st.sampled_from(["aa", "bb"]),
    "entities": sightings("person", "organization", "place", "entity"),
    "sources": sightings("publisher", "stated", "credit", "via", "citing").filter(
        lambda found: sum(one.kind == "publisher" for one in found) < 2  # as a row has it
    ),
    "told": st.lists(TELLINGS, max_size=2).map(tuple),
    "dayless": st.integers(0, 1),
    "claims": st.integers(0, 1),
    "counts": COUNTS,
    "version_of": st.sampled_from(["", *IDS[:2], "gone"]),
    "translation_of": st.sampled_from(["", IDS[2], "gone"]),
    "sentences": st.sampled_from(["11", "22"]),
    "corrected": st.lists(
        st.builds(Corrected, st.sampled_from(DAYS[1:3]), st.sampled_from(["revision", "redaction"]), st.just("Why.")),
        max_size=2,
    ).map(tuple),
    "decided_of": st.lists(SOMEBODY, max_size=2).map(tuple),
    "is_guarded": st.booleans(),
    "sketch": st.sampled_from([b"", sketch(0), sketch(1), sketch(14), sketch(28)]),
}
WORDS = st.sampled_from(["", "A word", "Another"])
OF_ALL = {
    "spellings": st.lists(st.builds(Spelling, st.sampled_from([*NAMES, "Ізюм"]), st.just("uk")), max_size=1).map(tuple),
    "external": st.sampled_from([(), (("wikidata", "Q1"),)]),
    "notes": WORDS,
    "party": SOMEBODY,
    "owner": SOMEBODY,
    "lookalikes": st.lists(st.one_of(SOMEBODY, st.sampled_from(ALIKE)).filter(bool), max_size=2, unique=True).map(
        tuple
    ),
}
TENURES = st.builds(Tenure, WORDS, SOMEBODY, st.sampled_from(["", "2022", "2023"]), st.sampled_from(["", ".."]))
OF_AUTHORITIES = OF_ALL | {
    "roles": st.lists(TENURES, max_size=2).map(tuple),
    "affiliation": SOMEBODY,
    "precision": st.sampled_from([0, 1000]),
    "kind": st.sampled_from(["person", "organization", "place"]),
    "name": st.sampled_from(NAMES),
    "names": st.lists(st.sampled_from([*NAMES, "Ізюм"]), max_size=2, unique=True).map(tuple),
    "description": WORDS,
    "role": WORDS,
    "coordinates": st.sampled_from([None, (49.0, 37.0)]),
    "part_of": st.sampled_from(["", "one"]),
    "url": st.sampled_from(["", "https://example.org/"]),
    "former": st.sampled_from([(), ("before",)]),
}
OF_SOURCES = OF_ALL | {name: OF_AUTHORITIES[name] for name in ("name", "names", "description", "url", "former")}
OF_SOURCES["kind"] = st.sampled_from(["outlet", "agency"])
# To this one the others may belong.
OF_ONE = {"name": st.sampled_from(["Kharkiv", "Kharkiv region"]), "party": SOMEBODY}
OF_EVENTS = {
    "title": st.sampled_from(["It burns", "It rains"]),
    "date": st.sampled_from(
        ["2022-01-01", "2022-01-02?", "2022-02~", "2022", "2022-01-02/2022-02", "2022-02/..", "/2023"]
    ),
    "where": st.sampled_from(["", "one"]),
    "people": st.sampled_from([(), ("two",), ("one", "two")]),
    "organizations": st.sampled_from([(), ("two",)]),
    "description": WORDS,
    "note": WORDS,
    "reports": st.lists(st.sampled_from(IDS[:3]), max_size=2, unique=True).map(tuple),
}
FIELDS = {"one": OF_ONE, "two": OF_AUTHORITIES, "source": OF_SOURCES}
REFS = st.lists(
    st.builds(ClaimRef, st.sampled_from(IDS), st.sampled_from(CLAIMS), st.sampled_from(["", "A note"])),
    max_size=4, unique_by=lambda one: (one.report, one.claim),
).map(tuple)  # fmt: skip
OF_QUESTIONS = {
    "question": st.sampled_from(["How many?", "How many graves?"]),
    "counted": st.sampled_from([(), ("graves",)]),
    "where": st.sampled_from(["", "one", "two"]),
    "when": st.sampled_from(["", "2022-01"]),
    "note": WORDS,
    "claims": REFS,
    "beside": REFS,
}


@dataclass
class World:
    rows: list[Row]
    authorities: list[Authority]
    events: list[Event]
    questions: list[Question]

    def directory(self, again: Again | None = None, notes: Notes = NOWHERE) -> Directory:
        """Its reports, linked."""
        rows = [changed(row, digest=digest_of(changed(row, digest=""))) for row in self.rows]
        known = {(row.id, one.id) for row in rows for one in row.counts}
        questions = [_of_known_claims(one, known) for one in self.questions]
        return directory_of(rows, self.authorities, (), WANTED, again, notes, self.events, questions)

    def pages(self, again: Again | None = None, notes: Notes = NOWHERE) -> dict[tuple[str, bytes], Page]:
        """Every page by its address and stamp."""
        directory = self.directory(again, notes)
        drafts = every_draft(directory, WANTED, notes)
        return {(draft.address, draft.stamp): draft.page(directory) for draft in drafts}


def _of_known_claims(question: Question, known: set[tuple[str, str]]) -> Question:
    """As reading gives it: without claims that no report has, and with none of them twice."""
    claims = tuple(one for one in question.claims if (one.report, one.claim) in known)
    taken = {(one.report, one.claim) for one in claims}
    beside = tuple(one for one in question.beside if (one.report, one.claim) in known - taken)
    return changed(question, claims=claims, beside=beside)


@st.composite
def archives(draw: st.DrawFn) -> World:
    """Reports that name the same few, whom editors list or not."""
    rows = [Row(id=one, digest="", path=one, **{name: draw(value) for name, value in OF_ROWS.items()}) for one in IDS]
    rows = [changed(row, version_of="") if row.version_of == row.id else row for row in rows]
    authorities = []
    for name, fields in FIELDS.items():
        values = {"kind": "place"} | {field: draw(value) for field, value in fields.items()}
        authorities.append(Authority(id=name, is_source=name == "source", **values))
    events = [
        Event(id=one, **{field: draw(value) for field, value in OF_EVENTS.items()}) for one in ("first", "second")
    ]
    asked = {field: draw(value) for field, value in OF_QUESTIONS.items()}
    questions = [Question(id="asked", **asked), Question(id="other", question="How many?", claims=asked["beside"])]
    return World(rows, authorities, events, questions[: draw(st.integers(0, 2))])


@pytest.mark.parametrize("field", OF_ROWS)
@settings(max_examples=10)
@given(before=archives(), number=st.sampled_from([0, 3, 6]), data=st.data())
def test_a_page_is_as_it_was_where_its_stamp_is_whatever_a_report_says(field, before, number, data):
    value = data.draw(OF_ROWS[field])
    row = before.rows[number]
    assume(getattr(row, field) != value and value != row.id)
    rows = [changed(one, **{field: value}) if one is row else one for one in before.rows]
    assert_stamps_hold(before, replace(before, rows=rows))


@pytest.mark.parametrize("field", OF_EVENTS)
@settings(max_examples=10)
@given(before=archives(), data=st.data())
def test_a_page_is_as_it_was_where_its_stamp_is_whatever_an_event_says(field, before, data):
    one, other = before.events
    events = [changed(one, **{field: data.draw(OF_EVENTS[field])}), other]
    assume(events != before.events)
    assert_stamps_hold(before, replace(before, events=events))
    assert_stamps_hold(before, replace(before, events=events[1:]))


@pytest.mark.parametrize("field", OF_QUESTIONS)
@settings(max_examples=10)
@given(before=archives(), data=st.data())
def test_a_page_is_as_it_was_where_its_stamp_is_whatever_editors_ask(field, before, data):
    assume(before.questions)
    question = changed(before.questions[0], **{field: data.draw(OF_QUESTIONS[field])})
    assume(question != before.questions[0])
    assert_stamps_hold(before, replace(before, questions=[question, *before.questions[1:]]))


@settings(max_examples=20)
@given(before=archives(), count=st.integers(0, 1))
def test_a_page_is_as_it_was_where_its_stamp_is_whichever_questions_come_and_go(before, count):
    assume(count < len(before.questions))
    assert_stamps_hold(before, replace(before, questions=before.questions[:count]))


@pytest.mark.parametrize("identifier, field", [(one, field) for one, fields in FIELDS.items() for field in fields])
@settings(max_examples=10)
@given(before=archives(), data=st.data())
def test_a_page_is_as_it_was_where_its_stamp_is_whatever_editors_say(identifier, field, before, data):
    values = FIELDS[identifier][field]
    authorities = [
        changed(one, **{field: data.draw(values)}) if one.id == identifier else one for one in before.authorities
    ]
    assume(authorities != before.authorities)
    assert_stamps_hold(before, replace(before, authorities=authorities))


@settings(max_examples=40)
@given(before=archives(), gone=st.sets(st.integers(0, len(IDS) - 1), min_size=1))
def test_a_page_is_as_it_was_where_its_stamp_is_whichever_reports_come_and_go(before, gone):
    rows = [row for number, row in enumerate(before.rows) if number not in gone]
    there = {row.id for row in rows}
    events = [
        changed(event, reports=tuple(report for report in event.reports if report in there)) for event in before.events
    ]
    assert_stamps_hold(before, replace(before, rows=rows, events=events))


OF_BOTH = {"version_of": "gone", "translation_of": "lost"}


@pytest.mark.parametrize(
    ("number", "joining", "origins", "reports"),
    [(440, OF_BOTH, 1, 1), (9, OF_BOTH, 2, 1), (440, {"sketch": sketch(14)}, 1, 2)],
    ids=["a version of both", "a version of both, which tell of other numbers", "a copy of both"],
)
def test_a_question_shows_what_a_further_report_makes_of_those_that_it_asks(number, joining, origins, reports):
    one = row(
        "a", counted("440 graves", 440, speaker="Olha Kit"), version_of="gone", sketch=sketch(0),
        entities=(Sighting("person", "Olha Kit"),),
    )  # fmt: skip
    other = row(
        "b", counted("so many crosses", number, speaker="Petro Lys"), version_of="lost", sketch=sketch(28),
        entities=(Sighting("person", "Petro Lys"),),
    )  # fmt: skip
    claims = tuple(ClaimRef(report.id, report.counts[0].id) for report in (one, other))
    before = World([one, other], [], [], [Question(id="asked", question="How many?", claims=claims)])
    after = replace(before, rows=[one, other, row("c", published="2001-01-01", **joining)])
    shown = [page.value for world in (before, after) for page in world.pages().values() if is_figure(page)]
    assert [(len(value.origins), value.reports) for value in shown] == [(2, 2), (origins, reports)]
    assert_stamps_hold(before, after)


def is_figure(page: Page) -> bool:
    return isinstance(page.value, FigurePage)


def assert_stamps_hold(before: World, after: World) -> None:
    """Equal stamps mean equal pages; and all stamps and pages are the same, whatever is remembered of before."""
    then, now = before.pages(), after.pages()
    for place in then.keys() & now.keys():
        assert then[place] == now[place]
    at_hand, in_a_drawer = (Again(), notes_at_hand()), (None, notes_in_a_drawer())
    for again, notes in (at_hand, in_a_drawer):
        before.pages(again, notes)
        assert after.pages(again, notes) == now
        assert before.pages(again, notes) == then


def notes_at_hand() -> Notes:
    """Notes as one process has them from build to build."""
    kept: dict[str, object] = {}
    return Notes(lambda name, kind: kept.get(name), kept.__setitem__)


def notes_in_a_drawer() -> Notes:
    """Notes that are written down, and read again."""
    kept: dict[str, bytes] = {}

    def recall(name: str, kind: type[T]) -> T | None:
        return from_bytes(kept[name], kind) if name in kept else None

    return Notes(recall, lambda name, record: kept.update({name: to_bytes(record)}))
