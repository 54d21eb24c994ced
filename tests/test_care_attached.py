"""What reports attach is looked through for what is hidden, whatever it is called and in whatever encoding it is."""

import random

import pytest

from leaks import words_told
from muniment.read.attached_texts import LONGEST_OF_OTHERS, readings_of
from whole import built, bytes_of, fresh_site

LIST = "- {names: [Іван Петренко, Иван Петренко, Ivan Petrenko], reason: a private person}\n"
ENDINGS = ".xhtml .log .rtf .doc .ini .py .tex .vcf .ics .json5 .yml .txt.bak .md5 .txt .pdf.txt".split()
ENCODINGS = (
    "utf-8 utf-8-sig utf-16 utf-16-le utf-16-be utf-32 cp1251 koi8-r koi8-u cp866 iso8859-5 mac-cyrillic".split()
)


def attaching(name: str, data: bytes | str) -> dict[str, bytes | str]:
    return {
        "seeds/b.txt": " date 2022-09-19 See attached.",
        "seeds/b.txt.meta.yaml": f"attachments: [{name}]\n",
        f"seeds/{name}": data,
        "content/withheld.yaml": LIST,
    }


def files_of(archive) -> list[str]:
    return [path.name for path in (archive / "site/evidence").rglob("*") if path.is_file()]


@pytest.mark.parametrize("ending", [*ENDINGS, ""])
def test_a_text_is_looked_through_whatever_it_is_called(make_archive, ending):
    archive = make_archive(attaching(f"n{ending}", "Witness Ivan Petrenko saw."))
    assert built(archive).reports.built == 1
    assert words_told(archive / "site", ["Petrenko"]) == []
    assert files_of(archive) == []


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("name", ["n.txt", "n"])
def test_a_text_is_looked_through_in_every_encoding_that_reports_come_in(make_archive, encoding, name):
    words = "Свидетель Иван Петренко видел." if encoding in ("koi8-r", "cp866") else "Свідок Іван Петренко бачив."
    archive = make_archive(attaching(name, words.encode(encoding)))
    built(archive)
    assert files_of(archive) == []


@pytest.mark.parametrize(
    "name, data",
    [
        ("photo.jpg", b"\xff\xd8\xff\xe0" + random.Random(1).randbytes(9000)),
        ("n.bin", random.Random(2).randbytes(50_000)),
        ("paper.pdf", b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n" + b"1 0 obj <<>> endobj\n" * 90_000),
        ("n.txt", "Свідок Іванко Петренко бачив.".encode("cp1251")),
    ],
)
def test_what_holds_nothing_that_is_hidden_or_is_no_text_is_published(make_archive, name, data):
    archive = make_archive(attaching(name, data))
    assert built(archive).problems == ()
    assert len(files_of(archive)) == 2


def test_rich_text_is_read_without_how_it_looks():
    text = rb"{\rtf1\ansi\ansicpg1251 {\b \'b2\'e2\'e0}\'ed \u1055?\u1077?\u1090?\u1088?\u1077?\u1085\'3f\u1082?\u1086?\par}"
    assert any("Іван &#1055;&#1077;&#1090;" in one for one in readings_of(text))


@pytest.mark.parametrize("how", ["numbers", "bytes"])
def test_a_name_in_rich_text_is_found(make_archive, how):
    letters = [rf"\u{ord(one)}?" if how == "numbers" else rf"\'{one.encode('cp1251').hex()}" for one in "ІванПетренко"]
    text = r"{\rtf1\ansi " + "".join(letters[:4]) + r" {\b " + "".join(letters[4:6]) + "}" + "".join(letters[6:]) + "}"
    archive = make_archive(attaching("n.rtf", text))
    built(archive)
    assert files_of(archive) == []


def test_what_is_too_long_to_be_read_in_all_encodings_holds_its_report_back(make_archive):
    long = "Слово. ".encode("cp1251") * (LONGEST_OF_OTHERS // 7 + 1)
    archive = make_archive(attaching("n.txt", long))
    outcome = built(archive)
    assert outcome.reports.refused == 1
    assert "seeds/n.txt: held back: 1,000,006 bytes are too many to be looked through" in str(outcome.problems[0])
    (archive / "seeds/n.txt").write_bytes(long.decode("cp1251").encode())
    assert built(archive).reports.built == 1
    (archive / "content/withheld.yaml").write_text("[]\n")
    (archive / "seeds/n.txt").write_bytes(long)
    assert built(archive).reports.built == 1
    assert bytes_of(archive / "site") == fresh_site(archive, archive.parent / "fresh")
