"""The script that compares a search in parts with one of a single index: its measures and its questions."""

import pytest

from search_quality import EACH, overlap, questions_of, rank_biased_overlap, records_of, starts_of
from searching import report, write_search


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ([1, 2, 3], [3, 2, 1], 1.0),
        ([1, 2], [3, 4], 0.0),
        ([], [], 1.0),
        ([1], [1, 2], 0.5),
        ([*range(20)], [*range(5, 25)], 0.5),
    ],
)
def test_the_share_of_the_first_ten_that_both_have(one, other, alike):
    assert overlap(one, other) == alike


def test_an_order_is_nearer_the_higher_up_it_agrees():
    same = [*range(10)]
    assert rank_biased_overlap(same, same) == pytest.approx(1)
    assert rank_biased_overlap(same, [*range(20, 30)]) == 0
    assert rank_biased_overlap([], []) == 1
    end_differs, start_differs = [*range(8), 9, 8], [1, 0, *range(2, 10)]
    assert 1 > rank_biased_overlap(same, end_differs) > rank_biased_overlap(same, start_differs) > 0.8


def test_the_reports_of_a_site_are_read_back_from_its_search(tmp_path):
    records = [
        report(
            "a",
            "Two words.",
            "马里乌波尔市",
            date="2022-01-01",
            language="zh",
            source="CNN",
            place=["Izium", "Kharkiv"],
        ),
        report("b", "Three more words", names=["Ізюм"]),
        report("c", "Later.", date="2023"),
    ]
    write_search(tmp_path / "site", [records[:2], records[2:]], tmp_path)
    known = [(one.address, one.paragraphs, one.date, one.source, one.names, sorted(one.filters)) for one in records]
    read = records_of(tmp_path / "site")
    assert [
        (one.address, one.paragraphs, one.date, one.source, one.names, sorted(one.filters)) for one in read
    ] == known
    assert (starts_of(read, 0), starts_of(read, 2)) == ([0], [0, 2])


def test_questions_are_of_each_kind_and_always_the_same():
    records = [
        report(f"r{n}", f"often {'half' * (n % 2)} word{'abcdefghij'[n % 10]}{'x' * (n // 10)} " * 8) for n in range(60)
    ]
    questions = questions_of(records)
    assert questions == questions_of(records)
    assert "often" in questions["common word"]
    assert len(questions["two words"]) == len(questions["phrase"]) == EACH
    assert all(phrase.startswith('"') and " " in phrase for phrase in questions["phrase"])
