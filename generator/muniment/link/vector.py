"""The six counts of a question: outlets, relays, speakers, parties, first-hand, documents. They are never added up.

None of them is higher than what is known: whoever may be one is counted once, and so is all that reports which are
versions of one another tell alike.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from muniment.link.joined import Joined
from muniment.link.origins import document_of, named, one_of, voice_of
from muniment.model import STRENGTH, VECTOR, Claimed, Somebody, Status, Tie, Vector

NOBODY: Mapping[str, str] = MappingProxyType({})


def vector_of(
    claims: Sequence[Claimed], alike: Mapping[str, str] = NOBODY, versions: Mapping[str, str] = NOBODY,
    ties: Iterable[Tie] = (), listed: Container[str] = (),
) -> Vector:  # fmt: skip
    """Who stands behind the claims, in the order of the claims: each once, and once all who may be one, as the origins
    have it (`alike`, and of the `ties` those of versions). Reports that are versions of one another (`versions`) have
    one outlet. `listed` are the ids of all whom editors list."""
    alike = _told_as_one(claims, alike, ties, listed)
    seen = [one for one in claims if one.claim.basis == "first-hand" and voice_of(one)]
    eyes = [one.speaker for one in seen if one.speaker]
    outlets = _fewest(claims, (), alike, versions)
    watching = _fewest([one for one in seen if not one.speaker], eyes, alike, versions)
    behind = {
        "outlets": outlets,
        "relays": [carrier for one in claims for carrier in one.carriers],
        "speakers": [one.speaker for one in claims if one.speaker],
        "first_hand": [*eyes, *watching],
        "documents": _papers(claims),
    }
    counted = {field: _once(found, alike) for field, found in behind.items()}
    counted |= {field: _known(counted[field]) for field in ("speakers", "first_hand", "documents")}
    names = {field: _names_of(found) for field, found in behind.items()}
    parties = _parties(claims, alike)
    counted["parties"] = tuple({one.id.casefold(): one for found in parties.values() for one in found}.values())
    names["parties"] = len(counted["parties"])
    return Vector(
        **counted,
        reports_of_nobody=len({one.report for one in claims if not one.publisher}),
        seen_by_nobody=len({one.report for one in claims if one.claim.basis == "first-hand" and not voice_of(one)}),
        speakers_of_no_party=sum(not found for found in parties.values()),
        names=tuple(names[field] for field in VECTOR),
        statuses=tuple(_statuses(claims, counted, names, listed)),
    )


def _statuses(
    claims: Sequence[Claimed], counted: Mapping[str, Sequence[Somebody]], names: Mapping[str, int],
    listed: Container[str],
) -> Iterator[Status]:  # fmt: skip
    """That of the weakest claim or publisher; of a count of those whom a program takes for one, or for several, since
    editors do not list all of them, suggested."""
    said = weakest(one.claim.status for one in claims)
    published = weakest((one.publisher_status for one in claims if one.publisher), said)
    for field in VECTOR:
        is_guess = names[field] > len(counted[field]) or not are_told_apart(counted[field], listed)
        yield "suggested" if is_guess else published if field == "outlets" else said


def are_told_apart(several: Sequence[Somebody], listed: Container[str]) -> bool:
    """Whether editors say that these are as many: they list all of them, or there is only one."""
    return len(set(several)) < 2 or all(one.id in listed for one in several)


def weakest(statuses: Iterable[Status], default: Status = "reviewed") -> Status:
    """What holds of all of them."""
    return min(statuses, key=STRENGTH.__getitem__, default=default)


def _told_as_one(
    claims: Sequence[Claimed], alike: Mapping[str, str], ties: Iterable[Tie], listed: Container[str]
) -> Mapping[str, str]:
    """With those who may be one those whom versions of a report name for the same claim, such as a ministry in another
    language: who is not named in all of them, unless editors list all of these."""
    versions = [group for tie in ties if tie.kind == "version" for group in _named_in_turn(claims, tie, alike)]
    several = [group for group in versions if len(group) > 1 and not all(one in listed for one in group)]
    if not several:
        return alike
    numbers = {key: number for number, key in enumerate(dict.fromkeys(key for group in several for key in group))}
    joined, keys = Joined(len(numbers)), list(numbers)
    for group in several:
        joined.join([numbers[key] for key in group])
    told = {key: keys[joined.of(number)] for key, number in numbers.items()}
    return {**told, **{name: told.get(key, key) for name, key in alike.items()}}


def _named_in_turn(claims: Sequence[Claimed], tie: Tie, alike: Mapping[str, str]) -> Iterator[Sequence[str]]:
    """Those whom some reports name in the place of whom others do: as the speaker, for a paper, or as the first to pass
    it on, the second and so on."""
    found: dict[object, dict[str, dict[str, None]]] = defaultdict(lambda: defaultdict(dict))
    for number in tie.members:
        one = claims[number]
        roles: list[tuple[object, Somebody | None]] = [("speaker", one.speaker), ("paper", document_of(one))]
        for role, who in (*roles, *enumerate(one.carriers)):
            if who and (who.id or who.name):
                found[role, one.claim.low, one.claim.high][one.report][one_of(who, alike)] = None
    for named_there in found.values():
        everywhere = set.intersection(*map(set, named_there.values()))
        yield list(dict.fromkeys(key for own in named_there.values() for key in own if key not in everywhere))


def _fewest(
    claims: Iterable[Claimed], others: Iterable[Somebody], alike: Mapping[str, str], versions: Mapping[str, str]
) -> list[Somebody]:
    """The outlets of claims, of whom each group of versions has one, beside others who count anyway: no more than there
    must be. Where groups have none that counts, those of them that have an outlet in common have one together, the one
    that published first."""
    outlets = [Somebody(one.publisher, "") for one in claims if one.publisher]
    candidates, ages = defaultdict[str, dict[str, None]](dict), dict[str, tuple[str, str]]()
    for one in claims:
        if one.publisher:
            key = one_of(Somebody(one.publisher, ""), alike)
            candidates[versions.get(one.report, one.report)][key] = None
            ages[key] = min(ages.get(key, ("~", "")), (one.published or "9999", one.publisher))
    counted = {one_of(one, alike) for one in others}
    counted |= {next(iter(keys)) for keys in candidates.values() if len(keys) == 1}
    left = [list(keys) for keys in candidates.values() if counted.isdisjoint(keys)]
    keys = sorted({key for several in left for key in several}, key=ages.__getitem__)
    joined, numbers = Joined(len(keys)), {key: number for number, key in enumerate(keys)}
    for several in left:
        joined.join([numbers[key] for key in several])
    counted |= {keys[joined.of(number)] for number in numbers.values()}
    return [one for one in outlets if one_of(one, alike) in counted]


def _papers(claims: Sequence[Claimed]) -> list[Somebody]:
    """All papers of whom somebody is named; one of nobody may be any of these, and counts where there is none."""
    papers = [paper for one in claims if (paper := document_of(one))]
    return [one for one in papers if one.id or one.name] or papers


def _known(found: Sequence[Somebody]) -> tuple[Somebody, ...]:
    """Those of whom somebody knows who they are; of whom nobody does may be any of them, and are one where there is
    none."""
    return tuple(one for one in found if one.id) or tuple(found[:1])


def _parties(claims: Sequence[Claimed], alike: Mapping[str, str]) -> dict[str, list[Somebody]]:
    """For each speaker all parties that he spoke for: one who changes sides has two. All of whom nobody knows who they
    are go for one."""
    found: dict[str, list[Somebody]] = {}
    known = {one_of(one.speaker, alike) for one in claims if one.speaker and one.speaker.id}
    for one in claims:
        if one.speaker:
            key = one_of(one.speaker, alike)
            of_speaker = found.setdefault(key if key in known else "", [])
            if one.party:
                of_speaker.append(Somebody(one.party, one.party))
    return found


def _names_of(found: Sequence[Somebody]) -> int:
    """Under how many names they are told: a name that is somebody's here is nobody else's there."""
    known = {one.name.casefold(): one for one in found if one.id}
    return len({named(one if one.id else known.get(one.name.casefold(), one)) for one in found})


def _once(found: Iterable[Somebody], alike: Mapping[str, str]) -> tuple[Somebody, ...]:
    """Of those who may be one the first whom somebody knows, at the place of the first."""
    known: dict[str, Somebody] = {}
    for one in found:
        key = one_of(one, alike)
        if key not in known or (one.id and not known[key].id):
            known[key] = one
    return tuple(known.values())
