"""Reports under embargo are in no file of the site until their day, and are counted."""

import hashlib
import os
import shutil
import sys

import pytest

from muniment.outcome import Tally
from muniment.problems import InputError, PublishError
from muniment.work import Memory
from whole import built, bytes_of, fresh_site, run_muniment

SEEDS = {
    "seeds/open.txt": " date 2022-09-18 The mayor spoke in Izium.",
    "seeds/secret.txt": " date 2022-09-19 Somebody was heard in Izium, and must not be named yet.",
    "seeds/secret.txt.meta.yaml": "embargo_until: 2027-01-01\nattachments: [photo.jpg]\n",
    "seeds/photo.jpg": b"\xff\xd8 a photo",
    "seeds/hoard.jsonl": '{"text": "A first row."}\n{"text": "A second row."}\n',
    "seeds/hoard.jsonl.meta.yaml": "embargo_until: 2027-06-01\n",
}
OPEN = {
    "seeds/a.txt": " date 2022-09-18 The mayor spoke in Izium. He said that nobody was to be named there.",
    "seeds/b.txt": " date 2022-09-19 There was a long morning of rain. A witness spoke in Izium: Secretperson.",
}


def everything_in(site):
    return b"".join(path.read_bytes() + path.name.encode() for path in site.rglob("*") if path.is_file())


@pytest.mark.parametrize("on", ["", "2026-12-31"])
def test_a_report_under_embargo_is_in_no_file_before_its_day(make_archive, on):
    archive = make_archive(SEEDS)
    outcome = built(archive, on=on)
    assert (outcome.reports, outcome.reports.read) == (Tally(built=1, refused=0, held=3), 4)
    assert "3 reports under embargo, until 2027-01-01 at the earliest; see --on" in outcome.lines()
    assert outcome.lines()[-1].startswith("4 reports read, 1 built, 0 refused, 3 under embargo; 0 errors")
    published = everything_in(archive / "site")
    for secret in (b"secret", b"Somebody", b"a photo", b"2022-09-19", b"second row", b"hoard"):
        assert secret not in published


def test_from_its_day_on_it_is_published_and_a_build_without_a_day_takes_it_back(make_archive, tmp_path):
    archive = make_archive(SEEDS)
    assert built(archive, on="2027-01-01").reports.built == 2
    assert (archive / "site/evidence/secret/photo.jpg").read_bytes() == SEEDS["seeds/photo.jpg"]
    assert built(archive, on="2028-01-01").reports.built == 4
    assert built(archive).reports.built == 1
    assert bytes_of(archive / "site") == fresh_site(archive, tmp_path / "fresh")


WITHHELD = {
    "gone": lambda seed: seed.unlink(),
    "embargo": lambda seed: beside(seed, "embargo_until: 2027-01-01\n"),
    "metadata": lambda seed: beside(seed, "publish: metadata\n"),
    "excerpt": lambda seed: beside(seed, "publish: excerpt\n"),
    "refused": lambda seed: seed.write_text("\n"),
    "ignored": lambda seed: (seed.parents[1] / "content/settings.yaml").write_text("ignore: [b.txt]\n"),
    "redacted": lambda seed: review(seed, "redact:\n- {start: 60, end: 72, reason: a name}\n"),
    "withdrawn": lambda seed: review(seed, "withdrawn: {reason: why, date: 2026-11-23, authority: whose}\n"),
    "withdrawn, and gone": lambda seed: (WITHHELD["withdrawn"](seed), seed.unlink()),
    "rights": lambda seed: review(seed, "publish: metadata\n"),
    "embargo of a review": lambda seed: review(seed, "embargo_until: 2027-01-01\n"),
    "withheld": lambda seed: (seed.parents[1] / "content/withheld.yaml").write_text(
        "- {names: [Secretperson], reason: a name}\n"
    ),
    "required": lambda seed: (seed.parents[1] / "content/settings.yaml").write_text("require: reviewed\n"),
}
# What is published still, and to be met in another way.
SHOWN_LESS = {
    "graphic": lambda seed: review(seed, "graphic:\n- {exact: A witness spoke in Izium, warning: Grave words.}\n"),
    "coarser": lambda seed: (seed.parents[1] / "content/settings.yaml").write_text("coarsen: 0\n"),
    "suggested": lambda seed: (
        review(seed, ""), (seed.parents[1] / "content/settings.yaml").write_text("require: reviewed\n")
    ),
}  # fmt: skip


def beside(seed, words):
    seed.with_name(f"{seed.name}.meta.yaml").write_text(words)


def review(seed, words):
    path = seed.parents[1] / "content/reviews/b.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    sha256 = hashlib.sha256(seed.read_bytes()).hexdigest()
    path.write_text(f"seed: {sha256}\nreviewer: demo-desk\ndate: 2026-11-22\ncomplete: true\n{words}")


@pytest.mark.parametrize("how", WITHHELD)
def test_what_rights_or_an_embargo_take_back_does_not_wait_for_the_search_and_tables(make_archive, tmp_path, how):
    archive, memory = make_archive({**OPEN, "content/settings.yaml": ""}), Memory()
    built(archive, pages_only=True, memory=memory)  # which makes the whole, as there is none yet
    WITHHELD[how](archive / "seeds/b.txt")
    built(archive, pages_only=True, memory=memory)
    assert b"Secretperson" not in everything_in(archive / "site")
    assert bytes_of(archive / "site") == fresh_site(archive, tmp_path / "fresh")


@pytest.mark.parametrize("how", SHOWN_LESS)
def test_what_is_shown_less_does_not_wait_either(make_archive, tmp_path, how):
    located = "---\nplaces: [Izium]\nlatitude: 49.2088\nlongitude: 37.2485\n---\nIt rained.\n"
    archive, memory = make_archive({**OPEN, "seeds/c.md": located, "content/settings.yaml": ""}), Memory()
    built(archive, pages_only=True, memory=memory)
    SHOWN_LESS[how](archive / "seeds/b.txt")
    built(archive, pages_only=True, memory=memory)
    assert bytes_of(archive / "site") == fresh_site(archive, tmp_path / "fresh")


def test_what_is_withheld_more_is_seen_after_builds_that_were_left(make_archive, tmp_path):
    """As the preview leaves one that an edit overtakes."""

    def leave(stage, done, total):
        if stage == "publish":
            raise KeyboardInterrupt

    archive, memory = make_archive(OPEN), Memory()
    built(archive, memory=memory)
    (archive / "site/index.html").unlink()
    beside(archive / "seeds/b.txt", "publish: excerpt\n")
    for pages_only in (True, False):
        with pytest.raises(KeyboardInterrupt):
            built(archive, pages_only=pages_only, memory=memory, progress=leave)
    built(archive, pages_only=True, memory=memory)
    assert bytes_of(archive / "site") == fresh_site(archive, tmp_path / "excerpt")
    beside(archive / "seeds/b.txt", "publish: metadata\n")
    built(archive, pages_only=True, memory=memory)
    assert bytes_of(archive / "site") == fresh_site(archive, tmp_path / "metadata")


def test_what_may_be_published_as_far_as_before_or_farther_waits(make_archive):
    archive, memory = make_archive(OPEN), Memory()
    beside(archive / "seeds/a.txt", "publish: excerpt\n")
    built(archive, memory=memory)
    before = bytes_of(archive / "site")
    beside(archive / "seeds/a.txt", "publish: public\n")
    (archive / "seeds/b.txt").write_text("Other words.")
    (archive / "seeds/c.txt").write_text("A report more.")
    built(archive, pages_only=True, memory=memory)
    after = bytes_of(archive / "site")
    assert after["reports/a.html"] != before["reports/a.html"]
    assert after["reports/b.html"] != before["reports/b.html"]
    for address in ("data/reports.jsonl", "feed.json", "pagefind/parts.js"):
        assert after[address] == before[address]


def test_the_day_is_one_of_the_calendar(make_archive):
    archive = make_archive(SEEDS)
    assert run_muniment("build", str(archive), "--on", "2027-01-01", "--quiet").returncode == 0
    refused = run_muniment("build", str(archive), "--on", "tomorrow")
    assert refused.returncode == 2
    assert "'tomorrow' does not match the format '%Y-%m-%d'" in refused.stderr


@pytest.mark.parametrize("place", ["seeds", "seeds/new", "content/pages", "templates", ".cache/site", "x/../seeds/y"])
def test_a_site_does_not_lie_among_what_it_is_made_of(make_archive, place):
    archive = make_archive(SEEDS)
    with pytest.raises(InputError, match="this is within the archive's "):
        built(archive, site=archive / place)
    assert sorted(path.name for path in (archive / "seeds").iterdir()) == sorted(
        path.rpartition("/")[2] for path in SEEDS
    )


def test_a_site_that_is_a_file_is_one_clear_problem(make_archive):
    archive = make_archive({**SEEDS, "file": "words"})
    with pytest.raises(InputError, match="this is a file, not a folder"):
        built(archive, site=archive / "file")
    assert (archive / "file").read_text() == "words"


def test_a_memory_that_cannot_be_written_is_one_clear_problem(make_archive):
    archive = make_archive(SEEDS)
    (archive / ".cache" / "store.sqlite").mkdir(parents=True)
    with pytest.raises(PublishError, match=r"store\.sqlite"):
        built(archive)


# A review that cannot be read may hold something back.


def moved_to(name):
    def move(review):
        review.rename(review.parent / name)

    return move


def linked(review):
    review.rename(review.parents[2] / "elsewhere")
    review.symlink_to(review.parents[2] / "elsewhere")


def piped(review):
    review.unlink()
    os.mkfifo(review)


def foldered(review):
    review.unlink()
    review.mkdir()


def in_a_folder(review):
    words = review.read_bytes()
    foldered(review)
    (review / "b.yaml").write_bytes(words)


@pytest.mark.skipif(sys.platform == "win32", reason="links, pipes and names are made otherwise there")
@pytest.mark.parametrize(
    "spoil",
    [linked, piped, foldered, in_a_folder, *map(moved_to, (".b.yaml", "b.yaml.bak", "b.yml", "b.yaml ", "B.yaml", ".b.yaml.swp", "b"))],
)  # fmt: skip
def test_a_report_is_held_back_where_something_odd_stands_in_the_place_of_its_review(make_archive, spoil):
    archive = make_archive(OPEN)
    review(archive / "seeds/b.txt", "redact:\n- {start: 60, end: 72, reason: a name}\n")
    (archive / "content/reviews/a.yaml.bak").write_text("a copy that an editor's program made of nothing")
    spoil(archive / "content/reviews/b.yaml")
    outcome = built(archive)
    told = [str(one) for one in outcome.problems if one.place.path == "seeds/b.txt"]
    assert len(told) == 1
    assert "seeds/b.txt: held back until content/reviews/" in told[0]
    assert b"Secretperson" not in everything_in(archive / "site")


@pytest.mark.skipif(sys.platform == "win32", reason="links and pipes are made otherwise there")
@pytest.mark.parametrize("spoil", [linked, piped])
def test_nothing_is_built_where_no_review_can_be_read(make_archive, spoil):
    archive = make_archive(OPEN)
    review(archive / "seeds/b.txt", "redact:\n- {start: 60, end: 72, reason: a name}\n")
    folder = archive / "content/reviews"
    if spoil is piped:
        shutil.rmtree(folder)
        os.mkfifo(folder)
    else:
        folder.rename(archive / "elsewhere")
        folder.symlink_to(archive / "elsewhere")
    with pytest.raises(InputError, match=r"content/reviews: (a link, which is never followed|not a folder)"):
        built(archive)
    assert not any((archive / "site").glob("*.html"))


def test_a_copy_beside_a_review_holds_nothing_back(make_archive):
    archive = make_archive(OPEN)
    review(archive / "seeds/b.txt", "note: A copy of this lies beside it.\n")
    for name in (".b.yaml.swp", "b.yaml.bak", ".a", ".gitkeep", ".DS_Store"):
        (archive / "content/reviews" / name).write_text("note: Of yesterday\n")
    (archive / "content/reviews/a").mkdir()
    outcome = built(archive)
    assert outcome.reports.built == 2, outcome.problems
