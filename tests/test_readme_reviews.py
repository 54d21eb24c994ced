"""What the README says of reviews that are written by hand is held to what is read of them."""

import hashlib
import json
import re
from pathlib import Path

import pytest

from muniment.build import build
from muniment.counts import read_count
from muniment.first_files import METHOD, SETTINGS
from muniment.model import Withdrawal
from muniment.read.review_file import ONE_OF, SAYS, DecisionItem, ReviewFields, advise_value, read_review
from muniment.render.words import NAME_MEANINGS, STATUS_MEANINGS

README = (Path(__file__).parents[1] / "README.md").read_text("utf-8")
BY_HAND = README.split("\n### Reviews by hand\n")[1].split("\n## ")[0]
CARE = README.split("\n## Care\n")[1].split("\n## ")[0]
TEXT, REVIEW = (re.findall(rf"\n```{language}\n(.*?)```", BY_HAND, re.DOTALL)[0] for language in ("", "yaml"))
ROWS = re.findall(r"^\| (?:`(\w+)`)? ?\| `(\w+)`(?: or `(\w+)`)? \| (.*) \|$", BY_HAND, re.MULTILINE)
LISTED = """\
- {id: izium, kind: place, name: Izium}
- {id: valerii-marchenko, kind: person, name: Valerii Marchenko}
"""


def told() -> dict[str, dict[str, str]]:
    """By what is decided on, its values and what the table says of each."""
    found: dict[str, dict[str, str]] = {}
    about = ""
    for kind, first, second, words in ROWS:
        about = kind or about
        found.setdefault(about, {}).update({name: words for name in (first, second) if name})
    return found


@pytest.mark.parametrize("about", ["mention", "date", "quote", "claim", "attribution", "publisher"])
def test_the_table_has_every_value_of_a_decision(about):
    assert set(told()[about]) == set(SAYS[about])


@pytest.mark.parametrize("about, name", list(ONE_OF))
def test_the_table_has_every_word_that_a_value_may_be(about, name):
    assert [one for one in ONE_OF[about, name] if f"`{one}`" not in told()[about][name]] == []


def test_every_field_of_a_review_and_of_a_decision_is_told():
    known = {*ReviewFields.__struct_encode_fields__, *DecisionItem.__struct_encode_fields__}
    assert [one for one in sorted(known) if f"`{one}`" not in BY_HAND] == []
    parts = (*Withdrawal.__struct_fields__, "only_here", "warning", "end", "coarsen", "revisions")
    assert [one for one in parts if one not in CARE] == []


def test_every_count_of_the_table_is_one():
    counts = re.findall(r"`([^`]+)`", told()["claim"]["count"])
    assert len(counts) > 7
    assert [one for one in counts if read_count(one) is None] == []


def test_every_value_of_a_date_in_the_table_is_one():
    values = [one for one in re.findall(r"`([^`]+)`", told()["date"]["value"]) if one != "edtf"]
    assert len(values) > 6
    assert [one for one in values if advise_value("date", "value", one)] == []


def of_bytes(seed: bytes) -> str:
    return REVIEW.replace("5f0c…", hashlib.sha256(seed).hexdigest())


def test_the_example_shows_every_value():
    review = read_review(of_bytes(b"").encode(), "content/reviews/izium.yaml", "izium", problems := [])
    assert problems == []
    for about in ("mention", "date", "quote", "claim", "attribution"):
        shown = {name for one in review.decisions if one.about == about for name, _ in one.values}
        assert shown == set(SAYS[about])


def test_the_example_works(make_archive):
    files = {
        "seeds/izium.txt": TEXT,
        "content/entities/all.yaml": LISTED,
        "content/settings.yaml": "require: reviewed\n",
        "content/reviews/izium.yaml": of_bytes(TEXT.encode()),
    }
    archive = make_archive(files)
    outcome = build(archive)
    assert [str(problem) for problem in outcome.problems] == []
    assert outcome.reports.built == 1
    report = json.loads((archive / "site/reports/izium.json").read_bytes())
    found = [one for kind in ("mentions", "dates", "quotes", "claims", "attributions") for one in report[kind]]
    assert len(found) == 6
    assert {one["status"] for one in found} == {report["status"], report["publisher"]["status"]} == {"reviewed"}


def test_nobody_is_told_that_anything_is_verified():
    assert "nothing is verified" in STATUS_MEANINGS["verified"]
    assert "nothing is verified" in NAME_MEANINGS["verified"]
    for words in (README, METHOD, SETTINGS):
        told = [line for line in re.split(r"\n(?:\n|[-|#])", words) if re.search(r"\bsign(ed|ature)", line)]
        assert told
        assert [
            line for line in told if not re.search(r"cannot (be )?check|still to come", " ".join(line.split()))
        ] == []
