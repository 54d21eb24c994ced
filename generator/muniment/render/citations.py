"""How a report is cited: in a line of text, in BibTeX, in RIS, and as CSL-JSON."""

import json
import re

from muniment.model import Record, Status
from muniment.render.dates import written

BIBTEX = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "%": r"\%", "&": r"\&", "#": r"\#", "$": r"\$", "_": r"\_",
    "^": r"\textasciicircum{}", "~": r"\textasciitilde{}",
}  # fmt: skip
SPACES = re.compile(r"\s+")
UNCITABLE = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
LONGEST = 300


class Cited(Record, frozen=True, kw_only=True):
    """What a citation is made of. `title` is empty when the file states none; `words` are then its first."""

    id: str
    archive: str
    title: str
    words: str
    authors: tuple[str, ...]
    publisher: str
    publisher_status: Status
    published: str  # ISO 8601 day, month or year
    language: str
    url: str  # of the original
    address: str  # of this page, absolute, or empty
    sha256: str


class Piece(Record, frozen=True):
    """A part of the citation's line. `value` may run either way, and is kept apart from the words
    around it; `is_suggested` where nobody but a machine says it."""

    before: str
    value: str
    after: str = ""
    is_suggested: bool = False


class Citations(Record, frozen=True):
    """`text` is the pieces joined."""

    text: str
    pieces: tuple[Piece, ...]
    bibtex: str
    ris: str
    csl: str


def cite(cited: Cited) -> Citations:
    """All four, each escaped by its own rules, none with a line more than its format allows."""
    pieces = _pieces(cited)
    text = "".join(part for piece in pieces for part in (piece.before, piece.value, piece.after))
    return Citations(text, pieces, _bibtex(cited), _ris(cited), _csl(cited))


def _pieces(cited: Cited) -> tuple[Piece, ...]:
    """Authors; title, publisher, day, archive and number, set apart by commas; then hash and address."""
    parts = [Piece("; " if index else "", _line(author)) for index, author in enumerate(cited.authors)]
    comma = ", " if parts else ""
    if cited.title:
        parts.append(Piece(f"{comma}“", _line(cited.title), "”"))
    else:
        parts.append(Piece(f"{comma}[“", _line(cited.words), "”, first words]"))
    parts.append(Piece(", ", "" if cited.publisher else "publisher unknown"))
    if cited.publisher:
        is_suggested = cited.publisher_status == "suggested"
        parts.append(Piece("", _line(cited.publisher), " (suggested)" if is_suggested else "", is_suggested))
    when = written(cited.published).replace("\u00a0", " ") if cited.published else "date unknown"
    parts += [Piece(", ", when), Piece(", in: ", _line(cited.archive)), Piece(", report ", cited.id, ". ")]
    parts.append(Piece("SHA-256 ", cited.sha256, "."))
    return (*parts, Piece(" ", cited.address, ".")) if cited.address else tuple(parts)


def _bibtex(cited: Cited) -> str:
    """BibLaTeX's @misc: `date` takes ISO 8601 as it is. Braces keep capitals, brackets mark first words."""
    fields = {
        "title": f"{{{_tex(_title(cited))}}}",
        "author": " and ".join(f"{{{_tex(_line(author))}}}" for author in cited.authors),
        "organization": f"{{{_tex(_line(cited.publisher))}}}" if cited.publisher else "",
        "date": cited.published,
        "url": _url(cited.url or cited.address),
        "note": _tex(_note(cited)),
    }
    rows = ",\n".join(f"  {name:<12} = {{{value}}}" for name, value in fields.items() if value)
    return f"@misc{{{_key(cited)},\n{rows}\n}}\n"


def _ris(cited: Cited) -> str:
    """RIS: two capitals, two spaces, a hyphen, a space; one value a line; DA is YYYY/MM/DD/."""
    year, month, day = [*cited.published.split("-"), "", "", ""][:3]
    rows = [("TY", "NEWS"), ("ID", _key(cited)), ("TI", _title(cited))]
    rows += [("AU", _line(author)) for author in cited.authors]
    rows += [("PB", _line(cited.publisher)), ("PY", year), ("DA", f"{year}/{month}/{day}/" if year else "")]
    rows += [
        ("LA", cited.language),
        ("UR", cited.url or cited.address),
        ("DB", _line(cited.archive)),
        ("N1", _note(cited)),
    ]
    return "".join(f"{tag}  - {value}\n" for tag, value in rows if value) + "ER  - \n"


def _csl(cited: Cited) -> str:
    """CSL-JSON 1.0.2: `date-parts` are numbers, an author who may be anybody is a `literal`."""
    parts = [int(part) for part in cited.published.split("-") if part.isdigit()]
    item = {
        "id": _key(cited),
        "type": "article",
        "title": _title(cited),
        "author": [{"literal": _line(author)} for author in cited.authors],
        "publisher": _line(cited.publisher),
        "issued": {"date-parts": [parts]} if parts else None,
        "language": cited.language,
        "URL": cited.url or cited.address,
        "archive": _line(cited.archive),
        "archive_location": cited.id,
        "note": _note(cited),
    }
    rows = [f"{json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}" for name, value in item.items() if value]
    return "[{\n " + ",\n ".join(rows) + "\n}]\n"


def _title(cited: Cited) -> str:
    return _line(cited.title) or f"[{_line(cited.words)}]"


def _note(cited: Cited) -> str:
    said = [] if cited.title else ["Title: first words, the file states none"]
    if not cited.publisher:
        said.append("Publisher: unknown")
    elif cited.publisher_status == "suggested":
        said.append("Publisher: suggested")
    return ". ".join([*said, f"{_line(cited.archive)}, report {cited.id}", f"SHA-256 {cited.sha256}"])


def _key(cited: Cited) -> str:
    return f"report-{cited.id}"


def _line(text: str) -> str:
    """One line, without control and bidirectional characters, which no citation format survives."""
    flat = SPACES.sub(" ", text[: 4 * LONGEST]).strip()
    flat = UNCITABLE.sub("", flat)
    return flat if len(flat) <= LONGEST else flat[: LONGEST - 1].rstrip() + "…"


def _tex(text: str) -> str:
    return "".join(BIBTEX.get(character, character) for character in text)


def _url(url: str) -> str:
    """BibLaTeX takes a URL verbatim, but for what would end the field or begin a comment."""
    return url.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C").replace(" ", "%20")
