"""What was changed in what had been published: every revision, redaction and withdrawal, the newest first."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from muniment.model import Amends, Corrected, Correction, Row, Tombstone, changed


def all_corrections(rows: Iterable[Row], amends: Amends) -> tuple[Correction, ...]:
    """Those of the archive as a whole, of each report, and of reports that were withdrawn; the newest first."""
    found = [*amends.corrections, *map(_withdrawal, amends.tombstones)]
    found += [_correction(row.id, one) for row in rows for one in row.corrected]
    found.sort(key=lambda one: (one.date, one.kind, one.reports, one.reason), reverse=True)
    return tuple(_told_apart(found))


def _withdrawal(one: Tombstone) -> Correction:
    return Correction(
        id="", date=one.date, kind="withdrawal", reason=one.reason, reports=(one.id,), authority=one.authority
    )


def _correction(report: str, one: Corrected) -> Correction:
    return Correction(id="", date=one.date, kind=one.kind, reason=one.reason, reports=(report,))


def _told_apart(corrections: Sequence[Correction]) -> Iterator[Correction]:
    """Each with an anchor that says what it is: 2026-11-22-redaction-000, and a number where several are alike."""
    seen = Counter[str]()
    for one in corrections:
        report = one.reports[0] if len(one.reports) == 1 else "archive"
        name = f"{one.date}-{one.kind}-{report}"
        seen[name] += 1
        yield changed(one, id=name if seen[name] == 1 else f"{name}.{seen[name]}")
