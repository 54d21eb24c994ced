"""Through whom a report came, from the first voice to this archive, as the figure draws it."""

from collections.abc import Callable, Iterator

from muniment.model import Attribution, Findings, Record, Status
from muniment.render.text import NameOf
from muniment.render.view_parts import NameView
from muniment.render.words import counted

MOST_VOICES = 7
UNKNOWN = "unknown"
CARRIED = ("via", "channel")

ParagraphAt = Callable[[int], str]  # a position in the text to its paragraph, "p3"


class Node(Record, frozen=True):
    """One who spoke, passed on, or published. `shape` is voice, carrier or publisher; `name` is
    None for one who has no page here, and `words` are then all that is known of them."""

    shape: str
    name: NameView | None
    words: str
    role: str  # "is quoted", "carried it"


class Voice(Record, frozen=True):
    """A line of the figure: who spoke, and who carried it, in this order; `paragraph` says so."""

    nodes: tuple[Node, ...]
    status: Status
    paragraph: str


class Chain(Record, frozen=True, kw_only=True):
    voices: tuple[Voice, ...]
    is_suggested: bool  # whether nobody has looked at any of the voices
    left: str  # "and 12 more in the text", or empty
    publisher: Node
    publisher_status: Status
    collected: str  # when it came here; empty is unknown


class Saying(Record, frozen=True):
    """One place where somebody speaks: by name, empty where nobody knows it, in a paragraph, through whom."""

    name: str
    entity: str
    role: str
    paragraph: str
    status: Status
    carriers: tuple[tuple[str, str], ...] = ()  # name and id of each who carried it


def chain_of(
    findings: Findings,
    name_of: NameOf,
    paragraph_at: ParagraphAt,
    publisher: NameView | None,
    publisher_status: Status,
    collected: str,
) -> Chain:
    """The figure's lines: everyone who is quoted, cited or counted on, and who carried their words.

    The publisher, where the text names it as passing something on, is not drawn twice. One who
    carries words of nobody named is drawn after an unknown voice.
    """
    own = publisher.name if publisher else ""
    sayings = [one for one in _sayings(findings, paragraph_at) if one.name != own]
    carried = list(_carriers(findings.attributions, paragraph_at, sayings, own, name_of))
    voices = _joined([*sayings, *carried], name_of, own)
    left = len(voices) - MOST_VOICES
    return Chain(
        voices=tuple(voices[:MOST_VOICES]),
        is_suggested=all(voice.status == "suggested" for voice in voices[:MOST_VOICES]),
        left=f"and {counted(left, 'more', 'more')} in the text" if left > 0 else "",
        publisher=Node("publisher", publisher, own or "publisher unknown", "published it"),
        publisher_status=publisher_status,
        collected=collected,
    )


def _sayings(findings: Findings, paragraph_at: ParagraphAt) -> list[Saying]:
    """Who speaks, in text order."""
    found: list[tuple[int, Saying]] = []
    for one in findings.attributions:
        at, paragraph = one.start, paragraph_at(one.start)
        if one.kind == "citing":
            found.append((at, Saying(one.name, one.source, "is cited", paragraph, one.status)))
        elif one.kind in CARRIED and one.of:
            carrier = ((one.name, one.source),)
            found.append((at, Saying(one.of, one.of_entity, "is cited", paragraph, one.status, carrier)))
    for quote in findings.quotes:
        if quote.speaker:
            name, entity = quote.speaker.name, quote.speaker.entity
            found.append((quote.start, Saying(name, entity, "is quoted", paragraph_at(quote.start), quote.status)))
    for claim in findings.claims:
        if claim.speaker:
            who, paragraph = (claim.speaker, claim.speaker_entity), paragraph_at(claim.start)
            found.append((claim.start, Saying(*who, "is cited", paragraph, claim.status, claim.carriers)))
    return [saying for _, saying in sorted(found, key=lambda one: one[0])]


def _carriers(
    attributions: tuple[Attribution, ...], paragraph_at: ParagraphAt, sayings: list[Saying], own: str, name_of: NameOf
) -> Iterator[Saying]:
    """Those who carry words without saying whose. Where one voice alone speaks in the paragraph,
    they are that voice's; otherwise whose they are is not known."""
    attached = {_shown(name, entity, name_of) for one in sayings for name, entity in one.carriers}
    for found in attributions:
        shown = _shown(found.name, found.source, name_of)
        if found.kind not in CARRIED or found.of or shown == own or shown in attached:
            continue
        paragraph = paragraph_at(found.start)
        speaking = {one.name for one in sayings if one.paragraph == paragraph and one.name != shown}
        name = next(iter(speaking)) if len(speaking) == 1 else ""
        attached.add(shown)
        yield Saying(name, "", "whose words it passes on", paragraph, found.status, ((found.name, found.source),))


def _joined(sayings: list[Saying], name_of: NameOf, own: str) -> list[Voice]:
    """One line a voice and way its words took: one after another they carried them only where the
    text says so in one place."""
    groups: dict[tuple[str, ...], list[Saying]] = {}
    for one in sayings:
        key = (_shown(one.name, one.entity, name_of),) if one.name else ("", *next(iter(one.carriers), ()))
        groups.setdefault(key, []).append(one)
    return [voice for group in groups.values() for voice in _lines_of(group, name_of, own)]


def _lines_of(group: list[Saying], name_of: NameOf, own: str) -> Iterator[Voice]:
    """The lines of one voice. What it says through nobody stands on its first line, and a way that
    is part of a longer one is not drawn again."""
    status: Status = "suggested" if any(one.status == "suggested" for one in group) else group[0].status
    ways: dict[tuple[str, ...], Saying] = {}
    for one in group:
        ways.setdefault(_way(one, name_of, own), one)
    longest = [way for way in ways if not any(set(way) < set(other) for other in ways)]
    for way in longest:
        named = {_shown(name, entity, name_of): (name, entity) for name, entity in ways[way].carriers}
        carriers = (_carrier(*named[shown], name_of) for shown in way)
        yield Voice((_voice(group, name_of), *carriers), status, ways[way].paragraph)


def _way(saying: Saying, name_of: NameOf, own: str) -> tuple[str, ...]:
    """Through whom, as readers see their names, each once; the publisher has its own place."""
    shown = dict.fromkeys(_shown(name, entity, name_of) for name, entity in saying.carriers)
    return tuple(one for one in shown if one != own)


def _voice(group: list[Saying], name_of: NameOf) -> Node:
    first = group[0]
    name = name_of("", first.name, first.entity) if first.name else None
    roles = [one.role for one in group]
    words = name.name if name else first.name or UNKNOWN
    return Node("voice", name, words, "is quoted" if "is quoted" in roles else roles[0])


def _carrier(name: str, entity: str, name_of: NameOf) -> Node:
    found = name_of("source", name, entity)
    return Node("carrier", found, found.name if found else name, "carried it")


def _shown(name: str, entity: str, name_of: NameOf) -> str:
    """The name that readers see; two spellings of one name are one voice."""
    found = name_of("", name, entity)
    return found.name if found else name
