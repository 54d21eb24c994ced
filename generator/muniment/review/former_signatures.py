"""Signatures that a review has before it is changed: they are moved away, since they would hold no more."""

import hashlib
import os
from pathlib import Path

from muniment.problems import Place, Problem, PublishError
from muniment.read.reviews import FOLDER

FORMER = "content/former-signatures"
SIGNED = "This review is signed ({}). With any change the signatures hold no more, and no build takes such ones."
ASK = f"Take them away first? They are moved to {FORMER}, and the review can be signed anew."
STAYS = "Nothing was written: the review is signed, and its signatures stay."


def signatures_of(archive: Path, report: str) -> list[str]:
    """The names of the signatures that lie beside a review."""
    folder, begins = archive / FOLDER, f"{report}.yaml."
    names = sorted(os.listdir(folder)) if folder.is_dir() else ()  # noqa: PTH208 - names alone are wanted
    return [name for name in names if name.startswith(begins) and name.endswith(".sig")]


def put_away(archive: Path, report: str) -> None:
    """Move the signatures of a review out of its folder, under names that tell on which bytes they were. Raises
    PublishError."""
    folder, former = archive / FOLDER, archive / FORMER
    try:
        digest = hashlib.sha256((folder / f"{report}.yaml").read_bytes()).hexdigest()[:16]
        former.mkdir(parents=True, exist_ok=True)
        for name in signatures_of(archive, report):
            ending = name.removeprefix(report)
            os.replace(folder / name, former / f"{report}.{digest}{ending}")  # noqa: PTH105
    except OSError as error:
        what = f"its signatures cannot be moved to {FORMER}: {error.strerror}"
        raise PublishError(Problem(Place(f"{FOLDER}/{report}.yaml"), what, "see who may write there")) from error
