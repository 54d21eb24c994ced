"""A text as overlapping runs of five words, called shingles, and a small sketch of them that is kept in its row.

Broder, On the resemblance and containment of documents (1997): of all shingles' hashes those are kept that 2^level
divides, and the level grows with the text. So what two texts share shows in what their sketches share, also where
one of them is a small part of the other. A sketch is, in bytes:

    key     8   BLAKE2b (RFC 7693) of all the words: equal where the words are
    level   1
    hashes  4   each: CRC-32 of a shingle's words with spaces between, in UTF-8, ascending; the low byte first
"""

import hashlib
import re
from collections.abc import Iterable, Sequence, Set
from itertools import islice
from struct import unpack_from
from unicodedata import category, normalize
from zlib import crc32

from muniment.markup import prose_of
from muniment.model import Document

WIDTH = 5  # words of a shingle
KEY = 8  # bytes
HEAD = KEY + 1
MOST_KEPT = 64  # hashes, above which the next level is taken
LAST_LEVEL = 4  # of a book as much is kept as shows that a page is a part of it
LONGEST = 2_000_000  # code points that a sketch is made of

APOSTROPHES = "'`´ʹʻʼʽˈ‘’‛′＇"
UNUSUAL = re.compile("[^\x00-\x7f\\w]")  # neither ASCII nor a letter or digit
# Letters of scripts that put no spaces between words: Thai, Lao, Burmese, Khmer, kana, Chinese signs.
UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
INVISIBLE = ("M", "Cf")  # accents of their own, soft hyphens, joiners: renderings of one page differ in them
FOLDED = bytes(sign if sign > 0x7F or chr(sign).isalnum() else 0x20 for sign in range(256))
DROPPED = b"'`"

Words = Sequence[bytes]


def folded_words(document: Document, longest: int | None = None) -> list[bytes]:
    """The words that a reader sees: small letters and digits alone, in UTF-8, apostrophes and accents of their own
    left out. Where a script has no spaces each letter is one. Only the first `longest` code points are looked at."""
    text = normalize("NFC", prose_of(document.text, document.form)[:longest].lower())
    if not text.isascii():
        text = UNSPACED.sub(r" \g<0> ", UNUSUAL.sub(_folded, text))
    return text.encode("utf-8", "surrogatepass").translate(FOLDED, DROPPED).split()


def _folded(found: re.Match[str]) -> str:
    sign = found[0]
    return "" if sign in APOSTROPHES or category(sign).startswith(INVISIBLE) else " "


def shingles_of(words: Words) -> Iterable[bytes]:
    """Every run of five words, in order, as one; the first begins at the first word."""
    return map(b" ".join, zip(*(islice(words, first, None) for first in range(WIDTH)), strict=False))


def sketch_of(document: Document) -> bytes:
    """What is kept of a document's words; nothing where there are fewer than five."""
    words = folded_words(document, LONGEST)
    if len(words) < WIDTH:
        return b""
    level = min(LAST_LEVEL, (len(words) // MOST_KEPT).bit_length())
    mask = (1 << level) - 1
    hashes = sorted({one for one in map(crc32, shingles_of(words)) if not one & mask})
    key = hashlib.blake2b(b" ".join(words), digest_size=KEY).digest()
    return key + bytes([level]) + b"".join([one.to_bytes(4, "little") for one in hashes])


def key_of(sketch: bytes) -> bytes:
    """What is equal where all the words are."""
    return sketch[:KEY]


def level_of(sketch: bytes) -> int:
    """Its hashes are those that 2 to this power divides."""
    return sketch[KEY]


def hashes_of(sketch: bytes) -> tuple[int, ...]:
    """The hashes that are kept."""
    return unpack_from(f"<{(len(sketch) - HEAD) // 4}I", sketch, HEAD)


def size_of(sketch: bytes, level: int = 0) -> int:
    """How many hashes are kept, or would be at a level no lower than the sketch's own."""
    if level <= level_of(sketch):
        return (len(sketch) - HEAD) // 4
    mask = (1 << level) - 1
    return sum(not one & mask for one in hashes_of(sketch))


def count_covered(words: Words, shingles: Set[bytes]) -> int:
    """How many of the words stand in a run of five or more that is among these."""
    covered, end = 0, 0
    for start, one in enumerate(shingles_of(words)):
        if one in shingles:
            covered += start + WIDTH - max(start, end)
            end = start + WIDTH
    return covered
