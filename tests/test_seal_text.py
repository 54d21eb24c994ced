"""How the script of a sealed page reads files and compares Markdown, held to how the program does."""

import re
from collections.abc import Iterator

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from muniment.markup import render_markdown
from muniment.model import Seed
from muniment.read.content import READERS
from muniment.recipes import program_templates
from muniment.settings import Settings
from muniment.shape import decoded
from test_markdown_simple import ANY, LINES, PIECES, SIMPLE, TRICKY


@pytest.fixture(scope="module")
def bench(browser: Browser) -> Iterator[Page]:
    """A page with nothing but the script that reads texts."""
    page = browser.new_page()
    page.add_script_tag(content=(program_templates() / "assets/verify-text.js").read_text("utf-8"))
    yield page
    page.close()


FILES = st.lists(
    st.sampled_from([
        " date 2022-09-18 ", " date 2022-09 ", " date 2022-9-18 ", "---", "...", "--- ", "----", "\t", "\n", "\r\n", "\r",
        "\ufeff", "a: b", "x", "é", "🚀", "\u202e", "e\u0301", " ", "\u2028", "\x85",
    ]), max_size=12,
).map("".join)  # fmt: skip


@pytest.mark.parametrize(("ending", "derivation"), [(".txt", "text/1"), (".md", "markdown/1")])
@settings(max_examples=200)
@given(text=FILES)
@example("---\n---\n")
@example("--- \t\na: b\r\n---  ")
@example("---\na: b\n...\nx")
@example("\ufeff\ufeff date 2022-09-18 x")
@example("---\na: b\n----\n---\nx")
def test_files_are_read_as_the_program_reads_them(bench, ending, derivation, text):
    data, problems = text.encode(), []
    whole = decoded(data, "x", problems)
    content = READERS[ending](whole, Seed(f"seeds/x{ending}", 0, len(data), ""), Settings().fields, problems)
    if content is None:  # front matter that is never closed, or broken
        return
    found = bench.evaluate(
        "([bytes, way]) => MunimentText.derived(Uint8Array.from(bytes), way)", [list(data), derivation]
    )
    assert found == [content.prefix, content.text]


UNLIKE = """([source, html]) => {
  const sheet = document.createElement("div");
  sheet.innerHTML = html;
  return MunimentText.unlike(source, sheet);
}"""


@settings(max_examples=300)
@given(LINES | PIECES | ANY)
@example("1. [a]: /b")
@example("1. ```1. ")
@example("[a][b](c)")
@example("&amp;amp; `&amp;` &#65; &notit; &\\amp;")
@example("<https://a.b/%D0%86%2F?c=%25> [a](<b c> 'd') [x][y]\n\n[y]: (z) \"t\"\n")
def test_markdown_as_it_is_shown_is_like_its_source(bench, source):
    assert bench.evaluate(UNLIKE, [source, render_markdown(source)]) == ""


@pytest.mark.parametrize("source", SIMPLE + TRICKY)
def test_so_is_what_is_tricky(bench, source):
    assert bench.evaluate(UNLIKE, [source, render_markdown(source)]) == ""


@settings(max_examples=200)
@given(
    st.lists(st.sampled_from(["Izium", "440", "*not*", "[he](/a)", "`x`", "\n\n", "- ", "é"]), min_size=1), st.data()
)
def test_no_letter_can_be_other_than_in_the_source(bench, words, data):
    source = " ".join(words)
    html = render_markdown(source)
    letters = [found.start() for found in re.finditer(r"[A-Za-zé0-9](?![^<]*>)", re.sub(r'<span class="target">.*?</span>|<a.*?>', lambda found: " " * len(found[0]), html))]  # fmt: skip
    if not letters:
        return
    place = data.draw(st.sampled_from(letters))
    for changed_to in ("q", "", html[place] + "q"):
        forged = html[:place] + changed_to + html[place + 1 :]
        assert bench.evaluate(UNLIKE, [source, forged]) != ""


@pytest.mark.parametrize("source", ["-" * 200_000, "](a \"" * 40_000, "&amp;" * 40_000, "[](a)" * 30_000, "x" * 200_000])  # fmt: skip
def test_hostile_markdown_is_compared_in_seconds(bench, source):
    bench.set_default_timeout(20_000)
    assert bench.evaluate(UNLIKE, [source, render_markdown(source)]) == ""
