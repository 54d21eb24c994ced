"""The search page in a browser, over http and from a disk: what a reader types, ticks and sees."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from muniment.publish.packs import parts_file
from searching import ask, expect_count, facet, names_in, report, tick, write_search, write_site

ODD_NAME = "100% Архів #1 & co" if os.name == "posix" else "100% Archive #1 & co"


EARLIER = [
    report(
        "graves", "Individual graves are seen throughout the site.",
        "The mayor spoke. The Defense Ministry said at least 440 “unmarked” graves were found near Izium. It is cold.",
        date="2022-09-18", source="CNN", place=["Izium", "Kharkiv"], person=["Valerii Marchenko"],
        names=["Ізюм", "Изюм"],
    ),
    report("torture", "Some bodies showed signs of torture, he said.", date="2022-09-16", source="CNN", place="Izium"),
    report("signs", "There were signs of a fight, not of torture.", date="2022-09-17", source="Censor.NET", place="Kharkiv"),
    report("police", "Fifty bodies and 445 graves, the police said.", date="2022-09", source="Espreso", place="Kharkiv",
           known=("first words", "suggested", "stated")),
    report("uk", "Тіла п’ятьох людей знайдено в Ізюмі.", date="2022-09-15", language="uk", source="Суспільне"),
    report("ar", "الحرب في أوكرانيا مستمرة منذ أشهر.", date="2022-10-01", language="ar", source="الجزيرة"),
]  # fmt: skip
LATER = [
    report("zh", "马里乌波尔市的墓地。记者看到了新坟。", date="2023-01-02", language="zh"),
    report("th", "พบหลุมศพใหม่ในเมือง", date="2023-01-03", language="th"),
    report("fr", "Il a trouvé des tombes à Izioum, où il est né.", date="2023-01-04", language="fr"),
    report("later", "I saw more graves in the spring.", date="2023-04-01", source="CNN"),
    report("undated", "Graves without a date.", source="Censor.NET", language=""),
    report("marks", "___PAGEFIND_WEIGHT___0 __init__ hidden ___PAGEFIND_ANCHOR___h1:0:x word", date="2022-01-01"),
    report("title-only", title="A photograph of a crossing", date="2023-05-01"),
    report("hostile", "<script>alert(1)</script> & <mark>forged</mark> hostility.", date="2023-06-01",
           title="<img src=x onerror=alert(1)>", source='"><b>x', known=("suggested", "stated", "suggested")),
    *(report(f"many-{number:02}", f"Number {number} of many.", date=f"2023-07-{number:02}",
             person=[f"Person {number:02}"]) for number in range(1, 26)),
]  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site whose index has two parts and five languages, in a folder with an odd name."""
    folder = tmp_path_factory.mktemp("search") / ODD_NAME
    write_search(folder, (EARLIER, LATER), tmp_path_factory.mktemp("locks"))
    return folder


@pytest.fixture(params=["http", "disk"])
def open_search(
    request: pytest.FixtureRequest, site: Path, http_site: Callable[[Path], str], open_page: Callable[..., Page]
) -> Iterator[Callable[..., Page]]:
    """open_search("?q=graves") opens the page, once over http and once from the disk."""

    def open_one(query: str = "", folder: Path = site, expected: tuple[str, ...] = ()) -> Page:
        root = http_site(folder) if request.param == "http" else folder.as_uri() + "/"
        return open_page(f"{root}search.html{query}", inside=root, expected=expected)

    return open_one


# Finding.


def test_all_reports_newest_first_before_anything_is_typed(open_search):
    page = open_search()
    expect_count(page, f"{len(EARLIER) + len(LATER)} reports")
    assert names_in(page)[:2] == ["many-25", "many-24"]


def test_a_word_is_found_as_it_is_typed_in_its_sentence(open_search):
    page = open_search()
    ask(page, "unmark")
    expect_count(page, "1 report with “unmark”")
    hit = page.locator("#results li.hit")
    expect(hit.locator("h2 a")).to_have_attribute("href", "reports/graves.html")
    expect(hit.locator("p.small").first).to_have_text("18 Sep 2022 · CNN suggested")
    expect(hit.locator("p.e")).to_have_text(
        "The Defense Ministry said at least 440 “unmarked” graves were found near Izium. p2"
    )
    expect(hit.locator("mark")).to_have_text(["unmarked"])
    expect(hit.locator("p.e a")).to_have_attribute("href", "reports/graves.html#p2")


def test_parts_and_languages_are_one_archive(open_search):
    page = open_search("?q=graves")
    expect_count(page, "4 reports with “graves”")
    assert sorted(names_in(page)) == ["graves", "later", "police", "undated"]


def test_every_word_must_be_there_in_whatever_part(open_search):
    page = open_search("?q=graves%20izium")
    expect_count(page, "1 report with “graves izium”")
    assert names_in(page) == ["graves"]


def test_a_word_that_one_part_lacks_is_not_guessed_there(open_search):
    page = open_search("?q=izium")
    expect_count(page, "1 report with “izium”")  # not "I saw more graves", which begins like it


def test_what_pagefind_takes_for_its_own_marks_is_text_like_any_other(open_search):
    page = open_search("?q=hidden")
    expect_count(page, "1 report with “hidden”")
    ask(page, "___PAGEFIND_WEIGHT___0")
    expect_count(page, "1 report with “___PAGEFIND_WEIGHT___0”")
    ask(page, "__init__")
    expect_count(page, "1 report with “__init__”")


def test_a_word_that_is_nowhere_may_stand_for_its_beginning(open_search):
    page = open_search("?q=gravestones")
    expect_count(page, "No report with “gravestones”; 4 reports with words that only begin like it")
    tick(page, "source", "CNN")
    expect_count(page, "No report with “gravestones”; 2 of 4 reports with words that only begin like it")


def test_no_other_word_is_told_to_be_the_one_that_was_typed(open_search, tmp_path):
    write_search(tmp_path, [[
        report("month", "It was in March, he said.", date="2022-03-01"),
        report("mayor", "The mayor is Valerii Marchenko.", date="2022-03-02"),
    ]], tmp_path)  # fmt: skip
    page = open_search("?q=Marchuk", tmp_path)
    expect_count(page, "No report with “Marchuk”; 1 report with words that only begin like it")
    assert names_in(page) == ["month"]
    ask(page, "Marchen")
    expect_count(page, "1 report with words that begin with “Marchen”")
    ask(page, "March")
    expect_count(page, "2 reports with “March” or words that begin so")
    ask(page, "Marchenko")
    expect_count(page, "1 report with “Marchenko”")
    ask(page, '"March"')
    expect_count(page, '1 report with “"March"”')


def test_nothing_is_found_and_said(open_search):
    page = open_search("?q=zeppelin")
    expect_count(page, "No report with “zeppelin”.")
    assert names_in(page) == []


def test_words_between_quotation_marks_stand_side_by_side(open_search):
    page = open_search("?q=signs%20of%20torture")
    expect_count(page, "2 reports with “signs of torture”")
    ask(page, "“signs of torture”")
    expect_count(page, "1 report with ““signs of torture””")
    ask(page, 'bodies "signs of torture" he')
    expect_count(page, '1 report with “bodies "signs of torture" he”')
    assert names_in(page) == ["torture"]


@pytest.mark.parametrize(
    ("typed", "name", "marked"),
    [
        ("Ізюм", "uk", ["Ізюмі"]),
        ("п'ятьох", "uk", ["п’ятьох"]),
        ("пʼятьох", "uk", ["п’ятьох"]),
        ("أوكرانيا", "ar", ["أوكرانيا"]),
        ("墓地", "zh", ["墓", "地"]),
        ("波尔市", "zh", ["波", "尔", "市"]),
        ("“tombes a izioum”", "fr", ["tombes", "à", "Izioum"]),
        ("หลุมศพ", "th", ["ห", "ลุ", "ม", "ศ", "พ"]),
    ],
)
def test_every_script_is_searched_and_any_apostrophe_will_do(open_search, typed, name, marked):
    page = open_search(f"?q={typed}&language={name}")
    expect(page.locator("#results li.hit")).to_have_count(1)
    assert names_in(page) == [name]
    assert page.locator("mark").all_inner_texts() == marked


def test_characters_that_do_not_follow_each_other_are_no_word(open_search):
    page = open_search("?q=墓市")
    expect_count(page, "No report with “墓市”.")


def test_a_name_is_found_in_another_script(open_search):
    page = open_search("?q=Изюм")
    expect_count(page, "1 report with “Изюм”")
    expect(page.locator("#results p.small").first).to_have_text("18 Sep 2022 · CNN suggested · here also: Изюм")


def test_every_value_says_how_it_is_known(open_search):
    facts = open_search("?q=Fifty").locator("#results p.small").first
    expect(facts).to_have_text("Sep 2022 suggested · Espreso stated · no title, first words suggested")
    expect(facts.locator(".status.suggested")).to_have_count(2)
    expect(facts.locator(".status.stated")).to_have_count(1)


def test_a_title_that_no_file_states_is_said_to_be_suggested(open_search):
    facts = open_search("?q=hostility").locator("#results p.small").first
    expect(facts).to_have_text('1 Jun 2023 · "><b>x suggested · title suggested')


def test_what_is_not_known_is_said(open_search):
    facts = open_search("?q=photograph").locator("#results p.small").first
    expect(facts).to_have_text("1 May 2023 · publisher unknown")
    facts = open_search("?q=without").locator("#results p.small").first
    expect(facts).to_have_text("date unknown · Censor.NET suggested")


def test_a_report_without_text_is_found_by_its_title(open_search):
    page = open_search("?q=photograph")
    expect_count(page, "1 report with “photograph”")
    expect(page.locator("#results p.e")).to_have_count(0)


def test_what_a_report_says_is_shown_and_never_run(open_search):
    page = open_search("?q=hostility")
    expect(page.locator("#results h2 a")).to_have_text("<img src=x onerror=alert(1)>")
    expect(page.locator("#results p.e")).to_have_text("<script>alert(1)</script> & <mark>forged</mark> hostility. p1")
    expect(page.locator("#results mark")).to_have_text(["hostility"])
    expect(page.locator("#results img, #results script, #results b")).to_have_count(0)


# Order and filters.


def test_order_by_date_goes_across_parts_and_ends_with_what_has_none(open_search):
    page = open_search("?q=graves")
    expect_count(page, "4 reports with “graves”")
    page.select_option("#sort", "newest")
    expect(page.locator("#results h2 a").first).to_have_text("Report later")
    assert names_in(page) == ["later", "graves", "police", "undated"]
    page.select_option("#sort", "oldest")
    expect(page.locator("#results h2 a").first).to_have_text("Report police")
    assert names_in(page) == ["police", "graves", "later", "undated"]


def test_filters_count_what_they_would_leave(open_search):
    page = open_search("?q=graves")
    expect_count(page, "4 reports with “graves”")
    assert facet(page, "source") == {"CNN": "2", "Censor.NET": "1", "Espreso": "1"}
    assert facet(page, "place") == {"Kharkiv": "2", "Izium": "1"}
    assert facet(page, "year") == {"2023": "1", "2022": "2", "unknown": "1"}
    assert facet(page, "language") == {"English": "3", "unknown": "1"}


def test_two_sources_are_alternatives_and_two_places_are_not(open_search):
    page = open_search()
    tick(page, "source", "CNN")
    expect_count(page, "3 of 39 reports")
    assert facet(page, "source")["Espreso"] == "1", "what ticking it as well would add"
    tick(page, "source", "Espreso")
    expect_count(page, "4 of 39 reports")
    tick(page, "place", "Kharkiv")
    expect_count(page, "2 of 39 reports")
    tick(page, "place", "Izium")
    expect_count(page, "1 of 39 reports")
    assert names_in(page) == ["graves"]


def test_the_keyboard_stays_where_it_was_ticking(open_search):
    page = open_search()
    box = page.locator("#filters input[name=source][value='CNN']")
    box.focus()
    page.keyboard.press("Space")
    expect_count(page, "3 of 39 reports")
    expect(box).to_be_focused()
    expect(box).to_be_checked()


def test_long_filters_show_their_first_values_and_then_more(open_search):
    page = open_search()
    persons = page.locator("#filters input[name=person]")
    expect(persons).to_have_count(8)
    page.locator("#filters button[name=person]").click()
    expect(persons).to_have_count(26)


# The address, the keyboard, and what goes wrong.


def test_the_address_keeps_everything_and_back_goes_back(open_search):
    page = open_search()
    expect_count(page, "39 reports")
    ask(page, "graves")
    expect_count(page, "4 reports with “graves”")
    tick(page, "source", "CNN")
    expect_count(page, "2 of 4 reports with “graves”")
    page.select_option("#sort", "oldest")
    expect(page.locator("#results h2 a").first).to_have_text("Report graves")
    assert page.url.endswith("?q=graves&sort=oldest&source=CNN")
    page.go_back()
    page.go_back()
    expect_count(page, "4 reports with “graves”")
    page.go_back()
    expect_count(page, "39 reports")
    assert page.input_value("#q") == ""
    page.go_forward()
    page.go_forward()
    expect_count(page, "2 of 4 reports with “graves”")
    expect(page.locator("#filters input[name=source][value='CNN']")).to_be_checked()


def test_an_address_with_a_search_opens_it(open_search):
    page = open_search("?q=graves&place=Kharkiv&sort=newest")
    expect_count(page, "2 of 4 reports with “graves”")
    assert names_in(page) == ["graves", "police"]
    assert page.input_value("#sort") == "newest"


def test_a_filter_of_an_old_address_that_nothing_has_can_be_taken_off(open_search):
    page = open_search("?q=graves&source=Nobody")
    expect_count(page, "0 of 4 reports with “graves”")
    tick(page, "source", "Nobody")
    expect_count(page, "4 reports with “graves”")


def test_arrows_walk_from_the_box_through_the_results(open_search):
    page = open_search("?q=graves&sort=newest")
    expect_count(page, "4 reports with “graves”")
    page.focus("#q")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#results h2 a").nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.locator("#q")).to_be_focused()


def test_more_results_come_ten_at_a_time(open_search):
    page = open_search("?q=many")
    expect(page.locator("#results li")).to_have_count(10)
    page.click("#more")
    expect(page.locator("#results li")).to_have_count(20)
    expect(page.locator("#results h2 a").nth(10)).to_be_focused()
    page.click("#more")
    expect(page.locator("#results li")).to_have_count(25)
    expect(page.locator("#more")).to_be_hidden()
    page.reload()
    expect(page.locator("#results li")).to_have_count(25)


def test_an_archive_without_reports_says_so(open_search, tmp_path):
    write_site(tmp_path / "empty", [parts_file([])])
    page = open_search(folder=tmp_path / "empty")
    expect_count(page, "This archive has no reports yet.")
    ask(page, "graves")
    page.keyboard.press("Enter")
    expect_count(page, "This archive has no reports yet.")


def test_an_index_that_is_not_there_is_said_plainly(open_search, tmp_path):
    write_site(tmp_path / "broken", [])
    page = open_search(folder=tmp_path / "broken", expected=("Failed to load resource",))
    expect(page.locator("#count")).to_contain_text("The search failed: pagefind/parts.js cannot be loaded")


def test_a_lost_piece_of_the_index_is_said_and_not_passed_over(open_search, site, tmp_path):
    folder = tmp_path / "lossy"
    shutil.copytree(site, folder)
    lost = [path.rename(path.with_suffix(".away")) for path in folder.glob("pagefind/*/words-*.js")]
    page = open_search(folder=folder, expected=("Failed to load resource",))
    ask(page, "graves")
    expect_count(
        page,
        "The search failed: a part of its index cannot be loaded. "
        "Reload the page to try again, or use the lists of reports.",
    )
    for path in lost:
        path.rename(path.with_suffix(".js"))
    page.click("form button")
    expect_count(page, "4 reports with “graves”")
