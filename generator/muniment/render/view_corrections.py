"""What was corrected, and what stands in the place of a report that was withdrawn, as their templates see it."""

from muniment.model import CorrectionKind, CorrectionLine, Corrections, Gone, Page, Record, Site
from muniment.render.frame import Frame, Link, frame_of
from muniment.render.links import CORRECTIONS, CORRECTIONS_FEED, To, links_from
from muniment.render.report_seal import SealView, seal_view
from muniment.render.view_parts import DateView, LineView, PagingView, view_date, view_line, view_paging
from muniment.render.words import counted

KINDS: dict[CorrectionKind, str] = {
    "revision": "Revised",
    "redaction": "Redacted",
    "withdrawal": "Withdrawn",
    "correction": "Corrected",
}


class CorrectionView(Record, frozen=True, kw_only=True):
    """An entry: its anchor, day, kind in a word, reason, note, who withdrew it, and the reports that it is about."""

    id: str
    date: DateView
    kind: str
    reason: str
    note: str
    authority: str
    reports: tuple[LineView, ...]
    gone: tuple[Link, ...]


class CorrectionsView(Record, frozen=True, kw_only=True):
    frame: Frame
    count_words: str
    feed: str
    entries: tuple[CorrectionView, ...]
    paging: PagingView


class GoneView(Record, frozen=True, kw_only=True):
    frame: Frame
    id: str
    date: DateView
    reason: str
    authority: str
    corrections: str
    seal: SealView


def view_corrections(page: Page, site: Site) -> CorrectionsView:
    """The corrections, the newest first."""
    value, address = page.value, page.address
    assert isinstance(value, Corrections)
    to = links_from(address)
    about = f"What was revised, redacted or withdrawn in {site.title}, and why."
    return CorrectionsView(
        frame=frame_of(address, site, "Corrections", about),
        count_words=counted(value.total, "change"),
        feed=to(CORRECTIONS_FEED),
        entries=tuple(_view_line(one, to) for one in value.lines),
        paging=view_paging(value.paging, to),
    )


def _view_line(line: CorrectionLine, to: To) -> CorrectionView:
    one = line.correction
    return CorrectionView(
        id=one.id,
        date=view_date(one.date, "", to, "reviewed"),
        kind=KINDS[one.kind],
        reason=one.reason,
        note=one.note,
        authority=one.authority,
        reports=tuple(view_line(report, to) for report in line.reports),
        gone=tuple(Link(to(address), identifier) for identifier, address in line.gone),
    )


def view_gone(page: Page, site: Site) -> GoneView:
    """That a report was withdrawn, when, why and by whom; nothing of what it said."""
    value, address = page.value, page.address
    assert isinstance(value, Gone)
    to, one = links_from(address), value.tombstone
    return GoneView(
        frame=frame_of(address, site, f"Report {one.id}, withdrawn", f"This report was withdrawn from {site.title}."),
        id=one.id,
        date=view_date(one.date, "", to, "reviewed"),
        reason=one.reason,
        authority=one.authority,
        corrections=to(CORRECTIONS),
        seal=seal_view(value.seal, value.has_log, address),
    )
