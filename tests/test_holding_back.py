"""Reports under embargo are in no file of the site until their day, and are counted."""

import pytest

from muniment.outcome import Counted
from muniment.problems import InputError, PublishError
from whole import built, bytes_of, fresh_site, run_muniment

SEEDS = {
    "seeds/open.txt": " date 2022-09-18 The mayor spoke in Izium.",
    "seeds/secret.txt": " date 2022-09-19 Somebody was heard in Izium, and must not be named yet.",
    "seeds/secret.txt.meta.yaml": "embargo_until: 2027-01-01\nattachments: [photo.jpg]\n",
    "seeds/photo.jpg": b"\xff\xd8 a photo",
    "seeds/hoard.jsonl": '{"text": "A first row."}\n{"text": "A second row."}\n',
    "seeds/hoard.jsonl.meta.yaml": "embargo_until: 2027-06-01\n",
}


def everything_in(site):
    return b"".join(path.read_bytes() + path.name.encode() for path in site.rglob("*") if path.is_file())


@pytest.mark.parametrize("on", ["", "2026-12-31"])
def test_a_report_under_embargo_is_in_no_file_before_its_day(make_archive, on):
    archive = make_archive(SEEDS)
    outcome = built(archive, on=on)
    assert (outcome.reports, outcome.reports.read) == (Counted(built=1, refused=0, held=3), 4)
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
