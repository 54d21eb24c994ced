"""A part of the search index as classic scripts, which a page may load over http and from a disk.

A page opened from a disk may run scripts that lie beside it, and read nothing else. So each file
is one call, whose argument is JSON (which is JavaScript since ECMAScript 2019):

    munimentPack({...})

pagefind/<part>/core.js     what a query needs at once: Pagefind's own list of pages and words, the
                            reports' dates, and for each filter which report has which values
pagefind/<part>/<hash>.js   one of Pagefind's index files, base64
pagefind/<part>/text-N.js   the texts that results are shown from
pagefind/engine.js          Pagefind's own search, unchanged, as the body of a function
pagefind/wasm.<name>.js     its WebAssembly for one language, base64
pagefind/parts.js           the list of the parts
"""

import base64
import gzip
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from muniment.model import Record, SearchRecord
from muniment.problems import Problem, PublishError
from muniment.publish.pagefind import VERSION, WHERE
from muniment.publish.searched_words import parted

TEXTS = 32_000  # characters of text in one file of texts
SIGNATURE = b"pagefind_dcd"  # how each of Pagefind's files begins, unpacked
# Pagefind's worker is a classic script that talks through these globals. As a function's body it
# gets them from its caller, so it needs no worker, and does not know where its files come from.
ENGINE = b"munimentPack(function (self, fetch, window, document, importScripts, console) {\n%b\n});\n"

Files = list[tuple[str, bytes]]


class Part(Record, frozen=True):
    """What the list of parts says of one: its folder, and how many reports it has."""

    folder: str
    reports: int


def part_files(records: Sequence[SearchRecord], bundle: Mapping[str, bytes]) -> tuple[Part, Files]:
    """A part's files with their addresses, made from what Pagefind gave for these records.

    The n-th record was added to Pagefind with the URL "n". The folder is named by the files'
    own bytes, so that no browser takes an old one for a new one.
    """
    entry = json.loads(bundle["pagefind-entry.json"])
    if entry["version"] != VERSION:
        what = f"Pagefind {entry['version']} made the index; its files may not be those of {VERSION}"
        raise PublishError(Problem(WHERE, what, f'pip install "pagefind-bin=={VERSION}"'))
    texts, starts = _texts(records)
    metas = [f"pagefind.{language['hash']}.pf_meta" for language in entry["languages"].values()]
    core = {
        "entry": entry | {"languages": dict(sorted(entry["languages"].items()))},
        "files": {name: _base64(bundle[name]) for name in sorted(metas)},
        "pages": _pages(bundle, len(records)),
        "dates": [record.date for record in records],
        "texts": starts,
        "filters": _filters(records),
    }
    indexes = sorted(path for path in bundle if path.startswith("index/"))
    files = [("core.js", _call(core)), *((f"text-{number}.js", text) for number, text in enumerate(texts))]
    files += [(f"{path[6:].removesuffix('.pf_index')}.js", _call(_base64(bundle[path]))) for path in indexes]
    folder = hashlib.sha256(b"".join(hashlib.sha256(data).digest() for _, data in files)).hexdigest()[:10]
    wasm = sorted({f"wasm.{language['wasm'] or 'unknown'}" for language in entry["languages"].values()})
    shared = [(f"pagefind/{name}.js", _call(_base64(bundle[f"{name}.pagefind"]))) for name in wasm]
    shared.append(("pagefind/engine.js", ENGINE % bundle["pagefind-worker.js"]))
    return Part(folder, len(records)), [*((f"pagefind/{folder}/{name}", data) for name, data in files), *shared]


def parts_file(parts: Iterable[Part]) -> tuple[str, bytes]:
    """The list of the parts, oldest first; also for an archive without any report."""
    return "pagefind/parts.js", _call([[part.folder, part.reports] for part in parts])


def _call(value: Any) -> bytes:
    return b"munimentPack(%b);\n" % json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _pages(bundle: Mapping[str, bytes], count: int) -> list[str]:
    """Pagefind's name for each record."""
    pages = [""] * count
    for path, data in bundle.items():
        if path.startswith("fragment/"):
            raw = gzip.decompress(data)
            pages[int(json.loads(raw.removeprefix(SIGNATURE))["url"])] = path[9:].removesuffix(".pf_fragment")
    if not all(pages):
        raise PublishError(Problem(WHERE, "the search index lacks a report that was added to it"))
    return pages


def _texts(records: Sequence[SearchRecord]) -> tuple[list[bytes], list[int]]:
    """The files of texts, and the number of the record that each begins with."""
    packs: list[list[Any]] = []
    starts: list[int] = []
    size = TEXTS
    for number, record in enumerate(records):
        if size >= TEXTS:
            packs.append([])
            starts.append(number)
            size = 0
        paragraphs = [parted(paragraph) for paragraph in record.paragraphs]
        statuses = [record.title_status, record.date_status, record.source_status]
        words = [record.title, record.source, record.language, record.names, paragraphs]
        packs[-1].append([record.address, *words, statuses])
        size += sum(map(len, paragraphs))
    return [_call(pack) for pack in packs], starts


def _filters(records: Sequence[SearchRecord]) -> dict[str, Any]:
    """For each filter its values, and for each record the numbers of those it has."""
    values: dict[str, dict[str, int]] = {}
    for record in records:
        for name, some in record.filters:
            known = values.setdefault(name, {})
            for value in some:
                known.setdefault(value, len(known))
    filters = {}
    for name in sorted(values):
        numbers = [[values[name][value] for value in dict(record.filters).get(name, ())] for record in records]
        filters[name] = {"values": list(values[name]), "of": numbers}
    return filters
