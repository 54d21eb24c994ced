"""What is noted beside seeds, one file each: read in whatever process is free, and remembered."""

import hashlib
from pathlib import Path

from muniment.model import Record
from muniment.problems import Place, Problem, torn, unreadable
from muniment.read.beside import Beside, read_beside
from muniment.read.folder import shown_path


class Pair(Record, frozen=True):
    """A seed and the file beside it, as paths in the archive, and that file's SHA-256 in hex."""

    seed: str
    path: str
    sha256: str


class Noted(Record, frozen=True):
    """What a file beside a seed says, None when it cannot be understood; and what is wrong with it."""

    text: str
    beside: Beside | None
    problems: tuple[Problem, ...]


def read_pair(pair: Pair, archive: Path) -> Noted:
    """The file beside a seed, read."""
    place, problems = Place(shown_path(pair.path)), list[Problem]()
    try:
        data = (archive / pair.path).read_bytes()
    except OSError as error:
        return Noted("", None, (unreadable(place, error),))
    if hashlib.sha256(data).hexdigest() != pair.sha256:
        return Noted("", None, (torn(place),))
    beside = read_beside(data, place.path, pair.seed, problems)
    return Noted(data.decode() if beside else "", beside, tuple(problems))
