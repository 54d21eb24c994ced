"""What editors decide on a report stands in it, outlives other rules and other bytes, and is told where it cannot be."""

import csv
import hashlib
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muniment.check import check
from muniment.link.anchors import Astray, anchored, selector_of
from muniment.model import Selector
from muniment.outcome import Counted
from whole import built, bytes_of, fresh_site

TEXT = (
    " date 2022-09-18 At least 440 graves were found in Izium, Ukraine’s Defense Ministry said Sunday.\n\n"
    "“We saw it,” Mayor Valerii Marchenko said in Izium on Sunday. One cross had the number 398."
)
ENTITIES = """\
- {id: izium, kind: place, name: Izium, names: [Ізюм]}
- {id: defense-ministry, kind: organization, name: Ministry of Defence, names: [Ukraine’s Defense Ministry]}
- {id: marchenko, kind: person, name: Valerii Marchenko}
"""
HEAD = "reviewer: desk\ndate: 2026-11-22\n"


def review(decisions: str = "", more: str = "complete: true\n", text: str = TEXT) -> str:
    seed = hashlib.sha256(text.encode()).hexdigest()
    return f"seed: {seed}\n{HEAD}{more}" + (f"decisions:\n{decisions}" if decisions else "")


@pytest.fixture
def reviewed(make_archive):
    """reviewed(review, more files) builds an archive of one report, and gives its JSON and what was told."""

    def build(words: str, more: dict[str, str] | None = None, text: str = TEXT):
        files = {"seeds/one.txt": text, "content/entities/all.yaml": ENTITIES, "content/reviews/one.yaml": words}
        archive = make_archive(files | (more or {}))
        outcome = built(archive)
        path = archive / "site/reports/one.json"
        return json.loads(path.read_text("utf-8")) if path.exists() else None, list(map(str, outcome.problems))

    return build


def of(report, kind, surface):
    return [one for one in report[kind] if one["surface"] == surface]


def test_what_is_accepted_is_reviewed_and_the_rest_stays_suggested(reviewed):
    report, told = reviewed(review('- {accept: mention, exact: Izium, suffix: ", Ukraine", entity: izium}\n'))
    first, second = of(report, "mentions", "Izium")
    assert (first["status"], second["status"], told) == ("reviewed", "suggested", [])
    assert (first["entity"], first["rule"]) == ("izium", "editors-name")
    assert (report["status"], report["review"]["accepted"], report["review"]["decided"]) == ("reviewed", 1, [])


@pytest.mark.parametrize(
    ("words", "state"),
    [
        (review(), "complete"),
        (review(more=""), "partial"),
        (review(text="other bytes"), "stale"),
        ("", ""),
    ],
)
def test_the_table_of_reports_says_how_far_a_review_goes(make_archive, words, state):
    files = {"content/reviews/one.yaml": words} if words else {}
    archive = make_archive({"seeds/one.txt": TEXT, **files})
    built(archive)
    (row,) = csv.DictReader((archive / "site/data/reports.csv").read_text("utf-8").splitlines())
    assert (row["reviewer"], row["review"]) == ("desk" if state else "", state)


def test_what_is_corrected_says_what_it_was_and_what_it_is(reviewed):
    words = "- correct: date\n  exact: Sunday\n  prefix: Ministry said \n  value: 2022-09-11\n  note: A week before.\n"
    report, told = reviewed(review(words))
    first, second = of(report, "dates", "Sunday")
    assert (first["value"], first["edtf"], first["status"]) == ("2022-09-11", "2022-09-11", "reviewed")
    assert (second["value"], second["status"], told) == ("2022-09-18", "suggested", [])
    (decided,) = report["review"]["decided"]
    assert (decided["decision"], decided["was"]["value"], decided["now"]["value"], decided["note"]) == (
        "corrected", "2022-09-18", "2022-09-11", "A week before.",
    )  # fmt: skip


def test_what_is_rejected_is_gone_and_what_is_added_is_there(reviewed):
    words = (
        "- {reject: claim, exact: At least 440 graves}\n"
        "- {add: claim, exact: the number 398, count: 398, what: number on a cross, where: izium, basis: first-hand}\n"
    )
    report, told = reviewed(review(words))
    (claim,) = report["claims"]
    assert (claim["surface"], claim["low"], claim["where"], claim["basis"]) == (
        "the number 398",
        398,
        "izium",
        "first-hand",
    )
    assert (claim["status"], claim["rule"], told) == ("reviewed", "editor", [])
    assert [one["decision"] for one in report["review"]["decided"]] == ["rejected", "added"]


def test_a_decision_stands_where_rules_find_nothing_any_more(reviewed):
    """As it does when another version of the program finds less."""
    words = "- {accept: claim, exact: At least 440 graves, count: '>= 440', what: graves, where: izium}\n"
    report, told = reviewed(review(words), {"content/settings.yaml": "findings: stated\n"})
    (claim,) = report["claims"]
    assert (claim["op"], claim["low"], claim["what"], claim["status"], told) == (">=", 440, "graves", "reviewed", [])


def test_what_nobody_wrote_down_is_not_reviewed(reviewed):
    """What rules find today is no decision, and may be something else tomorrow."""
    words = (
        "- {accept: mention, exact: Valerii Marchenko}\n- {accept: date, exact: Sunday, prefix: 'said '}\n"
        "- {accept: claim, exact: At least 440 graves}\n- {correct: quote, exact: '“We saw it,”', role: Mayor of Izium}\n"
        "- {accept: language}\n"
    )
    report, told = reviewed(review(words))
    (quote,) = report["quotes"]
    found = (*of(report, "mentions", "Valerii Marchenko"), of(report, "dates", "Sunday")[0], *report["claims"], quote)
    assert [one["status"] for one in found] == ["suggested"] * 4
    assert (quote["speaker"]["name"], quote["speaker"]["role"]) == ("Valerii Marchenko", "Mayor of Izium")
    assert (report["review"]["accepted"], report["review"]["decided"]) == (0, [])
    assert told == [
        "content/reviews/one.yaml:10:3: warning: it does not say which language is right, so that this stays as it was "
        "found\n  hint: add value: …; `muniment review` writes it",
        *(
            f"content/reviews/one.yaml:{line}:3: warning: it does not say what was found to be right, so that this stays "
            f"suggested\n  hint: add what it is, such as what rules find by now: {values}; `muniment review` writes all "
            "of it"
            for line, values in (
                (6, "entity: marchenko; kind: person"),
                (7, "value: 2022-09-18; edtf: 2022-09-18"),
                (8, "count: >= 440"),
                (9, "speaker: marchenko"),
            )
        ),
    ]


def test_a_decision_that_says_less_than_rules_find_is_all_that_is_published(reviewed):
    words = "- {accept: claim, exact: At least 440 graves, count: '>= 440', what: graves, where: ''}\n"
    report, (told,) = reviewed(review(words))
    (claim,) = report["claims"]
    assert (claim["status"], claim["low"], claim["what"]) == ("reviewed", 440, "graves")
    assert (claim["where"], claim["speaker"], claim["fate"]) == (None, None, None)
    assert told.startswith(
        "content/reviews/one.yaml:6:3: warning: it does not say all that rules find by now; what nobody"
    )
    assert told.endswith(
        "add what is right of it, or that it is empty (as in role: ''): speaker: Ministry of Defence; fate: found"
    )


def test_a_decision_that_says_nothing_gives_way_to_one_that_says_all(reviewed):
    words = "- {accept: mention, exact: Valerii Marchenko}\n- {accept: mention, exact: Valerii Marchenko, entity: marchenko, role: Mayor}\n"
    report, told = reviewed(review(words))
    assert ([one["status"] for one in of(report, "mentions", "Valerii Marchenko")], told) == (["reviewed"], [])


def test_fields_are_decided_as_findings_are(reviewed):
    words = (
        "- {add: title, value: Graves at Izium}\n- {add: publisher, value: The Paper}\n- {accept: published, value: 2022-09-18}\n"
        "- {add: url, value: 'https://example.org/1'}\n- {correct: language, value: en}\n"
    )
    report, told = reviewed(review(words))
    fields = [report[name]["value"] for name in ("title", "publisher", "published", "url")]
    assert fields == ["Graves at Izium", "The Paper", "2022-09-18", "https://example.org/1"]
    assert {report[name]["status"] for name in ("title", "publisher", "published", "url")} == {"reviewed"}
    assert (report["publisher"]["where"], report["language"], told) == ("by desk, 2026-11-22", "en", [])


def test_a_rejected_publisher_is_not_suggested_again(reviewed):
    text = "Graves were found. (Natalie Gallon/CNN)"
    report, _ = reviewed(review(text=text), text=text)
    assert report["publisher"]["value"] == "CNN"
    report, _ = reviewed(review("- {reject: publisher}\n", text=text), text=text)
    assert report["publisher"] is None


def test_an_accepted_credit_makes_no_reviewed_publisher(reviewed):
    text = "Graves were found. (Natalie Gallon/CNN)"
    words = "- {accept: attribution, exact: (Natalie Gallon/CNN), kind: credit, source: CNN, of: Natalie Gallon}\n"
    report, told = reviewed(review(words, text=text), text=text)
    assert (report["attributions"][0]["status"], report["publisher"]["status"], told) == ("reviewed", "suggested", [])


def test_a_review_of_other_bytes_is_stale_and_makes_nothing_reviewed(reviewed):
    words = (
        "- {accept: mention, exact: Valerii Marchenko, entity: marchenko, role: Mayor}\n- {reject: quote, exact: '“We saw it,”'}\n"
        "- {correct: date, exact: on Sunday, value: 2022-09-11}\n- {accept: mention, exact: Kharkiv}\n"
    )
    report, told = reviewed(review(words, text="another text"))
    assert (report["status"], report["review"]["stale"]) == ("suggested", True)
    assert {one["status"] for kind in ("mentions", "dates", "claims") for one in report[kind]} == {"suggested"}
    assert (report["quotes"], of(report, "dates", "on Sunday")[0]["value"]) == ([], "2022-09-11")
    assert [line.split("\n")[0] for line in told] == [
        "content/reviews/one.yaml:1:7: warning: made on another state of seeds/one.txt: the review is stale",
        "content/reviews/one.yaml:9:28: these words do not stand in the report",
    ]


ERRORS = {
    "- {accept: mention, exact: Izyum}": ("6:28", "these words do not stand in the report", "copy them"),
    "- {accept: mention, exact: Sunday}": ("6:28", "stand in 2 places alike", "say which"),
    "- {accept: quote, exact: One cross}": ("6:3", "a decision on nothing", "write what it says"),
    "- {reject: mention, exact: cross}": ("6:3", "warning: there is no mention here to reject", "remove"),
    "- {add: mention, exact: One cross, entity: izuim}": ("6:44", "nobody has the id 'izuim'", "did you mean 'izium'?"),
    "- {add: mention, exact: One cross}": ("6:3", "it does not say what is named", "person, organization or place"),
    "- {add: claim, exact: One cross}": ("6:3", "it does not say how many", "count"),
    "- {add: claim, exact: One cross, count: many}": ("6:41", "'many' is no count", "write a number"),
    "- {correct: date, exact: One cross, value: 2022-09-31}": ("6:44", "'2022-09-31' is no value", "September has 30"),
    "- {correct: date, exact: One cross, edtf: c. 2022}": ("6:43", "'c. 2022' is no edtf", "write 2022~"),
    "- {correct: published, value: 18/09/2022}": ("6:31", "'18/09/2022' is no value", "2022-09-18"),
    "- {accept: mention, exact: Izium, where: izium}": ("6:42", "a mention has no 'where'", "it may have kind"),
    "- {accept: mentions, exact: Izium}": ("6:12", "'mentions' is not known here", "one of mention"),
    "- {accept: mention, reject: date, exact: Izium}": ("6:3", "2 decisions in one", "begin with"),
    "- {exact: Izium}": ("6:3", "it does not say what was decided", "begin with"),
    "- {accept: mention}": ("6:3", "it does not say which mention", "copy its words"),
    "- {accept: mention, exact: Izium, start: 3, end: 9}": (
        "6:50",
        "3 to 9 are 6 characters",
        "leave start and end out",
    ),
    "- {accept: mention, exact: Izium, kinds: place}": ("6:35", "unknown field 'kinds'", "did you mean 'kind'?"),
    "- {correct: title}": ("6:3", "it does not say what the title is", "add value"),
    "- {accept: title}": ("6:3", "it does not say which title is right", "add value"),
}


@pytest.mark.parametrize("decision", ERRORS)
def test_a_decision_that_cannot_be_is_told_and_the_others_stand(reviewed, decision):
    report, told = reviewed(
        review(f"{decision}\n- {{accept: mention, exact: Valerii Marchenko, entity: marchenko, role: Mayor}}\n")
    )
    place, what, hint = ERRORS[decision]
    assert len(told) == 1
    assert told[0].startswith(f"content/reviews/one.yaml:{place}: ")
    assert what in told[0]
    assert hint in told[0].split("hint: ")[1]
    assert of(report, "mentions", "Valerii Marchenko")[0]["status"] == "reviewed"


@pytest.mark.parametrize("more", [
    "redcat: [{start: 3, end: 9, reason: x}]\n", "redact: [{start: 9, end: 3, reason: x}]\n", "redact: [1]\n",
    "redact: []\nredact: []\n", "withdrawn: {reason: x, date: 2026-13-01, authority: x}\n", "publish: nothing\n",
    "withdrawn: {reason: x}\n", "embargo_until: soon\n", "graphic: [{exact: x}]\n", "coarsen: 9\n", "[\n", "? [a]\n: 1\n",
])  # fmt: skip
def test_what_may_hold_words_back_and_cannot_be_understood_holds_the_report_back(reviewed, more):
    report, told = reviewed(review(more=more))
    assert report is None
    assert any("held back until content/reviews/one.yaml is mended" in line for line in told)


@pytest.mark.parametrize("path", ["content/reviews/one.yml", "content/reviews/one.txt"])
def test_a_review_under_another_name_holds_the_report_back_too(make_archive, path):
    archive = make_archive({"seeds/one.txt": TEXT, "seeds/two.txt": "A text.", path: review()})
    outcome = built(archive)
    assert outcome.reports == Counted(built=1, refused=1, held=0)
    assert "name it one.yaml" in str(outcome.problems[0])


def test_a_review_named_after_its_file_holds_the_report_back_too(make_archive):
    archive = make_archive({"seeds/one_two.txt": TEXT, "content/reviews/one_two.yaml": review()})
    outcome = built(archive)
    assert outcome.reports.built == 0
    assert "'one_two' is no report's id" in str(outcome.problems[0])


def test_words_that_stand_elsewhere_with_nothing_alike_around_them_are_not_meant(reviewed):
    words = "- {correct: date, exact: Sunday, prefix: opened on, suffix: ', said', start: 5, value: 2022-09-11}\n"
    report, told = reviewed(review(words))
    assert {one["status"] for one in report["dates"]} == {"suggested"}
    assert "nowhere with what stood around them" in told[0]


def test_two_decisions_that_share_words_are_told_and_the_first_stands(reviewed):
    words = (
        "- {add: mention, exact: Ukraine’s Defense Ministry, entity: defense-ministry}\n"
        "- {add: mention, exact: Defense Ministry, kind: organization}\n- {reject: mention, exact: Defense Ministry}\n"
    )
    report, told = reviewed(review(words))
    assert [one["surface"] for one in report["mentions"] if "Ministry" in one["surface"]] == [
        "Ukraine’s Defense Ministry"
    ]
    assert [line.split("\n")[0] for line in told] == [
        f"content/reviews/one.yaml:{line}:3: another decision says what 'Ukraine’s Defense Ministry' is, and this one "
        "shares words with it"
        for line in (7, 8)
    ]


def test_what_was_rejected_does_not_come_back_in_more_words(reviewed):
    report, told = reviewed(review("- {reject: mention, exact: Marchenko, kind: person}\n"))
    assert "Valerii Marchenko" not in [one["surface"] for one in report["mentions"]]
    assert told == []


def test_in_an_excerpt_a_decision_is_on_its_own_place_alone(reviewed):
    text = f"On Sunday he came. {'Nothing happened there for a long while. ' * 30}On Sunday he left."
    start = text.rindex("Sunday")
    words = f"- {{correct: date, exact: Sunday, start: {start}, value: 2022-08-21}}\n"
    report, told = reviewed(review(words, "complete: true\npublish: excerpt\n", text), text=text)
    assert report["publication"] == "excerpt"
    assert {one["status"] for one in report["dates"]} <= {"suggested"}
    assert (report["review"]["decided"], told) == ([], [])


def test_a_review_of_no_report_is_told_with_the_nearest(make_archive):
    archive = make_archive({"seeds/one.txt": TEXT, "content/reviews/on.yaml": review()})
    outcome = built(archive)
    assert list(map(str, outcome.problems)) == [
        "content/reviews/on.yaml: there is no report 'on' here\n  hint: did you mean one.yaml?"
    ]
    assert outcome.reports.built == 1


def test_a_row_of_a_file_of_many_has_its_review(make_archive, tmp_path):
    rows = [{"id": f"r{number}", "text": f"In Izium {number} graves were found."} for number in (2, 3)]
    lines = [json.dumps(row) for row in rows]
    archive = make_archive({
        "seeds/many.jsonl": "\n".join(lines), "content/entities/all.yaml": ENTITIES,
        "content/reviews/r3.yaml": review("- {accept: mention, exact: Izium, entity: izium}\n", text=lines[1]),
        "content/reviews/r2.yaml": review(more="embargo_until: 2027-01-01\n", text=lines[0]),
    })  # fmt: skip
    outcome = built(archive)
    assert (outcome.reports, outcome.problems) == (Counted(built=1, refused=0, held=1), ())
    report = json.loads((archive / "site/reports/r3.json").read_text("utf-8"))
    assert (report["status"], report["mentions"][0]["status"]) == ("reviewed", "reviewed")
    assert built(archive, on="2027-01-01").reports.built == 2
    assert built(archive).reports.built == 1
    assert bytes_of(archive / "site") == fresh_site(archive, tmp_path / "fresh")


def test_what_the_settings_require_is_all_that_is_published(make_archive, tmp_path):
    accepted = '- {accept: mention, exact: Izium, suffix: ", Ukraine", entity: izium}\n'
    archive = make_archive({
        "seeds/one.txt": TEXT, "seeds/two.txt": "In Izium nobody has looked.", "seeds/three.txt": "A part of it.",
        "content/entities/all.yaml": ENTITIES, "content/reviews/one.yaml": review(accepted),
        "content/reviews/three.yaml": review(more="", text="A part of it."), "content/settings.yaml": "require: reviewed\n",
    })  # fmt: skip
    outcome = built(archive)
    assert outcome.reports == Counted(built=1, refused=0, held=0, lacking=2)
    assert "2 reports not published: not reviewed, as the settings require" in outcome.lines()
    assert "2 not published for want of review" in outcome.lines()[-1]
    assert outcome.notes[1:4] == (
        "  its review is not complete: seeds/three.txt",
        "  nobody has reviewed it: seeds/two.txt",
        "7 findings left out of 1 published report: not reviewed; `muniment review --list` shows where any is open",
    )
    everything = b"".join(
        path.read_bytes() for path in (archive / "site").rglob("*.*") if path.suffix in (".html", ".json")
    )
    assert b"nobody has looked" not in everything
    report = json.loads((archive / "site/reports/one.json").read_text("utf-8"))
    assert [one["status"] for one in report["mentions"]] == ["reviewed"]
    assert report["dates"] == report["claims"] == report["quotes"] == []
    assert report["published"]["status"] == "stated"
    (archive / "content/settings.yaml").write_text("require: verified\n")
    outcome = built(archive)
    assert outcome.reports == Counted(built=0, refused=0, held=0, lacking=3)
    assert "  it is not signed: seeds/one.txt" in outcome.notes
    assert "3 listed names not published: not verified, as the settings require" in outcome.notes
    assert not (archive / "site/places.html").exists()
    (archive / "content/settings.yaml").write_text("")
    built(archive)
    assert bytes_of(archive / "site") == fresh_site(archive, tmp_path / "fresh")


def test_a_rejected_publisher_is_unknown_whoever_else_is_stated(make_archive):
    stated = "---\nsource: [CNN, Reuters]\n---\nMayor Ivan Petrenko spoke, Censor.NET reports.\n"
    archive = make_archive(
        {"seeds/r.md": stated, "content/reviews/r.yaml": review("- reject: publisher\n", text=stated)}
    )
    assert built(archive).problems == ()
    report = json.loads((archive / "site/reports/r.json").read_text("utf-8"))
    assert report["publisher"] is None
    assert [one["value"] for one in report["sources"]] == ["Reuters"]
    page = (archive / "site/reports/r.html").read_text("utf-8")
    assert re.search(r"<dt>Publisher</dt>\s*<dd>\s*<span[^>]*>unknown", page)
    assert "Other sources" in page
    (archive / "content/reviews/r.yaml").write_text(
        review("- reject: publisher\n- {add: publisher, value: Reuters}\n", text=stated)
    )
    assert built(archive).problems == ()
    assert json.loads((archive / "site/reports/r.json").read_text("utf-8"))["publisher"]["value"] == "Reuters"


def test_a_stale_review_is_told_as_what_holds_a_report_back(make_archive):
    archive = make_archive({
        "seeds/one.txt": TEXT, "content/reviews/one.yaml": review(text="other bytes"),
        "content/settings.yaml": "require: reviewed\n", **{f"seeds/{number}.txt": "Words." for number in range(7)},
    })  # fmt: skip
    assert built(archive).notes[1:3] == (
        "  its review is stale: seeds/one.txt",
        "  nobody has reviewed it: seeds/0.txt, seeds/1.txt, seeds/2.txt, seeds/3.txt, seeds/4.txt and 2 more",
    )
    told: list[str] = []
    check(archive, tell=told.append)
    assert told == list(built(archive).held)


def test_the_kind_of_a_stated_name_is_no_program_s_to_say_where_a_review_is_required(make_archive):
    stated = "---\nentities: [Ivan Sirko, Izium]\n---\nWords of nobody.\n"
    files = {
        "seeds/one.md": stated, "seeds/two.md": f"{stated}More.", "content/entities/all.yaml": ENTITIES,
        "content/reviews/one.yaml": review(text=stated), "content/reviews/two.yaml": review(text=f"{stated}More."),
    }  # fmt: skip
    archive = make_archive(files | {"content/settings.yaml": "require: reviewed\n"})
    assert built(archive).problems == ()
    assert (archive / "site/places/izium.html").exists()
    assert sorted(path.name for path in (archive / "site/people").iterdir()) == ["marchenko.html"]
    report = json.loads((archive / "site/reports/one.json").read_text("utf-8"))
    assert [(one["name"], one["entity"]) for one in report["stated"]] == [("Ivan Sirko", None), ("Izium", "izium")]
    assert "Ivan Sirko" in (archive / "site/reports/one.html").read_text("utf-8")
    (archive / "content/settings.yaml").write_text("")
    built(archive)
    assert len(list((archive / "site/people").iterdir())) == 2


def test_words_are_found_where_they_were_or_where_what_stood_around_them_does():
    text = "Izium, and Izium again; Izium once more."
    assert anchored(Selector("Izium", start=11), text) == (11, 16)
    assert anchored(Selector("Izium", prefix="again; ", start=0), text) == (24, 29)
    assert anchored(Selector("Izium", suffix=" once"), text) == (24, 29)
    assert anchored(Selector("Izium", prefix="mm again; ", start=22), "New: " + text) == (29, 34)
    with pytest.raises(Astray, match="3 places"):
        anchored(Selector("Izium"), text)
    with pytest.raises(Astray, match="do not stand"):
        anchored(Selector("Kharkiv", start=3), text)


WORDS = st.text(st.sampled_from("ab \nі\u0301🙂"), max_size=40)


@given(WORDS, WORDS, WORDS, WORDS)
def test_a_selector_finds_its_words_again_whatever_is_put_before(before, middle, after, new):
    text = before + "X" + middle + "X" + after
    start = len(before)
    selector = selector_of(text, start, start + 1)
    assert anchored(selector, text) == (start, start + 1)
    moved = new + text
    first, last = anchored(selector, moved)
    assert moved[first:last] == "X"
    # Another place is taken only where as much of what stood around it is the same.
    if moved.count(selector.prefix + "X" + selector.suffix) == 1 and (selector.prefix + selector.suffix).strip():
        assert first == start + len(new)
