"""Runs the cases in tests/cases/*.md, which a layman can read, judge and add to."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from muniment.markup import prose_of
from muniment.model import (
    Attribution,
    Authority,
    Claim,
    DateMention,
    Document,
    Evidence,
    Findings,
    Mention,
    Quote,
    Record,
    Value,
)
from muniment.understand.findings import find_all
from muniment.understand.language import find_language
from muniment.understand.reading import read_prose

CASES = Path(__file__).parent / "cases"
REPORT = re.compile(
    r"Report (?:of (?P<date>[\d-]+)|without a date)(?P<form> in Markdown)?(?: \(language: (?P<tag>\w+)\))?:"
)
LISTED = re.compile(r"Editors list: (?P<kind>\w+) (?P<id>[a-z0-9-]+) = (?P<names>.+)")
OPERATORS = {"=": "", ">=": "at least ", ">": "more than ", "<=": "up to ", "<": "less than ", "~": "about "}


class Case(Record, frozen=True):
    """One case as written."""

    document: Document
    authorities: tuple[Authority, ...]
    expected: dict[str, list[str]]


def sections() -> Iterator[tuple[str, str]]:
    """The name of every case, and what it says."""
    for path in sorted(CASES.glob("*.md")):
        if path.name == "README.md":
            continue
        for section in re.split(r"^## ", path.read_text("utf-8"), flags=re.MULTILINE)[1:]:
            title, _, body = section.partition("\n")
            yield f"{path.stem}: {title.strip()}", body


def cases() -> Iterator[object]:
    for name, body in sections():
        yield pytest.param(body, id=name)


def read_case(body: str) -> Case:
    lines = body.splitlines()
    report = next(match for line in lines if (match := REPORT.match(line)))
    text = "\n".join(line[2:] for line in lines if line.startswith(">"))
    expected: dict[str, list[str]] = {}
    for line in lines:
        if line.startswith("- "):
            kind, _, what = line[2:].partition(": ")
            if kind.startswith("no "):
                expected.setdefault(kind.removeprefix("no "), [])
            else:
                expected.setdefault(kind, []).append(what.strip())
    authorities = tuple(listed(match) for line in lines if (match := LISTED.match(line)))
    return Case(document(text, report), authorities, expected)


def document(text: str, report: re.Match[str]) -> Document:
    return Document(
        id="case",
        form="markdown" if report["form"] else "plain",
        text=text,
        text_sha256="",
        derivation="",
        evidence=Evidence("", "", 0, ""),
        published=Value(report["date"]) if report["date"] else None,
        language=Value(report["tag"]) if report["tag"] else None,
    )


def listed(match: re.Match[str]) -> Authority:
    name, *others = (part.strip() for part in match["names"].split(","))
    is_source = match["kind"] == "source"
    kind = "outlet" if is_source else match["kind"]
    return Authority(id=match["id"], kind=kind, name=name, names=tuple(others), is_source=is_source)


def told(found: Findings) -> dict[str, list[tuple[str, str]]]:
    """Everything found, by kind, as the words and what the list says of them."""
    kinds: dict[str, list[tuple[str, str]]] = {}
    for group in (found.dates, found.mentions, found.claims, found.quotes, found.attributions):
        for one in group:
            kind, words = in_words(one)
            kinds.setdefault(kind, []).append((one.surface.replace("\n", " "), words))
    surfaces = {claim.id: claim.surface for claim in found.claims}
    for one in found.differences:
        kinds.setdefault("difference", []).append((one.surface, f"{surfaces[one.quoted]}: {', '.join(one.on)}"))
    for quote in found.quotes:
        for one in quote.insertions:
            kinds.setdefault("insertion", []).append((one.surface, ""))
    lying = [(one.surface, lies(one)) for one in found.mentions if one.kind == "place"]
    return kinds | {"where": lying, "fate": [(one.surface, one.fate or "unknown") for one in found.claims]}


def lies(mention: Mention) -> str:
    """ "49.207, 37.277 in Kharkiv Oblast, Ukraine": where a place is, as far as that is certain."""
    if mention.place is None:
        return "unknown"
    point = ", ".join(map(str, mention.place.coordinates or ("no point",)))
    return point + (f" in {', '.join(mention.place.part_of)}" if mention.place.part_of else "")


def in_words(one: object) -> tuple[str, str]:
    match one:
        case DateMention():
            return "date", one.value if one.edtf in (None, one.value) else f"{one.value} = {one.edtf}"
        case Mention():
            role = f", {one.role}" if one.role else ""
            body = f" [{one.affiliation}]" if one.affiliation else ""
            return one.kind, one.name + (f" ({one.entity})" if one.entity else "") + role + body
        case Quote():
            role = f" ({one.speaker.role})" if one.speaker and one.speaker.role else ""
            return "quote", one.speaker.name + role if one.speaker else "unknown"
        case Attribution():
            return one.kind, (one.source or one.name) + (f" of {one.of}" if one.of else "")
        case Claim():
            return "claim", claimed(one)
    raise TypeError(type(one))


def claimed(claim: Claim) -> str:
    if claim.op == "range":
        count = f"{claim.low} to {claim.high}"
    elif claim.low is None and claim.high is None:
        count = "uncounted"
    else:
        count = f"{OPERATORS[claim.op]}{claim.high if claim.low is None else claim.low}"
    parts = [f"{count} {claim.what}"]
    without = claim.excludes.surface if claim.excludes else ""
    company = (
        ("in", claim.where), ("on", claim.when), ("says", claim.speaker), ("via", ", ".join(claim.chain)),
        ("without", without),
    )  # fmt: skip
    return "; ".join([*parts, *(f"{word} {value}" for word, value in company if value)])


@pytest.mark.parametrize("body", list(cases()))
def test_case(body):
    case = read_case(body)
    text = case.document.text
    findings = find_all(case.document, case.authorities)
    title, begins = findings.title, findings.begins
    found = told(findings) | {"title": [(text[title.start : title.end].lstrip("# "), title.where)] if title else []}
    for kind, lines in case.expected.items():
        if kind == "language":
            prose = prose_of(text, case.document.form)
            language = find_language(read_prose(text, prose, case.document.form))
            assert [language.value if language else "unknown"] == lines
            continue
        if kind == "begins":
            assert text[begins:].startswith(lines[0]) if lines else not begins
            continue
        shown = found.get(kind, [])
        agree = len(shown) == len(lines) and all(map(agrees, shown, lines))
        assert agree, f"\n{kind} found:  {shown}\n{kind} wanted: {lines}\nin: {text}"


def agrees(found: tuple[str, str], line: str) -> bool:
    """Whether the words, and what they mean if the line says so, are what was found."""
    words, arrow, meaning = line.partition(" → ")
    return found[0] == words and (not arrow or found[1] == meaning)


def test_the_cases_are_found():
    assert sum(1 for _ in cases()) > 50
