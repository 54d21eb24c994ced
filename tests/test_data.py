"""The published data: reports/ID.json and the tables in data/, held against their own schemas."""

import csv
import hashlib
import io
import json

import pytest
from jsonschema import Draft202012Validator

from muniment.model import Entity, Findings, Quote, Value, to_json
from muniment.render.columns import TABLES, Column
from muniment.render.groups import datapackage, entity_tables, schema_files, source_tables, timeline_tables
from muniment.render.report_json import report_fields
from muniment.render.schemas import SCHEMAS
from muniment.render.table_parts import cut, in_parts, whole_address
from muniment.render.tables import CLAIMS_TABLE, LINES_TABLE, ROWS_TABLE, csv_line
from rendered import FINDINGS, SITE, TEXT, document_of, page_of, span
from whole import built

SEEDS = {
    "content/entities/places.yaml": (
        "- {id: izium, name: Izium, names: {uk: Ізюм}, coordinates: [49.2089, 37.2485], precision: 5 km, part_of: area, "
        "ids: {geonames: 707292}, notes: A town., not: [Izium Raion, kharkiv]}\n- {id: kharkiv, name: Kharkiv}\n"
        "- {id: area, name: The area}\n"
    ),
    "content/entities/people.yaml": (
        "- {id: chief, name: The Chief, affiliation: office, roles: [{role: chief, organization: office, since: 2019~}]}\n"
    ),
    "content/entities/organizations.yaml": "- {id: office, name: The Office, coordinates: [50, 30], owner: Somebody}\n",
    "content/sources.yaml": "- {id: cnn, name: CNN, kind: outlet, party: independent, ids: {gnd: 1}, not: [CNN Türk]}\n",
    "seeds/a.txt": (
        " date 2022-09-18 Mayor Valerii Marchenko said Sunday that at least 440 “unmarked” graves were found in Izium. "
        "“We will count them,” Marchenko said. (Natalie Gallon/CNN)"
    ),
    "seeds/b.md": (
        '---\ntitle: "=HYPERLINK(1)"\ndate: 2022-09-16\nsource: "@evil"\nlanguage: uk\nplaces: [Izium]\ntags: [war]\n'
        "url: https://example.org/b\nauthor: Ivan\nextra: kept\n---\nУ місті **Ізюм** тривають роботи. 🪦 440 graves."
    ),
    "seeds/c.csv": 'id,text,title\r\nc1,"A report, with a comma","-2+3, ""quoted"""\r\nc2,نص من إيزيوم,+1\r\n',
    "seeds/d.txt": "Nothing is known of this one.",
    "seeds/e.txt": " date 2022-09-17 " + "Izium was visited by Ihor Klymenko on 3 March 2021. " * 20,
    "seeds/e.txt.meta.yaml": "publish: excerpt\nrights: All rights reserved\nurl: https://example.org/e\n",
    "seeds/f.txt": " date 2022-09-17 Izium was hidden from Valerii Marchenko.",
    "seeds/f.txt.meta.yaml": "publish: metadata\npublisher: CNN\n",
    "seeds/g.md": (
        "---\ndate: 2022-09-19\nsummary: A summary that rights withhold\nmemo: A key that rights withhold\n---\n"
        "Words of the beginning."
    ),
    "seeds/g.md.meta.yaml": "publish: excerpt\n",
    "content/events.yaml": (
        "- {id: found, title: They are found, date: 2022-09-16?, where: izium, reports: [a, e]}\n"
        "- {id: goes-on, title: It goes on, date: 2022-03/.., description: So they say, note: No end}\n"
    ),
    "seeds/h.txt": "In Kharkiv, Mayor Valeriy Marchenko met Oleh Kotenko.",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    archive = tmp_path_factory.mktemp("data")
    for path, text in SEEDS.items():
        (archive / path).parent.mkdir(parents=True, exist_ok=True)
        (archive / path).write_bytes(text.encode())
    built(archive)
    return archive / "site"


@pytest.fixture(scope="module")
def reports(site):
    return {path.stem: json.loads(path.read_bytes()) for path in (site / "reports").glob("*.json")}


def rows_of(table: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(table.decode(), newline="")))


def fields_of(text: str = TEXT, findings: Findings = FINDINGS, **fields: object) -> dict:
    page, report = page_of(document_of(text, **fields), findings)
    return json.loads(to_json(report_fields(report, page.value)))


# reports/ID.json


def test_a_report_says_what_its_page_says():
    report = fields_of()
    names = ["schema", "id", "title", "published", "language", "text", "evidence", "publisher", "attributions",
             "mentions", "dates", "quotes", "claims", "status", "publication", "seal"]  # fmt: skip
    assert [name for name in report if name in names] == names
    assert report["schema"] == 1
    assert report["published"] == {"value": "2022-09-18", "status": "stated"}
    assert report["title"]["status"] == "suggested"
    assert report["seal"] is None


def test_names_carry_the_ids_of_their_pages():
    report = fields_of()
    assert [one["entity"] for one in report["mentions"]] == ["marchenko-1", "izium"]
    assert [one["source"] for one in report["attributions"]] == ["rada", "cnn"]
    assert report["quotes"][0]["speaker"] == {"name": "Valerii Marchenko", "entity": "marchenko-1", "role": "Mayor"}
    assert report["claims"][0]["where"] == "izium"
    assert report["publisher"] | {"value": "CNN", "source": "cnn", "status": "suggested"} == report["publisher"]


def test_a_publisher_that_was_read_in_the_text_says_where():
    publisher = fields_of()["publisher"]
    assert TEXT[publisher["start"] : publisher["end"]] == "(Natalie Gallon/CNN)"
    stated = fields_of(sources=(Value("CNN", "stated", "front matter, line 3"),))["publisher"]
    assert stated == {"value": "CNN", "source": "cnn", "status": "stated", "where": "front matter, line 3"}


def test_a_publisher_is_read_where_it_signs_and_not_where_it_is_cited(make_archive):
    archive = make_archive(
        {
            "content/sources.yaml": "- {id: cnn, name: CNN}\n",
            "seeds/a.txt": "According to CNN, graves were found.\n\nMore words follow. (Natalie Gallon/CNN)",
        }
    )
    built(archive)
    report = json.loads((archive / "site/reports/a.json").read_bytes())
    publisher = report["publisher"]
    assert report["text"][publisher["start"] : publisher["end"]] == "(Natalie Gallon/CNN)"


@pytest.mark.parametrize(
    "text, publisher",
    [
        ("As Censor.NET informs, graves were found.", "Censor.NET"),
        ("As Excel reports, graves were found.", None),
        ("As Espreso reports, graves were found.", "Espreso"),
    ],
)
def test_one_that_informs_is_the_publisher_only_where_it_is_known_for_an_outlet(make_archive, text, publisher):
    archive = make_archive({"content/sources.yaml": "- {id: espreso, name: Espreso}\n", "seeds/a.txt": text})
    built(archive)
    found = json.loads((archive / "site/reports/a.json").read_bytes())["publisher"]
    assert (found and found["value"]) == publisher


@pytest.mark.parametrize(
    "text, title", [("Graves", "Graves"), ("One line\nand another\n\nMore", "One line and another")]
)
def test_first_words_that_are_all_of_a_paragraph_are_not_cut(make_archive, text, title):
    archive = make_archive({"seeds/a.txt": text})
    built(archive)
    assert json.loads((archive / "site/reports/a.json").read_bytes())["title"]["value"] == title


def test_quotes_without_a_speaker_are_nobody_s():
    quote = Quote(*span("“The search is ongoing,”"))
    assert fields_of(findings=Findings(quotes=(quote,)))["quotes"][0]["speaker"] is None


# The whole archive


@pytest.mark.parametrize("name", SCHEMAS)
def test_schemas_are_schemas(name):
    Draft202012Validator.check_schema(SCHEMAS[name])


def test_every_report_fits_its_schema_and_every_span_its_text(site, reports):
    schema = Draft202012Validator(json.loads((site / "data" / "schema" / "report.schema.json").read_bytes()))
    assert set(reports) >= {"a", "b", "d", "e", "f"}
    for report in reports.values():
        schema.validate(report)
        for group in ("mentions", "dates", "quotes", "claims", "attributions"):
            assert all(report["text"][one["start"] : one["end"]] == one["surface"] for one in report[group])
    assert {one["entity"] for one in reports["a"]["mentions"]} >= {"izium"}
    assert reports["a"]["claims"][0] | {"op": ">=", "low": 440, "high": None} == reports["a"]["claims"][0]


@pytest.mark.parametrize("name", ["entities.json", "sources.json", "timeline.json", "places.geojson"])
def test_every_group_fits_its_schema(site, name):
    schema = json.loads((site / "data" / "schema" / f"{name.rpartition('.')[0]}.schema.json").read_bytes())
    Draft202012Validator(schema).validate(json.loads((site / "data" / name).read_bytes()))


def test_a_schema_refuses_what_it_does_not_know(reports):
    schema = Draft202012Validator(SCHEMAS["report"])
    assert not schema.is_valid({**reports["a"], "unknown": 1})
    assert not schema.is_valid({**reports["a"], "published": {"value": "yesterday", "status": "stated"}})


def test_what_may_not_be_published_is_in_no_file(site):
    everything = b"".join(path.read_bytes() for path in site.rglob("*") if path.is_file())
    for secret in (b"was hidden from", b"A summary that rights withhold", b"A key that rights withhold"):
        assert secret not in everything
    assert b"Izium was visited" in everything  # the excerpt


def test_language_and_rights_have_their_status(reports):
    assert [reports[name]["language_status"] for name in "be"] == ["stated", "suggested"]
    assert [reports[name]["rights_status"] for name in "be"] == [None, "stated"]


def test_an_excerpt_says_where_it_stops_and_how_much_is_left_out(site, reports):
    excerpt, bare, whole = reports["e"], reports["f"], reports["a"]
    left = len("Izium was visited by Ihor Klymenko on 3 March 2021. ") * 20 - len(excerpt["text"])
    assert (excerpt["left_out"], bare["left_out"], whole["left_out"]) == (left, None, None)
    ends = {name: (site / f"reports/{name}.html").read_text("utf-8") for name in "efa"}
    assert f"[…] the text goes on here, and the rest is withheld: {left} more characters</p>" in ends["e"]
    assert ">not published here</p>" in ends["f"]
    assert ">end of text</p>" in ends["a"]


def test_the_lines_are_the_reports(site, reports):
    lines = (site / "data" / "reports.jsonl").read_bytes().splitlines()
    assert [json.loads(line) for line in lines] == [reports[name] for name in sorted(reports)]


def test_the_rows_are_the_reports(site, reports):
    rows = rows_of((site / "data" / "reports.csv").read_bytes())
    assert [row["id"] for row in rows] == sorted(reports)
    row = next(row for row in rows if row["id"] == "b")
    assert row["title"] == "'=HYPERLINK(1)"
    assert row["publisher"] == "'@evil"
    assert (row["published"], row["published_status"], row["language"]) == ("2022-09-16", "stated", "uk")
    assert row["language_status"] == "stated"
    assert row["places"] == "izium"
    assert row["bytes"] == str(len(SEEDS["seeds/b.md"].encode()))
    assert {row["title"] for row in rows} >= {'\'-2+3, "quoted"', "'+1"}


def test_the_claims_are_the_claims(site, reports):
    rows = rows_of((site / "data" / "claims.csv").read_bytes())
    assert {(row["report"], row["claim"]) for row in rows} == {
        (report["id"], claim["id"]) for report in reports.values() for claim in report["claims"]
    }
    row = next(row for row in rows if row["report"] == "a")
    assert (row["op"], row["low"], row["high"]) == (">=", "440", "")
    assert SEEDS["seeds/a.txt"].removeprefix(" date 2022-09-18 ")[int(row["start"]) : int(row["end"])] == row["surface"]
    assert json.loads(row["chain"]) == reports["a"]["claims"][0]["chain"]


def test_csv_is_written_as_rfc_4180_has_it(site):
    data = (site / "data" / "reports.csv").read_bytes()
    assert data.startswith(b"id,title,title_status,")
    assert data.endswith(b"\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@a", "\tx", "\rx", "\0=1"])
def test_a_free_cell_that_could_be_a_formula_gets_an_apostrophe(text):
    columns = (Column("free", "string", "", True), Column("op", "string", ""), Column("number", "number", ""))
    cells = next(csv.reader([csv_line(columns, {"free": text, "op": ">=", "number": -5.5}).decode()]))
    assert cells == ["'" + text.replace("\0", ""), ">=", "-5.5"]


def test_places_have_longitude_first_and_are_only_those_with_coordinates(site):
    places = json.loads((site / "data" / "places.geojson").read_bytes())["features"]
    assert [(place["id"], place["geometry"]["coordinates"]) for place in places] == [
        ("izium", [37.2485, 49.2089]), ("kharkiv", [36.255, 49.982])
    ]  # fmt: skip


def test_the_package_names_every_file_and_every_column(site):
    package = json.loads((site / "data" / "datapackage.json").read_bytes())
    files = {resource["path"]: resource for resource in package["resources"]}
    there = {path.relative_to(site / "data").as_posix() for path in (site / "data").rglob("*") if path.is_file()}
    assert set(files) == there - {"datapackage.json"}
    assert len({resource["name"] for resource in package["resources"]}) == len(files)
    for path, resource in files.items():
        data = (site / "data" / path).read_bytes()
        assert resource["bytes"] == len(data)
        assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
        if path.endswith(".csv"):
            columns = [field["name"] for field in resource["schema"]["fields"]]
            assert columns == data.decode().split("\r\n")[0].split(",")
            assert all(field["type"] and field["description"] for field in resource["schema"]["fields"])
        if "jsonSchema" in resource:
            assert resource["jsonSchema"] in there
    assert "apostrophe" in package["description"]


# Large and empty archives


def test_a_long_table_has_parts_with_a_head_each():
    parts = list(in_parts("data/a.csv", [b"x" * 9_000_000 + b"\r\n"] * 5, head=b"id\r\n"))
    assert [address for address, _ in parts] == ["data/a.csv", "data/a.2.csv", "data/a.3.csv"]
    assert all(data.startswith(b"id\r\n") and len(data) < 20_000_010 for _, data in parts)
    assert {whole_address(address) for address, _ in parts} == {"data/a.csv"}
    package = json.loads(datapackage(SITE, [("data/claims.2.csv", "0" * 64, 1)]))
    assert package["resources"][0]["schema"]["fields"][0]["name"] == "report"


@pytest.mark.parametrize(
    "sizes, parts",
    [
        ([], [(0, 0)]),
        ([5], [(0, 1)]),
        ([25_000_000, 5], [(0, 1), (1, 2)]),
        ([9_000_000] * 5, [(0, 2), (2, 4), (4, 5)]),
        ([20_000_000, 20_000_000], [(0, 1), (1, 2)]),
    ],
)
def test_a_table_is_cut_before_it_grows_too_large(sizes, parts):
    assert list(cut(sizes)) == parts


def test_an_empty_archive_has_empty_tables():
    files = dict(
        [
            *entity_tables([]),
            *source_tables([]),
            *timeline_tables([], {}, {}),
            *schema_files(),
            *((table.address, table.head) for table in (LINES_TABLE, ROWS_TABLE, CLAIMS_TABLE)),
        ]
    )
    assert files["data/reports.jsonl"] == b""
    assert [len(rows_of(files[table])) for table in TABLES] == [0, 0]
    assert json.loads(files["data/entities.json"])["entities"] == []
    assert json.loads(files["data/places.geojson"])["features"] == []


def test_where_a_gazetteer_has_a_place_is_given_with_its_source(site, reports):
    entities = {one["name"]: one for one in json.loads((site / "data/entities.json").read_bytes())["entities"]}
    place = {
        "coordinates": [49.982, 36.255], "part_of": ["Kharkiv Oblast", "Ukraine"], "source": "geonames:706483",
        "status": "suggested",
    }  # fmt: skip
    kharkiv, izium = entities["Kharkiv"], entities["Izium"]
    assert (kharkiv["coordinates"], kharkiv["coordinates_status"]) == ([49.982, 36.255], "suggested")
    assert (kharkiv["place"], izium["place"], izium["coordinates_status"]) == (place, None, "reviewed")
    features = {one["id"]: one for one in json.loads((site / "data/places.geojson").read_bytes())["features"]}
    assert features["kharkiv"]["geometry"]["coordinates"] == [36.255, 49.982]
    assert (features["kharkiv"]["properties"]["place"], features["izium"]["properties"]["place"]) == (place, None)
    assert [one["place"] for one in reports["h"]["mentions"] if one["name"] == "Kharkiv"] == [place]
    assert all(
        ("place" in one) == (one["kind"] == "place") for report in reports.values() for one in report["mentions"]
    )


def test_who_may_be_the_same_is_given_both_ways(site):
    entities = {one["name"]: one for one in json.loads((site / "data/entities.json").read_bytes())["entities"]}
    one, other = entities["Valerii Marchenko"], entities["Valeriy Marchenko"]
    assert (one["perhaps"], other["perhaps"]) == ([other["id"]], [one["id"]])
    assert entities["Izium"]["perhaps"] == []


def test_what_editors_say_is_given_in_their_own_ids_and_words(site):
    entities = {one["id"]: one for one in json.loads((site / "data/entities.json").read_bytes())["entities"]}
    izium, chief = entities["izium"], entities["chief"]
    assert izium["spellings"] == [{"name": "Ізюм", "language": "uk"}]
    assert (izium["precision"], izium["ids"], izium["notes"]) == (5000, {"geonames": "707292"}, "A town.")
    assert (izium["not"], entities["kharkiv"]["not"]) == (["Izium Raion", "kharkiv"], ["izium"])
    assert chief["roles"] == [{"role": "chief", "organization": "office", "since": "2019~", "until": None}]
    assert (chief["affiliation"], chief["party"], entities["office"]["owner"]) == ("office", None, "Somebody")
    (cnn,) = (one for one in json.loads((site / "data/sources.json").read_bytes())["sources"] if one["id"] == "cnn")
    assert (cnn["party"], cnn["ids"], cnn["not"], cnn["url"]) == ("independent", {"gnd": "1"}, ["CNN Türk"], None)
    features = {one["id"]: one for one in json.loads((site / "data/places.geojson").read_bytes())["features"]}
    izium, kharkiv = (features[one]["properties"] for one in ("izium", "kharkiv"))
    assert (izium["precision"], izium["part_of"], izium["ids"]) == (5000, "area", {"geonames": "707292"})
    assert (kharkiv["precision"], kharkiv["part_of"], kharkiv["ids"]) == (None, None, {})


def test_an_organisation_with_coordinates_is_no_place():
    office = Entity(
        id="office", kind="organization", name="Office", names=(), status="reviewed", has_page=False, address="",
        sort_key="office", coordinates=(50.0, 30.0),
    )  # fmt: skip
    files = dict(entity_tables([office]))
    assert json.loads(files["data/places.geojson"])["features"] == []
    assert json.loads(files["data/entities.json"])["entities"][0]["coordinates"] == [50.0, 30.0]
