"""The pages by which a sceptic checks an archive: what they say in every state of the log, and where they lead."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linking import directory_of
from logs import DESK, FIRST, ORIGIN, RECOVERY, STATES, checkpoint, log_of
from muniment import seal, story
from muniment.link.addresses import of_checkpoint
from muniment.link.log_pages import log_pages, sealing_pages
from muniment.link.pages import other_pages
from muniment.model import Page, Record, Redirect, Row, Value, changed
from muniment.model.sealing import CheckpointLine, KeyLeaf, SealedLog, Stamp
from muniment.model.sealing_pages import LogPage, Sealing
from muniment.page_links import page_links
from muniment.publish.assets import asset_files
from muniment.recipes import program_templates
from muniment.render.pages import render_page
from muniment.settings import Settings
from rendered import SITE, Reader
from whole import built, bytes_of, fresh_site

ROWS = [Row(id=f"r{number}", digest=str(number), path="", title=Value("A")) for number in range(2)]
ARCHIVE = directory_of(ROWS).archive


def pages_of(sealing: Sealing, length: int = 100) -> list[Page]:
    return [draft.page(None) for draft in sealing_pages(ARCHIVE, sealing, length)]


def html_of(state: str | Sealing, address: str, length: int = 100) -> str:
    sealing = STATES[state] if isinstance(state, str) else state
    page = next(one for one in pages_of(sealing, length) if one.address == address)
    return render_page(page, SITE)[0][1].decode()


def words_of(state: str | Sealing, address: str) -> str:
    return " ".join(Reader(html_of(state, address)).words.split())


# What they say.


@pytest.mark.parametrize(
    ("state", "told"),
    [
        ("never-sealed", [
            "This archive was never sealed: unsigned, not stamped", "2 reports, none of them sealed",
            "Nobody signed this archive.", "Nothing of this archive was ever stamped.", "This archive lists no key.",
        ]),
        ("unsigned", [
            "This build is unsigned", "1 sealed as it is shown", "1 newer than the log", "0 not yet sealed",
            "There is no signature on these very files", "22 November 2026, a day that is only claimed",
            "This archive asks no authority for time stamps",
        ]),
        ("signed", ["This build says that it is signed", "By demo-desk", "2 sealed as they are shown", "not stamped"]),
        ("not-stamped", ["not stamped: stamped by 0 of 2 authorities", "no stamp by one-tsa and two-tsa"]),
        ("stamped", [
            "Stamped by 1 of 2 authorities", "23 November 2026, 08:05:09 UTC", "Not by two-tsa.",
            "23 November 2026, the day of its time stamp", "-attime 1795421109 for one-tsa", "LibreSSL",
            "a line “Time stamp: Nov 23 08:05:09 2026 GMT”, it may be with a fraction of the second.",
        ]),
        ("nobody-signed", ["No key of this archive signed its last checkpoint.", "not signed"]),
        ("rotated", ["vouched for by an earlier key", "No report has a complete review signed by 2 keys of different people"]),
        ("lost", ["lost", "by leaf 4; what it signed before that still counts", "recovery: kept apart"]),
        ("not-vouched", [
            "not vouched for by an earlier key", "from 1 January 2026, before 1 December 2026", "1 not yet sealed",
        ]),
    ],
)  # fmt: skip
def test_the_state_of_the_build_is_said_in_plain_words(state, told):
    words = words_of(state, "verify.html").replace("\u00a0", " ")
    for one in told:
        assert one in words, one


@pytest.mark.parametrize("state", STATES)
def test_whatever_the_state_what_no_check_shows_is_said(state):
    """As many things as VERIFY.md says."""
    words = words_of(state, "verify.html")
    for one in (
        "is true", "published it", "left out before the first checkpoint", "others see the same log",
        "in its owner’s hands alone", "says what its data says", "guess words of which only a hash is left",
    ):  # fmt: skip
        assert one in words
    told = (Path(seal.__file__).parent / "VERIFY.md").read_text("utf-8").partition("## What no check shows")[2]
    limits = html_of(state, "verify.html").partition('id="limits"')[2].partition("</section>")[0]
    assert limits.count("<li>") >= re.findall("^- |^## ", told, re.M).index("## ")


def test_reviews_that_are_signed_are_counted():
    def told(row):
        archive = directory_of([changed(row, status="verified"), ROWS[1]]).archive
        page = next(sealing_pages(archive, STATES["rotated"], 100)).page(None)
        return render_page(page, SITE)[0][1].decode()

    words = "1 report of 2 with a complete review signed by 2 keys of different people"
    assert f"{words}<" in told(ROWS[0])
    assert f"{words}; 1 of them is not published whole, and so no reader can check that review<" in told(
        changed(ROWS[0], publication="redacted")
    )


@pytest.mark.parametrize(
    ("state", "told"),
    [
        ("unsigned", ["4 leaves under 1 checkpoint", "Leaves are numbered from 0", "leaves 0 to 3", "2 reports added, 2 keys named", "nothing: it is the first"]),
        ("rotated", [
            "1 report added, 1 reviewed, 1 key named · leaves 4 to 6", "checkpoint 4, as its proof shows",
            "vouched for: an earlier key signed this checkpoint", "not stamped: stamped by 0 of 2 authorities",
        ]),
        ("lost", ["1 key named, 1 key lost", "Lost keys demo-desk"]),
        ("not-vouched", ["not vouched for: no earlier key signed this checkpoint"]),
    ],
)  # fmt: skip
def test_a_checkpoint_is_told_with_what_it_added_and_who_stands_for_it(state, told):
    words = words_of(state, "log.html")
    for one in (*told, f"{ORIGIN} 4 {FIRST.root}", DESK.fingerprint):
        assert one in words, one


def test_a_checkpoint_leads_to_the_reports_that_its_leaves_are_of():
    named = (("add", tuple(f"r{number}" for number in range(12))), ("withdraw", ("one",)), ("redact", ("two",)))
    line = changed(FIRST, counts=(("add", 1_012), ("withdraw", 1), ("redact", 1)), reports=named)
    (page,) = log_pages(SealedLog(origin=ORIGIN, checkpoints=(line,)), 100, {"r0", "one"})
    html = render_page(page, SITE)[0][1].decode()
    words = " ".join(re.sub("<[^>]*>", " ", html).split())
    assert re.search(r"Added r0 , r1, r2, .*, r11 and 1,000 more", words)
    assert "Hidden two Withdrawn one" in words
    assert re.findall('href="(reports/[^"]*)"', html) == ["reports/r0.html", "reports/one.html"]


def test_a_key_of_which_something_changed_is_neither_new_nor_lost():
    line = changed(FIRST, counts=(("key", 3), ("publish", 1), ("withdraw", 2)))
    desk = changed(DESK, told=(*DESK.told, KeyLeaf(2, "new-desk", is_vouched=False)))
    log = SealedLog(origin=ORIGIN, checkpoints=(line, checkpoint(5, 4)), keys=(desk, RECOVERY))
    words = words_of(Sealing(log=log), "log.html")
    assert "2 reports withdrawn, 2 keys named, 1 key changed, 1 earlier publication listed" in words
    assert f"Changed keys new-desk {DESK.fingerprint}" in words


def test_it_is_said_whose_stamp_a_key_was_judged_by():
    words = words_of("many", "log.html").replace("\u00a0", " ")
    assert "key valid on 13 February 2026, the day of its time stamp" in words
    assert "key valid on 13 February 2026, the day of the time stamp on checkpoint 180" in words  # of 177, unstamped


def test_a_signature_is_where_it_is_said_to_be():
    """Whatever those before it are named."""
    line = changed(FIRST, signers=(changed(FIRST.signers[0], file="log/checkpoints/4.txt.7.sig"),))
    sealing = Sealing(log=changed(STATES["signed"].log, checkpoints=(line,)))
    for address in ("log.html", "verify.html"):
        assert 'href="log/checkpoints/4.txt.7.sig"' in html_of(sealing, address)
    assert "-s log/checkpoints/4.txt.7.sig < log/checkpoints/4.txt" in words_of(sealing, "verify.html")


def test_checkpoints_are_drawn_over_time_where_there_are_enough_to_see():
    assert "<figure" not in html_of("rotated", "log.html")
    many = html_of("many", "log.html")
    assert "January 2024 to February 2026" in many.replace("\u00a0", " ")
    assert many.count('<a href="#c-') > 20
    assert "each year" in html_of("more", "log.html")


def test_an_archive_without_a_log_has_no_page_of_it():
    assert [page.address for page in pages_of(Sealing())] == ["verify.html"]
    assert "log.html" not in html_of("never-sealed", "verify.html")


# Where they lead.


@pytest.mark.parametrize("state", STATES)
def test_pages_are_whole_and_lead_to_pages_anchors_and_files_that_are_there(state):
    sealing = STATES[state]
    html = {page.address: render_page(page, SITE)[0][1].decode() for page in pages_of(sealing)}
    links = {address: page_links(address, text) for address, text in html.items()}
    files = set(files_of(sealing))
    for address, text in html.items():
        assert Reader(text).misplaced == []
        assert links[address].faults == ()
        for one in links[address].references:
            target, _, anchor = one.target.partition("#")
            if target in links:
                assert not anchor or anchor in links[target].anchors, one.target
            elif target.startswith(("log/", "verify/")):
                assert target in files, one.target
    for line in sealing.log.checkpoints:
        address, _, anchor = of_checkpoint(line.size).partition("#")
        assert anchor in links[address].anchors


def files_of(sealing: Sealing) -> Iterator[str]:
    """What VERIFY.md says that there is."""
    yield from ("verify/VERIFY.md", "verify/verify.py")
    if sealing.log.checkpoints:
        yield from ("log/entries.jsonl", "log/proofs.json")
    for line in sealing.log.checkpoints:
        path = f"log/checkpoints/{line.size}"
        yield f"{path}.txt"
        yield from (f"{path}.txt{f'.{place}' * (place > 1)}.sig" for place in range(1, len(line.signers) + 1))
        yield from (f"{path}.{stamp.authority}.tsr" for stamp in line.stamps)


def of_list(log: SealedLog, length: int) -> dict[str, LogPage]:
    return {page.address: page.value for page in log_pages(log, length) if isinstance(page.value, LogPage)}


@given(count=st.integers(1, 30), more=st.integers(1, 9), length=st.integers(1, 4))
def test_a_full_older_page_never_changes_and_every_checkpoint_stays_where_it_is_cited(count, more, length):
    whole = log_of(count + more)
    then, now = (
        of_list(changed(whole, checkpoints=whole.checkpoints[:size]), length) for size in (count, count + more)
    )
    assert all(now[address] == page for address, page in then.items() if address != "log.html")
    newest = now["log.html"]
    told = [entry.line.size for entry in newest.entries] + [one.size for one in newest.older]
    assert told == [line.size for line in whole.checkpoints[::-1]]
    assert len(newest.entries) < 2 * length or len(now) == 1
    for one in newest.older:
        address, _, anchor = one.address.partition("#")
        assert anchor in [f"c-{entry.line.size}" for entry in now[address].entries]


def test_whose_stamps_are_asked_for_changes_no_older_page():
    log = log_of(9)
    assert of_list(log, 2)["log.1.html"] == of_list(changed(log, authorities=("another",)), 2)["log.1.html"]


def test_a_later_stamp_or_leaf_changes_no_older_page():
    """A stamp on the last checkpoint gives all of them another day to be judged on; a key has another name by then, and
    nobody vouches for that."""
    log = changed(log_of(9), authorities=())
    bare = [changed(line, stamps=()) for line in log.checkpoints]
    was = changed(log, checkpoints=tuple(judged(bare, "")))
    last = changed(bare[-1], stamps=(Stamp("one-tsa", "2026-11-23T08:05:09Z"),))
    key = changed(DESK, key=changed(DESK.key, principal="new-desk"), is_vouched=False)
    key = changed(key, told=(*DESK.told, KeyLeaf(26, "new-desk", is_vouched=False)))
    now = changed(log, checkpoints=tuple(judged([*bare[:-1], last], "2026-11-23")), keys=(key,))
    pages, others = of_list(was, 2), of_list(now, 2)
    assert {address for address in pages if pages[address] != others[address]} == {"log.html"}
    newest = Reader(html_of(Sealing(log=now), "log.html", 2)).words
    assert "the day of the time stamp on checkpoint 27" in newest


def judged(lines: Iterable[CheckpointLine], day: str) -> Iterator[CheckpointLine]:
    """The lines with all signers judged on a day, or each on the one that is claimed."""
    for line in lines:
        signers = (changed(one, day=day or line.on, is_claimed=not day) for one in line.signers)
        yield changed(line, signers=tuple(signers))


def test_the_address_of_the_next_page_leads_to_the_newest():
    pages = {page.address: page.value for page in log_pages(log_of(9), 2)}
    assert pages["log.4.html"] == Redirect("log.html", "Log")


def test_a_long_log_stays_small():
    pages = {page.address: len(render_page(page, SITE)[0][1]) for page in pages_of(STATES["more"])}
    assert max(pages.values()) < 300_000
    assert pages["verify.html"] < 20_000


# What a remembered build knows.


def test_nothing_but_one_page_hangs_on_whether_the_build_is_signed():
    directory = directory_of(ROWS)
    forms = [
        {draft.address: draft.stamp for draft in other_pages(directory, Settings(), changed(STATES["signed"], is_signed=one))}
        for one in (True, False)
    ]  # fmt: skip
    assert {address for address in forms[0] if forms[0][address] != forms[1][address]} == {"verify.html"}


def edits_of(record: Record) -> Iterator[Record]:
    """The record with another value in each of its fields."""
    for name in record.__struct_fields__:
        value = getattr(record, name)
        if isinstance(value, bool):
            yield changed(record, **{name: not value})
        elif isinstance(value, int):
            yield changed(record, **{name: value + 1})
        elif isinstance(value, str):
            yield changed(record, **{name: {"signer": "recovery", "listed": "lost"}.get(value, value + "x")})


def logs_like(log: SealedLog) -> Iterator[SealedLog]:
    """With one thing other, each."""
    line, key = log.checkpoints[0], log.keys[0]
    yield from (changed(log, checkpoints=(one, *log.checkpoints[1:])) for one in lines_like(line))
    yield from (changed(log, keys=(one, *log.keys[1:])) for one in edits_of(key))
    yield from (changed(log, keys=(changed(key, key=one), *log.keys[1:])) for one in edits_of(key.key))
    yield changed(log, authorities=("another",))
    yield from edits_of(log)


def lines_like(line: CheckpointLine) -> Iterator[Record]:
    yield from (changed(line, on="2026-11-21"), changed(line, counts=()), changed(line, root=FIRST.root[::-1]))
    yield changed(line, reports=(("add", ("one",)),))
    yield from (changed(line, signers=(one,)) for one in edits_of(line.signers[0]))
    yield from (changed(line, stamps=(one,)) for one in edits_of(line.stamps[0]))


def test_a_page_is_as_it_was_where_its_stamp_is_whatever_the_log_says():
    sealing = STATES["stamped"]
    others = [changed(sealing, log=log) for log in logs_like(sealing.log)] + list(edits_of(sealing))
    drawn = [list(sealing_pages(ARCHIVE, one, 100)) for one in (sealing, *others)]
    for drafts in drawn[1:]:
        assert any(draft.stamp != was.stamp for draft, was in zip(drafts, drawn[0], strict=True))
        for draft, was in zip(drafts, drawn[0], strict=True):
            assert (draft.stamp == was.stamp) == (draft.page(None) == was.page(None))


def test_a_remembered_build_shows_the_log_as_a_fresh_one_does(make_archive, tmp_path, monkeypatch):
    archive = make_archive({"seeds/a.txt": "One.", "content/settings.yaml": "title: A\npage_length: 2\n"})
    long = [
        Sealing(log=log_of(count), sealed=1, is_signed=count % 2 == 1, signing_key=DESK.key.key) for count in (5, 6, 7)
    ]
    for number, sealing in enumerate([*STATES.values(), *long]):
        monkeypatch.setattr(
            story, "other_pages", lambda directory, settings, _, one=sealing: other_pages(directory, settings, one)
        )
        (archive / "content/withheld.yaml").write_text(f"# {number}\n[]\n")  # something is other than the last time
        built(archive)
        assert bytes_of(archive / "site") == fresh_site(archive, tmp_path / f"fresh-{number}")
    assert (archive / "site" / "log.2.html").exists()
    assert "log.1.html#c-6" in (archive / "site" / "log.html").read_text("utf-8")


# How they look.

LOOKED_AT = [
    ("never-sealed", "verify"), ("unsigned", "verify"), ("stamped", "verify"), ("not-vouched", "verify"),
    ("rotated", "log"), ("lost", "log"), ("not-vouched", "log"), ("nobody-signed", "log"), ("many", "log"),
]  # fmt: skip
WIDE, NARROW = ({"width": width, "height": 900} for width in (1300, 320))


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The pages of every state, each state in a folder."""
    folder = tmp_path_factory.mktemp("states")
    for state, sealing in STATES.items():
        files = list(asset_files(program_templates()))
        files += [
            file for page in pages_of(changed(sealing, log=short(sealing.log))) for file in render_page(page, SITE)
        ]
        for address, data in files:
            (folder / state / address).parent.mkdir(parents=True, exist_ok=True)
            (folder / state / address).write_bytes(data)
    return folder


def short(log: SealedLog) -> SealedLog:
    """A log of which axe need not read for minutes."""
    return changed(log, checkpoints=log.checkpoints[-12:])


@pytest.mark.parametrize(("size", "scheme"), [(WIDE, "light"), (NARROW, "dark")])
@pytest.mark.parametrize(("state", "name"), LOOKED_AT)
def test_a_page_is_accessible_and_fits_and_needs_no_javascript(
    open_page, assert_accessible, site, state, name, size, scheme
):
    address = (site / state / f"{name}.html").as_uri()
    page = open_page(address, inside=site.as_uri(), viewport=size, color_scheme=scheme)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert_accessible(page)
    assert not re.search("<script(?! type)", page.content())
