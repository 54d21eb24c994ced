"""The seed's own bytes, as they are published: their address, and the bytes again when pages are made."""

import hashlib
import posixpath
from pathlib import Path

from muniment.ids import plain_id
from muniment.model import Attachment, Document, Evidence, Publication, Seed
from muniment.problems import InputError, Place, Problem
from muniment.read.folder import shown_path
from muniment.read.kinds import ending_of, published_ending, stem_of

FOLDER = "evidence"
ENDINGS_OF_ROWS = {".jsonl": ".json", ".csv": ".csv"}


def evidence_of(seed: Seed, identifier: str, publication: Publication) -> Evidence:
    """evidence/ID.EXT, or evidence/ID.EXT.txt for what a browser could run; a row of a JSONL file,
    one value, is .json. No address where the publication withholds the whole."""
    ending = ENDINGS_OF_ROWS.get(ending_of(seed.path), published_ending(seed.path))
    is_row = bool(seed.row)
    return Evidence(
        path=f"{FOLDER}/{identifier}{ending}" if publication == "public" else "",
        sha256=seed.sha256,
        bytes=seed.end - seed.start,
        name=seed.path,
        container=seed.path if is_row else "",
        container_sha256=seed.container_sha256,
        start=seed.start,
        end=seed.end,
        line=seed.line if is_row else 0,
    )


def attachments_of(seed: Seed, identifier: str, publication: Publication) -> tuple[Attachment, ...]:
    """evidence/ID/NAME for each attachment, its name made plain and told apart from the others'."""
    taken: set[str] = set()
    attachments = []
    for path, sha256, size in seed.attached:
        stem, ending = plain_id(posixpath.basename(stem_of(path))) or "file", published_ending(path)
        name, number = f"{stem}{ending}", 1
        while name in taken:
            number += 1
            name = f"{stem}-{number}{ending}"
        taken.add(name)
        address = f"{FOLDER}/{identifier}/{name}" if publication == "public" else ""
        attachments.append(Attachment(address, sha256, size, path))
    return tuple(attachments)


def evidence_files(archive: Path, document: Document) -> list[tuple[str, bytes]]:
    """Address and bytes of the evidence and every attachment, each checked against its SHA-256.

    Nothing for a report whose publication withholds the whole. Raises InputError when a file is
    gone or has changed since it was read.
    """
    evidence = document.evidence
    wanted = [(evidence.path, evidence.name, evidence.sha256, evidence.start, evidence.end)]
    wanted += [(one.path, one.name, one.sha256, 0, one.bytes) for one in document.attachments]
    files = []
    for address, name, sha256, start, end in wanted:
        if address:
            place = Place(shown_path(name), evidence.line if name == evidence.name else 0)
            files.append((address, _checked(f"{archive}/{name}", place, sha256, start, end)))
    return files


def _checked(path: str, place: Place, sha256: str, start: int, end: int) -> bytes:
    try:
        data = read_slice(path, start, end)
    except OSError as error:
        raise InputError(Problem(place, f"cannot be read: {error.strerror}", "build again")) from error
    if hashlib.sha256(data).hexdigest() != sha256:
        raise InputError(Problem(place, "changed while the site was made", "build again"))
    return data


def read_slice(path: str, start: int, end: int) -> bytes:
    """The bytes [start:end] of a file. Raises OSError."""
    with open(path, "rb") as stream:  # noqa: PTH123 - a Path takes as long as the reading
        stream.seek(start)
        return stream.read(end - start)
