"""The search page, as search.html sees it. Its scripts fill in the filters and the results."""

from muniment.model import Page, Record, Search, Site
from muniment.render.frame import Frame, Link, frame_of
from muniment.render.words import counted

# Each needs those before it.
SCRIPTS = tuple(
    f"assets/search{part}.js"
    for part in ("-packs", "-words", "-indexes", "-ranking", "-archive", "-filters", "-passages", "-results", "")
)


class SearchView(Record, frozen=True, kw_only=True):
    frame: Frame
    reports: int
    reports_words: str
    indexes: tuple[Link, ...]  # where a reader without scripts may go


def view_search(page: Page, site: Site) -> SearchView:
    """The form and its empty places."""
    value, address = page.value, page.address
    assert isinstance(value, Search)
    title, description = "Search", f"Search {counted(value.reports, 'report')} of {site.title}."
    frame = frame_of(address, site, title, description, section="search", scripts=SCRIPTS, is_search=True)
    return SearchView(
        frame=frame,
        reports=value.reports,
        reports_words=counted(value.reports, "report"),
        indexes=tuple(link for link in frame.nav if not link.current),
    )
