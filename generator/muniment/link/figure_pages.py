"""The pages of questions, and how other pages show them: figures.html, figures/ID.html."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain

from muniment.link.addresses import FIGURES, of_claim, of_figure, of_part
from muniment.link.drafts import Draft, Kind, draft_of, stamp_of
from muniment.link.lines import Directory
from muniment.model import (
    VECTOR,
    Archive,
    Belonging,
    Claimed,
    ClaimLine,
    CountedRange,
    Counts,
    Figure,
    FigureLine,
    FigureList,
    FigurePage,
    FigureRef,
    Name,
    Origin,
    OriginLine,
    Page,
    Quotation,
    Redirect,
    Somebody,
    Standing,
    TieLine,
    Vector,
)  # fmt: skip

MOST_SHOWN = 200  # claims on one page
MOST_BESIDE = 40
MOST_ORIGINS = 60
MOST_MEMBERS, MOST_TIES = 40, 12  # of one origin
MOST_NAMES = 40  # under one count
MOST_DRAWN = 24  # ranges in the small drawing of a list


def figure_pages(archive: Archive, directory: Directory, length: int) -> Iterator[Draft]:
    """figures.html, in parts of so many, a page for every question, and one that leads on from each address that one
    had; nothing where there is none."""
    if not archive.figures:
        return
    yield from directory.drafts(Kind("figure pages", _figure_drafts), {one.id: (one,) for one in archive.figures})
    for one in archive.figures:
        for former in one.former:
            yield draft_of(Page(of_figure(former), Redirect(of_figure(one.id), one.question)))
    lines = figure_lines(archive.figures, directory)
    parts = [lines[start : start + length] for start in range(0, len(lines), length)]
    addresses = tuple(of_part(FIGURES, number) if number > 1 else FIGURES for number in range(1, len(parts) + 1))
    asked = sum(one.status == "reviewed" for one in archive.figures)
    for number, (address, part) in enumerate(zip(addresses, parts, strict=True), 1):
        value = FigureList(
            figures=tuple(part),
            part=number,
            parts=addresses,
            asked=asked,
            suggested=len(lines) - asked,
            left=archive.figures_left,
        )
        yield draft_of(Page(address, value))


def figure_lines(figures: Iterable[Figure], directory: Directory) -> list[FigureLine]:
    """Questions as lists show them."""
    return [_line_of(one, directory) for one in figures]


def figures_by_report(figures: Iterable[Figure]) -> Mapping[str, tuple[FigureRef, ...]]:
    """For each report the questions that its claims answer, or stand beside."""
    found = defaultdict[str, list[FigureRef]](list)
    for figure in figures:
        address = of_figure(figure.id)
        belongings: tuple[Belonging, ...] = ("answers", "beside")
        for belonging, claims in zip(belongings, (figure.claims, figure.beside), strict=True):
            for one in claims:
                ref = FigureRef(one.claim.id, belonging, address, figure.question, figure.status)
                found[one.report].append(ref)
    return {report: tuple(refs) for report, refs in found.items()}


def vector_counts(vector: Vector) -> Counts:
    """The six counts."""
    outlets, relays, speakers, parties, first_hand, documents = (len(getattr(vector, field)) for field in VECTOR)
    return outlets, relays, speakers, parties, first_hand, documents


def _line_of(figure: Figure, directory: Directory) -> FigureLine:
    drawn = [
        CountedRange(one.claim.op, one.claim.low, one.claim.high, standing.retells >= 0)
        for one, standing in zip(figure.claims, figure.standings, strict=True)
        if one.claim.low is not None or one.claim.high is not None
    ]
    return FigureLine(
        id=figure.id,
        address=of_figure(figure.id),
        question=figure.question,
        status=figure.status,
        where=directory.plain.get(figure.where),
        when=figure.when,
        claims=len(figure.claims),
        reports=len({one.report for one in figure.claims}),
        origins=len(figure.origins),
        counts=vector_counts(figure.vector),
        ranges=tuple(dict.fromkeys(drawn))[:MOST_DRAWN],
    )


def _figure_drafts(directory: Directory, figure: Figure) -> Iterator[Draft]:
    shown = _shown(figure)
    lines = list(dict.fromkeys(one.report for one in chain(*shown)))
    names = sorted(set(_named_by(figure, shown)))  # those too whom nobody knows yet
    stamps = [directory.line_stamps[one] for one in lines], [directory.stamps.get(one) for one in names]
    stamp = stamp_of("figure", figure, *stamps)
    yield Draft(of_figure(figure.id), stamp, partial(_figure_page, figure), lines, names)


def _shown(figure: Figure) -> tuple[Sequence[Claimed], Sequence[Claimed], Sequence[Claimed]]:
    """The claims that answer it and those beside it for which there is room, and those that are suggested."""
    return figure.claims[:MOST_SHOWN], figure.beside[:MOST_BESIDE], figure.further


def _named_by(figure: Figure, shown: Iterable[Sequence[Claimed]]) -> Iterator[str]:
    """The ids of all whom the page may name."""
    yield figure.where
    for one in chain(*shown):
        yield from (one.place, one.party, one.speaker.id if one.speaker else "")
        yield from (carrier.id for carrier in one.carriers)
    for field in VECTOR:
        yield from (one.id for one in getattr(figure.vector, field)[:MOST_NAMES])
    for origin in figure.origins[:MOST_ORIGINS]:
        yield from (tie.through.id for tie in origin.ties[:MOST_TIES] if tie.through)


def _figure_page(figure: Figure, directory: Directory) -> Page:
    claims, beside, further = _shown(figure)
    standings: list[Standing | None] = [*figure.standings[: len(claims)]]
    value = FigurePage(
        id=figure.id,
        question=figure.question,
        status=figure.status,
        counted=figure.counted,
        where=directory.plain.get(figure.where),
        when=figure.when,
        note=figure.note,
        claims=tuple(_claim_line(one, standing, directory) for one, standing in zip(claims, standings, strict=True)),
        beside=tuple(_claim_line(one, None, directory) for one in beside),
        further=tuple(_claim_line(one, None, directory) for one in further),
        quotations=tuple(_quotation(one, directory) for one in (*claims, *beside, *further)),
        left=len(figure.claims) - len(claims),
        beside_left=len(figure.beside) - len(beside),
        further_left=figure.further_left,
        reports=len({one.report for one in figure.claims}),
        origins=tuple(_origin_line(one, directory) for one in figure.origins[:MOST_ORIGINS]),
        origins_left=max(0, len(figure.origins) - MOST_ORIGINS),
        vector=tuple(
            tuple(_name(one, directory) for one in getattr(figure.vector, field)[:MOST_NAMES]) for field in VECTOR
        ),
        counts=vector_counts(figure.vector),
        reports_of_nobody=figure.vector.reports_of_nobody,
        speakers_of_no_party=figure.vector.speakers_of_no_party,
        is_place_listed=not figure.where or figure.where in directory.register.by_id,
        to_adopt=tuple(f"{one.report}#{one.claim.id}" for one in figure.claims if figure.status == "suggested"),
    )
    return Page(of_figure(figure.id), value)


def _claim_line(one: Claimed, standing: Standing | None, directory: Directory) -> ClaimLine:
    return ClaimLine(
        claim=one.claim,
        speaker=_name(one.speaker, directory) if one.speaker else None,
        party=_name(Somebody(one.party, one.party), directory) if one.party else None,
        carriers=tuple(_name(carrier, directory) for carrier in one.carriers),
        place=directory.plain.get(one.place),
        note=one.note,
        standing=standing,
    )


def _quotation(one: Claimed, directory: Directory) -> Quotation:
    claim, line = one.claim, directory.line_of(one.report)
    sentences = directory.rows[one.report].sentences
    return Quotation(
        line, of_claim(one.report, claim.anchor), "", claim.start, claim.end, claim.status, edtf=claim.when,
        sentences=sentences, number=claim.sentence,
    )  # fmt: skip


def _origin_line(origin: Origin, directory: Directory) -> OriginLine:
    ties = tuple(
        TieLine(tie.kind, tie.members[:MOST_MEMBERS], _name(tie.through, directory) if tie.through else None)
        for tie in origin.ties[:MOST_TIES]
    )
    return OriginLine(origin.members[:MOST_MEMBERS], len(origin.members), ties, origin.is_known)


def _name(one: Somebody, directory: Directory) -> Name:
    """Somebody as pages show them; of whom nothing is known the name as the report has it."""
    return directory.plain.get(one.id) or Name("", "source", one.name or one.id, "", "suggested")
