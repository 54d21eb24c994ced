"""The six counts of a question: outlets, relays, speakers, parties, first-hand, documents. They are never added up."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from muniment.link.origins import document_of, named, one_of, voice_of
from muniment.model import STRENGTH, VECTOR, Claimed, Somebody, Status, Vector

NOBODY: Mapping[str, str] = MappingProxyType({})


def vector_of(
    claims: Sequence[Claimed], alike: Mapping[str, str] = NOBODY, versions: Mapping[str, str] = NOBODY
) -> Vector:
    """Who stands behind the claims, in the order of the claims: each once, and once all who may be one, as the origins
    have it (`alike`). Reports that are versions of one another (`versions`) have the outlet of the first."""
    behind = {
        "outlets": list(_outlets(claims, versions)),
        "relays": [carrier for one in claims for carrier in one.carriers],
        "speakers": [one.speaker for one in claims if one.speaker],
        "first_hand": [voice for one in claims if one.claim.basis == "first-hand" and (voice := voice_of(one))],
        "documents": _papers(claims),
    }
    counted = {field: _once(found, alike) for field, found in behind.items()}
    names = {field: len(set(map(named, found))) for field, found in behind.items()}
    parties = _parties(claims, alike)
    counted["parties"] = tuple({one.id.casefold(): one for found in parties.values() for one in found}.values())
    names["parties"] = len(counted["parties"])
    said = weakest(one.claim.status for one in claims)
    published = weakest((one.publisher_status for one in claims if one.publisher), said)
    statuses = {field: published if field == "outlets" else said for field in VECTOR}
    guessed: dict[str, Status] = {field: "suggested" for field in VECTOR if names[field] > len(counted[field])}
    return Vector(
        **counted,
        reports_of_nobody=len({one.report for one in claims if not one.publisher}),
        seen_by_nobody=len({one.report for one in claims if one.claim.basis == "first-hand" and not voice_of(one)}),
        speakers_of_no_party=sum(not found for found in parties.values()),
        names=tuple(names[field] for field in VECTOR),
        statuses=tuple((statuses | guessed)[field] for field in VECTOR),
    )


def weakest(statuses: Iterable[Status], default: Status = "reviewed") -> Status:
    """What holds of all of them."""
    return min(statuses, key=STRENGTH.__getitem__, default=default)


def _outlets(claims: Sequence[Claimed], versions: Mapping[str, str]) -> Iterator[Somebody]:
    """Of each group of versions one outlet: that of its oldest report of which it is known."""
    first: dict[str, Somebody] = {}
    for one in claims:
        if one.publisher:
            first.setdefault(versions.get(one.report, one.report), Somebody(one.publisher, ""))
    yield from first.values()


def _papers(claims: Sequence[Claimed]) -> list[Somebody]:
    """All papers of whom somebody is named; one of nobody may be any of these, and counts where there is none."""
    papers = [paper for one in claims if (paper := document_of(one))]
    return [one for one in papers if one.id or one.name] or papers


def _parties(claims: Sequence[Claimed], alike: Mapping[str, str]) -> dict[str, list[Somebody]]:
    """For each speaker all parties that he spoke for: one who changes sides has two."""
    found: dict[str, list[Somebody]] = {}
    for one in claims:
        if one.speaker:
            of_speaker = found.setdefault(one_of(one.speaker, alike), [])
            if one.party:
                of_speaker.append(Somebody(one.party, one.party))
    return found


def _once(found: Iterable[Somebody], alike: Mapping[str, str]) -> tuple[Somebody, ...]:
    """Of those who may be one the first whom somebody knows, at the place of the first."""
    known: dict[str, Somebody] = {}
    for one in found:
        key = one_of(one, alike)
        if key not in known or (one.id and not known[key].id):
            known[key] = one
    return tuple(known.values())
