"""What editors wrote, read: beside the settings and what they decided on single reports, without withheld names."""

from collections.abc import Container, Sequence
from pathlib import Path
from typing import NoReturn

from muniment.claim_words import in_their_words
from muniment.gathering import Reports
from muniment.link.addresses import RESERVED
from muniment.model import Amends, Authority, Essay, Event, Question, Record, Withheld, as_dict, changed
from muniment.outcome import counted
from muniment.problems import InputError, Place, Problem, beside
from muniment.read.authorities import read_listed
from muniment.read.corrections import PlacedCorrection, check_corrections, read_corrections, tombstones_of
from muniment.read.essay_links import tell_links
from muniment.read.essays import read_essays
from muniment.read.events import read_events, with_known_reports
from muniment.read.hiding import NOBODY, Sought, sought_everywhere
from muniment.read.questions import Asked, read_questions, with_known_claims
from muniment.read.strays import find_strays
from muniment.read.withheld import (
    in_all_spellings,
    nameless,
    read_withheld,
    seeker_of_withheld,
    tell_names,
    tell_names_in_reviews,
    without_references,
)
from muniment.reviews import reviews_of
from muniment.settings import Settings, read_settings
from muniment.shaping import Item
from muniment.sought import Seeker
from muniment.understand.lexicon import points_of
from muniment.work import Workshop


class Content(Record, frozen=True):
    """What editors wrote; and whom all of it must not name."""

    settings: Settings
    authorities: tuple[Authority, ...]
    asked: tuple[Asked, ...]
    essays: tuple[Essay, ...]
    events: tuple[Item, ...]  # each an Event, with the places of its values
    told: tuple[PlacedCorrection, ...] = ()
    withheld: tuple[Withheld, ...] = ()
    everywhere: Sought = NOBODY  # what is hidden in every report


def read_content(archive: Path, settings: Settings, problems: list[Problem]) -> Content:
    """What editors wrote beside the settings, without all that names somebody who is withheld. Raises InputError, with
    every fault of what editors wrote, where nobody can know whom to withhold."""
    wrong: list[Problem] = []
    withheld = read_withheld(archive, wrong, settings.withheld)
    strays = list(find_strays(archive))
    told = {one.place for one in wrong}
    wrong += [one.problem for one in strays if one.holds and one.problem.place not in told]
    problems += [one.problem for one in strays if not one.holds]
    listed, unread = read_listed(archive, problems, points_of)
    unread = (*unread, *(one.problem.place for one in strays if one.names))
    wrong += map(_unread, unread) if withheld else ()
    written, withheld = withheld, in_all_spellings(withheld, listed)
    authorities = nameless(listed, seeker_of_withheld(withheld))
    gone = {one.id for one in listed}.difference(one.id for one in authorities)
    authorities = without_references(authorities, gone) if gone else authorities
    content = _content(archive, settings, authorities, gone, problems)
    if wrong:
        raise InputError(*wrong, *problems)
    everywhere = sought_everywhere(withheld, str(unread[0]) if unread else "", sorted(gone))
    seeker, content = seeker_of_withheld(in_all_spellings(written, ())), changed(content, everywhere=everywhere)
    return without_names(content, withheld, seeker, archive, problems) if withheld else content


def settings_or_refusal(archive: Path, workshop: Workshop) -> Settings:
    """The settings. What a broken file would have held back must not be published by default: raises InputError."""
    problems: list[Problem] = []
    settings = read_settings(archive, problems)
    if problems:
        refuse_settings(archive, problems, workshop)
    return settings


def refuse_settings(archive: Path, wrong: Sequence[Problem], workshop: Workshop) -> NoReturn:
    """Raise InputError with what is wrong with the settings, and with all that can be told of what else editors wrote
    without knowing them."""
    others: list[Problem] = []
    reviews_of(archive, workshop, others)
    with beside([*wrong]):
        read_content(archive, Settings(), others)
        raise InputError(*others)


def _content(
    archive: Path,
    settings: Settings,
    authorities: tuple[Authority, ...],
    gone: Container[str],
    problems: list[Problem],
) -> Content:
    return Content(
        settings=settings,
        authorities=authorities,
        essays=read_essays(archive, problems, RESERVED),
        asked=read_questions(archive, authorities, problems, gone),
        events=read_events(archive, authorities, problems, gone),
        told=read_corrections(archive, problems),
    )


def _unread(place: Place) -> Problem:
    what = "names may stand here that cannot be read, and somebody who is withheld may have one: nothing is published"
    return Problem(place, what, "mend what is told of it, or take it out, its names put into content/withheld.yaml")


def without_names(
    content: Content, withheld: tuple[Withheld, ...], written: Seeker, archive: Path, problems: list[Problem]
) -> Content:
    """What editors wrote, without each item that names somebody who is withheld; `written` is as of `tell_names`."""
    seeker = seeker_of_withheld(withheld)
    tell_names(archive, seeker, written, problems)
    items = {name: value for name, value in as_dict(content).items() if isinstance(value, tuple)}
    kept = {name: nameless(value, seeker) for name, value in items.items()}
    if not nameless((content.settings,), seeker) or any(one.place.path.startswith("templates/") for one in problems):
        raise InputError(*problems)
    return changed(content, **kept | {"withheld": withheld})


def amends_of(archive: Path, content: Content, reports: Reports, problems: list[Problem]) -> Amends:
    """What is told of changes to the archive as a whole, and of reports that were withdrawn."""
    seeker, there = seeker_of_withheld(content.withheld), {row.id for row in reports.rows}
    tombstones = tombstones_of(reports.reviews.by_id.values(), seeker, problems)
    if content.withheld:
        unseen = [
            one for one in reports.reviews.by_id.values() if one.report not in there and not nameless((one,), seeker)
        ]
        tell_names_in_reviews(archive, [one.path for one in unseen], seeker, problems)
    ids = there.union(one.id for one in tombstones)
    return Amends(check_corrections(content.told, ids, reports.held, problems), tombstones)


def heeded(
    content: Content, reports: Reports, amends: Amends, workshop: Workshop, problems: list[Problem]
) -> tuple[tuple[Event, ...], tuple[Question, ...]]:
    """The events and the questions without what is not published; of that, and of pages that lead to it, is told."""
    there = [row.id for row in reports.rows]
    with_pages = [*there, *(one.id for one in amends.tombstones)]
    events = with_known_reports(content.events, there, reports.held, problems)
    asked = in_their_words(content.asked, reports.rows, workshop, problems)
    questions = with_known_claims(asked, reports.rows, reports.held, problems)
    tell_links(content.essays, with_pages, reports.held, reports.whys, problems)
    return events, questions


def unsigned(content: Content) -> tuple[str, ...]:
    """What editors list and nobody has signed, in words, where the settings require that."""
    events = sum(one.standing() is not None for one in content.events)
    numbers = {"listed name": len(content.authorities), "question": len(content.asked), "event": events}
    told = ", ".join(counted(number, what) for what, number in numbers.items() if number)
    is_held = told and content.settings.require == "verified"
    return (f"{told} not published: not verified, as the settings require",) if is_held else ()
