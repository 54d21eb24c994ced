"""Titles from the text to the page; which words are one is in cases/titles.md."""

import csv
import json

import pytest

from muniment.understand.findings import find_all
from test_understand import document
from whole import built

BODY = "The bodies of civilians were found in a forest near the city, the regional police said on Thursday.\n"
SEEDS = {
    "seeds/headline.txt": f"Mass grave found in Izium\n\n{BODY}",
    "seeds/menu.txt": f"Home\nNews\nSubscribe\n{BODY}",
    "seeds/plain.txt": BODY,
    "seeds/empty.md": "***\n",
    "seeds/unseen.txt": "\u200b\u202e\u2066\n",
    "seeds/stated.md": f"---\ntitle: A title of its own\n---\n# Another heading\n\n{BODY}",
    "seeds/heading.md": f"# Mass grave found in Izium\n\n{BODY}",
}
WANTED = {
    "headline": ("Mass grave found in Izium", "suggested", "title"),
    "menu": (BODY.strip(), "suggested", "first words"),
    "plain": (BODY.strip(), "suggested", "first words"),
    "empty": ("empty", "suggested", "file name"),
    "unseen": ("unseen", "suggested", "file name"),
    "stated": ("A title of its own", "stated", "title"),
    "heading": ("Mass grave found in Izium", "suggested", "title"),
}


def test_a_title_and_how_it_is_known_reach_every_page_and_table(make_archive):
    archive = make_archive(SEEDS)
    built(archive)
    site = archive / "site"
    with (site / "data/reports.csv").open(encoding="utf-8", newline="") as table:
        rows = {row["id"]: (row["title"], row["title_status"], row["title_kind"]) for row in csv.DictReader(table)}
    assert rows == WANTED
    for name, (title, status, kind) in WANTED.items():
        told = json.loads((site / f"reports/{name}.json").read_bytes())["title"]
        assert told == {"value": title, "status": status, "kind": kind}
        assert f">{title}</h1>" in (site / f"reports/{name}.html").read_text("utf-8")
    listed = (site / "reports.html").read_text("utf-8")
    assert listed.count("no title, first words") == 2
    assert listed.count("no title, file name") == 2


def test_rules_that_are_switched_off_suggest_no_title(make_archive):
    archive = make_archive({**SEEDS, "content/settings.yaml": "findings: stated\n"})
    built(archive)
    told = json.loads((archive / "site/reports/headline.json").read_bytes())["title"]
    assert told == {"value": "Mass grave found in Izium", "status": "suggested", "kind": "first words"}


@pytest.fixture(scope="module")
def incidents(corpora):
    """Reports of one paragraph, each with a title apart from its text."""
    path = corpora / "incidents/incidents.jsonl"
    if not path.is_file():
        pytest.skip("the corpus incidents is not beside this checkout")
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()[:300]]


def title_in(text):
    found = find_all(document(text, None), ()).title
    return found.value if found else ""


def test_no_title_is_found_in_real_reports_that_have_none(incidents):
    assert [title for record in incidents if (title := title_in(record["text"]))] == []


def test_a_title_above_a_real_report_is_found_or_none_is(incidents):
    titles = {record["title"]: title_in(f"{record['title']}\n\n{record['text']}") for record in incidents}
    assert {found for title, found in titles.items() if found != title} <= {""}
    assert sum(map(bool, titles.values())) > 0.9 * len(titles)
