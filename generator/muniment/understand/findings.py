"""From a document to everything found in it: the table of finders, in the order they run.

A finder is one file with one public function that takes a Reading and what was found before it.
"""

from collections.abc import Callable
from typing import Any

from muniment.markup import prose_of
from muniment.model import Authority, Document, Findings, changed
from muniment.understand.attributions import find_attributions
from muniment.understand.claims import find_claims
from muniment.understand.dates import find_dates
from muniment.understand.differences import find_differences
from muniment.understand.furniture import after_navigation
from muniment.understand.known_names import Index, index_names, listed
from muniment.understand.language import find_language
from muniment.understand.names import find_names
from muniment.understand.quotes import find_quotes
from muniment.understand.reading import Reading, read
from muniment.understand.roles import with_roles
from muniment.understand.title import find_title

Finder = Callable[[Reading, Findings], tuple[Any, ...]]

FINDERS: tuple[tuple[str, Finder], ...] = (
    ("dates", find_dates),
    ("mentions", find_names),
    ("attributions", find_attributions),  # knows the names
    ("quotes", find_quotes),  # knows the names
    ("claims", find_claims),  # knows them all
    ("differences", find_differences),  # of claims
    ("mentions", with_roles),  # last, since the others know the mentions without them
)


def find_all(
    document: Document, authorities: tuple[Authority, ...], asked: set[str] | None = None, spoken: str | None = None
) -> Findings:
    """What the rules find in a document, each kind in text order, all of it suggested.

    Every finding has `document.text[start:end] == surface`, in code points. The language is given
    only when the document states none, and so is a title. Depends on nothing but its arguments. To `asked` are added
    words among which are all those of every name that `authorities` were asked for. `spoken` is the tag of the language
    by which the text is read, whatever it seems to be; empty is none that is known.
    """
    prose = prose_of(document.text, document.form)
    reading = read(document, prose, _index_of(authorities))
    language = None if document.language else find_language(reading)
    known = document.language or language
    tag = spoken if spoken is not None else known.value if known else ""
    reading = changed(reading, language=tag.partition("-")[0].lower())
    found = Findings(language=language)
    for field, find in FINDERS:
        found = changed(found, **{field: tuple(_as_written(one, document.text) for one in find(reading, found))})
    if document.form == "plain":
        found = changed(found, begins=after_navigation(document.text, found))
    if asked is not None:
        asked |= reading.asked
    return found if document.title else changed(found, title=find_title(reading, found))


def _as_written(finding: Any, text: str) -> Any:
    """Finders see Markdown with its syntax blanked; a finding's surface is what the source says."""
    words = text[finding.start : finding.end]
    return finding if finding.surface == words else changed(finding, surface=words)


# A build gives the same authorities with every report; their index is made once, not ten thousand times.
_latest: list[tuple[tuple[Authority, ...], Index]] = []


def _index_of(authorities: tuple[Authority, ...]) -> Index:
    if not _latest or _latest[0][0] is not authorities:
        _latest[:] = [(authorities, index_names(listed(authorities)))]
    return _latest[0][1]
