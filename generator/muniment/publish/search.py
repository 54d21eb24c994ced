"""The search: reports' records to the files that the search page works with.

    parts = cut_parts(entries)                # entries oldest first; see shards.py
    for each part, where memory allows:       # the only long step, and it can be remembered
        made = make_part(records of the part)
    parts_file(made parts)                    # the list of them, always

Pagefind indexes the words and answers queries. Filters, dates and texts are kept beside it, since
what it offers for them loses the order of dates between indexes and counts one choice at a time.
"""

import re
from collections.abc import Sequence
from pathlib import Path

from muniment.model import Record, SearchRecord, changed
from muniment.publish.lock import one_of
from muniment.publish.packs import Files, Part, part_files
from muniment.publish.pagefind import find_program, open_index
from muniment.publish.searched_words import indexed, parted

AT_ONCE = 2  # parts made at a time: each may take some 400 MB
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


def make_part(records: Sequence[SearchRecord], cache: Path) -> Bundle:
    """Index some records, a part that `cut_parts` gave.

    Waits where AT_ONCE other processes with the same cache are at it: each needs much memory.
    Raises PublishError when Pagefind is missing or fails.
    """
    program = find_program()
    shortened = [_shortened(record) for record in records]
    cache.mkdir(parents=True, exist_ok=True)
    with one_of([cache / f"search-{number}.lock" for number in range(AT_ONCE)]), open_index(program) as index:
        for number, record in enumerate(shortened):
            text = " ".join(filter(None, (indexed(parted(paragraph)) for paragraph in record.paragraphs)))
            meta = {"title": record.title, "names": ", ".join(record.names), "source": record.source}
            meta |= {"date": record.date}
            meta = {name: indexed(parted(value)) for name, value in meta.items() if value}
            index.add(str(number), text if WORD.search(text) else NO_WORD, index_language(record.language), meta)
        bundle = index.files()
    part, files = part_files(shortened, bundle)
    cut_short = [old.address for old, new in zip(records, shortened, strict=True) if old is not new]
    return Bundle(part, files, tuple(cut_short))


def index_language(tag: str) -> str:
    """The language that words are indexed in: the first part of a BCP 47 tag, or UNKNOWN.

    Pagefind makes it a part of file names, so nothing else of what a report states may pass."""
    found = LANGUAGE.fullmatch(tag)
    return found[1].lower() if found else UNKNOWN


def _shortened(record: SearchRecord) -> SearchRecord:
    left = LONGEST_TEXT
    kept = []
    for paragraph in record.paragraphs:
        kept.append(paragraph[:left])
        left -= len(kept[-1])
    paragraphs = tuple(kept)
    return record if paragraphs == record.paragraphs else changed(record, paragraphs=paragraphs)
