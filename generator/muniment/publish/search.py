"""The search: reports' records to the files that the search page works with.

    parts = cut_parts(entries)                # entries oldest first; see shards.py
    for each part, where memory allows:       # the only long step, and it can be remembered
        made = make_part(records of the part)
    parts_file(made parts)                    # the list of them, always

Pagefind indexes the words and answers queries. Filters, dates and texts are kept beside it, since
what it offers for them loses the order of dates between indexes and counts one choice at a time.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path

from muniment.model import Record, SearchRecord
from muniment.publish.lock import one_of
from muniment.publish.packs import Files, Part, ShownText, part_files
from muniment.publish.pagefind import Searchable, begun_index, find_program
from muniment.publish.searched_words import parted_and_indexed

AT_ONCE = 4  # parts made at a time: each takes some 150 MB
LONGEST_TEXT = 1_000_000  # characters of one report that are searched
UNKNOWN = "und"  # BCP 47 for undetermined; what Pagefind calls unknown it would add to another language
NO_WORD = "\U00013000"  # an Egyptian sign; Pagefind leaves out a record without a word, and its title with it
LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_].*)?", re.IGNORECASE | re.DOTALL)
WORD = re.compile(r"[^\W_]")


class Bundle(Record, frozen=True):
    """A part of the index: its line in the list, its files by address, and the addresses of the
    reports of which only the first LONGEST_TEXT characters are searched."""

    part: Part
    files: Files
    shortened: tuple[str, ...]


@contextmanager
def begun_part(records: Iterable[SearchRecord], locks: Path | None) -> Iterator[Callable[[], Bundle]]:
    """The index of some records, a part that `cut_parts` gave, while Pagefind makes it; gives what waits for it.

    Waits where AT_ONCE others with the same folder of locks are made: each needs much memory.
    Raises PublishError, and so does what waits, when Pagefind is missing or fails.
    """
    program, texts = find_program(), list[ShownText]()
    with _one_of_few(locks), begun_index(program, _readied(records, texts)) as files:
        yield lambda: _bundle(texts, files())


def make_part(records: Iterable[SearchRecord], locks: Path | None) -> Bundle:
    """A part of the index, as `begun_part` has it."""
    with begun_part(records, locks) as bundle:
        return bundle()


def _one_of_few(locks: Path | None) -> AbstractContextManager[None]:
    if locks is None:
        return nullcontext()
    locks.mkdir(parents=True, exist_ok=True)
    return one_of([locks / f"search-{number}.lock" for number in range(AT_ONCE)])


def _bundle(texts: Sequence[ShownText], index: Mapping[str, bytes]) -> Bundle:
    part, files = part_files(texts, index)
    records = (text.record for text in texts)
    shortened = [record.address for record in records if sum(map(len, record.paragraphs)) > LONGEST_TEXT]
    return Bundle(part, files, tuple(shortened))


def _readied(records: Iterable[SearchRecord], texts: list[ShownText]) -> Iterator[Searchable]:
    """The reports as Pagefind gets them; adds to `texts` what the search shows of each."""
    for number, record in enumerate(records):
        text, searchable = _ready(number, record)
        texts.append(text)
        yield searchable


def _ready(number: int, record: SearchRecord) -> tuple[ShownText, Searchable]:
    """A report as the search shows it, and as Pagefind gets it."""
    language = index_language(record.language)
    paragraphs, content = parted_and_indexed(_within(record.paragraphs, LONGEST_TEXT))
    meta = {"title": record.title, "names": ", ".join(record.names), "source": record.source, "date": record.date}
    searchable = Searchable(
        url=str(number),
        content=content if WORD.search(content) else NO_WORD,
        language=language,
        meta={name: parted_and_indexed((value,))[1] for name, value in meta.items() if value},
    )
    return ShownText(record, language, paragraphs), searchable


def index_language(tag: str) -> str:
    """The language that words are indexed in: the first part of a BCP 47 tag, or UNKNOWN.

    Pagefind makes it a part of file names, so nothing else of what a report states may pass."""
    found = LANGUAGE.fullmatch(tag)
    return found[1].lower() if found else UNKNOWN


def _within(paragraphs: Sequence[str], longest: int) -> Sequence[str]:
    """Paragraphs to that many characters together."""
    if sum(map(len, paragraphs)) <= longest:
        return paragraphs
    kept = []
    for paragraph in paragraphs:
        kept.append(paragraph[:longest])
        longest = max(0, longest - len(paragraph))
    return kept
