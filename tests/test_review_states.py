"""How far an archive's reviews are: `muniment review --list` and `--next`, and which report an ID means."""

import hashlib
import json

import pytest

from muniment.columns import columns
from reviewing import EDITOR, LISTS, SEED, answer, decisions, review, written
from whole import built, bytes_of, fresh_site

TINY = " date 2022-09-20 Nothing of note was said."


@pytest.fixture
def archive(make_archive):
    return make_archive({"seeds/r.txt": SEED, "seeds/tiny.txt": TINY, **LISTS})


def states(archive, *options):
    """The list as JSON, each report's by its id, in the order of the list."""
    said = review(archive, identifier="", options=("--list", "--format", "json", *options))
    return {one["id"]: one for one in json.loads(said)}


def state_of(archive, identifier, *options):
    return states(archive, *options)[identifier]["state"]


def test_the_report_in_which_most_could_be_wrong_comes_first(archive):
    found = states(archive)
    assert list(found) == ["r", "tiny"]
    assert found["r"] == {
        "id": "r", "date": "2022-09-18", "state": "open", "decided": 0, "undecided": 7, "reviewer": "", "reviewed": "",
        "need": found["r"]["need"], "held": "", "signed": [],
    }  # fmt: skip
    assert found["r"]["need"] > found["tiny"]["need"] > 0


def test_the_list_is_a_table_with_its_totals(archive):
    review(archive, "a", "q")
    review(archive, "a", "y", "q", identifier="tiny")
    lines = review(archive, identifier="", options=("--list",)).splitlines()
    assert lines[0].split() == ["report", "date", "state", "decided", "open", "need", "reviewer"]
    assert lines[1].split()[:6] == ["r", "2022-09-18", "in", "part", "1", "6"]
    assert lines[2].split() == ["tiny", "2022-09-20", "complete", "1", "0", "0.00", "demo-desk"]
    assert lines[-1] == "2 reports: 1 in part, 1 complete"


def test_what_is_told_is_the_same_with_what_builds_remember_and_without(archive):
    review(archive, "a", "a", "q")
    first = states(archive)
    built(archive)
    assert states(archive) == first
    (archive / "seeds/tiny.txt").write_text(TINY + " Police found 12 bodies in Izium.")
    assert states(archive)["tiny"]["undecided"] > first["tiny"]["undecided"]


def test_a_build_is_the_same_after_it_as_without(archive, tmp_path):
    states(archive)
    built(archive)
    states(archive)
    built(archive)
    assert bytes_of(archive / "site") == fresh_site(archive, tmp_path / "fresh")


def test_nothing_is_written_but_what_builds_remember(archive):
    before = {path for path in archive.rglob("*") if ".cache" not in path.parts}
    states(archive)
    assert {path for path in archive.rglob("*") if ".cache" not in path.parts} == before


def test_a_stale_review_comes_first(archive):
    review(archive, "a", "y", "q", identifier="tiny")
    assert list(states(archive)) == ["r", "tiny"]
    (archive / "seeds/tiny.txt").write_text(f"{TINY} ")
    assert [(one["id"], one["state"]) for one in states(archive).values()] == [("tiny", "stale"), ("r", "open")]


def test_what_is_under_embargo_comes_last_and_is_judged_on_the_day(archive):
    (archive / "seeds/r.txt.meta.yaml").write_text("embargo_until: 2027-01-01\n")
    assert list(states(archive, "--date", "2026-11-22")) == ["tiny", "r"]
    assert state_of(archive, "r", "--date", "2026-11-22") == "embargoed"
    assert state_of(archive, "r", "--date", "2027-01-01") == "open"


def test_what_was_withdrawn_comes_last_be_its_seed_there_or_gone(archive):
    words = "seed: {}\nreviewer: a\ndate: 2026-11-22\nwithdrawn: {{reason: r, date: 2026-11-22, authority: b}}\n"
    (archive / "content/reviews").mkdir()
    (archive / "content/reviews/r.yaml").write_text(words.format("a" * 64))
    (archive / "content/reviews/gone.yaml").write_text(words.format("a" * 64))
    found = states(archive)
    assert next(iter(found)) == "tiny"
    assert {one["id"]: one["state"] for one in found.values()}["gone"] == "withdrawn"


def test_a_review_that_cannot_be_read_is_among_the_first(archive):
    (archive / "content/reviews").mkdir()
    (archive / "content/reviews/r.yaml").write_text("seed: [\n")
    assert next(iter(states(archive).values()))["state"] == "broken"
    assert "1 review cannot be read" in review(archive, identifier="", options=("--list",))
    status, said = answer(archive)
    assert status == 1
    assert "content/reviews/r.yaml:2:1: broken YAML" in said


REDACTING = (
    "seed: {}\nreviewer: a\ndate: 2026-11-22\ncomplete: true\nredact:\n- start: 0\n  end: {}\n  reason: a name\n"
)


def sha256(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_stale_review_that_holds_its_report_back_comes_before_all_others(archive):
    review(archive, "a", "q")
    (archive / "seeds/r.txt").write_text(f"{SEED} ")  # stale, and published
    (archive / "content/reviews/tiny.yaml").write_text(REDACTING.format("a" * 64, 7))
    found = states(archive)
    assert [(one["id"], one["state"]) for one in found.values()] == [("tiny", "stale"), ("r", "stale")]
    assert found["tiny"]["held"].startswith("content/reviews/tiny.yaml:6:3: made on another state of seeds/tiny.txt")
    assert found["r"]["held"] == ""
    table = review(archive, identifier="", options=("--list",)).splitlines()
    assert "stale, held back" in table[1]
    assert table[3] == f"tiny is not published: {found['tiny']['held']}"
    said = review(archive, "q", identifier="", options=("--next", *EDITOR))
    assert said.startswith("\nseeds/tiny.txt\n")
    assert "made on another state of seeds/tiny.txt: the words may stand elsewhere; the report is held back" in said


def test_what_is_held_back_for_another_reason_is_listed_with_it(archive):
    (archive / "content/reviews").mkdir()
    of_tiny = sha256(archive / "seeds/tiny.txt")
    (archive / "content/reviews/tiny.yaml").write_text(REDACTING.format(of_tiny, 900))
    one = states(archive)["tiny"]
    assert (one["state"], one["reviewer"]) == ("held back", "a")
    assert "are beyond the text" in one["held"]
    assert next(iter(states(archive))) == "tiny"


def test_a_review_of_hidden_bytes_that_is_stale_is_told_so(archive):
    """Of a report whose bytes are not told, as of one in which somebody is withheld."""
    review(archive, "a", "y", "q", identifier="tiny")
    (archive / "content/withheld.yaml").write_text("- names: [Nothing]\n  reason: asked for\n")
    assert state_of(archive, "tiny") == "complete"
    (archive / "seeds/tiny.txt").write_text(f"{TINY} ")
    assert state_of(archive, "tiny") == "stale"


def test_a_report_that_cannot_be_read_is_listed_and_not_taken(archive):
    (archive / "seeds/tiny.txt").write_bytes(b"caf\xe9")
    one = states(archive)["tiny"]
    assert one["state"] == "unread"
    assert one["held"] == "seeds/tiny.txt:1:4: not UTF-8: byte e9"
    said = review(archive, "q", identifier="", options=("--next", *EDITOR))
    assert said.startswith("tiny is not published: seeds/tiny.txt:1:4: not UTF-8: byte e9\n")
    assert "seeds/r.txt\n" in said


def test_a_broken_review_is_told_where_and_the_next_one_taken(archive):
    (archive / "content/reviews").mkdir()
    (archive / "content/reviews/r.yaml").write_text("seed: [\n")
    said = review(archive, "q", identifier="", options=("--next", *EDITOR))
    assert said.startswith("r is not published: content/reviews/r.yaml:2:1: broken YAML")
    assert "seeds/tiny.txt\n" in said


def test_a_record_that_is_held_back_is_listed_by_its_id(make_archive):
    rows = '{"id": "one", "text": "Police found 12 graves in Izium."}\n{"id": "two", "text": "Nothing was found."}\n'
    stale = REDACTING.format("a" * 64, 6)
    archive = make_archive({"seeds/many.jsonl": rows, "content/reviews/one.yaml": stale, **LISTS})
    assert [(one["id"], one["state"]) for one in states(archive).values()] == [("one", "stale"), ("two", "open")]


def test_a_report_that_others_are_versions_of_weighs_more(archive):
    alone = states(archive)["r"]["need"]
    (archive / "seeds/tiny.txt.meta.yaml").write_text("version_of: r\n")
    assert states(archive)["r"]["need"] == pytest.approx(2 * alone)


def test_what_the_settings_require_hides_no_report_from_its_editor(archive):
    (archive / "content/settings.yaml").write_text("require: reviewed\n")
    assert states(archive)["r"]["undecided"] == 7


def test_an_archive_without_reports_has_none_to_tell(make_archive):
    archive = make_archive({"seeds/.gitkeep": ""})
    assert review(archive, identifier="", options=("--list",)).splitlines()[-1] == "0 reports"
    assert review(archive, identifier="", options=("--list", "--format", "json")) == "[]\n"
    assert review(archive, identifier="", options=("--next",)) == "there are no reports here\n"


# Which report.


@pytest.mark.parametrize("options", [(), ("--next",)])
def test_the_one_that_most_needs_a_look_is_taken(archive, options):
    said = review(archive, "q", identifier="", options=(*options, "--reviewer", "a"))
    assert "seeds/r.txt\n" in said


def test_nothing_is_taken_where_all_was_looked_at(archive):
    review(archive, *["a"] * 7, "y", "q")
    review(archive, "a", "y", "q", identifier="tiny")
    assert review(archive, identifier="", options=("--next",)) == "nothing is open: all reports were looked at\n"


@pytest.mark.parametrize("asked", ["ti", "tiny", "seeds/tiny.txt"])
def test_a_report_is_known_by_the_beginning_of_its_id_and_by_its_path(archive, asked):
    assert "seeds/tiny.txt\n" in review(archive, "q", identifier=asked)


def test_the_archive_may_be_left_out_and_named_alone(archive, monkeypatch):
    monkeypatch.chdir(archive.parent)
    assert "tiny" in review("archive", identifier="", options=("--list",))
    monkeypatch.chdir(archive)
    assert "tiny" in review(".", identifier="", options=("--list",))


@pytest.mark.parametrize(
    "asked, told",
    [
        ("tinny", "tinny: no report has this id\n  hint: did you mean 'tiny'?"),
        ("nothing-like-it", "`muniment review --list` shows all of them"),
        ("\x1b[2Jr", "no report has this id"),
        ("rep", "rep: 12 reports have an id that begins so\n  hint: rep-00, rep-01, rep-02, rep-03, rep-04, rep-05, rep-06, rep-07, rep-08 and 3 more"),
    ],
)  # fmt: skip
def test_an_id_of_no_report_is_told_the_nearest(archive, asked, told):
    for number in range(12):
        (archive / f"seeds/rep-{number:02}.txt").write_text("Words.")
    status, said = answer(archive, identifier=asked)
    assert status == 1
    assert told in said
    assert "\x1b" not in said


def test_no_archive_is_told(tmp_path):
    (tmp_path / "empty").mkdir()
    for options in (("--list",), ()):
        status, said = answer(tmp_path / "empty", options=options)
        assert status == 1
        assert "this is not an archive" in said


def test_a_record_of_a_file_of_many_is_reviewed_too(make_archive):
    rows = '{"id": "one", "text": "Police found 12 graves in Izium."}\n{"id": "two", "text": "Nothing was found."}\n'
    archive = make_archive({"seeds/many.jsonl": rows, **LISTS})
    review(archive, "a", "a", identifier="one")
    assert [one[1] for one in decisions(archive, "content/reviews/one.yaml")] == ["claim", "mention"]
    assert not written(archive, "content/reviews/one.yaml").is_complete
    assert built(archive).problems == ()
    assert {one["id"]: one["decided"] for one in states(archive).values()} == {"two": 0, "one": 2}


def test_a_seed_that_cannot_be_read_is_told(archive):
    (archive / "seeds/r.txt").write_bytes(b"caf\xe9")
    status, said = answer(archive)
    assert status == 1
    assert "seeds/r.txt:1:4: not UTF-8" in said


def test_the_heads_of_a_table_stand_over_the_beginnings_of_words_and_the_ends_of_figures():
    rows = [
        ("report", "state", "open", "reviewer"),
        ("a", "stale, held back", "1", "the desk of many"),
        ("b", "new", "10", "me"),
    ]
    head, first, second = columns(rows, (0, 1, 3)).split("\n")
    assert head.index("state") == first.index("stale") == second.index("new")
    assert head.index("reviewer") == first.index("the desk") == second.index("me")
    assert head.index("open") + 4 == first.index(" 1 ") + 2 == second.index("10") + 2
