"""Who stands behind a claim: who says it, who passes it on, who published it, and whose side the speaker is on."""

from collections.abc import Sequence

from muniment.edtf import read_edtf
from muniment.link.bodies import bodies_of
from muniment.link.identity import Register, publisher_of
from muniment.link.parties import party_of
from muniment.model import Claimed, Counted, Row, Sighting, SightingKind, Somebody

LAST_DAY = 4_000_000  # as date.toordinal numbers them, after 9999-12-31
SPEAKERS: tuple[SightingKind, ...] = ("person", "organization", "place")  # the first that has the name speaks


def claimed_of(row: Row, claim: Counted, register: Register, note: str = "") -> Claimed:
    """The claim with all who stand behind it, as far as the report names them and somebody knows who they are."""
    publisher = publisher_of(row)
    published = row.published.value if row.published else ""
    speaker = _speaker_of(row, claim.speaker, register) if claim.speaker else None
    own = register.source_of(publisher)[1] if publisher else ""
    carriers = dict.fromkeys(_carrier_of(row, name, register) for name in claim.chain if name != claim.speaker)
    spells_own = publisher.name.casefold() if publisher else ""
    party = party_of(speaker.id, register.by_id, published) if speaker else ""
    near, beyond = bodies_of(speaker.id if speaker else own, register, published)
    return Claimed(
        report=row.id,
        claim=claim,
        publisher=own,
        speaker=speaker,
        carriers=tuple(one for one in carriers if not own or (one.id != own and one.name.casefold() != spells_own)),
        place=place_of(row, claim, register),
        party=register.id_of(party) if party else "",
        published=published,
        days=days_of(claim.when) or days_of(published),
        bodies=near,
        beyond=beyond,
        publisher_status=publisher.status if publisher else "suggested",
        note=note,
    )


def place_of(row: Row, claim: Counted, register: Register) -> str:
    """The id of the place where a claim holds, or empty."""
    if not claim.where:
        return ""
    listed = register.by_id.get(claim.where)
    if listed and listed.kind == "place" and not listed.is_source:
        return listed.id
    found = _named(row.entities, claim.where, ("place",))
    return register.key_of(found)[1] if found else ""


def days_of(edtf: str) -> tuple[int, int] | None:
    """The first and the last day of an EDTF date or interval (date.toordinal), at an open end the first or the last
    that there is; None for no date."""
    found = read_edtf(edtf) if edtf else None
    return (found.first or 0, found.last or LAST_DAY) if found else None


def _speaker_of(row: Row, name: str, register: Register) -> Somebody:
    """Who speaks: one of those whom the report names or editors list, or only a name."""
    found = _named(row.entities, name, SPEAKERS)
    if found is None:
        return _carrier_of(row, name, register)
    return Somebody(register.key_of(found)[1], name)


def _carrier_of(row: Row, name: str, register: Register) -> Somebody:
    """Who passes on: one of the report's sources, or whom editors list, or only a name."""
    found = next((one for one in row.sources if one.name == name), None)
    _, identifier = register.source_of(found or Sighting("via", name))
    return Somebody(identifier if found or identifier in register.by_id else "", name)


def _named(sightings: Sequence[Sighting], name: str, kinds: Sequence[SightingKind]) -> Sighting | None:
    """The sighting of that name, of the first of these kinds that has one."""
    found = [one for one in sightings if one.name == name and one.kind in kinds]
    return min(found, key=lambda one: kinds.index(one.kind)) if found else None
