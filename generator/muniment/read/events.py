"""Events that editors wrote: content/events.yaml, and what must hold of them."""

from collections.abc import Collection, Container, Iterable
from pathlib import Path

from muniment.edtf import advise_edtf, read_edtf
from muniment.ids import plain_id
from muniment.model import Authority, Event, changed
from muniment.nearest import Nearest
from muniment.problems import Place, Problem
from muniment.read.edited import bytes_of
from muniment.read.folder import shown
from muniment.read.held import LEFT_OUT, Held
from muniment.shape import read_items
from muniment.shaping import Item

EVENTS = "content/events.yaml"
LARGEST = 10_000_000  # bytes: the table of the timeline has them all, and hosts refuse files of 25 MiB
LONGEST_TITLE = 200  # code points; lists and drawings repeat it
FIELDS = {"where": "place", "people": "person", "organizations": "organization"}
FIELD_OF = {kind: field for field, kind in FIELDS.items()}
A_KIND = {"place": "a place", "person": "a person", "organization": "an organisation"}

Problems = list[Problem]


def read_events(
    archive: Path, authorities: Iterable[Authority], problems: Problems, gone: Container[str] = ()
) -> tuple[Item, ...]:
    """The events of an archive, each an Event with the places of its values, in the order of the file.

    One without a plain id of its own, a title or a date is told and left out; one that names somebody whom editors do
    not list, or who is of another kind, stands without that. `gone` are ids of those who are listed, and withheld.
    """
    data = bytes_of(archive, EVENTS, problems)
    if len(data) > LARGEST:
        what = f"{len(data):,} bytes are too many for one list of events"
        problems.append(Problem(Place(EVENTS), what, f"at most {LARGEST:,}: leave to reports what they tell"))
        return ()
    items = read_items(data, EVENTS, Event, problems) if data else ()
    known = _Known(authorities, gone)
    first: dict[str, Place] = {}
    kept = []
    for item in items:
        event = _sound(item, first, problems)
        if event:
            kept.append(Item(_with_known(event, item, known, problems), item.spots))
    return tuple(kept)


def with_known_reports(
    items: Iterable[Item], reports: Collection[str], held: Held, problems: Problems
) -> tuple[Event, ...]:
    """The events, each without those of its reports that are not published. One that is not held back either is not
    there at all, which is told."""
    known = frozenset(reports)
    nearest = Nearest(sorted(known))
    events = []
    for item in items:
        event: Event = item.record
        if not known.issuperset(event.reports):
            for index, report in enumerate(event.reports):
                if report not in known:
                    held.tell_unknown(report, item.place(f"reports.{index}"), nearest, problems)
        kept = tuple(dict.fromkeys(report for report in event.reports if report in known))
        events.append(event if kept == event.reports else changed(event, reports=kept))
    return tuple(events)


class _Known:
    """Whom editors list, by id and by name, and of each kind which id is most like a word."""

    def __init__(self, authorities: Iterable[Authority], gone: Container[str]):
        self.gone = gone
        self.by_id: dict[str, Authority] = {}
        self.by_name: dict[tuple[str, str], str] = {}
        for one in authorities:
            self.by_id[one.id] = one
            kind = "source" if one.is_source else one.kind
            for name in (one.name, *one.names, *one.former):
                self.by_name.setdefault((kind, name.casefold()), one.id)
        self._nearest = {
            kind: Nearest(one.id for one in self.by_id.values() if one.kind == kind and not one.is_source)
            for kind in A_KIND
        }

    def fault_of(self, word: str, kind: str) -> tuple[str, str]:
        """What is wrong with an id that should be of one that is listed and of this kind, and a hint; both empty where
        nothing is."""
        found, wanted = self.by_id.get(word), A_KIND[kind]
        if found and found.is_source:
            return f"'{shown(word)}' is a source, and not {wanted}", "name somebody listed below content/entities"
        if found and found.kind != kind:
            return f"'{shown(word)}' is {A_KIND[found.kind]}, and not {wanted}", f"name it in {FIELD_OF[found.kind]}"
        if found:
            return "", ""
        if word in self.gone:
            return f"'{shown(word)}' is left out of what is published", LEFT_OUT
        known = self.by_name.get((kind, word.casefold()))
        listed = f"write its id, '{known}'" if known else "list it, with this id, below content/entities"
        hint = listed if known else self._nearest[kind].hint(word, listed)
        return f"'{shown(word)}' is not listed as {wanted}", hint


def _sound(item: Item, first: dict[str, Place], problems: Problems) -> Event | None:
    """The event with its title on one line, or None where it cannot stand."""
    event: Event = item.record
    title, date, plain = " ".join(event.title.split()), event.date.strip(), plain_id(event.id)
    if event.id != plain or not plain:
        hint = f"write '{plain}'" if plain else "write letters a to z, digits and -"
        problems.append(Problem(item.place("id"), f"the id '{shown(event.id)}' is not plain", hint))
        return None
    other = first.setdefault(event.id, item.place("id"))
    if other != item.place("id"):
        what, hint = f"the id '{event.id}' is that of {other}", "give one of them another"
        problems.append(Problem(item.place("id"), what, hint))
        return None
    if not title:
        hint = "say in few words what happened"
        problems.append(Problem(item.place("title"), f"'{event.id}' has an empty title", hint))
        return None
    if len(title) > LONGEST_TITLE:
        what = f"{len(title):,} characters are too many for a title"
        hint = f"at most {LONGEST_TITLE}; the rest belongs to the description"
        problems.append(Problem(item.place("title"), what, hint))
        return None
    if read_edtf(date) is None:
        problems.append(Problem(item.place("date"), f"'{shown(date)}' is no EDTF date", advise_edtf(date)))
        return None
    return changed(event, title=title, date=date, description=event.description.strip(), note=event.note.strip())


def _with_known(event: Event, item: Item, known: _Known, problems: Problems) -> Event:
    """The event without whom it names and nobody lists."""
    good: dict[str, tuple[str, ...]] = {}
    for field, kind in FIELDS.items():
        given = getattr(event, field)
        words = given if isinstance(given, tuple) else (given,) if given else ()
        faults = [known.fault_of(word, kind) for word in words]
        for index, (what, hint) in enumerate(faults):
            if what:
                problems.append(Problem(item.place(f"{field}.{index}"), what, hint))
        good[field] = tuple(word for word, (what, _) in zip(words, faults, strict=True) if not what)
    people, organizations = (tuple(dict.fromkeys(good[field])) for field in ("people", "organizations"))
    return changed(event, where="".join(good["where"]), people=people, organizations=organizations)
