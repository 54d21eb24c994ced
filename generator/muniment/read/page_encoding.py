"""A saved page's bytes to text, by what the page says of its own encoding.

A byte order mark decides; then the page's own declaration, under the names that the Encoding standard
(encoding.spec.whatwg.org) has for it; then UTF-8. One thing is stronger than a declaration: bytes beyond ASCII that
are UTF-8 throughout. Text in another encoding next to never is, and tools that save pages in UTF-8 often leave the old
declaration in.
"""

import codecs
import re
from functools import cache
from itertools import chain

from muniment.problems import Place, Problem
from muniment.read.folder import shown
from muniment.read.page_tags import attributes_of, tags_of

BEGINNING = 20_000  # bytes in which a declaration is looked for; browsers look in 1,024
MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
XML_DECLARATION = re.compile(r"""\s*<\?xml[^>]{0,200}?\bencoding\s*=\s*["']([^"'>]{1,40})["']""")
CHARSET = re.compile(r"""charset\s*=\s*["']?([^\s"';]+)""", re.IGNORECASE)
# The names of each encoding that are in use, beside those that a pattern below has; each with Python's name.
NAMES = {
    "utf-8": "utf-8 utf8 unicode-1-1-utf-8 utf-16 utf-16le utf-16be",  # which a page that can be looked at is not in
    "cp1252": "windows-1252 cp1252 iso-8859-1 iso8859-1 latin1 latin-1 l1 ascii us-ascii ansi_x3.4-1968",
    "cp1254": "iso-8859-9 latin5",
    "cp874": "windows-874 tis-620 iso-8859-11",
    "koi8-r": "koi8-r koi8 koi8_r",
    "koi8-u": "koi8-u koi8-ru",
    "cp866": "ibm866 cp866 866",
    "mac-roman": "macintosh mac x-mac-roman",
    "mac-cyrillic": "x-mac-cyrillic x-mac-ukrainian",
    "gb18030": "gb18030 gbk gb2312 gb_2312-80 x-gbk chinese",
    "big5hkscs": "big5 big5-hkscs cn-big5 x-x-big5",
    "euc_jp": "euc-jp x-euc-jp",
    "cp932": "shift_jis shift-jis sjis x-sjis windows-31j ms_kanji",
    "iso2022_jp": "iso-2022-jp",
    "cp949": "euc-kr ks_c_5601-1987 ksc5601 korean windows-949",
}
ENCODINGS = {name: encoding for encoding, names in NAMES.items() for name in names.split()}
NUMBERED = re.compile(r"(?:(?:windows-|x-cp|cp)125([0-8])|iso[-_]?8859[-_]([2-8]|1[03-6])(?:-[ei])?)", re.ASCII)
LINE_END = re.compile(r"\r\n?")
BY_HAND = "save its words as a .txt report, and list this file under attachments: beside that"


def decode_page(data: bytes, path: str, problems: list[Problem]) -> str | None:
    """The page's text with LF line ends and no byte order mark; or None, with one problem."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], encoding, f"{encoding.upper()}, as its first bytes say", path, problems)
    declared = declared_encoding(data)
    encoding, says_itself = encoding_of(declared), f"{shown(declared)}, as it says itself"
    if encoding == "iso2022_jp":  # all of its bytes are ASCII
        return _decoded(data, encoding, says_itself, path, problems)
    found: list[Problem] = []
    text = _decoded(data, "utf-8", "UTF-8", path, found)
    if text is not None:
        if encoding not in ("", "utf-8") and not data.isascii():
            what = f"declared as {shown(declared)}, but its bytes are UTF-8, and are read so"
            hint = "see that the words look right; the tool that saved it may have left an old declaration"
            problems.append(Problem(Place(path), what, hint, severity="warning"))
        return text
    if encoding in ("", "utf-8"):
        is_unknown = bool(declared) and not encoding
        what = f"declared as '{shown(declared)}', which is no encoding known here" if is_unknown else found[0].what
        problems.append(Problem(found[0].place, what, BY_HAND))
        return None
    return _decoded(data, encoding, says_itself, path, problems)


def declared_encoding(data: bytes) -> str:
    """The encoding that a page declares, as it is written: in a `meta` element, or in an XML declaration; empty where
    it declares none."""
    beginning = data[:BEGINNING].decode("latin-1")  # all declarations are ASCII
    if declaration := XML_DECLARATION.match(beginning):
        return declaration[1].strip()
    for tag in tags_of(beginning):
        if tag.name == "meta":
            attributes = attributes_of(tag)
            if charset := attributes.get("charset", "").strip():
                return charset
            is_type = attributes.get("http-equiv", "").strip().lower() == "content-type"
            if is_type and (found := CHARSET.search(attributes.get("content", ""))):
                return found[1]
    return ""


def encoding_of(label: str) -> str:
    """Python's name of the encoding that a label stands for; empty for one that no browser knows."""
    label = label.strip().lower()
    numbered = NUMBERED.fullmatch(label)
    if label in ENCODINGS or not numbered:
        return ENCODINGS.get(label, "")
    return f"cp125{numbered[1]}" if numbered[1] else f"iso8859-{numbered[2]}"


@cache
def other_encodings() -> tuple[str, ...]:
    """Python's names of all that are known here, but for those of Unicode."""
    numbered = (f"windows-125{number}" for number in range(9)), (f"iso-8859-{number}" for number in range(2, 17))
    every = dict.fromkeys(map(encoding_of, chain(NAMES, ENCODINGS, *numbered)))
    return tuple(one for one in every if one not in ("", "utf-8"))


def _decoded(data: bytes, encoding: str, should_be: str, path: str, problems: list[Problem]) -> str | None:
    try:
        return LINE_END.sub("\n", data.decode(encoding))
    except UnicodeDecodeError as error:
        before = LINE_END.sub("\n", data[: error.start].decode(encoding, "replace"))
        place = Place(path, before.count("\n") + 1, len(before) - before.rfind("\n"))
        bad = " ".join(f"{byte:02x}" for byte in data[error.start : error.start + 2])
        problems.append(Problem(place, f"not {should_be}: byte {bad}", BY_HAND))
        return None
