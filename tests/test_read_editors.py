"""What editors list: people, organisations, places, sources, pages."""

from muniment.model import Authority, Essay
from muniment.read.editors import read_authorities, read_essays
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
        "content/entities/people.yaml:2:3: 'Same' is a name of 'one' too, at content/entities/people.yaml:1:3"
    ]


def test_a_circle_is_broken_and_the_rest_stands(make_archive):
    places = "".join(f"- {{id: p{n}, name: P{n}, part_of: p{(n + 1) % 5_000}}}\n" for n in range(5_000))
    authorities, problems = read(make_archive({"content/entities/places.yaml": places}))
    assert [authority.id for authority in authorities if not authority.part_of] == ["p0"]
    assert len(problems) == 1
    itself = make_archive({"content/entities/places.yaml": "- {id: a, name: A, part_of: a}\n"})
    assert read(itself)[1] == ["content/entities/places.yaml:1:3: a circle: a is part of a"]


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
        Essay("about", "About: us", "\n## Words\n", 10, "content/pages/about.md"),
        Essay("method", "How", "Text.\n", 20, "content/pages/method.md"),
        Essay("last", "1984", "", 100, "content/pages/last.md"),
    )
    assert problems == []
