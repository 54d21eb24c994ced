"""What is seen of a site folder is what lies there, and what is remembered of it is what would be found anew."""

import hashlib
import os
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muniment.problems import PublishError
from muniment.publish.contents import Contents
from muniment.publish.paths import folded, folders_of
from muniment.publish.seen import Seen, changed_since, memory_after, see
from muniment.publish.staging import stage
from muniment.publish.sums import Published, sums_of, sums_with
from muniment.publish.transaction import SiteFolder, open_site
from muniment.states import SECOND, UNKNOWN, clock_of, look, packed, settled, unpacked

NAMES = (
    "index.html",
    "a.html",
    "A.html",
    "a",
    "a/b.html",
    "a/B.html",
    "b/c/d.txt",
    "b/c",
    "é.txt",
    "e\u0301.txt",
    "É.txt",
)
FILES = {"index.html": "first", "reports/a.html": "report a", "data/deep/x.json": "{}"}

sums = st.dictionaries(st.sampled_from(NAMES), st.sampled_from(["0" * 64, "1" * 64]))
states = st.tuples(*[st.integers(0, 2**63 - 1)] * 4)


def published(known: dict[str, str]) -> dict[str, Published]:
    return {address: Published(address, sha256, 1) for address, sha256 in known.items()}


# A SHA256SUMS that follows another.


@given(sums, sums)
def test_a_list_made_of_the_last_one_is_the_same_as_one_made_anew(old, new):
    before, gone = sums_with(old), old.keys() - new.keys()
    renewed = {address: sha256 for address, sha256 in new.items() if old.get(address) != sha256}
    after = before.after(gone, published(renewed))
    assert after == sums_with(new)
    assert after.hashes() == new
    assert sums_of(after.text.encode()) == after


@given(st.dictionaries(st.sampled_from(NAMES), states), st.dictionaries(st.sampled_from(NAMES), states), st.booleans())
def test_states_kept_with_the_last_list_are_in_the_order_of_the_next(old, new, are_known):
    before, gone = sums_with(dict.fromkeys(old, "0" * 64)), old.keys() - new.keys()
    known = packed(old[address] for address in before.addresses) if are_known else b""
    moved = {address: state for address, state in new.items() if old.get(address) != state}
    memory = memory_after("sums", before, known, gone, moved)
    expected = {address: state if address in moved or are_known else UNKNOWN for address, state in new.items()}
    assert list(unpacked(memory.states)) == [expected[address] for address in sorted(new)]


@pytest.mark.parametrize(
    ("state", "kept"),
    [
        ((5, 9 * SECOND + 1, 9 * SECOND + 1, 7), True),
        ((5, 10 * SECOND - 1, 10 * SECOND - 1, 7), False),  # it may change again within the same tick
        ((5, 2**63, 1, 7), False),  # a time that no bytes are kept for
    ],
)
def test_a_state_is_remembered_only_where_it_says_something(state, kept):
    assert settled(state, 10 * SECOND) == (state if kept else UNKNOWN)


# What may lie together, against the plain way to find out.


def faults_found_plainly(files: dict[str, Published]) -> bool:
    names = [folded(address) for address in files]
    folders = {folded(folder) for address in files for folder in folders_of(address)}
    return len(set(names)) < len(names) or not folders.isdisjoint(names) or "index.html" not in files


@given(st.sets(st.sampled_from(NAMES)))
def test_addresses_that_clash_are_found_as_one_by_one(addresses):
    files = published(dict.fromkeys(addresses, "0" * 64))
    contents = Contents([list(files.values())])
    try:
        contents.check(contents.files.keys())
    except PublishError:
        assert faults_found_plainly(files)
    else:
        assert not faults_found_plainly(files)
    for name in NAMES:
        assert bool(contents.like(name)) is (folded(name) in map(folded, files))


# A look, and what comes and goes after it.


@pytest.fixture
def site(tmp_path: Path) -> Path:
    publish(tmp_path, FILES)
    return tmp_path / "site"


def publish(place: Path, files: dict[str, str]) -> SiteFolder:
    with open_site(place / "site", place / "cache") as folder:
        folder.commit(Contents([[stage(folder.staging, name, text.encode()) for name, text in files.items()]]))
        return folder


def entry(name: str) -> Published:
    return Published(name, hashlib.sha256(FILES[name].encode()).hexdigest(), len(FILES[name]))


def test_a_site_as_it_was_left_is_seen_so(tmp_path):
    memory = publish(tmp_path, FILES).memory
    (tmp_path / "site/.nojekyll").touch()
    with open_site(tmp_path / "site", tmp_path / "cache") as folder:
        folder.remember(memory)
        assert folder.is_as_remembered({".nojekyll"})
        assert not folder.is_as_remembered(set())


def change(site: Path) -> None:
    (site / "reports/a.html").write_text("Report A")


def put_in_place(site: Path) -> None:
    (site / "new").write_text("report a")
    (site / "new").replace(site / "reports/a.html")


def unlink(site: Path) -> None:
    (site / "reports/a.html").unlink()


def make_a_link(site: Path) -> None:
    (site / "reports/a.html").unlink()
    (site / "reports/a.html").symlink_to(site / "index.html")


@pytest.mark.parametrize(
    ("act", "others", "missing"),
    [
        (change, {"reports/a.html"}, set()),
        (put_in_place, {"reports/a.html"}, set()),
        (unlink, set(), {"reports/a.html"}),
        (make_a_link, {"reports/a.html"}, set()),
        (lambda site: (site / "mine.txt").touch(), {"mine.txt"}, set()),
        (lambda site: shutil.rmtree(site / "reports"), set(), {"reports/a.html"}),
    ],
)
def test_what_differs_is_seen(tmp_path, act, others, missing):
    memory = publish(tmp_path, FILES).memory
    site = tmp_path / "site"
    act(site)
    seen = see(str(site), tmp_path / "cache", (site / "SHA256SUMS").read_bytes(), memory.states)
    assert (set(seen.others) - {"SHA256SUMS"}, seen.missing) == (others, missing)
    with open_site(site, tmp_path / "cache") as folder:
        folder.remember(memory)
        assert not folder.is_as_remembered(set())
        assert folder.holds([entry("reports/a.html")]) is (act is put_in_place or others == {"mine.txt"})


def rename_its_folder(site: Path) -> None:
    (site / "reports").rename(site / "moved")


def link_its_folder(site: Path) -> None:
    (site / "reports").rename(site.parent / "elsewhere")
    (site / "reports").symlink_to(site.parent / "elsewhere")


def add_a_folder(site: Path) -> None:
    (site / "data/more/and").mkdir(parents=True)
    (site / "data/more/and/mine.txt").touch()


@pytest.mark.parametrize(
    ("act", "strays", "missing"),
    [
        (lambda site: None, set(), set()),
        (unlink, set(), {"reports/a.html"}),
        (rename_its_folder, {"moved/a.html"}, {"reports/a.html"}),
        (link_its_folder, {"reports"}, {"reports/a.html"}),
        (add_a_folder, {"data/more/and/mine.txt"}, set()),
        (lambda site: (site / "reports/mine.txt").touch(), {"reports/mine.txt"}, set()),
        (lambda site: shutil.rmtree(site / "data"), set(), {"data/deep/x.json"}),
    ],
)
@pytest.mark.parametrize("is_settled", [True, False])
def test_what_comes_or_goes_after_the_look_is_noticed(site, tmp_path, act, strays, missing, is_settled):
    if is_settled:
        clock_of(tmp_path, max(Path(folder).stat().st_ctime_ns for folder, _, _ in os.walk(site)))
    with open_site(site, tmp_path / "cache") as folder:
        held = folder.holdings
        act(site)
        lying = held.lying_now(
            Contents([[entry(name) for name in FILES if name != "data/deep/x.json"]]), {"data/deep/x.json"}
        )
    assert lying == (strays, missing)


def test_a_folder_that_changed_just_before_the_look_may_change_again_at_the_same_moment(site):
    folders = look(str(site)).folders
    latest = max(max(state[1:3]) for state in folders.values())
    assert changed_since(str(site), Seen({}, frozenset(), folders, latest)) >= {
        max(folders, key=lambda one: folders[one][1])
    }
    assert changed_since(str(site), Seen({}, frozenset(), folders, latest + 10 * SECOND)) == set()
