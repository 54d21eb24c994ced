"""The search index: the words it gets, how it is cut into parts, and that it is always the same bytes."""

import base64
import gzip
import json
import os
import re
import stat
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from time import sleep
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from muniment.model import SearchRecord, changed
from muniment.problems import PublishError
from muniment.publish import packs, pagefind, search
from muniment.publish.cbor import decode_cbor
from muniment.publish.packs import SIGNATURE, ShownText, part_files, parts_file
from muniment.publish.pagefind import LONGEST, Searchable, begun_index, find_program
from muniment.publish.search import index_language, make_part
from muniment.publish.searched_words import GAP, indexed, parted, parted_and_indexed
from muniment.publish.shards import EACH, LARGEST, MOST_TOGETHER, SMALLEST, Entry, cut_parts


def make_index(program: Path, reports: Iterable[Searchable], longest: float = LONGEST) -> Mapping[str, bytes]:
    """The files of an index, waited for."""
    with begun_index(program, reports, longest) as files:
        return files()


# Words.


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Two  words\nand\ttabs", "Two words and tabs"),
        ("“unmarked” graves – many…", "unmarked graves - many"),
        ("(two), words! and - a/dash, Censor.NET. ...", "two words and - a/dash Censor.NET -"),
        ("п'ять п’ять пʼять п`ять", "п'ять п'ять п'ять п'ять"),
        ("«Азов» та „Мотор“", "Азов та Мотор"),
        ("€500 and 5°", "500 and 5"),
        ("exhu\u00admation \u202eright to left", "exhumation right to left"),
        ("马里乌波尔", "马 里 乌 波 尔"),
        ("In 2022年9月.", "In 2022 年 9 月 -"),
        ("ที่นี่", "ท น"),
        ("où à Zürich, її", "ou a Zurich іі"),
        ("nul\0 and \u202e alone", "nul and - alone"),
        ("___PAGEFIND_WEIGHT___0 __init__", "PAGEFIND_WEIGHT___0 init"),
        ("", ""),
    ],
    ids=lambda value: None,
)
def test_what_the_index_gets_of_a_text(text, words):
    shown = parted(text)
    assert indexed(shown) == words
    assert count_words(shown) == len(words.split()), "a word keeps its number, or the wrong ones are marked"


def count_words(shown: str) -> int:
    """How many words the search page sees in a text that `parted` gave."""
    return len(re.split(f"[ {GAP}]", shown)) if shown else 0


@given(st.text(st.sampled_from("aé的ที่Ї’`“”«–-_,.€°\0\x1c\u0301\u200b\u202e \n") | st.characters()))
def test_a_text_is_folded_as_its_words_are(text):
    shown = parted(text)
    words = indexed(shown).split(" ") if shown else []
    assert words == [indexed(word) or "-" for word in re.split(f"[ {GAP}]", shown) if shown]
    assert not any(word.startswith("_") for word in words), "Pagefind takes some such words for marks"


@given(st.lists(st.text(st.sampled_from("ab .,_-'\n\t\0é的ї”\u200b"), max_size=9) | st.just("x" * 70), max_size=5))
def test_paragraphs_are_parted_and_indexed_as_each_is(paragraphs):
    shown = tuple(map(parted, paragraphs))
    assert parted_and_indexed(paragraphs) == (shown, " ".join(filter(None, map(indexed, shown))))


def test_what_is_shown_is_what_was_written():
    for text in ("“unmarked” п’ять", "马里乌波尔市", "In 2022年9月", "a" * 1000):
        assert parted(text).replace(GAP, "") == text


def test_a_line_of_five_million_letters_has_no_long_word():
    shown = parted("x" * 5_000_000)
    assert max(map(len, indexed(shown).split())) == 64
    assert count_words(shown) == 5_000_000 / 64


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("en", "en"),
        ("en-GB", "en"),
        ("zh_Hant", "zh"),
        ("UK", "uk"),
        ("", "und"),
        ("../x", "und"),
        ("english", "und"),
    ],
)
def test_the_language_of_an_index_is_a_plain_subtag(tag, language):
    assert index_language(tag) == language


# Parts.


def entries(count: int, size: int = 2700) -> list[Entry]:
    return [Entry(f"reports/r{number}.html", f"{number:064x}", size) for number in range(count)]


def test_few_reports_are_one_part_and_none_are_none():
    assert list(cut_parts(entries(MOST_TOGETHER))) == [tuple(entries(MOST_TOGETHER))]
    assert list(cut_parts([])) == []


@pytest.mark.parametrize(("count", "size"), [(MOST_TOGETHER + 1, 100), (1_000, 9_000)], ids=["many", "long"])
def test_what_is_more_is_several(count, size):
    assert len(list(cut_parts(entries(count, size)))) > 1 or count * (size + EACH) <= LARGEST


@pytest.mark.parametrize("size", [100, 2700, 40_000])
def test_parts_hold_all_reports_in_order_and_have_a_fitting_size(size):
    parts = list(cut_parts(entries(10_000, size)))
    assert [entry for part in parts for entry in part] == entries(10_000, size)
    weights = [sum(entry.bytes + EACH for entry in part) for part in parts]
    assert all(SMALLEST <= weight <= LARGEST for weight in weights[:-1])
    assert weights[-1] <= LARGEST


def changed_parts(before: Sequence[Entry], after: Sequence[Entry]) -> int:
    """How many parts are to be made when one list of reports becomes another."""
    return len(set(cut_parts(after)) - set(cut_parts(before)))


def test_a_new_report_at_the_end_changes_the_last_part_alone():
    for count in range(10_000, 11_000, 7):
        assert changed_parts(entries(count), entries(count + 1)) == 1


@given(st.integers(0, 9_999), st.sampled_from(["changed", "removed", "added"]))
@settings(max_examples=60)
def test_an_edit_anywhere_changes_its_part_and_now_and_then_the_next(place, what):
    before = entries(10_000)
    other = Entry(f"reports/other-{place}.html" if what == "added" else before[place].address, "f" * 64, 3_100)
    after = [*before[:place], *([] if what == "removed" else [other]), *before[place + (what != "added") :]]
    assert changed_parts(before, after) <= 4


def test_most_edits_change_one_part():
    before = entries(10_000)
    edits = [[*before[:place], *before[place + 1 :]] for place in range(0, 10_000, 97)]
    assert sum(changed_parts(before, after) for after in edits) < 1.2 * len(edits)


def test_an_enormous_report_has_a_part_of_its_own():
    enormous = Entry("reports/book.html", "f" * 64, LARGEST + 1)
    for place in (0, 10, 2_000):
        parts = list(cut_parts([*entries(2_000)[:place], enormous, *entries(2_000)[place:]]))
        assert (enormous,) in parts


# The files of a part.

RECORDS = (
    SearchRecord(
        address="reports/a.html", title="Graves at Izium", language="en", date="2022-09-18", source="CNN",
        paragraphs=("At least 440 “unmarked” graves.", "", "The end."), names=("Ізюм", "Изюм"),
        filters=(("place", ("Izium", "Kharkiv")), ("year", ("2022",))), title_status="stated", date_status="reviewed",
    ),
    SearchRecord(
        address="reports/b.html", title="Ексгумація", paragraphs=("Тіла п’ятьох людей.",), language="uk-UA",
        date="2022-09", filters=(("place", ("Izium",)), ("year", ("2022",))),
    ),
    SearchRecord(address="reports/c.html", title="</script><b>", paragraphs=("马里乌波尔",), language="zh"),
    SearchRecord(address="reports/d.html", title="No text", filters=(("year", ("unknown",)),)),
)  # fmt: skip


def unpacked(data: bytes) -> Any:
    assert data.startswith(b"munimentPack(")
    assert data.endswith(b");\n")
    return json.loads(data[13:-3])


def files_of(records: Sequence[SearchRecord], cache: Path) -> dict[str, bytes]:
    return {name.rpartition("/")[2]: data for name, data in make_part(records, cache).files}


def test_a_part_says_of_each_report_what_filters_and_order_need(tmp_path):
    core = unpacked(files_of(RECORDS, tmp_path)["core.js"])
    assert core["dates"] == ["2022-09-18", "2022-09", "", ""]
    assert core["filters"]["place"] == {"values": ["Izium", "Kharkiv"], "of": [[0, 1], [0], [], []]}
    assert core["filters"]["year"] == {"values": ["2022", "unknown"], "of": [[0], [0], [], [1]]}
    assert list(core["entry"]["languages"]) == ["en", "uk", "und", "zh"]
    assert len(set(core["pages"])) == len(RECORDS)
    assert core["pages"][1].startswith("uk_")


def test_a_part_has_the_text_as_it_was_written(tmp_path):
    rows = unpacked(files_of(RECORDS, tmp_path)["text-0.js"])
    assert rows[0][:4] == ["reports/a.html", "Graves at Izium", "CNN", "en"]
    assert rows[0][5] == ["At least 440 “unmarked” graves.", "", "The end."]
    assert rows[0][6] == ["stated", "reviewed", "suggested", "title"], "title, date, publisher; what the title is"
    assert rows[2][1] == "</script><b>"
    assert rows[2][5] == ["马\u200b里\u200b乌\u200b波\u200b尔"]


def test_long_texts_are_kept_in_several_files(tmp_path):
    records = [
        SearchRecord(address=f"reports/{number}.html", title=str(number), paragraphs=("word " * 2500,))
        for number in range(6)
    ]
    files = files_of(records, tmp_path)
    assert unpacked(files["core.js"])["texts"] == [0, 3]
    assert [row[1] for row in unpacked(files["text-1.js"])] == ["3", "4", "5"]


def test_what_is_too_long_to_search_is_shortened_and_named(tmp_path, monkeypatch):
    monkeypatch.setattr(search, "LONGEST_TEXT", 20)
    made = make_part(RECORDS, tmp_path)
    assert made.shortened == ("reports/a.html",)
    text = dict(made.files)[f"pagefind/{made.part.folder}/text-0.js"]
    assert unpacked(text)[0][5] == ["At least 440 “unmark", "", ""]


def test_the_list_of_parts(tmp_path):
    made = make_part(RECORDS, tmp_path)
    assert parts_file([made.part]) == (
        "pagefind/parts.js",
        b'munimentPack([["%b",4,16]]);\n' % made.part.folder.encode(),
    )
    assert parts_file([]) == ("pagefind/parts.js", b"munimentPack([]);\n")


def test_pages_have_the_names_that_pagefind_gave_to_them():
    records = [changed(RECORDS[number % 4], date=f"{2000 + number}") for number in range(40)]
    texts = [ShownText(record, index_language(record.language), record.paragraphs) for record in records]
    bundle = make_index(find_program(), [Searchable(str(n), f"word {n}", t.language, {}) for n, t in enumerate(texts)])
    fragments = {
        name: json.loads(gzip.decompress(data).removeprefix(SIGNATURE))["url"]
        for name, data in bundle.items()
        if name.startswith("fragment/")
    }
    _, files = part_files(texts, bundle)
    pages = unpacked(dict(files)[files[0][0]])["pages"]
    assert [fragments[f"fragment/{page}.pf_fragment"] for page in pages] == [str(number) for number in range(40)]


def test_a_report_that_pagefind_left_out_is_noticed():
    texts = [ShownText(record, index_language(record.language), record.paragraphs) for record in RECORDS]
    bundle = make_index(find_program(), [Searchable("0", "only one", "en", {})])
    with pytest.raises(PublishError, match="lacks a report"):
        part_files(texts, bundle)


def test_every_piece_of_the_index_is_packed_once_beside_its_neighbours(tmp_path, monkeypatch):
    monkeypatch.setattr(packs, "WORDS", 2_000)
    records = [SearchRecord(address="r", title="", paragraphs=(f"{'abc'[n % 3]}{n} " * 50,)) for n in range(900)]
    files = files_of(records, tmp_path)
    listed = unpacked(files["core.js"])["words"]["und"]
    assert len(listed) > 2
    pieces = []
    for number, pairs in enumerate(listed):
        pack = unpacked(files[f"words-und-{number}.js"])
        assert list(pack) == [name for name, _ in pairs]
        assert sum(map(len, pack.values())) < 8_000
        pieces += [(first, gzip.decompress(base64.b64decode(pack[name]))) for name, first in pairs]
    words = [re.search(rb"[abc][0-9]+", piece)[0].decode() for _, piece in pieces]
    assert words == sorted(words)
    assert all(word.startswith(first) for word, (first, _) in zip(words, pieces, strict=True))


def test_places_of_words_stand_in_the_index_without_their_weight():
    bundle = make_index(find_program(), [Searchable(str(n), "one two one", "en", {}) for n in range(3)])
    (piece,) = (data for name, data in bundle.items() if name.startswith("index/"))
    # CBOR that has no negative numbers: those would be weights
    assert decode_cbor(gzip.decompress(piece).removeprefix(SIGNATURE)) == [
        [
            ["one", [[0, [0, 2], []], [1, [0, 2], []], [1, [0, 2], []]], []],
            ["two", [[0, [1], []], [1, [1], []], [1, [1], []]], []],
        ]
    ]


@pytest.mark.parametrize(
    ("data", "value"),
    [
        ("8263616263 1864", ["abc", 100]),
        ("80", []),
        ("1a000f4240", 1_000_000),
        ("62c3a9", "é"),
        ("7818" + "61" * 24, "a" * 24),
    ],
)
def test_cbor_is_read(data, value):
    assert decode_cbor(bytes.fromhex(data)) == value


@pytest.mark.parametrize("data", ["20", "f6", "9f01ff", "0101", "a0"])
def test_other_cbor_is_refused(data):
    with pytest.raises(ValueError, match="CBOR"):
        decode_cbor(bytes.fromhex(data))


def test_shared_files_stand_once_beside_the_parts(tmp_path):
    names = [name for name, _ in make_part(RECORDS, tmp_path).files if name.count("/") == 1]
    assert names == ["pagefind/wasm.en.js", "pagefind/wasm.unknown.js", "pagefind/engine.js"]


def test_pagefinds_own_search_is_published_unchanged(tmp_path):
    bundle = make_index(find_program(), [Searchable("0", "words", "en", {})])
    engine = files_of(RECORDS, tmp_path)["engine.js"]
    assert bundle["pagefind-worker.js"] in engine
    wasm = unpacked(files_of(RECORDS, tmp_path)["wasm.en.js"])
    assert base64.b64decode(wasm) == gzip.decompress(bundle["wasm.en.pagefind"])


MAKE_ONCE = """
import hashlib, sys
from pathlib import Path
from muniment.model import SearchRecord
from muniment.publish.search import make_part

records = [
    SearchRecord(
        address=f"reports/{number}.html", title=f"Title {number}", paragraphs=(f"word{number} common {number * 7}",),
        language=("en", "uk", "de", "fr", "ar", "zh", "")[number % 7], date="2022", source="CNN", names=("a", "b"),
        filters=(("year", ("2022",)), ("place", (f"p{number % 9}", f"p{number % 4}"))),
    )
    for number in range(200)
]
print([(name, hashlib.sha256(data).hexdigest()) for name, data in make_part(records, Path(sys.argv[1])).files])
"""


def test_the_index_is_always_the_same_bytes(tmp_path):
    outputs = {
        subprocess.run(
            [sys.executable, "-c", MAKE_ONCE, str(tmp_path / seed)],
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale},
            capture_output=True,
            check=True,
        ).stdout
        for seed, zone, locale in (("1", "UTC", "C"), ("2", "Asia/Tokyo", "C.UTF-8"), ("3", "America/Lima", "C"))
    }
    assert len(outputs) == 1


# When Pagefind fails.


def fake_pagefind(folder: Path, script: str) -> Path:
    program = folder / "pagefind"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return program


def refusal(program: Path, longest: float = 60) -> str:
    with pytest.raises(PublishError) as caught:
        make_index(program, [Searchable("0", "words", "en", {})], longest)
    return str(caught.value)


posix = pytest.mark.skipif(os.name != "posix", reason="the stand-in is a shell script")


@posix
def test_a_pagefind_that_ends_early_is_told_with_its_last_words(tmp_path):
    message = refusal(fake_pagefind(tmp_path, "echo first >&2; echo 'out of memory' >&2; exit 1"))
    assert "the search index was not made" in message
    assert "out of memory" in message


@posix
def test_a_pagefind_that_says_nothing_is_ended(tmp_path):
    assert "it ended early" in refusal(fake_pagefind(tmp_path, "exec sleep 600"), longest=0.1)


@posix
def test_a_pagefind_that_talks_nonsense_is_refused(tmp_path):
    assert "the search index was not made" in refusal(fake_pagefind(tmp_path, "printf 'bm90IEpTT04=,'; exec sleep 600"))


def test_pagefind_gets_each_report_as_it_is_drawn_and_goes_on_by_itself():
    drawn = []

    def reports() -> Iterator[Searchable]:
        for number in range(3):
            drawn.append(number)
            yield Searchable(str(number), f"word{number}", "en", {})

    with begun_index(find_program(), reports()) as files:
        assert drawn == [0, 1, 2]
        index = files()
    assert index == make_index(find_program(), reports())


@posix
def test_a_pagefind_that_nobody_waits_for_is_ended(tmp_path):
    program = fake_pagefind(tmp_path, f"echo $$ >{tmp_path}/number; cat >{tmp_path}/asked; exec sleep 600")
    with begun_index(program, []):
        while not (tmp_path / "asked").is_file():
            sleep(0.01)
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "number").read_text()), 0)


@posix
def test_a_pagefind_that_reads_nothing_is_ended(tmp_path):
    program = fake_pagefind(tmp_path, "exec sleep 600")
    many = (Searchable(str(number), "word " * 1000, "en", {}) for number in range(100))
    with pytest.raises(PublishError, match="the search index was not made"):
        make_index(program, many, 0.2)


def test_a_refusal_of_pagefind_is_passed_on(monkeypatch):
    monkeypatch.setattr(pagefind, "INDEX", 99)
    assert "the search index was not made" in refusal(find_program())


def test_what_strangers_set_for_pagefind_does_not_reach_it(monkeypatch):
    reports = [Searchable(str(number), f"word{number} " * 3000, "en", {}) for number in range(3)]
    before = make_index(find_program(), reports)
    monkeypatch.setenv("PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE", "1")
    monkeypatch.setenv("PAGEFIND_SITE", "/nowhere")
    assert make_index(find_program(), reports) == before


def test_a_missing_pagefind_says_what_to_install(monkeypatch):
    monkeypatch.setattr(pagefind, "find_spec", lambda name: None)
    with pytest.raises(PublishError) as caught:
        find_program()
    assert 'pip install "pagefind-bin==1.5.2"' in str(caught.value)


def test_another_version_of_pagefind_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("muniment.publish.packs.VERSION", "1.6.0")
    with pytest.raises(PublishError) as caught:
        make_part(RECORDS, tmp_path)
    assert "Pagefind 1.5.2 made the index" in str(caught.value)
