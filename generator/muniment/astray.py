"""Claims that answer a question and seem to count something else, or to be of another place or time: warnings."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from muniment.link.categories import Categories
from muniment.link.claimants import days_of
from muniment.link.comparing import days_told, way_of_places, wholes_of
from muniment.model import Archive, Claimed, Entity, Question
from muniment.nearest import Nearest
from muniment.problems import Problem
from muniment.read.folder import shown
from muniment.read.questions import Asked

BESIDE = "put it below 'beside'"
IN_REVIEW = "in the review of its report"


def claims_astray(asked: Iterable[Asked], archive: Archive) -> Iterator[Problem]:
    """A warning for each fault, at the claim's own place in the file. Those beside a question count nothing of it."""
    figures = {figure.id: figure for figure in archive.figures if figure.status == "reviewed"}
    places = {one.id: one for one in archive.entities if one.kind == "place"} if figures else {}
    wholes = {one.id: one.part_of for one in places.values() if one.part_of}
    for one in asked:
        figure = figures.get(one.question.id)
        claims = {(each.report, each.claim.id): each for each in figure.claims} if figure else {}
        listed = zip(one.question.claims, one.claims, strict=True)
        found = [(claims[key], at) for ref, at in listed if (key := (ref.report, ref.claim)) in claims]
        looking = _Looking(one.question, [claimed for claimed, _ in found], places, wholes)
        for claimed, at in found:
            for what, hint in looking.at(claimed):
                yield Problem(at, f"{_words_of(claimed)} {what}", hint, "warning")


def _words_of(claimed: Claimed) -> str:
    """A claim's words, or its id where they are folded."""
    return f"“{shown(claimed.claim.surface)}”" if claimed.claim.surface else f"'{claimed.claim.id}'"


class _Looking:
    """What the claims of one question are held against."""

    def __init__(
        self, question: Question, claims: list[Claimed], places: Mapping[str, Entity], wholes: Mapping[str, str]
    ):
        self.question = question
        self.claims = claims
        self.places = places
        self.wholes = wholes
        self.categories = Categories(question)
        self.days = days_of(question.when)
        self._is_there: dict[str, bool] = {"": True}

    def at(self, claimed: Claimed) -> Iterator[tuple[str, str]]:
        """What is wrong with a claim, each with a hint."""
        claim, days = claimed.claim, days_told(claimed)
        if not self.categories.counts_asked(claim):
            what = f"counts '{shown(claim.what)}'" if claim.what else "counts nothing that has a name"
            told = f"{what}{f' ({claim.fate})' if claim.fate else ''}"
            yield f"{told}, and the question {shown(', '.join(self.question.counted))}", self._hint(claim.what)
        if self.question.where and not self._lies_there(claimed.place):
            here, there = self._name(claimed.place), self._name(self.question.where)
            hint = f"{BESIDE}, or mend 'where' {IN_REVIEW}, or say what '{here}' is 'part_of'"
            yield f"is of '{here}', and the question of '{there}'", hint
        if self.days and days and (days[1] < self.days[0] or self.days[1] < days[0]):
            told = f"is of {claim.when}" if claim.when else f"tells no day in a report of {claimed.published}"
            hint = f"{BESIDE}, or mend 'when' of the question, or {IN_REVIEW}"
            yield f"{told}, and the question is of {self.question.when}", hint

    @cached_property
    def _unused(self) -> Nearest:
        """The words of the question that name nothing that any of its claims counts."""
        return Nearest(self.categories.unused(each.claim for each in self.claims))

    def _hint(self, what: str) -> str:
        if not what or self.categories.names(what):
            return f"{BESIDE}, or mend what it counts {IN_REVIEW}"
        if near := self._unused.to(what):
            return f"if '{shown(near)}' below 'counted' is misspelt, write '{shown(what)}'"
        return f"{BESIDE}, or add '{shown(what)}' to 'counted'"

    def _lies_there(self, place: str) -> bool:
        """Whether a place is the question's, a part of it or its whole, as far as anybody says so."""
        if place not in self._is_there:
            asked = self.question.where
            around = {one: wholes_of(one, self.wholes) for one in (place, asked)}
            self._is_there[place] = (
                way_of_places(place, asked, around) != "neither"
                or self._is_said_within(place, asked)
                or self._is_said_within(asked, place)
            )
        return self._is_there[place]

    def _is_said_within(self, part: str, whole: str) -> bool:
        """Whether a gazetteer has the one within the other."""
        one, other = self.places.get(part), self.places.get(whole)
        return bool(one and one.place and other and not {other.name, *other.names}.isdisjoint(one.place.part_of))

    def _name(self, place: str) -> str:
        return shown(self.places[place].name if place in self.places else place)
