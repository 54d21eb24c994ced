"""The Izium site in a browser: every page, over http and from a disk, with scripts and without."""

import shutil
from pathlib import Path

import pytest

from whole import built

CHECKOUT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    archive = tmp_path_factory.mktemp("Ізюм # 100%")
    for folder in ("seeds", "content"):
        shutil.copytree(CHECKOUT / folder, archive / folder)
    built(archive)
    return archive / "site"


def pages_of(site: Path) -> list[Path]:
    return sorted(site.rglob("*.html"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1300, 390])
def test_every_page_is_accessible_silent_and_no_wider_than_the_screen(
    site, open_page, assert_accessible, scheme, width
):
    page = open_page(
        pages_of(site)[0].as_uri(), inside=site.as_uri(), color_scheme=scheme, viewport={"width": width, "height": 900}
    )
    for path in pages_of(site):
        page.goto(path.as_uri())
        assert_accessible(page)
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{path.name} is {wide} px wider than a screen of {width}"


def test_every_page_can_be_read_over_http_without_javascript(site, open_page, http_site):
    address = http_site(site)
    page = open_page(address, java_script_enabled=False)
    for path in pages_of(site):
        page.goto(address + path.relative_to(site).as_posix())
        assert page.inner_text("h1").strip()
        assert page.inner_text("main").strip()


@pytest.mark.parametrize("way", ["http", "file"])
def test_a_reader_searches_filters_sorts_and_opens_a_report(site, open_page, http_site, way):
    root = http_site(site) if way == "http" else site.as_uri() + "/"
    page = open_page(f"{root}index.html", inside=root.rstrip("/"))
    page.fill("input[type=search]", "exhumation")
    page.keyboard.press("Enter")
    page.wait_for_selector("#results li")
    assert page.locator("#results li").count() == 2
    page.select_option("#sort", "oldest")
    page.wait_for_function("document.querySelector('#results li').textContent.includes('2022')")
    page.wait_for_function("document.querySelector('#results li a').href.includes('004-9c5af615230406a8')")
    page.get_by_label("Espreso").check()
    page.wait_for_function("document.querySelectorAll('#results li').length === 1")
    page.locator("#results li a").first.click()
    page.wait_for_selector("article.report")
    assert "004-9c5af615230406a8" in page.url


def test_a_name_in_another_script_finds_the_reports(site, open_page):
    page = open_page(f"{site.as_uri()}/search.html?q=Ізюм", inside=site.as_uri())
    page.wait_for_selector("#results li")
    assert page.locator("#results li").count() == 2
