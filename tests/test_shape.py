"""YAML to records: right values, and problems that point at the line."""

import pytest

from muniment.settings import Settings
from muniment.shape import read_mapping, read_record


def problems_of(text: str) -> list[str]:
    problems = []
    read_mapping(text, "a.md", problems, first_line=2)
    return [str(problem) for problem in problems]


def test_fields_keep_their_line_and_dates_stay_text():
    problems = []
    fields = read_mapping("title: x\ndate: 2017-03-08 2:05:17 -0400\ntags: [a, 1]\nempty:\n", "a.md", problems, 2)
    assert problems == []
    assert fields["date"].value == "2017-03-08 2:05:17 -0400"
    assert (fields["date"].line, fields["date"].column) == (3, 7)
    assert fields["tags"].value == ("a", "1")
    assert fields["empty"].value is None


def test_broken_yaml_names_its_line_and_a_remedy():
    (problem,) = problems_of("title: a\nnote: b: c\n")
    assert problem.startswith("a.md:3:8: broken YAML: mapping values are not allowed")
    assert "quotation marks" in problem


@pytest.mark.parametrize(
    "text",
    [
        "[" * 200_000,
        "[\n" * 100_000,
        "{a: " * 100_000,
        "- " * 100_000,
        "-   " * 100_000,
        "? " * 100_000,
        "a:\n" + "".join(" " * depth + "b:\n" for depth in range(1, 800)),
        "a: &a [*a]",
        "a: &a [1,1,1,1,1,1,1,1,1,1]\n"
        + "".join(f"{chr(98 + i)}: &{chr(98 + i)} [{','.join(['*' + chr(97 + i)] * 10)}]\n" for i in range(8)),
        "a: \0",
        "a: \x1b[31m",
    ],
    ids=lambda text: repr(text[:12]),
)
def test_yaml_made_to_hurt_is_one_problem(text):
    assert len(problems_of(text)) == 1


def test_a_record_gathers_every_problem_of_the_file():
    problems = []
    record = read_record(b"title: 1984\nfindings: magic\npage_length: many\ntitel: x\n", "s.yaml", Settings, problems)
    assert record is None
    assert [str(problem.place) for problem in problems] == ["s.yaml:2:11", "s.yaml:3:14", "s.yaml:4:1"]
    assert problems[2].hint == "did you mean 'title'?"


def test_an_empty_file_has_every_default():
    problems = []
    assert read_record(b"# nothing yet\n", "s.yaml", Settings, problems) == Settings()
    assert problems == []


def test_a_number_may_be_a_title():
    assert read_record(b"title: 1984\n", "s.yaml", Settings, []) == Settings(title="1984")


def test_bytes_that_are_not_utf8_give_line_and_column():
    problems = []
    assert read_record("title: a\nauthor: é\n".encode("latin-1"), "s.yaml", Settings, problems) is None
    assert str(problems[0]).startswith("s.yaml:2:9: not UTF-8: byte e9")
