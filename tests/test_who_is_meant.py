"""Whom an editor gives by id is meant wherever the claim goes, whoever else has that name."""

import hashlib
import json

import pytest

from muniment.ids import claim_id
from whole import built, bytes_of, fresh_site

IVANS = """\
- {id: ivan-1, kind: person, name: Ivan Petrenko, party: Ukrainian state}
- {id: ivan-2, kind: person, name: Ivan Petrenko, party: Russian state, not: [ivan-1]}
- {id: rybar-man, kind: person, name: Rybar, not: [chan]}
"""
SOURCES = "- {id: chan, kind: channel, name: Rybar}\n- {id: boards, kind: platform, name: Boards}\n"
SAID = "The commander said 440 graves were found in Izium."
CLAIM = "accept: claim, exact: 440 graves, count: '440', what: graves, where: '', when: '', basis: '', fate: ''"


@pytest.fixture
def asked(make_archive):
    """asked({report: (text, decisions)}) gives the archive, the question that all their claims answer, and JSON of
    the reports."""

    def build(told: dict[str, tuple[str, str]]):
        files: dict[str, str | bytes] = {
            "content/entities/all.yaml": IVANS, "content/sources.yaml": SOURCES,
            "content/questions.yaml": "- id: graves\n  question: How many?\n  claims:\n"
            + "".join(f"    - {report}#{claim_id('440 graves', 1)}\n" for report in told),
        }  # fmt: skip
        for report, (text, decisions) in told.items():
            files[f"seeds/{report}.txt"] = text
            seed = hashlib.sha256(text.encode()).hexdigest()
            review = f"seed: {seed}\nreviewer: desk\ndate: 2026-11-22\ndecisions:\n{decisions}"
            files[f"content/reviews/{report}.yaml"] = review
        archive = make_archive(files)
        assert [one for one in built(archive).problems if "is a name of" not in one.what] == []
        (question,) = json.loads((archive / "site/data/questions.json").read_bytes())["questions"]
        reports = {one: json.loads((archive / f"site/reports/{one}.json").read_bytes()) for one in told}
        return archive, question, reports

    return build


def says(speaker: str, more: str = "") -> str:
    return f"- {{{CLAIM}, speaker: {speaker}, chain: [{more}]}}\n"


def test_the_speaker_that_an_editor_gives_by_id_is_that_one(asked):
    named = "- {accept: mention, exact: Ivan Petrenko, kind: person, entity: ivan-2, role: '', affiliation: ''}\n"
    second = "Ivan Petrenko said 440 graves were found in Izium."
    told = {"a": (SAID, says("ivan-2")), "b": (second, named + says("Ivan Petrenko"))}
    archive, question, reports = asked(told)
    assert [one["speaker"]["id"] for one in question["claims"]] == ["ivan-2", "ivan-2"]
    assert {one["party"]["name"] for one in question["claims"]} == {"Russian state"}
    assert len(question["origins"]) == len(question["vector"]["speakers"]) == 1
    assert reports["a"]["claims"][0]["speaker_entity"] == "ivan-2"
    assert 'href="../people/ivan-2.html"' in (archive / "site/reports/a.html").read_text("utf-8")


def test_where_one_report_names_both_the_id_tells_them_apart(asked):
    text = f"Ivan Petrenko met Ivan Petrenko. {SAID}"
    names = "".join(
        f"- {{accept: mention, exact: Ivan Petrenko, start: {start}, kind: person, entity: {one}, role: '',"
        " affiliation: ''}\n"
        for start, one in ((0, "ivan-1"), (18, "ivan-2"))
    )
    _, question, _ = asked({"a": (text, names + says("ivan-2")), "b": (SAID, says("ivan-1"))})
    assert [one["speaker"]["id"] for one in question["claims"]] == ["ivan-2", "ivan-1"]
    assert [one["id"] for one in question["vector"]["speakers"]] == ["ivan-2", "ivan-1"]


def test_a_name_of_two_that_nobody_tells_apart_may_be_either(asked):
    _, question, _ = asked({"a": (SAID, says("ivan-2")), "b": (SAID.replace("The", "A"), says("Ivan Petrenko"))})
    assert [one["speaker"]["id"] for one in question["claims"]] == ["ivan-2", None]
    assert len(question["origins"]) == len(question["vector"]["speakers"]) == 1


def test_a_person_and_a_channel_of_one_name(asked):
    told = {"a": (SAID, says("rybar-man", "chan")), "b": (SAID.replace("The", "A"), says("ivan-1", "rybar-man"))}
    archive, question, reports = asked(told)
    assert [one["speaker"]["id"] for one in question["claims"]] == ["rybar-man", "ivan-1"]
    assert [[who["id"] for who in one["relays"]] for one in question["claims"]] == [["chan"], ["rybar-man"]]
    assert reports["a"]["claims"][0]["chain_entities"] == ["chan"]
    assert "sources/chan.html" in (archive / "site/reports/a.html").read_text("utf-8")


def test_whom_one_passes_on_is_who_an_editor_says(asked):
    text = "Rybar reports it. The commander said 440 graves were found in Izium."
    passes_on = "- {add: attribution, exact: Rybar, kind: via, source: chan, of: ivan-2}\n"
    archive, _, reports = asked({"a": (text, passes_on + says("ivan-2"))})
    assert [one["of_entity"] for one in reports["a"]["attributions"] if one["of"]] == ["ivan-2"]
    assert "people/ivan-1.html" not in (archive / "site/reports/a.html").read_text("utf-8")


def test_another_name_for_whom_an_editor_gives_is_on_the_page_of_the_report_that_names_nobody_so(asked, tmp_path):
    archive, _, _ = asked({"a": (SAID, says("ivan-2", "chan"))})
    for path, old, new in (
        ("content/entities/all.yaml", "name: Ivan Petrenko, party: Russian", "name: Ivan Kit, party: Russian"),
        ("content/sources.yaml", "name: Rybar", "name: Rybar Channel"),
    ):
        file = archive / path
        file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")
        built(archive)
        assert bytes_of(archive / "site") == fresh_site(archive, tmp_path / path.replace("/", "-"))


@pytest.mark.parametrize(
    ("where", "passes_on"), [("Telegram", False), ("телеграм", False), ("Boards", False), ("Reuters", True)]
)
def test_where_anybody_may_publish_ties_nobody(asked, where, passes_on):
    """Two who say opposite things on Telegram are two origins; two whom one agency quotes may be one."""
    told = {"a": (SAID, says("ivan-1", where)), "b": (SAID.replace("The", "A"), says("ivan-2", where))}
    _, question, _ = asked(told)
    assert len(question["origins"]) == (1 if passes_on else 2)
    told_of = [[who["name"] for who in one["platforms" if not passes_on else "relays"]] for one in question["claims"]]
    assert told_of == [[where], [where]]
    assert len(question["vector"]["relays"]) == passes_on
