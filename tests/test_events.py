"""Events that editors wrote: read, put on the pages of their time, their places and their reports, and drawn."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linking import directory_of, every_page
from muniment.check import check
from muniment.link.addresses import of_event
from muniment.link.events import MOST_AROUND, MOST_ENTRIES, MOST_LINES, around, extent_of, in_order, within
from muniment.link.period_pages import MOST_EVENTS, MOST_REPORTS
from muniment.link.periods import count_spans, group_periods, is_beyond, period_of, stretches_in
from muniment.model import Authority, Event, Row, Span, Stretch, Telling, Value
from muniment.read.authorities import read_authorities
from muniment.read.events import EVENTS, LARGEST, read_events, with_known_reports
from muniment.read.held import Held
from muniment.settings import Settings
from reading import lines_of
from whole import built, bytes_of, fresh_site

# Reading.

ENTITIES = {
    "content/entities/all.yaml": (
        "- {id: izium, kind: place, name: Izium}\n- {id: anna, kind: person, name: Anna Berg}\n"
        "- {id: police, kind: organization, name: The Police}\n"
    )
}
WRITTEN = """\
- id: found
  title: >-
    The site
    is found
  date: 2022-09-14?
  where: izium
  people: [anna, anna]
  organizations: [police]
  description: |
    In a wood.

    By chance.
  reports: [a, b, a]
  note: Perhaps a day before.
- {id: open, title: It goes on, date: 2022-03/..}
"""


def read(archive: Path, reports: tuple[str, ...] = ("a", "b")) -> tuple[tuple[Event, ...], list[str]]:
    problems = []
    items = read_events(archive, read_authorities(archive, problems), problems)
    return with_known_reports(items, reports, Held(), problems), lines_of(problems)


def test_an_event_is_read_with_whom_and_what_it_names(make_archive):
    events, told = read(make_archive({**ENTITIES, EVENTS: WRITTEN}))
    assert told == []
    assert events == (
        Event(
            id="found", title="The site is found", date="2022-09-14?", where="izium", description="In a wood.\n\nBy chance.",
            people=("anna",), organizations=("police",), reports=("a", "b"), note="Perhaps a day before.",
        ),
        Event(id="open", title="It goes on", date="2022-03/.."),
    )  # fmt: skip


def test_a_report_that_is_not_there_is_told_and_left_out(make_archive):
    archive = make_archive({**ENTITIES, EVENTS: WRITTEN})
    events, told = read(archive, ("a",))
    assert events[0].reports == ("a",)
    assert told == ["content/events.yaml:13:16: there is no report 'b' here"]


def test_of_reports_that_are_held_back_nothing_is_told(make_archive):
    """An event may wait for its reports; nobody is to be told on every build, and nothing of them published."""
    day = "reviewer: r\ndate: 2026-11-22\n"
    archive = make_archive({
        "seeds/shown.txt": "In Izium.",
        "seeds/later.txt": "Not yet.",
        "seeds/later.txt.meta.yaml": "embargo_until: 2030-01-01\n",
        "seeds/gone.txt": "No more.",
        "content/reviews/gone.yaml": day + "withdrawn: {reason: x, date: 2026-11-22, authority: y}\n",
        EVENTS: "- {id: e, title: It happens, date: 2022-09-16, reports: [shown, later, gone, shwon]}\n",
        "content/questions.yaml": "- {id: q, question: How many?, claims: [later#c-01234567, gone#c-01234567]}\n",
    })  # fmt: skip
    outcome = built(archive)
    assert [str(one) for one in outcome.problems] == [
        "content/events.yaml:1:78: there is no report 'shwon' here\n  hint: did you mean 'shown'?"
    ]
    for name in ("data/timeline.json", "data/questions.json"):
        assert "later" not in (archive / "site" / name).read_text("utf-8")


def test_of_records_under_embargo_no_ids_are_known(make_archive):
    archive = make_archive({
        "seeds/shown.txt": "In Izium.",
        "seeds/rows.jsonl": '{"id": "row-1", "text": "Not yet."}\n',
        "seeds/rows.jsonl.meta.yaml": "embargo_until: 2030-01-01\n",
        EVENTS: "- {id: e, title: It happens, date: 2022-09-16, reports: [row-1]}\n",
    })  # fmt: skip
    assert [str(one).split("\n")[0] for one in built(archive, strict=True).problems] == [
        "content/events.yaml:1:58: warning: no report 'row-1' is published"
    ]


def test_no_file_is_no_events_and_a_link_is_never_followed(make_archive, tmp_path):
    archive = make_archive(ENTITIES)
    assert read(archive) == ((), [])
    (tmp_path / "elsewhere.yaml").write_text(WRITTEN)
    (archive / EVENTS).symlink_to(tmp_path / "elsewhere.yaml")
    events, told = read(archive)
    assert events == ()
    assert len(told) == 1


def test_a_file_that_no_table_could_hold_is_refused_before_it_is_read(make_archive):
    events, told = read(make_archive({EVENTS: WRITTEN + "#" * LARGEST}))
    assert events == ()
    assert [line.endswith("bytes are too many for one list of events") for line in told] == [True]


# Filing.


def row(identifier: str, day: str = "", told: tuple[str, ...] = ()) -> Row:
    tellings = tuple(Telling(edtf, f"in {edtf}", "suggested", -1, 0, 0, 1, 0) for edtf in told)
    published = Value(day) if day else None
    return Row(
        id=identifier, digest=identifier, path=identifier, title=Value(identifier), published=published, told=tellings
    )


def event(identifier: str, day: str, **fields: object) -> Event:
    return Event(id=identifier, title=f"Event {identifier}", date=day, **fields)  # type: ignore[arg-type]


def test_an_event_stands_in_the_smallest_time_that_holds_it():
    events = in_order(
        [event("a", "2022-09-16"), event("b", "2022-09~"), event("c", "2022-09-18/2022-10-02"), event("d", "../2022")]
    )
    days = group_periods([], events)
    assert [(day.day, day.events) for day in days] == [
        ("2022", ("d", "c")),
        ("2022-09", ("b",)),
        ("2022-09-16", ("a",)),
    ]
    assert within(days, 4) == {"2022": ["b", "a"]}
    assert within(days, 7) == {"2022-09": ["a"]}
    assert [(span.edtf, span.events) for span in count_spans(days, 7)] == [("2022-09", 2)]


def test_what_is_told_without_an_end_is_counted_as_beyond_where_it_begins():
    days = group_periods([row("a", "2022-09-18", ("2022-03/..", "2022-03", "2022", "2021-12/2022-01", "2022-03/.."))])
    (march, _) = count_spans(days, 7)
    assert (march.edtf, march.told, march.beyond) == ("2022-03", 3, 2)
    assert [(year.edtf, year.told, year.beyond) for year in count_spans(days, 4)] == [("2021", 1, 1), ("2022", 4, 2)]
    assert stretches_in(days) == (
        Stretch("2022", "in 2022", 1, "2022"),
        Stretch("2022-03/..", "in 2022-03/..", 2, ""),
        Stretch("2021-12/2022-01", "in 2021-12/2022-01", 1, ""),
    )


@pytest.mark.parametrize("edtf", ["2022-03/..", "../2022", "2022/", "2021-12/2022-01", "199X", "soon"])
def test_no_year_holds_what_has_no_end_or_two_years(edtf):
    assert is_beyond(edtf)


MOMENTS = st.sampled_from([
    "2022-09-16", "2022-09-16?", "2022-09-17", "2022-09", "2022-10~", "2022", "2021-03", "2022-09-10/2022-10-02",
    "2021-12/2022-03", "2022-09-17/..", "../2022-09-10", "2022-10/", "/2021", "202X", "2022-21",
])  # fmt: skip


@given(st.lists(MOMENTS, max_size=12), st.sampled_from([4, 7, 10]))
def test_what_only_reaches_over_a_time_is_told_apart_from_what_is_dated_to_it(moments, length):
    events = in_order(event(f"e{number}", moment) for number, moment in enumerate(moments))
    days = group_periods([row("a", "2022-09-16", ("2022-09-17", "2021-03-05", "2022-10-01", "2023-01-01"))], events)
    spans = count_spans(days, length)
    for span, (found, count) in zip(spans, around(spans, events), strict=True):
        first, last = extent_of(span.edtf)
        longer = {
            one.id
            for one in events
            if not period_of(one.date).startswith(span.edtf)
            and extent_of(one.date)[0] <= last
            and extent_of(one.date)[1] >= first
        }
        assert (set(found), count) == (longer, len(longer))
        lengths = [
            extent_of(one.date)[1] - extent_of(one.date)[0] for name in found for one in events if one.id == name
        ]
        assert lengths == sorted(lengths)


def test_of_very_many_that_reach_over_a_day_the_shortest_are_shown():
    long = [event(f"long-{number}", "2022/..") for number in range(40)]
    short = event("short", "2022-09-15/2022-09-17")
    (shown, count), *_ = around((Span("2022-09-16", "", 1, 0),), [*long, short])
    assert (len(shown), shown[0], count) == (MOST_AROUND, "short", 41)


# Pages.

PLACE = Authority(id="izium", kind="place", name="Izium")
PERSON = Authority(id="anna", kind="person", name="Anna Berg")
ROWS = [row("a", "2022-09-16", ("2022-09-17",)), row("b", "2022-09-18")]
EVENTS_OF_IZIUM = [
    event("found", "2022-09-15", where="izium", reports=("a", "b")),
    event("begins", "2022-09-16", where="izium", people=("anna",), reports=("a",)),
    event("goes-on", "2022-09-18/2022-10-02~", where="izium"),
    event("since-march", "2022-03/.."),
]


def pages_of(events: list[Event], rows: list[Row] = ROWS) -> dict[str, object]:
    directory = directory_of(rows, (PLACE, PERSON), events=events)
    return {page.address: page.value for page in every_page(directory, Settings())}


def test_each_event_is_told_once_in_full_and_in_a_line_wherever_it_belongs():
    pages = pages_of(EVENTS_OF_IZIUM)
    full = {
        entry.line.id: address
        for address, page in pages.items()
        for entry in getattr(page, "events", ())
        if hasattr(entry, "line")
    }
    assert full == {
        "found": "dates/2022-09-15.html", "begins": "dates/2022-09-16.html", "goes-on": "dates/2022.html",
        "since-march": "dates/2022-03.html",
    }  # fmt: skip
    lines = {one.id: one for one in pages["timeline.html"].events}
    assert {one.id: one.address for one in lines.values()} == {
        identifier: f"{address}#event-{identifier}" for identifier, address in full.items()
    }
    assert list(lines) == ["since-march", "found", "begins", "goes-on"]
    assert [one.id for one in pages["places/izium.html"].events] == ["found", "begins", "goes-on"]
    assert [one.id for one in pages["people/anna.html"].events] == ["begins"]
    assert [one.id for one in pages["reports/a.html"].events] == ["found", "begins"]
    assert [one.id for one in pages["reports/b.html"].events] == ["found"]


def test_a_day_tells_its_own_events_apart_from_those_that_only_reach_over_it():
    pages = pages_of([*EVENTS_OF_IZIUM, event("perhaps", "2022-09?")])
    day = pages["dates/2022-09-16.html"]
    assert [entry.line.id for entry in day.events] == ["begins"]
    assert [one.id for one in day.around] == ["perhaps", "since-march"]
    month = pages["dates/2022-09.html"]
    assert [entry.line.id for entry in month.events] == ["perhaps"]
    assert [one.id for one in month.within] == ["found", "begins"]
    assert [one.id for one in month.around] == ["goes-on", "since-march"]
    assert month.event_counts == (1, 2, 2)


def test_the_first_page_is_drawn_over_the_time_of_the_reports():
    home = pages_of([event("long-ago", "0988"), *EVENTS_OF_IZIUM])["index.html"]
    assert [span.edtf for span in home.spans] == ["2022-09"]


def test_an_entry_has_the_names_and_reports_that_it_names():
    entry = pages_of(EVENTS_OF_IZIUM)["dates/2022-09-16.html"].events[0]
    assert [name.name for name in entry.names] == ["Izium", "Anna Berg"]
    assert [line.id for line in entry.reports] == ["a"]


def test_very_many_events_make_no_page_longer_than_it_may_be():
    rows = [row(f"r{number}", "2022-09-16") for number in range(60)]
    named = tuple(one.id for one in rows)
    many = [event(f"e{number}", "2022-09-16", where="izium", reports=named) for number in range(1000)]
    pages = pages_of(many, rows)
    day, month = pages["dates/2022-09-16.html"], pages["dates/2022-09.html"]
    assert (len(day.events), day.event_counts) == (MOST_ENTRIES, (1000, 0, 0))
    assert len(day.events[0].reports) == MOST_REPORTS
    assert (len(month.within), month.event_counts) == (MOST_LINES, (0, 1000, 0))
    for address in ("places/izium.html", "reports/r1.html"):
        assert (len(pages[address].events), pages[address].events_total) == (MOST_LINES, 1000)
    timeline = pages["timeline.html"]
    assert (len(timeline.events), timeline.events_total) == (MOST_EVENTS, 1000)
    anchors = [one.address for one in timeline.events]
    assert anchors == ["dates/2022-09-16.html"] * MOST_EVENTS, "what a page does not tell has no anchor there"


# Whole archives.

WORDS = "On 16 September 2022 Anna Berg said in Izium that it goes on since March."
KINDS = {
    "a-day": "2022-09-16", "unsure": "2022-09-14?", "about": "2022-09-12~", "both": "2022-09-10%", "month": "2022-09",
    "season": "2022-23", "year": "2022", "decade": "202X", "no-day": "2022-08-XX", "line": "2022-09-03/2022-09-20",
    "ends": "2022-07/2022-09-20~", "open": "2022-03/..", "before": "../2022-09-10", "unknown": "/2022-09",
    "no-end": "2022-09-05/", "moment": "2022-09-17T10:00:00Z",
}  # fmt: skip
HOSTILE = ("<script>alert(1)</script>", "\u202eدينة", "מצא את הגופות", '{{ 7*7 }} </title> & "it\'s"', "中" * 200)


def archive_of(make_archive, events: list[dict[str, object]], **more: str) -> Path:
    files = {f"seeds/{name}.txt": f" date 2022-09-{day} {WORDS}" for name, day in (("a", 16), ("b", 17), ("c", 18))}
    text = "".join(f"- {json.dumps(one, ensure_ascii=False)}\n" for one in events)
    return make_archive({**ENTITIES, **files, EVENTS: text, **more})


@pytest.fixture(scope="module")
def all_kinds() -> list[dict[str, object]]:
    """One event of every kind of date, and of hostile words."""
    events = [
        {"id": name, "title": f"Kind {name}", "date": day, "where": "izium", "people": ["anna"], "reports": ["a", "b"]}
        for name, day in KINDS.items()
    ]
    return [
        *events,
        *({"id": f"x{n}", "title": title, "date": "2022-09-16", "note": title} for n, title in enumerate(HOSTILE)),
    ]


def test_every_link_to_an_event_leads_to_it(make_archive, all_kinds):
    assert check(archive_of(make_archive, all_kinds)) == ()


def test_the_table_of_the_timeline_has_every_event_once(make_archive, all_kinds):
    archive = archive_of(make_archive, all_kinds)
    built(archive)
    periods = json.loads((archive / "site/data/timeline.json").read_bytes())["periods"]
    events = {one["id"]: (period["period"], one) for period in periods for one in period["events"]}
    assert {name: one["date"] for name, (_, one) in events.items() if name in KINDS} == KINDS
    assert events["open"][1] == {
        "id": "open", "title": "Kind open", "date": "2022-03/..", "address": of_event("2022-03", "open"), "status": "reviewed",
        "where": "izium", "people": ["anna"], "organizations": [], "description": None, "note": None, "reports": ["a", "b"],
    }  # fmt: skip
    report = json.loads((archive / "site/reports/a.json").read_bytes())
    assert {one["id"] for one in report["events"]} == set(KINDS)


def test_words_of_editors_are_only_ever_text(make_archive, all_kinds):
    archive = archive_of(make_archive, all_kinds)
    built(archive)
    for address in ("timeline.html", "dates/2022-09-16.html", "dates/2022-09.html", "reports/a.html"):
        html = (archive / "site" / address).read_text("utf-8")
        assert "<script>alert" not in html
        assert "\u202e" not in html


def test_an_edit_of_one_event_touches_what_shows_it_and_nothing_else(make_archive, tmp_path):
    events = [
        {"id": "one", "title": "One", "date": "2022-09-16", "where": "izium", "reports": ["a"]},
        {"id": "other", "title": "Other", "date": "2022-09-17", "people": ["anna"], "reports": ["b"]},
    ]
    archive = archive_of(make_archive, events)
    built(archive)
    before = bytes_of(archive / "site")
    again = archive_of(make_archive, [{**events[0], "title": "The first"}, events[1]])
    built(again)
    after = bytes_of(archive / "site")
    touched = {address for address in before.keys() | after.keys() if before.get(address) != after.get(address)}
    assert touched - {"SHA256SUMS"} == {
        "dates/2022-09-16.html", "dates/2022-09.html", "dates/2022.html", "timeline.html", "places/izium.html",
        "reports/a.html", "reports/a.json", "data/timeline.json", "data/reports.jsonl", "data/datapackage.json",
    }  # fmt: skip
    assert after == fresh_site(archive, tmp_path / "fresh")


def test_an_event_of_a_report_that_is_held_back_does_not_name_it(make_archive):
    events = [{"id": "one", "title": "One", "date": "2022-09-16", "reports": ["a", "kept-back"]}]
    more = {"seeds/kept-back.txt": "Words.", "seeds/kept-back.txt.meta.yaml": "embargo_until: 2099-01-01\n"}
    archive = archive_of(make_archive, events, **more)
    outcome = built(archive)
    assert outcome.problems == ()
    files = [path for path in (archive / "site").rglob("*") if path.is_file()]
    assert not [path for path in files if b"kept-back" in path.read_bytes()]


# In a browser.


@pytest.fixture(scope="module")
def site(tmp_path_factory, all_kinds):
    def make(files: dict[str, str]) -> Path:
        folder = tmp_path_factory.mktemp("events")
        for path, text in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, "utf-8")
        return folder

    archive = archive_of(make, all_kinds)
    built(archive)
    return archive / "site"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_every_kind_of_time_is_accessible_and_no_wider_than_the_screen(
    site, open_page, assert_accessible, scheme, width
):
    screen = {"color_scheme": scheme, "viewport": {"width": width, "height": 900}}
    page = open_page((site / "timeline.html").as_uri(), inside=site.as_uri(), **screen)
    for address in (
        "timeline.html",
        "dates/2022.html",
        "dates/2022-09.html",
        "dates/2022-09-16.html",
        "places/izium.html",
    ):
        page.goto((site / address).as_uri())
        assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_a_row_of_the_drawing_leads_to_the_event_without_javascript(site, open_page):
    page = open_page((site / "dates/2022-09.html").as_uri(), inside=site.as_uri(), java_script_enabled=False)
    page.locator("svg a[href*='event-unsure']").click()
    assert page.url.endswith("dates/2022-09-14.html#event-unsure")
    entry = page.locator("#event-unsure")
    assert entry.is_visible()
    assert entry.locator(".event-when").inner_text().replace("\u00a0", " ").startswith("perhaps 14 September 2022")
    assert "reviewed" in entry.inner_text()
    assert entry.get_by_role("link", name="Anna Berg", exact=True).is_visible()


def test_the_drawing_of_the_whole_span_keeps_the_three_apart_and_names_its_shapes(site, open_page):
    page = open_page((site / "timeline.html").as_uri(), inside=site.as_uri())
    names = page.locator("svg").first.locator("text.name")
    assert names.all_text_contents() == ["Published", "Told", "Told, across years", "Events, as editors have them"]
    tops = [box["y"] for index in range(names.count()) if (box := names.nth(index).bounding_box())]
    assert tops == sorted(tops)
    caption = page.locator("figcaption").first.inner_text()
    for shape in (
        "Disc",
        "Open box",
        "Line",
        "Arrow",
        "Dots to a question mark",
        "Dotted",
        "Dotted end",
        "Question mark",
    ):
        assert f"{shape}: " in caption
