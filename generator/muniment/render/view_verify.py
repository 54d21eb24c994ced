"""How the archive can be checked, as verify.html sees it."""

from typing import Literal

from muniment.model import Page, Record, Site
from muniment.model.sealing_pages import VerifyPage
from muniment.render.frame import Frame, Link, frame_of
from muniment.render.links import ENTRIES, FORMAT, LOG, SUMS, VERIFIER, links_from
from muniment.render.sealing_parts import CheckpointView, KeyView, view_checkpoint, view_key
from muniment.render.verify_checks import Checks, checks_of
from muniment.render.words import counted, number

State = Literal["signed", "unsigned", "never sealed"]


class CountLine(Record, frozen=True):
    """So many reports, and what is true of them."""

    figure: str
    words: str


class VerifyView(Record, frozen=True, kw_only=True):
    frame: Frame
    state: State
    reports: str
    counts: tuple[CountLine, ...]
    verified: str
    signer: str
    last: CheckpointView | None
    log: str
    checkpoints: str
    example: tuple[str, str, str]  # of a citation: origin, size and root
    checks: Checks
    keys: tuple[KeyView, ...]
    sums: str
    written: str  # where all formats are written down
    files: tuple[tuple[Link, str], ...]  # with what each is


def view_verify(page: Page, site: Site) -> VerifyView:
    """The state of the build, the checks, the keys."""
    value, address = page.value, page.address
    assert isinstance(value, VerifyPage)
    to = links_from(address)
    first, last = value.first, value.last
    about = f"How anyone can check {site.title}, and what no check shows."
    return VerifyView(
        frame=frame_of(address, site, "Check this archive", about),
        state="never sealed" if last is None else "signed" if value.is_signed else "unsigned",
        reports=counted(value.reports, "report"),
        counts=_counts(value),
        verified=_verified(value),
        signer=value.signer,
        last=view_checkpoint(last, value.authorities, to, last.size) if last else None,
        log=to(LOG) if last else "",
        checkpoints=counted(value.checkpoints, "checkpoint"),
        example=(first.origin, str(first.size), first.root) if first else ("", "", ""),
        checks=checks_of(value),
        keys=tuple(view_key(key, first.size if first else 0, to) for key in value.keys),
        sums=to(SUMS),
        written=to(FORMAT),
        files=tuple((Link(to(file), file), words) for file, words in _files(value)),
    )


def _counts(page: VerifyPage) -> tuple[CountLine, ...]:
    lines = [
        (page.sealed, "sealed as it is shown" if page.sealed == 1 else "sealed as they are shown"),
        (page.reports - page.sealed - page.newer, "not yet sealed"),
        (page.newer, "newer than the log: changed, and not sealed again"),
    ]
    return tuple(CountLine(number(count), words) for count, words in lines)


def _verified(page: VerifyPage) -> str:
    """Other reviews may be signed by fewer than must, or be not complete."""
    by = " with a key" if page.reviewers < 2 else f" by {page.reviewers} keys of different people"
    if not page.verified:
        return f"No report has a complete review signed{by}"
    whole = f"{counted(page.verified, 'report')} of {number(page.reports)} with a complete review signed{by}"
    if not page.unpublished:
        return whole
    are = "is" if page.unpublished == 1 else "are"
    return (
        f"{whole}; {number(page.unpublished)} of them {are} not published whole, and so no reader can check that review"
    )


def _files(page: VerifyPage) -> list[tuple[str, str]]:
    log = [
        (LOG, "the log, checkpoint by checkpoint"),
        (ENTRIES, "the log itself, a leaf a line"),
    ]
    return [
        *(log if page.last else []),
        (SUMS, "the list of all files"),
        (FORMAT, "how all of this is written, for whoever makes a program of their own"),
        (VERIFIER, "the program that checks it"),
    ]
