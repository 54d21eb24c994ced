"""Lists, indexes, names, sources and the timeline: everything linked, nothing invented, unknown printed."""

import hashlib
import re
from pathlib import Path

import pytest

import rendered
from muniment.ids import sort_key
from muniment.model import (
    EntityPage,
    Event,
    EventEntry,
    EventLine,
    Index,
    Line,
    Located,
    Name,
    Page,
    Paging,
    Period,
    Post,
    Profile,
    Quotation,
    ReportList,
    SourcePage,
    Span,
    Spelling,
    Spot,
    Status,
    Stretch,
    Timeline,
    changed,
)
from muniment.publish.assets import asset_files
from muniment.recipes import program_templates
from muniment.render.concordance import text_direction, view_concordance
from muniment.render.pages import render_page
from rendered import SITE, Reader

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)> {{ 7*7 }} \x00\u202e"
CNN = Name("cnn", "source", "CNN", "sources/cnn.html", "reviewed", 3, "cnn\0CNN")


def name(words: str, kind: str = "person", count: int = 1, status: Status = "suggested", address: str = "-") -> Name:
    identifier = hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()[:8]
    folder = {"person": "people", "organization": "organizations", "place": "places", "source": "sources"}[kind]
    address = f"{folder}/{identifier}.html" if address == "-" else address
    return Name(identifier, kind, words, address, status, count, sort_key(words))


def line(identifier: str, published: str = "2022-09-18", **fields: object) -> Line:
    given: dict[str, object] = {
        "id": identifier,
        "address": f"reports/{identifier}.html",
        "title": f"Title of {identifier}",
        "title_status": "stated",
        "published": published,
        "published_status": "stated",
        "published_address": f"dates/{published}.html" if published else "",
        "publisher": CNN,
        "language": "en",
        "bytes": 1942,
    }
    return Line(**{**given, **fields})  # type: ignore[arg-type]


def quotation(one: Line, sentence: str, words: str, paragraph: int = 1, **fields: object) -> Quotation:
    start = sentence.index(words)
    given: dict[str, object] = {"status": "suggested", **fields}
    return Quotation(one, f"{one.address}#p{paragraph}", sentence, start, start + len(words), **given)  # type: ignore[arg-type]


def html_of(value: object, address: str = "people.html") -> str:
    return render_page(Page(address, value), SITE)[0][1].decode("utf-8")  # type: ignore[arg-type]


def words_of(value: object, address: str = "people.html") -> str:
    """What a reader sees, in one line, spaces made plain."""
    return " ".join(Reader(html_of(value, address)).words.split())


def links_of(value: object, address: str = "people.html") -> list[str]:
    return [kept.get("href", "") for kept in Reader(html_of(value, address)).all("a")]


IZIUM = quotation(line("one"), "The bodies were found in Izium this week.", "Izium", 2, times=3)
ENTITY = EntityPage(
    name=name("Izium", "place", 1, "reviewed"),
    names=("Izyum", "Ізюм"),
    quotations=(IZIUM,),
    spans=(Span("2022-09", "dates/2022-09.html", 1, 0),),
    total=1,
)


# The list of reports.


def test_reports_stand_under_the_month_they_were_published_in():
    value = ReportList(
        (line("c", "2022-09-18"), line("b", "2022-09"), line("a", "2021-02-03"), line("x", "")), Paging()
    )
    headings = [kept.get("datetime") for kept in Reader(html_of(value)).all("time")]
    assert headings == ["2022-09", "2022-09-18", "2021-02", "2021-02-03"]
    words = words_of(value)
    assert words.index("18 Sep") < words.index("no day") < words.index("3 Feb") < words.index("Date unknown")


def test_first_words_instead_of_a_title_are_said_to_be_that():
    def said(kind: str) -> str:
        return words_of(ReportList((line("a", title_status="suggested", title_kind=kind),), Paging()))

    assert "no title, first words suggested" in said("first words")
    assert "no title, file name suggested" in said("file name")
    assert "no title" not in said("title")
    assert "title suggested" in said("title")
    assert "first words" not in words_of(ReportList((line("a"),), Paging()))


def test_an_unknown_publisher_is_printed_as_unknown():
    assert "publisher unknown" in words_of(ReportList((line("a", publisher=None),), Paging()))


def test_an_older_page_of_a_list_says_nothing_that_a_new_report_would_change():
    value = ReportList((line("a"), line("b")), Paging(2, "reports.1.html", "reports.3.html", "reports.html"))
    words = words_of(value, "reports.2.html")
    assert "2 reports" not in words
    assert {"reports.1.html", "reports.3.html", "reports.html"} <= set(links_of(value, "reports.2.html"))


def test_a_list_of_one_page_says_how_many_it_holds():
    assert "1 report, newest first" in words_of(ReportList((line("a"),), Paging()))


# Indexes.


def test_a_long_index_has_letters_and_every_name_stands_under_its_own():
    names = [name(f"{letter}{number}") for letter in "ABЯ" for number in range(11)] + [name("Ізюм", "person")]
    html = html_of(Index("person", tuple(names), total=34))
    assert re.findall(r'<h2 id="letter-(.)"', html) == ["a", "b", "i", "y"]
    assert html.index('id="letter-i"') < html.index("Ізюм") < html.index('id="letter-y"') < html.index("Я0")


def test_a_short_index_needs_no_letters():
    assert "letter-" not in html_of(Index("person", (name("Oleh Kotenko"),), total=1))


def test_an_index_in_parts_leads_to_its_letters_and_marks_the_one_that_is_open():
    letters = (("K", "people.k.html", 2), ("#", "people.other.html", 1))
    value = Index("person", (name("Kotenko"), name("Klymenko")), "K", letters, 3)
    page = Reader(html_of(value, "people.k.html"))
    current = [kept["href"] for kept in page.all("a") if kept.get("aria-current") == "page"]
    assert current == ["people.k.html"]
    assert "under K: 2 of 3 people" in " ".join(page.words.split())
    assert "people.other.html" in links_of(value, "people.k.html")


def test_a_name_without_a_page_leads_to_its_place_in_the_report_and_that_is_explained():
    value = Index("person", (name("Natalie Gallon", address="reports/one.html#p1"),), total=1)
    assert "reports/one.html#p1" in links_of(value)
    assert "leads to its place in a report" in words_of(value)


def test_every_name_of_an_index_shows_its_status_and_the_key_counts_them():
    value = Index("person", (name("A", status="reviewed"), name("B"), name("C")), total=3)
    html = html_of(value)
    assert re.findall(r'class="named (\w+)"', html) == ["reviewed", "suggested", "suggested"]
    assert "suggested found by rules, seen by nobody yet: 2" in words_of(value)


def test_an_index_of_places_has_a_map_only_where_there_are_coordinates():
    izium = name("Izium", "place")
    assert "chart-map" in html_of(Index("place", (izium,), total=1, points=(Spot(izium, 49.2, 37.2),)), "places.html")
    assert "chart-map" not in html_of(Index("place", (izium,), total=1), "places.html")


# Sentences with a name in one column.


def hit_of(one: Quotation):
    ((hit,),) = [year.hits for year in view_concordance((one,), lambda address: address)]
    return hit


def test_a_sentence_keeps_every_letter_around_its_name():
    hit = hit_of(IZIUM)
    assert (hit.before, hit.quotation.words, hit.quotation.after) == (
        "The bodies were found in",
        "Izium",
        " this week.",
    )
    assert hit.is_apart
    assert "The bodies were found in Izium this week." in words_of(ENTITY, "places/izium.html")


def test_a_name_in_brackets_is_not_set_apart():
    hit = hit_of(quotation(line("a"), "(Natalie Gallon/CNN)", "CNN"))
    assert (hit.before, hit.is_apart) == ("(Natalie Gallon/", False)


@pytest.mark.parametrize(
    "text, language, direction",
    [
        ("Izium", "", "ltr"),
        ("440 – إيزيوم", "", "rtl"),
        ("…", "ar", "rtl"),
        ("…", "en", "ltr"),
        ("", "", "ltr"),
        ("Ізюм", "ar", "ltr"),
    ],
)
def test_a_line_runs_as_its_first_letter_does(text, language, direction):
    assert text_direction(text, language) == direction


def test_an_arabic_sentence_is_cut_at_its_own_beginning():
    hit = hit_of(quotation(line("a", language="ar"), "عثر على الجثث في إيزيوم هذا الأسبوع", "إيزيوم"))
    assert (hit.direction, hit.against) == ("rtl", "ltr")


def test_sentences_stand_under_their_years_and_a_report_is_named_once():
    older = quotation(line("old", "2021-02-03"), "Izium again.", "Izium")
    twice = quotation(line("one"), "And Izium once more.", "Izium", 5)
    years = view_concordance(
        (IZIUM, twice, older, quotation(line("none", ""), "Izium.", "Izium")), lambda address: address
    )
    assert [year.words for year in years] == ["2022", "2021", "Date unknown"]
    assert [hit.is_same_report for hit in years[0].hits] == [False, True]


def test_a_name_that_only_the_files_fields_have_is_said_to_be_so():
    stated = Quotation(line("one"), "reports/one.html", "", -1, -1, "stated")
    assert "In the file’s own fields: Title of one" in words_of(
        EntityPage(name=name("X"), names=(), quotations=(stated,))
    )


# People, organisations, places.


def test_a_place_without_coordinates_says_so_and_is_on_no_map():
    html = html_of(ENTITY, "places/izium.html")
    assert "unknown: nobody has given any, so it is on no map" in html
    assert "chart-map" not in html


def test_a_place_with_coordinates_is_on_a_map_with_those_named_beside_it():
    value = EntityPage(
        name=ENTITY.name,
        names=(),
        coordinates=(49.2088, 37.2485),
        nearby=(Spot(name("Bucha", "place"), 50.54, 30.21),),
        total=1,
    )
    page = Reader(html_of(value, "places/izium.html"))
    assert "49.2088, 37.2485" in page.words
    assert "Izium: 1 report, at 49.21°N 37.25°E; Bucha: 1 report" in page.words


SUGGESTED = EntityPage(
    name=name("Izium", "place", 2),
    coordinates=(49.207, 37.277),
    coordinates_status="suggested",
    place=Located((49.207, 37.277), ("Kharkiv Oblast", "Ukraine"), "geonames:707292"),
    alike=(name("Izyum", "place", 3), name("Ізюм", "place", 1, address="reports/a.html#p1")),
    total=2,
)


def test_where_a_gazetteer_has_a_place_is_suggested_and_credited():
    words = words_of(SUGGESTED, "places/izium.html")
    assert "Coordinates 49.207, 37.277 suggested" in words
    assert "Part of Kharkiv Oblast, Ukraine suggested" in words
    assert "Found at GeoNames 707292, CC BY 4.0: a place of this name" in words
    page = Reader(html_of(SUGGESTED, "places/izium.html"))
    assert [one.get("href") for one in page.all("a") if "geonames" in one.get("href", "")] == [
        "https://www.geonames.org/707292"
    ]
    assert "spot subject suggested machine" in html_of(SUGGESTED, "places/izium.html")


def test_what_is_suggested_of_a_place_is_left_out_of_print_and_said_to_be():
    html = html_of(SUGGESTED, "places/izium.html")
    for shown in ("49.207, 37.277", "Kharkiv Oblast, Ukraine", "Izyum", "GeoNames 707292"):
        element = html[: html.index(f">{shown}<" if f">{shown}<" in html else shown)].rpartition("<d")[2]
        assert element.startswith('d class="machine">'), shown
    assert html.count('<dd class="instead"><span class="unknown">not shown</span></dd>') == 2


def test_what_editors_say_of_a_place_is_shown_and_no_gazetteer():
    value = changed(SUGGESTED, coordinates=(1.0, 2.0), coordinates_status="reviewed", place=None, alike=())
    words = words_of(value, "places/izium.html")
    assert "Coordinates 1, 2 reviewed" in words
    assert "GeoNames" not in words
    assert "Perhaps" not in words
    kharkiv = name("Kharkiv region", "place", 2, "reviewed")
    words = words_of(changed(SUGGESTED, part_of=kharkiv), "places/izium.html")
    assert "Part of Kharkiv region Coordinates" in words


def test_of_a_region_what_it_is_part_of_is_suggested_and_of_a_country_nothing():
    region = changed(SUGGESTED, coordinates=None, place=Located(None, ("Ukraine",), "geonames:706482"))
    words = words_of(region, "places/x.html")
    assert "Part of Ukraine suggested" in words
    assert "unknown: nobody has given any" in words
    country = changed(region, place=Located(None, (), "geonames:690791"))
    assert "GeoNames" not in words_of(country, "places/x.html")


def test_those_who_are_perhaps_the_same_are_named_and_an_editor_decides():
    assert "Perhaps the same as Izyum (3), Ізюм (1) suggested, an editor decides" in words_of(
        SUGGESTED, "places/izium.html"
    )
    assert "../reports/a.html#p1" in links_of(SUGGESTED, "places/izium.html")


def test_how_often_and_when_someone_is_named_is_said():
    words = words_of(ENTITY, "places/izium.html")
    assert "Named in 1 report, September 2022." in words
    assert "3 times" in words


REVIEWED = "Identity in the editors’ list of names reviewed"
UNCHECKED = "Identity not checked: rules found this spelling, and no editor has said who or what it is suggested"


@pytest.mark.parametrize(("status", "identity"), [("reviewed", REVIEWED), ("suggested", UNCHECKED)])
def test_the_status_of_a_name_stands_with_its_identity_and_not_with_counts(status, identity):
    listed = Profile(is_listed=status == "reviewed")
    person = EntityPage(
        name=name("Oleh Kotenko", status=status), names=(), quotations=(IZIUM,), total=2, profile=listed
    )
    outlet = source(name=name("Espreso", "source", 2, status), total=2, profile=listed)
    for value, address in ((person, "people/x.html"), (outlet, "sources/x.html")):
        assert identity in words_of(value, address)
        lead = re.search(r'<p class="lead">(.*?)</p>', html_of(value, address))
        assert "2 reports" in lead[1]
        assert status not in lead[1]


def test_those_in_the_same_reports_stand_by_kind_and_those_a_machine_found_can_be_hidden():
    beside = (name("Ihor Klymenko", status="reviewed"), name("CNN staff", "organization"), name("Bucha", "place"))
    html = html_of(EntityPage(name=name("X"), names=(), beside=beside, total=1), "people/x.html")
    assert re.findall(r'class="company( machine)?"><h3>(\w+)', html) == [
        ("", "People"),
        (" machine", "Organisations"),
        (" machine", "Places"),
    ]


def test_an_address_that_a_browser_must_not_follow_is_only_shown():
    value = EntityPage(name=name("X"), names=(), url="javascript:alert(1)", total=1)
    assert "javascript:alert(1)" in words_of(value)
    assert not [link for link in links_of(value) if "javascript" in link]


def test_an_older_page_of_mentions_has_the_sentences_and_no_totals():
    value = EntityPage(
        name=name("Izium", "place", 0), names=(), quotations=(IZIUM,), paging=Paging(1, "", "b.html", "a.html")
    )
    words = words_of(value, "places/izium.1.html")
    assert "The bodies were found in" in words
    assert not re.search(r"\d+ reports?\b", words)
    assert "Coordinates" not in words


def test_a_name_that_editors_list_and_no_report_has_is_said_to_be_that():
    words = words_of(EntityPage(name=name("Ukraine", "place", 0, "reviewed"), names=()), "places/ukraine.html")
    assert "Found in no report of this archive." in words
    assert "Mentions" not in words
    index = Index("place", (name("Ukraine", "place", 0), name("Izium", "place")), total=2)
    assert "Every place that the reports name, or editors list: 2 places." in words_of(index, "places.html")


# Sources.


def source(**fields: object) -> SourcePage:
    given: dict[str, object] = {"name": name("Espreso", "source", 2, "reviewed"), "kind": "outlet", "names": ()}
    return SourcePage(**{**given, **fields})  # type: ignore[arg-type]


def test_what_is_not_known_of_a_source_is_printed_as_unknown():
    words = words_of(source(), "sources/espreso.html")
    assert "Owner unknown" in words
    assert "Speaks for unknown" in words
    owner, party = (Name("", "", one, "", "reviewed") for one in ("Parliament of Ukraine", "the Ukrainian state"))
    known = words_of(source(profile=Profile(owner=owner, party=party)), "sources/rada.html")
    assert "Owner Parliament of Ukraine Speaks for the Ukrainian state" in known


def test_whom_a_source_passes_on_stands_before_it_and_who_passes_it_on_after():
    value = source(relays=(name("Ihor Klymenko", "source", 3),), relayed_by=(name("Censor.NET", "source", 2),))
    words = words_of(value, "sources/espreso.html")
    assert re.search(r"It passes on Ihor Klymenko 3 Espreso It is passed on by Censor\.NET 2", words)
    assert not re.search(r"\b(left|right|above|below)\b", words), "on a phone the sides stand otherwise"


def test_a_side_with_nobody_says_so_and_no_sides_at_all_are_no_figure():
    assert "nobody, as far as the reports say" in words_of(source(relays=(name("A", "source"),)))
    assert "passes on" not in words_of(source()).replace("passed on", "")


def test_a_side_with_very_many_is_drawn_with_the_most_and_the_rest_can_be_opened():
    value = source(relays=tuple(name(f"Agency {number}", "source", 99 - number) for number in range(40)))
    html = html_of(value, "sources/espreso.html")
    figure = html[html.index('class="relay-from"') : html.index('class="relay-self"')]
    assert figure.count("<li>") == 12
    assert "28 more that it passes on" in html
    assert html.count("Agency ") == 40


def test_the_ways_in_which_reports_name_a_source_are_kept_apart():
    value = source(
        quotations=(
            quotation(line("a"), "Espreso reports.", "Espreso", kind="via"),
            quotation(line("b"), "(Photo: Espreso)", "Espreso", kind="credit"),
        ),
        passed_on=2,
        named=5,
    )
    html = html_of(value, "sources/espreso.html")
    assert html.index('id="named-credit"') < html.index("(Photo:") < html.index('id="named-via"')
    assert "is credited, cited or passed on in 2 reports; is only named in 3 reports" in words_of(value)


# Time.


def months(first: int, last: int, published: int = 1) -> tuple[Span, ...]:
    names = [f"{year}-{month:02}" for year in range(first, last + 1) for month in range(1, 13)]
    return tuple(Span(each, f"dates/{each}.html", published, 2) for each in names)


def years(first: int, last: int) -> tuple[Span, ...]:
    return tuple(Span(str(year), f"dates/{year}.html", 12, 24) for year in range(first, last + 1))


def strips_of(value: Timeline) -> list[str]:
    return re.findall(r"<title[^>]*>([^<]*, (?:month by month|year by year))</title>", html_of(value, "timeline.html"))


def test_a_short_span_is_drawn_by_month_and_a_long_one_by_year():
    assert strips_of(Timeline(years(2021, 2022), months(2021, 2022), ())) == [
        "The whole span of the archive, month by month"
    ]
    assert strips_of(Timeline(years(1990, 2022), months(1990, 2022), ())) == [
        "The whole span of the archive, year by year"
    ]


def test_where_reports_tell_of_a_far_past_the_time_of_publishing_is_drawn_closer():
    value = Timeline((Span("1066", "dates/1066.html", 0, 1), *years(2022, 2022)), months(2022, 2022), ())
    assert strips_of(value) == [
        "The whole span of the archive, year by year",
        "January to December\u00a02022, month by month",
    ]


def test_every_month_with_anything_in_it_is_in_the_table_and_leads_to_its_page():
    value = Timeline((Span("2022", "dates/2022.html", 3, 4),), (Span("2022-09", "dates/2022-09.html", 2, 4),), ())
    html = html_of(value, "timeline.html")
    table = html[html.index('id="years"') :]
    assert re.findall(r'href="(dates[^"]*)"', table) == ["dates/2022.html", "dates/2022-09.html"]
    assert "in no single month: 1 published" in words_of(value, "timeline.html")
    assert "not in the drawing: 1 report." in words_of(value, "timeline.html")


def test_a_year_that_is_only_told_of_takes_no_row_of_its_own():
    value = Timeline(
        (Span("1917", "dates/1917.html", 0, 3), Span("2022", "dates/2022.html", 1, 0)),
        (Span("1917-11", "dates/1917-11.html", 0, 2), Span("2022-09", "dates/2022-09.html", 1, 0)),
        (),
    )
    html = html_of(value, "timeline.html")
    lone = html[html.index('<li class="lone">') : html.index("</section>", html.index('id="years"'))]
    assert re.findall(r'href="(dates[^"]*)"', lone) == ["dates/1917.html", "dates/1917-11.html"]


def test_reports_without_a_date_are_listed_and_counted():
    value = Timeline((), (), (line("a", ""),), 37)
    words = words_of(value, "timeline.html")
    assert "37 reports without a date" in words
    assert "Title of a" in words
    assert "And 36 more" in words


def test_an_archive_with_nothing_in_it_has_a_timeline_that_says_so():
    assert "Nothing in this archive is dated yet." in words_of(Timeline((), (), ()), "timeline.html")


SEPTEMBER = Period(
    edtf="2022-09",
    published=2,
    tellings=8,
    lines=(line("one"), line("two", "2022-09")),
    told=(
        quotation(line("one"), "They were found in September.", "in September", edtf="2022-09"),
        quotation(line("one"), "It goes on from 20 September.", "from 20 September", edtf="2022-09-20/.."),
    ),
    inside=(Span("2022-09-18", "dates/2022-09-18.html", 1, 6),),
    up=(("2022", "dates/2022.html"),),
    earlier="dates/2022-03.html",
    earlier_edtf="2022-03",
)


def test_a_month_counts_what_is_on_its_days_and_what_is_on_none():
    assert "2 reports published then; told of 8 times." in words_of(SEPTEMBER, "dates/2022-09.html")
    html = html_of(SEPTEMBER, "dates/2022-09.html").replace("\u00a0", " ")
    assert f'content="September 2022 in {SITE.title}. 2 reports published then; told of 8 times."' in html


def test_the_older_reports_of_a_long_day_stand_on_a_page_of_their_own():
    paging = Paging(1, "", "dates/2022-09-18.2.html", "dates/2022-09-18.html")
    value = Period(edtf="2022-09-18", lines=(line("one"),), paging=paging)
    words = words_of(value, "dates/2022-09-18.1.html")
    assert "on a page that stays as it is" in words
    assert "page 1, counted from the oldest" in words
    assert "../reports/one.html" in links_of(value, "dates/2022-09-18.1.html")
    assert "Told of" not in words
    assert "no report" not in words


def test_a_month_has_a_calendar_that_begins_on_monday_and_links_the_days_that_have_pages():
    html = html_of(SEPTEMBER, "dates/2022-09.html")
    calendar = html[html.index("<table") : html.index("</table>")]
    first_week = calendar[calendar.index("<tbody>") : calendar.index("</tr>", calendar.index("<tbody>"))]
    assert first_week.count("<td></td>") == 3  # 1 September 2022 was a Thursday
    assert re.findall(r'href="([^"]+)" aria-label="([^"]+)"', calendar) == [
        ("2022-09-18.html", "18\u00a0September\u00a02022")
    ]


def test_what_was_told_in_advance_is_said_and_drawn_hollow():
    html = html_of(SEPTEMBER, "dates/2022-09.html")
    assert "or later, told in advance" in html
    assert "September\u00a02022, told in advance" not in html


def test_a_month_leads_up_and_to_the_months_beside_it():
    links = links_of(SEPTEMBER, "dates/2022-09.html")
    assert {"../timeline.html", "2022.html", "2022-03.html"} <= set(links)


def test_a_day_keeps_what_was_published_apart_from_what_is_told_of_it():
    told = (quotation(line("two"), "An update came Sunday.", "Sunday", edtf="2022-09-18"),)
    value = Period(edtf="2022-09-18", lines=(line("one"),), told=told)
    words = words_of(value, "dates/2022-09-18.html")
    assert "Sunday 18 September 2022" in words
    assert words.index("Published that day") < words.index("Title of one") < words.index("Told of that day")
    assert words.index("Told of that day") < words.index("An update came Sunday.")


def test_a_day_on_which_nothing_was_published_says_so():
    assert "Nothing that this archive holds." in words_of(Period(edtf="2022-09-15"), "dates/2022-09-15.html")


def test_a_year_sends_to_its_months_for_what_it_does_not_list():
    value = Period(edtf="2022", published=2, elsewhere=2, inside=(Span("2022-09", "dates/2022-09.html", 2, 9),))
    assert "2 reports, each on the page of its month." in words_of(value, "dates/2022.html")


# What editors say happened.

HAPPENING = (Span("2022", "dates/2022.html", 12, 24, events=1),)

HOSTILE_EVENT = Event(
    id="x", title=HOSTILE, date="2022-09~", description=f"{HOSTILE}\n\n{HOSTILE}", note=HOSTILE, reports=("a", "b")
)


def happened(day: str = "2022-09~", title: str = HOSTILE, identifier: str = "x") -> EventLine:
    return EventLine(identifier, title, day, f"dates/{day[:7]}.html#event-{identifier}")


FOUND = Event(
    id="found", title="The site is found", date="2022-09-15?", where="izium", people=(rendered.MARCHENKO.id,), description="In a wood.\n\nBy chance.",
    reports=("one", "two", "three"), note="Perhaps a day before.",
)  # fmt: skip
DAY = Period(
    edtf="2022-09-15",
    events=(
        EventEntry(
            FOUND,
            happened("2022-09-15?", "The site is found", "found"),
            (rendered.IZIUM, rendered.MARCHENKO),
            (line("one"), line("two")),
        ),
    ),
    around=(happened("2022-03/..", "It goes on", "goes-on"),),
    event_counts=(1, 0, 4),
)


def test_an_event_is_told_in_full_where_it_is_dated_to_and_those_around_it_in_a_line():
    html = html_of(DAY, "dates/2022-09-15.html")
    words = " ".join(Reader(html).words.split()).replace("\u00a0", " ")
    assert "No report published then; no report tells of it; 1 event." in words
    assert (
        "perhaps 15 September 2022 EDTF 2022-09-15? The site is found reviewed · where: Izium · who: Valerii Marchenko"
        in words
    )
    assert "In a wood. By chance. Perhaps a day before. Reports that tell of it: Title of one" in words
    assert "And 1 more." in words, "of three reports two are shown"
    assert "which reaches into this day or over it from March 2022 on It goes on reviewed" in words
    assert "And 3 more, in the table of the timeline." in words
    assert 'id="event-found"' in html


def test_a_day_says_of_what_is_told_without_an_end_that_it_has_none():
    told = (quotation(line("two"), "It goes on since Sunday.", "since Sunday", edtf="2022-09-18/.."),)
    words = words_of(Period(edtf="2022-09-18", told=told), "dates/2022-09-18.html")
    assert "Told of that day 18 September 2022 or later It goes on since Sunday." in words


def test_a_day_leads_to_what_is_dated_less_closely():
    value = Period(edtf="2022-09-18", up=(("2022", "dates/2022.html"), ("2022-09", "dates/2022-09.html")))
    assert "What is dated less closely stands with 2022 and September 2022." in words_of(value, "dates/2022-09-18.html")


def test_the_timeline_lists_its_events_and_counts_those_that_it_has_no_room_for():
    events = tuple(happened("2022-09-16", f"Event {number}", f"e{number}") for number in range(300))
    value = Timeline(HAPPENING, months(2022, 2022), (), 0, (), events, 1000)
    html = html_of(value, "timeline.html")
    listed = html[html.index('id="events"') : html.index('id="years"')]
    assert listed.count("<li>") == 200
    assert "800 before them" in words_of(value, "timeline.html")
    assert "Event 299" in listed
    assert 'href="dates/2022-09.html#event-e299"' in listed


def test_what_no_day_can_be_read_of_is_counted_on_the_timeline():
    value = Timeline(years(2022, 2022), months(2022, 2022), (), dayless=1234)
    assert "Reports tell 1,234 more times of what no day can be read of" in words_of(value, "timeline.html")


def test_times_that_no_month_holds_are_drawn_as_long_as_they_are():
    value = Timeline(
        (Span("2022", "dates/2022.html", 2, 9, beyond=3),), (Span("2022-09", "dates/2022-09.html", 2, 4, beyond=1),), (),
        stretches=(Stretch("2022-08-20/2022-09-10", "three weeks", 3, "2022"), Stretch("2022-03/..", "since March", 2, "")),
    )  # fmt: skip
    words = words_of(value, "timeline.html")
    assert "Told, across months: March 2022 or later: “since March”, 2 times. 20 August to 10 September 2022" in words
    assert "Told, across months: 1 more is not drawn, but on the pages of their years." in words, (
        "3 are beyond all, 3 in no month, and 5 are drawn"
    )


# What holds for all of them.

HOSTILE_NAME = Name("", "", HOSTILE, "", "reviewed")
HOSTILE_PROFILE = Profile(
    spellings=(Spelling(HOSTILE, "uk"), Spelling(f"{HOSTILE} 2", HOSTILE)), posts=(Post(HOSTILE, HOSTILE_NAME, HOSTILE),),
    party=HOSTILE_NAME, affiliation=HOSTILE_NAME, owner=HOSTILE_NAME, notes=HOSTILE, lookalikes=(HOSTILE_NAME,),
    external=((HOSTILE, HOSTILE), ("wikidata", HOSTILE)),
)  # fmt: skip
EVERYTHING = [
    ("reports.html", ReportList((line("a", title=HOSTILE, publisher=name(HOSTILE, "source")),), Paging())),
    ("people.html", Index("person", (name(HOSTILE), *(name(f"N{number}") for number in range(40))), total=41)),
    ("people/x.html", EntityPage(
        name=name(HOSTILE), names=(HOSTILE,), description=HOSTILE, role=HOSTILE, url=HOSTILE, profile=HOSTILE_PROFILE,
        quotations=(quotation(line("a", title=HOSTILE), f"Says {HOSTILE} there.", HOSTILE),), beside=(name(HOSTILE),), total=1,
        events=(happened(),), events_total=1,
    )),
    ("sources/x.html", source(
        name=name(HOSTILE, "source"), kind=HOSTILE, names=(HOSTILE,), profile=HOSTILE_PROFILE,
        relays=(name(HOSTILE, "source"),),
        quotations=(quotation(line("a"), f"Says {HOSTILE} there.", HOSTILE, kind=HOSTILE),),
    )),
    ("timeline.html", Timeline(
        HAPPENING, months(2022, 2022), (line("a", "", title=HOSTILE),), 1,
        (Stretch("2022-03/..", HOSTILE, 1, ""),), (happened(),), 1, 1,
    )),
    ("dates/2022-09.html", Period(
        edtf="2022-09", lines=(line("a", title=HOSTILE),),
        told=(quotation(line("a"), f"Says {HOSTILE} then.", HOSTILE, edtf="2022-09-12/2022-09-18"),),
        events=(EventEntry(HOSTILE_EVENT, happened(), (name("Place"),), (line("a", title=HOSTILE),)),),
        within=(happened(),), around=(happened(),), event_counts=(1, 1, 1),
    )),
]  # fmt: skip


@pytest.mark.parametrize("address, value", EVERYTHING, ids=[address for address, _ in EVERYTHING])
def test_words_of_reports_are_only_ever_text(address, value):
    html = html_of(value, address)
    page = Reader(html)
    assert page.misplaced == []
    assert "<script" not in html
    assert not [kept for _, kept in page.elements if any(key.startswith("on") or key == "style" for key in kept)]
    assert page.all("img") == []
    assert "\u202e" not in html
    assert "{{ 7*7 }}" in page.words


@pytest.mark.parametrize("address, value", EVERYTHING, ids=[address for address, _ in EVERYTHING])
def test_every_place_on_a_page_that_something_points_to_is_there_once(address, value):
    page = Reader(html_of(value, address))
    ids = [kept["id"] for _, kept in page.elements if "id" in kept]
    assert len(ids) == len(set(ids))
    pointed = [kept["href"][1:] for kept in page.all("a") if kept.get("href", "").startswith("#")]
    pointed += [
        kept[key] for _, kept in page.elements for key in ("aria-labelledby", "aria-describedby") if key in kept
    ]
    assert set(pointed) <= set(ids)


def test_empty_lists_and_indexes_are_pages_too():
    for value in (ReportList((), Paging()), Index("person", ()), EntityPage(name=name("X"), names=()), source()):
        assert Reader(html_of(value)).misplaced == []


# In a browser.


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A few of these pages as files, with the stylesheet and the fonts."""
    files = [(address, html_of(value, address).encode()) for address, value in EVERYTHING]
    for address, data in [*files, *asset_files(program_templates())]:
        (tmp_path / address).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / address).write_bytes(data)
    return tmp_path


AXE_ITSELF = ("assets/style.css' violates", "Couldn't load preload assets")  # it asks for the stylesheet, in vain


@pytest.mark.parametrize("width, scheme", [(1300, "light"), (320, "dark")])
def test_pages_fit_every_width_and_pass_axe(open_page, assert_accessible, site, width, scheme):
    look = {"color_scheme": scheme, "viewport": {"width": width, "height": 800}}
    for address, _ in EVERYTHING:
        page = open_page((site / address).as_uri(), inside=site.as_uri(), expected=AXE_ITSELF, **look)
        beyond = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert beyond == 0, address
        assert_accessible(page)
        page.close()


def test_the_strokes_of_a_drawing_are_reached_by_keyboard_and_show_it(open_page, site):
    page = open_page((site / "timeline.html").as_uri(), inside=site.as_uri())
    first = page.locator("svg a").first
    first.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "dates/2022-01.html"
    assert page.evaluate("getComputedStyle(document.activeElement.querySelector('rect')).strokeWidth") == "3px"
