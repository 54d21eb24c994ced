"""What tests of reading share: an archive read as a build reads it, without the rest of a build."""

import hashlib
from pathlib import Path

from muniment.link.addresses import RESERVED
from muniment.model import Document, Row, Value
from muniment.problems import Problem
from muniment.publishable import read_with_care
from muniment.read.authorities import read_listed
from muniment.read.corrections import check_corrections, read_corrections, tombstones_of
from muniment.read.essays import read_essays
from muniment.read.events import read_events, with_known_reports
from muniment.read.held import Held
from muniment.read.hiding import sought_everywhere
from muniment.read.questions import read_questions
from muniment.read.relations import check_relations
from muniment.read.reviews import check_reviews, find_reviews, with_reviews
from muniment.read.seeds import find_seeds
from muniment.read.strays import find_strays
from muniment.read.twins import refuse_twins
from muniment.read.withheld import in_all_spellings, read_withheld, seeker_of_withheld, tell_names
from muniment.seal.allowed_signers import read_keys
from muniment.settings import read_settings
from muniment.states import State
from muniment.understand.lexicon import points_of


def hash_of(path: str | Path, name: str, state: State) -> str:
    """The SHA-256 of a file, every time anew."""
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()


def read_archive(archive: Path) -> tuple[list[Document], list[Problem]]:
    """Every document of an archive as it may be published, no two with one id, and every problem of seeds/ and
    content/."""
    problems: list[Problem] = []
    settings = read_settings(archive, problems)
    problems += [one.problem for one in find_strays(archive)]
    read_keys(archive, problems)
    authorities, unread = read_listed(archive, problems, points_of)
    written = read_withheld(archive, problems)
    withheld = in_all_spellings(written, authorities)
    reviews = find_reviews(archive, hash_of, problems)
    seeds = list(with_reviews(find_seeds(archive, settings, hash_of, problems), reviews, problems))
    everywhere = sought_everywhere(withheld, str(unread[0]) if unread else "")
    cared = [read_with_care(seed, archive, settings, authorities, everywhere, problems) for seed in seeds]
    documents = [one.document for one in cared if one]
    paths = [seed for seed, one in zip(seeds, cared, strict=True) if one]
    rows = [
        Row(
            id=document.id,
            digest=str(number),
            path=seed.path,
            title=Value(""),
            sha256=document.evidence.sha256,
            line=document.evidence.line,
            version_of=document.version_of,
            translation_of=document.translation_of,
            rendering_of=document.rendering_of,
        )
        for number, (document, seed) in enumerate(zip(documents, paths, strict=True))
    ]
    rows = refuse_twins(rows, problems)
    kept = [documents[int(row.digest)] for row in rows]
    check_relations(rows, seeds, Held(), problems)
    read_questions(archive, authorities, problems)
    check_reviews(
        Held(), [row.id for row in rows] + [seed.review.report for seed in seeds if seed.review], reviews, problems
    )
    seeker = seeker_of_withheld(withheld)
    tombstones = tombstones_of(reviews.by_id.values(), seeker, problems)
    ids = {row.id for row in rows}.union(one.id for one in tombstones)
    check_corrections(read_corrections(archive, problems), ids, Held(), problems)
    if withheld:
        tell_names(archive, seeker, seeker_of_withheld(in_all_spellings(written, ())), problems)
    read_essays(archive, problems, RESERVED)
    events = read_events(archive, authorities, problems)
    with_known_reports(events, [document.id for document in kept], Held(), problems)
    return kept, problems


def lines_of(problems: list[Problem]) -> list[str]:
    """Problems as a person reads them, without their hints."""
    return [str(problem).split("\n")[0] for problem in problems]
