"""The stamps of pages: where the stamp is the same the page is, whatever was edited.

Everything that a build leaves as it is rests on this, so it is tried on many small archives and one
edit of a single field in each.
"""

from dataclasses import dataclass
from typing import TypeVar

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from linking import NOWHERE, directory_of, every_draft
from muniment.again import Again, Notes
from muniment.link.lines import Directory
from muniment.link.shingles import KEY
from muniment.model import (
    Authority,
    Corrected,
    Located,
    Page,
    Row,
    Sighting,
    Telling,
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
    "claims": st.integers(0, 1),
    "version_of": st.sampled_from(["", *IDS[:2]]),
    "translation_of": st.sampled_from(["", IDS[2]]),
    "sentences": st.sampled_from(["11", "22"]),
    "corrected": st.lists(
        st.builds(Corrected, st.sampled_from(DAYS[1:3]), st.sampled_from(["revision", "redaction"]), st.just("Why.")),
        max_size=2,
    ).map(tuple),
    "is_guarded": st.booleans(),
    "sketch": st.sampled_from([b"", sketch(0), sketch(1), sketch(2)]),
}
WORDS = st.sampled_from(["", "A word", "Another"])
OF_AUTHORITIES = {
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
OF_SOURCES = {name: OF_AUTHORITIES[name] for name in ("name", "names", "description", "url", "former")} | {
    "kind": st.sampled_from(["outlet", "agency"]),
    "party": WORDS,
    "owner": WORDS,
}
FIELDS = {"two": OF_AUTHORITIES, "source": OF_SOURCES}


@dataclass
class World:
    rows: list[Row]
    authorities: list[Authority]

    def directory(self, again: Again | None = None, notes: Notes = NOWHERE) -> Directory:
        """Its reports, linked."""
        rows = [changed(row, digest=digest_of(changed(row, digest=""))) for row in self.rows]
        return directory_of(rows, self.authorities, settings=WANTED, again=again, notes=notes)

    def pages(self, again: Again | None = None, notes: Notes = NOWHERE) -> dict[tuple[str, bytes], Page]:
        """Every page by its address and stamp."""
        directory = self.directory(again, notes)
        drafts = every_draft(directory, WANTED, notes)
        return {(draft.address, draft.stamp): draft.page(directory) for draft in drafts}


@st.composite
def archives(draw: st.DrawFn) -> World:
    """Reports that name the same few, whom editors list or not."""
    rows = [Row(id=one, digest="", path=one, **{name: draw(value) for name, value in OF_ROWS.items()}) for one in IDS]
    rows = [changed(row, version_of="") if row.version_of == row.id else row for row in rows]
    authorities = [Authority(id="one", kind="place", name="Kharkiv")]
    for name, fields in FIELDS.items():
        values = {field: draw(value) for field, value in fields.items()}
        authorities.append(Authority(id=name, is_source=name == "source", **values))
    return World(rows, authorities)


@pytest.mark.parametrize("field", OF_ROWS)
@settings(max_examples=10)
@given(before=archives(), number=st.sampled_from([0, 3, 6]), data=st.data())
def test_a_page_is_as_it_was_where_its_stamp_is_whatever_a_report_says(field, before, number, data):
    value = data.draw(OF_ROWS[field])
    row = before.rows[number]
    assume(getattr(row, field) != value and value != row.id)
    rows = [changed(one, **{field: value}) if one is row else one for one in before.rows]
    assert_stamps_hold(before, World(rows, before.authorities))


@pytest.mark.parametrize("identifier, field", [(one, field) for one, fields in FIELDS.items() for field in fields])
@settings(max_examples=10)
@given(before=archives(), data=st.data())
def test_a_page_is_as_it_was_where_its_stamp_is_whatever_editors_say(identifier, field, before, data):
    values = FIELDS[identifier][field]
    authorities = [
        changed(one, **{field: data.draw(values)}) if one.id == identifier else one for one in before.authorities
    ]
    assume(authorities != before.authorities)
    assert_stamps_hold(before, World(before.rows, authorities))


@settings(max_examples=40)
@given(before=archives(), gone=st.sets(st.integers(0, len(IDS) - 1), min_size=1))
def test_a_page_is_as_it_was_where_its_stamp_is_whichever_reports_come_and_go(before, gone):
    rows = [row for number, row in enumerate(before.rows) if number not in gone]
    assert_stamps_hold(before, World(rows, before.authorities))


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
