"""Tags of languages: what is one, and what to write instead of what is none."""

import pytest

from muniment.external import REGISTERS, address_of, is_id_of, register_name
from muniment.languages import NAMES, advise_tag, read_tag


@pytest.mark.parametrize(
    "text, tag",
    [
        ("en", "en"), ("UK", "uk"), ("uk-latn", "uk-Latn"), ("pt-br", "pt-BR"), ("zh-Hant-TW", "zh-Hant-TW"),
        ("es-419", "es-419"), ("be-tarask", "be-tarask"), ("crh", "crh"), ("gsw", "gsw"), ("no", "no"),
    ],
)  # fmt: skip
def test_a_tag_is_read_as_it_should_be_written(text, tag):
    assert read_tag(text) == tag


@pytest.mark.parametrize(
    "text",
    ["", "u", "ua", "xx", "ukr", "english", "uk_UA", "uk-", "uk-Lat", "en US", "укр", "uk" * 50, "x-own", "uk\n"],
)
def test_what_is_no_tag_of_a_language_is_none(text):
    assert read_tag(text) == ""
    assert advise_tag(text)


@pytest.mark.parametrize(
    "text, hint",
    [
        ("ua", "did you mean 'uk' (Ukrainian)?"),
        ("Russian", "did you mean 'ru' (Russian)?"),
        ("ukr-Latn", "did you mean 'uk-Latn' (Ukrainian)?"),
        ("uk_UA", "did you mean 'uk-UA' (Ukrainian)?"),
        ("xx", "such as en, uk or uk-Latn (BCP 47)"),
    ],
)
def test_a_person_is_told_what_to_write(text, hint):
    assert advise_tag(text) == hint


def test_every_language_has_a_tag():
    assert [tag for tag in NAMES if read_tag(tag) != tag] == []


# Ids of others.


def test_each_register_knows_its_own_ids():
    assert [name for name, one in REGISTERS.items() if not is_id_of(name, one.example)] == []
    assert address_of("wikidata", "Q212") == "https://www.wikidata.org/wiki/Q212"
    assert address_of("isni", "0000 0001 2150 090X") == "https://isni.org/isni/000000012150090X"
    assert address_of("osm", "relation/1741311") == "https://www.openstreetmap.org/relation/1741311"
    assert register_name("viaf") == "VIAF"


@pytest.mark.parametrize(
    "register, identifier",
    [
        ("wikidata", "Q0"), ("wikidata", "Q1/../x"), ("wikidata", "q1"), ("geonames", "1 2"), ("osm", "way/1?x"),
        ("orcid", "0000-0002-1825-009"), ("viaf", "1\n"), ("geonames", "٧"), ("katottg", "UA63"), ("", ""),
    ],
)  # fmt: skip
def test_what_is_no_id_leads_nowhere(register, identifier):
    assert address_of(register, identifier) == ""
    assert register_name("katottg") == "katottg"
