"""What `muniment review` does."""

import os
from collections import Counter
from collections.abc import Sequence
from datetime import date as Day
from functools import partial
from pathlib import Path

from muniment.columns import columns
from muniment.console import Voice
from muniment.keystrokes import Keys
from muniment.model import to_readable_json
from muniment.outcome import counted
from muniment.problems import InputError, Place, Problem
from muniment.read.kinds import SAVED_PAGES, ending_of
from muniment.review.case import hidden_of, open_case, why_held_back
from muniment.review.disk import ReviewOnDisk
from muniment.review.session import Session
from muniment.review.signing import BECOMES_PUBLIC, open_to_sign, sign_review
from muniment.review.states import STATES, State, is_shut, needs_a_look, states_of
from muniment.review.talk import Talk
from muniment.review.walk import walk
from muniment.seal.public_keys import fingerprint

HEADS = ("report", "date", "state", "decided", "open", "need", "reviewer")
OF_WORDS = (0, 1, 2, 6, 7)  # columns without figures, whose heads stand over the beginning
WORDS = {"open": "nobody yet", "broken": "review cannot be read", "unread": "cannot be read"}
MOST_TOLD = 20  # reports of which it is told why they are not published


def run(
    voice: Voice, identifier: str, archive: str, is_next: bool, is_list: bool, form: str, reviewer: str, on: str,
    key: str | None,
) -> int:  # fmt: skip
    """Walk an editor through a report, sign its review, or tell how far the archive is; gives the status to exit with.
    Raises ArchiveError."""
    day, folder = on or Day.today().isoformat(), Path(archive)
    if key:
        return _sign(voice, folder, identifier, Path(key))
    if is_list or is_next or not identifier:
        progress = voice.step if voice.is_watched or not is_list else nothing  # a list may be read by a program
        states = states_of(folder, day, os.cpu_count() or 1, progress, voice.say)
        if is_list:
            voice.show(to_readable_json(states).decode() if form == "json" else table_of(states))
            return 0
        voice.say(why_held([one for one in states if is_shut(one)]))
        identifier = next((one.id for one in states if needs_a_look(one)), "")
        if not identifier:
            voice.say(_nothing_open(states))
            return 0
    case = open_case(folder, identifier)
    document, is_page = case.report.document, ending_of(case.seed.path) in SAVED_PAGES
    disk = ReviewOnDisk(folder.resolve(), document.id, case.seed.sha256, document.text_sha256, is_page)
    with Keys() as keys:
        held = why_held_back(case, folder, disk.review)
        by, hide = reviewer or _asked(voice, keys, disk), partial(hidden_of, case, folder)
        session = Session(case, disk, Talk(voice, keys), by, day, held, hide=hide)
        walk(session)
    voice.put_away()
    voice.say(_parting(session))
    return 0


def _sign(voice: Voice, folder: Path, identifier: str, key_file: Path) -> int:
    if not identifier:
        what = "no report is named whose review is to be signed"
        raise InputError(Problem(Place("--sign"), what, "muniment review --sign KEY ID"))
    review = open_to_sign(folder.resolve(), open_case(folder, identifier))
    voice.say(BECOMES_PUBLIC.format(review.path))
    made = sign_review(review, key_file)
    for line in made.moved:
        voice.say(line)
    voice.say(f"{made.path}: signed by {made.key.principal} with the key {fingerprint(made.key.key)}")
    return 0


def nothing(stage: str, done: int, total: int) -> None:
    """How far it is, told to nobody."""


def table_of(states: Sequence[State]) -> str:
    """The reports below each other, and how many are in which state."""
    rows: list[tuple[str, ...]] = [
        (
            one.id, one.date, _in_words(one), f"{one.decided:,}", f"{one.undecided:,}", f"{one.need:.2f}", one.reviewer,
        )
        for one in states
    ]  # fmt: skip
    found = Counter(one.state for one in states)
    totals = ", ".join(f"{found[state]:,} {WORDS.get(state, state)}" for state in STATES if found[state])
    held = why_held([one for one in states if one.held])
    heads: tuple[str, ...] = HEADS
    if any(one.signed for one in states):
        heads, rows = (*HEADS, "signed"), [(*row, ", ".join(one.signed)) for row, one in zip(rows, states, strict=True)]
    return (
        f"{columns([heads, *rows], OF_WORDS)}\n{held}{counted(len(states), 'report')}{': ' if totals else ''}{totals}"
    )


def why_held(states: Sequence[State]) -> str:
    """Why these are not published, a line each; empty where there are none."""
    lines = [f"{one.id} is not published: {one.held}\n" for one in states[:MOST_TOLD]]
    left = len(states) - MOST_TOLD
    return "".join([*lines, f"and {left:,} more are not: `muniment check` tells why\n"] if left > 0 else lines)


def _in_words(one: State) -> str:
    words = WORDS.get(one.state, one.state)
    return f"{words}, held back" if one.state == "stale" and one.held else words


def _nothing_open(states: Sequence[State]) -> str:
    if not states:
        return "there are no reports here"
    shut = any(map(is_shut, states))
    return f"nothing is open: all {'other ' if shut else ''}reports were looked at"


def _asked(voice: Voice, keys: Keys, disk: ReviewOnDisk) -> str:
    """Who decides, where neither an option nor the environment says so."""
    last = disk.review.reviewer.split(", ")[-1] if disk.review else ""
    if not keys.is_terminal:
        voice.say(f"who reviews? [{last}]" if last else "who reviews?")
    name = (keys.line("Who reviews? A pseudonym is fine: ", last) or "").strip() or ("" if keys.is_terminal else last)
    if not name:
        hint = "--reviewer NAME, or MUNIMENT_REVIEWER in the environment; a pseudonym is fine"
        raise InputError(Problem(Place("--reviewer"), "nobody is named who decides", hint))
    return name


def _parting(session: Session) -> str:
    """What is left, once the editor leaves."""
    review = session.disk.review
    if review is None:
        return "nothing was decided"
    state = "complete" if review.is_complete else "not complete"
    stale = ", and stale: the file is another one by now" if session.is_stale else ""
    return f"{session.disk.name}: {counted(len(review.decisions), 'decision')}, {state}{stale}"
