"""The first page, as home.html sees it."""

from muniment.model import Home, Name, Page, Record, Site, Status
from muniment.render.charts import span_strip
from muniment.render.dates import written
from muniment.render.frame import LABELS, Frame, Link, frame_of
from muniment.render.links import SECTIONS, TABLES, To, links_from
from muniment.render.mark import groups, strokes
from muniment.render.view_figure_lists import FigureLineView, view_figure_line
from muniment.render.view_parts import LineView, NameView, direction_of, language_tag, view_drawn_line, view_names
from muniment.render.words import KINDS, STATUS_MEANINGS, counted, counted_kind, listed, number

KIND_OF = {"people": "person", "organizations": "organization", "places": "place", "sources": "source"}


class Group(Record, frozen=True):
    """A column of the book's index on the first page."""

    label: str
    names: tuple[NameView, ...]
    all: Link | None  # to the whole index, when it has more


class HomeView(Record, frozen=True, kw_only=True):
    frame: Frame
    language: str
    direction: str
    is_empty: bool
    mark: str
    fingerprint: tuple[str, ...]
    description: str
    extent: str  # "2 reports, 640 words, 16 to 18 September 2022"
    holdings: str  # "12 people, 3 organisations, 9 places and 5 sources"
    looked_at: str  # "1 of 2 reports reviewed", or empty
    has_search: bool
    search: str
    meanings: tuple[tuple[Status, str], ...]
    latest: tuple[LineView, ...]
    all_reports: Link | None
    strip: str  # HTML
    timeline: str
    index_title: str
    groups: tuple[Group, ...]
    tables: tuple[Link, ...]
    figures: tuple[FigureLineView, ...]  # the first questions that editors ask
    all_figures: Link | None


def view_home(page: Page, site: Site) -> HomeView:
    """What the archive holds, at a glance."""
    value, address = page.value, page.address
    assert isinstance(value, Home)
    to = links_from(address)
    extent = _extent(value)
    described = site.description or f"An archive of {counted(value.reports, 'report')}."
    has_search = "search" in site.sections and value.reports > 0
    return HomeView(
        frame=frame_of(address, site, "", described, has_form=has_search),
        language=language_tag(site.language),
        direction=direction_of(site.language),
        is_empty=value.reports == 0,
        mark=strokes(value.fingerprint) if value.reports else "",
        fingerprint=groups(value.fingerprint),
        description=site.description,
        extent=extent,
        holdings=listed([counted_kind(count, KIND_OF[name]) for name, count in value.totals if count]),
        looked_at=f"{number(value.reviewed)} of {counted(value.reports, 'report')}" if value.reviewed else "",
        has_search=has_search,
        search=to(SECTIONS["search"]),
        meanings=tuple(STATUS_MEANINGS.items()),
        latest=tuple(view_drawn_line(line, to) for line in value.latest),
        all_reports=_all_reports(value, site, to),
        strip=span_strip(value.spans, to, "The archive’s whole span") if value.spans else "",
        timeline=to(SECTIONS["timeline"]) if "timeline" in site.sections else "",
        index_title="Index" if _is_whole(value) else "Most named, in alphabetical order",
        groups=_groups(value, site, to),
        tables=tuple(Link(to(table), name) for name, table in TABLES.items()) if value.reports else (),
        figures=tuple(view_figure_line(line, to) for line in value.figures),
        all_figures=_all_figures(value, site, to),
    )


def _all_figures(value: Home, site: Site, to: To) -> Link | None:
    """To all questions, where the first page does not show every one of them."""
    total = value.asked + value.suggested
    if "figures" not in site.sections or total <= len(value.figures):
        return None
    suggested = f", {number(value.suggested)} of them suggested" if value.suggested else ""
    return Link(to(SECTIONS["figures"]), f"All {counted(total, 'question')}{suggested}")


def _extent(value: Home) -> str:
    span = written(value.first if value.first == value.last else f"{value.first}/{value.last}") if value.first else ""
    return ", ".join(part for part in (counted(value.reports, "report"), counted(value.words, "word"), span) if part)


def _all_reports(value: Home, site: Site, to: To) -> Link | None:
    if value.reports <= len(value.latest) or "reports" not in site.sections:
        return None
    return Link(to(SECTIONS["reports"]), f"All {counted(value.reports, 'report')}")


def _held(value: Home) -> tuple[tuple[str, tuple[Name, ...]], ...]:
    return (
        ("people", value.people),
        ("places", value.places),
        ("organizations", value.organizations),
        ("sources", value.sources),
    )


def _is_whole(value: Home) -> bool:
    """Whether the index on the first page leaves nothing out."""
    totals = dict(value.totals)
    return all(len(names) >= totals.get(key, 0) for key, names in _held(value))


def _groups(value: Home, site: Site, to: To) -> tuple[Group, ...]:
    totals = dict(value.totals)
    return tuple(
        Group(LABELS[key], view_names(names, to), _all(key, totals, names, site, to))
        for key, names in _held(value)
        if names
    )


def _all(key: str, totals: dict[str, int], names: tuple[Name, ...], site: Site, to: To) -> Link | None:
    total = totals.get(key, len(names))
    if key not in site.sections:
        return None
    kind = KIND_OF[key]
    label = f"All {counted_kind(total, kind)}" if total > len(names) else f"The index of {KINDS[kind][1]}"
    return Link(to(SECTIONS[key]), label)
