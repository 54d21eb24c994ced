"""The file of a review while it is being decided: what is written is read back, and what people wrote around it stays."""

import re
import subprocess
import sys

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from muniment.model import Decision, Redaction, Selector, changed
from muniment.problems import InputError, PublishError
from muniment.read.review_file import SAYS, read_review
from muniment.review.disk import ReviewOnDisk, bare
from muniment.review.text import Unwritable, layout_of

SEED = "a" * 64
BY, ON = "demo-desk", "2026-11-22"
HAND = """\
# A note of mine.{gap}
seed: {seed}
reviewer:   demo-desk     # who

date: 2026-11-22
decisions:   # what was decided
    # first
    -   accept:  date   # aligned by hand
        exact: 'Sunday'
        # of the first

    - reject: mention
      exact: "CNN"
      start: 12
    # behind the last

# of the end
note: >-
  folded
  words
""".replace("{gap}", "   ")


def decision(exact="Izium", verb="accept", about="mention", values=(("kind", "place"),), note="", **where):
    return Decision(verb=verb, about=about, selector=Selector(exact, **where), values=tuple(values), note=note)


@pytest.fixture
def desk(make_archive):
    """desk(text) is the review of a report, whose file has this text; desk() one without a file."""

    def make(text=None, name="archive"):
        data = text if isinstance(text, bytes) or text is None else text.replace("{seed}", SEED).encode()
        files = {} if data is None else {"content/reviews/r.yaml": data}
        return ReviewOnDisk(make_archive({"seeds/.gitkeep": "", **files}, name), "r", SEED)

    return make


def lines_kept(before: str, after: str) -> bool:
    """Whether all lines are still there, in their order, as they were."""
    left = iter(after.split("\n"))
    return all(line in left for line in before.split("\n"))


def test_the_first_decision_begins_the_file(desk):
    disk = desk()
    disk.append([decision(start=4, values=[("kind", "place"), ("entity", "izium")])], BY, ON)
    assert disk.path.read_text("utf-8") == (
        "# What editors decided on this report. `muniment review r` goes on with it; it may be edited by hand, too.\n"
        f"seed: {SEED}\nreviewer: demo-desk\ndate: 2026-11-22\n"
        "decisions:\n- accept: mention\n  exact: Izium\n  start: 4\n  kind: place\n  entity: izium\n"
    )


def test_a_file_that_was_begun_and_says_nothing_any_more_is_gone(desk):
    disk = desk()
    disk.append([decision()], BY, ON)
    disk.replace([decision()], [], BY, ON)
    assert not disk.path.exists()
    assert disk.review is None


def test_what_people_wrote_stays_to_the_byte(desk):
    disk = desk(HAND)
    before = disk.path.read_text("utf-8")
    new = decision(note="why: because # it is", prefix="in\n\n", suffix=" ’", start=7)
    disk.append([new], BY, ON)
    after = disk.path.read_text("utf-8")
    assert (
        after.replace(
            "    - accept: mention\n      exact: Izium\n      prefix: \"in\\n\\n\"\n      suffix: ' ’'\n      start: 7\n"
            "      kind: place\n      note: 'why: because # it is'\n",
            "",
        )
        == before
    )
    assert after.index("accept: mention") < after.index("# behind the last")
    disk.replace([new], [], BY, ON)
    assert disk.path.read_text("utf-8") == before


@pytest.mark.parametrize(
    "text",
    [
        "seed: {seed}\nreviewer: demo-desk\ndate: 2026-11-22",
        "seed: {seed}\nreviewer: demo-desk\ndate: 2026-11-22\ndecisions:",
        "seed: {seed}\nreviewer: demo-desk\ndate: 2026-11-22\ndecisions:  # none yet\nnote: n\n",
        "seed: {seed}\nreviewer: demo-desk\ndate: 2026-11-22\ndecisions: []   # none yet\nnote: n\n",
        "seed: {seed}\nreviewer: demo-desk\ndecisions: ~\ndate: 2026-11-22\n",
        "seed: {seed}\nreviewer: demo-desk\ndate: 2026-11-22\ndecisions: [{accept: date, exact: Sunday}]  # in a line\n",
        "seed: {seed}\nreviewer: demo-desk\ndate: 2026-11-22\ndecisions:\n  - {accept: date, exact: Sunday,\n     start: 3}\n",
        "{seed: {seed}, reviewer: demo-desk, date: 2026-11-22}\n".replace("{seed:", "{seed :"),
        "{\n  seed : {seed}, # a\n  reviewer: demo-desk, date: 2026-11-22,\n  decisions: [],\n}\n",
        "---\nseed: {seed}\nreviewer: demo-desk\ndate: 2026-11-22\ndecisions:\n- accept: date\n  exact: |-\n    Sunday\n...\n",
        "reviewer: &me demo-desk\nseed: {seed}\ndate: 2026-11-22\ndecisions:\n- &one\n  accept: date\n  exact: Sunday\n- *one\nnote: *me\n",
        "  seed: {seed}\n  reviewer: demo-desk\n  date: 2026-11-22\n  decisions:\n  - accept: date\n    exact: Sunday\n",
        "\ufeffseed: {seed}\r\nreviewer: demo-desk\r\ndate: 2026-11-22\r\ndecisions:\r\n- accept: date\r\n  exact: Sunday\r\n# end",
        "seed: {seed}\nreviewer: demo-desk\ndate: 2026-11-22\ndecisions:\n- accept: date\n  exact:\tSunday\t# a tab\n  start:\t3\n",
        "seed: {seed}\nreviewer: demo-desk\ndate: 2026-11-22\ndecisions:\n- {accept: date, exact: Sunday}\n# c\n\n\n",
    ],
)  # fmt: skip
def test_in_whatever_style_it_was_written_it_can_be_added_to_completed_and_taken_back(desk, text):
    disk = desk(text.replace("{seed :", "{seed:"))
    before, first = disk.path.read_bytes().decode(), disk.review
    new = [decision(), decision("Bucha", note="two")]
    disk.append(new, BY, ON)
    disk.append([decision("Kupiansk")], BY, ON)
    assert disk.review.decisions[len(first.decisions) :] == disk.review.decisions[-3:]
    assert [bare(one).selector.exact for one in disk.review.decisions[-3:]] == ["Izium", "Bucha", "Kupiansk"]
    after = disk.path.read_bytes().decode()
    assert after.startswith("\ufeff") == before.startswith("\ufeff")
    assert ("\r\n" in before) == ("\r\n" in after) == bool(re.search("\r\n", after))
    assert "\n" not in after.replace("\r\n", "") or "\r\n" not in before
    disk.complete(BY, ON)
    assert disk.review.is_complete
    disk.replace([*new, decision("Kupiansk")], [], BY, ON)
    assert [bare(one) for one in disk.review.decisions] == [bare(one) for one in first.decisions]
    for comment in re.findall(r"#.*", before):
        assert comment.rstrip("\r") in disk.path.read_text("utf-8")


words = st.text(
    st.one_of(
        st.sampled_from("abc Ізюм إيزيوم “”'\"#:-?|>{}[],&*!%@`\\~=<\n\t\u2028\x85\ufeff😀\x07"),
        st.characters(exclude_categories=["Cs"], exclude_characters="\r"),
    ),
    min_size=1,
    max_size=20,
)
names = {
    about: [name for name in says if name in ("name", "role", "what", "speaker", "source", "of")]
    for about, says in SAYS.items()
}


@st.composite
def decisions(draw):
    about = draw(st.sampled_from(["mention", "quote", "claim", "attribution"]))
    verb = draw(st.sampled_from(["accept", "correct", "reject", "add"]))
    values = [(name, draw(words | st.just(""))) for name in names[about] if draw(st.booleans())]
    values += [("chain", one) for one in draw(st.lists(words, max_size=2))] if about == "claim" else []
    order = list(SAYS[about])
    selector = Selector(draw(words), draw(words | st.just("")), draw(words | st.just("")), draw(st.integers(-1, 99)))
    values.sort(key=lambda pair: order.index(pair[0]))
    return Decision(verb=verb, about=about, selector=selector, values=tuple(values), note=draw(words | st.just("")))


@given(st.lists(decisions(), min_size=1, max_size=4), st.booleans())
@example([decision("a\nb", note="null")], True)
@example([decision("~", values=[("name", "=")], note="2022-09-18")], True)
def test_whatever_is_decided_is_read_back_the_same_and_leaves_all_else(tmp_path_factory, ones, by_hand):
    folder = tmp_path_factory.mktemp("archive")
    path = folder / "content/reviews/r.yaml"
    if by_hand:
        path.parent.mkdir(parents=True)
        path.write_text(HAND.replace("{seed}", SEED), "utf-8")
    disk = ReviewOnDisk(folder, "r", SEED)
    before = path.read_text("utf-8") if by_hand else ""
    known = len(disk.review.decisions) if disk.review else 0
    disk.append(ones[:-1] or ones, BY, ON)
    disk.append(ones[-1:], BY, ON) if len(ones) > 1 else None
    problems = []
    review = read_review(path.read_bytes(), "r.yaml", "r", problems)
    assert problems == []
    assert [bare(one) for one in review.decisions[known:]] == ones
    assert lines_kept(before, path.read_text("utf-8"))
    disk.replace(ones, [], BY, ON)
    assert (path.read_text("utf-8") if path.exists() else "") == before


def test_what_another_editor_wrote_meanwhile_stays(desk):
    mine = desk(HAND)
    theirs = ReviewOnDisk(mine.path.parents[2], "r", SEED)
    theirs.append([decision("Bucha")], "other", "2026-11-23")
    mine.append([decision("Izium")], BY, ON)
    assert [one.selector.exact for one in mine.review.decisions] == ["Sunday", "CNN", "Bucha", "Izium"]
    assert (mine.review.reviewer, mine.review.date) == ("demo-desk, other", ON)
    assert theirs.renew()
    assert not theirs.renew()


def test_several_may_decide_together_and_are_named_once(desk):
    disk = desk()
    for number, by in enumerate(("anna, ben", "ben", "anna, ben", "cy")):
        disk.append([decision(f"word {number}")], by, ON)
    assert disk.review.reviewer == "anna, ben, cy"


def test_a_file_that_was_taken_away_meanwhile_begins_anew(desk):
    disk = desk(HAND)
    disk.path.unlink()
    disk.append([decision("Izium")], BY, ON)
    assert [one.selector.exact for one in disk.review.decisions] == ["Izium"]


@pytest.mark.parametrize(
    "text, told",
    [
        ("seed: 1\n", "is missing"),
        ("seed: {seed}\nreviewer: a\ndate: 2026-11-22\nredact:\n- start: 4\n", "is missing"),
        ("a: [", "broken YAML"),
        (b"\xff", "not UTF-8"),
        ("x" * 5_000_001, "bytes are too many"),
    ],
)
def test_a_file_that_cannot_be_understood_is_told_and_left_as_it_is(desk, text, told):
    with pytest.raises(InputError, match=told):
        desk(text)


def test_a_link_or_a_file_of_another_ending_is_told(desk, tmp_path):
    disk = desk(HAND)
    disk.path.rename(disk.path.with_suffix(".yml"))
    with pytest.raises(InputError, match=r"r\.yml: not read\n  hint: remove it, or name it r\.yaml"):
        disk.renew()
    disk.path.with_suffix(".yml").unlink()
    disk.path.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(InputError, match="a link, which is never followed"):
        disk.renew()


@pytest.mark.parametrize(
    "text",
    [
        "reviewer: demo-desk\nseed: &s {seed}\ndate: &d 2026-11-22\nnote: *d\ndecisions:\n- accept: date\n  exact: Sunday\n",
        "seed: {seed}\nreviewer: demo-desk\ndate: 2026-11-22\ndecisions:\n- accept: date\n  exact: &a Sunday\nnote: *a\n",
    ],
)
def test_a_change_by_which_it_would_say_anything_else_is_not_made(desk, text):
    disk = desk(text)
    before = disk.path.read_bytes()
    with pytest.raises(PublishError, match="mend it by hand"):
        disk.replace(disk.review.decisions[:1], [], "demo-desk", "2026-11-23")
    assert disk.path.read_bytes() == before


def test_a_new_state_of_the_seed_is_written_and_has_to_be_completed_anew(desk):
    disk = desk("seed: {seed}  # of the first\nreviewer: demo-desk\ndate: 2026-11-22\ncomplete: true\n")
    disk.seed = "b" * 64
    disk.renew_seed(BY, "2026-11-23")
    assert (
        disk.path.read_text()
        == f"seed: {'b' * 64}  # of the first\nreviewer: demo-desk\ndate: 2026-11-23\ncomplete: false\n"
    )
    disk.complete(BY, "2026-11-23")
    assert (disk.review.is_complete, disk.review.seed) == (True, "b" * 64)


def test_words_that_are_held_back_are_written_by_their_place(desk):
    disk = desk()
    held = Redaction(start=3, end=9, reason="a child's name", date=ON)
    disk.redact(held, BY, ON)
    disk.redact(changed(held, start=12, end=14), BY, ON)
    text = disk.path.read_text()
    assert text.endswith(
        "redact:\n- start: 3\n  end: 9\n  reason: a child's name\n  date: 2026-11-22\n- start: 12\n  end: 14\n  reason: a child's name\n  date: 2026-11-22\n"
    )


def test_thousands_of_decisions_are_added_to_and_taken_from_at_once(desk):
    disk = desk()
    many = [decision(f"word {number}", start=number) for number in range(1500)]
    disk.append(many, BY, ON)
    disk.append([decision("behind", start=1)], BY, ON)
    disk.append([decision("behind all", start=2)], BY, ON)
    assert [one.selector.exact for one in disk.review.decisions[-2:]] == ["behind", "behind all"]
    disk.replace([decision("behind", start=1)], [], BY, ON)
    again = ReviewOnDisk(disk.path.parents[2], "r", SEED)
    assert list(map(bare, again.review.decisions)) == [*many, decision("behind all", start=2)]


def test_a_folder_that_may_not_be_written_is_told(desk, monkeypatch):
    disk = desk(HAND)

    def full(*parts):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    before = disk.path.read_bytes()
    with pytest.raises(PublishError, match="cannot be written: No space left on device"):
        disk.append([decision()], BY, ON)
    assert disk.path.read_bytes() == before
    assert [path.name for path in disk.path.parent.iterdir()] == ["r.yaml"]


def test_a_layout_tells_where_parts_stand():
    layout = layout_of("a: 1 # x\nb:\n- c\n- {d: e}\n")
    assert [(one.value, one.start, one.end) for one in layout.parts[:2]] == [("a", 0, 1), ("1", 3, 4)]
    assert [one.kind for one in layout.field("b").parts] == ["scalar", "mapping"]
    assert layout_of("a: [") is None
    assert layout_of("") is None
    assert issubclass(Unwritable, Exception)


MANY = """
import sys
from pathlib import Path
from muniment.model import Decision, Selector
from muniment.review.disk import ReviewOnDisk

disk = ReviewOnDisk(Path(sys.argv[1]), "r", "a" * 64)
for number in range(40):
    one = Decision(verb="accept", about="mention", selector=Selector(f"{sys.argv[2]} {number}"), values=(("kind", "place"),))
    disk.append([one], sys.argv[2], "2026-11-22")
"""


def test_two_editors_who_decide_at_the_same_moment_lose_nothing(tmp_path):
    if sys.platform == "win32":
        pytest.skip("folders cannot be locked there")
    names = ["anna", "ben", "cy"]
    ones = [subprocess.Popen([sys.executable, "-c", MANY, str(tmp_path), name]) for name in names]
    assert [one.wait() for one in ones] == [0, 0, 0]
    review = ReviewOnDisk(tmp_path, "r", SEED).review
    assert sorted(one.selector.exact for one in review.decisions) == sorted(
        f"{a} {b}" for a in names for b in range(40)
    )
    assert set(review.reviewer.split(", ")) == set(names)
