"""What editors wrote, read: beside the settings and what they decided on single reports, without withheld names."""

from pathlib import Path

from muniment.gathering import Reports
from muniment.link.addresses import RESERVED
from muniment.model import Amends, Authority, Essay, Record, Withheld, as_dict, changed
from muniment.outcome import counted
from muniment.problems import InputError, Problem
from muniment.read.authorities import read_authorities
from muniment.read.corrections import Told, check_corrections, read_corrections, tombstones_of
from muniment.read.essays import read_essays
from muniment.read.events import read_events
from muniment.read.questions import Asked, read_questions
from muniment.read.withheld import (
    in_all_spellings,
    nameless,
    read_withheld,
    seeker_of_withheld,
    tell_names,
    without_references,
)
from muniment.settings import Settings
from muniment.shaping import Item


class Content(Record, frozen=True):
    """What editors wrote; and whom all of it must not name."""

    settings: Settings
    authorities: tuple[Authority, ...]
    asked: tuple[Asked, ...]
    essays: tuple[Essay, ...]
    events: tuple[Item, ...]  # each an Event, with the places of its values
    told: tuple[Told, ...] = ()
    withheld: tuple[Withheld, ...] = ()


def read_content(archive: Path, settings: Settings, problems: list[Problem]) -> Content:
    """What editors wrote beside the settings, without all that names somebody who is withheld."""
    wrong: list[Problem] = []
    withheld = read_withheld(archive, wrong, settings.withheld)
    if wrong:
        raise InputError(*wrong)
    listed = read_authorities(archive, problems)
    withheld = in_all_spellings(withheld, listed)
    authorities = nameless(listed, seeker_of_withheld(withheld))
    gone = {one.id for one in listed}.difference(one.id for one in authorities)
    authorities = without_references(authorities, gone) if gone else authorities
    content = Content(
        settings=settings,
        authorities=authorities,
        essays=read_essays(archive, problems, RESERVED),
        asked=read_questions(archive, authorities, problems, gone),
        events=read_events(archive, authorities, problems, gone),
        told=read_corrections(archive, problems),
    )
    return without_names(content, withheld, archive, problems) if withheld else content


def without_names(content: Content, withheld: tuple[Withheld, ...], archive: Path, problems: list[Problem]) -> Content:
    """What editors wrote, without each item that names somebody who is withheld."""
    seeker = seeker_of_withheld(withheld)
    tell_names(archive, seeker, problems)
    items = {name: value for name, value in as_dict(content).items() if isinstance(value, tuple)}
    kept = {name: nameless(value, seeker) for name, value in items.items()}
    if not nameless((content.settings,), seeker) or any(one.place.path.startswith("templates/") for one in problems):
        raise InputError(*problems)
    return changed(content, **kept | {"withheld": withheld})


def amends_of(content: Content, reports: Reports, problems: list[Problem]) -> Amends:
    """What is told of changes to the archive as a whole, and of reports that were withdrawn."""
    tombstones = tombstones_of(reports.reviews.by_id.values(), seeker_of_withheld(content.withheld), problems)
    ids = {row.id for row in reports.rows}.union(one.id for one in tombstones)
    return Amends(check_corrections(content.told, ids, reports.held, problems), tombstones)


def unsigned(content: Content) -> tuple[str, ...]:
    """What editors list and nobody has signed, in words, where the settings require that."""
    numbers = {"listed name": len(content.authorities), "question": len(content.asked), "event": len(content.events)}
    told = ", ".join(counted(number, what) for what, number in numbers.items() if number)
    is_held = told and content.settings.require == "verified"
    return (f"{told} not published: not verified, as the settings require",) if is_held else ()
