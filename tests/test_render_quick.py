"""What render/ does quickly is what the plain way gives, on anything; and what it remembers is the same again."""

import csv
import html
import io
import json
import re
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as some

from muniment.model import EntityPage, Line, Name, Page, Quotation, RelatedLine, ReportPage, Span, Spot, changed
from muniment.render.chart_marks import escape, line, percent, pixels, shape
from muniment.render.chart_strip import span_strip
from muniment.render.citations import BIBTEX, Cited, cite
from muniment.render.columns import Column
from muniment.render.linked_data import linked_data
from muniment.render.links import links_from, relative, web_address
from muniment.render.pages import render_page, render_report
from muniment.render.tables import csv_line
from muniment.render.unseen import UNSEEN, named
from muniment.render.view_parts import view_line, view_name
from rendered import CNN, SITE, document_of, page_of

# Every kind of character that one of the ways treats apart.
WORDS = some.one_of(some.text(), some.text("aé<&'\"{}\\ \u00a0\n\t\x00\x7f\x85\u200e\u202e\u2028\ufeffЖ", max_size=40))
LINK = some.from_regex(r"(https?|ftp|javascript|HTTP)?:?/{0,3}[a-z0-9.\[\]:@%-]{0,9}[/?#]?.{0,5}", fullmatch=True)


@given(some.one_of(WORDS, LINK))
def test_a_web_address_is_one_for_any_browser(url):
    try:
        parts = urlsplit(url)
        is_web = parts.scheme in ("http", "https") and parts.netloc != ""
    except ValueError:
        is_web = False
    is_seen = all(one.isprintable() and not one.isspace() for one in url)
    assert web_address(url) == (url if is_web and is_seen else "")


def test_no_white_space_but_the_space_is_printable():
    assert [chr(code) for code in range(0x110000) if chr(code).isspace() and chr(code).isprintable()] == [" "]


@given(WORDS)
def test_unseen_characters_are_named(words):
    assert named(words) == UNSEEN.sub(lambda found: f"[U+{ord(found[0]):04X}]", words)


@given(WORDS)
def test_words_in_a_chart_are_escaped(words):
    assert escape(words) == html.escape(named(words))


@given(some.floats(-1e4, 1e4), some.floats(-1e4, 1e4))
def test_a_line_is_written_as_any_shape(x, y):
    ends = {"x1": percent(x), "x2": percent(y), "y1": pixels(y), "y2": pixels(x)}
    assert line(x, y, y, x, "axis") == shape("line", of="axis", **ends)
    assert not {percent(x), pixels(y)} & {"-0.000%", "-0.0"}


CITED = some.builds(
    Cited,
    **dict.fromkeys(("id", "archive", "words", "publisher", "language", "url", "address", "sha256"), WORDS),
    authors=some.lists(WORDS, max_size=2).map(tuple),
    publisher_status=some.sampled_from(["stated", "suggested"]),
    title_status=some.sampled_from(["stated", "suggested"]),
    title_kind=some.sampled_from(["title", "first words", "file name"]),
    published=some.sampled_from(["", "2022", "2022-09", "2022-09-18"]),
)  # fmt: skip


@given(CITED)
def test_citations_hold_any_words(cited):
    made = cite(cited)
    (item,) = json.loads(made.csl)
    assert item["id"] == f"report-{cited.id}"
    assert len(item.get("author", ())) == len(cited.authors)
    assert item.get("issued", {"date-parts": [[]]})["date-parts"] == [
        [int(one) for one in cited.published.split("-") if one]
    ]
    is_title = cited.words and (cited.title_kind, cited.title_status) == ("title", "stated")
    title = item["title"] if is_title else item["title"].removeprefix("[").removesuffix("]")
    escaped = "".join({chr(code): words for code, words in BIBTEX.items()}.get(letter, letter) for letter in title)
    assert escaped in made.bibtex
    assert "\n" not in item["title"]


@given(WORDS, WORDS)
def test_linked_data_is_json_that_cannot_end_its_element(title, author):
    document = document_of()
    stated = Line(id="one", address="reports/one.html", title=title, title_status="stated")
    text = linked_data("reports/one.html", SITE, stated, document, (("person", author),))
    assert not re.search("[<\x7f-\x9f\u2028-\u202e\u2066-\u2069]", text)
    data = json.loads(text)
    assert data.get("name", "") == title
    assert data["mentions"] == [{"@type": "Person"} | ({"name": author})]


@given(some.lists(some.one_of(WORDS, some.integers(), some.none()), min_size=2, max_size=4))
def test_a_line_of_a_table_is_that_of_any_csv_writer(cells):
    columns = tuple(Column(str(number), "string", "") for number in range(len(cells)))
    written = io.StringIO()
    csv.writer(written).writerow([one.replace("\0", "") if isinstance(one, str) else one for one in cells])
    row = {str(number): cell for number, cell in enumerate(cells)}
    assert csv_line(columns, row) == written.getvalue().encode()


@pytest.mark.parametrize("page", ["index.html", "reports/a.html", "people/a.html"])
@pytest.mark.parametrize("target", ["", "reports/b.html", "reports/b.html#p3", "people/é b.html", "assets/style.css"])
def test_links_of_a_folder_are_those_of_its_pages(page, target):
    assert links_from(page)(target) == relative(page, target)


@given(some.sampled_from(["", "people/", "a/b/"]), some.one_of(WORDS, some.text("people/ab.html#é?%~", max_size=20)))
def test_a_plain_link_is_that_of_any_address(folder, target):
    assert links_from(f"{folder}page of its own.html")(target) == relative(f"{folder}page of its own.html", target)


def test_what_is_seen_from_one_folder_is_not_shown_in_another():
    seen = Line(id="a", address="reports/a.html", title="A", title_status="stated", publisher=CNN)
    addresses = [
        view_line(seen, links_from(page)).address for page in ("index.html", "reports/b.html", "people/c.html")
    ]
    assert addresses == ["reports/a.html", "a.html", "../reports/a.html"]
    publishers = [view_line(seen, links_from(page)).publisher for page in ("index.html", "sources/x.html")]
    assert [one.address for one in publishers] == ["sources/cnn.html", "cnn.html"]
    span = Span("2022-09", "dates/2022-09.html", 1, 0)
    strips = [span_strip((span,), links_from(page), "Strip") for page in ("index.html", "dates/2022.html")]
    assert 'href="dates/2022-09.html"' in strips[0]
    assert 'href="2022-09.html"' in strips[1]
    assert view_name(CNN, links_from("sources/x.html")).address == "cnn.html"
    assert view_name(changed(CNN, count=7), links_from("sources/x.html")).figure == "7"
    assert view_name(changed(CNN, status="suggested"), links_from("sources/x.html")).status == "suggested"


@pytest.mark.parametrize("order", [("one", "two"), ("two", "one")])
def test_a_name_that_leads_to_its_place_in_a_report_does_so_from_everywhere(order):
    """The publisher has no page of its own: it leads to where the report "one" names it."""
    publisher = Name("desk", "source", "The Desk", "reports/one.html#p2", "suggested")
    one, two = (
        Line(id=key, address=f"reports/{key}.html", title=key, title_status="stated", publisher=publisher)
        for key in ("one", "two")
    )
    links = {}
    for key in order:
        page, report = page_of(
            document_of(id=key), publisher=publisher, related=(RelatedLine(two, (publisher,)),), older=one
        )
        links[key] = render_report(page, SITE, report)[0][0][1].decode()
    assert 'href="#p2" dir="auto">The Desk' in links["one"]
    assert 'href="one.html#p2"' not in links["one"]
    assert 'href="one.html#p2" dir="auto">The Desk' in links["two"]
    assert 'href="#p2" dir="auto">The Desk' not in links["two"]


def quickly_and_plainly(monkeypatch, make):
    """What `make` gives, then the same where the quick way always fails."""
    made = make()

    def refuse(*_):
        raise TypeError

    with monkeypatch.context() as patch:
        patch.setattr("muniment.render.engine.rendered", refuse)
        return made, make()


def test_a_report_is_the_same_page_made_plainly(monkeypatch):
    page, report = page_of(document_of(prefix=" date 2022-09-18 \n", summary="<A summary>", other=(("key", "\u202e"),)))
    assert isinstance(page.value, ReportPage)
    quick, plain = quickly_and_plainly(monkeypatch, lambda: render_report(page, SITE, report))
    assert quick == plain


def test_an_entity_is_the_same_page_made_plainly(monkeypatch):
    seen = Line(id="a", address="reports/a.html", title="A & B", title_status="suggested", published="2022-09")
    quotation = Quotation(seen, "reports/a.html#p1", "Words of “Izium” and <others>.", 10, 15, "suggested")
    place = Name("izium", "place", "Izium", "places/izium.html", "reviewed", 1200)
    spans = tuple(Span(f"2022-{month:02}", f"dates/2022-{month:02}.html", month, 0) for month in range(1, 13))
    value = EntityPage(
        name=place, names=("<Изюм>",), quotations=(quotation, quotation), beside=(place, CNN), spans=spans, total=2,
        coordinates=(49.2, 37.25), nearby=(Spot(place, 49.2, 37.25), Spot(CNN, 50.0, 36.2, "suggested")),
    )  # fmt: skip
    page = Page("places/izium.html", value)
    quick, plain = quickly_and_plainly(monkeypatch, lambda: render_page(page, SITE))
    assert quick == plain
