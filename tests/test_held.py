"""What editors write of reports that are there and not published: no fault, and no other report is proposed."""

import hashlib
import json
from pathlib import Path

import pytest

from leaks import readings
from muniment.build import build
from muniment.check import check

TEXT = "At least 440 graves were found in Izium.\n"
SEED = hashlib.sha256(TEXT.encode()).hexdigest()
REVIEW = f"seed: {SEED}\nreviewer: r\ndate: 2026-01-01\n"
NAMED = {
    "seeds/two.txt": TEXT,
    "seeds/al-2.txt": "Another text.\n",
    "seeds/al-2.txt.meta.yaml": "version_of: al-1\n",
    "content/reviews/al-2.yaml": REVIEW.replace(SEED, hashlib.sha256(b"Another text.\n").hexdigest())
    + "complete: true\n",
    "content/questions.yaml": "- id: graves\n  question: How many?\n  claims: [al-1#c-01234567]\n",
    "content/events.yaml": "- {id: e, title: T, date: 2022-09-15, reports: [al-1]}\n",
    "content/corrections.yaml": "- {date: 2026-11-22, reason: R, reports: [al-1]}\n",
}
HELD = {
    "withdrawn": {"content/reviews/al-1.yaml": REVIEW + "withdrawn: {reason: R, date: 2026-01-02, authority: A}\n"},
    "withdrawn, and its file emptied": {
        "seeds/al-1.txt": b"",
        "content/reviews/al-1.yaml": "reviewer: r\ndate: 2026-01-01\nwithdrawn: {reason: R, date: 2026-01-02, authority: A}\n",
    },
    "under embargo": {"seeds/al-1.txt.meta.yaml": "embargo_until: 2027-01-01\n"},
    "not reviewed": {"content/settings.yaml": "require: reviewed\n"},
    "no UTF-8": {"seeds/al-1.txt": b"caf\xe9\n", "content/reviews/al-1.yaml": REVIEW},
    "empty": {"seeds/al-1.txt": b"", "content/reviews/al-1.yaml": REVIEW},
    "of a broken review": {"content/reviews/al-1.yaml": "redact: [\n"},
}


@pytest.mark.parametrize("why", list(HELD))
def test_a_report_that_is_held_back_is_no_fault_of_who_names_it(make_archive, why):
    archive = make_archive({"seeds/al-1.txt": TEXT} | NAMED | HELD[why])
    told = [str(one) for one in build(archive).problems if "al-2" in str(one) or "no report" in str(one)]
    assert told == []


ESSAY = """---
title: About
---
Read [the first](./reports/al-1.html#p1) and [the second](reports/two.html).

    reports/al-3.html, or [this](reports/al-3.html), in code
"""
WHYS = {
    "withdrawn": "",
    "withdrawn, and its file emptied": "",
    "under embargo": "which is not published: it is under embargo until 2027-01-01 (`build --on` says which day it is)",
    "not reviewed": "which is not published: nobody has reviewed it, as the settings require",
    "no UTF-8": "which is not published: it is refused, which is told of it",
    "empty": "which is not published: it is refused, which is told of it",
    "of a broken review": "which is not published: held back until content/reviews/al-1.yaml is mended",
    "not there": "and there is no such report here",
}


@pytest.mark.parametrize("why", list(WHYS))
def test_a_page_that_leads_to_a_report_without_a_page_is_told_why(make_archive, why):
    """A withdrawn one has a page, which says so."""
    of_report = {} if why == "not there" else {"seeds/al-1.txt": TEXT} | HELD[why]
    archive = make_archive({"seeds/two.txt": TEXT, "content/pages/about.md": ESSAY} | of_report)
    told = [
        one for one in build(archive).problems if one.place.path == "content/pages/about.md" and "two" not in one.what
    ]
    assert [one.what for one in told] == ([f"leads to reports/al-1.html, {WHYS[why]}"] if WHYS[why] else [])
    assert {(str(one.place), one.severity) for one in told} <= {("content/pages/about.md:4:20", "warning")}
    assert all(one.hint for one in told)
    assert (archive / "site/about.html").exists()


def test_the_links_of_a_page_are_found_however_they_are_written(make_archive):
    text = (
        "One.\n\n[a][x], <b>[b](<reports/b.html>)</b>, [c](reports/%63.html?q#p1), [d](https://example.org/reports/d.html), "
        "![e](reports/e.html)\n\n[x]: reports/a.html\n[y]: reports/y.html\n"
    )
    archive = make_archive({"seeds/two.txt": TEXT, "content/pages/about.md": f"---\ntitle: T\n---\n{text}"})
    told = [str(one.place) + one.what.split(",")[0] for one in build(archive).problems]
    assert told == [
        "content/pages/about.md:6:17leads to reports/b.html",
        "content/pages/about.md:6:43leads to reports/c.html",
        "content/pages/about.md:8:6leads to reports/a.html",
    ]


COUNTED = {
    "seeds/one.txt": "Olha Kit said that 440 graves were found in Izium.\n",
    "seeds/other.txt": "“We have 440 graves in Izium by now, and go on,” Petro Lys told reporters.\n",
}
OF_ONE = {f"{path}.meta.yaml": "translation_of: al-1\n" for path in COUNTED}


@pytest.mark.parametrize("why", [why for why in HELD if why != "not reviewed"] + ["deleted"])
def test_translations_of_one_that_is_not_published_are_one_origin_and_do_not_tell_its_id(make_archive, why):
    archive = make_archive(COUNTED)
    build(archive)
    reports = (json.loads(path.read_bytes()) for path in sorted((archive / "site/reports").glob("*.json")))
    claims = [f"{one['id']}#{claim['id']}" for one in reports for claim in one["claims"]]
    assert len(claims) == 2
    asked = {"content/questions.yaml": json.dumps([{"id": "graves", "question": "How many?", "claims": claims}])}
    original = {} if why == "deleted" else {"seeds/al-1.txt": TEXT} | HELD[why]
    make_archive(asked | original)
    build(archive)
    assert origins_in(archive) == 2
    telling = telling_of("al-1", archive)
    assert bool(telling) == why.startswith("withdrawn")  # whose address tells that it was
    make_archive(OF_ONE)
    build(archive)
    assert origins_in(archive) == 1
    assert telling_of("al-1", archive) == telling


def telling_of(report: str, archive: Path) -> dict[str, int]:
    """All that has this id, and how often."""
    found = {name: data.count(report.encode()) for name, data in readings(archive / "site")}
    return {name: times for name, times in found.items() if times}


def origins_in(archive: Path) -> int:
    (one,) = json.loads((archive / "site/data/questions.json").read_bytes())["questions"]
    return len(one["origins"])


def test_one_that_is_not_there_is_told_with_the_nearest(make_archive):
    told = [str(one) for one in check(make_archive(NAMED))]
    assert len([one for one in told if "al-1" in one]) == 4
    assert "seeds/al-2.txt.meta.yaml:1:13: warning: version_of names 'al-1', and no report here has that id" in told[0]


def test_a_record_that_nobody_could_read_may_be_the_one(make_archive):
    files = {
        "seeds/all.jsonl": '{"id": "b", "text": "Other."}\n{"id": "al-1", "text":\n',
        "content/reviews/al-1.yaml": REVIEW,
    }
    told = [one for one in build(make_archive(NAMED | files)).problems if "al-1" in one.what]
    assert {one.severity for one in told} == {"warning"}
