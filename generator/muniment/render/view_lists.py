"""The list of all reports, and the indexes of names, as list.html and names.html see them."""

from itertools import groupby

from muniment.ids import letter_of
from muniment.model import Index, Line, Name, Page, Record, ReportList, Site, Status
from muniment.render.charts import place_map
from muniment.render.dates import day_of, written
from muniment.render.frame import Frame, frame_of
from muniment.render.links import To, links_from
from muniment.render.view_parts import LineView, NameView, PagingView, has_page, view_line, view_names, view_paging
from muniment.render.words import KINDS, NAME_MEANINGS, counted, counted_kind, number

FEWEST_FOR_LETTERS = 30  # names; a shorter index needs no headings
SECTION_OF = {"person": "people", "organization": "organizations", "place": "places", "source": "sources"}
INDEXED = {
    "person": "People whom the reports name",
    "organization": "Organisations that the reports name",
    "place": "Places that the reports name",
    "source": "Those who published a report, or whom a report credits, cites or passes on",
}


class Entry(Record, frozen=True):
    """A report in a list under its month: `day` is "18 Sep", or empty where no day is known."""

    line: LineView
    day: str


class Month(Record, frozen=True):
    """A heading, and the reports below it. `value` is ISO 8601, empty for reports with no date."""

    value: str
    words: str
    entries: tuple[Entry, ...]


class Letter(Record, frozen=True):
    """A letter of an index: a link to its page, or to its heading on this one."""

    letter: str
    address: str
    count: int
    is_current: bool = False


class Group(Record, frozen=True):
    """The names that begin with one letter; `anchor` is empty where an index needs no headings.
    `is_suggested` when every one of them is, so that the heading goes where they go."""

    letter: str
    anchor: str
    is_suggested: bool
    names: tuple[NameView, ...]


class ReportListView(Record, frozen=True, kw_only=True):
    frame: Frame
    title: str
    is_newest: bool
    is_whole: bool  # and there is no older page
    count_words: str
    months: tuple[Month, ...]
    paging: PagingView


class IndexView(Record, frozen=True, kw_only=True):
    frame: Frame
    title: str
    kind: str
    lead: str
    has_suggested: bool
    letters: tuple[Letter, ...]
    groups: tuple[Group, ...]
    has_headings: bool
    meanings: tuple[tuple[Status, str, int], ...]
    unlinked: bool  # whether a name has no page of its own
    map: str  # HTML


def view_report_list(page: Page, site: Site) -> ReportListView:
    """A page of the list of reports, newest first, under months. A page that is full says nothing
    that the next report would change."""
    value = page.value
    assert isinstance(value, ReportList)
    to = links_from(page.address)
    is_newest = not value.paging.newest
    title = "Reports" if is_newest else f"Reports, page {value.paging.number}"
    return ReportListView(
        frame=frame_of(page.address, site, title, f"The reports of {site.title}, newest first.", section="reports"),
        title=title,
        is_newest=is_newest,
        is_whole=is_newest and not value.paging.older,
        count_words=counted(value.total or len(value.lines), "report"),
        months=view_months(value.lines, to),
        paging=view_paging(value.paging, to),
    )


def view_months(lines: tuple[Line, ...], to: To) -> tuple[Month, ...]:
    """Lines under the months they were published in, in the order given."""
    groups = groupby(lines, key=lambda line: line.published[:7])
    return tuple(
        Month(
            value=month,
            words=written(month) if month else "Date unknown",
            entries=tuple(Entry(view_line(line, to), _day_words(line.published)) for line in members),
        )
        for month, members in groups
    )


def view_index(page: Page, site: Site) -> IndexView:
    """An index like a book's: names with the number of reports, under letters where it is long."""
    value = page.value
    assert isinstance(value, Index)
    to = links_from(page.address)
    plural = KINDS[value.kind][1]
    title = plural.capitalize() + (f": {_letter_words(value.letter)}" if value.letter else "")
    described = f"{counted_kind(value.total, value.kind)} in the reports of {site.title}."
    groups = _groups(value, to)
    return IndexView(
        frame=frame_of(page.address, site, title, described, section=SECTION_OF[value.kind]),
        title=title,
        kind=value.kind,
        lead=_lead(value),
        has_suggested=any(name.status == "suggested" for name in value.names),
        letters=_letters(value, groups, to),
        groups=groups,
        has_headings=any(group.anchor for group in groups),
        meanings=_meanings(value.names),
        unlinked=not all(has_page(name) for name in value.names),
        map=_map_of(value, to),
    )


def _day_words(published: str) -> str:
    day = day_of(published)
    return " ".join(written(published, is_short=True).split()[:2]) if day else ""


def _lead(value: Index) -> str:
    is_listed_alone = any(name.count == 0 for name in value.names)
    held = INDEXED[value.kind] + (", or editors list" if is_listed_alone else "")
    total = counted_kind(value.total, value.kind)
    if value.letter:
        return f"{held}, under {_letter_words(value.letter)}: {number(len(value.names))} of {total}."
    if len(value.names) < value.total:
        return f"{held}: {total}. Here are the {number(len(value.names))} most named; the letters lead to all."
    return f"{held}: {total}."


def _letters(value: Index, groups: tuple[Group, ...], to: To) -> tuple[Letter, ...]:
    if value.letters:
        return tuple(
            Letter(_letter_words(letter), to(address), count, letter == value.letter)
            for letter, address, count in value.letters
        )
    headed = [group for group in groups if group.anchor]
    return tuple(Letter(group.letter, f"#{group.anchor}", len(group.names)) for group in headed if len(headed) > 1)


def _groups(value: Index, to: To) -> tuple[Group, ...]:
    if len(value.names) < FEWEST_FOR_LETTERS or value.letter:
        return (Group("", "", False, view_names(value.names, to)),) if value.names else ()
    members: dict[str, list[Name]] = {}
    for name in value.names:
        members.setdefault(letter_of(name.sort_key), []).append(name)
    groups = []
    for letter in sorted(members, key=lambda letter: (letter == "#", letter)):
        words, names = _letter_words(letter), tuple(members[letter])
        is_suggested = all(name.status == "suggested" for name in names)
        groups.append(Group(words, f"letter-{words.lower()}", is_suggested, view_names(names, to)))
    return tuple(groups)


def _letter_words(letter: str) -> str:
    return "Other" if letter == "#" else letter


def _meanings(names: tuple[Name, ...]) -> tuple[tuple[Status, str, int], ...]:
    """The statuses that these names have, what each means, and how many have it."""
    counts = {status: sum(name.status == status for name in names) for status in NAME_MEANINGS}
    return tuple((status, meaning, counts[status]) for status, meaning in NAME_MEANINGS.items() if counts[status])


def _map_of(value: Index, to: To) -> str:
    return place_map(value.points, to, "Places with known coordinates") if value.points else ""
