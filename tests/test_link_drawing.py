"""What an edit draws again: no more than what shows it."""

from collections.abc import Sequence

import pytest

from linking import directory_of, every_draft
from muniment.again import Again, Notes
from muniment.link import report_pages
from muniment.link.drafts import Draft, Kind, stamp_of
from muniment.link.drawing import Drafts
from muniment.model import Page, Redirect, Row, Sighting, Value, changed
from muniment.settings import Settings

SETTINGS = Settings()


def at_hand() -> Notes:
    kept: dict[str, object] = {}
    return Notes(lambda name, kind: kept.get(name), kept.__setitem__)


def row(number: int, day: str, name: str) -> Row:
    return Row(
        id=f"r{number}", digest=f"{number} {day} {name}", path=f"seeds/r{number}.txt", title=Value(f"Report {number}"),
        published=Value(day), entities=(Sighting("person", name),),
    )  # fmt: skip


ROWS = [row(number, f"2022-01-{number:02}", f"Person {number % 5}") for number in range(1, 29)]


@pytest.fixture
def drawn(monkeypatch):
    """The ids of reports of which the page was drawn since."""
    ids: list[str] = []
    draw = report_pages._report_draft

    def noting(directory, register, seals, row, *others):
        ids.append(row.id)
        return draw(directory, register, seals, row, *others)

    monkeypatch.setattr(report_pages, "_report_draft", noting)
    return ids


def draw_all(rows: Sequence[Row], notes: Notes) -> None:
    every_draft(directory_of(rows, settings=SETTINGS, notes=notes), SETTINGS, notes)


@pytest.mark.parametrize(
    "day, least",
    [
        ("2022-01-28", {"new", "r28", "r27"}),
        ("2022-01-29", {"new", "r28"}),  # a day that nobody named before
        ("2022-02-01", {"new", "r28"}),  # and a month
    ],
)
def test_a_new_report_draws_its_neighbours_alone(drawn, day, least):
    notes = at_hand()
    draw_all(ROWS, notes)
    assert len(drawn) == len(ROWS)
    drawn.clear()
    draw_all([*ROWS, changed(row(0, day, "Somebody else"), id="new")], notes)
    assert set(drawn) == least


def test_an_edit_draws_what_shows_its_line(drawn):
    notes = at_hand()
    draw_all(ROWS, notes)
    drawn.clear()
    draw_all([changed(ROWS[0], title=Value("Another"), digest="another"), *ROWS[1:]], notes)
    assert "r1" in drawn
    assert len(set(drawn)) < len(ROWS) / 2
    drawn.clear()
    draw_all([changed(ROWS[0], title=Value("Another"), digest="another"), *ROWS[1:]], notes)
    assert drawn == []


def test_what_was_noted_is_drawn_again_once_for_all_its_pages():
    times = []

    def draw(directory: object) -> list[Draft]:
        times.append(directory)
        pages = [Page(f"{number}.html", Redirect("to.html", "To")) for number in range(5)]
        return [Draft(page.address, stamp_of(page.address), lambda _, page=page: page) for page in pages]

    notes, kind = at_hand(), Kind("pages", draw)
    for _ in range(2):
        drafts = Drafts()
        drafts.begin({}, {}, notes)
        pages = [draft.page("here") for draft in drafts.each(kind, {"all": ()}, "here", Again(keeps=False))]
        drafts.finish(notes)
    assert [page.address for page in pages] == [f"{number}.html" for number in range(5)]
    assert len(times) == 2
