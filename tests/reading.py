"""What tests of reading share: an archive read as a build reads it, without the rest of a build."""

import hashlib
from pathlib import Path

from muniment.link.addresses import RESERVED
from muniment.model import Document, Row, Value
from muniment.problems import Problem
from muniment.read.authorities import read_authorities
from muniment.read.document import read_document
from muniment.read.editors import read_essays
from muniment.read.relations import check_relations
from muniment.read.seeds import find_seeds
from muniment.read.twins import refuse_twins
from muniment.settings import read_settings
from muniment.states import State


def hash_of(path: str | Path, name: str, state: State) -> str:
    """The SHA-256 of a file, every time anew."""
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()


def read_archive(archive: Path) -> tuple[list[Document], list[Problem]]:
    """Every document of an archive, no two with one id, and every problem of seeds/ and content/."""
    problems: list[Problem] = []
    settings = read_settings(archive, problems)
    seeds = find_seeds(archive, settings, hash_of, problems)
    documents = [document for seed in seeds if (document := read_document(seed, archive, settings, problems))]
    rows = [
        Row(
            id=document.id,
            digest=str(number),
            path=document.evidence.name,
            title=Value(""),
            sha256=document.evidence.sha256,
            line=document.evidence.line,
            version_of=document.version_of,
            translation_of=document.translation_of,
            rendering_of=document.rendering_of,
        )
        for number, document in enumerate(documents)
    ]
    rows = refuse_twins(rows, problems)
    kept = [documents[int(row.digest)] for row in rows]
    check_relations(rows, seeds, problems)
    read_authorities(archive, problems)
    read_essays(archive, problems, RESERVED)
    return kept, problems


def lines_of(problems: list[Problem]) -> list[str]:
    """Problems as a person reads them, without their hints."""
    return [str(problem).split("\n")[0] for problem in problems]
