"""Names are found in every way in which they may be written, and no other words are."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muniment.folding import latin, plain, stream_of, words_in
from muniment.sought import Seeker, can_be_sought

IVAN = ("Ivan Petrenko", "Іван Петренко")
FOUND = {
    "as it is listed": "Then Ivan Petrenko left.",
    "capitals": "IVAN PETRENKO",
    "another case of one letter": "іВАН петренко",
    "accents": "Iván Petrénko",
    "a stress mark of its own": "Іва\u0301н Петре\u0301нко",
    "parted accents": unicodedata.normalize("NFD", "Iván Petrénko"),
    "wide letters": "Ｉｖａｎ　Ｐｅｔｒｅｎｋｏ",
    "letters of mathematics": "𝐈𝐯𝐚𝐧 𝐏𝐞𝐭𝐫𝐞𝐧𝐤𝐨",
    "across a line's end": "Ivan\nPetrenko",
    "across lines of a quote": "> Ivan\n> Petrenko",
    "a word broken at a line's end": "Ivan Petren-\nko",
    "a comma between": "Ivan, Petrenko",
    "no-break space": "Ivan\u00a0Petrenko",
    "as one word": "ivanpetrenko",
    "a hyphen": "ivan-petrenko",
    "an underscore, and a number behind": "@ivan_petrenko77",
    "an address": "https://example.org/people/ivan-petrenko/1",
    "an address, escaped": "https://example.org/%D0%86%D0%B2%D0%B0%D0%BD_%D0%9F%D0%B5%D1%82%D1%80%D0%B5%D0%BD%D0%BA%D0%BE",
    "entities of HTML": "&#73;van Petre&#x6e;ko",
    "a space as an entity": "Ivan&nbsp;Petrenko",
    "JSON": r"\u0406\u0432\u0430\u043d \u041f\u0435\u0442\u0440\u0435\u043d\u043a\u043e",
    "soft hyphens": "Iv\u00adan Pet\u00adrenko",
    "no width": "Iv\u200ban\u200b Petr\u200denko\ufeff",
    "emphasis": "**Ivan** Petrenko",
    "emphasis within a word": "Ivan Pet**ren**ko",
    "a link": "[Ivan](https://example.org/a/very/long/address/indeed) Petrenko",
    "tags": "<b>Ivan</b> <i class='x'>Petrenko</i>",
    "a possessive": "Ivan Petrenko's house, Ivan Petrenko’s",
    "in Latin letters": "Ivan Petrenko",
    "a letter from a Latin keyboard": "Iван Пeтренко",
    "soft hyphens as entities": "Iv&shy;an Pet&#173;renko",
    "no width, as entities": "Iv&zwj;an Pet&ZeroWidthSpace;renko&lrm;",
    "entities of entities": "Ivan Petre&amp;#110;ko",
    "escaped twice in an address": "a/Ivan%2520Petrenko",
    "languages of programs": r"Ivan Pet\x72enko, \u{49}van Petrenko",
    "mail": "=D0=86=D0=B2=D0=B0=D0=BD_=D0=9F=D0=B5=D1=82=D1=\n=80=D0=B5=D0=BD=D0=BA=D0=BE",
    "marks of another plane": "Ivan Pet\U000e0100renko\U000e0020",
    "letters that are not seen": "Ivan Pet\u3164renko",
    "controls": "Ivan Pet\x07ren\x7fko",
    "struck through": "I\u0336v\u0336a\u0336n\u0336 P\u0336e\u0489trenko",
    "a soft hyphen at a line's end": "Ivan Pet\u00ad\nrenko",
    "spaced out": "I v a n  P e t r e n k o",
    "spaced out with points": "І.в.а.н. П.е.т.р.е.н.к.о",
    "small capitals": "ɪᴠᴀɴ Petrenko",
}
ARABIC = ("محمد أحمد", "علي إبراهيم")
OF_ITS_SCRIPT = [
    (ARABIC, "مُحَمَّد أَحْمَد"),
    (ARABIC, "محمـــد أحمد"),
    (ARABIC, "محمد احمد"),
    (ARABIC, "ﻣﺤﻤﺪ ﺃﺣﻤﺪ"),
    (ARABIC, "ومحمد أحمد"),
    (ARABIC, "فلمحمد أحمد"),
    (ARABIC, "علی إبراهیم"),
    (ARABIC, "على ابراهيم"),
    (("דוד כהן",), "דָּוִד כֹּהֵן"),
    (("דוד כהן",), "ולדוד כהן"),
    (("李伟",), "李 伟"),
    (("李伟",), "李\n伟"),
    (("李伟",), "李\u200b伟"),
    (("李伟",), "Lǐ Wěi"),
    (("Юрій Ґедзь",), "Юрій Гедзь"),
    (("Алёна Королёва",), "Алена Королева"),
    (("İbrahim Şahin",), "IBRAHIM ŞAHİN, ibrahim şahin"),
]


@pytest.mark.parametrize("names, text", OF_ITS_SCRIPT, ids=[text for _, text in OF_ITS_SCRIPT])
def test_a_name_is_found_as_its_script_has_it(names, text):
    assert Seeker([names]).is_in(f"x {text} y")


def test_what_is_written_onto_a_name_stays():
    text = "قال ومحمد أحمد"
    assert [text[one.start : one.end] for one in Seeker([ARABIC]).find(text)] == ["محمد أحمد"]
    assert not Seeker([("أمل حسن",)]).is_in("شامل حسن")


@pytest.mark.parametrize("how", FOUND)
@pytest.mark.parametrize("form", ["plain", "markdown"])
def test_a_name_is_found_however_it_is_written(how, form):
    text = FOUND[how]
    seeker = Seeker([("Somebody Else",), IVAN])
    found = seeker.find(f"Words before. {text} Words behind.", form)
    assert found
    assert {one.number for one in found} == {1}


@pytest.mark.parametrize(
    "text",
    ["Ivan Petrenkova", "Ivana Petrenko", "Petrenko", "Ivan said nothing to Petrenko", "Divan Petrenko", "Іванко", ""],
)
def test_other_words_are_not(text):
    assert Seeker([IVAN]).find(text) == []


def test_a_name_is_found_by_its_latin_spelling_both_ways():
    assert Seeker([("Olha Kryvoruchko",)]).find("Ольга Криворучко") == []  # another way to write it: list it
    assert Seeker([("Зеленський",)]).is_in("people/zelenskiy-1a2b3c4d.html")
    assert Seeker([("Щербак",)]).is_in("shcherbak")
    assert Seeker([("Shcherbak",)]).is_in("Щербак пішов")
    assert Seeker([("Wałęsa",)]).is_in("WALESA")
    assert Seeker([("Walesa",)]).is_in("Wałęsa")
    assert not Seeker([("Даль",)]).is_in("він дав, а вона дал")


def test_apostrophes_and_hyphens_part_words_or_do_not():
    seeker = Seeker([("Мар'яна О’Браєн-Коваль",)])
    for text in ("Маряна ОБраєн Коваль", "Марʼяна О'Браєн‑Коваль", "МАР’ЯНА О`БРАЄН — КОВАЛЬ"):
        assert seeker.is_in(text), text


def test_scripts_without_spaces_have_no_whole_words():
    assert Seeker([("李伟",)]).find("我叫李伟。")[0].start == 2
    assert Seeker([("李伟",)]).is_in("Li Wei, or liwei")
    assert Seeker([("김철수",)]).is_in("김철수는 갔다")
    assert not Seeker([("李伟",)]).is_in("丽卫")


def test_numbers_are_told_apart_from_longer_ones():
    seeker = Seeker([("КН 123456",)])
    assert seeker.is_in("passport кн123456")
    assert not seeker.is_in("кн1234567")


def test_each_place_is_told_with_the_thing_that_stands_there():
    text = "Ada met Ivan Petrenko and ada."
    found = Seeker([("Ada",), IVAN]).find(text)
    assert [(text[one.start : one.end], one.number) for one in found] == [("Ada", 0), ("Ivan Petrenko", 1), ("ada", 0)]


@pytest.mark.parametrize(
    "name, can", [("", False), ("—", False), ("A", False), ("Li", True), ("李", True), ("42", True)]
)
def test_one_letter_is_nobody(name, can):
    assert can_be_sought(name) == can
    assert bool(Seeker([(name,)]).find(f"x {name} y")) == can


NAMES = st.text("abcдеіІЖö'’- ", min_size=3, max_size=12).filter(lambda name: can_be_sought(name) and name[0].isalpha())


@given(st.text(max_size=200), NAMES, st.text(max_size=200))
def test_whatever_stands_around_a_name_it_is_found(before, name, behind):
    text = f"{before} . {name} . {behind}"
    found = [(one.start, one.end) for one in Seeker([(name,)]).find(text)]
    start = len(before) + 3
    assert any(first <= start + 1 and last >= start + len(name.rstrip("'’- ")) - 1 for first, last in found)


@given(st.text(max_size=300))
def test_a_folded_text_has_a_place_for_each_of_its_letters(text):
    for fold in (plain, latin):
        stream = stream_of(text, fold)
        assert len(stream.text) == len(stream.starts) == len(stream.ends)
        assert all(0 <= start < end <= len(text) for start, end in zip(stream.starts, stream.ends, strict=True))
        assert list(stream.starts) == sorted(stream.starts)


@pytest.mark.parametrize(
    "text",
    [
        "*" * 200_000,
        "a*" * 100_000,
        "&#" * 100_000,
        "%D0" * 60_000,
        "-\n" * 100_000,
        "<a" * 100_000,
        "](" * 100_000,
        "а" * 200_000,
        "a " * 100_000,
        "=D0" * 60_000,
        "&amp;" * 40_000,
        "%25" * 60_000,
        "و" * 100_000,
        "李 " * 60_000,
    ],
)
def test_no_text_takes_long(text):
    Seeker([IVAN]).find(text, "plain")
    assert Seeker([IVAN]).find(f"{text} Ivan Petrenko {text}", "plain")


def test_words_are_those_that_a_reader_may_take_for_words():
    assert words_in("Pe**tren**ko* said Kиїв Petren-\nko &#1030;ван", True) >= {"petrenko", "said", "киів", "іван"}
