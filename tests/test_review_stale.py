"""A review of another state of its report: of every kind of seed it is told in its place, on the page, and renewed."""

import hashlib
import json

import pytest

from muniment.add import add
from reviewing import LISTS, answer, review, written
from test_kept_text import KEPT, PAGE
from whole import built

WORDS = "Police found at least 440 graves in Izium on Friday."
MORE = "It rained, and nobody came."
FILES = {  # the file, its report, and it with the words
    "text": ("seeds/r.txt", "r", "{}"),
    "Markdown": ("seeds/r.md", "r", "---\ntitle: Graves\n---\n{}\n"),
    "a row of JSON": ("seeds/many.jsonl", "r", '{{"id": "one", "text": "Words."}}\n{{"id": "r", "text": "{}"}}\n'),
    "a row of CSV": ("seeds/many.csv", "r", 'id,text\none,Words.\nr,"{}"\n'),
}
STALE = "made on another state of the file"
REDACTED = "seed: {}\nreviewer: a  # hand\ndate: 2026-11-20\nredact:\n- start: 0\n  end: 6\n  reason: a name\n  date: 2026-11-20\n"


def told(archive):
    return [str(one) for one in built(archive).problems]


def page_of(archive, identifier="r"):
    return (archive / f"site/reports/{identifier}.html").read_text("utf-8")


def sha256(text):
    return hashlib.sha256(text.encode()).hexdigest()


@pytest.mark.parametrize("kind", FILES)
def test_a_review_of_another_state_is_told_and_renewed_whatever_the_seed_is(make_archive, kind):
    path, identifier, form = FILES[kind]
    archive = make_archive({path: form.format(WORDS), **LISTS})
    review(archive, *["a"] * 9, "y", "q", identifier=identifier)
    assert told(archive) == []
    assert "all of the report was looked at" in page_of(archive)
    (archive / path).write_text(form.format(f"{WORDS} {MORE}"))
    (stale,) = told(archive)
    assert stale.startswith(f"content/reviews/{identifier}.yaml:2:7: warning: made on another state of")
    assert "It was made on another state of the file." in page_of(archive)
    assert json.loads((archive / f"site/reports/{identifier}.json").read_text("utf-8"))["review"]["stale"]
    said = review(archive, "A", *["a"] * 3, "y", "y", "q", identifier=identifier)
    assert "stale: the file is another one by now" in said
    assert told(archive) == []
    assert "It was made on another state" not in page_of(archive)
    assert written(archive, f"content/reviews/{identifier}.yaml").is_complete


def test_a_review_of_another_kept_text_is_told_and_renewed(make_archive):
    archive = make_archive({"seeds/other.txt": "Words.", **LISTS})
    (archive.parent / "page.html").write_text(PAGE, "utf-8")
    add([archive.parent / "page.html"], archive)
    review(archive, *["a"] * 9, "y", "q", identifier="page")
    made = written(archive, "content/reviews/page.yaml")
    assert made.text == json.loads(json_of(archive, "page"))["text_sha256"]
    kept = archive / KEPT
    kept.write_text(kept.read_text("utf-8").replace("on Thursday", "on Monday"), "utf-8")
    assert any("content/reviews/page.yaml:2:7: warning: made on another" in one for one in told(archive))
    assert "It was made on another state of the file." in page_of(archive, "page")
    review(archive, "A", "a", "y", *["a"] * 3, "y", "q", identifier="page")
    found = written(archive, "content/reviews/page.yaml")
    assert (found.seed, found.text != made.text) == (made.seed, True)
    assert "It was made on another state" not in json_of(archive, "page") + page_of(archive, "page")


def json_of(archive, identifier):
    built(archive)
    return (archive / f"site/reports/{identifier}.json").read_text("utf-8")


def test_a_stale_review_without_decisions_asks_for_no_look_at_them(make_archive):
    archive = make_archive({"seeds/r.txt": WORDS, "content/settings.yaml": "findings: stated\n"})
    (archive / "content/reviews").mkdir()
    (archive / "content/reviews/r.yaml").write_text(f"seed: {'a' * 64}\nreviewer: a\ndate: 2026-11-20\n")
    said = review(archive, "n", "q")
    assert "The file is another one by now, and nothing is decided on it. Is the review one of the new state?" in said
    assert "All that was decided" not in said
    assert "The review stays stale until you say that it is one of the file as it is now: w asks." in said
    review(archive, "y", "q")
    assert written(archive).seed == sha256(WORDS)


@pytest.fixture
def redacted(make_archive):
    """A report that is held back: it began with other words when its first six characters were redacted."""
    archive = make_archive({"seeds/r.txt": f"Then {WORDS}", **LISTS})
    (archive / "content/reviews").mkdir()
    (archive / "content/reviews/r.yaml").write_text(REDACTED.format(sha256(WORDS)))
    assert built(archive).reports.refused == 1
    return archive


def test_what_a_stale_review_redacts_is_looked_at_and_said_anew(redacted):
    said = review(redacted, "c", "Police", "1", "y", "q")
    assert "Words were held back at this place of another state of the file. Are these the words?" in said
    found = written(redacted)
    (held,) = found.redactions
    assert (held.start, held.end, held.reason, held.date) == (5, 11, "a name", "2026-11-20")
    assert found.seed == sha256(f"Then {WORDS}")
    assert built(redacted).reports.built == 1
    report = json.loads((redacted / "site/reports/r.json").read_text("utf-8"))
    assert report["text"].startswith("Then █")
    assert "Police" not in report["text"]


def test_what_a_stale_review_redacts_may_stand_where_it_stood(redacted):
    (redacted / "seeds/r.txt").write_text(f"{WORDS} {MORE}")
    review(redacted, "a", "y", "q")
    assert [(one.start, one.end) for one in written(redacted).redactions] == [(0, 6)]
    assert "# hand" in (redacted / "content/reviews/r.yaml").read_text("utf-8")
    assert built(redacted).reports.built == 1


def test_what_a_stale_review_redacts_is_let_go_only_when_asked_twice(redacted):
    review(redacted, "d", "n", "s", "q")
    assert len(written(redacted).redactions) == 1
    review(redacted, "d", "y", "y", "q")
    assert written(redacted).redactions == ()
    assert built(redacted).reports.built == 1


def test_a_report_stays_held_back_while_what_is_redacted_was_put_off(redacted):
    said = review(redacted, "s", "q")
    assert "Is the review one of the new state" not in said
    assert written(redacted).seed == sha256(WORDS)
    assert built(redacted).reports.refused == 1


def test_words_beyond_the_text_as_it_is_now_are_none(redacted):
    (redacted / "seeds/r.txt").write_text("Ah.")
    status, said = answer(redacted, "a", "s", "q")
    assert status == 0
    assert "Words were held back at a place that the text as it is now does not have: 0 to 6." in said
    assert "'a' is no key here" in said
