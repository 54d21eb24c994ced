"""`muniment review`: what is asked of an editor, in which order, and what each key comes to."""

import os
import stat
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from muniment.counts import advise_count, read_count
from muniment.keystrokes import Keys
from muniment.model import BLOCK, Authority, Selector
from muniment.review.disk import ReviewOnDisk, bare
from muniment.review.forms import alike
from muniment.review.places import places_of
from reviewing import EDITOR, LISTS, REVIEW, SEED, TEXT, answer, cards, decisions, review, up_to, written
from whole import built

CLAIM = {
    "count": ">= 440",
    "what": "graves",
    "where": "izium",
    "when": "2022-09-16",
    "speaker": "",
    "chain": "",
    "basis": "",
    "fate": "found",
    "excludes": "",
}


@pytest.fixture
def archive(make_archive):
    return make_archive({"seeds/r.txt": SEED, **LISTS})


def kinds_of(said):
    return [card.strip().split("\n")[0].split("  ")[0] for card in cards(said)]


# What is asked, and in which order.


def test_the_most_prominent_is_asked_first_and_of_those_the_least_certain(archive):
    said = review(archive, *["s"] * 40)
    names = ["a name", "a name, 2 times", "a name"]
    assert kinds_of(said) == ["the language", "a claim", "who is quoted", *names, "a date", "7 put off until now."]
    order = [card.split("«")[1].split("»")[0] for card in cards(said) if card.strip().startswith("a name")]
    assert order == ["Moscow", "Izium", "Valerii Marchenko"]


def test_a_card_shows_the_words_in_their_sentence_what_was_read_there_and_why(archive):
    card = cards(review(archive, "s", "q"))[1]
    assert "  Police found «at least 440 graves» in Izium on Friday. ¶ “We go on" in card
    assert "how many     >= 440\n" in card
    assert "where        izium: Izium, place\n" in card
    assert "mostly right (88 of 100): a number with what it counts" in card
    card = cards(review(archive, *up_to(archive, "«Moscow»")))[-1]
    assert "it may stand for a government" in card
    assert "gazetteer  " in card


def test_the_report_is_told_first_and_nothing_is_written_before_a_decision(archive):
    said = review(archive, "q")
    assert said.startswith("\nseeds/r.txt\n  title      not known\n  published  2022-09-18 (stated)\n")
    assert "  language   en (suggested)\n" in said
    assert "  review     nobody has looked at it yet\n" in said
    assert said.endswith("nothing was decided\n")
    assert not (archive / REVIEW).exists()


def test_an_archive_that_states_alone_has_nothing_to_ask_and_can_be_added_to(archive):
    (archive / "content/settings.yaml").write_text("findings: stated\n")
    said = review(archive, "+", "1", "Izium", "0", "")
    assert "the settings say findings: stated" in said
    assert [one[:3] for one in decisions(archive)] == [("add", "mention", "Izium")] * 2


# Decisions.


def test_one_key_accepts_a_name_in_all_its_places_with_all_that_is_held_for_true(archive):
    review(archive, *up_to(archive, "«Izium»"), "a")
    first, second = written(archive).decisions
    assert bare(first).selector == Selector("Izium", TEXT[4:36], TEXT[41:73], 36)
    assert (first.values, second.values) == ((("kind", "place"), ("entity", "izium")),) * 2
    assert second.selector.start == TEXT.rindex("Izium")
    assert built(archive).problems == ()


def test_what_a_claim_does_not_say_is_written_too(archive):
    review(archive, "s", "a")
    assert decisions(archive) == [("accept", "claim", "at least 440 graves", CLAIM)]


def test_what_is_rejected_is_not_asked_again(archive):
    review(archive, *up_to(archive, "«Moscow»"), "r")
    assert decisions(archive) == [("reject", "mention", "Moscow", {"kind": "place", "name": "Moscow"})]
    assert "«Moscow»" not in review(archive, *["s"] * 40)
    assert built(archive).problems == ()
    assert "rejected" in (archive / "site/reports/r.html").read_text()


def test_a_correction_says_what_is_changed_and_keeps_the_rest(archive):
    review(
        archive,
        *up_to(archive, "«Moscow»"),
        "n",
        "a name for the government",
        "c",
        "1",
        "2",
        "2",
        "Russian government",
        "",
    )
    (one,) = written(archive).decisions
    assert (one.verb, one.note) == ("correct", "a name for the government")
    assert dict(one.values) == {"kind": "organization", "name": "Russian government"}
    assert built(archive).problems == ()


def test_whom_editors_list_is_offered_for_words_that_are_nearly_theirs(archive):
    said = review(archive, *up_to(archive, "«Moscow»"), "c", "3", "izyum", "1", "")
    assert "“izyum” is no id of the editors' lists. Is it one of these?" in said
    assert "1 izium: Izium, place" in said
    assert decisions(archive)[0][3] == {"kind": "place", "entity": "izium"}


def test_a_value_that_cannot_be_is_told_and_asked_for_again(archive):
    said = review(archive, "s", "c", "1", "many", "1", "~ 445", "4", "18.09.2022", "4", "2022-09-18", "")
    assert "“how many” cannot be 'many' – write a number with" in said
    assert "“when” cannot be '18.09.2022' – write 2022-09-18" in said
    assert decisions(archive) == [
        ("correct", "claim", "at least 440 graves", {**CLAIM, "count": "~ 445", "when": "2022-09-18"})
    ]


def test_a_value_can_be_taken_away_and_a_chain_has_several(archive):
    review(archive, "s", "c", "3", "-", "6", "cnn, The Pravda", "")
    assert [pair for pair in written(archive).decisions[0].values if pair[0] in ("where", "chain")] == [
        ("where", ""), ("chain", "cnn"), ("chain", "The Pravda"),
    ]  # fmt: skip
    assert built(archive).problems == ()


def test_nothing_is_written_of_a_correction_that_corrects_nothing_or_is_left(archive):
    said = review(archive, "s", "c", "", "c", "1", "~ 2", "q")
    assert "Nothing was changed: a accepts it as it is." in said
    assert not (archive / REVIEW).exists()


def test_other_words_can_be_said_to_be_meant(archive):
    review(archive, "s", "c", "w", "found at least 440 graves", "")
    assert decisions(archive) == [("correct", "claim", "found at least 440 graves", CLAIM)]
    assert "lie elsewhere" in review(archive, *up_to(archive, "«Moscow»"), "c", "w", "denied", "", "q")


def test_fields_of_the_report_are_decided_on(archive):
    review(archive, "c", "uk", "+", "7", "cnn", "+", "9", "https://example.org/r", "+", "6", "A title")
    assert decisions(archive) == [
        ("correct", "language", "", {"value": "uk"}),
        ("add", "publisher", "", {"source": "cnn"}),
        ("add", "url", "", {"value": "https://example.org/r"}),
        ("add", "title", "", {"value": "A title"}),
    ]
    assert built(archive).problems == ()


def test_a_field_that_cannot_be_is_told(archive):
    assert "“value” cannot be 'not a tag' – such as en" in review(archive, "c", "not a tag", "q")
    assert not (archive / REVIEW).exists()


def test_what_was_not_found_is_added(archive):
    said = review(archive, "+", "4", "we go ON", "1", "1 200", "", "1", "1", "2", "graves", "5", "cnn", "7", "1", "")
    assert "“how many” cannot be '1 200' – write = 1200" in said
    assert decisions(archive) == [
        ("add", "claim", "We go on", {**CLAIM, "count": "= 1", "what": "graves", "where": "", "when": "", "speaker": "cnn", "basis": "first-hand", "fate": "", "excludes": ""})
    ]  # fmt: skip
    assert built(archive).problems == ()


def test_words_that_stand_in_several_places_are_shown_and_chosen(archive):
    said = review(archive, "+", "1", "nowhere", "Izium", "2", "1", "3", "")
    assert "These words do not stand in the report: copy them from it." in said
    assert "1 Police found at least 440 graves in «Izium» on Friday." in said.replace("   ", " ")
    assert [one.selector.start for one in written(archive).decisions] == [TEXT.rindex("Izium")]


def test_a_name_is_decided_on_place_by_place(archive):
    review(archive, *up_to(archive, "«Izium»"), "i", "a", "r")
    assert [one[:3] for one in decisions(archive)] == [("accept", "mention", "Izium"), ("reject", "mention", "Izium")]


def test_all_of_a_kind_are_accepted_once_the_editor_says_so(archive):
    before = up_to(archive, "«Moscow»")
    said = review(archive, *before, "A", "n", "A", "y", "s", "q")
    assert "Accept all 3 of these?" in said
    assert "Izium, 2 times: place, izium" in said
    assert {one[:2] for one in decisions(archive)} == {("accept", "mention")}
    assert len(decisions(archive)) == 4


def test_back_takes_the_last_decision_away_and_asks_again(archive):
    said = review(archive, "a", "b", "a", "s", "b", "b", "b", "q")
    assert "Nothing was decided before this." in said
    assert kinds_of(said)[:6] == ["the language", "a claim", "the language", "a claim", "who is quoted", "a claim"]
    assert not (archive / REVIEW).exists()


def test_what_was_added_is_taken_back_too(archive):
    review(archive, "a", "+", "9", "https://example.org/r", "b", "q")
    assert [one[1] for one in decisions(archive)] == ["language"]


def test_the_last_question_is_whether_it_is_complete(archive):
    said = review(archive, *["a"] * 7, "+", "9", "https://example.org/", "y", "q")
    assert "Have you looked at all of the report, also for what rules did not find?" in said
    assert written(archive).is_complete
    assert "9 decisions, complete\n" in said
    again = review(archive, "q")
    assert "complete; 9 decisions by demo-desk, 2026-11-22" in again
    assert "Nothing is left to decide on." in again
    assert "it is complete" not in again
    assert (
        "all of the report was looked at" in (archive / "site/reports/r.html").read_text() if built(archive) else False
    )


def test_what_was_put_off_is_asked_at_the_end_and_keeps_it_from_being_complete(archive):
    said = review(archive, "s", *["a"] * 6, "y", "l", "a", "y")
    assert "1 put off until now." in said
    assert "'y' is no key here" in said
    assert written(archive).is_complete


def test_it_goes_on_where_it_was_left(archive):
    review(archive, "a", "a")
    said = review(archive, "q")
    assert "2 of 7 decided" in said
    assert kinds_of(said) == ["who is quoted"]


def test_decisions_that_do_not_hold_are_told_first(archive):
    review(archive, *up_to(archive, "«Izium»"), "a")
    lists = archive / "content/entities/places.yaml"
    lists.write_text(lists.read_text().replace("id: izium\n", "id: izium-town\n"))
    said = review(archive, "q")
    assert said.split("decided")[0].count("nobody has the id 'izium'") == 2


def test_what_was_decided_can_be_looked_at_again(archive):
    review(archive, *["a"] * 7, "w", "a", "c", "1", "= 440", "", "d", "q")
    found = decisions(archive)
    assert ("correct", "claim", "at least 440 graves", {**CLAIM, "count": "= 440"}) in found
    assert "quote" not in {one[1] for one in found}


def test_help_and_more_text(archive):
    said = review(archive, "?", "x", "m", "q")
    assert "reject: it is not, and shall not come back" in said


# Who decides, and when.


def test_who_decides_is_asked_where_nothing_says_it(archive, monkeypatch):
    monkeypatch.delenv("MUNIMENT_REVIEWER", raising=False)
    said = review(archive, "anna", "a", "q", options=("--date", "2026-11-22"))
    assert "who reviews?" in said
    review(archive, "", "a", "q", options=("--date", "2026-11-23"))
    assert (written(archive).reviewer, written(archive).date) == ("anna", "2026-11-23")
    monkeypatch.setenv("MUNIMENT_REVIEWER", "ben")
    review(archive, "a", "q", options=("--date", "2026-11-24"))
    assert written(archive).reviewer == "anna, ben"


def test_somebody_must_decide(archive, monkeypatch):
    monkeypatch.delenv("MUNIMENT_REVIEWER", raising=False)
    status, said = answer(archive, options=())
    assert status == 1
    assert "nobody is named who decides" in said


# The file, by hand and by others.


@pytest.fixture
def editor(tmp_path, monkeypatch):
    """editor("text") has the next `e` write that text into the file, of which {} is what was there."""

    def make(text):
        script = tmp_path / "editor.py"
        script.write_text(
            "import pathlib, sys\npath = pathlib.Path(sys.argv[1])\n"
            "texts = pathlib.Path(__file__).with_name('texts')\nleft = texts.read_text().split('\\f')\n"
            "path.write_text(left[0].replace('{}', path.read_text()))\ntexts.write_text('\\f'.join(left[1:]) or left[0])\n"
        )
        (tmp_path / "texts").write_text(text)
        monkeypatch.setenv("EDITOR", f"{sys.executable} {script}")
        monkeypatch.delenv("VISUAL", raising=False)

    return make


def test_the_file_is_edited_by_hand_and_read_again(archive, editor):
    editor("{}# mine\ndecisions:\n- reject: mention\n  exact: Moscow\n")
    said = review(archive, "e", "a", "q")
    text = (archive / REVIEW).read_text()
    assert "# mine\ndecisions:\n- reject: mention\n  exact: Moscow\n- accept: language\n" in text
    assert "1 of 7 decided" in said


def test_a_file_that_was_broken_by_hand_has_to_be_mended_first(archive, editor):
    review(archive, "a")
    good = (archive / REVIEW).read_text()
    editor(f"a: [\f{good}# mended\n")
    said = review(archive, "e", "e", "a", "q")
    assert "The review's file cannot be read." in said
    assert "broken YAML" in said
    assert [one[1] for one in decisions(archive)] == ["language", "claim"]
    assert "# mended" in (archive / REVIEW).read_text()


def test_an_editor_that_is_not_there_is_told(archive, monkeypatch):
    monkeypatch.setenv("VISUAL", "/nowhere/editor")
    assert "/nowhere/editor cannot be opened" in review(archive, "e", "q")


def test_what_another_editor_decides_meanwhile_stays_and_is_not_asked_again(archive, monkeypatch):
    review(archive, "a")
    theirs = "- reject: claim\n  exact: at least 440 graves\n  start: 13\n"
    pressed = Keys.key

    def key(keys):
        seen.append(keys)
        if len(seen) == 3:  # the third key is pressed while the other one writes
            (archive / REVIEW).write_text((archive / REVIEW).read_text() + theirs)
        return pressed(keys)

    seen = []
    monkeypatch.setattr(Keys, "key", key)
    said = review(archive, "?", "", "a", "q")
    assert "Somebody else has changed the review; what they decided stays." in said
    assert kinds_of(said)[-1] == "who is quoted"
    assert [one[:2] for one in decisions(archive)] == [("accept", "language"), ("reject", "claim")]


def test_where_nothing_can_be_written_the_walk_goes_on(archive):
    if os.name == "nt" or os.geteuid() == 0:
        pytest.skip("whoever may do anything may write there")
    folder = archive / "content/reviews"
    folder.mkdir()
    folder.chmod(stat.S_IRUSR | stat.S_IXUSR)
    said = review(archive, "a", "q")
    assert "cannot be written" in said
    folder.chmod(stat.S_IRWXU)


def test_a_full_disk_is_told_and_the_same_is_asked_again(archive, monkeypatch):
    def full(*parts):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("muniment.whole_file.os.fsync", full)
    said = review(archive, "a", "a", "q")
    assert said.count("content/reviews/r.yaml: cannot be written: No space left on device") == 2
    assert kinds_of(said) == ["the language"] * 3


# A review of another state of the seed.


@pytest.fixture
def stale(archive):
    """An archive whose review is complete, and of a report that was changed then."""
    review(archive, *["a"] * 7, "y", "q")
    (archive / "seeds/r.txt").write_text(SEED.replace("at least 440", "at least 445").replace("Police", "The police"))
    return archive


def test_a_stale_review_shows_what_still_stands_and_what_does_not(stale):
    said = review(stale, *["s"] * 8, "q")
    assert "stale: the file is another one by now" in said
    assert "accepted: a claim" in said
    assert "these words do not stand in the report: Police found [at least 440 graves] in Izium" in said
    assert "not complete" not in said
    assert written(stale).is_complete


def test_a_stale_review_is_one_of_the_new_state_only_once_all_was_looked_at_and_the_editor_says_so(stale):
    seed = written(stale).seed
    review(stale, "a", "c", "at least 445 graves", "1", ">= 445", "", "a", "a", "a", "A", "n", "q")
    assert written(stale).seed == seed
    said = review(stale, "A", "a", "a", "a", "y", "q")
    # Those near the words that are others by now are to be looked at one by one.
    near = [card.split("«")[1].split("»")[0] for card in cards(said)[1:4]]
    assert near == ["“We go on in Izium,”", "Izium", "Friday"]
    assert "Is the review one of the new state from now on?" in cards(said)[4]
    found = written(stale)
    assert found.seed != seed
    assert not found.is_complete
    assert "not complete\n" in said
    assert built(stale).problems == ()


def test_a_decision_is_tied_to_other_words(stale):
    review(stale, "a", "c", "at least 445 graves", "1", ">= 445", "", "q")
    assert ("correct", "claim", "at least 445 graves", {**CLAIM, "count": ">= 445"}) in decisions(stale)


def test_what_was_decided_before_stays_stale_where_something_was_put_off(stale):
    said = review(stale, "s", "d", *["A"], "s", *["a"] * 9, "q")
    assert "The review stays stale until all that was decided before was looked at" in said


def test_a_stale_review_says_why_it_asks_and_what_its_own_keys_do(stale):
    said = review(stale, "?", "?", *["s"] * 8, "q")
    assert "keep all that are left of which the words stand as they did" in said
    assert "reject: it is not" not in said
    assert "asked since its words stand there no more" in said
    assert "asked since the words around it are others by now" in said
    assert "asked since the file is another; it is of the report as a whole" in said
    assert " left\n" not in said


def test_leaving_a_look_at_what_was_decided_leads_back(archive):
    said = review(archive, *["a"] * 7, "w", "q", "y", "q")
    assert "complete\n" in said
    assert written(archive).is_complete


def test_of_all_alike_some_can_be_left_out(archive):
    said = review(archive, *up_to(archive, "«Moscow»"), "A", "o", "1 9", "y", "q")
    assert "There is no 9 in the list." in said
    assert "Accept all 2 of these?" in said
    assert {one[2] for one in decisions(archive)} == {"Izium", "Valerii Marchenko"}
    assert "«Moscow»" in cards(said)[-1]


def test_times_are_shown_in_words_and_speakers_with_their_ids(make_archive):
    text = "It took two weeks, Valerii Marchenko said. “At least 440 graves were found recently,” Valerii Marchenko said.\n"
    said = review(make_archive({"seeds/r.txt": text, **LISTS}), *["s"] * 20, "q")
    assert "value        2 weeks (P2W)" in said or "value  2 weeks (P2W)" in said
    assert "some time before, no day given (PAST_REF)" in said
    assert said.count("valerii-marchenko: Valerii Marchenko, person") >= 2
    assert "who says so  Valerii" not in said


def test_a_count_in_words_is_told_how_to_write(archive):
    said = review(archive, *up_to(archive, "at least 440"), "c", "1", "up to 398", "q", "q")
    assert "“how many” cannot be 'up to 398' – write <= 398" in said


@pytest.mark.parametrize("words, meant", [
    ("up to 398", "<= 398"), ("at least 1,234", ">= 1234"), ("120–140", "120 to 140"), ("about 5", "~ 5"),
    ("1 234", "= 1234"), ("hundreds", "uncounted"),
])  # fmt: skip
def test_what_people_write_of_a_count_is_understood_as_advice(words, meant):
    assert read_count(words) is None
    assert advise_count(words) == f"write {meant}"
    assert read_count(meant)


# Words that readers must not see.


def test_words_are_held_back_by_their_place_and_quoted_nowhere(archive):
    review(archive, *["a"] * 6)
    review(archive, "x", "Valerii Marchenko", "a private person", "y", "q")
    text = (archive / REVIEW).read_text()
    start = TEXT.index("Valerii")
    assert f"redact:\n- start: {start}\n  end: {start + 17}\n  reason: a private person\n  date: 2026-11-22\n" in text
    assert "Marchenko" not in text
    assert "arillev" not in text.lower()
    found = written(archive)
    assert all("Valerii" not in one.selector.prefix + one.selector.suffix for one in found.decisions if one.selector)
    assert [one.selector.exact for one in found.decisions if one.about == "quote"] == ["“We go on in Izium,”"]


def test_it_is_told_where_a_value_still_says_them(archive):
    review(archive, "n", "not Valerii Marchenko", "a", "q")
    said = review(archive, "x", "Valerii Marchenko", "a private person", "y", "q")
    assert "The same words still stand in a note or value" in said


def test_a_decision_that_says_them_goes_and_that_is_told(archive):
    review(archive, "+", "6", "What Valerii Marchenko said", "q")
    assert "Valerii" in (archive / REVIEW).read_text()
    said = review(archive, "x", "Valerii Marchenko", "a private person", "y", "q")
    assert "Of the decisions 1 said what is hidden now, and went with it." in said
    assert "Valerii" not in (archive / REVIEW).read_text()


def test_nobody_who_is_withheld_is_offered_or_written(archive):
    """Other occurrences of redacted words are hidden, too, and so is what is quoted around other decisions."""
    (archive / "content/withheld.yaml").write_text("- {names: [Valerii Marchenko], reason: a private person}\n")
    said = review(archive, *["a"] * 30)
    assert "would tell what is hidden from readers: that is not asked about." in said
    text = (archive / REVIEW).read_text()
    assert "arillev" not in text.lower()
    assert "Valeri" not in text
    assert "Marchenko" not in text
    assert [dict(one.values)["speaker"] for one in written(archive).decisions if one.about == "quote"] == [BLOCK]
    said = review(archive, "+", "1", "Valerii Marchenko", "1", "1", "", "", "q", "q")
    assert "it tells what is hidden from readers" in said
    assert "Marchenko" not in (archive / REVIEW).read_text()


def test_what_decisions_tell_of_hidden_words_is_taken_out_where_the_editor_agrees(archive):
    review(archive, *["a"] * 30)
    assert "Marchenko" in (archive / REVIEW).read_text()
    (archive / "content/withheld.yaml").write_text("- {names: [Valerii Marchenko], reason: a private person}\n")
    (archive / "content/entities/people.yaml").unlink()
    wrong = [one for one in built(archive).problems if "words that are hidden stand here" in one.what]
    assert wrong
    assert all(one.place.path == REVIEW and one.place.line and one.severity == "error" for one in wrong)
    said = review(archive, "n", "q")
    assert "of the decisions quote or name what is hidden, and this file may be public." in said
    assert "Marchenko" in (archive / REVIEW).read_text()
    review(archive, "y", "q")
    text = (archive / REVIEW).read_text()
    assert "Marchenko" not in text
    assert "Valeri" not in text
    assert "“We go on in Izium,”" in text
    assert not [one for one in built(archive).problems if one.severity == "error"]


def test_no_words_are_held_back_without_a_reason_and_a_yes(archive):
    review(archive, "x", "Izium", "0", "", "x", "Izium", "0", "why", "n", "x", "", "q")
    assert not (archive / REVIEW).exists()
    said = review(archive, "x", "Izium", "0", "why", "y", "q")
    assert "Hold back the words in 2 places?" in said
    assert len(written(archive).redactions) == 2
    assert "«Izium»" not in cards(review(archive, *["s"] * 30))[-2]


def test_an_editor_sees_all_of_what_readers_see_in_part(archive):
    (archive / "seeds/r.txt.meta.yaml").write_text("publish: excerpt\nembargo_until: 2027-01-01\n")
    said = review(archive, *["s"] * 3, "q")
    assert "readers are shown only its beginning; you see all of it" in said
    assert "under embargo until 2027-01-01" in said
    assert "«“We go on in Izium,”»" in said


# What may come from anywhere.


@pytest.mark.parametrize(
    "text",
    [
        "Police found 40 graves\x1b[2J\x1b]0;evil\x07 in \u202eIzium\u202c on Friday.",
        "قالت الشرطة إنها عثرت على 40 قبرا في Izium يوم الجمعة. Police found 40 graves.",
        "**Police** found [40 graves](https://example.org) in Izium.\n\n| a | b |\n|---|---|\n| 5 bodies | Izium |\n",
        "🕯️ Police found 40 graves — in Izium: \"why?\" #1, 'it' & <b>that</b>\t%s {x} \\n",
        "Nothing.",
    ],
)
def test_whatever_a_report_holds_it_is_shown_and_decided_on(make_archive, text):
    archive = make_archive({"seeds/r.md": text, **LISTS})
    said = review(archive, *["a"] * 20, "+", "1", text.split()[0], "1", "1", "2", "a: name # of it", "", "y", "q")
    assert "\x1b" not in said
    assert "\u202e" not in said
    assert written(archive).is_complete
    assert [problem for problem in built(archive).problems if "review" in problem.place.path] == []


def test_words_too_long_to_be_quoted_are_told(make_archive):
    archive = make_archive({"seeds/r.txt": "We go on in Izium and nowhere else. " * 300, **LISTS})
    said = review(archive, "+", "3", "5-10007", "", "q", "q")
    assert "characters are too many to be quoted – decide on a part of them" in said


KEYS = [
    "a",
    "r",
    "c",
    "s",
    "A",
    "b",
    "+",
    "n",
    "i",
    "m",
    "x",
    "e",
    "?",
    "w",
    "l",
    "y",
    "n",
    "d",
    "",
    "1",
    "2",
    "3",
    "4",
    "5",
    "6",
    "7",
    "0",
]
WORDS = [
    "Izium",
    "izium",
    "= 5",
    "40 graves",
    "Moscow",
    "-",
    "cnn",
    "2022-09-16",
    "uk",
    "at least 440 graves",
    "no",
    "0-5",
]


@given(st.lists(st.sampled_from(KEYS) | st.sampled_from(WORDS), max_size=40))
@settings(max_examples=60)
def test_whatever_is_pressed_the_file_says_what_a_build_understands(tmp_path_factory, answers):
    archive = tmp_path_factory.mktemp("archive")
    for path, text in {"seeds/r.txt": SEED, **LISTS}.items():
        (archive / path).parent.mkdir(parents=True, exist_ok=True)
        (archive / path).write_text(text, "utf-8")
    os.environ["VISUAL"] = "true"
    for part in (answers[:20], answers[20:]):
        review(archive, *part, options=EDITOR)
    if (archive / REVIEW).exists():
        disk = ReviewOnDisk(archive, "r", "a" * 64)
        assert disk.problems == ()
        assert "review" not in "".join(line for line in review(archive, "q").split("\n") if "hint" in line)


@pytest.mark.parametrize(
    "words, text, places",
    [
        ("Izium", "Izium, Izium", [(0, 5), (7, 12)]),
        ("the  city", "the\ncity", [(0, 8)]),
        ('"no" - it\'s', "“no” – it’s", [(0, 11)]),
        ("IZIUM", "in Izium", [(3, 8)]),
        ("a.c", "abc", []),
        ("2-4", "abcdef", [(2, 4)]),
        ("2-4", "from 2-4", [(5, 8)]),
        ("4-2", "abcdef", []),
        ("2-40", "abcdef", []),
        ("Ізюм", "В Ізюмі", [(2, 6)]),
        ("", "abc", []),
    ],
)
def test_words_are_found_however_they_are_typed(words, text, places):
    assert places_of(words, text) == places


def test_ids_are_offered_from_the_nearest_on():
    listed = {one.id: one for one in (
        Authority(id="izium", kind="place", name="Izium", names=("Ізюм",)),
        Authority(id="izium-region", kind="place", name="Izium region"),
        Authority(id="kharkiv", kind="place", name="Kharkiv"),
        Authority(id="valerii-marchenko", kind="person", name="Valerii Marchenko"),
    )}  # fmt: skip
    assert [one.id for one in alike("izium", listed)] == ["izium", "izium-region"]
    assert [one.id for one in alike("Ізюм", listed)] == ["izium"]
    assert [one.id for one in alike("marchenko", listed)] == ["valerii-marchenko"]
    assert [one.id for one in alike("Kharkov", listed)] == ["kharkiv"]
    assert list(alike("?", listed)) == []


def test_what_is_asked_hangs_on_the_day_that_was_decided_as_in_a_build(archive):
    """TEXT tells of a Friday, and was published on a Sunday; a day that is given in the walk holds from the next card."""
    asked = "".join(cards(review(archive, *["s"] * 30)))
    assert asked.count("2022-09-16") > 0
    asked = cards(review(archive, "+", "8", "2022-09-28", *["s"] * 30))
    assert "2022-09-16" not in "".join(asked[2:])
    assert decisions(archive) == [("add", "published", "", {"value": "2022-09-28"})]
    review(archive, *up_to(archive, "440 graves"), "a")
    assert decisions(archive)[-1][3]["when"] == "2022-09-23"
    assert built(archive).problems == ()
    assert '"when": "2022-09-23"' in (archive / "site/reports/r.json").read_text("utf-8")


def test_a_language_that_is_rejected_and_taken_back_is_asked_about_again_with_what_was_found(archive):
    first = up_to(archive, "anguage")
    shown = cards(review(archive, *first, "r", "b"))
    again = cards(review(archive, *first))[len(first)]
    assert shown[-1].strip().split("\n")[0] == again.strip().split("\n")[0]
    assert not (archive / REVIEW).exists()
