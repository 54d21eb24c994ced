"""Signatures on a review that is about to be changed, or was: they hold no more, and are moved away, never deleted."""

import hashlib
import os
from itertools import count
from pathlib import Path

from muniment.model.signature_names import in_order
from muniment.problems import Place, Problem, PublishError
from muniment.read.reviews import FOLDER

FORMER = "content/former-signatures"
SIGNED = "This review is signed ({}). With any change the signatures hold no more, and no build takes such ones."
ASK = f"Take them away first? They are moved to {FORMER}, and the review can be signed anew."
STAYS = "Nothing was written: the review is signed, and its signatures stay."


def signatures_of(archive: Path, report: str) -> list[str]:
    """The names of the signatures that lie beside a review, as they are numbered."""
    folder, begins = archive / FOLDER, f"{report}.yaml."
    names = os.listdir(folder) if folder.is_dir() else ()  # noqa: PTH208 - names alone are wanted
    return in_order(name for name in names if name.startswith(begins) and name.endswith(".sig"))


def put_away(archive: Path, report: str) -> None:
    """Move the signatures of a review out of its folder, under names that tell on which bytes they were. Raises
    PublishError."""
    try:
        digest = hashlib.sha256((archive / FOLDER / f"{report}.yaml").read_bytes()).hexdigest()[:16]
        for name in signatures_of(archive, report):
            _move(archive, name, f"{report}.{digest}", name.removeprefix(f"{report}."))
    except OSError as error:
        raise _cannot_be_moved(report, error) from error


def put_away_one(archive: Path, report: str, name: str) -> str:
    """Move a signature on other bytes than the review has now, which nobody knows any more; gives where to, as a path
    in the archive. Raises PublishError."""
    try:
        digest = hashlib.sha256((archive / FOLDER / name).read_bytes()).hexdigest()[:16]
        return _move(archive, name, f"{report}.edited-{digest}", name.removeprefix(f"{report}."))
    except OSError as error:
        raise _cannot_be_moved(report, error) from error


def _move(archive: Path, name: str, stem: str, ending: str) -> str:
    """Move a signature to where none is that it would replace, but for one of the same bytes."""
    path, former = archive / FOLDER / name, archive / FORMER
    former.mkdir(parents=True, exist_ok=True)
    free = (f"{stem}{f'.{number}' if number else ''}.{ending}" for number in count())
    to = next(one for one in free if not os.path.lexists(former / one) or _is_same(former / one, path))
    os.replace(path, former / to)  # noqa: PTH105
    return f"{FORMER}/{to}"


def _is_same(one: Path, other: Path) -> bool:
    return one.is_file() and one.read_bytes() == other.read_bytes()


def _cannot_be_moved(report: str, error: OSError) -> PublishError:
    what = f"its signatures cannot be moved to {FORMER}: {error.strerror}"
    return PublishError(Problem(Place(f"{FOLDER}/{report}.yaml"), what, "see who may write there"))
