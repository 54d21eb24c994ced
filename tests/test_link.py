"""Linking: who is who, what belongs to which day, and what belongs together."""

import pytest

from linking import directory_of, every_page
from muniment.link.pages import count_other_pages
from muniment.link.paging import next_address, paged
from muniment.link.periods import period_of
from muniment.model import (
    Authority,
    Essay,
    Located,
    Redirect,
    ReportList,
    ReportPage,
    Row,
    Sighting,
    Telling,
    Value,
    changed,
)
from muniment.settings import Settings


@pytest.mark.parametrize(
    "edtf, period",
    [
        ("2022-09-18", "2022-09-18"),
        ("2022-09", "2022-09"),
        ("2022", "2022"),
        ("2022-09-18T10:30:00Z", "2022-09-18"),
        ("2022-09-12/2022-09-18", "2022-09"),
        ("2022-08-29/2022-09-04", "2022"),
        ("2021-12-27/2022-01-02", "2021"),
        ("2022-03/..", "2022-03"),
        ("2022-03/", "2022-03"),
        ("2022-03-05/2022-03", "2022-03"),
        ("2022-09-XX?", "2022-09"),
        ("2022-18/2022-19", ""),
        ("../2022-03-05", "2022-03-05"),
        ("2022-09/2022-09-18", "2022-09"),
        ("2022-13", ""),
        ("2022-02-30", ""),
        ("199X", "1990"),
        ("18XX/..", "1800"),
        ("2021-21", "2021"),
        ("00XX", "0001"),
        ("000X", "0001"),
        ("2022-09~", "2022-09"),
        ("0000", ""),
        ("", ""),
        ("PRESENT_REF", ""),
    ],
)
def test_an_interval_is_filed_under_the_smallest_period_that_holds_it(edtf, period):
    assert period_of(edtf) == period


def test_a_full_page_of_a_long_list_never_changes_again():
    before = {address: items for address, items, _ in paged("a.html", list(range(25, 0, -1)), 10)}
    after = {address: items for address, items, _ in paged("a.html", list(range(45, 0, -1)), 10)}
    assert before["a.1.html"] == after["a.1.html"] == tuple(range(10, 0, -1))
    assert [len(items) for items in after.values()] == [15, 10, 10, 10]
    assert list(after) == ["a.html", "a.3.html", "a.2.html", "a.1.html"]


@pytest.mark.parametrize("count", [0, 1, 9, 10, 19, 20, 21, 999])
def test_every_item_of_a_list_is_on_one_page_and_pages_lead_to_each_other(count):
    pages = paged("a.html", list(range(count, 0, -1)), 10)
    assert [item for _, items, _ in pages for item in items] == list(range(count, 0, -1))
    addresses = {address for address, _, _ in pages}
    addresses |= {page.address for page in next_address("a.html", len(pages), "a")}
    for _, _, paging in pages:
        assert {paging.older, paging.newer, paging.newest} - {""} <= addresses


def row(identifier: str, day: str = "", names: tuple[tuple[str, str], ...] = (), **fields) -> Row:
    sightings = tuple(Sighting(kind, name, sentence=0, start=0, end=3) for kind, name in names)
    published = Value(day) if day else None
    return Row(
        id=identifier, digest=identifier, path=f"seeds/{identifier}", title=Value(identifier), published=published,
        entities=sightings, **fields,
    )  # fmt: skip


def linked(rows, authorities=(), essays=(), **settings):
    return directory_of(rows, authorities, essays, Settings(**settings))


def made(rows, authorities=(), essays=(), **settings):
    return linked(rows, authorities, essays, **settings).archive


def all_pages(rows, authorities=(), essays=(), **settings):
    directory = linked(rows, authorities, essays, **settings)
    return {page.address: page.value for page in every_page(directory, Settings(**settings))}


IZIUM = Authority(id="izium", kind="place", name="Izium", names=("Ізюм", "Izyum"), coordinates=(49.2, 37.2))


def test_only_the_editors_file_joins_spellings():
    rows = [row("a", "2022-01-01", (("place", "Izyum"),)), row("b", "2022-01-02", (("place", "Izium"),))]
    (joined,) = made(rows, [IZIUM]).entities
    assert (joined.id, joined.status, len(joined.reports)) == ("izium", "reviewed", 2)
    assert len(made(rows).entities) == 2


def test_a_suggested_name_gets_a_page_from_the_second_report_on():
    once = made([row("a", "2022-01-01", (("person", "Oleh Kotenko"),))]).entities[0]
    assert (once.has_page, once.address) == (False, "reports/a.html")
    twice = made([row(one, "2022-01-01", (("person", "Oleh Kotenko"),)) for one in "ab"]).entities[0]
    assert twice.has_page
    assert twice.address == f"people/{twice.id}.html"


def test_a_listed_entity_has_a_page_before_any_report_names_it():
    pages = all_pages([], [IZIUM])
    assert pages["places/izium.html"].total == 0
    assert [name.name for name in pages["places.html"].names] == ["Izium"]


def test_an_organisation_that_is_listed_as_a_source_is_that_source():
    cnn = Authority(id="cnn", kind="outlet", name="CNN", is_source=True)
    archive = made([row("a", "2022-01-01", (("organization", "CNN"),))], [cnn])
    assert archive.entities == ()
    assert archive.sources[0].named == (("a", "organization"),)


def test_a_stated_name_and_the_mention_of_it_are_one_sighting():
    mention = Sighting("place", "Izium", "izium", sentence=4, start=3, end=8, times=2)
    both = Row(
        id="a", digest="", path="", title=Value(""), entities=(mention, Sighting("place", "Ізюм", status="stated"))
    )
    directory = linked([both], [IZIUM])
    (report,) = directory.archive.entities[0].reports
    sighting = directory.naming.sighting_of(("place", "izium"), report)
    assert (sighting.sentence, sighting.status, sighting.times) == (4, "stated", 2)
    quotation = directory.quotation_of(report, sighting)
    assert quotation.status == "suggested"  # rules found the sentence


def test_reports_of_one_event_are_related_and_the_rare_name_counts_most():
    rows = [row(f"r{n}", "2022-01-01", (("place", "Kyiv"),)) for n in range(9)]
    rows.append(row("x", "2022-01-01", (("place", "Kyiv"), ("person", "Rare Name"))))
    rows.append(row("y", "2022-01-02", (("person", "Rare Name"),)))
    page = all_pages(rows)["reports/x.html"]
    assert page.related[0].line.id == "y"
    assert [name.name for name in page.related[0].through] == ["Rare Name"]


def test_published_and_told_are_kept_apart():
    telling = Telling("2022-09-16", "Friday", "suggested", 0, 8, 14, 1, 8)
    pages = all_pages([row("a", "2022-09-18", told=(telling,))])
    assert [line.id for line in pages["dates/2022-09-18.html"].lines] == ["a"]
    assert pages["dates/2022-09-18.html"].told == ()
    assert [quotation.edtf for quotation in pages["dates/2022-09-16.html"].told] == ["2022-09-16"]
    month = pages["dates/2022-09.html"]
    assert [(span.edtf, span.published, span.told) for span in month.inside] == [
        ("2022-09-16", 0, 1),
        ("2022-09-18", 1, 0),
    ]
    assert pages["reports/a.html"].dates[-1] == ("2022-09-18", "dates/2022-09-18.html")


def test_reports_without_a_date_are_listed_as_such():
    timeline = all_pages([row("a"), row("b", "2022")])["timeline.html"]
    assert [line.id for line in timeline.undated] == ["a"]
    assert [span.edtf for span in timeline.years] == ["2022"]


def test_versions_are_told_from_both_sides():
    pages = all_pages([row("a", "2022-01-01"), row("b", "2022-01-02", version_of="a")])
    assert [(how, line.id) for how, line in pages["reports/b.html"].versions] == [("version of", "a")]
    assert [(how, line.id) for how, line in pages["reports/a.html"].versions] == [("has version", "b")]


def test_an_empty_archive_has_its_pages():
    pages = all_pages([])
    assert {"index.html", "reports.html", "timeline.html", "search.html", "404.html"} <= set(pages)
    assert pages["index.html"].reports == 0


def test_addresses_are_unique_and_every_report_is_listed_once():
    names = (("person", "Ada Lovelace"), ("place", "London"))
    rows = [row(f"r{n:04}", f"2022-01-{n % 28 + 1:02}", names) for n in range(450)]
    directory = linked(rows)
    pages = every_page(directory, Settings())
    assert len({page.address for page in pages}) == len(pages)
    listed = [line.id for page in pages if isinstance(page.value, ReportList) for line in page.value.lines]
    assert sorted(listed) == sorted(one.id for one in rows)
    assert sum(isinstance(page.value, ReportPage) for page in pages) == 450
    assert any(isinstance(page.value, Redirect) for page in pages)
    assert count_other_pages(directory.archive, Settings()) == len(pages) - 450


def test_a_former_id_leads_to_the_new_one():
    moved = Authority(id="izium", kind="place", name="Izium", former=("izyum-e213ec57",))
    assert all_pages([], [moved])["places/izyum-e213ec57.html"] == Redirect("places/izium.html", "Izium")


@pytest.mark.parametrize("findings, is_read_by_rules", [("rules", True), ("stated", False)])
def test_a_site_knows_whether_its_texts_were_read_by_rules(findings, is_read_by_rules):
    assert made([], findings=findings).site.is_read_by_rules is is_read_by_rules


def test_essays_come_in_their_order():
    archive = made([], essays=[Essay("method", "Method", "", 20), Essay("about", "About", "", 10)])
    assert archive.site.essays == (("about.html", "About"), ("method.html", "Method"))


def test_a_place_lies_where_the_reports_say_unless_editors_say_otherwise():
    def seen(name, point):
        return Sighting("place", name, status="stated", coordinates=point)

    rows = [
        Row(
            id="a",
            digest="",
            path="",
            title=Value(""),
            entities=(seen("Izium", (49.0, 37.0)), seen("Tampa", (27.9, -82.5))),
        )
    ]
    places = {entity.name: entity.coordinates for entity in made(rows, [IZIUM]).entities}
    assert places == {"Izium": (49.2, 37.2), "Tampa": (27.9, -82.5)}


READING = Located((51.456, -0.971), ("England", "United Kingdom"), "geonames:2639577")
OTHER_READING = Located((40.336, -75.927), ("Pennsylvania", "United States"), "geonames:5207728")


def lying(*places, authorities=(), **fields):
    """The entity that as many reports name Reading, each with where a gazetteer has it."""
    rows = [
        Row(id=f"r{number}", digest=f"{number}", path="", title=Value(""),
            entities=(Sighting("place", "Reading", sentence=0, start=0, end=7, place=place, **fields),))
        for number, place in enumerate(places)
    ]  # fmt: skip
    (entity,) = made(rows, authorities).entities
    return entity


def test_a_place_lies_suggested_where_a_gazetteer_has_it():
    entity = lying(READING, None)
    assert (entity.coordinates, entity.coordinates_status, entity.place) == ((51.456, -0.971), "suggested", READING)


def test_a_name_of_two_places_lies_nowhere():
    entity = lying(READING, OTHER_READING, READING)
    assert (entity.coordinates, entity.place) == (None, None)


def test_a_region_has_no_point_and_is_part_of_something():
    region = Located(None, ("Ukraine",), "geonames:706482")
    entity = lying(region)
    assert (entity.coordinates, entity.coordinates_status, entity.place) == (None, "stated", region)


def test_editors_and_reports_know_better_than_a_gazetteer():
    listed = Authority(id="reading", kind="place", name="Reading", coordinates=(1.0, 2.0))
    entity = lying(READING, authorities=[listed])
    assert (entity.coordinates, entity.coordinates_status, entity.place) == ((1.0, 2.0), "reviewed", None)
    entity = lying(READING, status="stated", coordinates=(3.0, 4.0))
    assert (entity.coordinates, entity.coordinates_status, entity.place) == ((3.0, 4.0), "stated", None)
    entity = lying(READING, authorities=[Authority(id="reading", kind="place", name="Reading")])
    assert (entity.coordinates_status, entity.place) == ("suggested", READING)


def test_spellings_of_one_that_lie_apart_lie_nowhere():
    listed = Authority(id="reading", kind="place", name="Reading", names=("Redding", "Readding"))
    places = (("Reading", READING), ("Redding", OTHER_READING), ("Readding", READING))
    both = Row(
        id="a", digest="", path="", title=Value(""),
        entities=tuple(Sighting("place", name, sentence=0, start=0, end=7, place=place) for name, place in places),
    )  # fmt: skip
    (entity,) = made([both], [listed]).entities
    assert entity.place is None
    (entity,) = made([both], [changed(listed, names=("Readding",))]).entities[:1]
    assert entity.place == READING


def test_of_places_in_the_same_reports_only_what_is_near_stands_on_a_small_map():
    listed = [
        changed(IZIUM, part_of="ukraine"),
        Authority(id="ukraine", kind="place", name="Ukraine", coordinates=(49.0, 32.0)),
        Authority(id="kupiansk", kind="place", name="Kupiansk", coordinates=(49.7, 37.6)),
        Authority(id="moscow", kind="place", name="Moscow", coordinates=(55.8, 37.6)),
    ]
    entities = tuple(Sighting("place", one.name) for one in listed)
    pages = all_pages([Row(id="a", digest="a", path="", title=Value(""), entities=entities)], listed)
    assert [spot.name.name for spot in pages["places/izium.html"].nearby] == ["Izium", "Ukraine", "Kupiansk"]
    assert [spot.name.name for spot in pages["places/moscow.html"].nearby] == ["Moscow"]


def test_only_what_is_near_stands_on_a_map_with_a_place_by_suggestion():
    def seen(name, point):
        return Sighting("place", name, sentence=0, start=0, end=3, place=Located(point, (), f"geonames:{len(name)}"))

    near, far = seen("Kupiansk", (49.71, 37.616)), seen("London", (51.509, -0.126))
    entities = (seen("Balakliia", (49.456, 36.844)), near, far, Sighting("place", "Izium"))
    rows = [Row(id=one, digest=one, path="", title=Value(""), entities=entities) for one in "ab"]
    pages = all_pages(rows, [IZIUM])
    of_suggested = next(page for address, page in pages.items() if address.startswith("places/balakliia"))
    assert [spot.name.name for spot in of_suggested.nearby] == ["Balakliia", "Izium", "Kupiansk"]
    assert [spot.status for spot in of_suggested.nearby] == ["suggested", "reviewed", "suggested"]
    assert {spot.name.name for spot in pages["places.html"].points} == {"Balakliia", "Izium", "Kupiansk", "London"}
