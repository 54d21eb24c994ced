"""The quick way through YAML is the parser's: the same fields at the same spots, for every text it takes."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from muniment import shape
from muniment.problems import Problem
from muniment.read.front_matter import split_front_matter
from muniment.yaml_simple import Field, simple_fields


def parsed(text: str) -> tuple[dict[str, Field], list[Problem]]:
    """The fields that the parser gives, and what it has to say."""
    problems: list[Problem] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shape, "simple_fields", lambda text, first_line: None)
        return shape.read_mapping(text, "a.md", problems, 2), problems


def held_to_the_parser(text: str) -> bool:
    """Whether the text is simple; then both ways agree, the order of the fields included."""
    fields = simple_fields(text, 2)
    if fields is None:
        return False
    expected, problems = parsed(text)
    assert (list(fields.items()), problems) == (list(expected.items()), [])
    return True


@pytest.mark.parametrize(
    "text",
    [
        "",
        "title: One\ndate: 2022-09-18\n\n\nurl: https://x.org/a?b#c",
        "title: \"Said \\\"so\\\" & \\\\ so\"\nother: 'it''s: # so'\nempty: \"\"\nnone: ''\n",
        "tags:\n- a\n- b c\n- 'd'\n\n- \"e\"\nplaces:\n  - Izium\n  - Ізюм\nlast:\n",
        "nothing:\nnull_too: ~\nnull_three: null\nword: Null value\nlist:\n- null\n- \"null\"\n- 007\n",
        "a:    spaces before\nB-c_d: true\n_e: 1.10\nf: =\ng: a:b c#d [e] {f} - g\n",
    ],
)  # fmt: skip
def test_plain_fields_are_simple(text):
    assert held_to_the_parser(text)


@pytest.mark.parametrize(
    "text",
    [
        "\na: b", "a: b ", "a:  ", "a: b\n  c", "a: b\n c: d", "a: b # c", "a: b: c", "a: b:", "a:b", "a : b", "a: - b", "a: [b]", "a: {b: c}",
        "a: &b c", "a: *b", "a: !b c", "a: |\n  b", "a: >\n  b", "a: %b", "a: @b", "a: `b`", "a: ? b", "a: -b", "a: ,b", "a: 'b' c", 'a: "b" c',
        'a: "b', "a: 'b", 'a: "\\n"', 'a: "\\u0041"', "a: 'b\n  c'", "a: b\na: c", "1: a", "é: a", "? a\n: b", "- a", "a", "---\na: b", "a: b\n...",
        "a:\n- b\n - c", "a:\n  - b\n- c", "a:\n-b", "a:\n- b: c", "a:\n- - b", "a:\n-", "a:\n- ", "a:\n- b\n  c", "a: b\n- c", "<<: a", "# a\nb: c",
        "a" * 1025 + ": b", "a: b\tc", "a:\tb", "a: b\x85c", "a: \xa0", "a: \u200b", "a: b\u2028c", "a: \ufeff", "a: \x00", "a: b\r\nc: d", "a: \ud800", "a: '\t'",
    ],
)  # fmt: skip
def test_what_only_looks_simple_is_left_to_the_parser(text):
    assert simple_fields(text, 2) is None


def test_a_text_in_which_values_may_multiply_is_left_to_the_parser():
    assert simple_fields("a:\n" + "- b\n" * 10_000, 2) is None


SCRAPS = st.sampled_from(
    ["a", "b", "date", "null", "~", "é", "- ", "-", "  - ", " ", ": ", ":", "\n", "\n", "\n\n", '"', "'", "''", '\\"', "\\\\", "\\n", "#", " #",
     "x y", "2022-01-01", "[", "]", "{", ",", "&", "*", "!", "|", ">", "%", "@", "`", "?", "=", "<<", "\t", "\xa0", "---", "...", "https://x.y"]
)  # fmt: skip
VALUES = st.lists(SCRAPS | st.sampled_from(["x", "y z"]), max_size=3).map(
    lambda parts: "".join(parts).replace("\n", "")
)
WRITTEN = st.tuples(st.sampled_from(["%s", "%s", '"%s"', "'%s'"]), VALUES).map(lambda pair: pair[0] % pair[1])
LISTED = st.tuples(st.sampled_from(["\n- ", "\n  - ", "\n\n- "]), st.lists(WRITTEN, max_size=3))
FIELDS = st.tuples(
    st.sampled_from(["a", "b", "c1", "d-e", "_f", "null", "é"]),
    st.tuples(st.sampled_from([": ", ":  ", ":"]), WRITTEN).map("".join)
    | LISTED.map(lambda pair: ":" + "".join(pair[0] + one for one in pair[1])),
    st.sampled_from(["\n", "\n\n", ""]),
).map("".join)


@settings(max_examples=1000)
@given(st.lists(SCRAPS, max_size=14).map("".join) | st.lists(FIELDS, max_size=4).map("".join))
def test_generated_yaml_is_read_alike_both_ways(text):
    held_to_the_parser(text)


@given(st.text(), st.text(max_size=3))
def test_any_value_is_read_alike_both_ways(value, other):
    held_to_the_parser(f"a: {value}\nb:\n- {other}\n")


def test_most_real_front_matter_takes_the_quick_way(corpora):
    paths = sorted((corpora / "posts-18f").glob("*.md"))
    texts = [split_front_matter(path.read_text("utf-8"), "", []) for path in paths]
    simple = [held_to_the_parser(re.sub(r"\A---\n|\n---\n\Z", "", front)) for front, _ in filter(None, texts)]
    assert len(simple) == len(paths)
    assert sum(simple) > 0.5 * len(simple)
