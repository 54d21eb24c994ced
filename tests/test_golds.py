"""Gold of others is read as they wrote it, and what it marks stands where it says."""

import json
from pathlib import Path

import pytest

from golds import READERS, from_hand, from_links, from_re3d, from_wikigold
from muniment.gold import KINDS, Gold, check
from muniment.model import from_json

FILES = {
    "links": "current-events/current-events.jsonl",
    "re3d": "re3d-uk-government/re3d-uk-government.jsonl",
    "wikigold": "wikigold/wikigold.conll.txt",
}


def marked(record):
    return [(record["text"][one["start"] : one["end"]], one["kind"]) for one in record["findings"]["mentions"]]


def test_tokens_are_put_together_as_they_are_written(tmp_path):
    path = tmp_path / "gold.txt"
    lines = ["He O", "joined O", "New I-ORG", "York I-ORG", "Mets I-ORG", "( O", "Queens I-LOC", ") O", ", O"]
    lines += ['" O', "Jim I-PER", "'s O", "team O", '" O', ". O", "", "Next O", "Jane I-PER", "Doe I-PER", ". O"]
    path.write_text("\n".join(lines) + "\n\n-DOCSTART- O\n\nGas O\n", "utf-8")
    first, second = from_wikigold(path)
    assert first["text"] == 'He joined New York Mets (Queens), "Jim\'s team".\nNext Jane Doe.'
    assert marked(first) == [
        ("New York Mets", "organization"), ("Queens", "place"), ("Jim", "person"), ("Jane Doe", "person"),
    ]  # fmt: skip
    assert (second["text"], marked(second)) == ("Gas", [])


def test_of_marks_within_each_other_the_larger_holds_and_what_names_nobody_is_no_name(tmp_path):
    text = "The UK said I met families in the Karrada district of Baghdad."
    entities = [("The UK", "Organisation"), ("I", "Person"), ("families", "Organisation")]
    entities += [("the Karrada district of Baghdad", "Location"), ("Baghdad", "Location")]
    found = [
        {"begin": text.index(words), "end": text.index(words) + len(words), "type": kind, "confidence": 1}
        for words, kind in entities
    ]
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps({"text": text, "entities": found}) + "\n", "utf-8")
    (record,) = from_re3d(path)
    assert marked(record) == [("UK", "organization"), ("Karrada district of Baghdad", "place")]


HANDS = {"looked-at": KINDS, "held-out": KINDS, "numbers": ("dates", "claims")}


def test_marks_made_by_hand_are_placed_in_the_order_of_the_text(tmp_path):
    path = tmp_path / "hand.yaml"
    path.write_text(
        """
- id: one
  date: 2022-09-18
  text: >-
    Iran is no Iranian. Bodies of 50 people and of
    50 soldiers lay in Iran.
  mentions:
  - place: Iran
  - {place: Iran, after: lay in}
  dates:
  quotes:
  claims:
  - {words: 50 people, count: "= 50"}
  - {words: 50 soldiers, count: "= 50", speaker: Ihor}
  attributions:
""",
        "utf-8",
    )
    (record,) = from_hand(path)
    check(from_json(json.dumps(record).encode(), Gold))
    assert [one["start"] for one in record["findings"]["mentions"]] == [0, 66]
    assert [(one["surface"], one["speaker"]) for one in record["findings"]["claims"]] == [
        ("50 people", ""),
        ("50 soldiers", "Ihor"),
    ]
    assert record["findings"]["dates"] == []


def test_a_mark_that_stands_nowhere_is_told(tmp_path):
    path = tmp_path / "hand.yaml"
    lists = "\n  mentions:\n  - place: Rome\n  dates:\n  quotes:\n  claims:\n  attributions:\n"
    path.write_text("- id: one\n  text: Nothing here." + lists, "utf-8")
    with pytest.raises(ValueError, match="“Rome” does not stand in “Nothing here"):
        list(from_hand(path))


@pytest.mark.parametrize("name", HANDS)
def test_what_is_marked_by_hand_stands_where_it_says(name):
    texts = [
        from_json(json.dumps(record).encode(), Gold)
        for record in from_hand(Path(__file__).parent / f"gold/{name}.yaml")
    ]
    for one in texts:
        check(one)
    assert len(texts) > 100
    for kind in KINDS:
        assert all((getattr(one.findings, kind) is not None) == (kind in HANDS[name]) for one in texts)


def test_links_to_pages_of_the_same_name_are_names(tmp_path):
    text = "Ukrainian President Volodymyr Zelenskyy met Apple at the World Cup in Kyiv."
    pages = {"Ukrainian": "Ukraine", "President": "President", "Volodymyr Zelenskyy": "Volodymyr Zelenskyy"}
    pages |= {"Apple": "Apple (company)", "World Cup": "World Cup", "Kyiv": "Kyiv"}
    links = [{"start": text.index(w), "end": text.index(w) + len(w), "page": page} for w, page in pages.items()]
    path = tmp_path / "links.jsonl"
    path.write_text(json.dumps({"id": "a", "date": "2025-01-01", "text": text, "links": links}) + "\n", "utf-8")
    (record,) = from_links(path)
    marked = [text[one["start"] : one["end"]] for one in record["findings"]["mentions"]]
    assert marked == ["Volodymyr Zelenskyy", "Apple", "Kyiv"]


@pytest.mark.parametrize("name", FILES)
def test_what_real_gold_marks_stands_where_it_says(name, corpora):
    path = corpora / FILES[name]
    if not path.exists():
        pytest.skip(f"the corpus {name} is not beside this checkout")
    texts = [from_json(json.dumps(record).encode(), Gold) for record in READERS[name](path)]
    for one in texts:
        check(one)
    assert sum(len(one.findings.mentions or ()) for one in texts) > 300
