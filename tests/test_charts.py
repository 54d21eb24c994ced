"""Drawings: every count has its stroke and its link, certainty is shape, words tell the whole finding."""

import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muniment.edtf import read_edtf
from muniment.model import Name, Span, Spot, changed
from muniment.render.chart_labels import NARROW, Label, place_labels, width_of
from muniment.render.chart_map import frame_of, position
from muniment.render.chart_marks import percent, pixels
from muniment.render.chart_scale import edtf_of, fold_end, number_of, scale_of, start_of, ticks_of
from muniment.render.charts import NAMED, Band, Telling, place_map, span_strip, telling_strip

HOSTILE = "<script>alert(1)</script>\"' onload=alert(1) &amp; \x00\u202e"


def spans(counts: dict[str, tuple[int, int]]) -> tuple[Span, ...]:
    return tuple(Span(edtf, f"dates/{edtf}.html", *count) for edtf, count in counts.items())


def months(first: int, last: int) -> list[str]:
    """ISO months of whole years."""
    return [f"{year}-{month:02}" for year in range(first, last + 1) for month in range(1, 13)]


def to(address: str) -> str:
    return f"../{address}" if address else ""


def drawn(html: str) -> ElementTree.Element:
    """The drawing as XML: one that a parser refuses would be no drawing in a browser."""
    return ElementTree.fromstring(f"<body>{html}</body>")


def of(tree: ElementTree.Element, *classes: str) -> list[ElementTree.Element]:
    return [one for one in tree.iter() if set(classes) <= set(one.get("class", "").split())]


def words_of(tree: ElementTree.Element, tag: str) -> list[str]:
    return ["".join(one.itertext()) for one in tree.iter(tag)]


def length(stroke: ElementTree.Element) -> float:
    return abs(float(stroke.get("y1", "")) - float(stroke.get("y2", "")))


IZIUM = spans({"2022-03": (0, 1), "2022-09": (2, 9), "2022-10": (0, 2)})


# Numbers and scales.


@pytest.mark.parametrize("share, written", [(0, "0.000%"), (12.5, "12.500%"), (100 / 3, "33.333%"), (-1e-9, "0.000%")])
def test_a_share_of_the_width_has_three_decimals(share, written):
    assert percent(share) == written


def test_a_length_has_one_decimal():
    assert (pixels(34), pixels(-1e-9), pixels(-2.25)) == ("34.0", "0.0", "-2.2")


@pytest.mark.parametrize(
    "edtf, place", [("2022", ("year", 2022)), ("2022-09", ("month", 24272)), ("0001-01-01", ("day", 1))]
)
def test_years_months_and_days_have_a_slot(edtf, place):
    assert number_of(edtf) == place
    assert edtf_of(*place) == edtf


@pytest.mark.parametrize(
    "edtf", ["", "22", "2022-13", "2022-02-30", "2022-W37", "0000", "-044", "2022-09~", "２０２２", "2022/2023"]
)
def test_what_the_calendar_has_not_has_no_slot(edtf):
    assert number_of(edtf) is None


def test_months_of_one_year_are_shown_in_their_whole_year():
    scale = scale_of("month", [number_of("2022-03")[1], number_of("2022-10")[1]])
    assert (edtf_of("month", scale.first), edtf_of("month", scale.last)) == ("2022-01", "2022-12")


def test_a_year_is_shown_in_its_decade_and_the_first_years_need_none_before():
    assert (scale_of("year", [2022]).first, scale_of("year", [2022]).last) == (2020, 2029)
    assert scale_of("year", [5]).first == 1
    assert scale_of("year", [3, 10]).first == 2
    assert scale_of("year", [9998]).last == 9999


def test_a_very_long_time_with_nothing_in_it_is_folded():
    scale = scale_of("year", [1066, *range(1990, 2025)])
    (fold,) = scale.folds
    assert (fold.first, fold.last) == (1067, 1989)
    assert start_of(scale, 1990) == pytest.approx(fold_end(scale, fold))
    assert start_of(scale, 1500) == fold.start
    assert start_of(scale, 2024) + scale.slot == pytest.approx(100)


@given(st.sets(st.integers(1, 9999), min_size=1, max_size=60))
def test_every_slot_stands_in_order_and_within_the_width(years):
    scale = scale_of("year", years)
    places = [start_of(scale, year) for year in sorted(years)]
    assert places == sorted(places)
    assert places[0] >= 0
    assert places[-1] + scale.slot <= 100.0001


@pytest.mark.parametrize(
    "unit, numbers",
    [
        ("month", range(24240, 24240 + 19)),
        ("month", range(24240, 24240 + 600)),
        ("year", range(1824, 2025)),
        ("year", [1066, 2022]),
    ],
)
def test_labels_that_are_always_shown_do_not_touch_on_a_phone(unit, numbers):
    scale = scale_of(unit, numbers)
    always = [tick for tick in ticks_of(scale) if tick.always]
    assert always
    for one, other in pairwise(always):
        apart = (start_of(scale, other.number) - start_of(scale, one.number)) / 100 * 280
        assert apart > len(one.words) * 6.5


# Counts over time.


def test_every_span_is_a_link_whose_name_gives_its_counts():
    tree = drawn(span_strip(IZIUM, to, "The whole span"))
    assert [one.get("href") for one in tree.iter("a")] == [
        f"../dates/2022-{month}.html" for month in ("03", "09", "10")
    ]
    assert words_of(tree, "title")[1:] == [
        "March\u00a02022: 1 time told of",
        "September\u00a02022: 2 reports published, 9 times told of",
        "October\u00a02022: 2 times told of",
    ]


def test_the_picture_tells_the_whole_finding_and_holds_no_link():
    tree = drawn(span_strip(IZIUM, to, "The whole span"))
    (picture,) = [one for one in tree.iter() if one.get("role") == "img"]
    assert picture.findtext("title") == "The whole span"
    assert "September\u00a02022: 2 reports published, 9 times told of." in picture.findtext("desc", "")
    assert list(picture.iter("a")) == []
    known = {one.get("id") for one in tree.iter()}
    assert {picture.get("aria-labelledby"), picture.get("aria-describedby")} <= known


def test_up_and_down_have_one_scale_from_zero_and_even_the_smallest_count_is_seen():
    tree = drawn(span_strip(spans({"2022-01": (10, 0), "2022-02": (0, 5), "2022-03": (1000, 1)}), to, "x", height=100))
    above, below = ([length(one) for one in of(tree, "stroke", side)] for side in ("above", "below"))
    assert above[1] == pytest.approx(100 * 1000 / 1005, abs=0.1)
    assert above[0] == below[0] == below[1] == 2.0


def test_text_keeps_its_size_and_colours_come_from_classes_alone():
    html = (
        span_strip(IZIUM, to, "x") + place_map(POINTS, to, "y") + telling_strip("2022-09-01", "2022-09-30", WEEK, "z")
    )
    assert "viewBox" not in html
    assert not re.search(r"\s(style|fill|stroke|font-size)=", html)


def test_one_month_stands_in_its_year_and_is_no_wider_than_a_stroke():
    tree = drawn(span_strip(spans({"2022-09": (1, 0)}), to, "x"))
    (stroke,) = of(tree, "stroke")
    assert stroke.get("x1") == stroke.get("x2") == "70.833%"
    assert "few" in tree.find(".//svg").get("class").split()
    assert of(tree, "below") == []


def test_six_hundred_months_are_six_hundred_strokes_and_the_keyboard_can_pass_them():
    tree = drawn(span_strip(spans(dict.fromkeys(months(1975, 2024), (1, 0))), to, "x"))
    assert len(of(tree, "stroke")) == 600
    assert "dust" in tree.find(".//svg").get("class").split()
    (past,) = of(tree, "past")
    assert past.get("href", "#")[1:] in {one.get("id") for one in tree.iter()}


def test_few_links_need_no_way_past_them():
    assert "past" not in span_strip(IZIUM, to, "x")


def test_two_hundred_years_are_told_by_their_sum_and_their_peak():
    counts = {str(year): (1, 0) for year in range(1824, 2024)} | {"2000": (7, 0)}
    (description,) = words_of(drawn(span_strip(spans(counts), to, "x")), "desc")
    assert description == "1824 to 2023. 206 reports published, most: 7, 2000."


def test_years_left_out_are_said():
    html = span_strip(spans({"1066": (0, 1), **{str(year): (3, 1) for year in range(1990, 2025)}}), to, "x")
    (caption,) = words_of(drawn(html), "figcaption")
    assert "Nothing is dated 1067 to 1989." in caption
    assert len(of(drawn(html), "fold")) == 1


@pytest.mark.parametrize("counts", [{}, {"2022-09": (0, 0)}, {"someday": (3, 1)}])
def test_nothing_dated_is_said_and_not_drawn(counts):
    assert span_strip(spans(counts), to, "x") == '<p class="small">Nothing here is dated.</p>'


def test_a_month_may_be_shown_whole_with_its_days():
    tree = drawn(span_strip(spans({"2022-02-03": (1, 0)}), to, "x", whole=("2022-02-01", "2022-02-28")))
    (stroke,) = of(tree, "stroke")
    assert stroke.get("x1") == percent(2.5 / 28 * 100)


def test_reports_that_name_someone_are_called_reports():
    (_, name) = words_of(drawn(span_strip(spans({"2022-09": (2, 0)}), to, "x", NAMED)), "title")
    assert name == "September\u00a02022: 2 reports"


def test_a_span_without_a_page_is_drawn_and_is_no_link():
    tree = drawn(span_strip((Span("2022-09", "", 3, 0),), to, "x"))
    assert len(of(tree, "stroke")) == 1
    assert list(tree.iter("a")) == []


def test_two_drawings_on_one_page_have_different_ids():
    html = span_strip(IZIUM, to, "one") + span_strip(IZIUM, to, "two")
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))


# When something is told to have happened.

WEEK = (Telling("2022-09-12/2022-09-18", "this week"),)


def telling(edtf: str, words: str = "then", **more) -> ElementTree.Element:
    return drawn(telling_strip("2022-09-01", "2022-09-30", (Telling(edtf, words, **more),), "September"))


@pytest.mark.parametrize("edtf", ["/2022-09", "/2022-09-01", "/2022-09-20", "2022-09-30/", "2022-09-10/", "2022-09/"])
def test_a_question_mark_never_stands_on_its_own_dots(edtf):
    tree = telling(edtf)
    (mark,) = of(tree, "question")
    dots = [float(one.get(end, "").rstrip("%")) for one in of(tree, "span", "loose") for end in ("x1", "x2")]
    x = float(mark.get("x", "").rstrip("%"))
    is_left = mark.get("text-anchor") == "end"
    assert x <= min(dots) if is_left else x >= max(dots)


def test_one_day_is_a_disc_in_the_middle_of_its_day():
    (place,) = [one for one in telling("2022-09-16").iter("svg") if one.get("overflow")]
    assert place.get("x") == percent(15.5 / 30 * 100)
    assert of(telling("2022-09-16"), "disc")


def test_some_time_within_is_an_open_box_from_its_first_day_to_the_end_of_its_last():
    sides = of(telling("2022-09-12/2022-09-18"), "box")
    assert len(sides) == 4
    assert {(one.get("x1"), one.get("x2")) for one in sides[:2]} == {(percent(11 / 30 * 100), percent(18 / 30 * 100))}


@pytest.mark.parametrize(
    "edtf, sides", [("2022-09", 2), ("2022-09-12/2022-09-18", 2), ("2022-09-20/2022-10-03", 1), ("2022", 0)]
)
def test_a_box_has_no_side_where_it_goes_on_beyond_the_page(edtf, sides):
    lines = of(telling(edtf), "box")
    assert len([one for one in lines if one.get("x1") == one.get("x2")]) == sides


@pytest.mark.parametrize(
    "edtf, edges", [("2022-09-10/..", 1), ("../2022-09-10", 1), ("2022-03/..", 0), ("2022-09-10~/..", 0)]
)
def test_an_open_end_is_an_arrow_and_its_known_end_an_edge(edtf, edges):
    tree = telling(edtf)
    assert len(of(tree, "arrow")) == 1
    assert len(of(tree, "edge")) == edges


def test_about_is_dotted():
    assert of(telling("2022-09~"), "box", "loose")
    assert of(telling("2022-09-16~"), "disc", "loose")
    assert of(telling("2022-22"), "box", "loose"), "EDTF does not say which months are summer"
    assert not of(telling("2022-09-16"), "loose")


@pytest.mark.parametrize("edtf, marks", [("2022-09-16", 0), ("2022-09-16?", 1), ("2022-09%", 1), ("2022-09-02~", 0)])
def test_what_is_uncertain_has_a_question_mark(edtf, marks):
    assert [one.text for one in of(telling(edtf), "question")] == ["?"] * marks


def event(edtf: str, first: str = "2022-09-01", last: str = "2022-09-30") -> ElementTree.Element:
    return drawn(telling_strip(first, last, (Telling(edtf, title="It burns", address="a.html"),), "Events"))


def stretches(tree: ElementTree.Element) -> list[tuple[str, str, str]]:
    """What a line is made of: how each stretch looks, and from where to where it goes."""
    return [(one.get("class", ""), one.get("x1", ""), one.get("x2", "")) for one in of(tree, "span")]


def test_what_lasts_is_a_line_from_its_first_day_to_the_end_of_its_last():
    tree = event("2022-09-04/2022-09-18")
    assert stretches(tree) == [("span", percent(3 / 30 * 100), percent(18 / 30 * 100))]
    assert len(of(tree, "edge")) == 2
    assert not of(tree, "box")


def test_the_end_of_a_line_that_is_known_to_the_month_is_dotted_along_the_month():
    tree = event("2022-03/2022-09-18", "2022-01", "2022-12")
    begins, certain, ends = (percent(part * 100) for part in (2 / 12, 3 / 12, (8 + 18 / 30) / 12))
    assert stretches(tree) == [("span loose", begins, certain), ("span", certain, ends)]
    assert len(of(tree, "edge")) == 1
    (caption,) = words_of(tree, "figcaption")
    assert "Dotted end: some time along the dots." in caption


def test_an_approximate_end_of_a_line_is_dotted_and_has_no_edge():
    tree = event("2022-09-11/2022-09-30~")
    assert [how for how, _, _ in stretches(tree)] == ["span", "span loose"]
    assert len(of(tree, "edge")) == 1


@pytest.mark.parametrize("edtf", ["2022-09-10/", "/2022-09-10"])
def test_an_end_that_nobody_knows_is_dots_that_lead_to_a_question_mark(edtf):
    tree = event(edtf)
    assert [how for how, _, _ in stretches(tree)] == ["span loose"]
    assert [one.text for one in of(tree, "question")] == ["?"]
    assert not of(tree, "arrow")
    (caption,) = words_of(tree, "figcaption")
    assert "Dots to a question mark: when it began or ended is not known." in caption


@pytest.mark.parametrize("edtf, marks", [("2022-09-04?/2022-09-18", 1), ("2022-09-04?/2022-09-18%", 2)])
def test_each_end_of_a_line_that_is_uncertain_has_its_question_mark(edtf, marks):
    assert len(of(event(edtf), "question")) == marks


def test_an_event_is_named_in_the_archives_words_and_leads_to_where_more_is_said():
    tree = event("2022-09-16")
    (words,) = of(tree, "words")
    assert (words.text, words.get("class")) == ("It burns", "words archive")
    (link,) = tree.iter("a")
    assert (link.get("href"), words_of(link, "title")) == ("a.html", ["16\u00a0September\u00a02022: It burns."])


def test_more_events_than_rows_stand_together_in_lanes_and_none_over_another():
    days = [f"2022-{month:02}-{day:02}" for month in range(1, 13) for day in (1, 11, 21)]
    rows = tuple(Telling(day, title=f"Event of {day}") for day in days)
    tree = drawn(telling_strip("2022-01", "2022-12", rows, "Events"))
    places = [(float(one.get("x", "")[:-1]), one.get("y")) for one in tree.iter("svg") if one.get("overflow")]
    assert len(places) == len(days)
    assert not of(tree, "words")
    for lane in {y for _, y in places}:
        assert all(after - before > 3 for before, after in pairwise(sorted(x for x, y in places if y == lane)))


def test_events_that_no_lane_has_room_for_are_counted():
    rows = tuple(Telling("2022-09-16", title=f"Event {number}") for number in range(100))
    html = telling_strip("2022-09-01", "2022-09-30", rows, "Events")
    assert len(of(drawn(html), "disc")) == 24
    assert "76 more are listed below." in html


def test_a_label_that_a_wide_page_has_more_room_for_is_written_twice():
    title = "A town hall burns down on the last day of a long and dry summer"
    tree = drawn(telling_strip("2022-01", "2022-12", (Telling("2022-12-20", title=title),), "Events"))
    slim, wide = (one for one in of(tree, "words") if {"slim", "wide"} & set(one.get("class", "").split()))
    assert (slim.text, wide.text) == ("A town hall burns down on the…", title)
    assert (slim.get("text-anchor"), wide.get("text-anchor")) == ("end", "end")


BANDS = (
    Band("Told, across months", (Telling("2022-03/..", "since March", count=3),), more=2),
    Band("Events", (Telling("2022-09-16", title="It burns", address="a.html"),)),
)


def test_bands_stand_below_the_strokes_on_the_same_scale():
    tree = drawn(span_strip(IZIUM, to, "Whole", bands=BANDS))
    (disc,) = [one for one in tree.iter("svg") if one.get("overflow") and of(one, "disc")]
    september = [one for one in of(tree, "stroke") if one.get("x1") == percent(8.5 / 12 * 100)]
    assert float(disc.get("x", "")[:-1]) == pytest.approx((8 + 15.5 / 30) / 12 * 100, abs=0.01)
    assert all(float(disc.get("y", "")) > float(one.get("y2", "")) for one in september)
    assert [one.text for one in of(tree, "name")] == ["Published", "Told", "Told, across months", "Events"]
    (description,) = words_of(tree, "desc")
    assert description.endswith(
        "Told, across months: March\u00a02022 or later: “since March”, 3 times. "
        "Events: 16\u00a0September\u00a02022: It burns."
    )
    (caption,) = words_of(tree, "figcaption")
    assert "Told, across months: 2 more are not drawn, but on the pages of their years." in caption
    assert caption.endswith("the days are the archive’s reading of them.")


def test_what_goes_on_beyond_its_span_has_no_stroke_and_is_said():
    march = (Span("2022-03", "dates/2022-03.html", 0, 3, beyond=1),)
    tree = drawn(span_strip(march, to, "x"))
    assert [one.text for one in of(tree, "figure")] == ["2"]
    (caption,) = words_of(tree, "figcaption")
    assert caption == "Told of and not drawn: 1 time with no end, or longer than a year."
    alone = span_strip((Span("2022-03", "dates/2022-03.html", 0, 1, beyond=1),), to, "x")
    assert words_of(drawn(alone), "p") == ["Told of and not drawn: 1 time with no end, or longer than a year."]


def test_what_was_told_in_advance_is_hollow():
    assert of(telling("2022-09-16", is_forecast=True), "disc", "forecast")
    assert of(telling("2022-09", is_forecast=True), "box", "forecast")


@pytest.mark.parametrize(
    "edtf", ["2022-10", "2022-08-31", "../2022-08", "2023/..", "P2W", "someday", "2022-09-18/2022-09-12", ""]
)
def test_what_is_not_within_is_not_drawn(edtf):
    assert telling_strip("2022-09-01", "2022-09-30", (Telling(edtf, "x"),), "September") == ""


def test_the_caption_names_the_shapes_that_are_used_and_no_other():
    (caption,) = words_of(telling("2022-09-16"), "figcaption")
    assert "Disc: one day." in caption
    assert not re.search(r"box|Arrow|Dotted|Hollow", caption)


def test_the_description_gives_every_row_in_words():
    rows = (*WEEK, Telling("2022-09-20/..", "no earlier than", is_forecast=True, count=3))
    (description,) = words_of(drawn(telling_strip("2022-09-01", "2022-09-30", rows, "x")), "desc")
    assert description == (
        "12 to 18\u00a0September\u00a02022: “this week”. "
        "20\u00a0September\u00a02022 or later: “no earlier than”, 3 times, told in advance."
    )


def test_many_rows_are_cut_and_the_rest_is_said():
    rows = tuple(Telling(f"2022-09-{day:02}/2022-09-30", f"row {day}") for day in range(1, 30))
    html = telling_strip("2022-09-01", "2022-09-30", rows, "x")
    assert len(of(drawn(html), "words")) == 24
    assert "5 more are listed below." in html


def test_a_years_strip_places_days_in_their_months():
    html = telling_strip("2022-01", "2022-12", (Telling("2022-04/2022-06", "in spring"),), "2022")
    assert {(one.get("x1"), one.get("x2")) for one in of(drawn(html), "box")[:2]} == {("25.000%", "50.000%")}


ENDS = st.sampled_from(
    ["", "..", "0001", "9999-12-31", "2022-02-28~", "2022-XX", "202X?", "2022-24%", "2022-02", "2021"]
)


@given(
    st.text(alphabet="0123456789-/.~?%WTX ", max_size=24)
    | st.text(max_size=12)
    | ENDS
    | st.tuples(ENDS, ENDS).map("/".join)
)
def test_no_value_of_a_time_breaks_the_drawing(edtf):
    for row in (Telling(edtf, "x"), Telling(edtf, title="x", address="a.html")):
        for ends in (("2022-01", "2022-12"), ("2022-02-01", "2022-02-28")):
            html = telling_strip(*ends, (row,), "2022")
            assert read_edtf(edtf) is not None or html == ""
            drawn(html)


# Places.


def place(name: str, count: int = 1, address: str = "places/x.html") -> Name:
    return Name(name.lower(), "place", name, address, "reviewed", count, name.lower())


POINTS = (
    Spot(place("Izium", 10), 49.2088, 37.2485),
    Spot(place("Kupiansk", 3), 49.7106, 37.6152),
    Spot(place("Bucha", 2), 50.5434, 30.212),
)


def test_north_is_up_and_east_is_right():
    frame = frame_of([(spot.latitude, spot.longitude) for spot in POINTS])
    izium, kupiansk, bucha = (position(frame, spot.latitude, spot.longitude) for spot in POINTS)
    assert bucha[1] < kupiansk[1] < izium[1]
    assert bucha[0] < izium[0] < kupiansk[0]


def test_a_degree_north_is_as_long_as_its_kilometres_east():
    frame = frame_of([(60.0, 10.0), (60.0, 14.0)])
    (west, _), (east, _) = position(frame, 60.0, 10.0), position(frame, 60.0, 14.0)
    (_, low), (_, high) = position(frame, 59.0, 12.0), position(frame, 61.0, 12.0)
    assert (east - west) * 1.5 == pytest.approx(low - high, rel=0.001)  # cos 60° is one half, the form 3 to 2


def test_places_on_both_sides_of_the_date_line_are_neighbours():
    frame = frame_of([(0.0, 179.0), (0.0, -179.0)])
    (fiji, _), (samoa, _) = position(frame, 0.0, 179.0), position(frame, 0.0, -179.0)
    assert 0 < fiji < samoa < 100


@given(st.lists(st.tuples(st.floats(-90, 90), st.floats(-180, 180)), min_size=1, max_size=12))
def test_every_place_on_earth_is_on_its_map(places):
    frame = frame_of(places)
    for latitude, longitude in places:
        x, y = position(frame, latitude, longitude)
        assert -0.001 <= x <= 100.001
        assert -0.001 <= y <= 100.001


def test_each_place_is_a_link_but_the_one_the_page_is_about():
    tree = drawn(place_map(POINTS, to, "Places", "izium"))
    assert words_of(tree, "title") == ["Places", "Kupiansk: 3 reports", "Bucha: 2 reports"]
    assert len(of(tree, "spot", "subject")) == 1


def test_the_description_gives_every_place_and_where_it_is():
    (description,) = words_of(drawn(place_map(POINTS[:1], to, "Places")), "desc")
    assert description == "Izium: 10 reports, at 49.21°N 37.25°E."


@pytest.mark.parametrize("latitude, longitude", [(91.0, 0.0), (0.0, 181.0), (float("nan"), 0.0), (0.0, float("inf"))])
def test_a_place_that_is_nowhere_on_earth_is_left_out(latitude, longitude):
    assert place_map((Spot(place("Nowhere"), latitude, longitude),), to, "x") == ""


def test_of_three_thousand_places_the_most_named_have_links_and_all_have_points():
    points = tuple(Spot(place(f"Town {n}", n), n % 80 / 2, n % 90 / 2) for n in range(3000))
    tree = drawn(place_map(points, to, "x"))
    names = [one.findtext("title") for one in tree.iter("a") if one.get("class") == "place"]
    assert len(names) == 60
    assert "Town 2999: 2,999 reports" in names
    assert len(of(tree, "spot")) == 3000


@given(
    st.lists(st.tuples(st.floats(0, 100), st.floats(0, 100), st.text("abc漢字", min_size=1, max_size=26)), max_size=25)
)
def test_names_on_a_map_do_not_touch_each_other(points):
    boxes = []
    for one in place_labels([Label(words, x, y) for x, y, words in points]):
        if one.shown == "label":
            x, y, width = one.x / 100 * NARROW[0] + one.dx, one.y / 100 * NARROW[1] + one.dy, width_of(one.words)
            left = x - {"start": 0, "middle": width / 2, "end": width}[one.anchor]
            boxes.append((left, y - 13.6, left + width, y + 3.4))
    for index, one in enumerate(boxes):
        assert one[0] >= 0
        assert one[2] <= NARROW[0]
        for other in boxes[:index]:
            apart = one[2] <= other[0] + 0.01 or other[2] <= one[0] + 0.01 or one[3] <= other[1] + 0.01
            assert apart or other[3] <= one[1] + 0.01


def test_the_most_named_place_keeps_its_name_among_many_points():
    crowd = [Label("Somewhere", 48 + n % 5, 46 + n // 5) for n in range(25)]
    first, *_, last = place_labels([Label("Portland", 50, 48), *crowd])
    assert first.shown == "label"
    assert not last.shown


def test_a_place_is_drawn_without_what_it_lies_in():
    tree = drawn(place_map((Spot(place("Portland, Oregon", 3), 45.5, -122.6),), to, "x"))
    assert "Portland" in words_of(tree, "text")
    assert "Portland, Oregon: 3 reports" in words_of(tree, "title")


def test_a_ring_says_how_near_a_place_is_known():
    izium = POINTS[0]
    tree = drawn(place_map(POINTS[:2], to, "x", "izium", 20_000))
    (ring,) = of(tree, "ring")
    wide, high = (float(ring.get(name).rstrip("%")) for name in ("rx", "ry"))
    assert high == pytest.approx(wide * 1.5, abs=0.01)  # a circle, in the form of the map
    frame = frame_of([(izium.latitude, izium.longitude), (izium.latitude + 1, izium.longitude)])
    assert high < 100 * 20 / 111.32 / (frame.north - frame.south) * 1.5
    assert "What is meant lies somewhere within the ring." in words_of(tree, "figcaption")[0]


@pytest.mark.parametrize("subject, precision", [("izium", 0), ("izium", 1000), ("", 20_000), ("kharkiv", 20_000)])
def test_a_ring_that_nobody_could_see_or_that_is_of_nobody_is_not_drawn(subject, precision):
    html = place_map(POINTS[:2], to, "x", subject, precision)
    assert "ring" not in html.replace("<g ", "")


@pytest.mark.parametrize("latitude, longitude", [(49.2, 37.2), (89.9, 0.0), (-90.0, 180.0), (0.0, 179.9)])
def test_the_map_has_room_for_the_ring_wherever_it_is(latitude, longitude):
    spot = Spot(place("There"), latitude, longitude)
    for precision in (100_000, 3_000_000, 20_000_000):
        assert "nan" not in place_map((spot,), to, "x", "there", precision)
    assert of(drawn(place_map((spot,), to, "x", "there", 200_000)), "ring")


def test_a_suggested_place_is_hollow_and_told_to_be_so_and_goes_where_suggestions_go():
    izium, kupiansk, _ = POINTS
    tree = drawn(place_map((izium, changed(kupiansk, status="suggested")), to, "Places"))
    (hollow,) = of(tree, "spot", "suggested", "machine")
    assert [one.get("class") for one in of(tree, "spot")].count("spot") == 1
    assert hollow.tag == "circle"
    (link,) = of(tree, "place", "machine")
    assert link.findtext("title") == "Kupiansk: 3 reports, suggested"
    assert words_of(tree, "desc") == [
        "Izium: 10 reports, at 49.21°N 37.25°E; Kupiansk: 3 reports, suggested at 49.71°N 37.62°E."
    ]
    assert "A hollow, dotted point is suggested" in words_of(tree, "figcaption")[0]
    assert not of(tree, "chart-figure", "machine")
    assert "suggested" not in place_map(POINTS, to, "Places")


def test_what_is_suggested_takes_no_name_and_no_link_from_another():
    crowd = tuple(Spot(place(f"Town {n}", 100 + n), 49.2, 37.2, "suggested") for n in range(70))
    tree = drawn(place_map((*crowd, Spot(place("Izium"), 49.2, 37.2)), to, "Places"))
    assert next(one.findtext("title") for one in tree.iter("a") if "place" in one.get("class", "")) == "Izium: 1 report"
    assert "Izium" in words_of(tree, "text")


def test_a_map_of_what_is_only_suggested_goes_as_a_whole():
    suggested = tuple(changed(spot, status="suggested") for spot in POINTS)
    assert of(drawn(place_map(suggested, to, "Places")), "chart-figure", "machine")
    about_one = (*POINTS[1:], suggested[0])
    assert of(drawn(place_map(about_one, to, "Places", "izium")), "chart-figure", "machine")
    assert not of(drawn(place_map(about_one, to, "Places", "bucha")), "chart-figure", "machine")


# What reports say is hostile.


@pytest.mark.parametrize(
    "html",
    [
        span_strip(IZIUM, lambda address: HOSTILE, HOSTILE),
        telling_strip("2022-09-01", "2022-09-30", (Telling("2022-09", HOSTILE),), HOSTILE),
        place_map(
            (Spot(place(HOSTILE, address=HOSTILE), 1.0, 2.0), Spot(place("b", address=HOSTILE), 1.5, 2.0, "suggested")),
            lambda a: a,
            HOSTILE,
        ),
    ],
)
def test_words_of_reports_are_only_ever_text(html):
    assert not re.search("<script|[\x00\u202e]", html)
    tree = drawn(html)
    assert not [one for one in tree.iter() if any(name.startswith("on") for name in one.attrib)]
