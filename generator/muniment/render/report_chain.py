"""Through whom a report came, from the first voice to this archive, as the figure draws it."""

from collections.abc import Callable

from muniment.model import Attribution, Record, Status
from muniment.render.text import NameOf
from muniment.render.view_parts import NameView
from muniment.render.words import counted

MOST_VOICES = 7
UNKNOWN = "unknown"


class Node(Record, frozen=True):
    """One who spoke, passed on, or published. `shape` is voice, carrier or publisher."""

    shape: str
    name: NameView | None  # None is unknown
    words: str  # a name without a page, or what stands for one that is unknown
    role: str  # "is cited", "passed it on"


class Voice(Record, frozen=True):
    """A line of the figure: who spoke, and who carried it, in this order; `paragraph` says so."""

    nodes: tuple[Node, ...]
    status: Status
    paragraph: str  # "p3"


class Chain(Record, frozen=True):
    voices: tuple[Voice, ...]
    left: str  # "and 12 more in the text", or empty
    publisher: Node
    publisher_status: Status
    is_suggested: bool  # whether nobody has looked at any of the voices
    collected: str  # how it came here, in words; empty is unknown


ROLES = {"credit": "is credited", "via": "passed it on", "channel": "carried it", "citing": "is cited"}


def chain_of(
    attributions: tuple[Attribution, ...],
    name_of: NameOf,
    publisher: NameView | None,
    publisher_status: Status,
    collected: str,
    paragraph_at: Callable[[int], str],
) -> Chain:
    """The figure's rows. `paragraph_at` gives for a position in the text its paragraph, "p3".

    One who passes on what another said stands after that other. A publisher that the text itself
    names as passing it on is not drawn twice.
    """
    voices = _without_parts(_voices_of(attributions, name_of, publisher, paragraph_at))
    shown = voices[:MOST_VOICES]
    left = len(voices) - len(shown)
    end = Node("publisher", publisher, publisher.name if publisher else "publisher unknown", "published it")
    rest = f"and {counted(left, 'more', 'more')} in the text" if left else ""
    is_suggested = all(voice.status == "suggested" for voice in shown)
    return Chain(tuple(shown), rest, end, publisher_status, is_suggested, collected)


def _voices_of(
    attributions: tuple[Attribution, ...],
    name_of: NameOf,
    publisher: NameView | None,
    paragraph_at: Callable[[int], str],
) -> list[Voice]:
    voices: dict[tuple[str, ...], Voice] = {}
    for found in attributions:
        nodes = tuple(node for node in _nodes_of(found, name_of) if not _is_publisher(node, publisher))
        if any(node.words != UNKNOWN for node in nodes):
            voices.setdefault(_words_of(nodes), Voice(nodes, found.status, paragraph_at(found.start)))
    return list(voices.values())


def _without_parts(voices: list[Voice]) -> list[Voice]:
    """A voice alone says less than the same voice with who carried it."""
    carried = {words[:1] for words in (_words_of(voice.nodes) for voice in voices) if len(words) > 1}
    return [voice for voice in voices if len(voice.nodes) > 1 or _words_of(voice.nodes) not in carried]


def _words_of(nodes: tuple[Node, ...]) -> tuple[str, ...]:
    return tuple(node.words for node in nodes)


def _nodes_of(found: Attribution, name_of: NameOf) -> list[Node]:
    """Source first. What a credit or a citation names is itself the source; others carry one."""
    named = name_of("source", found.name, found.source)
    shown = named.name if named else found.name
    other = name_of("source", found.of, "") if found.of else None
    other_node = Node("voice", other, other.name if other else found.of, "speaks") if found.of else None
    if found.kind == "citing":
        relay = [Node("carrier", other, other_node.words, "cites it")] if other_node else []
        return [Node("voice", named, shown, ROLES["citing"]), *relay]
    if found.kind == "credit":
        return [Node("voice", named, shown, ROLES["credit"])]
    unknown = Node("voice", None, UNKNOWN, "whose words it passes on")
    return [other_node or unknown, Node("carrier", named, shown, ROLES[found.kind])]


def _is_publisher(node: Node, publisher: NameView | None) -> bool:
    return publisher is not None and node.words == publisher.name
