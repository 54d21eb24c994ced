"""What a page states of itself in its own metadata: where each statement stands, and which of several counts.

Only what the page declares is taken (HTML standard 4.2, ogp.me, schema.org, Dublin Core, Highwire's citation_*), in
the words that stand there. Nothing is read off its looks, and no date is looked for in its text or address.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from html import unescape

from muniment.model import Record, Value
from muniment.problems import Place, Problem
from muniment.read.dates import read_date
from muniment.read.fields import Stated
from muniment.read.page_linked_data import article_statements
from muniment.read.page_statement import Statement
from muniment.read.page_tags import COMMENT, UNSEEN, Tag, attributes_of, tags_of, words_of
from muniment.read.page_titles import title_of
from muniment.settings import LANGUAGE, is_web_address

META = ("property", "name", "itemprop", "http-equiv")  # attributes that say what the content is
HALF_A_SIGN = re.compile("[\ud800-\udfff]")  # JSON can hold one, and no text may
LONGEST_HEADING = 10_000  # code points of markup
MOST_NAMED = 100  # authors
# Browsers ("the mark of the web") and SingleFile note in a comment where a page was saved from.
SAVED_FROM = re.compile(r"<!--\s*(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:\s*)(\S+)")

# Under which names each field is stated, the most exact first.
URLS = ("link canonical", "meta og:url", "JSON-LD url", "comment saved from")
TITLES = (
    "JSON-LD headline", "meta og:title", "meta citation_title", "meta headline", "meta dc.title", "meta dcterms.title",
    "meta title", "meta twitter:title", "title element", "h1 element",
)  # fmt: skip
PUBLISHED = (
    "JSON-LD datePublished", "meta article:published_time", "meta og:article:published_time", "meta datepublished",
    "time datepublished", "time pubdate",
)  # fmt: skip
DATES = (
    *PUBLISHED, "meta citation_publication_date", "meta citation_date", "meta dc.date.issued", "meta dcterms.issued",
    "meta dc.date", "meta dcterms.date", "meta dcterms.created", "meta dc.date.created", "meta parsely-pub-date",
    "meta sailthru.date", "meta publication_date", "meta publish-date", "meta publishdate", "meta pubdate",
    "meta pub_date", "meta date",
)  # fmt: skip
MODIFIED = ("JSON-LD dateModified", "meta article:modified_time", "meta og:updated_time", "meta datemodified")
AUTHORS = (
    "JSON-LD author", "meta author", "meta article:author", "meta citation_author", "meta dc.creator",
    "meta dcterms.creator", "meta parsely-author", "meta sailthru.author",
)  # fmt: skip
SITES = (
    "JSON-LD publisher", "meta og:site_name", "meta citation_publisher", "meta dc.publisher", "meta dcterms.publisher",
    "meta publisher",
)  # fmt: skip
NAMES_OF_SITE = (*SITES, "meta application-name", "meta apple-mobile-web-app-title")
LANGUAGES = ("html lang", "meta content-language", "meta og:locale", "JSON-LD inLanguage")

Statements = Mapping[str, Sequence[Statement]]


class Self(Record, frozen=True):
    """What a page states of itself, where its date stands, and further fields that a reader may want."""

    stated: Stated
    places: dict[str, Place]
    other: tuple[tuple[str, str], ...]


def read_statements(page: str, path: str, problems: list[Problem]) -> Self:
    """Title, date, author, site as source, language and address, as far as the page states them."""
    given = _statements_of(page)
    addresses = [one for one in _all_of(given, URLS) if is_web_address(one.value)]
    urls = [one.value for one in addresses]
    title = title_of(_all_of(given, TITLES), [one.value for one in _all_of(given, NAMES_OF_SITE)], urls)
    published = _published(page, path, list(_all_of(given, DATES)), problems)
    languages = (Statement(one.value.replace("_", "-"), one.where, one.at) for one in _all_of(given, LANGUAGES))
    chosen = {
        "title": [title] if title else [],
        "date": [published] if published else [],
        "author": _first_named(given, AUTHORS),
        "source": _first_named(given, SITES)[:1],
        "url": addresses[:1],
        "language": [one for one in languages if LANGUAGE.fullmatch(one.value)][:1],
    }
    stated = {name: tuple(_value(page, one) for one in values) for name, values in chosen.items() if values}
    places = {"date": _place(page, path, published)} if published else {}
    modified = next(_all_of(given, MODIFIED), None)
    return Self(stated, places, (("modified", modified.value),) if modified else ())


def _statements_of(page: str) -> Statements:
    """All statements by their names, in the order of the page."""
    found: dict[str, list[Statement]] = {}
    linked: list[tuple[str, int]] = []
    heading: Tag | None = None
    is_drawing = False
    for tag in tags_of(page):
        if tag.name in ("svg", "/svg"):
            is_drawing = tag.name == "svg"
        elif tag.name == "title" and is_drawing:  # of a sign or a chart
            continue
        elif tag.name == "script":
            if attributes_of(tag).get("type", "").strip().lower() == "application/ld+json":
                linked.append((page[tag.end : tag.inner_end], tag.start))
        elif tag.name == "h1":
            heading = tag
        elif tag.name == "/h1" and heading:
            if tag.start - heading.end <= LONGEST_HEADING:
                _add(found, "h1 element", words_of(page[heading.end : tag.start]), heading.start)
            heading = None
        else:
            for name, value in _stated_by(tag, page):
                _add(found, name, value, tag.start)
    addresses = [one.value for one in _all_of(found, URLS)]
    for name, value, at in article_statements(linked, addresses):
        _add(found, f"JSON-LD {name}", value, at)
    if len(found.get("h1 element", ())) > 1:  # none of them is the page's title
        del found["h1 element"]
    return found


def _stated_by(tag: Tag, page: str) -> Iterator[tuple[str, str]]:
    """What one tag states, under which names."""
    match tag.name:
        case "meta":
            attributes = attributes_of(tag)
            for kind in META:
                if name := attributes.get(kind, "").strip().lower():
                    yield f"meta {name}", attributes.get("content", "")
        case "link":
            attributes = attributes_of(tag)
            if "canonical" in attributes.get("rel", "").lower().split():
                yield "link canonical", attributes.get("href", "")
        case "time":
            attributes = attributes_of(tag)
            if "datepublished" in attributes.get("itemprop", "").lower().split():
                yield "time datepublished", attributes.get("datetime", "")
            elif "pubdate" in attributes:
                yield "time pubdate", attributes.get("datetime", "")
        case "html":
            attributes = attributes_of(tag)
            yield "html lang", attributes.get("lang", "") or attributes.get("xml:lang", "")
        case "title":
            yield "title element", unescape(page[tag.end : tag.inner_end])  # no markup is known there
        case name if name == COMMENT and (saved := SAVED_FROM.match(page, tag.start, tag.end)):
            yield "comment saved from", saved[1]


def _add(found: dict[str, list[Statement]], name: str, value: str, at: int) -> None:
    value = HALF_A_SIGN.sub("\ufffd", value)
    if words := " ".join(value.translate(UNSEEN).split()):
        found.setdefault(name, []).append(Statement(words, name, at))


def _all_of(given: Statements, names: Sequence[str]) -> Iterator[Statement]:
    return (one for name in names for one in given.get(name, ()))


def _first_named(given: Statements, names: Sequence[str]) -> list[Statement]:
    """All who are named under the first of these names that names any; an address is no name."""
    for name in names:
        named = {one.value: one for one in reversed(given.get(name, ())) if "://" not in one.value}
        if named:
            return list(reversed(named.values()))[:MOST_NAMED]
    return []


def _published(page: str, path: str, dates: list[Statement], problems: list[Problem]) -> Statement | None:
    """The first that is a date; where none is, the first, of which it is told later that it is none."""
    read = [(one, found[0]) for one in dates if (found := read_date(one.value))]
    if not read:
        return dates[0] if dates else None
    first, day = read[0]
    for one, other in read:
        if first.where in PUBLISHED and one.where in PUBLISHED and _differ(day, other):
            what = (
                f"it states two dates of publication: {day} ({first.where}), which is taken, and {other} ({one.where})"
            )
            hint = "look which is right, and say so to readers; the page itself stays as it was received"
            problems.append(Problem(_place(page, path, one), what, hint, severity="warning"))
            break
    return first


def _differ(one: str, other: str) -> bool:
    """Whether two dates are more than a day apart, which is what may lie between two time zones."""
    if len(one) == len(other) == len("2022-09-18"):
        return abs((date.fromisoformat(one) - date.fromisoformat(other)).days) > 1
    return not one.startswith(other) and not other.startswith(one)


def _value(page: str, one: Statement) -> Value:
    return Value(one.value, "stated", f"{one.where}, line {_place(page, '', one).line}")


def _place(page: str, path: str, one: Statement) -> Place:
    return Place(path, page.count("\n", 0, one.at) + 1, one.at - page.rfind("\n", 0, one.at))
