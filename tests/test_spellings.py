"""Whose names may be one's: initials, acronyms, letters and spellings that stand for each other."""

import time

import pytest

from muniment.link.voices import voices_alike
from muniment.model import Somebody

MAY_BE_ONE = [
    ("I. Klymenko", "Ihor Klymenko"),
    ("I.V. Klymenko", "Ihor Klymenko"),
    ("І. В. Клименко", "Ihor Volodymyrovych Klymenko"),
    ("Ю. Іванов", "Yurii Ivanov"),
    ("Y. Ivanov", "Юрій Іванов"),
    ("Zh. Ivanova", "Жанна Иванова"),
    ("Ministry of Defence", "Defense Ministry of Ukraine"),
    ("Ukraine’s Defense Ministry", "Defense Ministry of Ukraine"),
    ("AP", "The Associated Press"),
    ("U.N.", "the United Nations"),
    ("MoD", "Ministry of Defence of Ukraine"),
    ("СБУ", "Служба безпеки України"),
    ("Aleksandr Bastrykin", "Alexander Bastrykin"),
    ("Oleksandr Syrskyi", "Александр Сырский"),
    ("Müller", "Mueller"),
    ("al-Kidra", "Ashraf al-Qidra"),
    ("Mohammed Deif", "Muhammad Deif"),
    ("محمد علي", "محمّد علي"),
    ("أحمد", "احمد"),
    ("وزارة الصحة", "وزارة الصحه"),
    ("国防部", "國防部"),
    ("卫生部", "国家卫生部"),
    ("World Health Organisation", "World Health Organization"),
    ("Centre for Civil Liberties", "Center for Civil Liberties"),
]
ARE_TWO = [
    ("Ihor Klymenko", "Ivan Klymenko"),
    ("I. Klymenko", "Petro Klymenko"),
    ("I. Klymenko", "I. Petrenko"),
    ("I.V. Klymenko", "I.P. Klymenko"),
    ("Ministry of Defence", "Ministry of Health"),
    ("AP", "AFP"),
    ("Oleksandr Shevchenko", "Oleksandra Shevchenko"),
    ("王伟", "张伟"),
    ("国防部", "教育部"),
    ("محمد علي", "محمد حسن"),
    ("Defense Ministry", "National Police"),
]


def may_be_one(*names: str, listed: str = "", **kinds: str) -> bool:
    voices = [Somebody(identifier, name) for identifier, name in zip("abc", names, strict=False)]
    found = voices_alike(voices, {}, listed, kinds)
    assert found == voices_alike(voices[::-1], {}, listed, kinds)
    return len(found) == len(names) and len(set(found.values())) == 1


@pytest.mark.parametrize("names", MAY_BE_ONE, ids=" ".join)
def test_names_that_may_be_one_s(names):
    assert may_be_one(*names)
    assert may_be_one(*names, listed="a")
    assert not may_be_one(*names, listed="ab")


@pytest.mark.parametrize("names", ARE_TWO, ids=" ".join)
def test_names_of_two(names):
    assert not may_be_one(*names)


def test_a_person_has_no_acronym():
    assert not may_be_one("AP", "Anna Petrenko", b="person")


def test_a_name_that_two_whom_editors_list_may_have_makes_no_one_of_these():
    names = "Defense Ministry of Ukraine", "Russian Defense Ministry", "Defense Ministry"
    assert may_be_one(*names)
    voices = [Somebody("ua", names[0]), Somebody("ru", names[1]), *(Somebody("", names[2]) for _ in range(2))]
    for order in (voices, voices[::-1]):
        assert voices_alike(order, {}, ("ua", "ru")) == {" defense ministry": "ru", "ru": "ru"}, "with either"


def test_a_man_is_no_country_that_editors_list_and_all_others_may_still_be_one():
    assert may_be_one("Jordan", "Jordan Peterson", b="person"), "nobody says what Jordan is"
    assert not may_be_one("Jordan", "Jordan Peterson", listed="a", a="place", b="person")
    assert not may_be_one("Klymenko Institute", "Klymenko", listed="b", a="organization", b="person")
    assert may_be_one("Klymenko News", "Klymenko", listed="b", a="source", b="person")
    named = [Somebody(one, name) for one, name in (("a", "Jordan"), ("b", "Jordan Peterson"), ("c", "J. Peterson"))]
    told = voices_alike(named, {}, ("a",), {"a": "place", "b": "person", "c": "person"})
    assert told == {"b": "b", "c": "b"}


def test_of_two_whom_an_initial_may_mean_it_may_be_either():
    assert may_be_one("I.V. Klymenko", "Ihor Klymenko", "Ivan Klymenko")
    assert may_be_one("I.V. Klymenko", "Ihor Klymenko", "Ivan Klymenko", listed="a")
    assert not may_be_one("Ihor Klymenko", "Ivan Klymenko")


@pytest.mark.parametrize(
    "voices",
    [
        [f"{''.join(chr(97 + (n >> 4 * k) % 16) for k in range(3))} Klymenko" for n in range(3000)],
        [f"{'-' * n}Hanna Maria Petrivna Kit of Izium" for n in range(3000)],
        [*["Klymenko"] * 3000, *(f"P{'n' * (n % 50)}{n} Klymenko" for n in range(3000))],
    ],
    ids=["a surname", "six words", "listed"],
)
def test_thousands_who_may_be_one_take_a_moment(voices):
    known = [Somebody(f"s{n}", name) for n, name in enumerate(voices)]
    began = time.process_time()
    voices_alike(known, {}, {f"s{n}" for n in range(3000)} if len(voices) > 3000 else ())
    assert time.process_time() - began < 5
