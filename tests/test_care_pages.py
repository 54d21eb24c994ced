"""What is held back, as a browser shows it: folds that open without scripts, blocks that are read aloud, the search."""

import hashlib
import re

import pytest
from playwright.sync_api import expect

from searching import PATIENCE
from whole import built

TEXT = (
    "Mayor Valerii Marchenko spoke in Izium on Friday.\n\n"
    "Bohdan Tkach counted 17 graves on 16 September 2022, and the bodies had burns.\n\n"
    "A cellar was found. Nobody lived there."
)
SEED = f" date 2022-09-18 {TEXT}"
WIDE, PHONE = ({"width": width, "height": 900} for width in (1300, 390))


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    archive = tmp_path_factory.mktemp("held")
    start = TEXT.index("Bohdan Tkach")
    files = {
        "seeds/a.txt": SEED,
        "seeds/b.txt": " date 2022-09-19 Valerii Marchenko spoke in Izium again.",
        "content/reviews/a.yaml": f"seed: {hashlib.sha256(SEED.encode()).hexdigest()}\nreviewer: demo-desk\n"
        f"date: 2026-11-22\nredact:\n- {{start: {start}, end: {start + 12}, reason: name of a witness}}\n"
        "graphic:\n- {exact: the bodies had burns, warning: The dead are described.}\n",
        "content/reviews/c.yaml": "reviewer: demo-desk\ndate: 2026-11-22\n"
        "withdrawn: {reason: Asked for., date: 2026-11-23, authority: the keepers}\n",
    }
    for path, text in files.items():
        (archive / path).parent.mkdir(parents=True, exist_ok=True)
        (archive / path).write_text(text, "utf-8")
    built(archive)
    return archive / "site"


def opened(open_page, site, address, **context):
    return open_page(f"{site.as_uri()}/{address}", inside=site.as_uri(), **context)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize("address", ["reports/a.html", "reports/c.html", "corrections.html"])
def test_pages_are_accessible_and_fit(open_page, assert_accessible, site, address, size, scheme):
    page = opened(open_page, site, address, viewport=size, color_scheme=scheme)
    for fold in page.locator("details.graphic").all():
        fold.locator("summary").click()
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_fold_opens_without_scripts_and_not_by_itself(open_page, site):
    for fragment in ("", "#p2", "#claims"):
        page = opened(open_page, site, f"reports/a.html{fragment}", java_script_enabled=False)
        assert page.locator("summary", has_text="The dead are described.").is_visible()
        assert not page.get_by_text("had burns").first.is_visible()
    page.locator("details.graphic summary").click()
    assert page.get_by_text("had burns").first.is_visible()


def test_a_link_to_a_claim_comes_to_the_warning(open_page, site):
    html = (site / "reports/a.html").read_text("utf-8")
    claim = html.split('<span id="c-')[1].split('"')[0]
    page = opened(open_page, site, f"reports/a.html#c-{claim}")
    assert page.locator("details.graphic").is_visible()
    assert not page.get_by_text("had burns").first.is_visible()


def test_print_leaves_it_folded(open_page, site):
    page = opened(open_page, site, "reports/a.html")
    page.emulate_media(media="print")
    assert page.locator("summary", has_text="The dead are described.").is_visible()
    assert not page.get_by_text("had burns").first.is_visible()


def test_notes_in_an_open_fold_stand_beside_the_text(open_page, site):
    page = opened(open_page, site, "reports/a.html", viewport=WIDE)
    page.locator("details.graphic summary").click()
    boxes = [note.bounding_box() for note in page.locator(".note").all()]
    assert len({round(box["x"]) for box in boxes}) == 1


def test_a_block_is_read_aloud_with_its_reason(open_page, site):
    page = opened(open_page, site, "reports/a.html", viewport=WIDE)
    page.locator("details.graphic summary").click()
    block = page.get_by_role("img", name="Redacted: name of a witness")
    assert block.is_visible()
    assert page.get_by_role("note").filter(has_text="Redacted: name of a witness").is_visible()


def test_the_search_finds_graphic_words_and_does_not_show_them(open_page, site):
    page = opened(open_page, site, "search.html?q=burns")
    page.wait_for_selector("#results li")
    assert page.locator("#results li").count() == 1
    assert "A graphic passage, folded in the report" in page.inner_text("#results")
    assert "burns" not in page.inner_text("#results")
    assert page.locator("#results a[href='reports/a.html#p2']").count() == 1
    page = opened(open_page, site, "search.html?q=cellar")
    page.wait_for_selector("#results mark")
    assert "A cellar was found." in page.inner_text("#results")


def test_what_is_redacted_or_withdrawn_is_not_found(open_page, site):
    for words in ("Tkach", "Bohdan", "Asked"):
        page = opened(open_page, site, f"search.html?q={words}")
        expect(page.locator("#count")).to_have_text(re.compile(r"^(No|0) "), timeout=PATIENCE)
        assert page.locator("#results li").count() == 0
