"""Words taken out of a text: one block in their place, and the rest as it was, in Markdown too."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from muniment.markup import render_markdown, seen_words
from muniment.model import BLOCK
from muniment.read.redaction import Cut, Moves, merged, redact


def cut(text: str, words: str, reason: str = "why", date: str = "") -> Cut:
    start = text.index(words)
    return Cut(start, start + len(words), reason, date)


def made(text: str, *words: str, form: str = "markdown") -> str:
    """The text without these words; what is told of the blocks is what stands there."""
    redacted = redact(text, form, [cut(text, one) for one in words])
    assert redacted
    new, blocks, _ = redacted
    assert all(new[one.start : one.end] == BLOCK for one in blocks)
    assert new.count(BLOCK) == len(blocks)
    return new


@pytest.mark.parametrize("words", ["I", "Ivan", "Ivan Petrenko", "Ivan Petrenko, born in Izium,\n\nlives in Kyiv"])
def test_a_block_has_one_length_be_it_a_letter_or_a_page(words):
    assert made(f"Then {words} spoke.", words, form="plain") == "Then █████ spoke."


def test_white_space_at_the_ends_stays_and_what_meets_is_one():
    text = "one  Ivan   Petrenko two"
    assert made(text, "  Ivan ", "  Petrenko ", form="plain") == "one  █████ two"
    assert made("A, B, C", "A", "C", form="plain") == "█████, B, █████"
    both = merged(text, [cut(text, "Ivan", "a; b", "2026-01-01"), cut(text, "van   Pet", "b; c", "2026-01-02")])
    assert [(one.reason, one.date) for one in both] == [("a; b; c", "2026-01-02")]


# What stands in a report's Markdown, what is taken out of it, and what is left.
MARKDOWN = [
    ("said **Ivan Petrenko** today", "Ivan Petrenko", "said **█████** today"),
    ("**Ivan** Petrenko said", "Ivan** Petrenko", "█████ said"),
    ("**Colonel Ivan** Petrenko said", "Ivan** Petrenko", "**Colonel █████** said"),
    ("Ivan **Petrenko the mayor** said", "Ivan **Petrenko", "**█████ the mayor** said"),
    ("*Ivan* **Petrenko** said", "Ivan* **Petrenko", "█████ said"),
    ("***Ivan** Petrenko* said", "Ivan** Petrenko", "█████ said"),
    ("`code Ivan Petrenko` and *a* b", "Ivan Petrenko` and *a", "`code `*█████* b"),
    ("see [Ivan](https://example.org/ivan) now", "Ivan", "see █████ now"),
    ("see [the man](https://example.org/ivan) now", "ivan", "see the man █████ now"),
    ('see [Col. *Ivan* P.](https://example.org/1 "him") now', "Ivan", "see Col. *█████* P. now"),
    ("see ![Ivan](ivan.jpg) now", "Ivan", "see █████ now"),
    ("see [Ivan][1] now\n\n[1]: https://example.org/1", "Ivan", "see █████ now\n\n[1]: https://example.org/1"),
    ("see [him][1] now\n\n[1]: https://example.org/ivan", "ivan", "see him now\n\n█████"),
    ("at https://example.org/ivan/1, he said", "ivan", "at █████, he said"),
    ("at <https://example.org/ivan> he said", "ivan", "at █████ he said"),
    ("> **Ivan\n> Petrenko** said\n> more", "Ivan\n> Petrenko", "> **█████** said\n> more"),
    ("- one\n- **two Ivan** x\n- Petrenko three", "Ivan** x\n- Petrenko", "- one\n- **two █████** three"),
    ("| a | b |\n|---|---|\n| Ivan | c |", "Ivan", "| a | b |\n|---|---|\n| █████ | c |"),
    ("# About Ivan\n\nText", "Ivan", "# About █████\n\nText"),
    ("Ivan\n====\n\nText", "Ivan", "█████\n====\n\nText"),
]  # fmt: skip


@pytest.mark.parametrize("text, words, left", MARKDOWN, ids=[text for text, _, _ in MARKDOWN])
def test_markdown_stays_markdown(text, words, left):
    assert made(text, words) == left


def test_one_that_does_not_fit_leaves_the_others_as_they_are():
    text = "**Ivan** Petrenko came.\n\n[Ivan](https://example.org/ivan) Petrenko left, *Ivan* stayed."
    cuts = [
        cut(text, "Ivan** Petrenko"),
        cut(text, "Ivan](https://example.org/ivan) Petrenko"),
        cut(text, "Ivan* stayed"),
    ]
    redacted = redact(text, "markdown", cuts)
    assert redacted
    assert redacted[0] == "█████ came.\n\n█████ left, █████."


def test_a_text_that_has_such_blocks_itself_keeps_them():
    text = "█████ and **Ivan** ███"
    redacted = redact(text, "markdown", [cut(text, "Ivan")])
    assert redacted
    assert redacted[0] == "█████ and **█████** ███"
    assert [(one.start, one.end) for one in redacted[1]] == [(12, 17)]


def test_everything_else_is_found_where_it_stands_then():
    moves = Moves([Cut(5, 10), Cut(20, 22), Cut(30, 31, instead="")])
    assert moves.place(0, 5) == (0, 5)
    assert moves.place(10, 20) == (10, 20)
    assert moves.place(7, 21) == (5, 25)  # with the blocks that it begins and ends in
    assert moves.place(22, 30) == (25, 33)
    assert moves.place(31, 40) == (33, 42)
    assert moves.cut_in(9, 12) == Cut(5, 10)
    assert moves.cut_in(10, 20) is None


PARTS = [
    "Ivan",
    " ",
    "Petrenko",
    "**",
    "*",
    "_",
    "`",
    "[",
    "](https://a.org/x)",
    "\n",
    "\n\n",
    "- ",
    "> ",
    "# ",
    "| ",
    "a b",
    "!",
]


@given(st.lists(st.sampled_from(PARTS), max_size=14), st.integers(0, 60), st.integers(1, 30))
@example(["[", "Ivan", "](https://a.org/x)", "Petrenko", "*"], 1, 8)
def test_whatever_is_taken_out_nothing_of_it_is_left_and_nothing_else_is_seen(parts, start, length):
    text = "".join(parts)
    cuts = [Cut(start, min(start + length, len(text)), "why")]
    if start >= len(text) or not text[start : start + length].strip():
        return
    redacted = redact(text, "markdown", cuts)
    if redacted is None:  # and the report is held back
        return
    new, blocks, _ = redacted
    assert all(new[one.start : one.end] == BLOCK for one in blocks)
    seen, was = ("".join("".join(seen_words(one, "markdown")).split()) for one in (new, text))
    signs = iter(was)
    assert all(sign in signs for sign in seen.replace("█", ""))
    render_markdown(new)


@given(st.lists(st.sampled_from(["Ivan ", "a ", "*", "b\n\n", "https://a.org/Ivan ", "[Ivan](Ivan) "]), max_size=30))
def test_no_word_that_is_sought_is_left_in_markdown(parts):
    text = "".join(parts)
    cuts = [Cut(found.start(), found.end(), "why") for found in re.finditer("Ivan", text)]
    redacted = redact(text, "markdown", cuts)
    assert redacted is None or "Ivan" not in redacted[0]


@pytest.mark.parametrize("text", ["[" * 20_000, "[a](b " * 5_000, "*a" * 10_000, "](" * 10_000, "http://a" * 5_000])
def test_no_text_takes_long(text):
    redact(f"{text} Ivan {text}", "markdown", [cut(f"{text} Ivan {text}", "Ivan")])
