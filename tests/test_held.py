"""What editors write of reports that are there and not published: no fault, and no other report is proposed."""

import hashlib

import pytest

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
