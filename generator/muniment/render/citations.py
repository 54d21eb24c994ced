"""How a report is cited: in a line of text, in BibTeX, in RIS, and as CSL-JSON."""

import re
from functools import lru_cache
from json.encoder import encode_basestring

from muniment.model import Record, Status, TitleKind
from muniment.render.dates import written

BIBTEX = str.maketrans({
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "%": r"\%", "&": r"\&", "#": r"\#", "$": r"\$", "_": r"\_",
    "^": r"\textasciicircum{}", "~": r"\textasciitilde{}",
})  # fmt: skip
ACTING = re.compile(r"[\\{}%&#$_^~]")
# None of them is printable, for Python.
UNCITABLE = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
LONGEST = 300
NO_FILE = "Redacted, the file is not published"


class Cited(Record, frozen=True, kw_only=True):
    """What a citation is made of. `words` are the title, or what stands in for one."""

    id: str
    archive: str
    words: str
    title_kind: TitleKind
    title_status: Status
    authors: tuple[str, ...]
    publisher: str
    publisher_status: Status
    published: str  # ISO 8601 day, month or year
    language: str
    url: str  # of the original
    address: str  # of this page, absolute, or empty
    sha256: str  # of the file; empty where it is not published, for something in it is hidden
    checkpoint: str = ""  # "5:Tju7…", where it is sealed as it stands: who files it is a witness


class Lines(Record, frozen=True):
    """What may hold anything, each on one line. `title` is the words, in brackets where the file states none."""

    archive: str
    words: str
    title: str
    authors: tuple[str, ...]
    publisher: str
    note: str


class Piece(Record, frozen=True):
    """A part of the citation's line. `value` may run either way, and is kept apart from the words
    around it; `is_suggested` where nobody but a machine says it, `is_digits` where each character has to be told from
    every other, as by whoever types it again from paper."""

    before: str
    value: str
    after: str = ""
    is_suggested: bool = False
    is_digits: bool = False


class Citations(Record, frozen=True):
    pieces: tuple[Piece, ...]
    bibtex: str
    ris: str
    csl: str


def cite(cited: Cited) -> Citations:
    """All four, each escaped by its own rules, none with a line more than its format allows."""
    lines = _lines_of(cited)
    return Citations(_pieces(cited, lines), _bibtex(cited, lines), _ris(cited, lines), _csl(cited, lines))


def _lines_of(cited: Cited) -> Lines:
    archive, words, instead = _line(cited.archive), _line(cited.words), _instead(cited)
    title = f"[{words}]" if instead or not words else words
    said = [f"Title: {instead}, the file states none"] if instead else []
    if not cited.publisher:
        said.append("Publisher: unknown")
    elif cited.publisher_status == "suggested":
        said.append("Publisher: suggested")
    place = f"{archive}, report {cited.id}" + (f", checkpoint {cited.checkpoint}" if cited.checkpoint else "")
    note = ". ".join([*said, place, f"SHA-256 {cited.sha256}" if cited.sha256 else NO_FILE])
    return Lines(archive, words, title, tuple(map(_line, cited.authors)), _line(cited.publisher), note)


def _instead(cited: Cited) -> str:
    """What the words are, where they are no title that the file states: such stand in brackets, as libraries do."""
    if cited.title_kind != "title":
        return cited.title_kind
    return "suggested title" if cited.title_status == "suggested" else ""


def _pieces(cited: Cited, lines: Lines) -> tuple[Piece, ...]:
    """Authors; title, publisher, day, archive and number, set apart by commas; then hash and address."""
    parts = [Piece("; " if index else "", author) for index, author in enumerate(lines.authors)]
    comma = ", " if parts else ""
    instead = _instead(cited)
    parts.append(Piece(f"{comma}[“" if instead else f"{comma}“", lines.words, f"”, {instead}]" if instead else "”"))
    parts.append(Piece(", ", "" if cited.publisher else "publisher unknown"))
    if cited.publisher:
        is_suggested = cited.publisher_status == "suggested"
        parts.append(Piece("", lines.publisher, " (suggested)" if is_suggested else "", is_suggested))
    when = written(cited.published).replace("\u00a0", " ") if cited.published else "date unknown"
    parts += [Piece(", ", when), Piece(", in: ", lines.archive), Piece(", report ", cited.id)]
    sealed = Piece(", checkpoint ", cited.checkpoint, ". ", is_digits=True)
    parts.append(sealed if cited.checkpoint else Piece(". ", ""))
    parts.append(Piece("SHA-256 ", cited.sha256, ".", is_digits=True) if cited.sha256 else Piece(NO_FILE, "", "."))
    return (*parts, Piece(" ", cited.address, ".")) if cited.address else tuple(parts)


def _bibtex(cited: Cited, lines: Lines) -> str:
    """BibLaTeX's @misc: `date` takes ISO 8601 as it is. Braces keep capitals, brackets mark what no file states."""
    fields = (
        ("title", f"{{{_tex(lines.title)}}}"),
        ("author", " and ".join([f"{{{_tex(author)}}}" for author in lines.authors])),
        ("organization", f"{{{_tex(lines.publisher)}}}" if cited.publisher else ""),
        ("date", cited.published),
        ("url", _url(cited.url or cited.address)),
        ("note", _tex(lines.note)),
    )
    rows = ",\n".join([f"  {name:<12} = {{{value}}}" for name, value in fields if value])
    return f"@misc{{{_key(cited)},\n{rows}\n}}\n"


def _ris(cited: Cited, lines: Lines) -> str:
    """RIS: two capitals, two spaces, a hyphen, a space; one value a line; DA is YYYY/MM/DD/."""
    year, month, day = [*cited.published.split("-"), "", "", ""][:3]
    rows = (
        ("TY", "NEWS"),
        ("ID", _key(cited)),
        ("TI", lines.title),
        *(("AU", author) for author in lines.authors),
        ("PB", lines.publisher),
        ("PY", year),
        ("DA", f"{year}/{month}/{day}/" if year else ""),
        ("LA", cited.language),
        ("UR", cited.url or cited.address),
        ("DB", lines.archive),
        ("N1", lines.note),
    )
    return "".join([f"{tag}  - {value}\n" for tag, value in rows if value]) + "ER  - \n"


def _csl(cited: Cited, lines: Lines) -> str:
    """CSL-JSON 1.0.2: `date-parts` are numbers, an author who may be anybody is a `literal`."""
    numbers = ", ".join([str(int(part)) for part in cited.published.split("-") if part.isdigit()])
    authors = ", ".join([f'{{"literal": {encode_basestring(author)}}}' for author in lines.authors])
    rows = (
        ("id", _json(_key(cited))),
        ("type", '"article"'),
        ("title", _json(lines.title)),
        ("author", f"[{authors}]" if authors else ""),
        ("publisher", _json(lines.publisher)),
        ("issued", f'{{"date-parts": [[{numbers}]]}}' if numbers else ""),
        ("language", _json(cited.language)),
        ("URL", _json(cited.url or cited.address)),
        ("archive", _json(lines.archive)),
        ("archive_location", _json(cited.id)),
        ("note", _json(lines.note)),
    )
    return "[{\n " + ",\n ".join([f'"{name}": {value}' for name, value in rows if value]) + "\n}]\n"


def _key(cited: Cited) -> str:
    return f"report-{cited.id}"


@lru_cache(maxsize=1024)  # archives, publishers and authors come back
def _line(text: str) -> str:
    """One line, without control and bidirectional characters, which no citation format survives."""
    flat = " ".join(text[: 4 * LONGEST].split())
    flat = flat if flat.isprintable() else UNCITABLE.sub("", flat)
    return flat if len(flat) <= LONGEST else flat[: LONGEST - 1].rstrip() + "…"


def _tex(text: str) -> str:
    return text.translate(BIBTEX) if ACTING.search(text) else text


def _json(text: str) -> str:
    """A JSON string; nothing is nothing."""
    return encode_basestring(text) if text else ""


def _url(url: str) -> str:
    """BibLaTeX takes a URL verbatim, but for what would end the field or begin a comment."""
    return url.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C").replace(" ", "%20")
