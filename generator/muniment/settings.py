"""content/settings.yaml: what an archive may choose. Every field has a default that works."""

import re
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from muniment.model import Record
from muniment.problems import Place, Problem, linked, unreadable
from muniment.shape import decoded, read_mapping, read_record

LEAST = {"entity_pages_from": 1, "page_length": 1, "largest_seed": 1}
LANGUAGE = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")  # BCP 47
HOST_LABEL = re.compile(r"[^-].*(?<!-)")
UNSUITED = re.compile(r"[\s\x00-\x20\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\"<>\\^`]")  # in no address


class Fields(Record, frozen=True):
    """Where a field of a JSONL or CSV record, or of front matter, is found.

    A name, a dotted path ("place.name", "sources.0.url"), or a path with `*` for every item of a
    list ("sources.*.name"). Empty takes the field of the same name.
    """

    id: str = "id"
    text: str = "text"
    title: str = "title"
    date: str = "date"
    language: str = "language"
    url: str = "url"
    source: str = "source"
    author: str = "author"
    tags: str = "tags"
    people: str = "people"
    organizations: str = "organizations"
    places: str = "places"
    entities: str = "entities"
    summary: str = "summary"
    latitude: str = "latitude"
    longitude: str = "longitude"


class Settings(Record, frozen=True, kw_only=True):
    """The archive's choices. `findings: stated` keeps only what the seeds state themselves."""

    title: str = "An archive of reports"
    description: str = ""
    url: str = ""  # where the site will live; feeds, sitemap and previews need it
    language: str = "en"  # of the archive's own words
    author: str = ""  # who keeps the archive, for feeds and citations
    findings: Literal["rules", "stated"] = "rules"
    require: Literal["", "reviewed", "verified"] = ""  # what falls short is not published; empty publishes all
    coarsen: int | None = None  # decimals of a degree, to which coordinates are rounded that reports state
    withheld: bool = False  # whether nothing is published without a list of whom to withhold
    fields: Fields = Fields()
    entity_pages_from: int = 2  # reports that name an entity, before it gets a page
    page_length: int = 100  # rows of a list page
    search: bool = True  # whether the site has its own search; the index is the longest part of a build
    largest_seed: int = 25_000_000  # bytes; a larger one is refused
    ignore: tuple[str, ...] = ()  # glob patterns under seeds/ that are passed over


def read_settings(archive: Path, problems: list[Problem]) -> Settings:
    """The archive's settings, or the defaults where there is no file or the file is broken."""
    path, place = archive / "content" / "settings.yaml", Place("content/settings.yaml")
    try:
        if not stat.S_ISREG(path.lstat().st_mode):  # opening a pipe would wait for ever
            odd = Problem(place, "not an ordinary file", "put the file itself here")
            problems.append(linked(place) if path.is_symlink() else odd)
            return Settings()
        data = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return Settings()
    except OSError as error:
        problems.append(unreadable(place, error))
        return Settings()
    settings = read_record(data, place.path, Settings, problems)
    if settings is not None:
        problems.extend(_wrong_values(settings, data, place.path))
    return settings or Settings()


def _wrong_values(settings: Settings, data: bytes, path: str) -> Iterator[Problem]:
    """What has the right type and makes no sense."""
    spots = read_mapping(decoded(data, path, []) or "", path, [])
    wrong = [
        (name, f"{getattr(settings, name)} is too few", f"{least} or more")
        for name, least in LEAST.items()
        if getattr(settings, name) < least
    ]
    if settings.coarsen is not None and not 0 <= settings.coarsen <= 5:
        wrong.append(("coarsen", f"{settings.coarsen} is no number of decimals of a degree", "0 to 5; 1 is some 10 km"))
    if settings.url and (not is_web_address(settings.url) or "?" in settings.url or "#" in settings.url):
        wrong.append(("url", f"'{settings.url}' is no address of a site", "such as https://example.org/archive"))
    if not LANGUAGE.fullmatch(settings.language):
        wrong.append(("language", f"'{settings.language}' is no language tag", "such as en, uk or pt-BR"))
    for name, what, hint in wrong:
        yield Problem(Place(path, spots[name].line, spots[name].column), what, hint)


def is_web_address(url: str) -> bool:
    """Whether it is a whole address on the web (RFC 3986), without a name and password, which would be
    published with it."""
    try:
        parts = urlsplit(url)
        labels = (parts.hostname or "").removesuffix(".").split(".")
        is_reachable = parts.port != 0 and parts.username is None and all(map(HOST_LABEL.fullmatch, labels))
    except ValueError:  # an address of a machine in broken brackets, a port that is no number
        return False
    return parts.scheme in ("http", "https") and is_reachable and not UNSUITED.search(url)
