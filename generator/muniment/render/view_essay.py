"""A page that editors wrote, as essay.html sees it."""

from muniment.markup import render_essay
from muniment.model import EssayPage, Page, Record, Site
from muniment.render.frame import Frame, frame_of
from muniment.render.view_parts import direction_of, language_tag, with_scrolling_tables
from muniment.render.words import cut


class EssayView(Record, frozen=True, kw_only=True):
    frame: Frame
    title: str
    text: str  # HTML
    language: str
    direction: str


def view_essay(page: Page, site: Site) -> EssayView:
    """The essay in HTML. Its words are the editors', in the archive's language."""
    value, address = page.value, page.address
    assert isinstance(value, EssayPage)
    essay = value.essay
    return EssayView(
        frame=frame_of(address, site, essay.title, cut(essay.text.replace("#", ""), 160)),
        title=essay.title,
        text=with_scrolling_tables(render_essay(essay.text)),
        language=language_tag(site.language),
        direction=direction_of(site.language),
    )
