"""The six counts of a question: outlets, relays, speakers, parties, first-hand, documents. They are never added up."""

from collections.abc import Iterable, Sequence

from muniment.link.origins import document_of, named, voice_of
from muniment.model import Claimed, Somebody, Vector


def vector_of(claims: Sequence[Claimed]) -> Vector:
    """Who stands behind the claims, each once, in the order of the claims."""
    speakers = _once(one.speaker for one in claims)
    parties = {named(one.speaker): one.party for one in claims if one.speaker}
    return Vector(
        outlets=_once(Somebody(one.publisher, "") for one in claims if one.publisher),
        relays=_once(carrier for one in claims for carrier in one.carriers),
        speakers=speakers,
        parties=_once(Somebody(party, party) for party in parties.values() if party),
        first_hand=_once(voice_of(one) for one in claims if one.claim.basis == "first-hand"),
        documents=_once(document_of(one) for one in claims),
        reports_of_nobody=len({one.report for one in claims if not one.publisher}),
        speakers_of_no_party=sum(not party for party in parties.values()),
    )


def _once(found: Iterable[Somebody | None]) -> tuple[Somebody, ...]:
    known: dict[str, Somebody] = {}
    for one in found:
        if one:
            known.setdefault(named(one), one)
    return tuple(known.values())
