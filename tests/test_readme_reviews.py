"""What the README says of reviews that are written by hand is held to what is read of them."""

import hashlib
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from muniment.build import build
from muniment.cli import commands as cli
from muniment.counts import read_count
from muniment.first_files import METHOD, SETTINGS
from muniment.model import Withdrawal
from muniment.read.review_file import ONE_OF, SAYS, DecisionItem, ReviewFields, advise_value, read_review
from muniment.render.words import NAME_MEANINGS, STATUS_MEANINGS
from muniment.seal.allowed_signers import read_keys
from signing import make_key, public, signed

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


def test_everybody_is_told_what_is_verified():
    for words in (STATUS_MEANINGS["verified"], NAME_MEANINGS["verified"], METHOD, README):
        assert "signed" in words
    for words in (README, METHOD, SETTINGS):
        assert not re.search(r"cannot (be )?check|nothing is verified", " ".join(words.split()))


def test_the_keys_of_the_readme_are_listed_and_sign_as_it_says(make_archive, tmp_path):
    part = README[README.index("### Signed reviews") : README.index("## Care")]
    (commands, lines) = re.findall(r"```\n(.*?)```", part, re.DOTALL)
    keys = [make_key(tmp_path, name) for name in ("desk", "recovery")]
    for key in keys:
        lines = lines.replace("ssh-ed25519 AAAA…", public(key), 1)
    review = of_bytes(TEXT.encode())
    files = {
        "seeds/izium.txt": TEXT, "content/entities/all.yaml": LISTED, "content/reviews/izium.yaml": review,
        "content/keys/allowed_signers": lines,
    }  # fmt: skip
    archive = make_archive(files)
    listed = read_keys(archive, problems := [])
    assert [one.role for one in listed] == ["signer", "recovery"]
    assert problems == []
    words = commands.splitlines()[-1].partition("#")[0].replace("~/.ssh/desk", str(keys[0])).split()
    assert words[0] == "muniment"
    done = CliRunner().invoke(cli, [*words[1:], str(archive)], standalone_mode=False)
    assert done.return_value == 0, done.output
    assert (archive / "content/reviews/izium.yaml.sig").read_bytes() == signed(keys[0], review)
