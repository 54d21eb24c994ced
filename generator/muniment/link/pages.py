"""Every page of the site but those of reports, as an address and the value to be shown there."""

from collections.abc import Iterator
from functools import partial

from muniment.link import addresses
from muniment.link.correction_pages import correction_pages
from muniment.link.drafts import Draft, Kind, draft_of, stamp_of
from muniment.link.figure_pages import figure_pages
from muniment.link.group_pages import entity_pages, index_pages, source_pages
from muniment.link.home_page import home_page
from muniment.link.lines import Directory
from muniment.link.log_pages import sealing_pages
from muniment.link.paging import count_pages, next_address, paged
from muniment.link.period_pages import period_pages, timeline_page
from muniment.model import Archive, EssayPage, NotFound, Page, Paging, ReportList, Search
from muniment.model.sealing_pages import Sealing
from muniment.settings import Settings

NEVER_SEALED = Sealing()


def other_pages(directory: Directory, settings: Settings, sealing: Sealing = NEVER_SEALED) -> Iterator[Draft]:
    """Every page but those of reports.

    No two of all have the same address: reports, entities and sources have unique ids, and an id holds
    no dot; RESERVED keeps editors' pages off the rest.
    """
    archive, length = directory.archive, settings.page_length
    yield from entity_pages(archive, directory, length)
    yield from source_pages(archive, directory, length)
    yield from period_pages(archive, directory)
    yield from figure_pages(archive, directory, length)
    yield from index_pages(archive, directory)
    yield timeline_page(archive, directory)
    yield from correction_pages(directory, length, sealing)
    yield from sealing_pages(archive, sealing, length)
    lists = paged(addresses.REPORTS, [row.id for row in archive.rows], length)
    parts = {
        address: (address, reports, paging, 0 if paging.newest else len(archive.rows))
        for address, reports, paging in lists
    }
    yield from directory.drafts(Kind("lists", _list_draft), parts)
    alone = [Page(addresses.of_essay(essay.name), EssayPage(essay)) for essay in archive.essays]
    alone += next_address(addresses.REPORTS, len(lists), "Reports")
    alone += [Page(addresses.SEARCH, Search(len(archive.rows)))] if settings.search else []
    alone.append(Page(addresses.NOT_FOUND, NotFound("No such page")))
    alone.append(Page(addresses.HOME, home_page(archive, directory)))
    yield from map(draft_of, alone)


def count_other_pages(archive: Archive, settings: Settings, sealing: Sealing = NEVER_SEALED) -> int:
    """About how many drafts `other_pages` gives, for whoever waits: long lists, periods and editors' pages are
    counted, the letters of long indexes and what leads on from former addresses are not."""
    lists = [len(one.reports) for one in archive.entities if one.has_page]
    lists += [len(one.published) + len(one.named) for one in archive.sources if one.has_page]
    lists.append(len(archive.amends.corrections))
    periods = {day.day[:length] for day in archive.days for length in (4, 7, 10)}
    pages = sum(count_pages(count, settings.page_length) for count in (*lists, len(archive.rows)))
    pages += count_pages(len(sealing.log.checkpoints), settings.page_length) if sealing.log.checkpoints else 0
    alone = 2 + len(archive.site.sections)  # one each, "not found", verify; home stands for "reports", which is a list
    return pages + len(archive.amends.tombstones) + len(periods) + len(archive.figures) + len(archive.essays) + alone


def _list_draft(
    directory: Directory, address: str, reports: tuple[str, ...], paging: Paging, total: int
) -> Iterator[Draft]:
    stamps = [directory.line_stamps[report] for report in reports]
    page = partial(_list_page, address, reports, paging, total)
    yield Draft(address, stamp_of("list", stamps, paging, total), page, reports)


def _list_page(address: str, reports: tuple[str, ...], paging: Paging, total: int, directory: Directory) -> Page:
    return Page(address, ReportList(tuple(map(directory.line_of, reports)), paging, total))
