"""content/settings.yaml: what an archive may choose. Every field has a default that works."""

import base64
import binascii
import re
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from muniment.languages import advise_tag, read_tag
from muniment.model import Record
from muniment.problems import Place, Problem, linked, unreadable
from muniment.shape import read_item

AUTHORITIES = "content/keys/authorities"  # the folder of their certificates
LEAST = {"entity_pages_from": 1, "page_length": 1, "largest_seed": 1, "reviewers": 1}
LONGEST_ORIGIN = 200  # characters
NAME_OF_AUTHORITY = re.compile(r"[a-z0-9-]{1,60}")
# RFC 7468, and what else openssl takes.
PEM = re.compile(rb"-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----\s([A-Za-z0-9+/=\s]+)-----END ")
LARGEST_CERTIFICATES = 1_000_000  # bytes
AS_PUBLISHED = "(PEM), as the authority publishes it"
DER = re.compile(rb"\x30[\x81-\x84]")  # with which every certificate begins (X.690): a sequence of 128 bytes or more
LANGUAGE = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")  # BCP 47
HOST_LABEL = re.compile(r"[^-].*(?<!-)")
UNSUITED = re.compile(r"[\s\x00-\x20\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\"<>\\^`]")  # in no address


class Fields(Record, frozen=True):
    """Where a field of a JSONL or CSV record, or of front matter, is found.

    A name, a dotted path ("place.name", "links.0"), or a path with `*` for every item of a
    list ("topics.*.name"). Empty takes the field of the same name.
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


class TimeAuthority(Record, frozen=True):
    """Whom to ask for time stamps (RFC 3161): a name, by which its certificates lie in content/keys/authorities/, and
    the address that answers."""

    name: str
    url: str


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
    origin: str = ""  # the name of the log; nothing is sealed without
    stamps: tuple[TimeAuthority, ...] = ()
    reviewers: int = 1  # people who must sign a review before it is verified
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
    told, item = len(problems), read_item(data, place.path, Settings, problems)
    if item is None or len(problems) > told:
        return Settings()
    problems.extend(Problem(item.place(name), what, hint) for name, what, hint in _wrong_values(item.record, archive))
    settings: Settings = item.record
    return settings


def _wrong_values(settings: Settings, archive: Path) -> Iterator[tuple[str, str, str]]:
    """What has the right type and makes no sense: where, what, and a hint."""
    for name, least in LEAST.items():
        if getattr(settings, name) < least:
            yield name, f"{getattr(settings, name)} is too few", f"{least} or more"
    if settings.coarsen is not None and not 0 <= settings.coarsen <= 5:
        yield "coarsen", f"{settings.coarsen} is no number of decimals of a degree", "0 to 5; 1 is some 10 km"
    if settings.url and (not is_web_address(settings.url) or "?" in settings.url or "#" in settings.url):
        yield "url", f"'{settings.url}' is no address of a site", "such as https://example.org/archive"
    if not read_tag(settings.language):
        yield "language", f"'{settings.language}' is no tag of a language", advise_tag(settings.language)
    if settings.origin and not is_origin(settings.origin):
        what = f"'{settings.origin}' is no name of a log"
        yield "origin", what, f"at most {LONGEST_ORIGIN} signs without spaces and +, such as example.org/archive"
    yield from _wrong_authorities(settings, archive)


def _wrong_authorities(settings: Settings, archive: Path) -> Iterator[tuple[str, str, str]]:
    names = [one.name for one in settings.stamps]
    for index, one in enumerate(settings.stamps):
        if not NAME_OF_AUTHORITY.fullmatch(one.name):
            yield f"stamps.{index}.name", f"'{one.name}' is no name of an authority", "a to z, digits and hyphens"
        elif one.name in names[:index]:
            yield f"stamps.{index}.name", f"'{one.name}' is given twice", "each authority has a name of its own"
        elif not _is_file(archive / AUTHORITIES / f"{one.name}.pem"):
            what = f"there is no {AUTHORITIES}/{one.name}.pem, by which its stamps are checked"
            yield f"stamps.{index}.name", what, f"put its root certificate there {AS_PUBLISHED}"
        elif wrong := _wrong_certificates(archive, f"{AUTHORITIES}/{one.name}.pem"):
            yield f"stamps.{index}.name", *wrong
        if not is_web_address(one.url):
            yield f"stamps.{index}.url", f"'{one.url}' is no address on the web", "such as https://example.org/tsr"


def _wrong_certificates(archive: Path, path: str) -> tuple[str, str] | None:
    """What is wrong with the file of an authority's certificates, in words, and a hint."""
    try:
        with (archive / path).open("rb") as stream:
            data = stream.read(LARGEST_CERTIFICATES + 1)
    except OSError as error:
        return f"{path} cannot be read: {error.strerror}", "see who may read it"
    found = PEM.findall(data) if len(data) <= LARGEST_CERTIFICATES else []
    if found and all(map(_is_certificate, found)):
        return None
    if DER.match(data):
        convert = f"openssl x509 -inform der -in {path} -out {path}.new && mv {path}.new {path}"
        return f"{path} is no certificate in PEM, but seems to be one in DER", convert
    kinds = {b"": "is empty", b"<": "is a web page"}
    what = kinds.get(data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1], "is no certificate in PEM")
    return f"{path} {what}: no stamp can be checked by it", f"put its root certificate there {AS_PUBLISHED}"


def _is_certificate(text: bytes) -> bool:
    try:
        return DER.match(base64.b64decode(b"".join(text.split()), validate=True)) is not None
    except binascii.Error:
        return False


def _is_file(path: Path) -> bool:
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except OSError:
        return False


def is_origin(text: str) -> bool:
    """Whether a log can be named so: printable, one line, without a plus sign."""
    return len(text) <= LONGEST_ORIGIN and text.isprintable() and re.fullmatch(r"[^\s+]+", text) is not None


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
