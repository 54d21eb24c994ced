"""Reports and names as other pages show them: one Line a report, one Name an entity or source."""

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from muniment.again import Again, Notes
from muniment.link.addresses import of_paragraph, of_period, of_report
from muniment.link.archive import Linked
from muniment.link.drafts import Draft, Kind, Parts, stamp_of
from muniment.link.drawing import Drafts
from muniment.link.events import chronicle_of
from muniment.link.identity import publisher_of
from muniment.link.periods import period_of, periods_with
from muniment.model import (
    Entity,
    Line,
    Name,
    Quotation,
    Row,
    Sighting,
    Source,
    Status,
    Telling,
    Told,
    changed,
)  # fmt: skip


class Directory:
    """Every name and report of an archive by id, each made once and looked up by every page; and the
    stamps that stand for them in the stamps of pages."""

    def __init__(self, linked: Linked, again: Again, notes: Notes):
        self.linked = linked
        self.archive = archive = linked.archive
        self.naming, self.register = linked.naming, linked.naming.register
        self.again = again
        groups = archive.entities, archive.sources, self.register
        self.names, self.plain, self.stamps = again.once("names", groups, self._all_names)
        self.versions = self.register.versions
        self.rows = linked.naming.rows
        self.order = {row.id: index for index, row in enumerate(archive.rows)}  # newest first
        parts = self.stamps, self.register
        self.line_stamps = again.each("line stamps", parts, self.rows, lambda _, row: self._stamp_of_line(row))
        self.dates = list(self.rows), [row.published for row in archive.rows]
        self.published = again.once("published", self.dates, self._all_published)
        self.periods = again.once("periods", (archive.days,), lambda: periods_with(archive.days))
        happened = archive.events, archive.days
        self.chronicle = again.once("chronicle", happened, lambda: chronicle_of(*happened))
        dated = self.stamps, self.periods
        shown = again.once("stamps", dated, lambda: {**self.stamps, **dict.fromkeys(self.periods, b"")})
        self._drafts, self._notes = again.once("drafts", None, Drafts), notes
        self._drafts.begin(self.line_stamps, shown, notes)
        self._lines: dict[str, Line] = {}

    def drafts(self, kind: Kind, items: Mapping[str, Parts]) -> Iterator[Draft]:
        """What is drawn of one kind; nothing is drawn anew of which all parts are as they were the last time,
        and all lines and names on it."""
        return self._drafts.each(kind, items, self, self.again)

    def note_drafts(self) -> None:
        """Note what was drawn, for the next process that draws."""
        self._drafts.finish(self._notes)

    def _all_names(self) -> tuple[Mapping[str, Name], Mapping[str, Name], Mapping[str, bytes]]:
        """By id: names, names without a count, for pages that must not change with it, and their stamps."""
        names = {entity.id: _entity_name(entity) for entity in self.archive.entities}
        names |= {source.id: _source_name(source) for source in self.archive.sources}
        plain = {identifier: changed(name, count=0) for identifier, name in names.items()}
        listed = self.register.by_id
        return names, plain, self.again.each("name stamps", listed, plain, lambda _, name: self._stamp_of_name(name))

    def _all_published(self) -> Mapping[str, str]:
        """When each report was published, as far as that is known."""
        return {row.id: row.published.value if row.published else "" for row in self.archive.rows}

    def _stamp_of_name(self, name: Name) -> bytes:
        """A listed one has with it what `aliases_of` gives."""
        listed = self.register.by_id.get(name.id)
        return stamp_of(name, (listed.name, listed.names) if listed else None)

    def _stamp_of_line(self, row: Row) -> bytes:
        """All of the row by its report's digest, which is what the row was made of, and the publisher."""
        publisher = publisher_of(row)
        own = row.digest.encode()
        return own + self.stamps[self.register.source_of(publisher)[1]] if publisher else own

    def line_of(self, report: str) -> Line:
        """The report as lists show it."""
        line = self._lines.get(report)
        if line is None:
            line = self._lines[report] = self._line_of(self.rows[report])
        return line

    def name_of(self, sighting: Sighting) -> Name:
        """The person, organisation, place or source that a mention or a stated name stands for."""
        return self.plain[self.register.key_of(sighting)[1]]

    def source_of(self, sighting: Sighting) -> Name:
        """The one who publishes, or passes on."""
        return self.plain[self.register.source_of(sighting)[1]]

    def newest(self, most: int) -> tuple[Line, ...]:
        """The newest reports whose date is known, at most so many."""
        dated = (self.line_of(row.id) for row in self.archive.rows if row.published)
        return tuple(islice(dated, most))

    def aliases_of(self, row: Row) -> tuple[str, ...]:
        """The editors' other spellings of everyone whom the report names, so that search finds it by
        any of them."""
        names = {self.name_of(one).id for one in row.entities} | {self.source_of(one).id for one in row.sources}
        listed = (self.register.by_id[one] for one in sorted(names & self.register.by_id.keys()))
        return tuple(dict.fromkeys(name for authority in listed for name in (authority.name, *authority.names)))

    def quotation_of(self, report: str, sighting: Sighting) -> Quotation:
        """The sentence of a report that names someone, or its own field where no sentence does."""
        status = sighting.sentence_status if sighting.sentence != -1 else sighting.status
        return self._quotation(report, sighting, status, kind=sighting.kind, times=sighting.times)

    def telling_of(self, told: Told) -> Quotation:
        """The sentence of a report that says something happened then."""
        return self._quotation(told.report, told.telling, told.telling.status, edtf=told.telling.edtf)

    def _quotation(self, report: str, found: Sighting | Telling, status: Status, **more: Any) -> Quotation:
        address = of_paragraph(report, found.paragraph)
        more |= {"sentences": self.rows[report].sentences, "number": found.sentence}
        return Quotation(self.line_of(report), address, "", found.start, found.end, status, **more)

    def _line_of(self, row: Row) -> Line:
        publisher = publisher_of(row)
        period = period_of(row.published.value) if row.published else ""
        return Line(
            id=row.id,
            address=of_report(row.id),
            title=row.title.value,
            title_status=row.title.status,
            title_kind=row.title_kind,
            published=row.published.value if row.published else "",
            published_status=row.published.status if row.published else "suggested",
            time=row.time,
            published_address=of_period(period) if period else "",
            publisher=self.source_of(publisher) if publisher else None,
            publisher_status=publisher.status if publisher else "suggested",
            language=row.language.value if row.language else "",
            summary=row.summary,
            bytes=row.bytes,
            sha256=row.sha256,
            claims=row.claims,
            status=row.status,
        )


def _entity_name(entity: Entity) -> Name:
    return Name(entity.id, entity.kind, entity.name, entity.address, entity.status, entity.count, entity.sort_key)


def _source_name(source: Source) -> Name:
    return Name(source.id, "source", source.name, source.address, source.status, source.count, source.sort_key)
