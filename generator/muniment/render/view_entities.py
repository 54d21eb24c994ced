"""The pages of people, organisations, places and sources, as entity.html and source.html see them."""

from muniment.external import address_of, register_name
from muniment.ids import plain_id
from muniment.model import EntityPage, Name, Page, Record, Site, SourcePage, Spot, Status
from muniment.render.charts import NAMED, place_map, span_strip
from muniment.render.concordance import Year, view_concordance
from muniment.render.dates import written
from muniment.render.frame import Frame, frame_of
from muniment.render.links import To, links_from, web_address
from muniment.render.view_events import EventsView, view_events
from muniment.render.view_lists import SECTION_OF, Month, view_months
from muniment.render.view_parts import NameView, PagingView, view_name, view_names, view_paging
from muniment.render.view_profile import ProfileView, view_profile, written_distance
from muniment.render.words import KINDS, LISTED, NAME_MEANINGS, counted, kind_name, sighting_words

KIND_ORDER = ("person", "organization", "place")
NOT_NAMED = "Found in no report of this archive."
NOT_STATED = "Stated by no report of this archive. The words of the reports are not looked through."
MOST_DRAWN = 12  # names on a side of the figure of relays
SMALL = 64.0  # pixels, the height of a small strip
NAMING_ORDER = ("credit", "via", "channel", "citing", "stated", "publisher")


class Company(Record, frozen=True):
    """Names of one kind that appear in the same reports."""

    label: str
    is_suggested: bool  # every one of them
    names: tuple[NameView, ...]


class Side(Record, frozen=True):
    """One side of the figure of relays: the names in it, and those that it has no room for."""

    drawn: tuple[NameView, ...]
    more: tuple[NameView, ...]


class Naming(Record, frozen=True):
    """How a source is named in reports ("cited"), and the sentences."""

    anchor: str
    words: str
    years: tuple[Year, ...]


class EntityView(Record, frozen=True, kw_only=True):
    frame: Frame
    name: NameView
    is_newest: bool
    is_place: bool
    lead: str
    profile: ProfileView
    identity: str
    description: str
    role: str
    part_of: NameView | None
    parts: tuple[NameView, ...]
    coordinates: str
    coordinates_status: Status
    precision: str  # "1 km"; empty is not stated
    within: str  # what a gazetteer has it in, suggested, where editors have not said what it is part of
    gazetteer: str  # the gazetteer's own page of the place, where something of it is shown
    gazetteer_name: str  # "GeoNames 707292"
    alike: tuple[NameView, ...]
    url: str  # empty where a browser may not be sent there
    shown_url: str
    map: str  # HTML
    strip: str  # HTML
    events: EventsView
    company: tuple[Company, ...]
    years: tuple[Year, ...]
    paging: PagingView


class SourceView(Record, frozen=True, kw_only=True):
    frame: Frame
    name: NameView
    kind: str
    is_newest: bool
    lead: str
    profile: ProfileView
    identity: str
    description: str
    url: str  # empty where a browser may not be sent there
    shown_url: str
    relays: Side
    relayed_by: Side
    strip: str  # HTML
    months: tuple[Month, ...]
    namings: tuple[Naming, ...]
    paging: PagingView


def view_entity(page: Page, site: Site) -> EntityView:
    """A person, organisation or place: what is known of it, and every report that names it."""
    value = page.value
    assert isinstance(value, EntityPage)
    to = links_from(page.address)
    is_newest = not value.paging.newest
    described = value.description or f"{value.name.name}, {kind_name(value.name.kind)}, in the reports of {site.title}."
    section = SECTION_OF[value.name.kind]
    within = ", ".join(value.place.part_of) if value.place and not value.part_of else ""
    is_located = value.coordinates is not None and value.coordinates_status == "suggested"
    address, gazetteer = gazetteer_page(value.place.source) if value.place and (is_located or within) else ("", "")
    title = _title(value.name, value.paging.number, is_newest)
    return EntityView(
        frame=frame_of(page.address, site, title, described, section=section),
        name=view_name(value.name, to),
        is_newest=is_newest,
        is_place=value.name.kind == "place",
        lead=_lead(value) if value.total else NOT_NAMED if site.is_read_by_rules else NOT_STATED,
        profile=view_profile(value.profile, value.name.name, value.names, to),
        identity=_identity(value.name, value.profile.is_listed),
        description=value.description,
        role=value.role,
        part_of=view_name(value.part_of, to) if value.part_of else None,
        parts=view_names(value.parts, to),
        coordinates=_coordinates(value.coordinates),
        coordinates_status=value.coordinates_status,
        precision=written_distance(value.precision) if value.precision else "",
        within=within,
        gazetteer=address,
        gazetteer_name=gazetteer,
        alike=view_names(value.alike, to),
        url=web_address(value.url),
        shown_url=value.url,
        map=_map_of(value, to),
        strip=_strip_of(value, to),
        events=view_events(value.events, value.events_total, to),
        company=_company(value.beside, to),
        years=view_concordance(value.quotations, to),
        paging=view_paging(value.paging, to),
    )


def _strip_of(value: EntityPage, to: To) -> str:
    """When it was named, where that is more than once."""
    if len(value.spans) < 2:
        return ""
    return span_strip(value.spans, to, f"Reports that name {value.name.name}", NAMED, height=SMALL)


def view_source(page: Page, site: Site) -> SourceView:
    """A source: what it published, where it is named, whom it passes on and who passes it on."""
    value = page.value
    assert isinstance(value, SourcePage)
    to = links_from(page.address)
    is_newest = not value.paging.newest
    described = value.description or f"{value.name.name}, a source, in the reports of {site.title}."
    return SourceView(
        frame=frame_of(
            page.address, site, _title(value.name, value.paging.number, is_newest), described, section="sources"
        ),
        name=view_name(value.name, to),
        kind=value.kind,
        is_newest=is_newest,
        lead=_source_lead(value) if is_newest else "",
        profile=view_profile(value.profile, value.name.name, value.names, to),
        identity=_identity(value.name, value.profile.is_listed),
        description=value.description,
        url=web_address(value.url),
        shown_url=value.url,
        relays=_side_of(value.relays, to),
        relayed_by=_side_of(value.relayed_by, to),
        strip=span_strip(value.spans, to, f"Reports of or through {value.name.name}", NAMED, height=SMALL)
        if len(value.spans) > 1
        else "",
        months=view_months(value.published, to),
        namings=_namings(value, to),
        paging=view_paging(value.paging, to),
    )


def _title(name: Name, number: int, is_newest: bool) -> str:
    return name.name if is_newest else f"{name.name}, page {number}"


def _lead(value: EntityPage) -> str:
    """ "Named in 10 reports, March to October 2022." """
    count = counted(value.total, "report")
    if value.versions:
        count += f" and {counted(value.versions, 'other version')} of them"
    if not value.spans:
        return f"Named in {count}."
    first, last = value.spans[0].edtf, value.spans[-1].edtf
    return f"Named in {count}, {written(first if first == last else f'{first}/{last}')}."


def _source_lead(value: SourcePage) -> str:
    only_named = value.named - value.passed_on
    parts = [
        f"published {counted(value.total, 'report')} of this archive"
        if value.total
        else "published no report of this archive",
        f"is credited, cited or passed on in {counted(value.passed_on, 'report')}" if value.passed_on else "",
        f"is only named in {counted(only_named, 'report')}" if only_named else "",
    ]
    return f"{'; '.join(part for part in parts if part).capitalize()}."


def _identity(name: Name, is_listed: bool) -> str:
    """What its status says of who or what it is."""
    if name.status == "suggested":
        return "not checked: rules found this spelling, and no editor has said who or what it is"
    if name.status == "reviewed":
        return LISTED if is_listed else "accepted by an editor in a report, and in no list of names"
    if name.status == "verified":
        return "accepted by an editor in a signed review, and in no list of names"
    return NAME_MEANINGS[name.status]


def _coordinates(coordinates: tuple[float, float] | None) -> str:
    """Latitude and longitude as they were given: "49.2088, 37.2485"."""
    if coordinates is None:
        return ""
    return ", ".join(f"{value:.4f}".rstrip("0").rstrip(".") for value in coordinates)


def gazetteer_page(source: str) -> tuple[str, str]:
    """Where a gazetteer tells of a place, and how that is called: of "geonames:707292" as GeoNames 707292."""
    register, _, number = source.partition(":")
    return address_of(register, number), f"{register_name(register)} {number}"


def _map_of(value: EntityPage, to: To) -> str:
    if value.name.kind != "place" or not value.coordinates:
        return ""
    points = value.nearby
    if all(spot.name.id != value.name.id for spot in points):
        points = (Spot(value.name, *value.coordinates, value.coordinates_status), *points)
    label = f"{value.name.name}, and places named with it" if len(points) > 1 else value.name.name
    return place_map(points, to, label, value.name.id, value.precision)


def _company(beside: tuple[Name, ...], to: To) -> tuple[Company, ...]:
    of_kind = {kind: tuple(name for name in beside if name.kind == kind) for kind in KIND_ORDER}
    return tuple(
        Company(KINDS[kind][1].capitalize(), all(name.status == "suggested" for name in names), view_names(names, to))
        for kind, names in of_kind.items()
        if names
    )


def _side_of(names: tuple[Name, ...], to: To) -> Side:
    return Side(view_names(names[:MOST_DRAWN], to), view_names(names[MOST_DRAWN:], to))


def _namings(value: SourcePage, to: To) -> tuple[Naming, ...]:
    kinds = {quotation.kind for quotation in value.quotations}
    order = [*(kind for kind in NAMING_ORDER if kind in kinds), *sorted(kinds - set(NAMING_ORDER))]
    return tuple(
        Naming(
            f"named-{plain_id(kind) or 'other'}",
            sighting_words(kind).capitalize() if kind else "Named",
            view_concordance(tuple(one for one in value.quotations if one.kind == kind), to),
        )
        for kind in order
    )
