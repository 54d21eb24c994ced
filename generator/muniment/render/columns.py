"""The columns of the published CSV tables: name, type by Frictionless Table Schema, and meaning."""

from muniment.model import Record


class Column(Record, frozen=True):
    """`is_free` is text that somebody else wrote, which a spreadsheet could take for a formula."""

    name: str
    type: str
    description: str
    is_free: bool = False


REPORTS = (
    Column("id", "string", "The report's id: its page is reports/ID.html"),
    Column("title", "string", "Its title, or what stands in for one", True),
    Column("title_status", "string", "stated, suggested, reviewed or verified"),
    Column("title_kind", "string", "title; or, where it has none, first words, or file name where it has no words"),
    Column("published", "string", "ISO 8601 day, month or year; empty is unknown"),
    Column("published_status", "string", "stated, suggested, reviewed or verified"),
    Column("publisher", "string", "Who published it; empty is unknown", True),
    Column("publisher_id", "string", "The publisher's id, of sources.json or, where it is listed there, entities.json"),
    Column("publisher_status", "string", "stated, suggested, reviewed or verified"),
    Column("language", "string", "BCP 47 tag; empty is unknown", True),
    Column("url", "string", "Where it was published, as stated; empty is unknown", True),
    Column("people", "string", "Ids of the people it names, of entities.json, separated by spaces"),
    Column(
        "organizations",
        "string",
        "Ids of the organisations it names, separated by spaces; one that editors list as a source is of sources.json",
    ),
    Column("places", "string", "Ids of the places it names, of entities.json, separated by spaces"),
    Column("claims", "integer", "How many counted claims were found in it"),
    Column("sha256", "string", "SHA-256 of the evidence, in hex; empty where something in it is redacted"),
    Column("bytes", "integer", "Size of the evidence; empty where something in it is redacted"),
    Column("evidence", "string", "Address of the evidence in the site; empty when it may not be published"),
    Column("publication", "string", "public, excerpt, metadata or redacted"),
    Column("status", "string", "Of the report as a whole: suggested, reviewed or verified"),
    Column("reviewer", "string", "Who has looked at it, as the next column says; empty where nobody has", True),
    Column(
        "review",
        "string",
        "complete: all of it was looked at; partial: some; stale: on another state of the file; empty where none was",
    ),
)
CLAIMS = (
    Column("report", "string", "The report's id: the claim is reports/ID.html#CLAIM"),
    Column("claim", "string", "The claim's id within the report"),
    Column("surface", "string", "The claim's own words", True),
    Column("op", "string", "=, >=, >, <=, <, ~ (about) or range"),
    Column("low", "number", "Lower bound; empty is none"),
    Column("high", "number", "Upper bound; empty is none"),
    Column("what", "string", "What is counted", True),
    Column("fate", "string", "What became of those counted: dead, injured, missing and so on; empty is not said"),
    Column("where", "string", "Id or name of the place", True),
    Column("when", "string", "EDTF (ISO 8601-2) date or interval"),
    Column("speaker", "string", "Who says so", True),
    Column("chain", "array", "Who passed it on, as a JSON array; empty brackets where nobody is named"),
    Column("basis", "string", "What it rests on, as far as that is said: first-hand or document"),
    Column("excludes", "string", "What the text says is not counted, in its words", True),
    Column("published", "string", "When the report was published: ISO 8601 day, month or year; empty is unknown"),
    Column("status", "string", "suggested, reviewed or verified"),
    Column("start", "integer", "Where the words begin in the report's text, in code points"),
    Column("end", "integer", "Where they end, exclusive"),
)
TABLES = {"data/reports.csv": REPORTS, "data/claims.csv": CLAIMS}
