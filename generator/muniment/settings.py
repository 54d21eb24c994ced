"""content/settings.yaml: what an archive may choose. Every field has a default that works."""

import stat
from pathlib import Path
from typing import Literal

from muniment.model import Record
from muniment.problems import Place, Problem, unreadable
from muniment.shape import read_record


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
    fields: Fields = Fields()
    entity_pages_from: int = 2  # reports that name an entity, before it gets a page
    page_length: int = 100  # rows of a list page
    largest_seed: int = 25_000_000  # bytes; a larger one is refused
    ignore: tuple[str, ...] = ()  # glob patterns under seeds/ that are passed over


def read_settings(archive: Path, problems: list[Problem]) -> Settings:
    """The archive's settings, or the defaults where there is no file or the file is broken."""
    path, place = archive / "content" / "settings.yaml", Place("content/settings.yaml")
    try:
        if not stat.S_ISREG(path.lstat().st_mode):  # opening a pipe would wait for ever
            problems.append(Problem(place, "not an ordinary file; links are not followed", "put the file itself here"))
            return Settings()
        data = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return Settings()
    except OSError as error:
        problems.append(unreadable(place, error))
        return Settings()
    return read_record(data, place.path, Settings, problems) or Settings()
