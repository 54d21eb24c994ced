"""What editors decided lands on the words that they meant, stays there, and is told where it cannot."""

import hashlib
import json
import re

import pytest

from muniment.ids import claim_id, claim_ids
from muniment.link.anchors import Astray, anchored, selector_of
from muniment.model import Decision, Selector, changed
from muniment.publishable import Hidden
from muniment.read.hiding import Sought
from muniment.review.writing import without_hidden
from muniment.timex import type_of
from whole import built

ENTITIES = "- {id: izium, kind: place, name: Izium}\n- {id: kupiansk, kind: place, name: Kupiansk}\n"
BODIES = "Police said that 50 bodies with Ivan Petrenko lay in Izium. {}Anna Berg said so."
TWICE = "Police said 50 people were killed in Izium. Anna Berg said 50 people were killed in Kupiansk."


def review(decisions: str, more: str = "complete: true\n", text: str = "") -> str:
    seed = hashlib.sha256(text.encode()).hexdigest()
    return f"seed: {seed}\nreviewer: desk\ndate: 2026-11-22\n{more}decisions:\n{decisions}"


@pytest.fixture
def decided(make_archive):
    """decided(text, decisions, more of the review, settings) gives the report's JSON, its page and what was told."""

    def build(text: str, decisions: str, more: str = "complete: true\n", settings: str = "", now: str = ""):
        archive = make_archive({
            "seeds/one.txt": now or text, "content/entities/all.yaml": ENTITIES, "content/settings.yaml": settings,
            "content/reviews/one.yaml": review(decisions, more, text),
        })  # fmt: skip
        told = [
            str(one).partition("\n")[0].removeprefix("content/reviews/one.yaml:") for one in built(archive).problems
        ]
        site = archive / "site/reports"
        page = re.sub("<[^>]+>", "", (site / "one.html").read_text("utf-8"))
        return json.loads((site / "one.json").read_text("utf-8")), page, told

    return build


def killed(start: int, where: str) -> str:
    return f"- {{accept: claim, exact: 50 people, start: {start}, count: = 50, what: people, where: {where}, fate: dead}}\n"


@pytest.mark.parametrize("settings", ["findings: rules\n", "findings: stated\n"])
@pytest.mark.parametrize("is_turned", [False, True])
def test_a_claim_s_id_hangs_on_its_words_and_their_place_alone(decided, settings, is_turned):
    first, second = TWICE.index("50"), TWICE.rindex("50")
    decisions = [killed(first, "izium"), killed(second, "kupiansk")]
    report, _, _ = decided(TWICE, "".join(reversed(decisions) if is_turned else decisions), settings=settings)
    ids = {one["where"]: one["id"] for one in report["claims"]}
    assert ids == {"izium": claim_id("50 people", 1), "kupiansk": claim_id("50 people", 2)}
    report, _, _ = decided(
        TWICE, f"- {{reject: claim, exact: 50 people, start: {first}}}\n{decisions[1]}", settings=settings
    )
    assert [one["id"] for one in report["claims"]] == [claim_id("50 people", 2)]


@pytest.mark.parametrize("settings", ["findings: rules\n", "findings: stated\n"])
def test_a_claim_that_was_added_keeps_its_id_once_rules_find_it(decided, settings):
    report, _, _ = decided(BODIES.format(""), "- {add: claim, exact: 50 bodies, count: = 50}\n", settings=settings)
    assert [one["id"] for one in report["claims"]] == [claim_id("50 bodies", 1)]


def test_ids_of_many_claims_are_those_of_each():
    text = "a 2 a, 12 dead and 2 dead, 22 dead: aaa"
    spans = [(found.start(), found.end()) for found in re.finditer("(?=a)a|2 dead|2 a", text)]
    words = [text[start:end] for start, end in spans]
    which = [
        sum(text.startswith(one, place) for place in range(start + 1))
        for one, (start, _) in zip(words, spans, strict=True)
    ]
    assert claim_ids(text, spans) == list(map(claim_id, words, which))
    assert [claim_ids(text, [one])[0] for one in spans] == claim_ids(text, spans)


REJECTED = "- {reject: claim, exact: 50 bodies}\n- {reject: mention, exact: Anna Berg}\n"


def test_in_an_excerpt_what_was_rejected_or_corrected_without_a_position_is_it_still(decided):
    text = BODIES.format("Nobody else was there. " * 40)
    excerpt = "complete: true\npublish: excerpt\nrights: R\n"
    found, _, _ = decided(text, "- {accept: language, value: en}\n", excerpt)
    assert [one["surface"] for one in found["claims"]] == ["50 bodies"]
    report, _, told = decided(text, REJECTED, excerpt)
    assert (report["publication"], report["claims"], told) == ("excerpt", [], [])
    report, _, told = decided(text, "- {correct: claim, exact: 50 bodies, count: = 5, where: izium}\n", excerpt)
    assert [(one["low"], one["status"]) for one in report["claims"]] == [(5, "reviewed")]


def test_no_name_is_made_of_what_the_end_of_an_excerpt_or_a_block_leaves_of_one(decided):
    text = BODIES.format("They were found there a week ago, it is told. ")  # of which a third ends within a name
    report, _, _ = decided(text, "", "complete: true\npublish: excerpt\nrights: R\n")
    assert report["text"].endswith("with Ivan")
    assert report["mentions"] == []
    at = text.index("Petrenko")
    hidden = f"complete: true\nredact:\n- {{start: {at}, end: {at + 8}, reason: private}}\n"
    report, _, _ = decided(text, "- {accept: language, value: en}\n", hidden)
    assert "Ivan █████ lay" in report["text"]
    assert [one["surface"] for one in report["mentions"]] == ["Izium", "Anna Berg"]


QUOTED = "“We buried 50 bodies there with Ivan Petrenko and others last week,” said Anna Berg."


def test_what_was_rejected_stays_away_where_words_in_it_are_held_back(decided):
    quote = QUOTED[: QUOTED.index(" said")]
    at = QUOTED.index("Ivan")
    hidden = f"complete: true\nredact:\n- {{start: {at}, end: {at + 13}, reason: private}}\n"
    report, _, _ = decided(QUOTED, "- {accept: language, value: en}\n", hidden)
    assert len(report["quotes"]) == 1
    report, _, told = decided(QUOTED, f"- {{reject: quote, exact: '{quote}'}}\n", hidden)
    assert report["quotes"] == []
    assert told == ["8:26: words that are hidden stand here, and are not published; the rest of the decision stands"]
    report, _, told = decided(QUOTED, f"- {{accept: quote, exact: '{quote}', speaker: A. Berg}}\n", hidden)
    assert [(one["speaker"]["name"], one["status"]) for one in report["quotes"]] == [("A. Berg", "reviewed")]
    assert "Petrenko" not in json.dumps(report)


def test_a_decision_of_which_words_are_held_back_is_told_and_says_nothing_of_them(decided):
    text = "On 15 September 2022 they left Izium."
    at = text.index("September")
    hidden = f"complete: true\nredact:\n- {{start: {at}, end: {at + 9}, reason: private}}\n"
    report, _, told = decided(text, "- {accept: date, exact: 15 September 2022, value: 2022-09-15}\n", hidden)
    assert "2022-09-15" not in json.dumps(report["dates"])
    assert told == ["8:25: words that are hidden stand here, and the decision is left out"]


def test_what_is_corrected_is_not_as_it_was_found_where_the_right_words_are_hidden(decided):
    text = "They met in Izium with Ivan Petrenko."
    at = text.index("Ivan")
    hidden = f"complete: true\nredact:\n- {{start: {at}, end: {at + 13}, reason: private}}\n"
    words = "- {correct: mention, exact: Izium, kind: person, name: Ivan Petrenko}\n"
    report, _, told = decided(text, words, hidden)
    assert (report["mentions"], len(told)) == ([], 1)
    assert [(one["decision"], one["now"]) for one in report["review"]["decided"]] == [("rejected", None)]


def test_what_was_accepted_and_is_not_what_is_found_is_told_as_that(decided):
    words = (
        "- {accept: claim, exact: 50 bodies, count: = 999, what: graves, where: kupiansk}\n"
        "- {accept: title, value: A title that nobody found}\n"
        "- {accept: mention, exact: Izium, kind: place, entity: izium}\n"
    )
    report, page, _ = decided(BODIES.format(""), words)
    assert report["review"]["accepted"] == 1
    assert [(one["about"], bool(one["was"])) for one in report["review"]["decided"]] == [
        ("claim", True),
        ("title", False),
    ]
    assert report["claims"][0]["rule"] == "editor"
    assert "1 value was accepted as found" in page
    assert "accepted, and found otherwise by now" in page
    assert "accepted, and not found by now" in page
    assert "50 bodies, Izium" in page


def test_on_the_same_bytes_a_position_that_does_not_fit_is_no_place(decided):
    text = f"On Sunday it rained. {'x ' * 50}On Sunday it snowed."
    report, _, told = decided(
        f" date 2022-09-16 {text}", "- {correct: date, exact: Sunday, start: 60, value: 2022-09-04}\n"
    )
    assert {one["status"] for one in report["dates"]} == {"suggested"}
    assert told == ["6:26: these words do not stand there"]
    with pytest.raises(Astray) as astray:
        anchored(Selector("Sunday", start=60), text)
    assert astray.value.hint == f"they stand at 3 and {text.rindex('Sunday')}: write start: 3"


def test_in_an_edited_file_a_decision_lands_on_no_other_sentence(decided):
    at = TWICE.index("50")
    one = selector_of(TWICE, at, at + len("50 people"))
    words = f"- {{reject: claim, exact: 50 people, prefix: '{one.prefix}', suffix: '{one.suffix}', start: {at}}}\n"
    report, _, told = decided(TWICE, words, now="Police said 50 people were killed in Kupiansk.")
    assert [one["surface"] for one in report["claims"]] == ["50 people"]
    assert "6:26: these words stand nowhere with what stood around them" in told
    report, _, told = decided(TWICE, words, now=f"It is told anew. {TWICE}")
    assert [one["where"] for one in report["claims"]] == ["kupiansk"]
    assert len(told) == 1


def test_in_an_edited_file_a_position_alone_is_no_place_among_several():
    text = "Sunday, and Sunday again"
    assert anchored(Selector("Sunday", start=12), text) == (12, 18)
    with pytest.raises(Astray, match="2 places alike"):
        anchored(Selector("Sunday", start=12), text, is_same=False)


@pytest.mark.parametrize(
    ("decisions", "what", "left"),
    [
        ("- {reject: mention, exact: Izium}\n- {accept: mention, exact: Izium, kind: place, entity: izium}\n",
         "7:3: another decision says that there is no mention here, and that one stands", 0),
        ("- {accept: mention, exact: Izium, kind: place, entity: izium}\n- {reject: mention, exact: Izium}\n",
         "7:3: another decision says what 'Izium' is, and this one shares words with it", 1),
        ("- {accept: publisher, value: CNN}\n- {correct: publisher, value: BBC}\n",
         "7:3: another decision says what the publisher is, and that one stands", 1),
    ],
)  # fmt: skip
def test_of_decisions_that_contradict_each_other_the_first_stands_and_the_other_is_told(decided, decisions, what, left):
    report, _, told = decided(BODIES.format(""), decisions)
    assert told == [what]
    if "publisher" in what:
        assert report["publisher"]["value"] == "CNN"
    else:
        assert sum(one["surface"] == "Izium" for one in report["mentions"]) == left


def test_what_a_whole_review_left_as_suggested_is_counted_on_the_page(decided):
    report, page, _ = decided(BODIES.format(""), "- {accept: mention, exact: Izium, kind: place, entity: izium}\n")
    left = sum(
        one["status"] == "suggested"
        for kind in ("mentions", "dates", "quotes", "claims", "attributions")
        for one in report[kind]
    )
    assert left > 1
    assert f"all of the report was looked at; {left} findings were left as suggested" in page


EXCLUDING = "At least 40 bodies were found in Izium. These data do not include the missing."


@pytest.mark.parametrize(
    ("says", "excludes", "told"),
    [
        (", excludes: the missing", "the missing", []),
        (", excludes: ''", None, []),
        (
            "",
            None,
            ["6:3: warning: it does not say all that rules find by now; what nobody has reviewed is left out"],
        ),
        (", excludes: the dead", None, ["6:113: these words do not stand in the report"]),
    ],
)
def test_what_a_claim_does_not_count_is_an_editor_s_to_say(decided, says, excludes, told):
    words = f"- {{accept: claim, exact: At least 40 bodies, count: '>= 40', what: bodies, where: izium, fate: found{says}}}\n"
    report, _, problems = decided(EXCLUDING, words)
    (claim,) = report["claims"]
    assert (claim["excludes"] and claim["excludes"]["surface"]) == ("the missing" if "the dead" in says else excludes)
    assert problems == told


def test_the_walk_keeps_what_is_left_of_the_words_that_were_rejected():
    at = QUOTED.index("Ivan")
    hidden = Hidden(((at, at + 13),), Sought(), frozenset())
    whole = selector_of(QUOTED, 0, QUOTED.index(" said"))
    one = Decision(verb="reject", about="quote", selector=whole)
    ((_, left),) = without_hidden([one], hidden, QUOTED)
    assert left.selector.exact == "“We buried 50 bodies there with"
    assert "Ivan" not in str(left)
    ((_, left),) = without_hidden([changed(one, verb="accept")], hidden, QUOTED)
    assert left is None


@pytest.mark.parametrize("text, values", [
    ("In the 1980s, in the 20th century and in 2025–26 graves were found.", ["198", "19", "2025/2026"]),
    ("Submit the plan by Sept. 17–23 to the office.", ["XXXX-09-17/XXXX-09-23"]),
])  # fmt: skip
def test_a_date_of_any_length_can_be_accepted_as_rules_find_it(decided, text, values):
    """A decade and a century have fewer digits than a year, and from one to another are two."""
    found = [(one["surface"], one["type"], one["value"], one["edtf"] or "") for one in decided(text, "")[0]["dates"]]
    assert [value for _, _, value, _ in found] == values
    said = "- {{accept: date, exact: '{}', type: {}, value: '{}', edtf: '{}'}}\n"
    report, _, told = decided(text, "".join(said.format(*one) for one in found))
    assert told == []
    assert {one["status"] for one in report["dates"]} == {"reviewed"}
    _, _, told = decided(text, "- {add: date, exact: the, value: 2026/2025}\n")
    assert "is no value of a date" in told[0]


@pytest.mark.parametrize("says", [
    "type: DATE, value: PAST_REF", "type: TIME, value: 2022-09-16T09:00, edtf: 2022-09-16", "type: SET, value: P1W",
    "type: DURATION, value: P2W, edtf: 2022-09-16/2022-09-30", "value: 198, edtf: 198X", "value: 2022-W37, edtf: 2022-09",
    "value: 2022-09, edtf: 2022-09-16~", "value: XXXX-09-16, edtf: 2022-09-16", "edtf: 2022-09/..", "value: FUTURE_REF",
])  # fmt: skip
def test_values_of_a_date_that_fit_each_other_are_accepted(decided, says):
    report, _, told = decided("It was on Sunday.", f"- {{add: date, exact: It, {says}}}\n")
    assert (told, report["dates"][0]["status"]) == ([], "reviewed")


def test_what_a_value_is_by_its_signs():
    assert [type_of(one) for one in ("P2W", "PAST_REF", "PRESENT_REF", "2022-09-17TEV", "T09:00", "2022-W37")] == [
        "DURATION", "DATE", "DATE", "TIME", "TIME", "DATE",
    ]  # fmt: skip


@pytest.mark.parametrize("what, text", [
    ("a grave", "Police counted 445 burials, of which 12 were of soldiers, in the mass graves."), ("graves", "445 могил"),
    ("могили", "Там 445 могил."), ("坟墓", "发现445座坟墓。"), ("цивільних", "12 цивільні загинули"),
])  # fmt: skip
def test_what_is_counted_may_be_inflected_otherwise_than_in_the_report(decided, what, text):
    exact = re.search(r"\d+ ?[^\W\d]+", text)[0]
    _, _, told = decided(text, f"- {{add: claim, exact: {exact}, count: = 1, what: {what}}}\n")
    assert told == []


YESTERDAY = " date 2022-09-18 Police said 440 graves were found in Izium yesterday. On Friday they left."


@pytest.mark.parametrize("said, days", [
    ("", ["2022-09-17", "2022-09-16"]),
    ("- {correct: published, value: 2022-09-28}\n", ["2022-09-27", "2022-09-23"]),
    ("- {correct: published, value: 2022-09}\n", []),
    ("- {reject: published}\n", []),
    ("- {correct: published, value: 2022-09-28}\n- {correct: published, value: 2022-10-28}\n", ["2022-09-27", "2022-09-23"]),
    ("- {accept: published}\n- {reject: published}\n", []),
])  # fmt: skip
def test_what_is_told_of_yesterday_is_counted_from_the_day_that_editors_say(decided, said, days):
    report, page, _ = decided(YESTERDAY, said)
    assert [one["edtf"] for one in report["dates"] if one["edtf"]] == days
    assert [one["when"] for one in report["claims"]] == (days[:1] or [None])
    if said:
        assert "17 Sep" not in page


def test_a_text_is_read_in_the_language_that_editors_say(decided):
    report, _, told = decided(YESTERDAY, "- {correct: language, value: fr}\n")
    assert (report["language"], report["claims"], told) == ("fr", [], [])
    found = decided(YESTERDAY, "")[0]
    report, page, told = decided(YESTERDAY, f"- {{accept: language, value: {found['language']}}}\n")
    assert (report["dates"], report["claims"], told) == (found["dates"], found["claims"], [])
    assert "1 value was accepted as found" in page


@pytest.mark.parametrize(
    ("text", "exact", "what"),
    [
        ("A blast left 12 dead in Izium.", "12 dead", "people killed"),
        ("Загинуло 12 людей, повідомив мер.", "12 людей", "люди"),
        ("Знайдено 445 тіл, повідомив мер.", "445 тіл", "тіла"),
        ("A blast killed a woman in Izium.", "a woman", "women"),
        ("A blast in Izium killed nine, and nobody knows why.", "nine", "people"),
        ("Bei dem Angriff auf die Stadt starben nach Angaben der Polizei 12 Soldaten.", "12 Soldaten", "dead troops"),
    ],
    ids=["who is dead is a person", "people", "bodies", "a woman", "nine", "in English of what is German"],
)
def test_what_is_counted_may_be_told_in_other_forms_of_the_report_s_words(decided, text, exact, what):
    more = "where: '', when: '', speaker: '', chain: [], basis: '', fate: '', excludes: ''"
    _, _, told = decided(text, f"- {{correct: claim, exact: {exact}, count: 12, what: {what}, {more}}}\n")
    assert not [one for one in told if "stands in the report" in one]
