"""What tests of held-back words share: every byte of a site, unpacked, looked through for words and for guesses.

A word is looked for as somebody would who wants to know it: in every case and accent, in Latin letters, written as an
escape of HTML, JSON or a URL, in base64 wherever it begins, in what is packed within what is packed, in names of files
and in their sizes. And everything that could be a hash is compared with the hashes of what somebody could guess.
"""

import base64
import gzip
import hashlib
import html
import json
import re
import unicodedata
import uuid
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import quote, unquote

from anyascii import anyascii

from muniment.ids import plain_id, suggested_id
from muniment.render.feeds import NAMESPACE

PACK = re.compile(rb"munimentPack\((.*)\);\s*\Z", re.DOTALL)
BASE64 = re.compile(rb"[A-Za-z0-9+/]{24,}={0,2}")
HEX = re.compile(r"(?<![0-9a-f])[0-9a-f]{8,64}(?![0-9a-f])")
UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
KINDS = ("person", "organization", "place", "source", "entity")


def readings(site: Path) -> Iterator[tuple[str, bytes]]:
    """Every file by its address, and its address itself; then what is packed in it, as deep as that goes."""
    for path in sorted(site.rglob("*")):
        address = path.relative_to(site).as_posix()
        yield f"the name {address}", address.encode()
        if path.is_file():
            yield from _unpacked(address, path.read_bytes())


def _unpacked(name: str, data: bytes, depth: int = 0) -> Iterator[tuple[str, bytes]]:
    yield name, data
    if depth > 4:
        return
    if data.startswith(b"\x1f\x8b"):
        yield from _unpacked(f"{name}, unzipped", gzip.decompress(data), depth + 1)
    if found := PACK.search(data):
        for text in _texts_of(json.loads(found[1])) if found[1][:1] in b'[{"' else ():
            yield f"{name}, packed", text.encode()
    for found in BASE64.finditer(data):
        try:
            inner = base64.b64decode(found[0] + b"=" * (-len(found[0]) % 4))
        except ValueError:
            continue
        yield from _unpacked(f"{name}, base64", inner, depth + 1)


def _texts_of(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from (key, *_texts_of(inner))
    elif isinstance(value, list):
        for inner in value:
            yield from _texts_of(inner)


def folded(text: str) -> str:
    """In small letters, without accents."""
    return "".join(one for one in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(one))


def read_through(data: bytes) -> str:
    """All that a reader could make of some bytes, folded: as they are, without escapes, without marks and tags."""
    text = data.decode("utf-8", "replace")
    opened = html.unescape(unquote(text))
    opened = re.sub(r"\\u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), opened)
    bare = re.sub(r"<[^>]*>|[\u00ad\u200b-\u200f\u2060*_~`]", "", opened)
    wide = data.decode("utf-16-le", "ignore")
    return "\n".join(map(folded, (text, opened, bare, anyascii(bare), wide)))


def spellings(word: str) -> set[str]:
    """A word as it may be written, folded as `read_through` folds."""
    return {folded(one) for one in (word, anyascii(word), plain_id(word), anyascii(word).replace("'", ""))}


def in_base64(word: str) -> Iterator[bytes]:
    """What of a word is the same in base64 wherever it stands in what was encoded."""
    for one in {word, word.lower(), word.upper(), anyascii(word), anyascii(word).lower()}:
        data = one.encode()
        for shift in range(3):
            whole = base64.b64encode(b"\0" * shift + data)
            yield whole[(0, 2, 3)[shift] : len(whole) - (0, 4, 3)[(shift + len(data)) % 3] or None].rstrip(b"=")


def words_told(site: Path, words: Iterable[str]) -> list[str]:
    """Where any of the words is told, and which."""
    words = list(words)
    sought = {word: spellings(word) for word in words}
    pieces = {word: [one for one in in_base64(word) if len(one) >= 6] for word in words}
    escaped = {word: [quote(word).encode(), word.encode("unicode_escape")] for word in words}
    found = []
    for name, data in readings(site):
        text = read_through(data)
        for word in words:
            if any(one in text for one in sought[word]):
                found.append(f"{word} in {name}")
            elif any(one in data for one in (*pieces[word], *escaped[word])):
                found.append(f"{word}, encoded, in {name}")
    return found


def digests_of(data: bytes) -> Iterator[str]:
    """The hashes that anybody would try, in hex."""
    for name in ("sha256", "sha1", "md5", "sha512"):
        yield hashlib.new(name, data).hexdigest()
    for size in (8, 20, 32):
        yield hashlib.blake2b(data, digest_size=size).hexdigest()
    yield f"{zlib.crc32(data):08x}"
    yield base64.b64encode(hashlib.sha256(data).digest()).hex()
    yield uuid.uuid5(NAMESPACE, data.decode("utf-8", "replace")).hex


def guesses(inputs: Iterable[bytes], words: Iterable[str], paths: Iterable[str]) -> dict[str, str]:
    """The first 8 hex digits of each hash of what somebody could guess, and what it is the hash of."""
    found: dict[str, str] = {}

    def guess(data: bytes, what: str) -> None:
        for digest in digests_of(data):
            found.setdefault(digest[:8], what)

    for number, data in enumerate(inputs):
        guess(data, f"input {number}")
        guess(hashlib.sha256(data).hexdigest().encode(), f"the hash of input {number}")
    for word in words:
        for one in {word, word.lower(), word.casefold(), anyascii(word), plain_id(word)}:
            guess(one.encode(), f"the word {word}")
            for kind in KINDS:
                guess(f"{kind}\0{one}".encode(), f"the {kind} {word}")
                found.setdefault(suggested_id(kind, one)[-8:], f"the id of the {kind} {word}")
            for occurrence in range(1, 4):
                guess(f"{one}\0{occurrence}".encode(), f"the claim {word}")
    for path in paths:
        guess(path.encode(), f"the path {path}")
    return found


def guesses_met(site: Path, guessed: dict[str, str]) -> list[str]:
    """Each thing in the site that could be a hash, and is one of these."""
    found = []
    for name, data in readings(site):
        text = data.decode("utf-8", "replace").lower()
        tokens = [*HEX.findall(text), *(one.replace("-", "") for one in UUID.findall(text))]
        found += [f"{guessed[one[:8]]} in {name}" for one in tokens if one[:8] in guessed]
    return found


def sizes_told(site: Path, sizes: Iterable[int]) -> list[str]:
    """Where a file's size in bytes is written."""
    found = []
    for size in sizes:
        number = re.compile(rf"(?<![0-9a-f.,]){size}(?![0-9a-f])|(?<![0-9a-f.,]){size:,}(?![0-9a-f])")
        for path in sorted(site.rglob("*")):
            if path.suffix in (".html", ".json", ".jsonl", ".csv", ".xml", ".geojson") and number.search(
                path.read_text("utf-8")
            ):
                found.append(f"{size} in {path.relative_to(site).as_posix()}")
    return found
