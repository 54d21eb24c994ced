"""Which ids reports get: one of a file of its own, and those of a file of many."""

import posixpath
from collections.abc import Iterator
from pathlib import Path

from muniment.ids import plain_id, report_id
from muniment.model import Seed
from muniment.read.beside import read_beside
from muniment.read.containers import cut_container
from muniment.read.content import READERS
from muniment.read.folder import list_files, shown_path
from muniment.read.kinds import CONTAINERS, READ, ending_of, stem_of
from muniment.read.pairs import is_beside, pair
from muniment.read.records import decoded_record
from muniment.settings import Fields, Settings


def file_id(path: str, stated: str = "") -> str:
    """The id of the report in a file of its own: the stated one, else the file's stem, made plain.
    No two differ by case alone."""
    return report_id(stated or posixpath.basename(stem_of(path)), path)


def record_id(seed: Seed, stated: str) -> str:
    """The id of a record: its own field's, or its file's stem and 8 hex digits of its bytes' SHA-256."""
    if stated:
        return report_id(stated, f"{seed.path}#{stated}")
    stem = posixpath.basename(stem_of(seed.path))
    return f"{plain_id(stem)[:71].rstrip('-')}-{seed.sha256[:8]}".lstrip("-")


def ids_in(data: bytes, path: str, fields: Fields) -> Iterator[str]:
    """The id of each report that can be read in a file of many, at `path` in the archive."""
    for seed in cut_container(data, path, fields, []):
        if identifier := id_of_record(data, seed, fields):
            yield identifier


def id_of_record(data: bytes, seed: Seed, fields: Fields) -> str:
    """The id of the report that is cut from a file with these bytes; empty where it cannot be read."""
    text = decoded_record(data[seed.start : seed.end], seed.path, [])
    content = None if text is None else READERS[ending_of(seed.path)](text, seed, fields, [])
    if content is None:
        return ""
    return record_id(seed, next((value.value for value in content.stated.get("id", ())), ""))


def report_ids(archive: Path, settings: Settings) -> dict[str, str]:
    """The path in the archive by the id of every report; the first path keeps an id. What is wrong
    with the files is for a build to tell."""
    files, other = list_files(archive, "seeds", settings.ignore, [])
    pairs, _ = pair(files, other, [])
    ids: dict[str, str] = {}
    for path in files:
        if ending_of(path) in READ and not is_beside(path):
            for identifier in _ids_of(archive, path, pairs.get(path, ""), settings):
                ids.setdefault(identifier, path)
    return ids


def _ids_of(archive: Path, path: str, beside_path: str, settings: Settings) -> Iterator[str]:
    try:
        if ending_of(path) in CONTAINERS:
            if (archive / path).stat().st_size <= settings.largest_seed:
                yield from ids_in((archive / path).read_bytes(), path, settings.fields)
            return
        beside = None
        if beside_path:
            beside = read_beside((archive / beside_path).read_bytes(), shown_path(beside_path), path, [])
        yield file_id(path, beside.id if beside else "")
    except OSError:  # a build tells of it
        return
