"""Who stands behind a claim: who says it, who passes it on, who published it, and whose side the speaker is on."""

from collections.abc import Iterable, Sequence

from muniment.edtf import read_edtf
from muniment.link.bodies import bodies_of
from muniment.link.identity import Register, publisher_of
from muniment.link.parties import party_of
from muniment.model import Claimed, Counted, Row, Sighting, SightingKind, Somebody
from muniment.platforms import is_platform

LAST_DAY = 4_000_000  # as date.toordinal numbers them, after 9999-12-31
SPEAKERS: tuple[SightingKind, ...] = ("person", "organization", "place")  # the first that has the name speaks


def claimed_of(row: Row, claim: Counted, register: Register, note: str = "") -> Claimed:
    """The claim with all who stand behind it, as far as the report names them and somebody knows who they are."""
    publisher = publisher_of(row)
    published = row.published.value if row.published else ""
    speaker = _speaker_of(row, claim, register) if claim.speaker else None
    own = register.source_of(publisher)[1] if publisher else ""
    all_carriers = dict.fromkeys(_carrier_of(row, *one, register) for one in claim.carriers)
    platforms = tuple(one for one in all_carriers if _is_platform(one, register))
    carriers = [one for one in all_carriers if one not in platforms]
    spells_own = publisher.name.casefold() if publisher else ""
    party = party_of(speaker.id, register.by_id, published) if speaker else ""
    near, beyond = bodies_of(speaker.id if speaker else own, register, *_days_said(claim, published))
    return Claimed(
        report=row.id,
        claim=claim,
        publisher=own,
        speaker=speaker,
        carriers=tuple(one for one in carriers if not own or (one.id != own and one.name.casefold() != spells_own)),
        platforms=platforms,
        place=place_of(row, claim, register),
        party=register.id_of(party) if party else "",
        published=published,
        days=days_of(claim.when) or days_of(published),
        bodies=near,
        beyond=beyond,
        publisher_status=publisher.status if publisher else "suggested",
        note=note,
    )


def _days_said(claim: Counted, published: str) -> tuple[int, int]:
    """The first and the last day on which a claim may have been said: from the day that it tells of to that of its
    report, or, where it tells of none, ever before that."""
    told, reported = days_of(claim.when), days_of(published)
    if told is None or reported is None:
        return 0, reported[1] if reported else LAST_DAY
    return min(told[0], reported[0]), max(told[1], reported[1])


def place_of(row: Row, claim: Counted, register: Register) -> str:
    """The id of the place where a claim holds, or empty."""
    if not claim.where:
        return ""
    listed = register.by_id.get(claim.where)
    if listed and listed.kind == "place" and not listed.is_source:
        return listed.id
    found = _all_named(row.entities, claim.where, ("place",))
    return register.key_of(found[0])[1] if found else ""


def days_of(edtf: str) -> tuple[int, int] | None:
    """The first and the last day of an EDTF date or interval (date.toordinal), at an open end the first or the last
    that there is; None for no date."""
    found = read_edtf(edtf) if edtf else None
    return (found.first or 0, found.last or LAST_DAY) if found else None


def _speaker_of(row: Row, claim: Counted, register: Register) -> Somebody:
    """Who speaks: whom editors give by id, or one of those whom the report names or editors list, or only a name. A
    name that two of the list have, and of which the report does not tell by an editor's word whose it is there, is no
    more than a name."""
    name = claim.speaker
    if claim.speaker_entity in register.by_id:
        return Somebody(claim.speaker_entity, name)
    found = _all_named(row.entities, name, SPEAKERS)
    if not found:
        return _carrier_of(row, name, "", register)
    of_kind = (one for one in found if one.kind == found[0].kind and _is_told_apart(one, register))
    ids = dict.fromkeys(register.key_of(one)[1] for one in of_kind)
    ids = dict.fromkeys(one for one in ids if one in register.by_id) or ids
    return Somebody(next(iter(ids)) if len(ids) == 1 else "", name)


def _is_told_apart(one: Sighting, register: Register) -> bool:
    """Whether it is known whose name it is here: nobody else has it, or an editor says so."""
    return one.name not in register.shared_names or (bool(one.entity) and one.status != "suggested")


def _carrier_of(row: Row, name: str, entity: str, register: Register) -> Somebody:
    """Who passes on: whom editors give by id, or one of the report's sources, or whom they list, or only a name."""
    named = [] if entity else [one for one in row.sources if one.name == name]
    found = next((one for one in named if _is_told_apart(one, register)), None)
    if not (found or entity) and name in register.shared_names:
        return Somebody("", name)
    _, identifier = register.source_of(found or Sighting("via", name, entity))
    return Somebody(identifier if found or identifier in register.by_id else "", name)


def _is_platform(one: Somebody, register: Register) -> bool:
    """Whether anybody may publish there, as far as its name or the editors' list tells."""
    listed = register.by_id.get(one.id)
    return is_platform(listed.kind, listed.name, *listed.names) if listed else is_platform("", one.name)


def _all_named(sightings: Iterable[Sighting], name: str, kinds: Sequence[SightingKind]) -> list[Sighting]:
    """The sightings of that name, by these kinds in their order."""
    found = (one for one in sightings if one.name == name and one.kind in kinds)
    return sorted(found, key=lambda one: kinds.index(one.kind))
