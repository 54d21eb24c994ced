"""The fullest spelling that a report gives of each name in it, and the editors' where they list it."""

from collections.abc import Iterator

from muniment.model import changed
from muniment.understand.name_again import surnames
from muniment.understand.name_candidates import Candidate
from muniment.understand.reading import Reading, known_as, phrase


def spell(reading: Reading, words: list[str], signs: str, chosen: list[Candidate]) -> Iterator[Candidate]:
    """The candidates with their names, and with an editors' id where the name is listed."""
    people = surnames(words, chosen)
    by_end = {candidate.last: candidate for candidate in chosen}
    longer = _longer_names(reading, chosen)
    for candidate in chosen:
        name = candidate.name or _plain(reading, candidate)
        entity = candidate.entity
        if candidate.kind == "person" and candidate.last - candidate.first == 1 and not entity:
            full = people.get(words[candidate.first])
            name, entity = (full.name or _plain(reading, full), full.entity) if full else (name, entity)
        elif candidate.kind == "organization" and not entity:
            name = longer.get(name, name)
            owner = by_end.get(candidate.first - 1)
            own = signs[candidate.first : candidate.last]
            is_generic = not own.strip("JO") or own.startswith("Oo")  # Ministry of Internal Affairs
            if owner and is_generic and signs[candidate.first - 1] == "s" and owner.kind == "place":
                name = f"{owner.name or _plain(reading, owner)}’s {name}"
        listed = () if entity else (one for one in known_as(reading, name) if one.kind == candidate.kind)
        name, entity = next(((one.name, one.entity) for one in listed), (name, entity))
        yield changed(candidate, name=name, entity=entity)


def _plain(reading: Reading, candidate: Candidate) -> str:
    return phrase(reading, candidate.first, candidate.last)


def _longer_names(reading: Reading, chosen: list[Candidate]) -> dict[str, str]:
    """ "National Police" is the "National Police of Ukraine", if that is the only one named."""
    names = {_plain(reading, candidate) for candidate in chosen if candidate.kind == "organization"}
    longer: dict[str, set[str]] = {}
    for name in names:
        short, of, _ = name.partition(" of ")
        if of and short in names:
            longer.setdefault(short, set()).add(name)
    return {short: min(full) for short, full in longer.items() if len(full) == 1}
