"""What tests of linking share: every page of an archive, as a build gives them."""

from collections.abc import Iterable, Sequence

from muniment.again import Again, Notes
from muniment.link.archive import link
from muniment.link.drafts import Draft
from muniment.link.lines import Directory
from muniment.link.near import near_reports
from muniment.link.pages import other_pages
from muniment.link.related import KnownRelated, relate
from muniment.link.report_pages import report_pages
from muniment.link.versions import group_told
from muniment.model import Authority, Essay, Event, Page, Question, Row
from muniment.settings import Settings

NOWHERE = Notes()
DEFAULTS = Settings()


def directory_of(
    rows: Sequence[Row],
    authorities: Iterable[Authority] = (),
    essays: Iterable[Essay] = (),
    settings: Settings = DEFAULTS,
    again: Again | None = None,
    notes: Notes = NOWHERE,
    events: Iterable[Event] = (),
    questions: Sequence[Question] = (),
) -> Directory:
    """The reports linked, by a process that does it for the first time unless told otherwise."""
    again = again or Again(keeps=False)
    return Directory(link(rows, authorities, essays, settings, again, notes, events, questions), again, notes)


def every_draft(directory: Directory, settings: Settings, notes: Notes = NOWHERE) -> list[Draft]:
    """Those of reports first; noted when all are there."""
    last = notes.recall("related", KnownRelated) or KnownRelated()
    known = relate(directory.archive, directory.linked.gathered.mark, last)
    notes.keep("related", known)
    rows = directory.archive.rows
    near = near_reports(rows, directory.linked.near, group_told(rows))
    reports = report_pages(directory, known, near)
    drafts = [*reports, *other_pages(directory, settings)]
    directory.note_drafts()
    return drafts


def every_page(directory: Directory, settings: Settings) -> list[Page]:
    """Those of reports first."""
    return [draft.page(directory) for draft in every_draft(directory, settings)]
