"""Which id a file's report gets, without reading the report."""

import posixpath
from pathlib import Path

from muniment.ids import report_id
from muniment.read.beside import read_beside
from muniment.read.folder import list_files, shown_path
from muniment.read.kinds import CONTAINERS, READ, ending_of, stem_of
from muniment.read.pairs import is_beside, pair
from muniment.settings import Settings


def file_id(path: str, stated: str = "") -> str:
    """The id of the report in a file of its own: the stated one, else the file's stem, made plain.
    No two differ by case alone."""
    return report_id(stated or posixpath.basename(stem_of(path)), path)


def report_ids(archive: Path, settings: Settings) -> dict[str, str]:
    """The path in the archive by the id of every report that has a file of its own; the first path
    keeps an id. What is wrong with the files is for a build to tell."""
    files, other = list_files(archive, "seeds", settings.ignore, [])
    pairs, _ = pair(files, other, [])
    ids: dict[str, str] = {}
    for path in files:
        if ending_of(path) in READ and ending_of(path) not in CONTAINERS and not is_beside(path):
            ids.setdefault(file_id(path, _stated_id(archive, path, pairs.get(path, ""))), path)
    return ids


def _stated_id(archive: Path, seed: str, beside_path: str) -> str:
    if not beside_path:
        return ""
    try:
        beside = read_beside((archive / beside_path).read_bytes(), shown_path(beside_path), seed, [])
    except OSError:
        return ""
    return beside.id if beside else ""
