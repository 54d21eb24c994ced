"""The first page, the search page, editors' pages, and the ones that lead elsewhere."""

import pytest

from muniment.model import (
    Essay,
    EssayPage,
    Home,
    NotFound,
    Page,
    Redirect,
    Search,
    Site,
    Span,
    changed,
)
from muniment.render.pages import render_page
from rendered import CNN, IZIUM, MARCHENKO, SITE, Reader, document_of, page_of

LINE = page_of(document_of())[0].value.line
HOME = Home(
    reports=2,
    words=640,
    first="2022-09-16",
    last="2022-09-18",
    latest=(LINE, LINE),
    spans=(Span("2022-09", "dates/2022-09.html", 2, 3),),
    people=(MARCHENKO,),
    organizations=(),
    places=(IZIUM,),
    sources=(CNN,),
    totals=(("people", 1), ("organizations", 0), ("places", 1), ("sources", 1)),
    fingerprint="a" * 64,
)
EMPTY = Home(
    reports=0,
    words=0,
    first="",
    last="",
    latest=(),
    spans=(),
    people=(),
    organizations=(),
    places=(),
    sources=(),
    totals=(),
    fingerprint="b" * 64,
)


def read(address, value, site=SITE):
    ((given, data),) = render_page(Page(address, value), site)
    assert given == address
    reader = Reader(data.decode("utf-8"))
    reader.words = " ".join(reader.words.replace("\u00a0", " ").split())
    return reader


def test_the_first_page_says_what_the_archive_holds():
    page = read("index.html", HOME)
    assert "2 reports, 640 words, 16 to 18 September 2022." in page.words
    assert "Named in them: 1 person, 1 place and 1 source." in page.words
    assert page.all("form")[0]["action"] == "search.html"
    links = [kept["href"] for kept in page.all("a")]
    assert {"reports/one.html", "people/marchenko-1.html", "places/izium.html", "sources/cnn.html"} <= set(links)
    assert "timeline.html" in links
    assert page.misplaced == []


def test_the_four_statuses_are_explained():
    words = read("index.html", HOME).words
    for status in (
        "stated said by",
        "suggested found by",
        "reviewed accepted",
        "verified reviewed, and signed with a key that the archive lists",
    ):
        assert status in words


def test_the_makers_of_the_lists_are_credited_wherever_texts_are_read_by_rules():
    page = read("index.html", HOME)
    for maker in ("GeoNames", "Faker", "mimesis", "US Census", "Webster’s Second", "wordfreq"):
        assert maker in page.words
    links = [kept["href"] for kept in page.all("a")]
    assert {"https://www.geonames.org/", "https://creativecommons.org/licenses/by/4.0/"} <= set(links)
    assert "GeoNames" not in read("index.html", HOME, changed(SITE, is_read_by_rules=False)).words


def test_an_empty_archive_says_how_to_begin():
    page = read("index.html", EMPTY, Site(title="An archive of reports"))
    assert "No report yet" in page.words
    assert "muniment build" in page.words
    assert page.all("form") == []
    assert page.misplaced == []


def test_a_large_archive_leads_to_its_lists():
    totals = (("people", 4120), ("organizations", 3), ("places", 2200), ("sources", 1))
    page = read("index.html", changed(HOME, reports=10206, totals=totals))
    assert "10,206 reports" in page.words
    assert "All 10,206 reports" in page.words
    assert "All 4,120 people" in page.words


def test_an_archive_without_dates_or_search_has_neither_strip_nor_form():
    page = read("index.html", changed(HOME, first="", last="", spans=()), changed(SITE, sections=("reports",)))
    assert "The whole span" not in page.words
    assert page.all("form") == []


def test_the_current_section_is_told_in_the_navigation():
    page = read("search.html", Search(2))
    current = [kept for kept in page.all("a") if "aria-current" in kept]
    assert current == [{"href": "search.html", "aria-current": "page"}]
    about = read("about.html", EssayPage(Essay("about", "About", "Words.")))
    assert [kept["href"] for kept in about.all("a") if "aria-current" in kept] == ["about.html"]


def test_the_search_page_has_every_place_that_its_scripts_fill():
    page = read("search.html", Search(2))
    ids = {kept["id"]: tag for tag, kept in page.elements if "id" in kept}
    for tag, name in (("form", "search"), ("input", "q"), ("select", "sort"), ("div", "filters"), ("p", "count")):
        assert ids[name] == tag
    assert (ids["results"], ids["more"]) == ("ol", "button")
    more = next(kept for kept in page.all("button") if kept.get("id") == "more")
    assert "hidden" in more
    assert next(kept for kept in page.all("p") if kept.get("id") == "count")["role"] == "status"
    assert all("defer" in kept for kept in page.all("script"))
    policy = page.all("meta")[1]["content"]
    assert "script-src 'self' 'wasm-unsafe-eval'" in policy
    assert "form-action 'self'" in policy


def test_without_scripts_the_search_page_leads_to_the_indexes():
    page = read("search.html", Search(2))
    assert "needs JavaScript" in page.words
    assert [kept["href"] for kept in page.all("a")].count("people.html") == 2


def test_an_essay_is_the_editors_markdown():
    page = read("about.html", EssayPage(Essay("about", "About us", "First.\n\n## Why\n\n<script>x</script>")))
    assert "About us" in page.words
    assert page.all("script") == []
    assert "script" not in {kept.get("src") for kept in page.all("script")}
    assert page.misplaced == []


@pytest.mark.parametrize("address", ["people/old.html", "old.html"])
def test_a_page_left_behind_leads_on(address):
    page = read(address, Redirect("people/new.html", "A name"), changed(SITE, url="https://example.org"))
    target = "new.html" if "/" in address else "people/new.html"
    assert page.all("a")[0]["href"] == target
    assert {"http-equiv": "refresh", "content": f"0; url={target}"} in page.all("meta")
    assert {"rel": "canonical", "href": "https://example.org/people/new.html"} in page.all("link")


def test_a_page_that_is_not_there_carries_its_own_style_and_guesses_no_address():
    page = read("404.html", NotFound("No such page"))
    assert page.all("a") == []
    assert [kept["href"] for kept in page.all("link")] == ["data:,"]
    assert len(page.all("style")) == 1
    assert page.all("script") == []


def test_with_an_address_of_its_own_the_archive_helps_those_who_are_lost():
    page = read("404.html", NotFound("No such page"), changed(SITE, url="https://example.org/a"))
    assert [kept["href"] for kept in page.all("a")] == ["https://example.org/a/", "https://example.org/a/search.html"]
