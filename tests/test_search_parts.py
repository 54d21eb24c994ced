"""The search of an archive in many parts: the order they are asked in, counts, and a ranking as of one."""

import random
import re
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from muniment.model import SearchRecord
from searching import ask, expect_count, facet, names_in, report, write_search

PARTS = 40  # of two reports each: more than the page asks at a time
WORDS = [
    f"{first}{middle}{last}" for first in "bdgkm" for middle in ("al", "or", "in") for last in ("ta", "so", "ru", "mek")
]


def common_name(number: int) -> str:
    return f"common-{number:02}"


@pytest.fixture(scope="module")
def long_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One part a month, each with two reports of it; the oldest has one more, without a date."""
    parts = [
        [
            report(common_name(2 * part + day), f"A common word, number {2 * part + day}.",
                   "Early." if part == 0 else "Late.", date=f"{2020 + part // 12}-{part % 12 + 1:02}-0{day + 1}",
                   source="First" if part < 4 else "Second")
            for day in (0, 1)
        ]
        for part in range(PARTS)
    ]  # fmt: skip
    parts[0].insert(0, report("undated", "A common word without a date."))
    folder = tmp_path_factory.mktemp("long")
    write_search(folder, parts, folder)
    ask_at_a_time(62, folder)
    return folder


def ask_at_a_time(reports: int, site: Path) -> None:
    """Have the page ask so many reports at a time, beside the newest part or the oldest."""
    script = site / "assets" / "search.js"
    text, changes = re.subn(r"(?<=var REPORTS = )\d+(?=;)", str(reports), script.read_text("utf-8"))
    assert changes == 1
    script.write_text(text, "utf-8")


@pytest.fixture
def open_long(long_site: Path, open_page: Callable[..., Page]) -> Callable[[str], Page]:
    root = long_site.as_uri() + "/"
    return lambda query="": open_page(f"{root}search.html{query}", inside=root)


def test_the_newest_parts_are_shown_first_and_what_is_not_counted_is_said(open_long):
    page = open_long()
    expect_count(page, "81 reports")
    assert names_in(page)[:2] == ["common-79", "common-78"]
    expect(page.locator("#filters > p")).to_have_text("Counted so far: the 64 newest.")
    assert facet(page, "source") == {"Second": "64"}


def test_the_reader_who_comes_to_the_end_has_the_others_searched(open_long):
    page = open_long("?q=common")
    expect_count(page, "64 reports so far with “common”, in the 64 newest of 81")
    for shown in range(20, 70, 10):
        page.click("#more")
        expect(page.locator("#results h2")).to_have_count(shown)
    page.locator("#more").scroll_into_view_if_needed()
    expect_count(page, "81 reports with “common”")
    expect(page.locator("#filters > p")).to_have_count(0)
    assert facet(page, "source") == {"Second": "72", "First": "8"}
    while page.locator("#more").is_visible():
        page.click("#more")
        page.wait_for_timeout(50)
    assert len(names_in(page)) == len(set(names_in(page))) == 81
    assert set(names_in(page)[:64]) == {common_name(number) for number in range(16, 80)}, "what was shown stays above"


def test_what_only_old_parts_have_is_found_without_a_click(open_long):
    page = open_long("?q=early")
    expect_count(page, "2 reports with “early”")
    assert names_in(page) == ["common-01", "common-00"]
    ask(page, "never")
    expect_count(page, "No report with “never”.")


def test_a_filter_that_leaves_few_has_all_parts_counted(open_long):
    page = open_long("?source=First")
    expect_count(page, "8 of 81 reports")
    assert names_in(page)[0] == "common-07"


@pytest.mark.parametrize("query", ["?sort=oldest", "?sort=oldest&q=common"])
def test_oldest_first_begins_at_the_other_end(open_long, query):
    page = open_long(query)
    expect(page.locator("#results h2 a").nth(2)).to_have_text("Report common-02")
    assert names_in(page)[:3] == ["common-00", "common-01", "common-02"]
    assert "undated" not in names_in(page)
    page.select_option("#sort", "newest")
    expect(page.locator("#results h2 a").first).to_have_text("Report common-79")


def test_a_report_without_a_date_waits_for_those_that_have_one(open_long):
    page, held = open_long(), []
    oldest = page.evaluate("MunimentSearch.open().then(parts => parts[0].folder)")
    page.route(lambda url: url.endswith("/core.js") and f"/{oldest}/" not in url, lambda route: held.append(route))
    page.goto(f"{page.url.split('?')[0]}?sort=oldest&q=common")
    expect_count(page, "3 reports so far with “common”, in the 3 oldest of 81")
    assert names_in(page) == ["common-00", "common-01"]
    page.unroute_all()  # which has those go on that were held
    expect(page.locator("#results h2 a").nth(2)).to_have_text("Report common-02")


def reports() -> list[SearchRecord]:
    """Reports of words that differ much from part to part."""
    chance = random.Random(11)
    usual = [chance.sample(WORDS, 12) for _ in range(6)]
    made = []
    for number in range(90):
        words = chance.choices(usual[number // 15], k=chance.randrange(5, 60)) + chance.choices(WORDS, k=20)
        made.append(
            report(f"r{number}", " ".join(words), title=" ".join(words[:3]), date=f"2020-01-{number % 28 + 1:02}")
        )
    return made


QUESTIONS = [
    *WORDS[:8],
    "gal",
    "ko",
    "m",
    "balta dorso",
    "ginru kalmek",
    "min gor bal",
    '"balta balta"',
    "kalmek " + WORDS[0][:3],
]
# Gives the reports that answer a question, in order, with their scores.
ASK = """async question => {
  const quest = MunimentSearch.begin(question, false);
  await quest.take(1000);
  const found = quest.found.map(one => [one.part.number, one.report, Math.round(one.score * 1e5)]);
  return found.sort((one, other) => other[2] - one[2] || one[0] - other[0] || one[1] - other[1]);
}"""


def answers(page: Page, starts: Sequence[int], question: str) -> list[tuple[int, int]]:
    return [(starts[part] + number, score) for part, number, score in page.evaluate(ASK, question)]


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The same reports in one index, and in six."""
    folder, records = tmp_path_factory.mktemp("ranked"), reports()
    write_search(folder / "one", [records], folder)
    write_search(folder / "six", [records[start : start + 15] for start in range(0, 90, 15)], folder)
    return folder / "one", folder / "six"


def open_both(sites: tuple[Path, Path], open_page: Callable[..., Page]) -> list[Page]:
    pages = [open_page(f"{site.as_uri()}/search.html", inside=f"{site.as_uri()}/") for site in sites]
    for page in pages:
        expect_count(page, "90 reports")
    return pages


def test_parts_answer_and_rank_as_one_index_does(sites, open_page):
    one, six = open_both(sites, open_page)
    found = {}
    for question in QUESTIONS:
        found[question] = answers(one, [0], question)
        near = answers(six, range(0, 90, 15), question)
        assert [number for number, _ in near] == [number for number, _ in found[question]], question
        assert all(abs(score - other) < 50 for (_, score), (_, other) in zip(near, found[question], strict=True))
    assert sum(map(bool, found.values())) > len(QUESTIONS) // 2


def test_an_answer_does_not_depend_on_what_was_asked_before(sites, open_page):
    six = open_both(sites, open_page)[1]
    first = [answers(six, range(0, 90, 15), question) for question in QUESTIONS]
    again = [answers(six, range(0, 90, 15), question) for question in reversed(QUESTIONS)]
    six.evaluate("MunimentIndexes.forget()")
    anew = [answers(six, range(0, 90, 15), question) for question in QUESTIONS]
    assert first == again[::-1] == anew


def test_phrases_of_names_rank_the_same_however_often_they_are_asked(tmp_path, open_page):
    fields = {"title": "Balta Dorso", "names": ["Balta Dorso"], "source": "Balta Dorso"}
    records = [report(f"r{number}", "Nothing more.", date="2020", **fields) for number in range(20)]
    records[7] = report("r7", "But Balta Dorso was there.", date="2020")
    write_search(tmp_path, [records[:10], records[10:]], tmp_path)
    page = open_page(f"{tmp_path.as_uri()}/search.html", inside=f"{tmp_path.as_uri()}/")
    expect_count(page, "20 reports")
    asked = [answers(page, [0, 10], '"balta dorso"') for _ in range(5)]
    assert asked == [[(number, 100_000) for number in range(20)]] * 5
