"""What editors list: people, organisations, places, sources, pages."""

import pytest

from muniment.model import Authority, Essay, Spelling, Tenure
from muniment.read.authorities import read_authorities
from muniment.read.essays import read_essays
from reading import lines_of

PEOPLE = (
    "- {id: oleh-kotenko, name: Oleh Kotenko, names: [Oleg Kotenko, Олег Котенко, Oleh Kotenko], role: Commissioner}\n"
)
PLACES = """\
# Towns.
- id: izium
  name: Izium
  coordinates: [49, 37.2485]
  part_of: kharkiv-region
- id: kharkiv-region
  name: Kharkiv region
  former: [kharkiv-oblast]
"""
MORE = "- {id: national-police, kind: organization, name: National Police, party: Ukraine}\n"
SOURCES = "- {id: cnn, kind: outlet, name: CNN, owner: Warner, url: https://cnn.com}\n- {id: rada, name: Rada TV}\n"


def read(archive):
    problems = []
    return read_authorities(archive, problems), lines_of(problems)


def test_every_list_gives_its_entries_sorted_by_id(make_archive):
    archive = make_archive(
        {"content/entities/people.yaml": PEOPLE, "content/entities/places.yaml": PLACES,
         "content/entities/more/police.yaml": MORE, "content/sources.yaml": SOURCES}
    )  # fmt: skip
    assert read(archive) == (
        (
            Authority(id="cnn", kind="outlet", name="CNN", is_source=True, owner="Warner", url="https://cnn.com"),
            Authority(id="izium", kind="place", name="Izium", coordinates=(49.0, 37.2485), part_of="kharkiv-region"),
            Authority(id="kharkiv-region", kind="place", name="Kharkiv region", former=("kharkiv-oblast",)),
            Authority(id="national-police", kind="organization", name="National Police", party="Ukraine"),
            Authority(
                id="oleh-kotenko", kind="person", name="Oleh Kotenko", names=("Oleg Kotenko", "Олег Котенко"),
                role="Commissioner",
            ),
            Authority(id="rada", kind="", name="Rada TV", is_source=True),
        ),
        [],
    )  # fmt: skip


FULL = """\
- id: izium
  kind: place
  name: Izium
  names:
    en: [Izium, Izyum]
    uk: Ізюм
    UK-latn: Iziûm
    ru: [Изюм, ' Ізюм ']
  coordinates: [49.2088, 37.2485]
  precision: 2.5 km
  ids: {Wikidata: Q158084, geonames: 707292, katottg: UA63040000000000000}
  notes: The town, not the district.
  not: [izium-raion, Izium railway station]
- {id: izium-raion, kind: place, name: Izium Raion, precision: 500, coordinates: [49, 37]}
- id: ihor-klymenko
  kind: person
  name: Ihor Klymenko
  affiliation: police
  party: ' the government '
  roles:
    - {role: head, organization: police, since: 2019-09-27, until: 2023-01-18}
    - {role: minister, since: 2023-02-07, until: ..}
    - {role: officer, since: 1995~, until: ''}
- {id: police, kind: organization, name: Police, owner: State}
"""


def test_all_that_can_be_said_of_an_entry_is_read(make_archive):
    authorities, problems = read(make_archive({"content/entities/all.yaml": FULL}))
    assert problems == []
    klymenko, izium, raion, police = authorities
    assert izium == Authority(
        id="izium", kind="place", name="Izium", names=("Izyum", "Ізюм", "Iziûm", "Изюм"),
        spellings=(
            Spelling("Izium", "en"), Spelling("Izyum", "en"), Spelling("Ізюм", "uk"), Spelling("Iziûm", "uk-Latn"),
            Spelling("Изюм", "ru"), Spelling("Ізюм", "ru"),
        ),
        coordinates=(49.2088, 37.2485), precision=2500,
        external=(("wikidata", "Q158084"), ("geonames", "707292"), ("katottg", "UA63040000000000000")),
        notes="The town, not the district.", lookalikes=("izium-raion", "Izium railway station"),
    )  # fmt: skip
    assert raion.precision == 500
    assert (klymenko.affiliation, klymenko.party, police.owner) == ("police", "the government", "State")
    assert klymenko.roles == (
        Tenure("head", "police", "2019-09-27", "2023-01-18"),
        Tenure("minister", "", "2023-02-07", ".."),
        Tenure("officer", "", "1995~", ""),
    )


@pytest.mark.parametrize(
    "written, metres",
    [("1 km", 1000), ("0.25 km", 250), ("1,5km", 1500), ("500 m", 500), ("750", 750), ("20000 km", 20_000_000)],
)
def test_a_precision_is_a_distance(make_archive, written, metres):
    place = f"- {{id: a, name: A, coordinates: [1, 2], precision: '{written}'}}\n"
    (authority,), problems = read(make_archive({"content/entities/places.yaml": place}))
    assert (authority.precision, problems) == (metres, [])


@pytest.mark.parametrize("written", ["0", "0 km", "1.5 m", "2 miles", "-1", "1 km?", "20001 km", "١ km", "1e3"])
def test_what_is_no_distance_is_no_precision(make_archive, written):
    place = f"- {{id: a, name: A, coordinates: [1, 2], precision: '{written}'}}\n"
    (authority,), problems = read(make_archive({"content/entities/places.yaml": place}))
    assert authority.precision == 0
    assert problems == [f"content/entities/places.yaml:1:52: '{written}' is no precision"]


def test_a_source_has_names_in_languages_and_lookalikes_too(make_archive):
    source = (
        "- {id: cnn, name: CNN, names: {uk: Сі-Ен-Ен}, ids: {wikidata: Q48340}, notes: Of Atlanta., not: [CNN Türk]}"
    )
    (cnn,), problems = read(make_archive({"content/sources.yaml": source}))
    assert problems == []
    assert cnn == Authority(
        id="cnn", kind="", name="CNN", is_source=True, names=("Сі-Ен-Ен",), spellings=(Spelling("Сі-Ен-Ен", "uk"),),
        external=(("wikidata", "Q48340"),), notes="Of Atlanta.", lookalikes=("CNN Türk",),
    )  # fmt: skip


def test_a_wrong_field_does_not_lose_the_entry(make_archive):
    place = "- {id: izium, name: Izium, names: [Izyum, [x]], coordinates: [a, 1], part_of: [x], ids: 7, former: x}\n"
    (authority,), problems = read(make_archive({"content/entities/places.yaml": place}))
    assert authority == Authority(id="izium", kind="place", name="Izium", names=("Izyum",))
    assert len(problems) == 5


def test_problems_come_in_the_order_of_the_file(make_archive):
    people = "- {id: One, name: A}\n- {id: two, name: B, unknown: x}\n- {id: three, name: C, role: []}\n"
    _, problems = read(make_archive({"content/entities/people.yaml": people}))
    assert [problem.split(":")[1] for problem in problems] == ["1", "2", "3"]


def test_thousands_of_wrong_ids_are_told_without_a_long_search(make_archive):
    places = "".join(f"- {{id: place-{n}, name: P{n}, part_of: palce-{n}, owner: plaice-{n}}}\n" for n in range(2_000))
    authorities, problems = read(make_archive({"content/entities/places.yaml": places}))
    assert (len(authorities), len(problems)) == (2_000, 4_000)


def test_there_is_one_zero(make_archive):
    """Or memory in a process, which compares values, would take for the same what has other bytes."""
    archive = make_archive(
        {"content/entities/places.yaml": "- {id: null-island, name: Sea, coordinates: [-0.0, -0]}\n"}
    )
    (place,), _ = read(archive)
    assert repr(place.coordinates) == "(0.0, 0.0)"


def test_no_content_is_no_entries(make_archive):
    archive = make_archive({"seeds/a.txt": "Words.", "content/entities/people.yaml": "# Nothing yet.\n"})
    assert read(archive) == ((), [])
    assert read_essays(archive, []) == ()


def test_a_person_and_a_place_may_share_a_name(make_archive):
    files = {"people": "- {id: one, name: Kharkiv}\n", "places": "- {id: two, name: Kharkiv}\n"}
    archive = make_archive({f"content/entities/{name}.yaml": text for name, text in files.items()})
    authorities, problems = read(archive)
    assert (len(authorities), problems) == (2, [])


def test_a_second_claim_to_a_name_goes_without(make_archive):
    people = "- {id: one, name: A. One, names: [Same]}\n- {id: two, name: B. Two, names: [Same, Other]}\n"
    authorities, problems = read(make_archive({"content/entities/people.yaml": people}))
    assert [authority.names for authority in authorities] == [("Same",), ("Other",)]
    assert problems == [
        "content/entities/people.yaml:2:35: 'Same' is a name of 'one' too, at content/entities/people.yaml:1:35"
    ]


def test_a_circle_is_broken_and_the_rest_stands(make_archive):
    places = "".join(f"- {{id: p{n}, name: P{n}, part_of: p{(n + 1) % 5_000}}}\n" for n in range(5_000))
    authorities, problems = read(make_archive({"content/entities/places.yaml": places}))
    assert [authority.id for authority in authorities if not authority.part_of] == ["p0"]
    assert len(problems) == 1
    itself = make_archive({"content/entities/places.yaml": "- {id: a, name: A, part_of: a}\n"})
    assert read(itself)[1] == ["content/entities/places.yaml:1:29: a circle: a is part of a"]


def test_circles_of_several_fields_are_found_in_one_walk(make_archive):
    """Each of a long way leads back to its beginning, too."""
    people = "".join(f"- {{id: p{n}, name: P{n}, party: p{n + 1}, owner: p0}}\n" for n in range(1, 2_999))
    first, last = "- {id: p0, name: P0, party: p1}\n", "- {id: p2999, name: P2999, owner: p0}\n"
    archive = make_archive({"content/entities/people.yaml": first + people + last})
    authorities, problems = read(archive)
    assert len(problems) == 2_999
    assert problems[0].endswith("a circle: p0 speaks for p1 is owned by p0")
    assert problems[-1].endswith("p5 speaks for p6 speaks for … speaks for p2999 is owned by p0")
    assert authorities[1].party == "p2"


def test_who_is_listed_may_be_named_in_words(make_archive):
    people = (
        "- id: one\n  name: Number One\n  party: the Ukrainian State\n  affiliation: Kyiv\n  owner: Rada TV\n"
        "  roles: [{role: ' '}, {role: clerk, organization: Україна}, {role: friend, organization: the poor}]\n"
    )
    others = (
        "- {id: ukraine, kind: organization, name: The Ukrainian state, names: [Ukrainian state, Україна]}\n"
        "- {id: kyiv, kind: place, name: Kyiv}\n- {id: kyiv-city, kind: organization, name: Kyiv}\n"
    )
    archive = make_archive(
        {"content/entities/people.yaml": people, "content/entities/others.yaml": others,
         "content/sources.yaml": "- {id: rada-tv, name: Rada TV}\n"}
    )  # fmt: skip
    authorities, problems = read(archive)
    one = next(one for one in authorities if one.id == "one")
    assert (one.party, one.affiliation, one.owner) == ("ukraine", "kyiv-city", "rada-tv")
    assert [role.organization for role in one.roles] == ["ukraine", "the poor"]
    assert problems == ["content/entities/people.yaml:6:18: a role without words"]


def test_actors_of_one_name_are_told_apart_by_not(make_archive):
    actors = "- {id: a, kind: organization, name: CNN, not: [b, cnn]}\n- {id: b, kind: person, name: Cnn, not: [cnn]}\n"
    authorities, problems = read(
        make_archive({"content/entities/actors.yaml": actors, "content/sources.yaml": "- {id: cnn, name: C NN}\n"})
    )
    assert (len(authorities), problems) == (3, [])


def test_a_link_among_the_lists_is_never_followed(make_archive):
    archive = make_archive({"content/entities/people.yaml": PEOPLE, "elsewhere.yaml": SOURCES, "page.md": "Words."})
    (archive / "content/sources.yaml").symlink_to(archive / "elsewhere.yaml")
    (archive / "content/entities/places.yaml").symlink_to(archive / "elsewhere.yaml")
    (archive / "content/pages").mkdir()
    (archive / "content/pages/page.md").symlink_to(archive / "page.md")
    authorities, problems = read(archive)
    assert [authority.id for authority in authorities] == ["oleh-kotenko"]
    assert problems == [
        "content/entities/places.yaml: a link, which is never followed",
        "content/sources.yaml: a link, which is never followed",
    ]
    assert read_essays(archive, []) == ()


def test_pages_come_in_their_order(make_archive):
    archive = make_archive(
        {"content/pages/method.md": "---\ntitle: How\norder: 20\n---\nText.\n",
         "content/pages/about.md": "---\r\norder: 10\r\ntitle: 'About: us'\r\n---\r\n\r\n## Words\r\n",
         "content/pages/last.md": "---\ntitle: 1984\n---\n"}
    )  # fmt: skip
    problems = []
    assert read_essays(archive, problems, ("index",)) == (
        Essay("about", "About: us", "\n## Words\n", 10, "content/pages/about.md", 5),
        Essay("method", "How", "Text.\n", 20, "content/pages/method.md", 5),
        Essay("last", "1984", "", 100, "content/pages/last.md", 4),
    )
    assert problems == []
