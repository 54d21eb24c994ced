"""What machines ask a site for: feeds, sitemap, robots, OpenSearch.

feed.xml is Atom (RFC 4287), feed.json is JSON Feed 1.1. Where the settings give no address for the
site, a feed has no links, since a relative one would mean nothing in a reader; its ids are then
URNs (RFC 4122, version 5). An Atom entry must say when it was updated: a report whose date is
unknown is left out of both. No publisher and no day of publication is given that is only suggested,
and no day where only a month is known; titles and languages are those of the pages, suggested ones
too. corrections.xml is Atom, and has the newest corrections.

Characters that XML cannot hold, and those that turn the direction of everything after them, are
left out of feeds: a reader of feeds shows titles of many sites in one list. The pages show them by
name.
"""

import re
import uuid
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from html import escape
from typing import Any

from muniment.model import CorrectionLine, Line, Site, to_readable_json
from muniment.render.links import CORRECTIONS, CORRECTIONS_FEED
from muniment.render.view_corrections import KINDS
from muniment.render.view_parts import stated_publisher

NEWEST = 50
PER_SITEMAP = 50_000  # addresses, by the sitemaps protocol
# All but Char of XML 1.0, 2.2; then C1 controls, which it discourages, and Unicode TR 9's overrides.
FORBIDDEN = re.compile(
    "[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069]"
)
NAMESPACE = uuid.UUID("9b6f1c0e-7d0a-5d1b-8a56-2f6f0f5c3f11")  # of this program's names
HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'
EPOCH = "1970-01-01T00:00:00Z"

Files = list[tuple[str, bytes]]


def feed_files(
    site: Site, lines: Sequence[Line], pages: Sequence[str], corrections: Sequence[tuple[str, CorrectionLine]] = ()
) -> Files:
    """feed.xml, feed.json, corrections.xml and robots.txt; with an address of the site also the
    sitemap and opensearch.xml.

    `lines` are the newest reports of known date, `pages` the addresses of every page, `corrections` the newest of these
    with the pages that they stand on.
    """
    files = [("feed.xml", atom(site, lines)), ("feed.json", json_feed(site, lines)), ("robots.txt", robots(site))]
    files.append((CORRECTIONS_FEED, corrections_atom(site, corrections)))
    if site.url:
        files += sitemaps(site, sorted(pages))
        files += [("opensearch.xml", opensearch(site))] if "search" in site.sections else []
    return files


def atom(site: Site, lines: Sequence[Line]) -> bytes:
    """An Atom feed. `updated` is the newest report's day, since a build has no clock; an archive
    without any dated report says the epoch."""
    updated = max(map(moment, lines), default=EPOCH)
    parts = [
        HEAD,
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{safe(site.language)}">\n',
        f"<id>{safe(feed_id(site))}</id>\n<title>{safe(site.title)}</title>\n<updated>{updated}</updated>\n",
        f"<author><name>{safe(site.author or site.title)}</name></author>\n",
        f"<subtitle>{safe(site.description)}</subtitle>\n" if site.description else "",
        f'<link rel="self" href="{safe(site.url)}/feed.xml"/>\n<link href="{safe(site.url)}/"/>\n' if site.url else "",
        *(_entry(site, line) for line in lines),
        "</feed>\n",
    ]
    return "".join(parts).encode()


def _entry(site: Site, line: Line) -> str:
    """RFC 4287, 4.1.2: an entry without a link must have its content with it."""
    words, when, publisher = safe(line.summary or line.title), moment(line), stated_publisher(line)
    author = f"<author><name>{safe(publisher)}</name></author>\n" if publisher else ""
    published = f"<published>{when}</published>\n" if is_day_known(line) else ""
    link = f'<link href="{safe(f"{site.url}/{line.address}")}"/>\n' if site.url else ""
    about = f"<summary>{words}</summary>\n" if site.url else f"<content>{words}</content>\n"
    return (
        f"<entry>\n<id>{safe(entry_id(site, line))}</id>\n<title>{safe(line.title)}</title>\n"
        f"<updated>{when}</updated>\n{published}{author}{link}{about}</entry>\n"
    )


def corrections_atom(site: Site, corrections: Sequence[tuple[str, CorrectionLine]]) -> bytes:
    """An Atom feed of corrections, the newest first. It tells no titles: a reader of feeds keeps what was withdrawn."""
    updated = max((noon(line.correction.date) for _, line in corrections), default=EPOCH)
    title, own = f"Corrections of {site.title}", f"{site.url}/{CORRECTIONS}" if site.url else ""
    identity = own or uuid.uuid5(NAMESPACE, f"corrections\0{site.title}\0{site.author}").urn
    parts = [
        HEAD,
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">\n',
        f"<id>{safe(identity)}</id>\n<title>{safe(title)}</title>\n<updated>{updated}</updated>\n",
        f"<author><name>{safe(site.author or site.title)}</name></author>\n",
        f'<link rel="self" href="{safe(site.url)}/{CORRECTIONS_FEED}"/>\n<link href="{safe(own)}"/>\n' if own else "",
        *(_correction_entry(site, address, line) for address, line in corrections),
        "</feed>\n",
    ]
    return "".join(parts).encode()


def _correction_entry(site: Site, address: str, line: CorrectionLine) -> str:
    one = line.correction
    own = f"{site.url}/{CORRECTIONS}#{one.id}" if site.url else uuid.uuid5(NAMESPACE, f"correction\0{one.id}").urn
    reports = ", ".join([*(report.id for report in line.reports), *(identifier for identifier, _ in line.gone)])
    title = f"{KINDS[one.kind]}: {reports or site.title}"
    words = " ".join(filter(None, (one.reason, one.note, one.authority and f"By {one.authority}.")))
    link = f'<link href="{safe(f"{site.url}/{address}#{one.id}")}"/>\n' if site.url else ""
    return (
        f"<entry>\n<id>{safe(own)}</id>\n<title>{safe(title)}</title>\n<updated>{noon(one.date)}</updated>\n{link}"
        f"<content>{safe(words)}</content>\n</entry>\n"
    )


def json_feed(site: Site, lines: Sequence[Line]) -> bytes:
    """A JSON Feed 1.1."""
    feed: dict[str, Any] = {"version": "https://jsonfeed.org/version/1.1", "title": allowed(site.title)}
    if site.url:
        feed |= {"home_page_url": f"{site.url}/", "feed_url": f"{site.url}/feed.json"}
    if site.description:
        feed["description"] = allowed(site.description)
    feed |= {"language": site.language, "authors": [{"name": allowed(site.author or site.title)}]}
    feed["items"] = [_item(site, line) for line in lines]
    return to_readable_json(feed)


def _item(site: Site, line: Line) -> dict[str, Any]:
    item: dict[str, Any] = {"id": entry_id(site, line), "title": allowed(line.title)}
    if site.url:
        item["url"] = f"{site.url}/{line.address}"
    item["content_text"] = allowed(line.summary or line.title)
    if is_day_known(line):
        item["date_published"] = moment(line)
    if publisher := stated_publisher(line):
        item["authors"] = [{"name": allowed(publisher)}]
    if line.language:
        item["language"] = line.language
    return item


def sitemaps(site: Site, addresses: Sequence[str]) -> Files:
    """sitemap.xml, or past PER_SITEMAP addresses an index of sitemap.1.xml and so on."""
    parts = [addresses[first : first + PER_SITEMAP] for first in range(0, len(addresses), PER_SITEMAP)] or [[]]
    made = [_sitemap("urlset", "url", [f"{site.url}/{_quoted(one)}" for one in part]) for part in parts]
    if len(made) == 1:
        return [("sitemap.xml", made[0])]
    named = [(f"sitemap.{number}.xml", data) for number, data in enumerate(made, 1)]
    index = _sitemap("sitemapindex", "sitemap", [f"{site.url}/{name}" for name, _ in named])
    return [("sitemap.xml", index), *named]


def _sitemap(root: str, item: str, locations: Iterable[str]) -> bytes:
    lines = "".join(f"<{item}><loc>{safe(location)}</loc></{item}>\n" for location in locations)
    text = f'{HEAD}<{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{lines}</{root}>\n'
    return text.encode()


def _quoted(address: str) -> str:
    return "" if address == "index.html" else address


def robots(site: Site) -> bytes:
    """Everyone may read; the sitemap is named where there is one."""
    return ("User-agent: *\nAllow: /\n" + (f"Sitemap: {site.url}/sitemap.xml\n" if site.url else "")).encode()


def opensearch(site: Site) -> bytes:
    """OpenSearch 1.1, so that a browser can offer the archive's own search. A name has at most 16
    characters, a description 1,024."""
    text = (
        f'{HEAD}<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">\n'
        f"<ShortName>{safe(site.title.strip()[:16].strip()) or 'Archive'}</ShortName>\n"
        f"<Description>{safe(site.title.strip()[:1024])}</Description>\n<InputEncoding>UTF-8</InputEncoding>\n"
        f'<Url type="text/html" template="{safe(site.url)}/search.html?q={{searchTerms}}"/>\n</OpenSearchDescription>\n'
    )
    return text.encode()


def feed_id(site: Site) -> str:
    """The site's address, or a URN made from its title and who keeps it."""
    return f"{site.url}/" if site.url else uuid.uuid5(NAMESPACE, f"{site.title}\0{site.author}").urn


def entry_id(site: Site, line: Line) -> str:
    """The report's address, or a URN made from its id and the evidence's hash."""
    return f"{site.url}/{line.address}" if site.url else uuid.uuid5(NAMESPACE, f"{line.id}\0{line.sha256}").urn


def moment(line: Line) -> str:
    """When a report was published, in UTC, as RFC 3339 asks for it. Where no time with its offset is
    stated it is noon, which readers of feeds show as the same day nearly everywhere on Earth; a
    month or year is its first day."""
    day = f"{line.published}-01-01"[:10]
    if is_day_known(line) and len(line.time) > len("12:00:00"):
        try:
            return datetime.fromisoformat(f"{day}T{line.time}").astimezone(UTC).isoformat().replace("+00:00", "Z")
        except OverflowError:  # the first hours of the year 1, or the last of the year 9999
            pass
    return noon(day)


def noon(day: str) -> str:
    """The middle of a day, in UTC, as RFC 3339 has it."""
    return f"{day}T12:00:00Z"


def is_day_known(line: Line) -> bool:
    """Whether the report's date is a day, and not only a month or a year, and more than suggested."""
    return len(line.published) == len("2022-09-18") and line.published_status != "suggested"


def safe(text: str) -> str:
    """Escaped for XML, without the characters that may not stand in a feed."""
    return escape(allowed(text))


def allowed(text: str) -> str:
    """The text without the characters that may not stand in a feed."""
    return FORBIDDEN.sub("", text)
