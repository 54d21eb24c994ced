"""What holds for every finding in every text, and what the cases cannot say."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from golds import from_hand
from muniment.markup import prose_of
from muniment.model import Authority, Document, Evidence, Findings, Value, digest_of, from_bytes, to_bytes
from muniment.understand.findings import FINDERS, find_all
from muniment.understand.language import find_language
from muniment.understand.reading import read_prose

EDITORS = (
    Authority(id="izium", kind="place", name="Izium", names=("Izyum", "Ізюм")),
    Authority(id="zelensky", kind="person", name="Volodymyr Zelensky", names=("Zelensky",)),
    Authority(id="cnn", kind="outlet", name="CNN", is_source=True),
)
WORDS = (
    "Izium Ізюм CNN Zelensky President said told the of in on to and “ ” \" ' ’s ( ) / - – — , . : ; ? 2022 16 31 September "
    "May Friday Sept. two weeks ago at least 440 graves Ministry Kharkiv region and according citing Facebook page since last "
    "next day before No. Mr. J. A I é 中 \n \n\n \u202e \U0001f600 e\u0301 \x00 \x1b 1,000 5 p.m. 7:35 dozens million hundred "
    "between John Smith As reports * ** ` [x](y) > # https://a.b/c \\* twenty - 2022-09-16 16.09.22 1/2/2022 killed Jordan "
    "von al - US$ M23 II King people was 9999 0000 (near Izium. - Ed.) [their] These data do not include soldiers officials "
    "he with saying one of the out 1990s XIX століття з березня п’ятниці 16 вересня 2022 року тижня тому о 7:30 ранку "
    "another earlier half hundred Reading, England Paris al-Balah U.S. C.S. Dick Lake School 65th states: "
    "billion trillion years 999999999999999 1,000,000,000,000,000,000,000 " + "1" + ",000" * 110 + " "
    "that 0² ² 1² 2022² ٣ ٢٠٢٢ 2٠22 ① Ⅻ ½ 16² 0²0s 1٣th "
    "Home News Menu # \n= Photo:"
).split(" ")
TEXTS = (
    st.text(max_size=200)
    | st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join)
    | st.lists(st.sampled_from(WORDS), max_size=60).map("".join)
)
DAYS = st.sampled_from([None, "2022", "2022-09", "2022-09-18", "0001-01-01", "9999-12-31", "2022-02-30", "0000-00-00"])
EDTF = re.compile(r"(?a:\d{4}(?:-\d\d){0,2}|\d\d(?:\dX|XX)|\.\.)(?:/(?:\d{4}(?:-\d\d){0,2}|\.\.))?\Z")


def document(text: str, day: str | None = "2022-09-18", form: str = "plain", **fields: object) -> Document:
    return Document(
        id="one",
        form=form,
        text=text,
        text_sha256="",
        derivation="",
        evidence=Evidence("", "", 0, ""),
        published=Value(day) if day else None,
        **fields,
    )


def assert_findings_fit(text: str, found: Findings) -> None:
    """Offsets index the text, each kind is in order, and no two of a kind overlap."""
    for kind in ("mentions", "dates", "quotes", "claims", "attributions"):
        findings = getattr(found, kind)
        assert list(findings) == sorted(findings, key=lambda one: one.start)
        for one in findings:
            assert text[one.start : one.end] == one.surface != ""
            assert one.status == "suggested"
            assert one.rule
        if kind != "attributions":  # a channel stands within what is cited
            assert all(one.end <= other.start for one, other in pairwise(findings))
    of_claims = {claim.id: claim for claim in found.claims}
    for one in found.differences:
        assert (one.start, one.end) == (of_claims[one.claim].start, of_claims[one.claim].end)
        assert one.quoted in of_claims
        assert one.quoted != one.claim
        assert one.on
    inserted = [(quote, one) for quote in found.quotes for one in quote.insertions]
    assert all(quote.start < one.start < one.end < quote.end for quote, one in inserted)
    excluded = [claim.excludes for claim in found.claims if claim.excludes]
    for one in [*excluded, *(one for _, one in inserted)]:
        assert text[one.start : one.end] == one.surface != ""


@settings(max_examples=300)
@given(TEXTS, DAYS, st.sampled_from(["plain", "markdown"]), st.sampled_from([None, "en", "uk", "en-GB"]))
@example("0²", None, "plain", None)
@example("1" + ",000" * 110 + " people died in 1" + ",000" * 110 + " years.", None, "plain", "en")
@example(
    "999999999999999 billion people died in 999999999999999 billion years, 999999999999999 centuries.",
    None,
    "plain",
    "en",
)
@example("Half 999999999999999 million people, 100 billion years, 100,000,000,000 years.", None, "plain", "en")
def test_any_text_gives_findings_that_fit_it(text, day, form, language):
    stated = Value(language) if language else None
    found = find_all(document(text, day, form, language=stated), EDITORS)
    assert_findings_fit(text, found)
    assert found.language is None or stated is None
    assert 0 <= found.begins <= len(text)
    if title := found.title:
        assert title.status == "suggested"
        assert form == "markdown" or " ".join(text[title.start : title.end].split()) == title.value
    assert all(date.edtf is None or EDTF.match(date.edtf) for date in found.dates)
    assert all(re.fullmatch(r"c-[0-9a-f]{8}", claim.id) for claim in found.claims)
    assert len({claim.id for claim in found.claims}) == len(found.claims)
    assert from_bytes(to_bytes(found), Findings) == found
    assert not any(re.search("inf|nan|e[+]", date.value) for date in found.dates)


REAL = [
    record["text"]
    for name in ("looked-at", "held-out")
    for record in from_hand(Path(__file__).parent / "gold" / f"{name}.yaml")
]


@settings(max_examples=150)
@given(st.data(), DAYS)
def test_what_is_left_of_a_real_report_gives_findings_that_fit_it(data, day):
    text = data.draw(st.sampled_from(REAL))
    first, last = sorted((data.draw(st.integers(0, len(text))), data.draw(st.integers(0, len(text)))))
    odd = data.draw(st.sampled_from(["", "\u0301", "\U0001f600", "\u202e", "\u200b", "\r", "’", "\n\n", "з березня "]))
    text = text[:first] + odd + text[last:]
    assert_findings_fit(text, find_all(document(text, day), EDITORS))


@pytest.mark.parametrize(
    "piece",
    ["1", "(", '"', "A ", "Aa ", "“", ". ", "1,", "'s ", "-", "Aa-", "«", "\n", "\x00", "\u0301", "中", "Aa/", "of the ",
     "Ministry of ", "tens of ", "two people in Kyiv and ", "Kyiv said ", "“a b c” ", "in March ", "2022-", "As X ",
     "according to ", "said ", "twenty-", "Monday ", "the last ", "J. ", "Mr. John ", "two and ", "Alice saying ", "officials ", "he said “a b c” ",
     "These data do not include it. 12 graves. ", "12 graves said Ihor. ", "з березня ", "16 вересня ", "Ab Cd ", "C.S. ",
     "“a b c” he said ", "“a b c” - Ann Bell\n", "denied no ", "said not ", "critics of Kyiv ", "Kyiv said and ",
     "[a] ", "(a - Ed.)", "Council of ", "Dick Rich ", "Kyiv, ", "Kyiv-", "states ", "hundred ",
     " ", "\t", "\r", "https://a.b/", "www.",
     "one hundred and ", "hundred-and-", "half a ", "two point ", "1 500 ", "1\u00a0500", "between one hundred and ", "one or ", "1 or two ",
     "12 people, in U.S. state of ", "12 people died in Kyiv, Odesa and ",
     "quarter of a million ", "denied that 12 people and ", "never said that 12 people ", "graves 318, 319 and ",
     "reports that 12 people ", "rose from 12 to 15 people ", "12 of 40 people ", "999999999999999 billion ", "1,000,"],
)  # fmt: skip
def test_a_long_run_of_anything_is_no_trouble(piece):
    text = piece * (60_000 // len(piece))
    assert_findings_fit(text, find_all(document(text, language=Value("en")), EDITORS))


def test_what_many_counts_leave_out_is_short():
    text = "There were 12 graves. " * 500 + "These data do not include " + "soldiers and " * 2_000 + "others."
    assert sum(len(claim.excludes.surface) for claim in find_all(document(text), ()).claims if claim.excludes) == 0


@pytest.mark.parametrize("form", ["plain", "markdown"])
def test_nothing_is_found_in_nothing(form):
    assert find_all(document("", None, form), ()) == Findings()


def test_the_same_text_gives_the_same_findings():
    text = "In Izium, 440 graves were found Friday, President Volodymyr Zelensky told CNN."
    assert digest_of(find_all(document(text), EDITORS)) == digest_of(find_all(document(text), tuple(EDITORS)))


def test_other_editors_other_names():
    text = "They came to the town of Izium."
    assert [one.entity for one in find_all(document(text), EDITORS).mentions] == ["izium"]
    assert [one.entity for one in find_all(document(text), ()).mentions] == [""]


def test_without_a_report_date_nothing_relative_gets_a_day():
    text = "On Sunday, yesterday, last week, two days ago, in March, on September 16 and this year."
    found = find_all(document(text, day=None, language=Value("en")), ())
    assert len(found.dates) == 7
    assert all(date.edtf is None and "X" in date.value for date in found.dates)


def test_names_that_the_seed_states_are_found_in_its_text():
    fields = {"people": (Value("Amina"),), "places": (Value("Bois-le-Duc"),), "organizations": (Value("the Circle"),)}
    found = find_all(document("Amina left Bois-le-Duc with the Circle.", **fields), ())
    assert [(one.kind, one.surface, one.rule) for one in found.mentions] == [
        ("person", "Amina", "stated-name"),
        ("place", "Bois-le-Duc", "stated-name"),
        ("organization", "the Circle", "stated-name"),
    ]


def test_a_stated_language_is_not_guessed():
    assert find_all(document("The bodies were found in the forest.", language=Value("de")), ()).language is None


def test_a_language_tag_may_name_its_country():
    found = find_all(document("He came on Friday.", language=Value("en-GB")), ())
    assert [date.value for date in found.dates] == ["2022-09-16"]


def test_an_unknown_language_is_unknown():
    assert find_language(read_prose("")) is None
    assert find_language(read_prose("12 345 !!")) is None
    assert find_language(read_prose("Izium Kharkiv Bucha")) is None


def test_claims_keep_their_ids_when_others_come_before_them():
    text = "They found 50 graves."
    later = "They found 12 bodies. They found 50 graves."
    first, second = (find_all(document(one), ()).claims for one in (text, later))
    assert first[0].id == second[1].id
    assert second[0].id != second[1].id


def test_the_same_words_twice_are_two_claims():
    claims = find_all(document("There are 50 graves here. There are 50 graves there."), ()).claims
    assert [claim.surface for claim in claims] == ["50 graves", "50 graves"]
    assert claims[0].id != claims[1].id


def test_markup_is_not_read_but_offsets_are_the_sources():
    text = "# Report\n\nIn *Izium*, `Kharkiv region` and [Lviv](https://example.org/Odesa) **at least 50** graves."
    found = find_all(document(text, form="markdown"), EDITORS)
    assert_findings_fit(text, found)
    assert "Odesa" not in [one.surface for one in found.mentions]
    assert [claim.surface for claim in found.claims] == ["at least 50** graves"]
    assert len(prose_of(text, "markdown")) == len(text)


def test_the_finders_run_in_the_order_in_which_they_know_of_each_other():
    fields = [field for field, _ in FINDERS]
    assert fields == ["dates", "mentions", "attributions", "quotes", "claims", "differences", "mentions"]


SEEDS = {
    "000_dffad53a69c735df.txt": {
        "names": {"Izium", "Kharkiv region", "Valerii Marchenko", "Volodymyr Zelensky", "CNN", "Natalie Gallon"},
        "sources": {"CNN", "Rada TV"},
        "dates": {"Sunday": "2022-09-18", "Friday": "2022-09-16", "today": "2022-09-18", "Currently": None},
        "claims": {"at least 440 “unmarked” graves", "11,000 - 15,000 residents"},
        "speakers": {"Volodymyr Zelensky", "Valerii Marchenko"},
    },
    "004_9c5af615230406a8.txt": {
        "names": {"Izium", "Kharkiv region", "Oleh Kotenko", "Ihor Klymenko", "National Police of Ukraine"},
        "sources": {"Censor.NET", "Espreso", "Facebook"},
        "dates": {"today, September 16": "2022-09-16", "September 16": "2022-09-16", "the day before": "2022-09-15"},
        "claims": {
            "50 bodies of civilians",
            "about 445 graves",
            "almost 50 people",
            "approximately 445 burials",
            "hundreds of new burials",
            "up to 25 defenders",
        },
        "speakers": {"Oleh Kotenko", "Ihor Klymenko"},
    },
}


@pytest.mark.parametrize("name", sorted(SEEDS))
def test_the_two_reports_of_this_archive(name, pytestconfig):
    seed = (pytestconfig.rootpath / "seeds" / name).read_text("utf-8")
    day, text = seed[6:16], seed[17:]
    found = find_all(document(text, day), ())
    wanted = SEEDS[name]
    assert_findings_fit(text, found)
    assert wanted["names"] <= {one.name for one in found.mentions}
    assert wanted["sources"] <= {one.name for one in found.attributions}
    assert wanted["dates"].items() <= {one.surface: one.edtf for one in found.dates}.items()
    assert wanted["claims"] == {one.surface for one in found.claims}
    assert wanted["speakers"] == {one.speaker.name for one in found.quotes if one.speaker}
