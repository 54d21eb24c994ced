"""Decisions of one review that contradict each other: told whichever comes first, which is the one that stands."""

import hashlib
import json
import re
import time
from itertools import permutations

import pytest

from muniment.ids import claim_id
from muniment.link.decided import Names
from muniment.link.decisions import decide
from muniment.model import Decision, Document, Evidence, Findings, Report, Review, Selector
from whole import built

TEXT = "Police said at least 440 graves were found in Izium on Sunday. Anna Berg came with 50 others."
ENTITIES = "- {id: izium, kind: place, name: Izium}\n"


@pytest.fixture
def decided(make_archive):
    """decided(decisions) gives the report's JSON, and what was told: the line of the review and the words."""

    def build(*decisions: str, text: str = TEXT):
        seed = hashlib.sha256(text.encode()).hexdigest()
        lines = "".join(f"- {{{one}}}\n" for one in decisions)
        archive = make_archive({
            "seeds/one.txt": text, "content/entities/all.yaml": ENTITIES,
            "content/reviews/one.yaml": f"seed: {seed}\nreviewer: desk\ndate: 2026-11-22\ndecisions:\n{lines}",
        })  # fmt: skip
        told = [re.sub("^.*one.yaml:|\n.*", "", str(one)) for one in built(archive).problems]
        return json.loads((archive / "site/reports/one.json").read_text("utf-8")), told

    return build


def claims(report):
    return [one["surface"] for one in report["claims"] if one["status"] == "reviewed"]


def kinds(report):
    return [one["kind"] for one in report["mentions"] if one["surface"] == "Izium"]


ALL = "count: '>= 440', what: graves, where: izium, fate: found"
GRAVES = f"accept: claim, exact: 440 graves, {ALL}"
AT_LEAST = f"accept: claim, exact: at least 440 graves, {ALL}"
NO_CLAIM = "reject: claim, exact: 440 graves"
NO_WIDER = "reject: claim, exact: at least 440 graves were"
PLACE = "accept: mention, exact: Izium, entity: izium"
BODY = "add: mention, exact: Izium, kind: organization, name: Izium City Council"
NO_PLACE = "reject: mention, exact: Izium, kind: place"
NO_NAME = "reject: mention, exact: Izium"
UNSAID = "accept: mention, exact: Izium"


@pytest.mark.parametrize("first, second", list(permutations([NO_CLAIM, NO_WIDER, GRAVES, AT_LEAST], 2)))
def test_of_a_claim_that_is_rejected_and_accepted_in_words_that_they_share_the_first_stands(decided, first, second):
    report, told = decided(first, second)
    if "reject" in first and "reject" in second:
        assert (claims(report), told) == ([], [])
        return
    assert [line.partition(": ")[0] for line in told] == ["6:3"]
    assert "another decision says" in told[0]
    accepted = re.search("exact: ([^,]*)", first)[1]
    assert claims(report) == ([] if "reject" in first else [accepted])


def test_a_town_s_name_that_is_no_place_may_be_a_body_whichever_is_said_first(decided):
    for decisions in permutations([NO_PLACE, BODY]):
        report, told = decided(*decisions)
        assert (kinds(report), told) == (["organization"], [])


@pytest.mark.parametrize("first, second", [
    *permutations([NO_PLACE, PLACE]), *permutations([NO_NAME, BODY]), *permutations([PLACE, BODY]),
    (NO_NAME, UNSAID), (UNSAID, NO_NAME),
])  # fmt: skip
def test_a_name_that_is_two_things_is_the_first_and_the_other_is_told(decided, first, second):
    report, told = decided(first, second)
    assert len([line for line in told if line.startswith("6:3: another decision says")]) == 1
    expected = {NO_PLACE: [], NO_NAME: [], PLACE: ["place"], BODY: ["organization"], UNSAID: ["place"]}[first]
    assert kinds(report) == expected


@pytest.mark.parametrize("decisions", list(permutations([UNSAID, PLACE])))
def test_one_that_says_nothing_gives_way_to_one_that_says_all_wherever_it_stands(decided, decisions):
    report, told = decided(*decisions)
    assert [one["status"] for one in report["mentions"] if one["surface"] == "Izium"] == ["reviewed"]
    assert told == []


def test_attributions_of_two_kinds_lie_within_each_other(decided):
    text = "With reference to the Facebook page of the Ministry he said so."
    outer = "add: attribution, exact: reference to the Facebook page of the Ministry, kind: citing, source: Ministry"
    inner = "add: attribution, exact: Facebook page, kind: channel, source: Facebook"
    for decisions in permutations([outer, inner]):
        report, told = decided(*decisions, text=text)
        assert ([one["kind"] for one in report["attributions"] if one["status"] == "reviewed"], told) == (
            ["citing", "channel"], [],
        )  # fmt: skip
    assert len(decided(outer, inner.replace("channel", "citing"), text=text)[1]) == 1
    assert len(decided(outer, "reject: attribution, exact: Facebook page", text=text)[1]) == 1
    assert decided(outer, "reject: attribution, exact: Facebook page, kind: via", text=text)[1] == [
        "6:3: warning: there is no attribution here to reject"
    ]


def test_what_decisions_find_to_decide_on_does_not_hang_on_their_order(decided):
    """Rules find one claim; of two decisions on parts of its words both are told what was found there."""
    text = "At least 440 graves were found in Izium."
    parts = "reject: claim, exact: At least", "accept: claim, exact: 440 graves, count: = 440, what: graves"
    made = []
    for decisions in permutations(parts):
        report, told = decided(*decisions, text=text)
        made.append((report["claims"], sorted(line.partition(": ")[2] for line in told)))
    assert made[0] == made[1]


def test_a_rejection_of_a_kind_is_of_no_other(decided):
    report, told = decided("reject: mention, exact: Izium, kind: person")
    assert kinds(report) == ["place"]
    assert told == ["5:3: warning: there is no mention here to reject"]


def test_thousands_of_rejections_take_no_longer_than_as_many_others(decided):
    count = 3000
    text = " ".join(f"Anna Berg{number:04} came." for number in range(count))
    decisions = [f"reject: mention, exact: Berg{number:04}, kind: place" for number in range(count)]
    decisions += [f"add: mention, exact: Berg{number:04}, kind: person" for number in range(count)]
    report, _ = decided(*decisions, text=text)
    assert len([one for one in report["mentions"] if one["status"] == "reviewed"]) == count


def test_ids_of_claims_late_in_a_long_text_of_repeats_are_made_in_one_look():
    """Each was looked for from the beginning of the text."""
    text = "12 people, 12 people and 13 people. " * 25_000
    starts = range(len(text) - 40 * 36, len(text), 36)
    values = (("count", "= 12"), ("what", "people"))
    decisions = tuple(
        Decision(verb="add", about="claim", selector=Selector("12 people", start=start), values=values)
        for start in starts
    )
    review = Review(report="one", path="", seed="", reviewer="desk", date="2026-11-22", decisions=decisions)
    evidence = Evidence("", "", 0, "one.txt")
    document = Document(id="one", form="plain", text=text, text_sha256="", derivation="", evidence=evidence)
    began = time.process_time()
    made = decide(Report(document, Findings()), review, Names({}), problems := [])
    assert time.process_time() - began < 2
    assert problems == []
    assert made.findings.claims[-1].id == claim_id("12 people", 2 * 25_000 - 1)
