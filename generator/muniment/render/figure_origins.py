"""Why claims are one origin, in words, and how each claim stands among the others."""

from collections.abc import Sequence

from muniment.counts import extent_of
from muniment.model import Apart, ClaimLine, Counted, Line, OriginLine, Record, Standing, TieKind, TieLine
from muniment.render.links import To
from muniment.render.view_parts import NameView, view_name
from muniment.render.words import counted, number

ABOUT_TIES: dict[TieKind, tuple[str, str]] = {  # before whom it is through, and after
    "utterance": ("count as one utterance: ", " says so"),
    "speaker": ("are of one speaker, ", ", on days further apart; one who says a thing again is no second origin"),
    "alike": ("are of speakers whose names are alike, and who may be one", ""),
    "retelling": ("are a report’s own words and the quotation that they rest on, of ", ""),
    "words": ("stand in sentences of nearly the same words (suggested: a program compared them)", ""),
    "document": ("rest on one document, of ", ""),
    "relay": ("came through ", ""),
    "copy": ("stand in reports of nearly the same words (suggested: a program compared them)", ""),
    "version": ("stand in versions of one report", ""),
    "unknown": ("come from nobody knows whom: no report names who said, saw or read it, so they count as one", ""),
}
LETTERS_OF_DAY = 10  # letters of YYYY-MM-DD
ONE_DOCUMENT = "rest on documents that are not all named, and may be one"
ABOUT_APART: dict[Apart, str] = {
    "no number": "without a number to compare",
    "other category": "of something else",
    "other place": "of another place",
    "other day": "of another day",
    "too many kinds": "of another kind, of which this question has too many to compare",
}


class TieView(Record, frozen=True):
    """ "Claims 1 and 2", then words, whom it is through, and words again; claims with their anchors on the page."""

    claims: tuple[tuple[str, str], ...]
    before: str
    name: NameView | None
    after: str


class OriginView(Record, frozen=True, kw_only=True):
    """An origin: "Claims 1 and 2", how many more it has, and what ties them."""

    claims: tuple[tuple[str, str], ...]
    left: str
    is_known: bool
    ties: tuple[TieView, ...]


class StandingView(Record, frozen=True, kw_only=True):
    """A claim among the others: what it only tells again, with which it is in conflict, and what it is not compared
    with."""

    retells: tuple[str, str] | None
    conflicts: tuple[tuple[str, str], ...]
    conflicts_left: str
    is_numbered: bool
    apart: tuple[str, ...]
    is_alone: bool  # nothing else is there to compare it with
    agrees: str  # "with both others", "with 3 others"; empty where there is none


def view_origins(origins: Sequence[OriginLine], reports: Sequence[Line], to: To) -> tuple[OriginView, ...]:
    """The origins in words; `reports` are those of the claims on the page, further ones are only counted."""
    shown = len(reports)
    return tuple(
        OriginView(
            claims=links_of(one.members, shown),
            left=_left(one.size - len([each for each in one.members if each < shown])),
            is_known=one.is_known,
            ties=tuple(_view_tie(tie, reports, to) for tie in one.ties if len(links_of(tie.members, shown)) > 1),
        )
        for one in origins
    )


def view_standing(claim: Counted, standing: Standing, claims: Sequence[ClaimLine], total: int) -> StandingView:
    """How a claim stands among the `total` of its question, of which `claims` are on the page."""
    conflicts = links_of(standing.conflicts, len(claims))
    agreeing = total - 1 - standing.conflicting - sum(count for _, count in standing.apart)
    is_numbered = extent_of(claim.op, claim.low, claim.high) is not None
    return StandingView(
        retells=link_of(standing.retells) if 0 <= standing.retells < len(claims) else None,
        conflicts=conflicts,
        conflicts_left=_left(standing.conflicting - len(conflicts)),
        is_numbered=is_numbered,
        apart=tuple(f"{counted(count, 'claim')} {ABOUT_APART[reason]}" for reason, count in standing.apart)
        if is_numbered
        else (),
        is_alone=total < 2,
        agrees=_agrees(agreeing, total),
    )


def links_of(members: Sequence[int], shown: int) -> tuple[tuple[str, str], ...]:
    """The numbers of claims, counted from 1, that are on the page, with their anchors."""
    return tuple(link_of(one) for one in members if one < shown)


def link_of(claim: int) -> tuple[str, str]:
    """The number of a claim, counted from 1, and its anchor."""
    return number(claim + 1), f"#claim-{claim + 1}"


def _view_tie(tie: TieLine, reports: Sequence[Line], to: To) -> TieView:
    before, after = ABOUT_TIES[tie.kind]
    if tie.kind == "utterance":
        after += _when_said([reports[one] for one in tie.members if one < len(reports)])
    if tie.kind == "document" and tie.through is None:
        before = ONE_DOCUMENT
    name = view_name(tie.through, to) if tie.through else None
    return TieView(links_of(tie.members, len(reports)), before, name, after)


def _when_said(reports: Sequence[Line]) -> str:
    if len({one.id for one in reports}) == 1:
        return " in one report"
    if all(len(one.published) == LETTERS_OF_DAY for one in reports):
        return " in reports that follow one another by two days or less"
    return " in reports of which not every day is known"


def _left(count: int) -> str:
    return f"{counted(count, 'more', 'more')}" if count > 0 else ""


def _agrees(count: int, total: int) -> str:
    if count <= 0:
        return ""
    if count == total - 1:
        return "the other" if total == 2 else "all others"
    return counted(count, "other")
