"""What may be published: addresses, sizes, and the files that templates bring along."""

import os
from pathlib import Path

import pytest

from muniment.problems import InputError, PublishError
from muniment.publish.assets import asset_files
from muniment.publish.contents import Contents
from muniment.publish.limits import check_limits, refuse_large
from muniment.publish.paths import fault_of
from muniment.publish.plan import Lying, plan_of
from muniment.publish.sums import Published

INDEX = Published("index.html", "0" * 64, 10)


def entry(address: str, size: int = 10) -> Published:
    return Published(address, "0" * 64, size)


def checked(*entries: Published) -> Contents:
    contents = Contents([entries])
    contents.check(contents.files.keys())
    return contents


# Addresses.


@pytest.mark.parametrize(
    "address",
    [
        "index.html",
        "reports/000-dffad53a69c735df.json",
        "places/izium.1.html",
        "evidence/a/Фото з Ізюма 1.jpg",
        "evidence/a/写真.jpg",
        "evidence/console.txt",
        ".well-known/security.txt",
    ],
)
def test_an_address_that_every_system_can_hold(address):
    assert fault_of(address) == ""


@pytest.mark.parametrize(
    ("address", "fault"),
    [
        ("", "is empty"),
        ("/etc/passwd", "plain path"),
        ("../../etc/passwd", "plain path"),
        ("reports/../../x", "plain path"),
        ("reports//x.html", "plain path"),
        ("reports/./x.html", "plain path"),
        ("reports/", "plain path"),
        ("reports\\x.html", "U+005C"),
        ("c:/x.html", "U+003A"),
        ("reports/a\nb.html", "U+000A"),
        ("reports/a\0.html", "U+0000"),
        ("reports/a\u202ecod.exe", "U+202E"),
        ("reports/what?.html", "U+003F"),
        ("reports/\udc80.html", "U+DC80"),
        ("reports/con.html", "device"),
        ("reports/COM1", "device"),
        ("reports/nul .txt", "device"),
        ("reports/x.", "dot or a space"),
        ("reports/x ", "dot or a space"),
        ("reports/" + "я" * 128, "255 bytes"),
    ],
)
def test_an_address_that_some_system_cannot_hold(address, fault):
    assert fault in fault_of(address)


@pytest.mark.parametrize(
    ("addresses", "fault"),
    [
        (["people/Anna.html", "people/anna.html"], "Windows and macOS cannot tell this address from people/Anna.html"),
        (["data/é.csv", "data/e\u0301.csv"], "cannot tell this address"),
        (["evidence/x", "evidence/x/photo.jpg"], "evidence/x would be both a file and a folder"),
        (["SHA256SUMS"], "the build writes this file itself"),
        (["../x"], "plain path"),
    ],
)
def test_addresses_that_do_not_go_together(addresses, fault):
    with pytest.raises(PublishError) as caught:
        checked(INDEX, *map(entry, addresses))
    assert fault in str(caught.value)


def test_one_address_with_two_contents_is_refused_and_said_twice_is_once():
    assert list(checked(INDEX, entry("a.html"), entry("a.html")).files) == ["index.html", "a.html"]
    with pytest.raises(PublishError) as caught:
        checked(INDEX, entry("a.html"), entry("a.html", size=11))
    assert "a.html: two different files have this address" in str(caught.value)


def test_a_site_needs_a_first_page_and_every_fault_is_said_at_once():
    with pytest.raises(PublishError) as caught:
        checked(entry("../x"), entry("a\\b"))
    assert [problem.place.path for problem in caught.value.problems] == ["../x", "a\\b", "index.html"]


# The order of things.


def test_pages_come_after_what_they_ask_for_and_the_first_page_last():
    wanted = checked(INDEX, entry("reports/a.html"), entry("assets/a.css"), entry("reports/a.json"))
    plan = plan_of(wanted, wanted.files.keys(), Lying(new=wanted.files.keys()))
    assert plan.moves == ("assets/a.css", "reports/a.json", "reports/a.html", "index.html")


def test_what_goes_goes_last_but_for_what_the_new_could_be_mixed_up_with():
    wanted = checked(INDEX, entry("people/anna.html"), entry("evidence/x/photo.jpg"), entry("evidence/y"))
    old = ["people/Anna.html", "evidence/x", "evidence/y/photo.jpg", "reports/gone.html"]
    plan = plan_of(wanted, wanted.files.keys(), Lying(obsolete=set(old)))
    assert plan.before == ("evidence/x", "evidence/y/photo.jpg", "people/Anna.html")
    assert plan.after == ("reports/gone.html",)


# Sizes.


def test_a_small_site_fits_everywhere():
    assert check_limits(Contents([[INDEX, entry("a.html", 1_500_000)]])) == ["2 files, 1.5 MB"]
    assert check_limits(Contents([])) == ["0 files, 0 bytes"]


def test_a_file_that_no_host_takes_is_named():
    with pytest.raises(PublishError) as caught:
        refuse_large([INDEX, entry("evidence/film.mp4", 26_214_401), entry("evidence/fits.mp4", 26_214_400)])
    assert [problem.place.path for problem in caught.value.problems] == ["evidence/film.mp4"]
    assert "26.2 MB: no published file may be over 25 MiB" in str(caught.value)


def test_hosts_that_have_no_room_are_named():
    many = [entry(f"reports/{number}.html", 60_000) for number in range(20_001)]
    assert check_limits(Contents([many])) == [
        "20,001 files, 1.2 GB",
        "too many files for Cloudflare Pages: it takes 20,000",
        "too large for GitHub Pages: it takes 1.0 GB",
        "too large for GitLab Pages: it takes 1.0 GB",
    ]
    crowd = [entry(f"reports/{number}.html", 0) for number in range(54_001)]
    assert "too many files in reports for Netlify: it takes 54,000 a folder" in check_limits(Contents([crowd]))


# What templates bring along.


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


def test_styles_become_one_in_the_order_of_their_names(tmp_path):
    templates = write(
        tmp_path / "templates",
        {
            "style/20-b.css": "b{}\n",
            "style/10-a.css": "a{}\n",
            "style/notes.txt": "",
            "assets/x/y.js": "y()",
            "a.html": "",
        },
    )
    assert asset_files(templates) == [("assets/style.css", b"a{}\nb{}\n"), ("assets/x/y.js", b"y()")]


def test_an_archives_own_files_take_the_place_of_the_programs(tmp_path):
    templates = write(tmp_path / "templates", {"style/a.css": "a{}", "style/b.css": "b{}", "assets/y.js": "y()"})
    own = write(tmp_path / "own", {"style/b.css": "own{}", "assets/logo.svg": "<svg/>", "assets/.DS_Store": "junk"})
    assert asset_files(templates, own) == [
        ("assets/logo.svg", b"<svg/>"),
        ("assets/style.css", b"a{}\nown{}\n"),
        ("assets/y.js", b"y()"),
    ]
    assert asset_files(templates, tmp_path / "none") == [("assets/style.css", b"a{}\nb{}\n"), ("assets/y.js", b"y()")]


@pytest.mark.parametrize("place", ["assets/passwd", "assets/folder", "style", "style/x.css", "report.html"])
def test_a_link_among_an_archives_own_files_is_refused(tmp_path, place):
    templates = write(tmp_path / "templates", {"style/a.css": "a{}"})
    secret = write(tmp_path / "secret", {"key": "private"})
    link = tmp_path / "own" / place
    link.parent.mkdir(parents=True)
    link.symlink_to(secret)
    with pytest.raises(InputError) as caught:
        asset_files(templates, tmp_path / "own")
    assert str(caught.value).startswith(f"templates/{place}: a link, which is never followed")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_what_is_no_ordinary_file_is_refused_rather_than_waited_for(tmp_path):
    own = write(tmp_path / "own", {"assets/a.js": "a()"})
    os.mkfifo(own / "assets" / "pipe")
    with pytest.raises(InputError) as caught:
        asset_files(tmp_path / "templates", own)
    assert str(caught.value).startswith("templates/assets/pipe: not an ordinary file")
