"""Passages that reviews redact, and where in other reports they are met: one report as received, compared with all."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from muniment.bodies import Result, fetch
from muniment.model import Authority, Record, Report, Seed, from_bytes, texts_in, to_bytes
from muniment.problems import Place, Problem
from muniment.publishable import hidden_in
from muniment.read.document import Whole, read_whole
from muniment.read.hiding import Sought, redactions_of, refused
from muniment.read.redaction import Cut, Moves, redact
from muniment.read.repeated import WORD, names_told, wholes_told
from muniment.read.surroundings import ENOUGH, surroundings
from muniment.read.told import APART, published_of, shared_by_rows, texts_stated
from muniment.settings import Settings
from muniment.sought import seeker_of

SHORT = re.compile(r"[^\W\d_]{1,3}")  # as "and"; a name has a capital letter
Names = tuple[tuple[str, ...], ...]
Span = tuple[int, int]


class Passage(Record, frozen=True):
    """What one redaction takes out, of which report and of which file; where that is said, why and when; the words
    among those around them, themselves, under all names of whom they name, and one by one."""

    report: str
    file: str
    place: Place
    reason: str
    date: str
    words: str
    phrases: tuple[str, ...]
    wholes: tuple[str, ...]
    names: tuple[str, ...]


class Looked(Record, frozen=True):
    """What is looked for in every report: the parts of passages that do not hang on where they were redacted."""

    words: tuple[str, ...]
    phrases: Names
    wholes: Names
    names: Names


class Met(Record, frozen=True):
    """The numbers of the passages that a report has in the same sentence; that it has; of which what it shares with
    other records of its file tells something. And what of it was not looked through."""

    copied: tuple[int, ...] = ()
    repeated: tuple[int, ...] = ()
    shared: tuple[int, ...] = ()
    unread: tuple[Problem, ...] = ()


class Held(Record, frozen=True):
    """A report of which something is held back: its seed, the digest of its body, and what it has as received."""

    seed: Seed
    digest: str
    met: Met


def passages_in(
    reviewed: Iterable[Seed], archive: Path, settings: Settings, authorities: tuple[Authority, ...]
) -> Iterator[Passage]:
    """All that reviews redact, each word of it once; of a review that is stale nobody knows what."""
    known = set[tuple[str, str]]()
    for seed in reviewed:
        if not (seed.review and seed.review.redactions):
            continue
        whole, text = read_whole(seed, archive, settings, []), ""
        if whole is None or refused(seed, whole, "", []):
            continue
        text = whole.content.text
        for one in redactions_of(seed):
            wholes = wholes_told(text, one, authorities)
            yield Passage(
                report=seed.review.report,
                file=seed.path if seed.row else "",
                place=Place(seed.review.path, one.line, one.column),
                reason=one.reason,
                date=one.date,
                words=text[one.start : one.end],
                phrases=tuple(dict.fromkeys(surroundings(text, one))),
                wholes=tuple(name for name in wholes if (seed.review.report, name) not in known),
                names=names_told(text, one, authorities) if seed.row else (),
            )
            known.update((seed.review.report, name) for name in wholes)


def looked_for(passages: Iterable[Passage]) -> Looked:
    """What of passages is looked for."""
    passages = tuple(passages)
    return Looked(
        words=tuple(one.words for one in passages),
        phrases=tuple(one.phrases for one in passages),
        wholes=tuple(one.wholes for one in passages),
        names=tuple(one.names for one in passages),
    )


def met_in(seed: Seed, looked: Looked, archive: Path, settings: Settings) -> Result:
    """What a seed has of all passages, as it was received: a Met."""
    whole, unread = read_whole(seed, archive, settings, []), list[Problem]()
    if whole is None:
        return to_bytes(Met()), ()
    text, form, told = whole.content.text, whole.content.form, published_of(seed, whole, archive, unread)
    shared = shared_by_rows(seed, whole) if seed.row else ""
    met = Met(
        copied=_numbers(looked.phrases, (text, form), (told, "plain")),
        repeated=_numbers(looked.wholes, (text, form), (told, "plain")),
        shared=_numbers(looked.names, (shared, "plain")) if shared else (),
        unread=tuple(unread),
    )
    return to_bytes(met), ()


def _numbers(names: Names, *texts: tuple[str, str]) -> tuple[int, ...]:
    seeker = seeker_of(names)
    return tuple(sorted({found.number for text, form in texts for found in seeker.find(text, form)}))


def left_in(
    held: Held, looked: Looked, archive: Path, settings: Settings, authorities: tuple[Authority, ...],
    everywhere: Sought, shelf: Path,
) -> Result:  # fmt: skip
    """What of that a report still has as it is published, without what is held back of it: a Met."""
    document = from_bytes(fetch(shelf, held.digest), Report).document
    texts = (document.text, document.form), (APART.join(texts_in(document)), "plain")
    repeated = _numbers(looked.wholes, *texts) if held.met.repeated else ()
    whole = read_whole(held.seed, archive, settings, []) if held.met.copied else None
    if whole is None:
        return to_bytes(Met(repeated=repeated)), ()
    hidden = hidden_in(held.seed, archive, settings, authorities, everywhere)
    published = set(texts_in(document))
    copied = set(_left_of_text(whole, hidden.spans, len(document.text), looked, held.met.copied))
    for value in texts_stated(whole):
        if hidden.sought.hidden(value) in published:
            cuts = [(cut.start, cut.end) for cut in hidden.sought.cuts_in(value)]
            copied.update(number for number, _ in _uncovered(value, "plain", cuts, looked, held.met.copied))
    return to_bytes(Met(tuple(sorted(copied)), repeated)), ()


def _left_of_text(
    whole: Whole, spans: tuple[Span, ...], length: int, looked: Looked, wanted: tuple[int, ...]
) -> Iterator[int]:
    """The passages that stand in what is published of the text, which has this length."""
    text, form = whole.content.text, whole.content.form
    made = redact(text, form, [Cut(*span) for span in spans]) if spans else None
    moves = made[2] if made else Moves(())
    for number, (start, _) in _uncovered(text, form, spans, looked, wanted):
        if moves.place(start, start)[0] < length:
            yield number


def _uncovered(
    text: str, form: str, cuts: Iterable[Span], looked: Looked, wanted: tuple[int, ...]
) -> Iterator[tuple[int, Span]]:
    """Where redacted words stand in a copy and are not cut out, by number."""
    cuts = sorted(cuts)
    for found in seeker_of(tuple(looked.phrases[number] for number in wanted)).find(text, form):
        number = wanted[found.number]
        for span in _words_within(text, form, (found.start, found.end), looked.words[number]):
            if not _is_covered(text, span, cuts):
                yield number, span


def _words_within(text: str, form: str, phrase: Span, words: str) -> list[Span]:
    """Where redacted words stand within a phrase; where that cannot be told, all of it. A long passage is the phrase
    itself."""
    start, end = phrase
    if len(WORD.findall(words)) >= ENOUGH:
        return [phrase]
    within = [(one.start, one.end) for one in seeker_of(((words,),)).find(text[start:end], form)]
    return [(start + first, start + last) for first, last in within] or [phrase]


def _is_covered(text: str, span: Span, cuts: Iterable[Span]) -> bool:
    """Whether nothing of it is left that says anything; a short word between two names says nothing."""
    position, is_cut = span[0], False
    for start, end in cuts:
        left = WORD.findall(text, position, max(position, min(start, span[1])))
        is_short = len(left) == 1 and left[0].islower() and SHORT.fullmatch(left[0])
        if left and not (is_short and is_cut and start < span[1]):
            return False
        position, is_cut = max(position, end), True
        if position >= span[1]:
            return True
    return not any(map(str.isalnum, text[position : span[1]]))
