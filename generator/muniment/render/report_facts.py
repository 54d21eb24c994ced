"""The column of facts beside a report, and what is known of its evidence."""

import shlex
from collections.abc import Callable
from typing import Literal

from muniment.model import Document, Name, Record, Report, ReportPage, Status, Value
from muniment.render.links import To, to_file, web_address
from muniment.render.mark import groups, strokes
from muniment.render.view_parts import DateView, NameView, view_date
from muniment.render.words import PUBLICATION_MEANINGS, counted, language_name, listed, number, size

MOST = 40  # names in a fact
REDACTED = "redacted"
ORDER: tuple[Status, ...] = ("verified", "reviewed", "stated", "suggested")


ViewName = Callable[[Name], NameView]  # as from the report's page
FindName = Callable[[Value], NameView]


class Fact(Record, frozen=True, kw_only=True):
    """A value with its status. Without `words` it is not known, and `instead` says why; `link` leads out of the
    archive."""

    label: str
    words: str = ""
    instead: str = "unknown"
    link: str = ""
    names: tuple[NameView, ...] = ()
    left: str = ""  # "and 12 more"
    date: DateView | None = None
    status: Status | None = None
    where: str = ""  # "front matter, line 3"


class Command(Record, frozen=True):
    """What to type, what comes of it, what it must print to the letter, where that is told, and on which system."""

    says: str
    line: str
    prints: str = ""
    on: Literal["any", "Linux", "macOS", "Windows"] = "any"


class File(Record, frozen=True):
    """An attachment."""

    name: str
    address: str
    size: str
    sha256: str


class EvidenceView(Record, frozen=True, kw_only=True):
    address: str  # of the bytes; empty where they are not published
    file: str
    name: str
    size: str
    groups: tuple[str, ...]
    sha256: str
    mark: str
    slice: str  # of a row: which bytes of which file, in words
    container_sha256: str
    is_hidden: bool
    derivation: str
    text_sha256: str
    collected: str
    collector: str
    commands: tuple[Command, ...]
    attachments: tuple[File, ...]


def facts_of(page: ReportPage, report: Report, to: To, view: ViewName) -> tuple[Fact, ...]:
    """Published, publisher, address, author, collected, language, and what else is stated."""
    document, line = report.document, page.line
    language = document.language or report.findings.language
    publisher = document.publisher
    facts = [
        _fact_of_date(page, document, to),
        Fact(
            label="Publisher",
            words=line.publisher.name if line.publisher else "",
            instead=REDACTED if "publisher" in document.hidden else "unknown",
            names=(view(line.publisher),) if line.publisher else (),
            status=publisher.status if publisher else line.publisher_status,
            where=publisher.where if publisher else "read in the text" if line.publisher else "",
        ),
        *_facts_of_other_sources(page, document, view),
        _fact_of_address(document),
        _fact_of_several("Author", document.authors),
        Fact(label="Collected", words=document.retrieved, status="stated" if document.retrieved else None),
        Fact(
            label="Language",
            words=language_name(language.value) if language else "",
            status=language.status if language else None,
            where=language.where if language else "",
        ),
    ]
    further = [_fact_of_several("Filed under", document.tags), _fact_of_coordinates(document)]
    if document.rights:
        further.append(Fact(label="Rights", words=document.rights, status=document.rights_status))
    return (*facts, *_facts_of_names(page, document, view), *[fact for fact in further if fact.words])


def _facts_of_other_sources(page: ReportPage, document: Document, view: ViewName) -> list[Fact]:
    """The sources that a seed states after its publisher."""
    others = document.other_sources
    if not others:
        return []
    known = {name: found for (_, name, _), found in page.sources}

    def find(value: Value) -> NameView:
        return view(known.get(value.value) or Name("", "source", value.value, "", value.status))

    return [_fact_of_several("Other sources", others, find)]


def _facts_of_names(page: ReportPage, document: Document, view: ViewName) -> list[Fact]:
    """People, organisations and places that the seed names in its own fields, in the text or not."""
    known = {(kind, name): found for (kind, name, _), found in page.names}
    facts = []
    for label, kind, values in (
        ("People", "person", document.people),
        ("Organisations", "organization", document.organizations),
        ("Places", "place", document.places),
        ("Named", "entity", document.entities),
    ):
        if values:

            def find(value: Value, kind: str = kind) -> NameView:
                return view(known.get((kind, value.value)) or Name("", kind, value.value, "", "stated"))

            facts.append(_fact_of_several(label, values, find))
    return facts


def _fact_of_date(page: ReportPage, document: Document, to: To) -> Fact:
    line, stated = page.line, document.published
    return Fact(
        label="Published",
        words=line.published,
        date=view_date(line.published, line.published_address, to, line.published_status),
        status=line.published_status if line.published else None,
        where=", ".join([part for part in (document.time, stated.where if stated else "") if part]),
    )


def _fact_of_address(document: Document) -> Fact:
    url = document.url
    if url is None:
        return Fact(label="Address", instead=REDACTED if "url" in document.hidden else "unknown")
    return Fact(label="Address", words=url.value, link=web_address(url.value), status=url.status, where=url.where)


def _fact_of_several(label: str, values: tuple[Value, ...], find: FindName | None = None) -> Fact:
    """Several values of one status; names where `find` gives them."""
    if not values:
        return Fact(label=label)
    shown, left = values[:MOST], len(values) - MOST
    words = [value.value for value in shown]
    if left > 0:
        words.append(counted(left, "more", "more"))
    return Fact(
        label=label,
        words=listed(words),
        names=tuple(map(find, shown)) if find else (),
        left=f"and {words[-1]}" if find and left > 0 else "",
        status=values[0].status,
        where=values[0].where,
    )


def _fact_of_coordinates(document: Document) -> Fact:
    if document.coordinates is None:
        return Fact(label="Coordinates")
    ends = zip(document.coordinates, ("NS", "EW"), strict=True)
    degrees = (f"{abs(value):.6f}".rstrip("0").rstrip(".") + f"° {letters[value < 0]}" for value, letters in ends)
    where = "made less exact by the editors" if document.decimals is not None else ""
    return Fact(label="Coordinates", words=", ".join(degrees), status="stated", where=where)


def end_of(document: Document, is_guarded: bool = False) -> str:
    """What stands under the text, where it stops, in the archive's own face."""
    if document.publication == "metadata":
        return "not published here"
    if document.publication != "excerpt":
        return "end of text"
    left = "" if is_guarded or not document.left_out else f": {counted(document.left_out, 'more character')}"
    return f"[…] the text goes on here, and the rest is withheld{left}"


def withheld_in(document: Document) -> str:
    """What of a report is not published, in sentences; empty where all of it is."""
    told = [PUBLICATION_MEANINGS[document.publication]]
    if document.redactions:
        told.append("Words of it are redacted: a block of one length stands for them, however many they are.")
    if document.is_hidden:
        told.append("Its file is not published, nor anything that could tell what the file holds.")
    return " ".join(filter(None, told))


def statuses_counted(report: Report) -> tuple[tuple[Status, str], ...]:
    """How many values in the text have each status, the best first."""
    findings = report.findings
    groups_of_findings = (findings.mentions, findings.dates, findings.quotes, findings.claims, findings.attributions)
    statuses = [finding.status for group in groups_of_findings for finding in group]
    return tuple((status, number(statuses.count(status))) for status in ORDER if status in statuses)


def evidence_of(document: Document, address: str, is_guarded: bool = False) -> EvidenceView:
    """The seed's bytes, and how a reader checks them without this program; of a guarded file that it is a row of,
    nothing."""
    evidence = document.evidence
    slice_words = ""
    if evidence.container and not is_guarded:
        spot = f"{evidence.container}, line {number(evidence.line)}" if evidence.line else evidence.container
        slice_words = f"{spot}: bytes {number(evidence.start)} to {number(evidence.end)}"
    elif evidence.container:
        slice_words = f"{evidence.container}, of which not all is published"
    return EvidenceView(
        address=to_file(address, evidence.path),
        file=(evidence.path or evidence.name).rpartition("/")[2],
        name=evidence.name,
        size=counted(evidence.bytes, "byte") if evidence.bytes else "",
        groups=groups(evidence.sha256),
        sha256=evidence.sha256,
        mark=strokes(evidence.sha256),
        slice=slice_words,
        is_hidden=document.is_hidden,
        derivation=document.derivation,
        text_sha256=document.text_sha256,
        collected=document.retrieved,
        collector=document.collector,
        container_sha256="" if is_guarded else evidence.container_sha256,
        commands=_commands(document, is_guarded) if evidence.path else (),
        attachments=tuple(
            File(one.name, to_file(address, one.path), size(one.bytes), one.sha256) for one in document.attachments
        ),
    )


def _commands(document: Document, is_guarded: bool) -> tuple[Command, ...]:
    """Commands that every system has, to be given in the folder that holds index.html."""
    evidence = document.evidence
    path = shlex.quote(evidence.path)
    windows = evidence.path.replace("/", "\\")
    commands = [
        Command("Linux", f"sha256sum {path}", on="Linux"),
        Command("macOS", f"shasum -a 256 {path}", on="macOS"),
        Command("Windows", f'certutil -hashfile "{windows}" SHA256', on="Windows"),
    ]
    if evidence.container and not is_guarded:
        cut = f"tail -c +{evidence.start + 1} {shlex.quote(evidence.container)} | head -c {evidence.bytes}"
        commands.append(
            Command(
                "Linux, for whoever has the whole file, which is not published: the row is cut from it",
                f"{cut} | sha256sum",
                on="Linux",
            )
        )
    return tuple(commands)
