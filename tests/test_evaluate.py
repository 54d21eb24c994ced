"""How well the rules find, measured: what counts as right, what is told of the rest, and what gold looks like."""

import json

import pytest
from click.testing import CliRunner

from muniment.cli import commands
from muniment.command_evaluate import rows_of, words_of
from muniment.evaluate import Share, document_of, evaluate, matched
from muniment.gold import KINDS, Gold, Marks, Name, read_gold
from muniment.model import from_json, to_json
from muniment.problems import InputError
from muniment.understand.findings import find_all

TEXT = (
    "KYIV, September 16. Mayor Valerii Marchenko said on Thursday that at least 440 graves were found. "
    "“The search is ongoing,” Marchenko said, Reuters reports."
)


def gold_of(text=TEXT, date="2022-09-16", **marks):
    """Gold whose marks are given by their words, in the order of the text."""
    findings, end = {}, 0
    for kind, some in marks.items():
        end = 0
        findings[kind] = []
        for words, *rest in some:
            start = text.index(words, end)
            end = start + len(words)
            findings[kind].append({"start": start, "end": end, "surface": words} | (rest[0] if rest else {}))
    data = {"id": "kyiv", "text": text, "date": date, "findings": findings}
    return from_json(json.dumps(data).encode(), Gold)


def figures(score):
    """What each line of the table says: marked, found, right."""
    return {name.strip(): tuple(map(int, row[:3])) for name, *row in rows_of(score)}


DATES = [
    ("September 16", {"type": "DATE", "value": "2022-09-16", "edtf": "2022-09-16"}),
    ("Thursday", {"type": "DATE", "value": "2022-09-15"}),
]


def test_what_is_found_as_it_is_marked_is_right():
    score = evaluate([gold_of(dates=DATES)])
    assert figures(score) == {"dates": (2, 2, 2), "overlap": (2, 2, 2), "value": (2, 2, 2), "edtf": (1, 1, 1)}
    assert score.faults == ()


def test_a_name_without_a_kind_is_found_as_any():
    score = evaluate([gold_of(mentions=[("Valerii Marchenko",), ("graves",)])])
    assert figures(score)["mentions"] == (2, 3, 1)


def test_a_value_that_is_another_is_no_right_one_but_the_date_is_found():
    score = evaluate([gold_of(dates=[DATES[0], ("Thursday", {"type": "DATE", "value": "2022-09-08"})])])
    assert figures(score) == {"dates": (2, 2, 2), "overlap": (2, 2, 2), "value": (2, 2, 1), "edtf": (1, 1, 1)}
    (fault,) = score.faults
    assert words_of(fault).startswith("kyiv: dates, another value: 2022-09-08 → 2022-09-15\n")
    assert "said on [Thursday] that" in words_of(fault)


def test_bounds_that_are_others_are_no_strict_find_and_what_is_said_counts_all_the_same():
    score = evaluate([gold_of(dates=[("16", {"value": "2022-09-16"}), ("on Thursday", {"value": "2022-09-15"})])])
    assert figures(score) == {"dates": (2, 2, 0), "overlap": (2, 2, 2), "value": (2, 2, 2)}
    assert [fault.fault for fault in score.faults] == ["other bounds", "other bounds"]


def test_a_type_that_is_another_is_no_strict_find():
    score = evaluate([gold_of(dates=[DATES[0], ("Thursday", {"type": "TIME"})])])
    assert figures(score)["dates"] == (2, 2, 1)
    assert figures(score)["overlap"] == (2, 2, 2)


def test_what_is_missed_and_what_is_invented_is_told_with_its_sentence():
    score = evaluate([gold_of(dates=[DATES[0], ("graves", {})])])
    assert [(fault.fault, fault.marked, fault.found) for fault in score.faults] == [
        ("invented", "", "“Thursday” (DATE)"),
        ("missed", "“graves”", ""),
    ]
    assert figures(score)["dates"] == (2, 2, 1)


def test_names_are_measured_by_kind_too_and_one_of_another_kind_is_none():
    names = [
        ("KYIV", {"kind": "place"}),
        ("Valerii Marchenko", {"kind": "organization", "name": "Valerii Marchenko"}),
        ("Marchenko", {"kind": "person", "name": "Valerii Marchenko"}),
    ]
    score = evaluate([gold_of(mentions=names)])
    shown = figures(score)
    assert shown["organization"][0] == 1
    assert shown["organization"][2] == 0
    assert shown["person"][2] == shown["person"][0] == 1
    told = [fault for fault in score.faults if fault.fault == "of another type"]
    assert [(fault.marked, fault.found) for fault in told] == [
        ("“Valerii Marchenko” (organization)", "“Valerii Marchenko” (person)")
    ]


@pytest.mark.parametrize(
    ("speaker", "expected"),
    [
        ("Valerii Marchenko", (1, 1, 1)),
        ("Reuters", (1, 1, 0)),  # another is named
        ("", (0, 1, 0)),  # nobody should be named
        (None, None),  # nothing is marked, so nothing is judged
    ],
)
def test_a_speaker_is_judged_where_one_is_marked(speaker, expected):
    mark = {} if speaker is None else {"speaker": speaker}
    score = evaluate([gold_of(quotes=[("“The search is ongoing,”", mark)])])
    assert figures(score).get("speaker") == expected


def test_a_claim_is_marked_in_words():
    says = {"count": ">= 440", "what": "graves", "speaker": "Valerii Marchenko"}
    score = evaluate([gold_of(claims=[("at least 440 graves", says)])])
    assert {name: row[2] for name, row in figures(score).items()} == {
        "claims": 1, "overlap": 1, "count": 1, "what": 1, "speaker": 1,
    }  # fmt: skip


def test_a_range_of_millions_is_marked_in_digits():
    text = "Between 1,500,000 and 2,500,000 people left, officials said."
    words = "Between 1,500,000 and 2,500,000 people"
    score = evaluate([gold_of(text, claims=[(words, {"count": "1500000 to 2500000"})])])
    assert figures(score)["count"] == (1, 1, 1)


def test_who_passes_it_on():
    score = evaluate([gold_of(attributions=[("Reuters reports", {"kind": "via", "name": "Reuters"})])])
    assert figures(score)["via"] == (1, 1, 1)
    assert figures(score)["name"] == (1, 1, 1)


def test_kinds_that_are_not_marked_are_not_judged_and_an_empty_list_is_marked():
    assert evaluate([gold_of()]).shares == {}
    assert figures(evaluate([gold_of(dates=[])]))["dates"] == (0, 2, 0)


def test_each_mark_answers_for_one_finding_the_very_same_first():
    def name(start, end):
        return Name(kind="person", start=start, end=end)

    long, first, second = name(0, 20), name(0, 5), name(6, 20)
    assert matched([long], [first, second]) == [(long, first)]
    assert matched([first, second], [long]) == [(first, long)]
    assert matched([second, first], [long, first]) == [(first, first), (second, long)]


def test_shares_of_nothing_are_none():
    nothing = Share()
    assert (nothing.precision, nothing.recall, nothing.f) == (None, None, None)
    assert (Share(0, 0, 3).precision, Share(0, 0, 3).recall, Share(0, 0, 3).f) == (None, 0, 0)
    assert Share(1, 2, 4).f == pytest.approx(2 * (1 / 2) * (1 / 4) / (1 / 2 + 1 / 4))


def test_what_the_rules_find_is_all_right_where_it_is_what_is_marked():
    """So nothing of a finding is compared in another form than it is found in."""
    found = find_all(document_of(gold_of()), ())
    data = json.loads(to_json(found))
    for quote in data["quotes"]:
        quote["speaker"] = quote["speaker"]["name"] if quote["speaker"] else ""
    for claim in data["claims"]:
        claim["count"] = {">=": ">= 440"}[claim["op"]]
    marks = from_json(json.dumps({kind: data[kind] for kind in KINDS}).encode(), Marks)
    score = evaluate([Gold(id="kyiv", text=TEXT, date="2022-09-16", findings=marks)])
    assert score.faults == ()
    assert all(share.right == share.marked for share in score.shares.values())
    assert {kind for kind, _ in score.shares} == set(KINDS)


def test_gold_that_is_wrong_is_told_line_by_line(tmp_path):
    path = tmp_path / "gold.jsonl"
    good = '{"id": "a", "text": "It was May.", "findings": {"dates": [{"start": 7, "end": 10, "surface": "May"}]}}'
    lines = [
        good,
        "",
        good.replace('"end": 10', '"end": 12'),
        good.replace('"start": 7', '"start": 6'),
        good.replace('"surface": "May"', '"type": "HOLIDAY"'),
        "{",
        '{"id": "a", "text": "x", "findings": ' + "[" * 100_000,
        good.replace('"dates"', '"dates_"'),
        good.replace('"findings"', '"date": "16 September 2022", "findings"'),
        good.replace('"findings"', '"language": "in English", "findings"'),
        good.replace('"dates"', '"claims"').replace('"surface": "May"', '"count": "many"'),
        good.replace("}]", '}, {"start": 7, "end": 10, "surface": "May"}]'),
    ]
    path.write_text("\n".join(lines), "utf-8")
    with pytest.raises(InputError) as raised:
        read_gold(path)
    told = str(raised.value).replace(str(path), "gold.jsonl").splitlines()
    assert told[0] == "gold.jsonl:3: dates: 'May' does not stand at 7 to 12"
    assert told[1] == "gold.jsonl:4: dates: 'May' does not stand at 6 to 10, but ' May'"
    assert told[2].startswith("gold.jsonl:5: Invalid enum value 'HOLIDAY'")
    assert told[3].startswith("gold.jsonl:6: ")
    assert told[4].startswith("gold.jsonl:7: ")
    assert told[5].startswith("gold.jsonl:8: Object contains unknown field `dates_`")
    assert told[6:] == [
        "gold.jsonl:9: date: '16 September 2022' is no day, month or year of the calendar, such as 2022-09-18",
        "gold.jsonl:10: language: 'in English' is no tag of a language, such as en",
        "gold.jsonl:11: claims: 'many' is no count, such as >= 440",
        "gold.jsonl:12: dates: 'May' at 7 is marked twice",
    ]
    path.write_text(good + "\n", "utf-8")
    assert [one.id for one in read_gold(path)] == ["a"]
    path.write_text("\n", "utf-8")
    with pytest.raises(InputError, match="holds no text with marks"):
        read_gold(path)


def test_the_command_prints_a_table_or_json(tmp_path):
    def said(*words):
        return CliRunner().invoke(commands, ["evaluate", str(path), *words], standalone_mode=False).output

    path = tmp_path / "gold.jsonl"
    path.write_bytes(to_json(gold_of(dates=[DATES[0], ("graves", {})])) + b"\n")
    assert said().splitlines()[:2] == [
        "what       marked  found  right  precision  recall     F",
        "dates           2      2      1       50.0    50.0  50.0",
    ]
    assert said("--errors").startswith("kyiv: dates, invented: “Thursday” (DATE)\n  Mayor Valerii Marchenko said")
    measured = json.loads(said("--format", "json"))["measured"]
    assert measured[0] == {
        "kind": "dates", "measure": "strict", "marked": 2, "found": 2, "right": 1, "precision": 0.5, "recall": 0.5,
        "f": 0.5,
    }  # fmt: skip
