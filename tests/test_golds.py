"""Gold of others is read as they wrote it, and what it marks stands where it says."""

import json

import pytest

from golds import READERS, from_re3d, from_wikigold
from muniment.gold import Gold, check_spans
from muniment.model import from_json

FILES = {"re3d": "re3d-uk-government/re3d-uk-government.jsonl", "wikigold": "wikigold/wikigold.conll.txt"}


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


@pytest.mark.parametrize("name", READERS)
def test_what_real_gold_marks_stands_where_it_says(name, corpora):
    path = corpora / FILES[name]
    if not path.exists():
        pytest.skip(f"the corpus {name} is not beside this checkout")
    texts = [from_json(json.dumps(record).encode(), Gold) for record in READERS[name](path)]
    for one in texts:
        check_spans(one)
    assert sum(len(one.findings.mentions or ()) for one in texts) > 300
