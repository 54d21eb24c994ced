"""A question's claim is the one that its editor saw: held to its words, wherever its id leads by now."""

import hashlib
import json
import time

import pytest

from muniment.claim_words import Quoted, look_up
from muniment.displaced import displaced
from muniment.ids import claim_id
from muniment.model import Claim, Document, Evidence, Findings, Report, from_bytes, to_bytes
from muniment.problems import InputError
from muniment.read.redaction import Cut, Moves
from whole import built, bytes_of, fresh_site

FIRST = "Police said 12 people were killed in Lyman near the house of Ivan Petrenko."
SECOND = "In Izium 12 people were killed too, Olha Kit said."
TEXT = f"{FIRST} {SECOND}"
ENTITIES = "- {id: izium, kind: place, name: Izium}\n- {id: lyman, kind: place, name: Lyman}\n"
ONE, TWO = claim_id("12 people", 1), claim_id("12 people", 2)


@pytest.fixture
def asked(make_archive):
    """asked(claims, what is hidden of the text, the text) gives the archive, whose claims answer, and what was told."""

    def build(claims: str, hidden: str = "", text: str = TEXT):
        start = text.find(hidden) if hidden else 0
        seed = hashlib.sha256(text.encode()).hexdigest()
        redact = f"redact: [{{start: {start}, end: {start + len(hidden)}, reason: private, only_here: true}}]\n"
        archive = make_archive({
            "seeds/a.txt": text, "content/entities/all.yaml": ENTITIES,
            "content/questions.yaml": f"- id: toll\n  question: How many?\n  claims:\n  - {claims}\n",
            **({"content/reviews/a.yaml": f"seed: {seed}\nreviewer: desk\ndate: 2026-11-22\n{redact}"} if hidden else {}),
        })  # fmt: skip
        if not hidden:
            (archive / "content/reviews/a.yaml").unlink(missing_ok=True)
        told = list(map(str, built(archive).problems))
        questions = json.loads((archive / "site/data/questions.json").read_text("utf-8"))["questions"]
        return archive, [one["where"]["id"] for one in questions[0]["claims"]], told

    return build


def test_where_the_same_words_before_it_are_hidden_an_id_alone_is_no_claim_for_certain(asked):
    """The claim on Izium has by now the id that the one on Lyman had; who listed that meant Lyman."""
    archive, places, told = asked(f"a#{ONE}", FIRST)
    assert places == []
    assert told == [
        f"content/questions.yaml:4:5: 'a#{ONE}' may have been another claim: before this one the same words are hidden\n"
        "  hint: add words of the report in which it stands: {claim: …, words: “…”}"
    ]
    for path in (archive / "site").rglob("*"):
        assert path.is_dir() or not any(words in path.read_bytes() for words in (b"Lyman near", b"displaced"))
    assert asked(f"a#{ONE}", "Police")[1] == ["lyman"]
    assert asked(f"a#{TWO}", SECOND)[1] == []


@pytest.mark.parametrize("words", [SECOND, "In Izium 12 people", "«Izium  12\u00a0people» were —killed"])
def test_a_claim_that_is_given_with_its_words_is_that_one(asked, words):
    assert asked(f'{{claim: a#{ONE}, words: "{words}"}}', FIRST)[1:] == (["izium"], [])
    assert asked(f'{{claim: a#{TWO}, words: "{words}"}}')[1:] == (["izium"], [])


@pytest.mark.parametrize("words, hint", [
    (FIRST, "write some words of the report"), ("In Izium", "write some words of the report"),
    ("…", "write some words of the report"),
])  # fmt: skip
def test_a_claim_that_does_not_stand_in_its_words_is_told_and_not_counted(asked, words, hint):
    _, places, told = asked(f'{{claim: a#{ONE}, words: "{words}", note: n}}', FIRST)
    assert (places, len(told)) == ([], 1)
    assert told[0].startswith(
        f"content/questions.yaml:4:13: the claim 'a#{ONE}' does not stand in these words\n  hint: {hint}"
    )


def test_the_claim_that_stands_in_the_words_is_named_where_an_edit_gave_its_id_to_another(asked):
    """A seed without a review was edited, and the same words came to stand before those of the claim."""
    words = f'{{claim: a#{ONE}, words: "{SECOND}"}}'
    assert asked(words, text=SECOND)[1:] == (["izium"], [])
    _, places, told = asked(words, text=TEXT)
    assert places == []
    assert told[0].endswith(f"does not stand in these words\n  hint: in these words stands a#{TWO}")
    _, places, told = asked('{claim: a#c-01234567, words: "In Izium 12 people"}', text=TEXT)
    assert (len(told), told[0].split("hint: ")[1]) == (1, f"in these words stands a#{TWO}")


def test_an_edit_of_a_report_or_of_the_words_has_them_looked_up_again(asked, tmp_path):
    archive, places, _ = asked(f'{{claim: a#{TWO}, words: "{SECOND}"}}')
    assert places == ["izium"]
    (archive / "seeds/a.txt").write_text(f"{SECOND} {FIRST}")
    assert "does not stand" in str(built(archive).problems[0])
    assert bytes_of(archive / "site") == fresh_site(archive, tmp_path / "fresh")
    with pytest.raises(InputError, match="does not stand in these words"):
        built(archive, strict=True)


def test_claims_that_stand_behind_hidden_words_which_are_theirs_are_displaced():
    whole = "12 dead, 12 dead, 13 dead, 12 dead"
    moves = Moves([Cut(9, 13)])  # "12 d", in part a claim's words
    text = f"{whole[:9]}{moves.cuts[0].put}{whole[13:]}"
    starts = (0, text.index("13 dead"), text.rindex("12 dead"))
    claims = [Claim(f"c-{start}", start, start + 7, text[start : start + 7], "=", 1, 1, "") for start in starts]
    assert displaced(claims, whole, moves) == (f"c-{starts[2]}",)


def test_hundreds_of_wrong_references_to_a_long_report_take_a_moment(monkeypatch):
    text = "".join(f"{number} people, " for number in range(5000))
    starts = [0]
    for number in range(4999):
        starts.append(starts[-1] + len(f"{number} people, "))
    claims = tuple(
        Claim(f"c-{number}", start, start + 4, text[start : start + 4], "=", 1, 1, "")
        for number, start in enumerate(starts)
    )
    evidence = Evidence("", "", 0, "one.txt")
    document = Document(id="a", form="plain", text=text, text_sha256="", derivation="", evidence=evidence)
    body = to_bytes(Report(document, Findings(claims=claims)))
    monkeypatch.setattr("muniment.claim_words.fetch", lambda shelf, digest: body)
    wrong = tuple((f"x-{number}", f"{number} people, {number + 1} people") for number in range(300))
    began = time.process_time()
    made = from_bytes(look_up(Quoted("", wrong), None)[0], tuple[tuple[bool, tuple[str, ...]], ...])
    assert time.process_time() - began < 1
    assert made[7] == (False, ("c-7", "c-8"))
