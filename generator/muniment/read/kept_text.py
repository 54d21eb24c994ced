"""content/texts/ID.txt: the text that a saved page once gave, so that a newer extractor cannot move a span.

    ---
    derivation: html/1, trafilatura 2.3.1
    seed_sha256: 6f0a…   the bytes that it was extracted from
    text_sha256: 93c1…   the text below, so that a reader can be told when somebody edited it
    ---
    Mass burial site found in Izium

    At least 440 graves …

`muniment add` writes it; whoever wants the page extracted anew deletes it.
"""

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

from muniment.model import Record, Seed, changed
from muniment.problems import Place, Problem, torn, unreadable
from muniment.read.folder import list_files, shown_path
from muniment.read.front_matter import split_front_matter
from muniment.read.ids import file_id
from muniment.read.kinds import SAVED_PAGES, ending_of
from muniment.read.listing import TEXTS
from muniment.shape import decoded, read_record
from muniment.states import HashOf

EDITED = ", edited there"  # at the end of a derivation
ANEW = "the page is read anew; to keep what that gives, delete this file and `muniment add` the page again"


class KeptFields(Record, frozen=True):
    """The front matter."""

    derivation: str
    seed_sha256: str
    text_sha256: str


class KeptText(Record, frozen=True):
    """A text that was kept, and the way from the seed's bytes to it, in words."""

    text: str
    derivation: str


def kept_path(identifier: str) -> str:
    """Where the text of a report with this id is kept, as a path in the archive."""
    return f"{TEXTS}/{identifier}.txt"


def kept_file(kept: KeptText, seed_sha256: str) -> bytes:
    """The file that keeps a text."""
    digest = hashlib.sha256(kept.text.encode()).hexdigest()
    fields = f"derivation: {kept.derivation}\nseed_sha256: {seed_sha256}\ntext_sha256: {digest}\n"
    return f"---\n{fields}---\n{kept.text}".encode()


def with_kept_texts(
    archive: Path, seeds: list[Seed], ids: Mapping[str, str], files: Iterable[str], hash_of: HashOf,
    problems: list[Problem],
) -> list[Seed]:  # fmt: skip
    """The seeds, each saved page with the file that keeps its text, if there is one. `ids` are those that are stated
    beside seeds, and `files` all that lie in seeds/, sorted. A kept text that is no page's is a warning."""
    pages: dict[str, str] = {}  # the first path has the id
    for path in files:
        if ending_of(path) in SAVED_PAGES:
            pages.setdefault(kept_path(file_id(path, ids.get(path, ""))), path)
    kept: dict[str, tuple[str, str]] = {}
    for path, state in list_files(archive, TEXTS, (), problems)[0].items():
        place = Place(shown_path(path))
        if path not in pages:
            what, hint = "no saved page has this id", "remove it, or name it as the page's id is now"
            problems.append(Problem(place, what, hint, severity="warning"))
            continue
        try:
            kept[pages[path]] = path, hash_of(archive / path, path, state)
        except OSError as error:
            problems.append(unreadable(place, error))
    return [changed(seed, kept=kept[seed.path]) if seed.path in kept else seed for seed in seeds]


def read_kept_text(seed: Seed, archive: Path, problems: list[Problem]) -> KeptText | None:
    """The text that is kept of a saved page; None where there is none, or, with a problem, where it cannot be used."""
    if seed.kept is None:
        return None
    name, sha256 = seed.kept
    place = Place(shown_path(name))
    try:
        data = (archive / name).read_bytes()
    except OSError as error:
        problems.append(unreadable(place, error))
        return None
    if hashlib.sha256(data).hexdigest() != sha256:
        problems.append(torn(place))
        return None
    return kept_text_in(data, place.path, seed, problems)


def kept_text_in(data: bytes, path: str, seed: Seed, problems: list[Problem]) -> KeptText | None:
    """What a file keeps of this seed, or None, with a problem."""
    found: list[Problem] = []
    parts = split_front_matter(decoded(data, path, found) or "", path, found)
    front, text = parts or ("", "")
    # A blank line instead of the opening ---, so that lines are counted as in the file.
    inner = "\n" + front.partition("\n")[2].rstrip().removesuffix("---").removesuffix("...")
    fields = None if found else read_record(inner.encode(), path, KeptFields, found)
    if fields and fields.seed_sha256 != seed.sha256:
        what = f"kept of other bytes than {shown_path(seed.path)} has now"
        found.append(Problem(Place(path), what, ANEW))
    elif fields and not text.strip():
        found.append(Problem(Place(path), "there is no text in it", ANEW))
    problems.extend(found)
    if found or fields is None:
        return None
    is_edited = hashlib.sha256(text.encode()).hexdigest() != fields.text_sha256
    return KeptText(text, f"{fields.derivation}, kept in {path}{EDITED if is_edited else ''}")
