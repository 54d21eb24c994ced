"""What an editor says instead of what was found, or of what was not: values one by one, and words of the text."""

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches

from muniment.cards import Card, Line, Piece, line, rows
from muniment.ids import plain_id
from muniment.keystrokes import ENTER, ESCAPE
from muniment.link.decided import CHAIN, Pairs
from muniment.model import Authority, Decision, FieldKind, FindingKind
from muniment.read.folder import shown
from muniment.read.review_file import ONE_OF, SAYS, advise_value
from muniment.review.cards import LABELS, passage, said_pairs, who
from muniment.review.places import ask_for_place
from muniment.review.session import Session

BEGUN = "It begins with what you wrote before."
ODD = "“{}” is no word of the report, in which “of what” is told."
WHO = ("entity", "speaker", "of", "where", "source", CHAIN)  # values that may be an id of the editors' lists
WORD = re.compile(r"\w+")
MOST_ALIKE = 8
MOST_COMPARED = 20_000  # names, which take about a second


class Form:
    """The values of one finding, or of a field, while they are asked for. Where they were given for the matter of a
    `key` before, and that was taken back, they begin with what was given, and `place` is where it stood."""

    def __init__(
        self, session: Session, about: FindingKind | FieldKind, head: Sequence[Line], says: Pairs,
        key: tuple[str, tuple[int, ...]] = ("", ()),
    ):  # fmt: skip
        self.session, self.talk, self.case = session, session.talk, session.case
        self.about, self.head = about, list(head)
        self.before = self.says = tuple(says)
        self.message, self.note_before = "", session.note
        self.place: tuple[int, int] | None = None
        if taken := session.taken.get(key):
            self._begin_with(taken)

    def fill(self, place: tuple[int, int] | None, can_move: bool) -> tuple[Pairs, tuple[int, int] | None] | None:
        """All values and the place of the words, once the editor says that they are right; None where all is to stay as
        it was."""
        while True:
            key = self.talk.key(self._card(place, can_move), self._keys(can_move))
            self.message = ""
            if key == ENTER:
                return self.says, place
            if key in (ESCAPE, "q"):
                self.session.note = self.note_before  # one that was written here was for this
                return None
            if key == "w":
                words = self._words(place)
                found = ask_for_place(
                    self.talk, self.case, self.head, "words of the report", words=words, is_whole=True
                )
                place = found[0] if found else place
            elif key == "n":
                self.session.take_note(self.head)
            else:
                self.ask(SAYS[self.about][int(key) - 1])

    def changes(self) -> Pairs:
        """Of the values those that are others than they were; one that is gone is empty."""
        names = dict.fromkeys(name for name, _ in (*self.before, *self.says))
        pairs: list[tuple[str, str]] = []
        for name in names:
            was, now = _values(self.before, name), _values(self.says, name)
            if was != now:
                pairs += [(name, value) for value in now or [""]]
        return tuple(pairs)

    def _begin_with(self, taken: Decision) -> None:
        """What was given before, and its note."""
        is_field, selector = taken.selector is None, taken.selector
        self.says = tuple(("value" if is_field else name, value) for name, value in taken.values if value)
        self.place = (selector.start, selector.start + len(selector.exact)) if selector else None
        self.message = BEGUN
        self.session.note = self.session.note or taken.note

    def _words(self, place: tuple[int, int] | None) -> str:
        return " ".join(self.case.text[slice(*place)].split()) if place else ""

    def _keys(self, can_move: bool) -> set[str]:
        return {*map(str, range(1, len(SAYS[self.about]) + 1)), ENTER, ESCAPE, "q", "n", *("w" if can_move else "")}

    def _card(self, place: tuple[int, int] | None, can_move: bool) -> Card:
        words = [passage(self.case, *place, 300), line()] if place else []
        keys: list[str | Piece] = [Piece("enter", "key"), " writes it   ", Piece("q", "key"), " leaves it as it was   "]
        keys += [Piece("n", "key"), " note   ", *((Piece("w", "key"), " other words") if can_move else ())]
        told = [line(Piece(self.message, "warning"))] if self.message else []
        told += [line(Piece("note: ", "label"), self.session.note)] if self.session.note else []
        listed = rows(said_pairs(self.about, self.says, self.case, with_empty=True), numbers=True)
        return Card((*self.head, *words, *listed), (line(), *told, line(*keys)))

    def ask(self, name: str) -> None:
        """One value, which takes the place of what was said."""
        known = ", ".join(_values(self.says, name))
        head = [*self.head, *rows(said_pairs(self.about, self.says, self.case)), line()]
        if choices := ONE_OF.get((self.about, name)):
            others = "none of them" if name in ("basis", "fate") else ""
            chosen = self.talk.choose(head, [line(one) for one in choices], others=others)
            answer = known if chosen is None else "" if chosen < 0 else choices[chosen]
        else:
            asked = self.talk.line(Card(tuple(head)), LABELS[name], known)
            answer = known if asked is None else asked
        if answer == known:
            return
        if answer and (hint := advise_value(self.about, name, answer)):
            self.message = f"“{LABELS[name]}” cannot be '{shown(answer)}' – {hint}"
            return
        values = [one.strip() for one in answer.split(",")] if name == CHAIN else [answer]
        if name in WHO or (self.about == "publisher" and name == "value"):
            meant = [self._identified(name, one) for one in values]
            if None in meant:
                return
            values = [one for one in meant if one is not None]
        if name == "what" and (odd := self._odd(answer)):
            self.message = ODD.format(odd)
        kept = tuple(pair for pair in self.says if pair[0] != name)
        self.says = (*kept, *((name, one) for one in values if one))
        if self.about == "mention" and name in ("entity", "name") and answer:
            other = "name" if name == "entity" else "entity"
            self.says = tuple(pair for pair in self.says if pair[0] != other)
        if self.about == "date" and name == "value":  # what it stood for goes with it
            self.says = tuple(pair for pair in self.says if pair[0] != "edtf")

    def _odd(self, words: str) -> str:
        """The first of the words that is none of the report."""
        known = {one.casefold() for one in WORD.findall(self.case.text)}
        return next((one for one in WORD.findall(words) if one.casefold() not in known), "")

    def _identified(self, name: str, words: str) -> str | None:
        """The id that the words mean, if editors list one and the editor says so; else the words. None where the value
        is to stay as it was."""
        if not words or words in self.case.authorities:
            return words
        near = list(alike(words, self.case.authorities))
        if not near:
            return words
        head = [*self.head, line(f"“{words}” is no id of the editors' lists. Is it one of these?"), line()]
        was = ", ".join(_values(self.says, name))
        chosen = self.talk.choose(
            head,
            [line(f"{one.id}: {who(one)}") for one in near],
            others=f"none of them: write “{words}”",
            leaves=f"“{LABELS[name]}” as it was: {was or 'not said'}",
        )
        return None if chosen is None else words if chosen < 0 else near[chosen].id


def alike(words: str, authorities: Mapping[str, Authority]) -> Iterator[Authority]:
    """Those whom words may mean: by a name of theirs, by the beginning or a part of one, or nearly so."""
    asked, found = plain_id(words), dict[str, Authority]()
    known = {plain_id(name): one for one in authorities.values() for name in (one.id, one.name, *one.names)}
    for test in (asked.__eq__, lambda key: key.startswith(asked), lambda key: asked in key):
        found |= {one.id: one for key, one in known.items() if asked and test(key) and one.id not in found}
    if len(known) <= MOST_COMPARED:
        found |= {known[key].id: known[key] for key in get_close_matches(asked, known, MOST_ALIKE, 0.7)}
    yield from list(found.values())[:MOST_ALIKE]


def named(words: str, authorities: Mapping[str, Authority]) -> Authority | None:
    """The one whom editors list under just these words, if nobody else has them."""
    found = [one for one in authorities.values() if words in (one.name, *one.names)]
    return found[0] if len(found) == 1 else None


def _values(pairs: Pairs, name: str) -> list[str]:
    return [value for one, value in pairs if one == name and value]
