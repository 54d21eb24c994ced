"""Names that are hidden under every spelling that editors list: what becomes of them where a list cannot be read."""

import hashlib

import pytest

from leaks import words_told
from muniment.check import check
from muniment.problems import InputError
from whole import built

SEEDS = {
    "seeds/a.txt": " date 2022-09-18 The mayor met Serhii Tkachenko on Friday in Izium, and then he left the town.",
    "seeds/b.txt": " date 2022-09-19 У п’ятницю Сергій Ткаченко приїхав до Ізюма, і там його зустріли.",
}
LIST = "- names: [Serhii Tkachenko]\n  reason: name of a private person\n"
ENTRY = "- {id: st, name: Serhii Tkachenko, names: {uk: Сергій Ткаченко}}\n"
OTHER = "- {id: vm, name: Valerii Marchenko}\n"
SLIPS = {
    "broken": f"{ENTRY}- id: [x\n",
    "id": ENTRY.replace("id: st", "id: S T"),
    "unknown field": ENTRY.replace("names:", "naems:"),
    "no kind": None,
    "twice": "- {id: st, name: Bohdan Tkach}\n" + ENTRY,
    "another's": "- {id: other, name: Bohdan Tkach, names: {uk: Сергій Ткаченко}}\n" + ENTRY,
    "name": ENTRY.replace("name: Serhii Tkachenko", "name: [Serhii Tkachenko]"),
    "not yaml": None,
}


def with_slip(files: dict[str, str], slip: str) -> dict[str, str]:
    """The same files with people's names that cannot be read."""
    places = {"no kind": "content/entities/others.yaml", "not yaml": "content/entities/people.yml"}
    return {**files, places.get(slip, "content/entities/people.yaml"): SLIPS[slip] or ENTRY}


@pytest.mark.parametrize("slip", SLIPS)
def test_names_that_cannot_be_read_stop_a_build_that_withholds_somebody(make_archive, slip):
    archive = make_archive(with_slip({**SEEDS, "content/withheld.yaml": LIST}, slip))
    with pytest.raises(InputError) as raised:
        built(archive)
    (found,) = [one for one in raised.value.problems if "nothing is published" in one.what]
    assert found.place.path.startswith("content/entities/")
    assert found.place.line or slip == "not yaml"
    assert "content/withheld.yaml" in found.hint
    assert not (archive / "site/index.html").exists()


@pytest.mark.parametrize("slip", SLIPS)
def test_names_that_cannot_be_read_hold_back_what_redacts_a_name(make_archive, slip):
    both = "".join(text.partition(" date ")[2][11:] + "\n" for text in SEEDS.values())
    seed = f" date 2022-09-18 {both}"
    start = both.index("Serhii")
    decided = hashlib.sha256(seed.encode()).hexdigest()
    redaction = f"{{start: {start}, end: {start + 16}, reason: name of a witness}}"
    review = f"seed: {decided}\nreviewer: demo-desk\ndate: 2026-11-22\nredact:\n- {redaction}\n"
    files = {
        "seeds/a.txt": seed,
        "seeds/b.txt": " date 2022-09-19 The road was closed.",
        "content/reviews/a.yaml": review,
    }
    archive = make_archive({**files, "content/entities/people.yaml": ENTRY + OTHER})
    assert built(archive).reports.built == 2
    assert "Ткаченко" not in (archive / "site/reports/a.json").read_text("utf-8")
    archive = make_archive(with_slip(files, slip), "slip")
    outcome = built(archive)
    assert outcome.reports.built == 1
    (held,) = [one for one in outcome.problems if "other spellings of these words" in one.what]
    assert (held.place.path, held.place.line, held.severity) == ("content/reviews/a.yaml", 5, "error")
    assert not (archive / "site/reports/a.json").exists()
    assert (
        built(make_archive({"content/reviews/a.yaml": review.replace("}", ", only_here: true}")}, "slip")).reports.built
        == 2
    )


def test_a_spelling_that_the_list_lacks_is_to_be_put_there_before_it_is_taken_away(make_archive):
    archive = make_archive({**SEEDS, "content/withheld.yaml": LIST, "content/entities/people.yaml": ENTRY})
    told = {one.place.column: one for one in built(archive).problems if one.place.path.endswith("people.yaml")}
    assert list(told) == [18, 48]
    assert told[18].hint == "write it without the name; content/withheld.yaml has those that are meant"
    assert told[48].hint.startswith("first put this spelling into content/withheld.yaml, which does not have it")
    assert not words_told(archive / "site", ["Ткаченко", "Tkachenko"])


@pytest.mark.parametrize(
    "name",
    [
        "witheld.yaml",
        "witheld-names.yaml",
        "Withheld_2.yml",
        "review/a.yaml",
        "Reviews/a.yaml",
        "reviews.yaml",
        "setings.yaml",
    ],
)
def test_what_was_meant_to_hold_something_back_stops_the_build_where_it_would_not_be_read(make_archive, name):
    archive = make_archive({**SEEDS, f"content/{name}": LIST})
    with pytest.raises(InputError, match="would not be read, and") as raised:
        built(archive)
    assert all("name it content/" in one.hint for one in raised.value.problems)
    assert not (archive / "site/index.html").exists()


@pytest.mark.parametrize("name", ["entites/people.yaml", "source.yaml"])
def test_names_in_a_place_that_is_not_read_stop_a_build_that_withholds_somebody(make_archive, name):
    archive = make_archive({**SEEDS, f"content/{name}": ENTRY})
    assert [one.severity for one in built(archive).problems if "not read" in one.what] == ["error"]
    make_archive({"content/withheld.yaml": LIST})
    with pytest.raises(InputError, match="names may stand here that cannot be read"):
        built(archive)


def test_the_review_of_a_report_that_is_not_published_is_looked_through_for_names_too(make_archive):
    sha256 = hashlib.sha256(SEEDS["seeds/a.txt"].encode()).hexdigest()
    decisions = "embargo_until: 2999-01-01\ndecisions:\n- {accept: mention, kind: person, name: Serhii Tkachenko, exact: mayor}\n"
    review = f"seed: {sha256}\nreviewer: demo-desk\ndate: 2026-11-22\n{decisions}"
    archive = make_archive({**SEEDS, "content/withheld.yaml": LIST, "content/reviews/a.yaml": review})
    told = [str(one).split("\n")[0] for one in built(archive).problems]
    assert "content/reviews/a.yaml:6:41: a name that is withheld everywhere stands here" in told


def test_a_kept_text_that_git_would_publish_is_told_until_gitignore_says_so(make_archive):
    page = (
        "<html><body><article><h1>A visit</h1><p>"
        + "The mayor met Serhii Tkachenko on Friday. " * 9
        + "</p></article></body></html>"
    )
    archive = make_archive({"seeds/a.html": page, ".git/HEAD": "ref: refs/heads/main\n"})
    from_page = check(archive)
    assert from_page == ()
    sha256 = hashlib.sha256(page.encode()).hexdigest()
    text = "The mayor met Serhii Tkachenko on Friday."
    kept = f"---\nderivation: html/1\nseed_sha256: {sha256}\ntext_sha256: {hashlib.sha256(text.encode()).hexdigest()}\n---\n{text}"
    review = (
        f"seed: {sha256}\nreviewer: demo-desk\ndate: 2026-11-22\nredact:\n- {{start: 14, end: 30, reason: a name}}\n"
    )
    make_archive({"content/texts/a.txt": kept, "content/reviews/a.yaml": review})
    (found,) = check(archive)
    assert (str(found.place), found.severity) == ("content/texts/a.txt", "warning")
    assert "/content/texts/ into .gitignore" in found.hint
    make_archive({".gitignore": "/content/texts/\n"})
    assert check(archive) == ()


def test_a_name_that_is_written_like_a_field_of_the_editors_files_holds_nothing_back(make_archive):
    listed = "- {names: [Notes], reason: a private person}\n"
    files = {**SEEDS, "content/withheld.yaml": listed, "content/entities/people.yaml": OTHER}
    archive = make_archive({**files, "seeds/c.txt": " date 2022-09-20 Mayor Valerii Marchenko spoke in Izium."})
    built(archive)
    assert "Valerii Marchenko" in (archive / "site/people/vm.html").read_text("utf-8")
