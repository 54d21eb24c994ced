"""Near-duplicates: which reports hold nearly the words of another, and in which direction."""

import json
import random
import re
import time
from zlib import crc32

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from muniment.link.near import KnownNear, compared, find_near, near_reports
from muniment.link.shingles import folded_words, hashes_of, key_of, level_of, sketch_of
from muniment.link.versions import group_told, group_versions
from muniment.model import Document, Evidence, Line, NearLine, Row, Value, changed, from_bytes, to_bytes
from whole import built, bytes_of, fresh_site

PAGE = """The exhumation of bodies from a mass burial site in the eastern Ukrainian city of Izium will continue for \
another two weeks, a local official said in an update Sunday.

Ukraine’s Defense Ministry said at least 440 “unmarked” graves were found in the city in recent days. The country’s \
President Volodymyr Zelensky said Friday that some of the bodies found in Izium showed “signs of torture.”

“The exhumation of the bodies will go on,” the head of the council said in a video on Facebook. “The search is ongoing \
in the forest, where the trees make the work of the men who dig there slow and hard.”

Nobody knows how many people lie there. The police of the region have asked for help from other towns, and relatives \
wait at the edge of the forest with photographs of those whom they miss."""
SAME_EVENT = """Digging at the graves outside Izium goes on for about a fortnight, the council of the town expects. The \
ministry of defence in Kyiv counts more than four hundred of them, none with a name, and the president speaks of people \
who were tortured. Families with pictures in their hands stand where the wood begins, while police from other places \
are called in to help with a search that old roots make slow."""
NAVIGATION = "Home\nNews\nWorld\nLive TV\nSkip to content\n\nGraves of Izium\n\nGraves of Izium\n\n"
FOOT = "\n\nFollow us on Facebook. All rights reserved. Terms of use. Privacy. About this site. Contact the editors."


def document(identifier: str, text: str, form: str = "plain") -> Document:
    evidence = Evidence("", "", 0, "")
    return Document(id=identifier, form=form, text=text, text_sha256="", derivation="", evidence=evidence)  # type: ignore[arg-type]


def words(text: str, form: str = "plain") -> str:
    return b" ".join(folded_words(document("a", text, form))).decode("utf-8", "surrogatepass")


def row(one: Document, **fields: object) -> Row:
    return Row(id=one.id, digest="", path="", title=Value(""), sketch=sketch_of(one), **fields)  # type: ignore[arg-type]


def told(*texts: str, groups: dict[str, str] | None = None) -> dict[str, list[tuple[str, str]]]:
    """What is told of each text, named a, b, c and so on: to which others it is what."""
    documents = {chr(ord("a") + number): document(chr(ord("a") + number), text) for number, text in enumerate(texts)}
    rows = [row(one) for one in documents.values()]
    guesses = near_reports(rows, find_near(rows, KnownNear()), groups or {})
    found = {}
    for name, one in documents.items():
        ids, _ = guesses.get(name, ((), False))
        lines = [(NearLine(line=line(other), digest=""), documents[other]) for other in ids]
        found[name] = [(near.line.id, near.relation) for near in compared(one, lines)]
    return found


def line(identifier: str) -> Line:
    return Line(id=identifier, address="", title="", title_status="stated")


@pytest.mark.parametrize(
    "text, folded",
    [
        ("Don’t STOP, don't!", "dont stop dont"),
        ("50% of 1,000—or_so", "50 of 1 000 or so"),
        ("co\u00adoperate zero\u200bwidth", "cooperate zerowidth"),
        ("Cafe\u0301 Ізю\u0301м м’яч", "café ізюм мяч"),
        ("伊久姆的墓地", "伊 久 姆 的 墓 地"),
        ("\ud800 half a sign", "half a sign"),
        (" \n\t", ""),
    ],
)
def test_words_are_folded(text, folded):
    assert words(text) == folded


def test_markup_is_no_word():
    assert words("**Izium** [was](https://example.org) <b>here</b>", "markdown") == "izium was here"


def test_two_renderings_of_a_page_are_nearly_the_same():
    other = NAVIGATION + PAGE.replace("\n\n", "\n").replace("’", "'").upper() + FOOT
    assert told(PAGE, other) == {"a": [("b", "nearly the same")], "b": [("a", "nearly the same")]}


def test_the_same_words_are_told_as_such_whatever_stands_between_them():
    assert told(PAGE, PAGE.replace("’", "'").replace(" ", "\n")) == {
        "a": [("b", "same words")],
        "b": [("a", "same words")],
    }


def test_a_copy_below_another_headline_and_without_its_end_is_held():
    wire = "Weeks of work at Izium, says council\n\n" + PAGE.rsplit("\n\n", 1)[0]
    assert told(PAGE, wire)["b"] == [("a", "nearly the same")]


def test_an_excerpt_is_contained_and_not_the_other_way_round():
    excerpt = PAGE.split("\n\n")[1]
    assert told(PAGE, excerpt) == {"a": [("b", "contains")], "b": [("a", "contained in")]}


def test_a_page_is_found_in_a_book():
    draw = random.Random(1)
    book = " ".join(f"w{draw.randrange(5000)}" for _ in range(40_000))
    long = f"{book} {PAGE} {book[::-1]}"
    assert level_of(sketch_of(document("a", long))) == 4
    assert told(long, PAGE) == {"a": [("b", "contains")], "b": [("a", "contained in")]}


def test_the_same_event_in_other_words_is_not_near():
    assert told(PAGE, SAME_EVENT) == {"a": [], "b": []}


@pytest.mark.parametrize(
    "one, other",
    [
        ("At least 27 people were killed in the strikes on Gaza.", "At least 22 people were killed in the strikes on Gaza."),
        (
            "The death toll from the fire at a nightclub in Kočani, North Macedonia, in March increases to 60 as a burn "
            "victim dies in the hospital.",
            "The death toll from the fire at a nightclub in Kočani, North Macedonia, in March increases to 62 as a burn "
            "victim dies in the hospital.",
        ),
        ("A short report of a few words.", "A short report of a few words. And what else was said on that day."),
        ("Photo.", "Photo."),
    ],
)  # fmt: skip
def test_short_reports_of_the_same_kind_are_not_near(one, other):
    assert told(one, other) == {"a": [], "b": []}


def test_short_reports_with_the_same_words_are():
    assert told("Ten people were killed in Gaza.", "TEN people were killed, in Gaza") == {
        "a": [("b", "same words")],
        "b": [("a", "same words")],
    }


def test_a_post_that_is_passed_on_whole_is_held():
    post = (
        "We have no water and no light since Tuesday, and the road to the hospital in the north of the town is mined."
    )
    assert told(post, f"From the channel of a neighbour: {post} Share this.")["a"] == [("b", "contained in")]


def test_versions_are_not_told_again():
    assert told(PAGE, PAGE, PAGE + " An end.", groups={"a": "a", "b": "a"}) == {
        "a": [("c", "nearly the same")],
        "b": [("c", "nearly the same")],
        "c": [("a", "nearly the same"), ("b", "nearly the same")],
    }


def test_what_stands_around_very_many_texts_makes_none_near():
    draw = random.Random(2)
    own = [" ".join(f"w{draw.randrange(5000)}" for _ in range(60)) for _ in range(100)]
    rows = [
        row(document(f"r{number}", f"{text}{FOOT * 3}")) for number, text in enumerate([*own, own[0] + " And more"])
    ]
    known = find_near(rows, KnownNear())
    assert known.common
    assert near_reports(rows, known, {}) == {"r0": (("r100",), False), "r100": (("r0",), False)}


def test_hundreds_of_copies_are_all_near_and_a_dozen_is_listed():
    rows = [row(document(f"r{number:03}", PAGE)) for number in range(300)]
    guesses = near_reports(rows, find_near(rows, KnownNear()), {})
    assert guesses["r200"] == (tuple(f"r{number:03}" for number in range(12)), True)


def test_what_very_many_print_with_a_word_changed_is_near_for_all_of_them():
    words = [f"w{number}" for number in range(200)]
    texts = [" ".join([*words[:number], "other", *words[number + 1 :]]) for number in range(200)]
    rows = [row(document(f"r{number:03}", text)) for number, text in enumerate(texts)]
    guesses = near_reports(rows, find_near(rows, KnownNear()), {})
    assert guesses.keys() == {one.id for one in rows}
    assert all(len(some) == 12 and has_more for some, has_more in guesses.values())


def test_only_versions_that_pages_tell_of_are_not_told_as_near():
    """Two that a report holds together which is not published are one for counts, and near for readers."""
    of_gone = [changed(row(document(one, PAGE)), version_of="gone") for one in "ab"]
    assert group_versions(of_gone) == {"a": "a", "b": "a"}
    assert group_told(of_gone) == {}
    assert set(near_reports(of_gone, find_near(of_gone, KnownNear()), group_told(of_gone))) == {"a", "b"}
    there = [*of_gone, row(document("gone", PAGE))]
    assert group_versions(there) == group_told(there) == dict.fromkeys(("a", "b", "gone"), "a")
    assert near_reports(there, find_near(there, KnownNear()), group_told(there)) == {}


def test_a_sketch_is_the_same_everywhere():
    sketch = sketch_of(document("a", "Don’t stop at the river, she said."))
    runs = (b"dont stop at the river", b"stop at the river she", b"at the river she said")
    assert (key_of(sketch).hex(), level_of(sketch)) == ("1b335af89623e1f7", 0)
    assert list(hashes_of(sketch)) == sorted(map(crc32, runs))


SOME = st.lists(st.sampled_from("abcdefgh"), min_size=5, max_size=30).map(" ".join)


@settings(max_examples=100)
@given(before=st.lists(SOME, max_size=12), after=st.lists(SOME, max_size=12), stay=st.booleans())
def test_what_is_remembered_equals_what_is_found_anew(before, after, stay):
    """Few words, so that texts share many runs of them; and more than three texts are too many."""
    then = [row(document(f"r{number}", text)) for number, text in enumerate(before)]
    now = [row(document(f"s{number}", text)) for number, text in enumerate(after)] + (then[1:] if stay else then)
    known = find_near(then, KnownNear(), too_common=3, reach=1)
    kept = from_bytes(to_bytes(known), KnownNear)
    assert find_near(now, kept, too_common=3, reach=1) == find_near(now, KnownNear(), too_common=3, reach=1)
    assert find_near(then, find_near(now, known, too_common=3, reach=1), too_common=3, reach=1) == known


@pytest.mark.parametrize(
    "text", ["a" * 1_000_000, "a " * 500_000, "1,2;" * 250_000, "“(" * 500_000, "\u0301" * 500_000, "伊" * 500_000]
)
def test_a_strange_text_takes_no_longer_than_its_length(text):
    began = time.process_time()
    sketch_of(document("a", text))
    assert time.process_time() - began < 5


def test_a_copy_that_is_added_is_told_on_the_pages_of_both_and_changes_no_other_text(make_archive, tmp_path):
    apart = {f"seeds/r{n}.txt": f" date 2022-09-0{n} Report {n}.\n\n{SAME_EVENT[n * 30 :]}" for n in range(1, 4)}
    archive = make_archive({"seeds/a.txt": f" date 2022-08-01 {PAGE}", "seeds/b.txt": " date 2022-08-02 B.", **apart})
    built(archive)
    before = bytes_of(archive / "site")
    (archive / "seeds/z.txt").write_text(f" date 2022-12-01 {NAVIGATION}{PAGE}", "utf-8")
    built(archive)
    after = bytes_of(archive / "site")
    assert before["reports/a.html"] != after["reports/a.html"]
    told_anew = [path for path in before if re.fullmatch(r"reports/\w+\.json", path) and before[path] != after[path]]
    assert told_anew == ["reports/a.json"]
    assert after == fresh_site(archive, tmp_path / "fresh")
    told_of_a = json.loads((archive / "site/reports/a.json").read_bytes())["near"]
    shares = {"share_of_this": 1, "share_of_that": pytest.approx(0.93, abs=0.05), "status": "suggested"}
    assert told_of_a == [{"id": "z", "relation": "nearly the same", **shares}]
    page = re.sub(r"\s+", " ", (archive / "site/reports/z.html").read_text("utf-8"))
    assert "<b>Nearly the same as</b> <a" in page
    assert "of this report’s words stand in that one; all of that one’s in this." in page
    assert 'class="narrow machine" id="near"' in page


def test_what_is_only_near_by_its_sketch_is_not_shown(make_archive):
    half = " ".join(PAGE.split()[:70])
    archive = make_archive({"seeds/a.txt": PAGE, "seeds/b.txt": f"{half} {SAME_EVENT}"})
    built(archive)
    assert 'id="near"' not in (archive / "site/reports/a.html").read_text("utf-8")


def test_without_suggestions_none_is_near(make_archive):
    archive = make_archive({"seeds/a.txt": PAGE, "seeds/b.txt": PAGE, "content/settings.yaml": "findings: stated\n"})
    built(archive)
    assert json.loads((archive / "site/reports/a.json").read_bytes())["near"] == []


def test_what_is_withheld_is_not_compared(make_archive):
    archive = make_archive({"seeds/a.txt": PAGE, "seeds/b.txt": PAGE, "seeds/b.txt.meta.yaml": "publish: metadata\n"})
    built(archive)
    assert json.loads((archive / "site/reports/a.json").read_bytes())["near"] == []
