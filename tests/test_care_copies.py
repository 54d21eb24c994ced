"""Redacted words in other reports: in copies that hide other words, beside the text, and in what records share."""

import hashlib
import json
import time

import pytest

from leaks import words_told
from muniment.phrases import phrases_in
from muniment.work import Memory
from whole import built, bytes_of, fresh_site

ONE, OTHER = "Zebulon Quackenbush", "Philomena Wigglesworth"
NAMES = ["Quackenbush", "Wigglesworth"]
SENTENCE = f"On the morning of the ninth, {ONE} and {OTHER} walked slowly to the burned market."
WORDS = f"It was cold. {SENTENCE} Then it rained."
COPY = f"A copy follows. {SENTENCE} The end of it."
HELD = "held back: words that are redacted by content/reviews/a.yaml"
ROW = f"{ONE} saw four houses burn in Izium."
SISTER = "Nobody saw nine houses burn in Kyiv."
LIST = f"- {{names: [{ONE}], reason: a private person}}\n"


def review(seed: str, text: str, *names: str, more: str = "") -> str:
    sha256 = hashlib.sha256(seed.encode()).hexdigest()
    begins = f"seed: {sha256}\nreviewer: demo-desk\ndate: 2026-11-22\ncomplete: true\nredact:\n"
    places = ((text.index(name), text.index(name) + len(name)) for name in names)
    return begins + "".join(f"- {{start: {start}, end: {end}, reason: a witness{more}}}\n" for start, end in places)


FILES = {"seeds/a.txt": WORDS, "content/reviews/a.yaml": review(WORDS, WORDS, ONE, OTHER)}


def told(outcome) -> list[str]:
    return [str(one).split("\n")[0] for one in outcome.problems]


def assert_as_fresh(archive, files, tmp_path) -> None:
    """What was built before these files came is built again as if they had always been there."""
    for path, text in files.items():
        (archive / path).parent.mkdir(parents=True, exist_ok=True)
        (archive / path).write_text(text, "utf-8")
    outcome = built(archive)
    assert words_told(archive / "site", NAMES) == []
    assert bytes_of(archive / "site") == fresh_site(archive, tmp_path / "fresh")
    assert told(built(archive)) == told(outcome)


PARTLY = {
    "by its own review": {"content/reviews/c.yaml": review(COPY, COPY, ONE)},
    "by its own review, the other": {"content/reviews/c.yaml": review(COPY, COPY, OTHER)},
    "there alone": {"content/reviews/c.yaml": review(COPY, COPY, ONE, more=", only_here: true")},
    "by the list": {"content/withheld.yaml": LIST, "content/reviews/a.yaml": review(WORDS, WORDS, OTHER)},
}


@pytest.mark.parametrize("how", PARTLY)
def test_a_copy_that_hides_other_words_of_the_sentence_is_a_copy(make_archive, tmp_path, how):
    archive = make_archive({"seeds/a.txt": WORDS, "seeds/c.txt": COPY})
    built(archive)
    assert_as_fresh(archive, {**FILES, **PARTLY[how]}, tmp_path)
    outcome = built(archive)
    assert (outcome.reports.built, outcome.reports.refused) == (1, 1)
    assert any(one.startswith(f"seeds/c.txt: {HELD}") for one in told(outcome))


WHOLLY = {
    "by its own review": {"content/reviews/c.yaml": review(COPY, COPY, ONE, OTHER)},
    "there alone": {"content/reviews/c.yaml": review(COPY, COPY, ONE, OTHER, more=", only_here: true")},
    "with all between": {"content/reviews/c.yaml": review(COPY, COPY, f"{ONE} and {OTHER}")},
    "by both": {"content/withheld.yaml": LIST, "content/reviews/c.yaml": review(COPY, COPY, OTHER)},
    "by rights": {"seeds/c.txt.meta.yaml": "publish: metadata\n"},
}


@pytest.mark.parametrize("how", WHOLLY)
def test_a_copy_that_tells_none_of_the_words_is_published(make_archive, tmp_path, how):
    archive = make_archive({"seeds/a.txt": WORDS, "seeds/c.txt": COPY})
    built(archive)
    assert_as_fresh(archive, {**FILES, **WHOLLY[how]}, tmp_path)
    assert built(archive).reports.built == 2


@pytest.mark.parametrize("before, built_too", [(40, False), (400, True)])
def test_of_an_excerpt_what_is_published_counts(make_archive, before, built_too):
    text = "Ab cd ef. " * (before // 10) + SENTENCE + " Ab cd ef." * 100
    archive = make_archive({**FILES, "seeds/c.txt": text, "seeds/c.txt.meta.yaml": "publish: excerpt\n"})
    assert built(archive).reports.built == 1 + built_too
    assert words_told(archive / "site", NAMES) == []


def test_an_excerpt_that_ends_within_the_sentence_is_a_copy(make_archive):
    text = "x" * (300 - SENTENCE.index(ONE) - len(ONE) - 2) + " " + SENTENCE + " Ab cd ef." * 100
    archive = make_archive({**FILES, "seeds/c.txt": text, "seeds/c.txt.meta.yaml": "publish: excerpt\n"})
    assert built(archive).reports.refused == 1
    assert words_told(archive / "site", NAMES) == []


BESIDE = {
    "summary": {"seeds/c.md": f"---\ntitle: X\nsummary: {SENTENCE}\n---\nOther words.\n"},
    "unknown field": {"seeds/c.md": f"---\ntitle: X\nnote: {SENTENCE}\n---\nOther words.\n"},
    "record": {"seeds/c.jsonl": json.dumps({"id": "c", "text": "Other words.", "lead": SENTENCE}) + "\n"},
    "nested": {"seeds/c.jsonl": json.dumps({"id": "c", "text": "Other words.", "x": {"y": [SENTENCE]}}) + "\n"},
    "rights": {"seeds/c.txt": "Other words.", "seeds/c.txt.meta.yaml": f"rights: {json.dumps(SENTENCE)}\n"},
    "attachment": {
        "seeds/c.txt": "See attached.",
        "seeds/c.txt.meta.yaml": "attachments: [n.log]\n",
        "seeds/n.log": SENTENCE,
    },
    "page": {"seeds/c.html": f"<html><body><article><p>{'Some other words. ' * 30}</p></article><!-- {SENTENCE} -->"},
}


@pytest.mark.parametrize("where", BESIDE)
def test_a_copy_beside_the_text_is_held_back_too(make_archive, tmp_path, where):
    archive = make_archive({"seeds/a.txt": WORDS, **BESIDE[where]})
    built(archive)
    assert words_told(archive / "site", NAMES)
    assert_as_fresh(archive, FILES, tmp_path)
    assert sum(f": {HELD}" in one for one in told(built(archive))) == 1


@pytest.mark.parametrize("where", BESIDE)
def test_words_that_only_stand_there_are_told_by_a_warning(make_archive, where):
    files = {
        path: text.replace(SENTENCE, f"Written by {ONE} in spring.") if isinstance(text, str) else text
        for path, text in BESIDE[where].items()
    }
    outcome = built(make_archive({**FILES, **files}))
    assert outcome.reports.built == 2
    assert sum("words redacted here also stand in reports/c," in one for one in told(outcome)) == 1


def test_a_collector_who_is_not_published_tells_nothing(make_archive):
    files = {"seeds/c.txt": "Other words.", "seeds/c.txt.meta.yaml": f"collector: {ONE}\n"}
    assert built(make_archive({**FILES, **files})).problems == ()


ROWS = [{"id": "r1", "text": ROW}, {"id": "r2", "text": SISTER}]
LINES = "".join(json.dumps(row) + "\n" for row in ROWS)
NAMED = [{"id": "r1", "text": ROW}, {"id": "r2", "text": SISTER, "Quackenbush": "no"}]
TABLE = f"id,text,Quackenbush\r\nr1,{ROW},yes\r\nr2,{SISTER},no\r\n"
SHARED = {
    "name of the file": {"seeds/zebulon-quackenbush.jsonl": LINES},
    "folder": {"seeds/Quackenbush/box.jsonl": LINES},
    "beside": {"seeds/box.jsonl": LINES, "seeds/box.jsonl.meta.yaml": "publisher: Quackenbush News\n"},
    "rights": {"seeds/box.jsonl": LINES, "seeds/box.jsonl.meta.yaml": "rights: by Quackenbush\n"},
    "column": {"seeds/box.csv": TABLE},
    "field": {"seeds/box.jsonl": "".join(json.dumps(row) + "\n" for row in NAMED)},
}


def review_of_row(where: str) -> dict[str, str]:
    first = TABLE.split("\r\n")[1] if where == "column" else json.dumps(ROWS[0])
    return {"content/reviews/r1.yaml": review(first, ROW, ONE)}


@pytest.mark.parametrize("where", SHARED)
def test_what_a_record_shares_with_others_is_hidden_in_all_of_them(make_archive, tmp_path, where):
    archive, memory = make_archive({**SHARED[where], "content/settings.yaml": "title: Houses\n"}), Memory()
    built(archive, memory=memory)
    assert words_told(archive / "site", NAMES)
    for path, text in review_of_row(where).items():
        (archive / path).parent.mkdir(parents=True, exist_ok=True)
        (archive / path).write_text(text, "utf-8")
    outcome = built(archive, memory=memory)
    assert outcome.reports.built == 2
    assert outcome.problems == ()
    assert words_told(archive / "site", NAMES) == []
    assert bytes_of(archive / "site") == fresh_site(archive, tmp_path / "fresh")
    sister = json.loads((archive / "site/reports/r2.json").read_bytes())
    assert (sister["text"], sister["publication"]) == (SISTER, "redacted")
    (archive / "content/reviews/r1.yaml").unlink()
    built(archive, memory=memory)
    assert bytes_of(archive / "site") == fresh_site(archive, tmp_path / "again")


def test_a_record_that_shares_nothing_of_it_stays_as_it_is(make_archive):
    archive = make_archive({"seeds/box.jsonl": LINES, **review_of_row("box")})
    assert built(archive).problems == ()
    assert json.loads((archive / "site/reports/r2.json").read_bytes())["publication"] == "public"


def test_a_record_whose_address_is_made_of_its_files_name_is_held_back(make_archive):
    lines = json.dumps(ROWS[0]) + "\n" + json.dumps({"text": SISTER}) + "\n"
    archive = make_archive({"seeds/zebulon-quackenbush.jsonl": lines, **review_of_row("name")})
    outcome = built(archive)
    assert outcome.reports.refused == 1
    assert any("its id, and so its address, holds words that are hidden" in one for one in told(outcome))
    assert words_told(archive / "site", NAMES) == []


def test_a_redacted_name_is_hidden_with_its_last_word_first_too(make_archive):
    text = f"{ONE} was called QuackenbushZebulon, #ZebulonQuackenbush and quackenbush_zebulon by others."
    archive = make_archive({"seeds/a.txt": text, "content/reviews/a.yaml": review(text, text, ONE)})
    built(archive)
    assert words_told(archive / "site", ["Quackenbush"]) == []


def test_hundreds_of_redactions_cost_little_more_than_one(make_archive):
    names = [
        f"Xander{chr(97 + n % 26)}{chr(97 + n // 26)}vic Bolk{chr(97 + n % 26)}{chr(97 + n // 26)}enko"
        for n in range(400)
    ]
    text = "".join(f"The witness {name} said that houses were burned near the wood.\n" for name in names)
    text += "Other text about the weather here. " * 2_000
    archive = make_archive({"seeds/a.txt": text, "content/settings.yaml": "title: T\nsearch: false\n"})
    (archive / "content/reviews").mkdir()
    spent = []
    for count in (1, 400):
        (archive / "content/reviews/a.yaml").write_text(review(text, text, *names[:count]), "utf-8")
        began = time.process_time()
        built(archive)
        spent.append(time.process_time() - began)
    assert spent[1] < 5 * spent[0] + 2  # it was 25 times that, and more
    assert words_told(archive / "site", ["Bolk"]) == []


@pytest.mark.parametrize(
    "text, found",
    [
        ("ivan petrenko", [("ivan", "petrenko")]),
        ("ivanpetrenko", [("ivan", "petrenko")]),
        ("so iv\u2060an - petren\u2060ko.", [("ivan", "petrenko")]),
        ("ivana petrenko", []),
        ("petrenko ivan petrenkova", []),
        ("ivan" + " " * 61 + "petrenko", []),
        ("person1000 person 1000", [("person", "1000"), ("person", "1000")]),
        ("person10001", []),
        ("12ivan petrenko中", [("ivan", "petrenko")]),
        ("ומשה כהן", [("משה", "כהן")]),
    ],
)
def test_phrases_are_met_as_words_are_read(text, found):
    phrases = [("ivan", "petrenko"), ("person", "1000"), ("משה", "כהן")]
    assert [phrase for phrase, _, _ in phrases_in(text, phrases)] == found
