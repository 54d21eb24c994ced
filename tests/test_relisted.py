"""An edit of the editors' list has those reports read again that may read otherwise by it, and no others."""

import hashlib
import json
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

import muniment.study
from muniment.model import Authority, Document, Evidence
from muniment.relisted import MOST_NAMES, Relisting, listed_after, written
from muniment.understand.findings import find_all
from muniment.work import Memory
from whole import built, bytes_of, fresh_site

TEXT = """At least 440 graves were found near Izium, Ukraine’s National Police said on Friday.

The Kharkiv and Donetsk regions were shelled, Valerii Marchenko, the mayor, told CNN. Marchenko said that the police
of Izium (Reuters) had counted "all of them", according to the Ministry of Defense of Ukraine.
"""
DOCUMENT = Document(
    id="r", form="plain", text=TEXT, text_sha256="", derivation="", evidence=Evidence("", "", 0, "r.txt")
)
NAMES = (
    "Izium", "Kharkiv", "Kharkiv region", "National Police", "Ukraine’s National Police", "Ukraine", "Marchenko",
    "Valerii Marchenko", "CNN", "Reuters", "the police", "Ministry of Defense", "Ministry of Defense of Ukraine",
    "Paris", "Friday", "all of them", "Іzium", "Donetsk regions",
)  # fmt: skip


def listed(identifier: str, name: str, *others: str, kind: str = "place", is_source: bool = False) -> Authority:
    return Authority(id=identifier, kind=kind, name=name, names=others, is_source=is_source)


ones = some.builds(
    listed,
    some.sampled_from(["a", "b", "c"]),
    some.sampled_from(NAMES),
    some.sampled_from(NAMES),
    kind=some.sampled_from(["person", "organization", "place"]),
    is_source=some.booleans(),
)
lists = some.lists(ones, max_size=4).map(tuple)


def may_read_otherwise(*history: tuple[Authority, ...], document: Document = DOCUMENT) -> bool:
    """Whether a document that was read by the first of these lists has to be read again by the last."""
    known, asked = [None], set[str]()
    for one in history:
        known.append(listed_after(known[-1], one))
    find_all(document, history[0], asked)
    return not Relisting(known[-1]).changes_nothing(known[1].digest, written(asked))


@settings(max_examples=300)
@given(lists, lists, lists)
def test_what_is_not_read_again_reads_the_same(first, between, last):
    if not may_read_otherwise(first, between, last):
        assert find_all(DOCUMENT, first) == find_all(DOCUMENT, last)


@pytest.mark.parametrize("name", ["Paris", "Izium Oblast", "Kharkivska", "Ministry of Defense of Russia"])
def test_a_name_whose_words_are_not_all_there_changes_nothing(name):
    assert not may_read_otherwise((), (listed("x", name),))
    assert not may_read_otherwise((listed("x", name),), ())


@pytest.mark.parametrize("name", ["Izium", "National Police", "Kharkiv region", "said on Friday"])
def test_a_name_that_may_be_looked_up_there_does(name):
    """ "Kharkiv region" stands nowhere: rules make it of "the Kharkiv and Donetsk regions", and look it up."""
    assert may_read_otherwise((), (listed("x", name),))
    assert may_read_otherwise((listed("x", name),), (listed("x", name, kind="person"),))


def test_a_list_of_which_nobody_knows_any_more_what_changed_since_has_all_read_again():
    many = tuple(listed(f"n{number}", f"Nobody {number}") for number in range(MOST_NAMES))
    assert not may_read_otherwise((), (listed("x", "Paris"),), ())
    assert may_read_otherwise((listed("y", "Rome"),), (listed("x", "Paris"),), many)


ENTITIES = [
    {"id": "town", "kind": "place", "name": "Old Town", "names": ["Izium"]},
    {"id": "city", "kind": "place", "name": "Some City", "names": ["Kharkiv"]},
    {"id": "somebody", "kind": "person", "name": "Some Body"},
    {"id": "other", "kind": "person", "name": "Other Body"},
]
CORRECTED = {
    "reviewer": "desk", "date": "2026-11-22",
    "decisions": [{"correct": "mention", "exact": "Kharkiv", "kind": "person", "entity": "somebody"}],
}  # fmt: skip


@pytest.fixture
def archive(make_archive) -> Path:
    texts = ["Izium was quiet.", "In Izium and Kharkiv nothing happened.", "Kharkiv was quiet.", "Nobody was named."]
    files = {f"seeds/r{number}.txt": text for number, text in enumerate(texts)}
    return make_archive(files | {"content/entities/all.yaml": json.dumps(ENTITIES)})


@pytest.fixture
def read_with(archive, monkeypatch, tmp_path):
    """Builds with some of the words of the list replaced; gives which reports are read for it, and looks whether a
    fresh build gives the same."""
    read, do, listed_in = [], muniment.study.read_with_care, archive / "content/entities/all.yaml"

    def noted(seed, *others):
        read.append(seed.path.removeprefix("seeds/").removesuffix(".txt"))
        return do(seed, *others)

    monkeypatch.setattr("muniment.study.read_with_care", noted)

    def build_with(was, now, memory):
        listed_in.write_text(listed_in.read_text().replace(was, now))
        read.clear()
        built(archive, memory=memory)
        told = sorted(read)
        shutil.rmtree(tmp_path / "fresh", ignore_errors=True)
        shutil.rmtree(tmp_path / "fresh-cache", ignore_errors=True)
        assert bytes_of(archive / "site") == fresh_site(archive, tmp_path / "fresh")
        return told

    return build_with


@pytest.mark.parametrize("memory", [None, Memory()], ids=["a new process", "the same process"])
def test_an_edit_of_a_name_has_those_reports_read_that_may_name_it(read_with, memory):
    assert read_with("", "", memory) == ["r0", "r1", "r2", "r3"]
    assert read_with("Old Town", "New Town", memory) == ["r0", "r1"]
    assert read_with("Some Body", "Any Body", memory) == []
    assert read_with("Some City", "Kharkiv", memory) == ["r1", "r2"]
    assert read_with("New Town", "Old Town", memory) == ["r0", "r1"]
    assert read_with("Other Body", "Nobody", memory) == ["r3"]


def test_a_decision_that_gives_somebody_by_id_has_its_report_read_when_that_one_is_renamed(archive, read_with):
    seed = hashlib.sha256((archive / "seeds/r2.txt").read_bytes()).hexdigest()
    (archive / "content/reviews").mkdir()
    (archive / "content/reviews/r2.yaml").write_text(json.dumps(CORRECTED | {"seed": seed}))
    read_with("", "", None)
    assert read_with("Other Body", "Another Body", None) == []
    assert read_with("Some Body", "Any Body", None) == ["r2"]
    assert "Any Body" in (archive / "site/reports/r2.html").read_text()


def test_a_decision_that_gives_a_former_id_has_its_report_read_when_who_had_it_changes(archive, read_with):
    seed = hashlib.sha256((archive / "seeds/r2.txt").read_bytes()).hexdigest()
    (archive / "content/reviews").mkdir()
    decision = CORRECTED["decisions"][0] | {"entity": "old-id"}
    (archive / "content/reviews/r2.yaml").write_text(json.dumps(CORRECTED | {"seed": seed, "decisions": [decision]}))
    read_with("", "", None)
    assert read_with('"Some Body"', '"Some Body", "former": ["old-id"]', None) == ["r2"]
    assert '"entity":"somebody"' in (archive / "site/reports/r2.json").read_text().replace('": "', '":"')
    assert read_with("Other Body", "Another Body", None) == []
    assert read_with("Some Body", "Any Body", None) == ["r2"]
    assert read_with('"former": ["old-id"]', '"former": ["old-id", "older-id"]', None) == []


@pytest.mark.parametrize("settings", ["require: reviewed", "findings: stated"])
def test_what_is_required_of_all_hangs_on_all_names_and_what_is_stated_on_none(archive, read_with, settings):
    (archive / "content/settings.yaml").write_text(f"title: One\n{settings}\n")
    read_with("", "", None)
    assert read_with("Other Body", "Another Body", None) == (["r0", "r1", "r2", "r3"] if "require" in settings else [])


def test_what_is_redacted_is_sought_under_all_names_whoever_is_renamed(archive, read_with):
    (archive / "content/reviews").mkdir()
    seed = hashlib.sha256((archive / "seeds/r2.txt").read_bytes()).hexdigest()
    redacted = {"seed": seed, "reviewer": "desk", "date": "2026-11-22"}
    redacted["redact"] = [{"start": 0, "end": 7, "reason": "a name", "date": "2026-11-22"}]
    (archive / "content/reviews/r2.yaml").write_text(json.dumps(redacted))
    read_with("", "", None)
    assert "r2" in read_with("Other Body", "Another Body", None)
