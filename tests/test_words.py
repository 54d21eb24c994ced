"""How numbers, dates, languages and links are written out for readers."""

import pytest

from muniment.model import Findings
from muniment.render.dates import day_of, weekday, written, written_value
from muniment.render.links import absolute, relative, to_file, web_address
from muniment.render.mark import groups, strokes
from muniment.render.reasons import REASONS, reason_of
from muniment.render.view_parts import direction_of, language_tag, machine_date
from muniment.render.words import bound, counted, counted_kind, cut, language_name, listed, number, size
from muniment.understand.dates import READINGS, find_dates
from muniment.understand.reading import read_prose

NO_BREAK = "\u00a0"


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2022-09-18", "18 September 2022"),
        ("2022-09", "September 2022"),
        ("2022", "2022"),
        ("2022-09-18/2022-09-20", "18 to 20 September 2022"),
        ("2022-09-18/2022-10-02", "18 September to 2 October 2022"),
        ("2021-12-30/2022-01-02", "30 December 2021 to 2 January 2022"),
        ("2022-03/..", "March 2022 or later"),
        ("../2022-03-01", "1 March 2022 or earlier"),
        ("2014/2016", "2014 to 2016"),
        ("2022-10~", "about October 2022"),
        ("2022?", "perhaps 2022"),
        ("2022-09-14%", "perhaps about 14 September 2022"),
        ("2022-09-18/2022-10-02~", "18 September 2022 to about 2 October 2022"),
        ("2022-09-XX", "some day of September 2022"),
        ("2022-XX-XX", "some day of 2022"),
        ("2022-XX?", "perhaps some month of 2022"),
        ("2022-09/", "from September 2022, until when is not known"),
        ("/2022-09-10~", "until about 10 September 2022, since when is not known"),
        ("2022-W37", "week 37 of 2022"),
        ("199X", "the 1990s"),
        ("18XX", "the 1800s"),
        ("2022-22", "summer 2022"),
        ("-0043-03-15", "15 March 44 BC"),
        ("2022-13-45", "2022-13-45"),
        ("nonsense", "nonsense"),
    ],
)
def test_a_date_is_written_in_words(edtf, words):
    assert written(edtf).replace(NO_BREAK, " ") == words


def test_what_lasts_goes_on_from_one_end_to_the_other():
    assert written("2022-03/..", is_lasting=True).replace(NO_BREAK, " ") == "from March 2022 on"
    assert written("../2022-09-10?", is_lasting=True).replace(NO_BREAK, " ") == "until perhaps 10 September 2022"
    assert written("2022-03/2022-09", is_lasting=True) == written("2022-03/2022-09")


def test_short_dates_cut_the_month():
    assert written("2022-09-18", is_short=True) == f"18{NO_BREAK}Sep{NO_BREAK}2022"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("P2W", "2 weeks"),
        ("P1M", "1 month"),
        ("PT30M", "30 minutes"),
        ("PXD", "some days"),
        ("P1CE", "1 century"),
        ("P3CE", "3 centuries"),
        ("P2.5Y", "2.5 years"),
        ("PAST_REF", "some time before, no day given"),
        ("XXXX-09-16", "16 September, the year is not known"),
        ("XXXX-WXX-5", "a Friday, which is not known"),
        ("XXXX-XX-XXT17:00", "17:00, the day is not known"),
        ("XXXX-XX-XX", "not known"),
        ("2012-SU", "summer 2012"),
        ("P8Y9M", "8 years and 9 months"),
        ("P1DT2H", "1 day and 2 hours"),
        ("XXXX-FA", "autumn, the year is not known"),
        ("XXXX-XX-XXTMO", "a morning, the day is not known"),
    ],
)
def test_a_time_without_a_day_is_said_to_have_none(value, words):
    assert written_value(value).replace(NO_BREAK, " ") == words


def test_a_day_knows_its_weekday():
    assert weekday("2022-09-18") == "Sunday"
    assert weekday("2022-09") == weekday("2022-02-31") == weekday("") == ""
    assert day_of("2022-02-31") is None


@pytest.mark.parametrize("value", ["2022", "2022-09", "2022-09-18"])
def test_html_may_hold_days_months_and_years(value):
    assert machine_date(value) == value


@pytest.mark.parametrize("value", ["", "2022-09-18/..", "2022-W37", "2022~", "199X", "2022-9-1", "２０２２"])
def test_html_may_not_hold_other_dates(value):
    assert machine_date(value) == ""


def test_numbers_are_grouped_and_counted():
    assert number(1942) == "1,942"
    assert number(12.0) == "12"
    assert number(0.5) == "0.5"
    assert counted(1, "report") == "1 report"
    assert counted(10206, "report") == "10,206 reports"
    assert counted_kind(3, "person") == "3 people"
    assert size(1942) == "1,942 bytes"
    assert size(5_100_000) == "5.1\u202fMB"


@pytest.mark.parametrize(
    ("op", "low", "high", "words"),
    [
        ("=", 440, 440, "440"),
        (">=", 440, None, "440 or more"),
        (">", 440, None, "more than 440"),
        ("<=", None, 25, "25 or fewer"),
        ("<", None, 25, "fewer than 25"),
        ("~", 445, 445, "about 445"),
        ("range", 11000, 15000, "11,000 to 15,000"),
        ("~", None, None, "uncounted"),
    ],
)
def test_a_claim_says_how_its_number_is_meant(op, low, high, words):
    assert bound(op, low, high) == words


def test_languages_have_names_and_unknown_tags_stay():
    assert language_name("uk") == "Ukrainian"
    assert language_name("sr-Latn") == "Serbian (Latin)"
    assert language_name("pt_br") == "Portuguese (BR)"
    assert language_name("tlh") == "tlh"


def test_only_tags_that_browsers_know_become_lang_attributes():
    assert language_tag("pt_BR") == "pt-BR"
    assert language_tag('en" onclick="x') == ""
    assert language_tag("English") == ""
    assert direction_of("ar-EG") == "rtl"
    assert direction_of("en") == "auto"


def test_a_long_text_is_cut_between_words():
    assert cut("  one\n two  ", 20) == "one two"
    assert cut("one two three four", 11) == "one two…"
    assert cut("x" * 5_000_000, 10) == "x" * 10 + "…"


def test_a_list_ends_with_and():
    assert [listed(list("abc")[:length]) for length in range(4)] == ["", "a", "a and b", "a, b and c"]


@pytest.mark.parametrize(
    ("page", "target", "link"),
    [
        ("index.html", "reports/a.html", "reports/a.html"),
        ("reports/a.html", "dates/2022.html#x", "../dates/2022.html#x"),
        ("reports/a.html", "reports/b.html#p3", "b.html#p3"),
        ("reports/a.html", "reports/a.html#p3", "#p3"),
        ("reports/a.html", "reports/a.html", "a.html"),
        ("reports/a.html", "", ""),
        ("a.html", "é b.html", "%C3%A9%20b.html"),
    ],
)
def test_links_are_relative_to_their_page(page, target, link):
    assert relative(page, target) == link


def test_a_file_name_is_taken_as_it_is():
    assert to_file("reports/a.html", "evidence/a/what#1?.jpg") == "../evidence/a/what%231%3F.jpg"
    assert to_file("index.html", "javascript:x.txt") == "javascript%3Ax.txt"


def test_absolute_addresses_need_the_archives_own():
    assert absolute("", "a.html") == ""
    assert absolute("https://example.org/x/", "reports/a.html#p1") == "https://example.org/x/reports/a.html#p1"
    assert absolute("https://example.org", "index.html") == "https://example.org/"


@pytest.mark.parametrize("url", ["http://a.org", "HTTPS://a.org/b?c#d"])
def test_web_addresses_become_links(url):
    assert web_address(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "//a.org",
        "https:",
        "http://[",
        "a b",
        "ftp://a",
    ],
)
def test_other_addresses_stay_text(url):
    assert web_address(url) == ""


def test_the_mark_can_be_read_back():
    sha256 = "99597eb1ea793214c439a3b54f3267591ef8e5da76c1e7115b43b14fb3779869"
    path = strokes(sha256)
    assert path.startswith("M1 6V26M4 10V26M7 8V31M10 4V18")
    read = "".join(
        f"{15 - int(stroke.split()[1].split('V')[0]):x}{int(stroke.split('V')[1]) - 17:x}"
        for stroke in path.split("M")[1:]
    )
    assert read == sha256
    assert "".join(groups(sha256)) == sha256


def test_what_is_no_hash_has_no_mark():
    assert strokes("") == strokes("z" * 64) == ""


def test_a_rule_gives_its_reason():
    assert reason_of("weekday-before") == "the last one before the report’s day"
    assert reason_of("since-month-alone") == "from then on, and the year is read from the report’s day"
    assert reason_of("some-new-rule") == ""


def test_what_was_left_open_has_no_reason_that_tells_it():
    text = "Sept. 16. Yesterday he came. It was early in the day. He left in the morning, on 05/06/2022."
    dates = find_dates(read_prose(text), Findings())
    assert [(date.surface, reason_of(date.rule)) for date in dates] == [
        ("Sept. 16", "the text gives no year"),
        ("Yesterday", "the report’s own day is not known"),
        ("the morning", "the text gives no day"),
        ("05/06/2022", "day and month could change places"),
    ]


def test_reasons_are_those_of_rules_that_are():
    closer = {
        "day-month-year", "weekday-same-day", "weekday-before", "weekday-after", "numeric-day-certain", "numeric-year",
        "month-day-by-weekday", "month-day-by-interval", "month-day-by-year", "month-alone-by-interval",
        "month-alone-by-year", "weekday-any",
        "month-day-by-said", "month-day-torn", "month-alone-by-said", "month-alone-torn",
    }  # fmt: skip
    rules = {rule.removesuffix("-unknown") for rule in REASONS}
    assert rules - closer <= {name.replace("_", "-") for name in READINGS}
