"""What `muniment evaluate` does."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from muniment.columns import columns
from muniment.console import Voice
from muniment.evaluate import Fault, Score, Share, evaluate
from muniment.gold import KINDS, read_gold
from muniment.model import to_readable_json

HEADS = ("what", "marked", "found", "right", "precision", "recall", "F")
FIRST = ("strict", "overlap")  # of each kind; what it is made of, and what it says, comes after


def run(voice: Voice, gold: list[str], form: str, errors: bool) -> int:
    """Tell how well the rules find what is marked in the texts of files; gives the status to exit with. Raises
    InputError."""
    texts = [text for path in gold for text in read_gold(Path(path))]
    score = evaluate(texts, voice.step)
    if form == "json":
        voice.show(json_of(score, with_faults=errors))
        return 0
    if errors:
        for fault in score.faults:
            voice.show(words_of(fault))
        voice.show("\n")
    voice.show(columns([HEADS, *rows_of(score)]))
    return 0


def rows_of(score: Score) -> Iterator[tuple[str, ...]]:
    """The lines of the table: each kind, strict, and below it how else it was measured."""
    for kind in KINDS:
        measures = [measure for one, measure in score.shares if one == kind]
        for measure in dict.fromkeys((*(one for one in FIRST if one in measures), *measures)):
            name = kind if measure == "strict" else f"  {measure}"
            yield name, *_figures(score.shares[kind, measure])


def words_of(fault: Fault) -> str:
    """A fault in words, and below it its sentence."""
    before, words, after = fault.sentence
    what = " → ".join(filter(None, (fault.marked, fault.found)))
    sentence = " ".join(f"{before}[{words}]{after}".split())
    return f"{' '.join(fault.text.split())}: {fault.kind}, {fault.fault}: {what}\n  {sentence}"


def json_of(score: Score, with_faults: bool) -> str:
    """The same as JSON: shares from 0 to 1, null where there is nothing to share."""
    measured = [
        {
            "kind": kind, "measure": measure, "marked": share.marked, "found": share.found, "right": share.right,
            "precision": share.precision, "recall": share.recall, "f": share.f,
        }
        for (kind, measure), share in score.shares.items()
    ]  # fmt: skip
    return to_readable_json({"measured": measured, **({"faults": score.faults} if with_faults else {})}).decode()


def _figures(share: Share) -> Iterable[str]:
    counts = (f"{number:,}" for number in (share.marked, share.found, share.right))
    return *counts, *map(_percent, (share.precision, share.recall, share.f))


def _percent(value: float | None) -> str:
    return "" if value is None else f"{100 * value:.1f}"
