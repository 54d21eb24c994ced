"""YAML to records: right values, and problems that point at the place."""

from typing import Literal

import pytest

from muniment.model import Record
from muniment.nearest import Nearest
from muniment.problems import Problem
from muniment.settings import Settings
from muniment.shape import read_items, read_mapping, read_record
from muniment.shaping import Item


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


@pytest.mark.parametrize("sign", ["\0", "\x07", "\x1b", "\x7f", "\ufffe"])
def test_a_control_character_gives_line_and_column(sign):
    (problem,) = problems_of(f"title: a\nnote: 1{sign}2\n")
    assert problem.startswith("a.md:3:8: broken YAML: ")
    assert problem.endswith("hint: remove the control character")


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


class Role(Record, frozen=True):
    role: str
    since: str = ""


class Person(Record, frozen=True, kw_only=True, rename={"lookalikes": "not"}):
    id: str
    kind: Literal["person", "place", ""] = ""
    names: tuple[str, ...] | dict[str, str | tuple[str, ...]] = ()
    coordinates: tuple[float, float] | None = None
    roles: tuple[Role, ...] = ()
    ids: dict[str, str] = {}
    lookalikes: tuple[str, ...] = ()


def items_of(text: str) -> tuple[tuple[Item, ...], list[str]]:
    """What is read, and what is told without its hints."""
    problems: list[Problem] = []
    items = read_items(text.encode(), "p.yaml", Person, problems)
    return items, [str(problem).split("\n")[0] for problem in problems]


PERSON = """\
- id: one
  names: [One, "Odyn", Один]
  roles:
    - {role: mayor, since: 2015-11-01}
    - role: chief
      since: 2020
  not:
    - two
- id: two
  names:
    uk: Два
    uk-Latn: [Dva, Dwa]
  ids: {wikidata: Q2, "a.b": 7}
"""


def test_each_value_of_an_item_has_its_place():
    (one, two), problems = items_of(PERSON)
    assert problems == []
    assert one.record == Person(
        id="one", names=("One", "Odyn", "Один"), roles=(Role("mayor", "2015-11-01"), Role("chief", "2020")),
        lookalikes=("two",),
    )  # fmt: skip
    assert two.record.names == {"uk": "Два", "uk-Latn": ("Dva", "Dwa")}
    places = {
        "": "1:3", "id": "1:7", "names": "2:10", "names.2": "2:24", "roles.0.since": "4:28", "roles.1": "5:7",
        "roles.1.role": "5:13", "not.0": "8:7",
    }  # fmt: skip
    assert {path: str(one.place(path)) for path in places} == {
        path: f"p.yaml:{place}" for path, place in places.items()
    }
    assert [str(two.place(path)) for path in ("names.uk", "names.uk-Latn.1", "ids.a.b")] == [
        "p.yaml:11:9", "p.yaml:12:20", "p.yaml:13:30",
    ]  # fmt: skip
    assert str(two.place_of_name("names.uk")) == "p.yaml:11:5"


def test_what_has_no_place_has_that_of_what_it_is_in():
    (one, two), _ = items_of(PERSON)
    assert one.place("roles.0.until") == one.place("roles.0")
    assert one.place("roles.7.since") == one.place("roles")
    assert two.place("roles.0.since") == two.place() == two.place_of_name("roles")


def test_a_wrong_field_is_lost_and_the_item_stands():
    text = """\
- id: one
  kind: planet
  names: {uk: [], en: {}}
  coordinates: [1, here]
  roles: [{since: 2019}, {role: mayor, sins: 2020}, {role: [], since: 1}, {role: x, since: 2021}]
  id: again
  birthday: 1990
- kind: person
- id: [two]
- three
- {id: four, ids: {wikidata: [], geonames: 4}}
"""
    items, problems = items_of(text)
    assert problems == [
        "p.yaml:2:9: 'planet' is not known here",
        "p.yaml:3:23: text was expected",
        "p.yaml:4:20: a number was expected, not 'here'",
        "p.yaml:5:11: 'role' is missing",
        "p.yaml:5:40: unknown field 'sins'",
        "p.yaml:5:60: text was expected",
        "p.yaml:6:3: 'id' is given twice",
        "p.yaml:7:3: unknown field 'birthday'",
        "p.yaml:8:3: 'id' is missing",
        "p.yaml:9:7: text was expected",
        "p.yaml:10:3: fields were expected",
        "p.yaml:11:30: text was expected",
    ]
    one, four = items
    assert one.record == Person(id="one", names={"uk": ()}, roles=(Role("mayor"), Role("x", "2021")))
    assert [str(one.place(path)) for path in ("roles.0.since", "roles.1.since", "kind", "names.en")] == [
        "p.yaml:5:26", "p.yaml:5:92", "p.yaml:1:3", "p.yaml:3:10",
    ]  # fmt: skip
    assert four.record == Person(id="four", ids={"geonames": "4"})


def test_a_list_of_nothing_is_no_items_and_no_list_is_told():
    assert items_of("# Nothing.\n") == ((), [])
    assert items_of("id: one\n") == ((), ["p.yaml:1:1: a list was expected"])


def test_very_many_unknown_words_are_told_without_a_long_search():
    nearest = Nearest(f"person-{number}" for number in range(5_000))
    assert nearest.to("person-77x") == "person-77"
    assert nearest.to("p" * 100_000) == ""
    hints = [nearest.hint(f"persn-{number}", "list it") for number in range(1_000)]
    assert hints[0] == "did you mean 'person-0'?"
    assert hints[-1] == "list it"


def test_a_long_list_with_an_asterisk_in_it_has_no_alias():
    items, told = items_of("- {id: a, names: [A * B]}\n" * 20_000)
    assert (len(items), told) == (20_000, [])
