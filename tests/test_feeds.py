"""What machines ask a site for: feeds, sitemap, robots, OpenSearch; with the site's address and without."""

import json
import xml.etree.ElementTree as ElementTree

import pytest

from muniment.model import Line, Name, Site, changed
from muniment.render.feeds import PER_SITEMAP, allowed, atom, feed_files, json_feed, opensearch, robots, sitemaps

ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
HERE = Site(title="Izium & others", url="https://example.org/a", description="What <b>was</b> found", author="Editors")
NOWHERE = Site(title="Izium & others")
CNN = Name("cnn", "source", "C&NN", "sources/cnn.html", "reviewed")
HOSTILE = "<script>alert(1)</script> & ]]> \x00\x08\x1b\x85\ufffe \u202eevil\u202c \u2067x\u2069 تقرير"
SHOWN = "<script>alert(1)</script> & ]]> \x85 evil x تقرير"


def line(number: int = 1, published: str = "2022-09-18", **fields: object) -> Line:
    given = {"title": f"Report {number}", "title_status": "stated", "published_status": "stated"}
    given |= {"sha256": f"{number:064x}", **fields}
    return Line(id=f"r{number}", address=f"reports/r{number}.html", published=published, **given)


LINES = (
    line(1, publisher=CNN, publisher_status="stated", summary="Its summary", language="uk"),
    line(2, "2022-09"),
    line(3, "2021"),
)


def feed_of(site: Site, lines: tuple[Line, ...] = LINES) -> ElementTree.Element:
    return ElementTree.fromstring(atom(site, lines))


def text(element: ElementTree.Element, name: str) -> str | None:
    return element.findtext(f"{ATOM}{name}")


def test_atom_has_what_the_standard_asks_for():
    feed = feed_of(HERE)
    assert (text(feed, "id"), text(feed, "title"), text(feed, "updated")) == (
        "https://example.org/a/", "Izium & others", "2022-09-18T12:00:00Z"
    )  # fmt: skip
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "Editors"
    assert {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")} == {
        "self": "https://example.org/a/feed.xml",
        None: "https://example.org/a/",
    }
    first, second, third = feed.findall(f"{ATOM}entry")
    assert text(first, "id") == "https://example.org/a/reports/r1.html"
    assert first.find(f"{ATOM}link").get("href") == "https://example.org/a/reports/r1.html"
    assert first.findtext(f"{ATOM}author/{ATOM}name") == "C&NN"
    assert text(first, "summary") == "Its summary"
    assert [text(one, "updated") for one in (second, third)] == ["2022-09-01T12:00:00Z", "2021-01-01T12:00:00Z"]


def test_without_an_address_ids_are_urns_and_nothing_pretends_to_be_a_link():
    feed = feed_of(NOWHERE)
    entries = feed.findall(f"{ATOM}entry")
    identifiers = [text(feed, "id"), *(text(one, "id") for one in entries)]
    assert all(one.startswith("urn:uuid:") for one in identifiers)
    assert len(set(identifiers)) == 4
    assert list(feed.iter(f"{ATOM}link")) == []
    # RFC 4287, 4.1.2: an entry without a link has content.
    assert [text(one, "content") for one in entries] == ["Its summary", "Report 2", "Report 3"]
    assert "url" not in json.dumps(json.loads(json_feed(NOWHERE, LINES))["items"])


def test_an_id_stays_when_the_title_does_not():
    before, after = (feed_of(NOWHERE, (line(1, title=title),)) for title in ("One", "Another"))
    assert text(before.find(f"{ATOM}entry"), "id") == text(after.find(f"{ATOM}entry"), "id")


def test_the_newest_moment_is_the_feed_s_whatever_the_order():
    assert text(feed_of(HERE, (line(1, "2022"), line(2, "2022-09-18"))), "updated") == "2022-09-18T12:00:00Z"


def test_a_day_that_is_only_suggested_is_in_no_feed():
    entry = line(1, published_status="suggested")
    assert b"<published>" not in atom(NOWHERE, [entry])


def test_a_feed_of_nothing_says_the_epoch():
    assert text(feed_of(HERE, ()), "updated") == "1970-01-01T00:00:00Z"
    assert json.loads(json_feed(HERE, ()))["items"] == []


def test_json_feed_has_what_the_standard_asks_for():
    feed = json.loads(json_feed(HERE, LINES))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert (feed["home_page_url"], feed["feed_url"]) == ("https://example.org/a/", "https://example.org/a/feed.json")
    assert feed["items"][0] == {
        "id": "https://example.org/a/reports/r1.html",
        "title": "Report 1",
        "url": "https://example.org/a/reports/r1.html",
        "content_text": "Its summary",
        "date_published": "2022-09-18T12:00:00Z",
        "authors": [{"name": "C&NN"}],
        "language": "uk",
    }


@pytest.mark.parametrize(
    "published, time, said",
    [
        ("2022-09-18", "", "2022-09-18T12:00:00Z"),
        ("2022-09-18", "14:05:00", "2022-09-18T12:00:00Z"),  # in no known zone
        ("2022-09-18", "01:05:00+03:00", "2022-09-17T22:05:00Z"),
        ("0001-01-01", "00:00:00+03:00", "0001-01-01T12:00:00Z"),
        ("2022-09", "", None),
        ("2022", "", None),
    ],
)
def test_a_feed_gives_the_moment_that_is_stated_and_no_day_where_only_a_month_is(published, time, said):
    one = line(1, published, time=time)
    assert json.loads(json_feed(HERE, (one,)))["items"][0].get("date_published") == said
    entry = feed_of(HERE, (one,)).find(f"{ATOM}entry")
    assert text(entry, "published") == said
    assert said is None or text(entry, "updated") == said


def test_a_publisher_that_is_only_suggested_is_in_no_feed():
    one = line(1, publisher=CNN, publisher_status="suggested")
    assert b"CNN" not in json_feed(HERE, (one,)).replace(b"C&NN", b"CNN")
    assert feed_of(HERE, (one,)).find(f"{ATOM}entry/{ATOM}author") is None


@pytest.mark.parametrize("site", [HERE, NOWHERE])
def test_hostile_words_are_words(site):
    publisher = Name("x", "source", HOSTILE, "", "stated")
    hostile = line(1, title=HOSTILE, summary=HOSTILE, publisher=publisher, publisher_status="stated")
    entry = feed_of(site, (hostile,)).find(f"{ATOM}entry")
    assert text(entry, "title") == SHOWN
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == SHOWN
    assert len(list(entry.iter())) == len(list(feed_of(site, LINES[:1]).find(f"{ATOM}entry").iter()))
    assert json.loads(json_feed(site, (hostile,)))["items"][0]["title"] == SHOWN
    assert ElementTree.fromstring(opensearch(Site(title=HOSTILE, url='https://example.org/"<&'))) is not None


@pytest.mark.parametrize(
    "character", ["\x00", "\x0b", "\x1f", "\x7f", "\ud800", "\ufffe", "\uffff", "\u202e", "\u2066"]
)
def test_what_xml_forbids_or_what_turns_text_around_is_left_out(character):
    assert allowed(f"a{character}b") == "ab"


@pytest.mark.parametrize("character", ["\t", "\n", "é", "ع", "\u200f", "\ufffd", "🪦"])
def test_what_words_are_made_of_stays(character):
    assert allowed(f"a{character}b") == f"a{character}b"


def test_which_files_there_are_depends_on_the_address_of_the_site():
    assert [name for name, _ in feed_files(NOWHERE, LINES, ["index.html"])] == [
        "feed.xml", "feed.json", "robots.txt", "corrections.xml",
    ]  # fmt: skip
    named = dict(feed_files(HERE, LINES, ["reports.html", "index.html"]))
    assert set(named) == {"feed.xml", "feed.json", "robots.txt", "corrections.xml", "sitemap.xml"}
    searched = dict(feed_files(changed(HERE, sections=("reports", "search")), LINES, []))
    assert searched.keys() - named.keys() == {"opensearch.xml"}
    places = [one.text for one in ElementTree.fromstring(named["sitemap.xml"]).iter(f"{SITEMAP}loc")]
    assert places == ["https://example.org/a/", "https://example.org/a/reports.html"]


def test_a_long_sitemap_is_split_under_an_index():
    files = dict(sitemaps(HERE, [f"reports/{number:06}.html" for number in range(PER_SITEMAP + 1)]))
    assert list(files) == ["sitemap.xml", "sitemap.1.xml", "sitemap.2.xml"]
    index = ElementTree.fromstring(files["sitemap.xml"])
    assert index.tag == f"{SITEMAP}sitemapindex"
    assert [one.text for one in index.iter(f"{SITEMAP}loc")] == [
        "https://example.org/a/sitemap.1.xml",
        "https://example.org/a/sitemap.2.xml",
    ]
    assert [files[f"sitemap.{number}.xml"].count(b"<loc>") for number in (1, 2)] == [PER_SITEMAP, 1]


def test_robots_names_the_sitemap_where_there_is_one():
    assert robots(NOWHERE) == b"User-agent: *\nAllow: /\n"
    assert robots(HERE).endswith(b"Sitemap: https://example.org/a/sitemap.xml\n")


def test_opensearch_keeps_to_its_lengths():
    description = ElementTree.fromstring(opensearch(Site(title="A title that is far too long", url=HERE.url)))
    names = "{http://a9.com/-/spec/opensearch/1.1/}"
    assert description.findtext(f"{names}ShortName") == "A title that is"
    assert description.find(f"{names}Url").get("template") == "https://example.org/a/search.html?q={searchTerms}"


def test_nothing_varies():
    assert feed_files(HERE, LINES, ["b.html", "a.html"]) == feed_files(HERE, LINES, ["a.html", "b.html"])
