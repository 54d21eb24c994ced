"""What the editors' part costs: linking and comparing, beside the whole of a cold build.

    python tests/bench/judgement_cost.py                 10,000 reports, 2,000 entities, 500 reviews, 50 questions
    python tests/bench/judgement_cost.py --reports 1000

The corpus is built once, so that names and findings are there to be listed and decided on; then anew, from nothing,
with the lists and reviews that were made of them. Counted is processor time: of the calls that link, relate, compare
and draw pages, of those that read what editors wrote, and of all processes together.
"""

import argparse
import hashlib
import json
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from archives import Kind, prepare
from corpus import write_corpus
from machine import describe_machine
from muniment import story
from muniment.build import build
from muniment.counts import count_in_words
from muniment.model import FindingKind
from muniment.read.review_file import SAYS
from muniment.usage import ACCOUNT

FINDINGS: dict[str, FindingKind] = {
    "mentions": "mention",
    "dates": "date",
    "quotes": "quote",
    "claims": "claim",
    "attributions": "attribution",
}
# Of the story: what gives a value, and what gives page after page.
CALLS, STREAMS = ("link_all", "read_content"), ("report_drafts", "other_pages")
CLAIMS = 40  # of a question
DATES = ("2022-03-04", "2022-03~", "2022-05-06?", "2022-04/..", "2022-01/2022-02")
Clock = dict[str, float]  # seconds of processor time, by what took them


def write_lists(archive: Path, entities: int, reviews: int) -> None:
    """List the most named, and accept all that was found in the newest reports."""
    site = archive / "site"
    named = sorted(json.loads((site / "data/entities.json").read_bytes())["entities"], key=lambda one: -one["count"])
    items = [
        {"id": f"e{number}", "kind": one["kind"], "name": one["name"], "names": one["names"]}
        for number, one in enumerate(named[:entities])
    ]
    folder = archive / "content"
    (folder / "entities").mkdir(parents=True, exist_ok=True)
    (folder / "entities" / "all.yaml").write_text(json.dumps(items), "utf-8")
    (folder / "reviews").mkdir(exist_ok=True)
    for path in sorted((site / "reports").glob("*.json"))[:reviews]:
        report = json.loads(path.read_bytes())
        evidence = (site / report["evidence"]["path"]).read_bytes()
        decisions = [
            {"accept": kind, "exact": one["surface"], "start": one["start"], **said_of(kind, one)}
            for field, kind in FINDINGS.items()
            for one in report[field]
        ]
        review = {"seed": hashlib.sha256(evidence).hexdigest(), "reviewer": "desk", "date": "2026-01-02"}
        review |= {"complete": True, "decisions": decisions}
        (folder / "reviews" / f"{path.stem}.yaml").write_text(json.dumps(review), "utf-8")


def ask(archive: Path, questions: int) -> None:
    """Ask questions of 40 claims each, of as many reports, and tell of as many events as there are questions."""
    reports = [json.loads(path.read_bytes()) for path in sorted((archive / "site/reports").glob("*.json"))]
    claims = [(one["id"], claim["id"], claim["what"]) for one in reports for claim in one["claims"]]
    asked = [
        {
            "id": f"q{number}",
            "question": f"How many, question {number}?",
            "counted": [claims[number][2]],
            "claims": [f"{report}#{claim}" for report, claim, _ in claims[number::questions][:CLAIMS]],
        }
        for number in range(questions if claims else 0)
    ]
    (archive / "content/questions.yaml").write_text(json.dumps(asked), "utf-8")
    events = [
        {
            "id": f"event-{number}",
            "title": f"Event {number}",
            "date": DATES[number % len(DATES)],
            "reports": [one["id"]],
        }
        for number, one in enumerate(reports[:questions])
    ]
    (archive / "content/events.yaml").write_text(json.dumps(events), "utf-8")


def said_of(kind: FindingKind, one: dict[str, Any]) -> dict[str, Any]:
    """All that a finding says, as a decision on it has to: what is empty, too."""
    values = {name: one.get(name) or "" for name in SAYS[kind]}
    match kind:
        case "mention":
            del values["entity"]  # which is of the lists, and there were none
        case "date" if not one["edtf"]:
            del values["edtf"]
        case "quote":
            speaker = one["speaker"] or {}
            values = {name: speaker.get(key) or "" for name, key in (("speaker", "name"), ("role", "role"))}
        case "claim":
            values |= {"count": count_in_words(one["op"], one["low"], one["high"]), "chain": one["chain"]}
        case "attribution":
            values["source"] = one["name"]
    return values


def timed(clock: Clock, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
    """The call, whose processor time is added up."""

    def run(*given: Any, **more: Any) -> Any:
        began = time.process_time()
        try:
            return call(*given, **more)
        finally:
            clock[name] = clock.get(name, 0) + time.process_time() - began

    return run


def timed_stream(clock: Clock, name: str, call: Callable[..., Iterable[Any]]) -> Callable[..., Iterator[Any]]:
    """As `timed`, of one that gives things one after another."""

    def run(*given: Any, **more: Any) -> Iterator[Any]:
        stream = iter(call(*given, **more))
        following = timed(clock, name, lambda: next(stream, stream))
        while (one := following()) is not stream:
            yield one

    return run


def measure(archive: Path) -> tuple[Clock, float]:
    """What each call took in a cold build, and what the whole of it did."""
    clock: Clock = {}
    module: Any = story
    for name in CALLS:
        setattr(module, name, timed(clock, name, getattr(story, name)))
    for name in STREAMS:
        setattr(module, name, timed_stream(clock, name, getattr(story, name)))
    before = ACCOUNT.total()
    build(archive, jobs=2, fresh=True)
    used = ACCOUNT.total()
    return clock, used.own + used.others - before.own - before.others


def parse() -> argparse.Namespace:
    """What was asked for on the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=10_000)
    parser.add_argument("--entities", type=int, default=2_000)
    parser.add_argument("--reviews", type=int, default=500)
    parser.add_argument("--questions", type=int, default=50)
    return parser.parse_args()


def main() -> None:
    """Measure, and print the table."""
    asked = parse()
    with tempfile.TemporaryDirectory() as scratch:
        corpus, archive = Path(scratch) / "corpus", Path(scratch) / "archive"
        archive.mkdir()
        write_corpus(asked.reports, corpus)
        prepare(corpus, Kind("rules", "rules"), archive)
        build(archive, jobs=2)
        write_lists(archive, asked.entities, asked.reviews)
        ask(archive, asked.questions)
        clock, whole = measure(archive)
        print("| what | processor s | share |\n|---|---:|---:|")
        for name, seconds in sorted(clock.items(), key=lambda item: -item[1]):
            print(f"| `{name}` | {seconds:.2f} | {seconds / whole:.1%} |")
        linking = sum(clock.values())
        print(f"| all of these | {linking:.2f} | {linking / whole:.1%} |\n| the whole build | {whole:.2f} | 100% |")
        print(
            f"\n{asked.reports:,} reports, {asked.entities:,} entities, {asked.reviews:,} reviews, {asked.questions:,} questions; {describe_machine(Path(scratch))}"
        )


if __name__ == "__main__":
    main()
