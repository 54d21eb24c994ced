"""What tests of linking share: every page of an archive, as a build gives them."""

from muniment.link.lines import Directory
from muniment.link.pages import other_pages
from muniment.link.related import relate
from muniment.link.report_pages import report_pages
from muniment.model import Page
from muniment.settings import Settings


def every_page(directory: Directory, settings: Settings) -> list[Page]:
    """Those of reports first."""
    archive = directory.archive
    reports = report_pages(directory, relate(archive.rows, archive.entities, {}))
    return [draft.page(directory) for drafts in (reports, other_pages(directory, settings)) for draft in drafts]
