"""Questions in one line each: figures.html, the first page, and beside the claims of a report."""

from collections.abc import Sequence

from muniment.model import FigureLine, FigureList, FigureRef, Page, Record, Site, Status
from muniment.render.chart_claims import range_strip
from muniment.render.dates import written
from muniment.render.figure_counts import GLOSSARY, LABELS
from muniment.render.frame import Frame, Link, frame_of
from muniment.render.links import To, links_from
from muniment.render.view_figures import answer_words
from muniment.render.words import counted, listed, number


class FigureLineView(Record, frozen=True, kw_only=True):
    address: str
    question: str
    status: Status
    numbers_status: Status
    answer: str  # "lowest 440 or more, highest 447"
    extent: str  # "3 claims in 2 reports, 2 origins"
    about: str  # "Izium, September 2022"
    vector: tuple[tuple[str, str], ...]
    drawing: str  # HTML


class FigureListView(Record, frozen=True, kw_only=True):
    frame: Frame
    lead: str
    asked: tuple[FigureLineView, ...]
    suggested: tuple[FigureLineView, ...]
    left: str
    glossary: tuple[tuple[str, str], ...]
    pages: tuple[Link, ...]


class FigureLink(Record, frozen=True):
    """A question that a claim belongs to, as a report's page links it."""

    address: str
    question: str
    words: str  # "Answers", "Stands beside"
    status: Status


def view_figure_list(page: Page, site: Site) -> FigureListView:
    """All questions, those that editors ask first."""
    value = page.value
    assert isinstance(value, FigureList)
    to = links_from(page.address)
    title = "Figures" if value.part == 1 else f"Figures, part {value.part}"
    views = [view_figure_line(one, to) for one in value.figures]
    sorts = ((value.asked, "asked by the editors"), (value.suggested, "suggested by rules"))
    extent = listed([f"{counted(count, 'question')} {how}" for count, how in sorts if count])
    return FigureListView(
        frame=frame_of(page.address, site, title, f"How many? {extent}, in {site.title}.", section="figures"),
        lead=f"{extent}. Every claim that answers a question stands on one scale, with those who stand behind it.",
        asked=tuple(one for one in views if one.status != "suggested"),
        suggested=tuple(one for one in views if one.status == "suggested"),
        left=number(value.left) if value.left else "",
        glossary=GLOSSARY,
        pages=tuple(
            Link(to(address), number(index), "page" if index == value.part else "")
            for index, address in enumerate(value.parts, 1)
        )
        if len(value.parts) > 1
        else (),
    )


def view_figure_line(line: FigureLine, to: To) -> FigureLineView:
    """A question in a list."""
    known = "" if line.known_origins == line.origins else "known "
    origins = counted(line.known_origins, f"{known}origin") if line.known_origins else "origin not known"
    origins = f", {origins}" if line.origins else ""
    claims = f"{counted(line.claims, 'claim')} in {counted(line.reports, 'report')}" if line.claims else "no claim yet"
    about = [line.where.name if line.where else "", written(line.when) if line.when else ""]
    return FigureLineView(
        address=to(line.address),
        question=line.question,
        status=line.status,
        numbers_status=line.numbers_status,
        answer=answer_words([(one.op, one.low, one.high) for one in line.ranges]),
        extent=claims + origins,
        about=", ".join(filter(None, about)),
        vector=tuple(zip(LABELS, map(number, line.counts), strict=True)),
        drawing=range_strip(
            [(one.op, one.low, one.high, one.is_retold) for one in line.ranges], f"{line.question} The claims"
        ),
    )


def figure_links(refs: Sequence[FigureRef], to: To) -> dict[str, tuple[FigureLink, ...]]:
    """By claim the questions that it belongs to."""
    found: dict[str, list[FigureLink]] = {}
    for one in refs:
        words = "Answers" if one.belonging == "answers" else "Stands beside"
        found.setdefault(one.claim, []).append(FigureLink(to(one.address), one.question, words, one.status))
    return {claim: tuple(links) for claim, links in found.items()}
