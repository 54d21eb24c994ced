"""What the claims of a question count, as its editor names it, and how that of two of them compares.

Words that the question names are one thing by the editor's word, graves and burials, unless the one is known to be a
part of the other, children of people. All else keeps its own name, and so does everything where the question names
nothing.
"""

from collections.abc import Iterable

from muniment.counted_things import fate_in
from muniment.kinds_of_things import Kind, Segment, Way, is_further, kind_of, together, way_of_things
from muniment.model import Counted, Question, Record


class Category(Record, frozen=True):
    """What a claim counts; None where nothing is told of it, or where it is of more that come to others. What is asked
    for, and is no part of anything else that is, has no nouns of its own, and neither has the `name` of what is only
    narrowed by an adjective: new graves. `excludes` is what it does not count, in its words."""

    kind: Kind | None
    name: tuple[Segment, ...]
    is_asked: bool  # a thing that the question names
    is_named: bool  # with a fate that it names, too
    is_near: bool  # the same, a part or the whole of such a thing
    excludes: str


NOTHING = Category(None, (), False, False, False, "")


class Categories:
    """What claims count, by the words of one question."""

    def __init__(self, question: Question):
        kinds = {words: kind_of(words, fate_in(words)) for words in question.counted}
        self._named = {words: kind for words, kind in kinds.items() if kind.nouns}
        self.asked = tuple(dict.fromkeys(self._named.values()))
        self._known: dict[tuple[str, str, str], Category] = {}

    def category_of(self, claim: Counted) -> Category:
        """What it counts. Where it does not say what became of them, and the question names one fate of such, it is of
        that."""
        if not claim.what or is_further(claim.surface) or is_further(claim.what):
            return NOTHING
        key = claim.what, claim.fate, " ".join(claim.excludes.lower().split())
        if key not in self._known:
            self._known[key] = self._made(*key)
        return self._known[key]

    def _made(self, what: str, fate: str, excludes: str) -> Category:
        kind = kind_of(what, fate)
        if not kind.nouns:
            return NOTHING
        ways = {one: way_of_things(kind, one) for one in self.asked}
        fates = {one.fate for one, way in ways.items() if way in ("same", "part")}
        told = kind.fate or (next(iter(fates)) if len(fates) == 1 else "")
        named = next((one for one, way in ways.items() if way == "same"), None)
        is_asked = named is not None
        is_merged = named is not None and all(way_of_things(named, one) in ("same", "neither") for one in self.asked)
        is_named = any(way == "same" and one.fate == told for one, way in ways.items())
        is_near = set(ways.values()) != {"neither"} and bool(ways)
        thing = Kind((), frozenset(), told) if is_merged else Kind(kind.nouns, kind.qualities, told)
        name = () if any(kind.nouns == one.nouns for one in self.asked) else kind.nouns
        return Category(thing, name, is_asked, is_named, is_near, excludes)

    def way(self, one: Category, other: Category, *elsewise: Way) -> Way:
        """How what one claim counts compares with what another does; `elsewise` is how the two compare in other
        respects, their places and times. Where both overlap, and count no one thing, they are of two kinds."""
        if one.kind is None or other.kind is None:
            return "neither"
        if one.is_asked and other.is_asked:
            way_of_both = way_of_things(one.kind, other.kind)
            things: Way = way_of_both if way_of_both in ("part", "whole") else "same"
        elif one.is_asked:
            things = _any_of(way_of_things(kind, other.kind) for kind in self.asked)
        elif other.is_asked:
            things = _any_of(way_of_things(one.kind, kind) for kind in self.asked)
        else:
            things = way_of_things(one.kind, other.kind)
        fates = _way_of_fates(one, other)
        way = together((things, fates, _way_of_excluded(one.excludes, other.excludes), *elsewise))
        return "neither" if way == "overlap" and (one.name != other.name or fates != "same") else way

    def counts_asked(self, claim: Counted) -> bool:
        """Whether it may count what the question names, or a part of that, or a whole that has it."""
        if claim.warning or not claim.surface or not self.asked or is_further(claim.what):
            return True
        kind = kind_of(claim.what, claim.fate)
        return any(_may_be(kind, one) for one in self.asked)

    def names(self, what: str) -> bool:
        """Whether the question names such a thing, if of another fate."""
        return any(way_of_things(kind_of(what, ""), one) != "neither" for one in self.asked)

    def unused(self, claims: Iterable[Counted]) -> list[str]:
        """The words of the question that none of these claims may count."""
        kinds = {kind_of(claim.what, claim.fate) for claim in claims}
        return [words for words, one in self._named.items() if not any(_may_be(kind, one) for kind in kinds)]


def _may_be(one: Kind, other: Kind) -> bool:
    return way_of_things(one, other) != "neither" and (not one.fate or not other.fate or one.fate == other.fate)


def _any_of(ways: Iterable[Way]) -> Way:
    """The one way in which something compares with one of several names of a thing; if in several, neither."""
    found = set(ways) - {"neither"}
    return found.pop() if len(found) == 1 else "neither"


def _way_of_fates(one: Category, other: Category) -> Way:
    """All of something are the whole of those that were buried or killed, where the question is of such things; where
    it is not, nobody knows what became of the others."""
    mine, theirs = (each.kind.fate if each.kind else "" for each in (one, other))
    if mine == theirs or (one.is_named and other.is_named and not (mine and theirs)):
        return "same"
    if (mine and theirs) or not (one.is_near and other.is_near):
        return "neither"
    return "part" if mine else "whole"


def _way_of_excluded(mine: str, theirs: str) -> Way:
    """Of what leaves something out the rest is a part."""
    if mine == theirs:
        return "same"
    return "neither" if mine and theirs else "part" if mine else "whole"
