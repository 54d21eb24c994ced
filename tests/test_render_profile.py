"""What editors say of somebody, as pages show it: every name in its language, what was when, and who is another."""

import re

import pytest

from linking import directory_of, every_draft, every_page
from muniment.model import (
    Authority,
    EntityPage,
    Name,
    Page,
    Post,
    Profile,
    Row,
    Sighting,
    SourcePage,
    Spelling,
    Tenure,
    Value,
    changed,
)
from muniment.render.pages import render_page
from muniment.render.view_profile import written_distance, written_tenure
from muniment.settings import Settings
from rendered import SITE, Reader

STATE = Authority(id="state", kind="organization", name="The state")
POLICE = Authority(id="police", kind="organization", name="National Police", party="state")
KLYMENKO = Authority(
    id="klymenko", kind="person", name="Ihor Klymenko", names=("Игорь Клименко", "Ігор Клименко", "I. Klymenko"),
    spellings=(
        Spelling("Ihor Klymenko", "en"), Spelling("Ігор Клименко", "uk"), Spelling("Ihor Klymenko", "uk-Latn"),
        Spelling("Игорь Клименко", "ru"),
    ),
    roles=(Tenure("Head", "police", "2019-09-27", "2023-01-18"), Tenure("Adviser", "a foundation", "1998~", "..")),
    external=(("wikidata", "Q1"), ("gnd", "7")), notes="First words.\n\nSecond words.",
    lookalikes=("other", "Igor Klimenko, the singer"),
)  # fmt: skip
OTHER = Authority(id="other", kind="person", name="Ihor Klimenko")
RADA = Authority(id="rada", kind="channel", name="Rada TV", is_source=True, owner="police", lookalikes=("Rada",))
LISTED = (STATE, POLICE, KLYMENKO, OTHER, RADA)


def pages_of(*listed: Authority, rows: tuple[Row, ...] = ()) -> dict[str, Page]:
    directory = directory_of(rows, listed)
    return {page.address: page for page in every_page(directory, Settings())}


def html_of(address: str, *listed: Authority) -> str:
    (html,) = (body for at, body in render_page(pages_of(*(listed or LISTED))[address], SITE) if at == address)
    return html.decode("utf-8")


def words_of(html: str) -> str:
    return " ".join(Reader(html).words.split())


def row(identifier: str, *names: str, kind: str = "person") -> Row:
    sightings = tuple(Sighting(kind, name, sentence=0, start=0, end=3) for name in names)  # type: ignore[arg-type]
    return Row(id=identifier, digest=identifier, path=identifier, title=Value(identifier), entities=sightings)


def test_names_stand_in_their_language():
    html = html_of("people/klymenko.html")
    assert "Also written I. Klymenko Ukrainian: Ігор Клименко Russian: Игорь Клименко" in words_of(html)
    assert '<span lang="uk" dir="auto">Ігор Клименко</span>' in html
    assert re.search(r'<h1[^>]* lang="en"', html)


def test_roles_have_their_dates_and_lead_to_the_organisation():
    html = html_of("people/klymenko.html")
    assert "Head, National Police, 27 September 2019 to 18 January 2023" in words_of(html)
    assert "Adviser, a foundation, since about 1998" in words_of(html)
    assert 'href="../organizations/police.html" dir="auto">National Police' in html


@pytest.mark.parametrize(
    "since, until, words",
    [
        ("2019-05-20", "..", "since 20 May 2019"),
        ("2019-05-20", "", "from 20 May 2019, end not known"),
        ("", "2022-09", "until September 2022, beginning not known"),
        ("", "..", "to this day, beginning not known"),
        ("2015", "2020?", "2015 to perhaps 2020"),
        ("2022-09-01", "2022-09-30", "1 to 30 September 2022"),
        ("", "", ""),
    ],
)
def test_when_is_written_as_it_is_known(since, until, words):
    assert written_tenure(since, until).replace("\u00a0", " ") == words


@pytest.mark.parametrize(
    "metres, words", [(1, "1 m"), (500, "500 m"), (1000, "1 km"), (2500, "2.5 km"), (10_000_000, "10,000 km")]
)
def test_a_distance_is_written_short(metres, words):
    assert written_distance(metres).replace("\u00a0", " ") == words


def test_whose_side_somebody_speaks_from_is_followed_and_said_to_be():
    assert "Speaks for The state by affiliation" in words_of(html_of("people/klymenko.html"))
    assert "Owner National Police Speaks for The state by affiliation" in words_of(html_of("sources/rada.html"))
    police = words_of(html_of("organizations/police.html"))
    assert "Speaks for The state" in police
    assert "by affiliation" not in police
    assert "Speaks for" not in words_of(html_of("organizations/state.html"))


def test_whom_somebody_belongs_to_is_not_said_twice():
    reporter = Authority(id="one", kind="person", name="A Reporter", affiliation="An outlet")
    words = words_of(html_of("people/one.html", reporter))
    assert "Belongs to An outlet" in words
    assert "Speaks for" not in words


def test_ids_elsewhere_are_links_where_they_lead_anywhere():
    html = html_of("people/klymenko.html")
    assert '<a href="https://www.wikidata.org/wiki/Q1" rel="noopener noreferrer">Wikidata Q1</a>' in html
    assert "<li>gnd 7</li>" in html


def test_notes_are_paragraphs_of_plain_text():
    html = html_of("people/klymenko.html")
    assert '<p dir="auto">First words.</p><p dir="auto">Second words.</p>' in html


def test_two_that_are_not_the_same_lead_to_each_other():
    assert "Not to be confused with Ihor Klimenko, Igor Klimenko, the singer" in words_of(
        html_of("people/klymenko.html")
    )
    other = html_of("people/other.html")
    assert "Not to be confused with Ihor Klymenko" in words_of(other)
    assert 'href="klymenko.html"' in other
    assert "Not to be confused with Rada" in words_of(html_of("sources/rada.html"))


def test_how_near_coordinates_are_is_told():
    town = Authority(id="town", kind="place", name="Town", coordinates=(49.2, 37.2), precision=1500)
    assert "49.2, 37.2, within 1.5 km" in words_of(html_of("places/town.html", town)).replace("\u00a0", " ")
    unknown = Authority(id="town", kind="place", name="Town", coordinates=(49.2, 37.2))
    assert "within" not in words_of(html_of("places/town.html", unknown))


def test_an_older_page_says_none_of_it():
    rows = tuple(row(f"r{number}", "Ihor Klymenko") for number in range(250))
    pages = {address: page.value for address, page in pages_of(KLYMENKO, rows=rows).items()}
    older, newest = pages["people/klymenko.1.html"], pages["people/klymenko.html"]
    assert isinstance(older, EntityPage)
    assert isinstance(newest, EntityPage)
    assert older.profile == Profile()
    assert newest.profile.posts[1] == Post("Adviser", Name("", "", "a foundation", "", "reviewed"), "1998~", "..")


# Which pages an edit makes anew.


def redrawn(*listed: Authority) -> set[str]:
    """The pages of people, organisations and sources that others are for these entries than for LISTED."""
    rows = (row("a", "Ihor Klymenko"), row("b", "Ihor Klimenko"))
    then, now = (
        {draft.address: draft.stamp for draft in every_draft(directory_of(rows, entries), Settings())}
        for entries in (LISTED, listed)
    )
    return {address for address in then if then[address] != now[address] and "/" in address}


@pytest.mark.parametrize(
    "edited, pages",
    [
        (changed(POLICE, name="The Police"), {"organizations/police.html", "people/klymenko.html", "sources/rada.html"}),
        (changed(STATE, name="A state"), {
            "organizations/state.html", "organizations/police.html", "people/klymenko.html", "sources/rada.html",
        }),
        (changed(OTHER, name="Igor Klimenko"), {"people/other.html", "people/klymenko.html", "reports/b.html"}),
        (changed(OTHER, notes="Another."), {"people/other.html"}),
        (changed(RADA, owner="state"), {"sources/rada.html"}),
        (changed(POLICE, party=""), {"organizations/police.html", "people/klymenko.html", "sources/rada.html"}),
    ],
)  # fmt: skip
def test_an_edit_makes_the_pages_anew_that_show_it_and_no_other(edited, pages):
    listed = tuple(edited if one.id == edited.id else one for one in LISTED)
    assert redrawn(*listed) == pages


def test_a_source_page_has_a_profile_on_its_newest_page_alone():
    value = pages_of(*LISTED)["sources/rada.html"].value
    assert isinstance(value, SourcePage)
    assert [one.name for one in value.profile.lookalikes] == ["Rada"]
