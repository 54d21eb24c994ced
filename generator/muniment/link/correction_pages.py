"""The pages that tell of corrections, and what stands in the place of a report that was withdrawn."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from muniment.link import addresses
from muniment.link.drafts import Draft, draft_of, stamp_of
from muniment.link.lines import Directory
from muniment.link.paging import next_address, paged
from muniment.model import Correction, CorrectionLine, Corrections, Gone, Page, Paging
from muniment.model.sealing_pages import Sealing


def correction_pages(directory: Directory, length: int, sealing: Sealing) -> Iterator[Draft]:
    """corrections.html, which may be empty, long lists in parts, and a page in the place of each report that was
    withdrawn."""
    amends = directory.archive.amends
    pages = paged(addresses.CORRECTIONS, amends.corrections, length)
    for address, shown, paging in pages:
        reports = [one for correction in shown for one in correction.reports if one in directory.rows]
        stamps = [directory.line_stamps[one] for one in reports]
        total = 0 if paging.newest else len(amends.corrections)
        make = partial(_page, address, shown, paging, total)
        yield Draft(address, stamp_of("corrections", shown, stamps, paging, total), make, reports)
    yield from map(draft_of, next_address(addresses.CORRECTIONS, len(pages), "Corrections"))
    for one in amends.tombstones:
        gone = Gone(one, sealing.withdrawn.get(one.id), bool(sealing.log.origin))
        yield draft_of(Page(addresses.of_report(one.id), gone))


def _page(address: str, shown: Sequence[Correction], paging: Paging, total: int, directory: Directory) -> Page:
    return Page(address, Corrections(tuple(lines_of(shown, directory)), paging, total))


def lines_of(shown: Iterable[Correction], directory: Directory) -> Iterator[CorrectionLine]:
    """Corrections as pages and feeds show them: reports that are withdrawn by their ids alone."""
    for one in shown:
        here = tuple(directory.line_of(report) for report in one.reports if report in directory.rows)
        gone = tuple((report, addresses.of_report(report)) for report in one.reports if report not in directory.rows)
        yield CorrectionLine(one, here, gone)


def newest_corrections(directory: Directory, length: int, most: int) -> tuple[tuple[str, CorrectionLine], ...]:
    """The newest, at most so many, each with the page that it stands on."""
    pages = paged(addresses.CORRECTIONS, directory.archive.amends.corrections, length)
    placed = [(address, one) for address, shown, _ in pages for one in shown][:most]
    lines = lines_of((one for _, one in placed), directory)
    return tuple(zip((address for address, _ in placed), lines, strict=True))
