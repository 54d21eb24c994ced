"""How many origins the claims of a question have: those are one that share an utterance, a document, a relay or a copy.

Claims are joined (union-find) by every tie between them, and all whose origin is unknown are joined to each other. So,
as far as reports tell whom they have it from, the number of origins can only be too low. Ties that a program finds hold
where the settings require a review, too, and are called suggested: without them the number could be too high, and that
would be claimed by nobody but a program.

    utterance   one speaker, in reports of days that follow one another by LAG days or less, or that are not all known
    speaker     one speaker, in reports of days further apart: whoever says a thing again is no second origin of it, and
                the later report may tell of what was said long before
    alike       speakers who may be one, as link/voices.py tells it
    retelling   in one report a sentence of its own, and the quotation of the same speaker that has the same number
    words       sentences with nearly the same words, as the program finds
    document    the same paper, or papers of which one is not named
    relay       the same one passes both on, or published one and passes the other on
    copy        reports with nearly the same words, as the program finds, of the same number or speaker
    version     reports that are versions of one another, the same
    unknown     nobody whom anybody knows is said to speak, to have seen it, or to have read it
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import TypeVar

from muniment.link.claimants import days_of
from muniment.link.joined import Joined
from muniment.link.sentence_words import samples_of
from muniment.model import Claimed, Origin, Somebody, Tie, TieKind

LAG = 2  # days after which a report is taken to tell of the same saying
# Ties by which one claim may only tell another again.
TELLING_AGAIN: frozenset[TieKind] = frozenset(("utterance", "retelling", "words", "copy", "version"))
Key = TypeVar("Key")


def origins_of(
    claims: Sequence[Claimed],
    copies: Mapping[str, str],
    versions: Mapping[str, str],
    alike: Mapping[str, str] = MappingProxyType({}),
) -> tuple[tuple[Origin, ...], list[int]]:
    """The origins, in the order of their first claims; and for each claim the number of the one that it only tells
    again, or -1. `copies` and `versions` give for a report that has others of its group one id for the group, and
    `alike` for a speaker, by what `named` gives, who may be another."""
    ties = list(_unlike(_ties_of(claims, copies, versions, alike)))
    joined, telling = Joined(len(claims)), Joined(len(claims))
    for tie in ties:
        joined.join(tie.members)
        if tie.kind in TELLING_AGAIN:
            telling.join(tie.members)
    members = _grouped(range(len(claims)), joined.of)
    held = _grouped(ties, lambda tie: joined.of(tie.members[0]))
    origins = tuple(
        Origin(tuple(group), tuple(held.get(first, ())), not all(_is_unknown(claims[one]) for one in group))
        for first, group in members.items()
    )
    return origins, _retold(claims, telling)


def _unlike(ties: Iterable[Tie]) -> Iterator[Tie]:
    """Each tie of several claims once."""
    return (tie for tie in dict.fromkeys(ties) if len(tie.members) > 1)


def _ties_of(
    claims: Sequence[Claimed], copies: Mapping[str, str], versions: Mapping[str, str], alike: Mapping[str, str]
) -> Iterator[Tie]:
    yield from _utterances(claims)
    for tie in _tied(claims, "alike", lambda one: _of_voices(one, alike)):
        if len({_voice_named(claims[number]) for number in tie.members}) > 1:
            yield tie
    yield from _retellings(claims)
    yield from _tied(claims, "words", lambda one: samples_of(one.claim.words))
    yield from _documents(claims)
    yield from _relays(claims)
    groups: tuple[tuple[TieKind, Mapping[str, str]], ...] = (("version", versions), ("copy", copies))
    for kind, group in groups:
        tied = _tied(claims, kind, partial(_of_group, groups=group))
        yield from (tie for tie in tied if len({claims[number].report for number in tie.members}) > 1)
    yield Tie("unknown", tuple(number for number, one in enumerate(claims) if _is_unknown(one)))


def _tied(claims: Sequence[Claimed], kind: TieKind, keys_of: Callable[[Claimed], Iterable[object]]) -> Iterator[Tie]:
    """A tie for each key that claims have in common."""
    found = defaultdict[object, list[int]](list)
    for number, one in enumerate(claims):
        for key in keys_of(one):
            found[key].append(number)
    return (Tie(kind, tuple(dict.fromkeys(members))) for members in found.values())


def _is_unknown(one: Claimed) -> bool:
    """Whether nobody knows who vouches for it: "police" and "a police spokesman" may be one man."""
    voice = voice_of(one)
    return one.claim.basis != "document" and (voice is None or not voice.id)


def voice_of(one: Claimed) -> Somebody | None:
    """Who vouches for a claim: who says it, or, of what was seen and nobody else is said to have seen, who published
    it."""
    if one.speaker or one.claim.basis != "first-hand":
        return one.speaker
    return Somebody(one.publisher, "" if one.publisher else one.report)


def named(one: Somebody) -> str:
    """What tells somebody from others: the id, or the name as the text has it."""
    return one.id or f" {one.name.casefold()}"


def _utterances(claims: Sequence[Claimed]) -> Iterator[Tie]:
    """Claims of one voice, those first that are in reports of days that follow one another closely."""
    voices: dict[str, tuple[Somebody, list[int]]] = {}
    for number, one in enumerate(claims):
        if voice := voice_of(one):
            voices.setdefault(named(voice), (voice, []))[1].append(number)
    for voice, members in voices.values():
        days = [days_of(claims[number].published) for number in members]
        if None in days:
            yield Tie("utterance", tuple(members), voice)
            continue
        parts = list(_close(zip(filter(None, days), members, strict=True)))
        yield from (Tie("utterance", part, voice) for part in parts)
        if len(parts) > 1:
            yield Tie("speaker", tuple(members), voice)


def _voice_named(one: Claimed) -> str:
    voice = voice_of(one)
    return named(voice) if voice else ""


def _of_voices(one: Claimed, alike: Mapping[str, str]) -> Iterator[object]:
    if group := alike.get(_voice_named(one)):
        yield group


def _close(dated: Iterable[tuple[tuple[int, int], int]]) -> Iterator[tuple[int, ...]]:
    """Numbers with days, parted where more than LAG days lie between."""
    part: list[int] = []
    reach = 0
    for (first, last), number in sorted(dated):
        if part and first - reach > LAG:
            yield tuple(sorted(part))
            part = []
        part.append(number)
        reach = max(reach, last)
    yield tuple(sorted(part))


def _retellings(claims: Sequence[Claimed]) -> Iterator[Tie]:
    """A report's own sentences with the quotations of the same speaker that have the same number."""
    found = defaultdict[object, list[int]](list)
    for number, one in enumerate(claims):
        if one.speaker and _numbers(one):
            found[one.report, named(one.speaker), _numbers(one)].append(number)
    for members in found.values():
        if len({claims[number].claim.is_quoted for number in members}) > 1:
            yield Tie("retelling", tuple(members), claims[members[0]].speaker)


def _numbers(one: Claimed) -> tuple[float, ...]:
    """What a claim counts, whatever it says of its exactness."""
    return tuple(sorted({number for number in (one.claim.low, one.claim.high) if number is not None}))


def document_of(one: Claimed) -> Somebody | None:
    """The paper that a claim rests on, by whoever is named for it, with an empty name where nobody is."""
    if one.claim.basis != "document":
        return None
    return one.speaker or (one.carriers[-1] if one.carriers else Somebody("", ""))


def _documents(claims: Sequence[Claimed]) -> Iterator[Tie]:
    """Claims of one paper; where one paper is not named it may be any of them."""
    papers: dict[str, tuple[Somebody, list[int]]] = {}
    for number, one in enumerate(claims):
        if paper := document_of(one):
            papers.setdefault(named(paper) if paper.id or paper.name else "", (paper, []))[1].append(number)
    if "" in papers:
        yield Tie("document", tuple(sorted(number for _, members in papers.values() for number in members)))
    else:
        yield from (Tie("document", tuple(members), paper) for paper, members in papers.values())


def _relays(claims: Sequence[Claimed]) -> Iterator[Tie]:
    """Claims that came through the same one, with those that it published itself and that may be what it passed on."""
    through: dict[str, tuple[Somebody, list[int]]] = {}
    for number, one in enumerate(claims):
        for carrier in one.carriers:
            through.setdefault(named(carrier), (carrier, []))[1].append(number)
    published = _grouped(range(len(claims)), lambda number: claims[number].publisher)
    for carrier, passed_on in through.values():
        voices = {_speaker(claims[number]) for number in passed_on}
        own = published.get(carrier.id, []) if carrier.id else []
        same = [number for number in own if "" in voices or _speaker(claims[number]) in {"", *voices}]
        yield Tie("relay", tuple(sorted({*passed_on, *same})), carrier)


def _speaker(one: Claimed) -> str:
    return named(one.speaker) if one.speaker else ""


def _of_group(one: Claimed, groups: Mapping[str, str]) -> Iterator[object]:
    """What a claim has in common with the same one in another report of its group."""
    if group := groups.get(one.report):
        yield group, _numbers(one)
        if one.speaker:
            yield group, named(one.speaker)


def _retold(claims: Sequence[Claimed], telling: Joined) -> list[int]:
    """For each claim the one that it only tells again, with the same number: a quotation rather than what is said of
    it, and then the first."""
    first: dict[object, int] = {}
    keys = [(telling.of(number), _numbers(one)) for number, one in enumerate(claims)]
    for number in sorted(range(len(claims)), key=lambda number: (not claims[number].claim.is_quoted, number)):
        first.setdefault(keys[number], number)
    return [-1 if first[key] == number or not key[1] else first[key] for number, key in enumerate(keys)]


def _grouped(items: Iterable[Key], key_of: Callable[[Key], object]) -> dict[object, list[Key]]:
    groups = defaultdict[object, list[Key]](list)
    for item in items:
        groups[key_of(item)].append(item)
    return groups
