"""Who is who, and how often: adopted ids, stated names of unknown kind, versions counted once."""

import pytest

from linking import directory_of, every_page
from muniment.ids import suggested_id
from muniment.link.identity import Register, likely_kind
from muniment.model import Authority, Redirect, Row, Sighting, Value
from muniment.settings import Settings

LEVADA = suggested_id("person", "Oleh Levada")


def row(identifier: str, *entities: Sighting, day: str = "2022-01-01", **fields) -> Row:
    return Row(
        id=identifier, digest=identifier, path=f"seeds/{identifier}", title=Value(identifier), published=Value(day),
        entities=entities, **fields,
    )  # fmt: skip


def named(name: str, kind: str = "person", status: str = "suggested") -> Sighting:
    return Sighting(kind, name, "", status, 0, 0, len(name))


def stated(name: str, kind: str = "entity") -> Sighting:
    return Sighting(kind, name, status="stated")


def credited(name: str, kind: str = "credit", **fields) -> Sighting:
    return Sighting(kind, name, sentence=0, start=1, end=1 + len(name), **fields)


def pages_and_archive(rows, authorities=(), **settings):
    directory = directory_of(rows, authorities, settings=Settings(**settings))
    pages = every_page(directory, Settings(**settings))
    addresses = [page.address for page in pages]
    assert len(addresses) == len(set(addresses)), "two pages at one address"
    return {page.address: page.value for page in pages}, directory.archive


def test_an_adopted_id_takes_what_reports_still_name_so():
    """The editors took the suggested id over, and did not list the spelling that made it."""
    levada = Authority(id="oleg-levada", kind="person", name="Oleg Levada", former=(LEVADA,))
    pages, archive = pages_and_archive([row("a", named("Oleh Levada")), row("b", named("Oleh Levada"))], [levada])
    (entity,) = archive.entities
    assert (entity.id, entity.status, entity.names) == ("oleg-levada", "reviewed", ("Oleh Levada",))
    assert pages[f"people/{LEVADA}.html"] == Redirect("people/oleg-levada.html", "Oleg Levada")


def test_an_id_adopted_as_something_of_another_kind_redirects_from_where_it_was():
    levada = Authority(id="levada", kind="organization", name="Levada Centre", former=(LEVADA,))
    pages, archive = pages_and_archive([row("a", named("Oleh Levada"))], [levada])
    assert [entity.id for entity in archive.entities] == ["levada"]
    for folder in ("people", "organizations", "places", "sources"):
        assert pages[f"{folder}/{LEVADA}.html"] == Redirect("organizations/levada.html", "Levada Centre")


def test_a_suggested_id_that_editors_list_as_another_kind_is_one_and_leads_there():
    place = Authority(id=LEVADA, kind="place", name="Levada Park")
    pages, archive = pages_and_archive([row("a", named("Oleh Levada")), row("b", named("Oleh Levada"))], [place])
    assert [(entity.id, entity.kind, len(entity.reports)) for entity in archive.entities] == [(LEVADA, "place", 2)]
    assert pages[f"people/{LEVADA}.html"] == Redirect(f"places/{LEVADA}.html", "Levada Park")


def test_a_translation_without_a_date_does_not_hide_the_day_of_the_report():
    undated = Row(
        id="b", digest="b", path="seeds/b", title=Value("b"), entities=(named("Izium", "place"),), translation_of="a"
    )
    rows = [
        row("a", named("Izium", "place"), day="2022-09-18"),
        undated,
        row("c", named("Izium", "place"), day="2022-10-18"),
    ]
    pages, archive = pages_and_archive(rows)
    assert [span.edtf for span in pages[archive.entities[0].address].spans] == ["2022-09", "2022-10"]


def test_only_what_passes_on_words_is_a_relay():
    named_only = (stated("Alpha", "publisher"), stated("Beta", "stated"))
    cited = (stated("Alpha", "publisher"), credited("Gamma", "citing"), credited("Gamma", "via"))
    beta = Authority(id="delta", kind="outlet", name="Delta", is_source=True)
    rows = [
        row("a", named("Delta", "organization"), sources=named_only),
        row("b", sources=cited),
        row("c", sources=named_only),
    ]
    pages, archive = pages_and_archive(rows, [beta])
    by_name = {source.name: source for source in archive.sources}
    assert by_name["Alpha"].relays == ((by_name["Gamma"].id, 1),)
    assert by_name["Gamma"].relayed_by == ((by_name["Alpha"].id, 1),)
    assert by_name["Beta"].relayed_by == by_name["Delta"].relayed_by == ()
    page = pages["sources/delta.html"]
    assert (page.named, page.passed_on) == (1, 0)


def test_whom_editors_list_as_no_source_is_passed_on_all_the_same():
    ministry = Authority(id="ministry", kind="organization", name="Ministry of Defence")
    cited = credited("Ministry of Defence", "citing")
    rows = [
        row("a", named("Ministry of Defence", "organization"), sources=(stated("Alpha", "publisher"), cited)),
        row("b", sources=(stated("Alpha", "publisher"), cited)),
        row("c", named("Ministry of Defence", "organization"), sources=(stated("Alpha", "publisher"),)),
    ]
    pages, archive = pages_and_archive(rows, [ministry])
    (alpha,) = archive.sources
    assert alpha.relays == (("ministry", 2),)
    assert sorted(archive.entities[0].reports) == ["a", "b", "c"]
    assert [(name.id, name.address, name.count) for name in pages[alpha.address].relays] == [
        ("ministry", "organizations/ministry.html", 2)
    ]


@pytest.mark.parametrize("kind, address", [("place", ""), ("organization", "organizations/herald.html")])
def test_a_paper_with_the_name_of_a_place_is_not_the_place(kind, address):
    herald = Authority(id="herald", kind=kind, name="Herald")
    _, archive = pages_and_archive([row("a", sources=(stated("Herald", "publisher"),))], [herald])
    assert [source.name for source in archive.sources] == ([] if address else ["Herald"])
    assert len(archive.entities[0].reports) == (1 if address else 0)


def test_an_adopted_source_keeps_what_it_published():
    former = suggested_id("source", "Censor")
    censor = Authority(id="censor-net", kind="outlet", name="Censor.NET", is_source=True, former=(former,))
    rows = [row("a", sources=(stated("Censor", "publisher"),))]
    _, archive = pages_and_archive(rows, [censor])
    assert [(source.id, len(source.published)) for source in archive.sources] == [("censor-net", 1)]


@pytest.mark.parametrize(
    "name, kind",
    [
        ("Ada Lovelace", "person"),
        ("Іван Франко", "person"),
        ("Kharkiv Human Rights Group", "organization"),
        ("NATO", "organization"),
        ("Київська міська рада", "organization"),
    ],
)
def test_a_stated_name_of_unstated_kind_is_guessed_and_its_page_says_so(name, kind):
    assert likely_kind(name) == kind
    assert Register([]).key_of(stated(name))[0] == kind
    _, archive = pages_and_archive([row("a", stated(name))])
    assert [(entity.kind, entity.status) for entity in archive.entities] == [(kind, "suggested")]


def test_a_stated_name_of_unstated_kind_is_what_reports_call_it_elsewhere():
    """The rules took "Kupiansk" for a person twice and for a place once; one seed states a place."""
    found = [row("a", named("Kupiansk")), row("b", named("Kupiansk")), row("c", named("Kupiansk", "place"))]
    _, archive = pages_and_archive([*found, row("d", stated("Kupiansk"))])
    assert {entity.kind: len(entity.reports) for entity in archive.entities} == {"person": 3, "place": 1}
    _, archive = pages_and_archive([*found, row("d", stated("Kupiansk")), row("e", stated("Kupiansk", "place"))])
    assert {entity.kind: len(entity.reports) for entity in archive.entities} == {"person": 2, "place": 3}


def test_a_name_stated_without_its_kind_does_not_make_a_found_kind_a_stated_one():
    pages, archive = pages_and_archive([row("a", named("Oleh Levada"), stated("Oleh Levada"))], entity_pages_from=1)
    (entity,) = archive.entities
    assert (entity.kind, entity.status, pages[entity.address].quotations[0].number) == ("person", "suggested", 0)
    _, archive = pages_and_archive([row("a", named("Oleh Levada"), stated("Oleh Levada", "person"))])
    assert archive.entities[0].status == "stated"


def test_a_source_is_listed_once_a_report_for_each_way_of_naming_it():
    listed = Authority(id="cnn", kind="outlet", name="CNN", names=("CNN International",), is_source=True)
    sightings = (credited("CNN"), credited("CNN International"), credited("CNN", "citing"))
    pages, archive = pages_and_archive([row("a", sources=sightings)], [listed])
    assert archive.sources[0].named == (("a", "credit"), ("a", "citing"))
    quotations = pages[archive.sources[0].address].quotations
    assert [(one.kind, one.times) for one in quotations] == [("credit", 2), ("citing", 1)]


def test_a_source_that_many_reports_name_has_its_reports_in_parts():
    rows = [row(f"r{number}", day=f"2022-01-{number:02}", sources=(credited("CNN"),)) for number in range(1, 26)]
    pages, archive = pages_and_archive(rows, page_length=10)
    parts = [value for address, value in pages.items() if address.startswith(archive.sources[0].address[:-5])]
    assert sorted(len(value.quotations) for value in parts if not isinstance(value, Redirect)) == [10, 15]
    newest = pages[archive.sources[0].address]
    assert (newest.named, newest.total, len(newest.quotations)) == (25, 0, 15)


def test_a_day_of_very_many_reports_is_parted():
    rows = [row(f"r{number:04}") for number in range(1000)]
    pages, _ = pages_and_archive(rows)
    day = {address: value for address, value in pages.items() if address.startswith("dates/2022-01-01")}
    shown = [line.id for value in day.values() if not isinstance(value, Redirect) for line in value.lines]
    assert sorted(shown) == [one.id for one in rows]
    assert max(len(value.lines) for value in day.values() if not isinstance(value, Redirect)) < 600
    assert day["dates/2022-01-01.html"].published == 1000
    assert len(pages["dates/2022-01.html"].lines) == 0
    assert pages["dates/2022-01.html"].elsewhere == 1000


def test_versions_of_one_report_are_counted_once_and_all_listed():
    """b is a translation of a, c a version of b; d is another report."""
    rows = [
        row("a", named("Oleh Levada"), named("Izium", "place"), sources=(stated("CNN", "publisher"),)),
        row("b", named("Oleh Levada"), named("Izium", "place"), translation_of="a"),
        row("c", named("Oleh Levada"), named("Izium", "place"), version_of="b", sources=(stated("CNN", "publisher"),)),
        row("d", named("Oleh Levada")),
    ]
    pages, archive = pages_and_archive(rows)
    levada, izium = sorted(archive.entities, key=lambda entity: entity.kind)
    assert (levada.count, len(levada.reports), levada.beside) == (2, 4, ((izium.id, 1),))
    assert (pages[levada.address].total, pages[levada.address].versions) == (2, 2)
    assert [(name.name, name.count) for name in pages["places.html"].names] == [("Izium", 1)]
    assert archive.sources[0].count == 1
    assert [span.published for span in pages[levada.address].spans] == [2]
    _, archive = pages_and_archive(rows, entity_pages_from=3)
    assert [entity.has_page for entity in archive.entities] == [False, False]


def test_a_name_that_is_met_once_more_leaves_other_reports_pages_as_they_are():
    """Their related reports apart, which is what linking is for."""
    rows = [row("a", named("Izium", "place"), day="2020-01-01"), row("b", named("Izium", "place"), day="2020-01-02")]
    more = [*rows, row("c", day="2020-01-03"), row("d", named("Izium", "place"), day="2020-01-04")]
    few = [*rows, row("c", day="2020-01-03"), row("d", day="2020-01-04")]
    before, after = (pages_and_archive(each)[0]["reports/a.html"] for each in (few, more))
    assert before.names == after.names
    assert before.names[0][1].count == 0
