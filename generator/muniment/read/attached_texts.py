"""What attachments say that hold text, in whatever encoding, so that it can be looked through for what is hidden.

What a file is called does not tell what it holds, and no encoding but Unicode's tells itself: so all are tried in which
reports come. Pictures, sound, PDF and archives are no text: it would say nothing to look through their bytes.
"""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from muniment.model import Seed
from muniment.problems import Place, Problem
from muniment.read.evidence import read_slice
from muniment.read.folder import shown_path
from muniment.read.kinds import ending_of
from muniment.read.page_encoding import other_encodings

TEXTUAL = frozenset(".txt .md .csv .tsv .json .jsonl .geojson .gpx .srt .vtt .eml .html .htm .xml .svg .yaml".split())
LONGEST = 25_000_000  # bytes of a text
LONGEST_OF_OTHERS = 1_000_000  # of one that is in no encoding of Unicode, and is read in all others
BEGINNING = 100_000  # bytes, or signs, by which it is told what a file is
MOST_OF_HUNDRED = 1, 5  # controls among the bytes of a text; signs that nobody writes among those of UTF-16
CONTROLS = bytes({*range(0x20), 0x7F} - set(b"\t\n\v\f\r\x1a\x1b"))  # which no text has, in any encoding of bytes
WIDE = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
UNWRITTEN = frozenset({"Cc", "Cn", "Co", "Cs"})  # categories of signs
# Rich Text Format 1.9: letters by their numbers, or their bytes; the ends of lines; how it looks.
NUMBERED = re.compile(rb"\\u(-?\d{1,5}) ?(?:\\'[0-9A-Fa-f]{2}|\?)?")
ESCAPED = re.compile(rb"\\'([0-9A-Fa-f]{2})")
LINE_END = re.compile(rb"\\(?:par|line|tab|cell|row|sect|page)(?![a-z]) ?")
LOOKS = re.compile(rb"\\[a-z]{1,32}-?\d{0,10} ?")


def texts_attached(archive: Path, seed: Seed, problems: list[Problem]) -> Iterator[str]:
    """What the attachments of a seed say that hold text, and what all of them are called. An error for each that is too
    long to be looked through; one that cannot be read says nothing, which is told when it is published."""
    for path, _, size in seed.attached:
        yield path
        try:
            beginning = read_slice(f"{archive}/{path}", 0, min(size, BEGINNING))
            if not _may_be_text(path, beginning):
                continue
            data = read_slice(f"{archive}/{path}", 0, size) if size <= LONGEST else b""
        except OSError:
            continue
        if size > (LONGEST if _is_unicode(data) else LONGEST_OF_OTHERS):
            what = f"{size:,} bytes are too many to be looked through for words that are hidden"
            hint = "split it" if size > LONGEST else "write it in UTF-8, or split it"
            problems.append(Problem(Place(shown_path(path)), what, hint))
            continue
        yield from readings_of(data)


def readings_of(data: bytes) -> Iterator[str]:
    """All that the bytes of a text may say."""
    if data.startswith(b"{\\rtf"):
        data += b"\n" + _without_looks(data)
    yield data.decode("utf-8", "replace")
    wide = list(_wide_in(data))
    yield from wide
    if not _is_utf8(data) and not (wide and _is_of_controls(data)):
        yield from dict.fromkeys(data.decode(encoding, "replace") for encoding in other_encodings())
    elif b"\x1b" in data:
        yield data.decode("iso2022_jp", "replace")


def _may_be_text(path: str, beginning: bytes) -> bool:
    if ending_of(path) in TEXTUAL:
        return True
    return not beginning.startswith(b"%PDF-") and not (_is_of_controls(beginning) and not any(_wide_in(beginning)))


def _is_unicode(data: bytes) -> bool:
    return _is_utf8(data) or any(_wide_in(data))


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _is_of_controls(data: bytes) -> bool:
    beginning = data[:BEGINNING]
    controls = len(beginning) - len(beginning.translate(None, CONTROLS))
    return controls * 100 > len(beginning) * MOST_OF_HUNDRED[0]


def _wide_in(data: bytes) -> Iterator[str]:
    """What the bytes say where two or four of them make a sign."""
    is_plain = _is_utf8(data) and len(data.translate(None, CONTROLS)) == len(data)
    for encoding in () if is_plain else WIDE:
        if _is_written(data[:BEGINNING].decode(encoding, "replace")):
            yield data.decode(encoding, "replace")


def _is_written(text: str) -> bool:
    """Whether nearly all of these are signs that people write."""
    odd = sum(unicodedata.category(sign) in UNWRITTEN and sign not in "\t\n\v\f\r\ufffd" for sign in text)
    return (odd + text.count("\ufffd")) * 100 <= len(text) * MOST_OF_HUNDRED[1]


def _without_looks(data: bytes) -> bytes:
    """The letters of a text in RTF; those that are numbers as HTML has them, which is looked through as well."""
    data = NUMBERED.sub(lambda found: b"&#%d;" % (int(found[1]) % 65_536), data)
    data = LOOKS.sub(b"", LINE_END.sub(b"\n", data.translate(None, b"{}\r\n")))
    return ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), data)
