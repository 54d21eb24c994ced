"""What tests of reviews share: an archive with one report, an editor's answers, and what came of them."""

import re
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from muniment.cli import commands
from muniment.model import Review
from muniment.problems import Problem
from muniment.read.review_file import read_review

TEXT = (
    "Police found at least 440 graves in Izium on Friday.\n\n"
    "“We go on in Izium,” Mayor Valerii Marchenko said. Moscow denied it.\n"
)
SEED = f" date 2022-09-18 {TEXT}"
LISTS = {
    "content/entities/places.yaml": "- id: izium\n  name: Izium\n  names: [Izyum]\n- id: kharkiv-region\n  name: Kharkiv region\n",
    "content/entities/people.yaml": "- id: valerii-marchenko\n  name: Valerii Marchenko\n",
    "content/sources.yaml": "- id: cnn\n  kind: outlet\n  name: CNN\n",
}
REVIEW = "content/reviews/r.yaml"
EDITOR = ("--reviewer", "demo-desk", "--date", "2026-11-22")


def answer(archive: Path, *answers: str, identifier: str = "r", options: tuple[str, ...] = EDITOR) -> tuple[int, str]:
    """The status of the command, and what it says to these answers, one a line."""
    words = ["review", *([identifier] if identifier else []), str(archive), *options]
    done = CliRunner().invoke(commands, words, input="".join(f"{one}\n" for one in answers), standalone_mode=False)
    if done.exception:
        raise done.exception
    return done.return_value, done.output


def review(archive: Path, *answers: str, **options: Any) -> str:
    """What it says, where all is well."""
    status, said = answer(archive, *answers, **options)
    assert status == 0, said
    return said


def written(archive: Path, path: str = REVIEW) -> Review:
    """The review as a build reads it, which must find nothing wrong with it."""
    problems: list[Problem] = []
    found = read_review((archive / path).read_bytes(), path, Path(path).stem, problems)
    assert problems == []
    assert found
    return found


def decisions(archive: Path, path: str = REVIEW) -> list[tuple[str, str, str, dict[str, str]]]:
    """All decisions in short: verb, kind, words, values."""
    return [
        (one.verb, one.about, one.selector.exact if one.selector else "", dict(one.values))
        for one in written(archive, path).decisions
    ]


def cards(said: str) -> list[str]:
    """The cards that were shown, each from below its first line."""
    return re.split(r" of [\d,]+ (?:decided|decisions to look at)\n", said)[1:]


def up_to(archive: Path, words: str, **options: Any) -> list[str]:
    """So many answers "s" that the next card is the first one with these words."""
    shown = cards(review(archive, *["s"] * 60, **options))
    return ["s"] * next(number for number, card in enumerate(shown) if words in card)
