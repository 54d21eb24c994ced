"""A part of the search index as classic scripts, which a page may load over http and from a disk.

A page opened from a disk may run scripts that lie beside it, and read nothing else. So each file
is one call, whose argument is JSON (which is JavaScript since ECMAScript 2019):

    munimentPack({...})

pagefind/<part>/core.js     what a query needs at once: Pagefind's own list of pages and words, where
                            its pieces are, the reports' dates, and which has which values of filters
pagefind/<part>/words-LANGUAGE-N.js
                            some of Pagefind's index files for one language, base64, by name
pagefind/<part>/text-N.js   the texts that results are shown from
pagefind/engine.js          Pagefind's own search, unchanged, as the body of a function
pagefind/wasm.<name>.js     its WebAssembly for one language, unpacked, base64
pagefind/parts.js           the list of the parts
"""

import base64
import gzip
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from muniment.model import Record, SearchRecord, to_json
from muniment.problems import Problem, PublishError
from muniment.publish.cbor import decode_cbor
from muniment.publish.pagefind import VERSION, WHERE

TEXTS = 32_000  # characters of text in one file of texts
WORDS = 8_000  # bytes of Pagefind's index, from which on a file of them is full
SIGNATURE = b"pagefind_dcd"  # how each of Pagefind's files begins, unpacked
# Pagefind's worker is a classic script that talks through these globals. As a function's body it
# gets them from its caller, so it needs no worker, and does not know where its files come from.
ENGINE = b"munimentPack(function (self, fetch, window, document, importScripts, console) {\n%b\n});\n"

Files = list[tuple[str, bytes]]


class Index(Record, frozen=True):
    """What is known of one language's index: its list; the name and number of words of each report;
    and its pieces in the order of their words, each with the beginning of its first word."""

    file: str
    pages: tuple[tuple[str, int], ...]
    pieces: tuple[tuple[str, str], ...]


class Part(Record, frozen=True):
    """What the list of parts says of one: its folder, how many reports it has, and how many words
    they have together."""

    folder: str
    reports: int
    words: int


class ShownText(Record, frozen=True):
    """A report, the language of the index that it is in, and its paragraphs as the search shows
    them: what `parted` made of them."""

    record: SearchRecord
    language: str
    paragraphs: tuple[str, ...]


def part_files(texts: Sequence[ShownText], bundle: Mapping[str, bytes]) -> tuple[Part, Files]:
    """A part's files with their addresses, made from what Pagefind gave for these reports.

    The n-th report was added to Pagefind as the n-th. The folder is named by the files' own bytes,
    so that no browser takes an old one for a new one.
    """
    entry = json.loads(bundle["pagefind-entry.json"])
    if entry["version"] != VERSION:
        what = f"Pagefind {entry['version']} made the index; its files may not be those of {VERSION}"
        raise PublishError(Problem(WHERE, what, f'pip install "pagefind-bin=={VERSION}"'))
    languages = dict(sorted(entry["languages"].items()))
    indexes = {name: _index(bundle, language["hash"]) for name, language in languages.items()}
    packs = {language: list(_word_packs(bundle, index)) for language, index in indexes.items()}
    shown, starts = _text_packs(texts)
    core = {
        "entry": entry | {"languages": languages},
        "files": {index.file: _base64(bundle[index.file]) for index in indexes.values()},
        "pages": _pages(texts, indexes),
        "words": packs,
        "texts": starts,
        "dates": [text.record.date for text in texts],
        "filters": _filters([text.record for text in texts]),
    }
    files = [("core.js", _call(core)), *_word_files(bundle, packs)]
    files += [(f"text-{number}.js", _call(pack)) for number, pack in enumerate(shown)]
    folder = hashlib.sha256(b"".join(hashlib.sha256(data).digest() for _, data in files)).hexdigest()[:10]
    part = Part(folder, len(texts), sum(words for index in indexes.values() for _, words in index.pages))
    return part, [*((f"pagefind/{folder}/{name}", data) for name, data in files), *_shared_files(bundle, languages)]


def parts_file(parts: Iterable[Part]) -> tuple[str, bytes]:
    """The list of the parts, oldest first; also for an archive without any report."""
    return "pagefind/parts.js", _call([[part.folder, part.reports, part.words] for part in parts])


def _shared_files(bundle: Mapping[str, bytes], languages: Mapping[str, Any]) -> Files:
    """What parts have in common: the same bytes in each of them."""
    wasm = sorted({f"wasm.{language['wasm'] or 'unknown'}" for language in languages.values()})
    files = [(f"pagefind/{name}.js", _call(_base64(gzip.decompress(bundle[f"{name}.pagefind"])))) for name in wasm]
    return [*files, ("pagefind/engine.js", ENGINE % bundle["pagefind-worker.js"])]


def _call(value: Any) -> bytes:
    return b"munimentPack(%b);\n" % to_json(value)


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _index(bundle: Mapping[str, bytes], name: str) -> Index:
    """What Pagefind's list of one language says.

    [version, [[page, words], ...], [[first word, last word, piece], ...], filters, orders, fields]
    """
    file = f"pagefind.{name}.pf_meta"
    _, pages, pieces, *_ = decode_cbor(gzip.decompress(bundle[file]).removeprefix(SIGNATURE))
    return Index(
        file,
        tuple((page, words) for page, words, *_ in pages),
        tuple((piece, first) for first, _, piece in pieces),
    )


def _pages(texts: Sequence[ShownText], indexes: Mapping[str, Index]) -> list[str]:
    """Pagefind's name for each report: in each language they have the order they were added in."""
    pages = {language: iter(index.pages) for language, index in indexes.items()}
    names = [next(pages.get(text.language, iter(())), ("", 0))[0] for text in texts]
    if not all(names) or any(list(left) for left in pages.values()):
        raise PublishError(Problem(WHERE, "the search index lacks a report that was added to it"))
    return names


def _word_packs(bundle: Mapping[str, bytes], index: Index) -> Iterator[list[tuple[str, str]]]:
    """The pieces of one language's index, neighbours in the alphabet together."""
    pack: list[tuple[str, str]] = []
    size = 0
    for name, first in index.pieces:
        pack.append((name, first))
        size += len(bundle[f"index/{name}.pf_index"])
        if size >= WORDS:
            yield pack
            pack, size = [], 0
    if pack:
        yield pack


def _word_files(bundle: Mapping[str, bytes], packs: Mapping[str, list[list[tuple[str, str]]]]) -> Files:
    return [
        (f"words-{language}-{number}.js", _call({name: _base64(bundle[f"index/{name}.pf_index"]) for name, _ in pack}))
        for language, some in packs.items()
        for number, pack in enumerate(some)
    ]


def _text_packs(texts: Sequence[ShownText]) -> tuple[list[list[Any]], list[int]]:
    """The files of texts, and the number of the report that each begins with."""
    packs: list[list[Any]] = []
    starts: list[int] = []
    size = TEXTS
    for number, text in enumerate(texts):
        if size >= TEXTS:
            packs.append([])
            starts.append(number)
            size = 0
        record = text.record
        statuses = [record.title_status, record.date_status, record.source_status, record.title_kind]
        words = [record.title, record.source, record.language, record.names, text.paragraphs]
        packs[-1].append([record.address, *words, statuses, record.graphic])
        size += sum(map(len, text.paragraphs))
    return packs, starts


def _filters(records: Sequence[SearchRecord]) -> dict[str, Any]:
    """For each filter its values, and for each report the numbers of those it has."""
    names = sorted({name for record in records for name, _ in record.filters})
    values: dict[str, dict[str, int]] = {name: {} for name in names}
    of: dict[str, list[list[int]]] = {name: [[] for _ in records] for name in names}
    for number, record in enumerate(records):
        for name, some in record.filters:
            known = values[name]
            of[name][number] = [known.setdefault(value, len(known)) for value in some]
    return {name: {"values": list(values[name]), "of": of[name]} for name in names}
