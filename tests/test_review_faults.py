"""`muniment review`: what it does not write, what it gives back, and what it asks before it takes anything away."""

import hashlib
import json

import pytest

from reviewing import LISTS, REVIEW, SEED, TEXT, cards, decisions, review, up_to, written
from whole import built

ARMY = "Ukraine’s General Staff said 20 civilians died in Ukraine. Olena Marchuk said “We saw it,” in Izium.\n"


@pytest.fixture
def archive(make_archive):
    return make_archive({"seeds/r.txt": SEED, **LISTS})


@pytest.fixture
def army(make_archive):
    return make_archive({"seeds/r.txt": ARMY, **LISTS})


# What a build would refuse is not written.


def test_what_a_build_would_refuse_is_told_and_not_written(army):
    before = up_to(army, "«Ukraine»")
    said = review(army, *before, "a", "+", "1", "Ukraine’s General Staff", "1", "2", "", "q", "q")
    assert "another decision says what 'Ukraine' is, and this one shares words with it – keep one of them" in said
    assert {one[2] for one in decisions(army)} == {"Ukraine"}
    assert built(army).problems == ()


def test_of_all_alike_what_a_build_would_refuse_is_asked_about_still(army):
    review(army, "+", "1", "Ukraine’s General", "1", "2", "")
    said = review(army, *up_to(army, "«Izium»"), "A", "y", "q")
    assert [one for one in built(army).problems if one.severity == "error"] == []
    assert "«Izium»" not in cards(said)[-1]


def test_a_correction_that_a_build_would_refuse_is_told_and_not_written(army):
    review(army, "+", "1", "Staff said", "1", "1", "")
    before = up_to(army, "«Ukraine»")
    said = review(army, *before, "i", "c", "w", "Ukraine’s General Staff", "", "q", "q")
    assert "another decision says what 'Staff said' is" in said
    assert [one[2] for one in decisions(army)] == ["Staff said"]


# A note is for one thing alone.


def test_a_note_on_what_is_not_added_goes_with_it(archive):
    review(archive, "+", "1", "Police", "n", "a private remark", "q", "+", "1", "Police", "1", "2", "", "q")
    (one,) = written(archive).decisions
    assert (one.selector.exact, one.note) == ("Police", "")


def test_a_note_on_a_correction_that_is_left_goes_with_it(archive):
    review(archive, "s", "c", "n", "a private remark", "q", "a", "q")
    assert [one.note for one in written(archive).decisions] == [""]


def test_a_note_does_not_go_on_to_what_is_asked_next(archive):
    said = review(archive, "n", "of the language", "s", "a", "n", "of a name", "b", "a", "q")
    assert said.count("The note was not kept: it was for what you left.") == 2
    assert "note" not in (archive / REVIEW).read_text("utf-8")


def test_a_note_from_before_a_correction_stays_for_what_it_was_written_for(archive):
    review(archive, "s", "n", "as police say", "c", "q", "a", "q")
    assert [one.note for one in written(archive).decisions] == ["as police say"]


# What is taken back is there to begin with.


def test_a_correction_that_is_taken_back_begins_with_what_was_written(archive):
    words = ["c", "1", "~ 445", "2", "gravse", "n", "As in the update.", ""]
    said = review(archive, "s", *words, "b", "c", "2", "graves in a row", "", "q")
    assert "It begins with what you wrote before." in said
    (one,) = written(archive).decisions
    assert (dict(one.values)["count"], dict(one.values)["what"], one.note) == (
        "~ 445", "graves in a row", "As in the update.",
    )  # fmt: skip


def test_other_words_and_a_field_that_are_taken_back_too(archive):
    review(archive, "s", "c", "w", "found at least 440 graves", "", "b", "c", "1", "~ 2", "", "q")
    assert [one[2] for one in decisions(archive)] == ["found at least 440 graves"]
    review(archive, "+", "6", "A titel", "b", "+", "6", "", "q")
    assert ("add", "title", "", {"value": "A titel"}) in decisions(archive)


def test_an_addition_that_is_taken_back_begins_with_what_was_written(archive):
    add = ["+", "4", "We go on"]
    review(archive, *add, "1", "= 1", "2", "graves", "", "b", *add, "", "q")
    (found,) = decisions(archive)
    assert found[3]["what"] == "graves"


def test_a_note_on_what_is_accepted_is_taken_back_with_it(archive):
    review(archive, "n", "In its own words.", "a", "b", "a", "q")
    assert [one.note for one in written(archive).decisions] == ["In its own words."]


# Whole words.


def test_half_a_word_is_added_only_by_who_says_so_twice(archive):
    said = review(archive, "+", "1", "Valerii March", "", "1", "1", "", "q")
    assert "That cuts a word. Did you mean “Valerii Marchenko”?" in said
    assert decisions(archive)[0][2] == "Valerii Marchenko"
    review(archive, "+", "1", "Polic", "Polic", "1", "2", "", "q")
    assert decisions(archive)[1][2] == "Polic"


def test_where_words_stand_whole_they_are_not_looked_for_within_others(make_archive):
    archive = make_archive({"seeds/r.txt": "In Iziumka, and in Izium."})
    review(archive, "+", "1", "Izium", "1", "3", "", "q")
    assert [one.selector.start for one in written(archive).decisions] == [19]


@pytest.mark.parametrize(
    "text, words, meant",
    [
        ("General Staff said so.", "General Staf", "General Staff"),
        ("20 civilian deaths were told.", "0 civilian death", "20 civilian deaths"),
        ("20 civilian deaths were told.", "0 civilian deaths", "20 civilian deaths"),
        ("Izium¹ was quiet, Харків2022 was not.", "Izium", ""),
        ("Izium¹ was quiet, Харків2022 was not.", "Харків", ""),
        ("我们在北京看到。", "北京", ""),
        ("เราเห็นในกรุงเทพ", "กรุงเทพ", ""),
        ("김철수는 갔다.", "김철수", ""),
        ("הם היו בירושלים אתמול", "ירושלים", ""),
        ("ذهبوا بالقاهرة أمس", "قاهرة", ""),
    ],
)
def test_by_hand_half_a_word_is_a_warning_at_its_place(make_archive, text, words, meant):
    item = f"decisions:\n- add: mention\n  exact: {words}\n  kind: place\n"
    seed = hashlib.sha256(text.encode()).hexdigest()
    archive = make_archive({"seeds/r.txt": text, REVIEW: f"seed: {seed}\nreviewer: a\ndate: 2026-11-22\n{item}"})
    told = [str(one) for one in built(archive).problems]
    expected = f"{REVIEW}:6:10: warning: it cuts a word\n  hint: did you mean '{meant}'?"
    assert told == ([expected] if meant else [])


def test_what_rules_find_within_a_word_is_no_fault_of_an_editor(archive):
    review(archive, *["a"] * 9)
    assert built(archive).problems == ()


def test_words_that_are_none_of_the_report_are_told(archive):
    said = review(archive, "s", "c", "2", "bodies025-04-04", "2", "graves", "q", "q")
    assert "“bodies025” is no word of the report, in which “of what” is told." in said
    assert "“graves” is no word" not in said


# Questions.


def test_enter_is_no_answer_to_a_question_of_yes_or_no(archive):
    said = review(archive, "x", "Valerii Marchenko", "a private person", "", "y", "q")
    assert "Enter is no answer here: press y or n." in said
    assert len(written(archive).redactions) == 1


def test_it_is_said_that_nothing_was_held_back(archive):
    said = review(archive, "x", "Valerii Marchenko", "a private person", "n", "x", "Izium", "1", "", "q")
    assert "\nNothing was held back.\n" in said
    assert "Nothing was held back: it takes a reason." in said
    assert not (archive / REVIEW).exists()


def test_who_is_offered_others_can_leave_the_value_as_it_was(archive):
    said = review(archive, "s", "c", "3", "izyum", "", "", "q")
    assert "0 none of them: write “izyum”" in said
    assert "enter leaves “where” as it was: izium" in said
    assert "Nothing was changed: a accepts it as it is." in said


# A review of another state.


@pytest.fixture
def moved(make_archive):
    """A review with a redacted name and decisions beside it, of a file that begins with another word by now."""
    archive = make_archive({"seeds/r.txt": ARMY, **LISTS})
    review(archive, "+", "1", "Olena Marchuk", "1", "1", "", *["a"] * 12, "q")
    review(archive, "x", "Marchuk", "a private person", "y", "q")
    (archive / "seeds/r.txt").write_text(f"UPDATED {ARMY}", "utf-8")
    return archive


def test_the_place_of_what_is_hidden_is_settled_before_anything_is_taken_out(moved):
    before = decisions(moved)
    said = review(moved, "c", "Marchuk", "A", *["a"] * 9, "q")
    assert "Are these the words?" in cards(said)[0]
    assert "would tell what is hidden" not in said.split("decisions to look at")[1].split("a keep")[0]
    assert "quote or name what is hidden" not in said
    assert decisions(moved) == before
    (held,) = written(moved).redactions
    assert f"UPDATED {ARMY}"[held.start : held.end] == "Marchuk"


def test_which_decisions_tell_what_is_hidden_is_shown(moved):
    said = review(moved, "c", "We saw it", "n", "q")
    card = said.split("is no key here")[-1].split("This decision quotes")[0]
    assert "who is quoted  is taken away: it is about what is hidden" in card
    assert "«“We saw it,”»" in card
    assert "“We saw it,”" in {one[2] for one in decisions(moved)}
    review(moved, "a", "y", "q")
    assert "“We saw it,”" not in {one[2] for one in decisions(moved)}


def test_nothing_is_taken_out_while_the_place_is_put_off(moved):
    before = decisions(moved)
    said = review(moved, "s", *["s"] * 20, "q")
    assert "what is hidden, and this file may be public" not in said
    assert decisions(moved) == before


def test_what_a_build_refuses_cannot_be_kept(archive):
    review(archive, "s", "a", "q")
    (archive / "seeds/r.txt").write_text(SEED.replace("at least 440", "about 445"), "utf-8")
    said = review(archive, "a", "A", "d", "y", "q")
    assert "It cannot be kept as it is, since a build refuses it: correct it, or drop it." in said
    assert "'a' is no key here" in said
    assert not (archive / REVIEW).exists() or written(archive).decisions == ()
    assert TEXT in SEED


# Who is hidden is not unknown.

QUESTION = "- {id: dead, question: How many died?, counted: [civilians], claims: [{claim: 'r#CLAIM'}]}\n"


def test_a_speaker_who_is_held_back_is_hidden_and_not_unnamed(make_archive):
    text = "Olena Marchuk said 20 civilians died in Ukraine. “We saw it,” Olena Marchuk said.\n"
    archive = make_archive({"seeds/r.txt": text, **LISTS})
    review(archive, *["a"] * 12, "q")
    assert {dict(one.values).get("speaker") for one in written(archive).decisions} == {"Olena Marchuk", None}
    said = review(archive, "x", "Olena Marchuk", "0", "a private person", "y", "w", *["a"] * 12, "q")
    assert "who says so  hidden" in said
    assert "Marchuk" not in (archive / REVIEW).read_text("utf-8")
    built(archive)
    report = json.loads((archive / "site/reports/r.json").read_text("utf-8"))
    (claim,), (quote,) = report["claims"], report["quotes"]
    assert (claim["speaker"], claim["hidden"], claim["status"]) == (None, ["speaker"], "reviewed")
    assert (quote["speaker"], quote["hidden"], quote["status"]) == (None, ["speaker"], "reviewed")
    page = (archive / "site/reports/r.html").read_text("utf-8")
    assert '<span class="unknown">hidden</span>' in page
    assert '<span class="unknown">speaker hidden</span>' in page
    assert "not named" not in page
    (archive / "content/questions.yaml").write_text(QUESTION.replace("CLAIM", claim["id"]), "utf-8")
    assert built(archive).problems == ()
    assert "speaker hidden" in (archive / "site/figures/dead.html").read_text("utf-8")
    (asked,) = json.loads((archive / "site/data/questions.json").read_text("utf-8"))["questions"]
    assert (asked["claims"][0]["speaker"], asked["claims"][0]["hidden"]) == (None, ["speaker"])


# Where a value was read.


def test_a_suggested_title_that_is_accepted_tells_where_it_stands(make_archive):
    text = "Mass grave with 440 bodies found in Izium\n\nPolice found them on Friday. They were dug up on Sunday.\n"
    archive = make_archive({"seeds/r.txt": text, **LISTS})
    built(archive)
    note = "The file states no title; this is its first line"
    page = archive / "site/reports/r.html"
    assert f"{note}." in page.read_text("utf-8")
    review(archive, *up_to(archive, "the title"), "a", "q")
    built(archive)
    assert f"{note}; accepted by demo-desk, 2026-11-22." in page.read_text("utf-8")
