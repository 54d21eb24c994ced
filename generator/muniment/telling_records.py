"""Which records of the log hold words that are not to be read.

Names that are withheld, and what a report showed before less of it was published.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from muniment.bodies import Result, fetch
from muniment.ledger import Ledger
from muniment.model import Record, Report, Review, Row, digest_of, from_bytes, to_bytes
from muniment.read.hiding import Sought
from muniment.seal.log import Kept
from muniment.seal.records import REPORTS, AnyRecord, ReportRecord, SealedReview, read_record
from muniment.work import Task, Workshop

IN_PART = ("excerpt", "metadata")


class Compared(Record, frozen=True):
    """A record, and the report that it is of as that is published now, by its digest; empty where nothing of its text
    is."""

    kept: Kept
    digest: str


def telling_records(
    ledger: Ledger, kept: Sequence[Kept], rows: Sequence[Row], reviews: Mapping[str, Review], everywhere: Sought,
    workshop: Workshop,
) -> frozenset[int]:  # fmt: skip
    """The leaves whose records name somebody who is withheld, or have the hash of a signed review that does, or hold
    words of a report of which only a part is published, and not these. The reviews are by the ids of their reports."""
    absent = _of_absent(ledger, rows) if everywhere.names or everywhere.ids else {}
    naming = frozenset(leaf for leaf, words in absent.items() if everywhere.is_in(words))
    kept = [one for one in _that_may_go(ledger, kept, rows) if one.leaf not in absent]
    naming |= _naming(ledger, kept, everywhere, workshop) | _of_reviews(ledger, kept, reviews)
    compared = list(_compared(ledger, kept, rows))
    task = Task(
        partial(_shows_more, content=ledger.content, shelf=workshop.shelf), bool, "", name="words of records",
        fetches=lambda one: [one.digest] if one.digest else [],
    )  # fmt: skip
    showing = zip(compared, workshop.each(task, compared) if compared else (), strict=True)
    return naming.union(one.kept.leaf for one, shows in showing if shows)


def _that_may_go(ledger: Ledger, kept: Iterable[Kept], rows: Iterable[Row]) -> Iterator[Kept]:
    """The records of reports, but for those that say how these stand: another one would say the same, and it is
    published. Of keys none is ever taken out."""
    reports = ledger.log.reports
    now = {known.leaf for row in rows if (known := reports.get(row.id)) and known.standing == row.standing}
    yield from (one for one in kept if one.address.startswith(f"{REPORTS}/") and one.leaf not in now)


def _of_absent(ledger: Ledger, rows: Iterable[Row]) -> dict[int, str]:
    """The last records of reports of which the log says that they are held back or withdrawn, and which are not there:
    all the words that editors wrote of each. An id of somebody in it is there by chance, and any other record that
    could be published of such a report would have it as well."""
    there = {row.id for row in rows}
    absent = [name for name, one in ledger.log.reports.items() if one.is_held or one.is_withdrawn]
    last = {name: ledger.last_record(name).withdrawn for name in absent if name not in there}
    return {
        ledger.log.reports[name].leaf: "\n".join((name, one.authority, one.reason) if one else (name,))
        for name, one in last.items()
    }


def _naming(ledger: Ledger, kept: Sequence[Kept], everywhere: Sought, workshop: Workshop) -> frozenset[int]:
    if not everywhere.names and not everywhere.ids:
        return frozenset()
    find = partial(_names, content=ledger.content, everywhere=everywhere)
    task = Task(find, bool, digest_of(everywhere), name="records")
    return frozenset(one.leaf for one, names in zip(kept, workshop.each(task, kept), strict=True) if names)


def _names(kept: Kept, content: Path, everywhere: Sought) -> Result:
    """Whether a record says what is hidden everywhere."""
    text = (content / kept.address).read_text("utf-8")
    return to_bytes(everywhere.is_in(text) or any(f'"{one}"' in text for one in everywhere.ids)), ()


def _of_reviews(ledger: Ledger, kept: Sequence[Kept], reviews: Mapping[str, Review]) -> frozenset[int]:
    """Of reviews whose files name somebody: all else in such a file is known, so that its hash tells who it is to
    whoever tries."""
    leaves = {
        leaf
        for report, known in ledger.log.reports.items()
        if report in reviews and reviews[report].names_withheld
        for leaf in known.leaves
    }
    return frozenset(
        one.leaf for one in kept if one.leaf in leaves and _has_hash(read_record(ledger.bytes_of(one.address)))
    )


def _has_hash(record: AnyRecord) -> bool:
    signed = record.review.signed if isinstance(record, ReportRecord) and record.review else None
    return signed is not None and signed.sha256 is not None


def _compared(ledger: Ledger, kept: Sequence[Kept], rows: Iterable[Row]) -> Iterator[Compared]:
    """The records of reports that are published in part."""
    there = {one.leaf: one for one in kept}
    for row in rows:
        known = ledger.log.reports.get(row.id) if row.publication in IN_PART else None
        for leaf in known.leaves if known else ():
            if leaf in there:
                yield Compared(there[leaf], row.digest if row.publication == "excerpt" else "")


def _shows_more(compared: Compared, content: Path, shelf: Path) -> Result:
    """Whether a record holds words that are not in what is published of the text, or says where such stand."""
    record = read_record((content / compared.kept.address).read_bytes())
    digest = compared.digest
    text = from_bytes(fetch(shelf, digest), Report).document.text if digest else ""
    assert isinstance(record, ReportRecord)
    is_beyond = any(end > len(text) for end in _ends(record))
    return to_bytes(is_beyond or not all(words in text for words in _words(record.review))), ()


def _ends(record: ReportRecord) -> Iterator[int]:
    yield from (one.end for one in record.redactions)
    if record.review:
        yield from (one.end for one in record.review.graphic)
        yield from (one.end for one in record.review.decisions)


def _words(review: SealedReview | None) -> Iterator[str]:
    for one in review.decisions if review else ():
        yield from (one.prefix, one.exact, one.suffix)
