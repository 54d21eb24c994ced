"""Pages that lead elsewhere: the one for an address that is not there, and the ones left behind."""

from muniment.model import NotFound, Page, Record, Redirect, Site
from muniment.render.frame import Frame, frame_of
from muniment.render.links import absolute, relative


class NotFoundView(Record, frozen=True, kw_only=True):
    """404.html is served at any depth, so it can link to nothing but the archive's own URL."""

    frame: Frame
    home: str  # absolute, or empty without the archive's URL
    search: str


class RedirectView(Record, frozen=True, kw_only=True):
    frame: Frame
    target: str
    canonical: str
    title: str


def view_not_found(page: Page, site: Site) -> NotFoundView:
    """What a reader can do who came to no page."""
    value = page.value
    assert isinstance(value, NotFound)
    return NotFoundView(
        frame=frame_of(page.address, site, value.title, f"No page of {site.title} is at this address."),
        home=absolute(site.url, "index.html"),
        search=absolute(site.url, "search.html") if "search" in site.sections else "",
    )


def view_redirect(page: Page, site: Site) -> RedirectView:
    """Where the page went."""
    value, address = page.value, page.address
    assert isinstance(value, Redirect)
    return RedirectView(
        frame=frame_of(address, site, value.title, f"{value.title} is at another address."),
        target=relative(address, value.target),
        canonical=absolute(site.url, value.target.partition("#")[0]),
        title=value.title,
    )
