"""Whether decisions would hold: they are made on trial as a build makes them, before they are written."""

from collections.abc import Sequence

from muniment.link.decided import Names
from muniment.link.decisions import decide
from muniment.model import Decision, Review, changed
from muniment.problems import Problem
from muniment.review.case import Case


def faults_of(case: Case, before: Sequence[Decision], new: Sequence[Decision]) -> dict[Decision, Problem]:
    """Of new decisions, behind those before them, each that a build would refuse, with the first reason."""
    numbered = [changed(one, spots=(("", number, 1),)) for number, one in enumerate(new, 1)]
    decisions = (*(changed(one, spots=()) for one in before), *numbered)
    review = Review(report="", path="", seed=case.seed.sha256, reviewer="", date="", decisions=decisions)
    problems: list[Problem] = []
    decide(case.report, review, Names(case.authorities), problems)
    faults: dict[Decision, Problem] = {}
    for one in problems:
        if one.place.line and one.severity == "error":
            faults.setdefault(new[one.place.line - 1], one)
    return faults
