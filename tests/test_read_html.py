"""Saved pages: their main text, what they state of themselves, and pages that mean harm."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from muniment.model import Seed
from muniment.read.main_text import MOST_ELEMENTS
from muniment.read.saved_page import read_saved_page
from reading import lines_of, read_archive

NEWS = """<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8"><title>Burial site found in Izium | Example News</title>
<meta property="og:site_name" content="Example News">
<meta property="article:published_time" content="2022-09-16T08:15:00+03:00">
<meta property="article:modified_time" content="2022-09-18T10:00:00+03:00">
<meta name="author" content="Olena Koval">
<link rel="canonical" href="https://example.org/news/izium">
<style>p { color: red }</style><script>document.write("<p>not words of the page</p>")</script>
</head>
<body>
<header><a href="/">Example News</a><nav><ul><li><a href="/world">World</a></li><li><a href="/war">War</a></li></ul></nav></header>
<div class="cookie-banner">We use cookies. <button>Accept all</button></div>
<article>
<h1>Burial site found in Izium</h1>
<p>At least 440 &ldquo;unmarked&rdquo; graves were found
   near <a href="/izium">Izium</a>, the police said on Thursday.</p>
<!-- a note of the editors -->
<figure><img src="data:image/png;base64,AAAA" alt="x"></figure>
<p>“We will <b>examine</b> every body,” Serhii Bolvinov said.<br>He named no day.</p>
<ul><li>440 graves have been counted.</li><li>One held 17 soldiers.</li></ul>
<table><tr><th>Day</th><th>Bodies</th></tr><tr><td>Friday</td><td>40</td></tr></table>
<p>Somebody had written <code>&lt;script&gt;alert(1)&lt;/script&gt;</code> on a cross, 5 &lt; 6.</p>
</article>
<section id="comments" class="comments"><div class="comment"><p>I do not believe any of this at all, who says so?</p></div></section>
<footer><p>© 2022 Example News. All rights reserved.</p></footer>
</body></html>
"""
TEXT = """Burial site found in Izium

At least 440 “unmarked” graves were found near Izium, the police said on Thursday.

“We will examine every body,” Serhii Bolvinov said.
He named no day.

440 graves have been counted.

One held 17 soldiers.

Day\tBodies
Friday\t40

Somebody had written <script>alert(1)</script> on a cross, 5 < 6.
"""
WORDS = "The police said on Thursday that at least 440 graves were found in a forest near the city."


@pytest.fixture
def read(make_archive):
    """read(page) gives the only document of an archive with this saved page, and the lines of its problems."""

    def read_one(page, name="page.html", **files):
        documents, problems = read_archive(make_archive({f"seeds/{name}": page, **files}))
        return (documents[0] if documents else None), lines_of(problems)

    return read_one


def page(head="", body=f"<article><p>{WORDS}</p></article>", opening="<html>"):
    return f"<!DOCTYPE html>\n{opening}<head>\n{head}\n</head><body>{body}</body></html>"


def linked(*nodes):
    return f'<script type="application/ld+json">{json.dumps(nodes[0] if len(nodes) == 1 else nodes)}</script>'


def stated(value):
    return value and (value.value, value.status, value.where)


# The text.


def test_the_main_text_is_read_as_plain_paragraphs_and_nothing_around_it(read):
    document, problems = read(NEWS)
    assert problems == []
    assert (document.id, document.form, document.prefix) == ("page", "plain", "")
    assert document.text == TEXT
    assert document.derivation.startswith("html/1, trafilatura 2.")


def test_the_evidence_is_the_file_under_a_name_that_no_browser_runs(read):
    document, _ = read(NEWS, "Page 1.HTM")
    assert document.evidence.path == "evidence/page-1.htm.txt"
    assert document.evidence.bytes == len(NEWS.encode())


@pytest.mark.parametrize(
    "body, text",
    [
        ("<p>One word after another.<p>And no end tag.", "One word after another.\n\nAnd no end tag.\n"),
        (f"<table><tr><td></td><td>{WORDS}<br><br>{WORDS[::-1]}</td></tr></table>", f"{WORDS}\n\n{WORDS[::-1]}\n"),
        (f"<pre>{WORDS}\nSecond line.\n\nNew paragraph.</pre>", f"{WORDS}\nSecond line.\n\nNew paragraph.\n"),
        (f"<div class=tgme_widget_message_text>{WORDS}</div>", f"{WORDS}\n"),
        ("<article><p>می\u200cخواهم 👩\u200d👧 e\u0301</p></article>", "می\u200cخواهم 👩\u200d👧 e\u0301\n"),
        (
            "<article><p>Behind the end.</p></article></body></html><p>Still shown.</p>",
            "Behind the end.\n\nStill shown.\n",
        ),
        ("<article><p>" + "<font color=red>Old page.<br>" * 400 + "</p></article>", "Old page.\n" * 400),
    ],
)
def test_pages_of_many_makes_give_their_words(read, body, text):
    document, problems = read(page(body=body))
    assert problems == []
    assert document.text == text


def test_words_of_other_scripts_are_read_as_they_are(read):
    ukrainian = "У лісі поблизу Ізюма знайшли щонайменше 440 могил, повідомила поліція."
    arabic = "قال مسؤولون إن أكثر من أربعمئة قبر عُثر عليها في غابة قرب مدينة إيزيوم."
    for words, tag in ((ukrainian, "uk"), (arabic, "ar")):
        document, problems = read(page(body=f"<article><p>{words}</p></article>", opening=f"<html lang={tag}>"))
        assert problems == []
        assert (document.text, document.language.value) == (f"{words}\n", tag)


def test_a_page_without_an_article_is_told(read):
    links = "".join(f'<li><a href="/{number}">Section {number}</a></li>' for number in range(20))
    for body in (f"<ul>{links}</ul>", "", "<script>let words = 'none'</script>"):
        assert read(page(body=body)) == (None, ["seeds/page.html: no main text was found in it"])


def test_what_is_advised_for_such_a_page_mends_it(read):
    beside = {"seeds/page.txt": "Its words.", "seeds/page.txt.meta.yaml": "attachments: [page.html]\n"}
    document, problems = read("<nav>No article</nav>", **beside)
    assert problems == []
    assert (document.text, document.attachments[0].path) == ("Its words.", "evidence/page/page.html.txt")


def test_an_empty_file_is_told(read):
    assert read("") == (None, ["seeds/page.html: the file is empty"])


# The encoding.

UKRAINIAN = "Могили в Ізюмі: “понад 440”, сказав він."


@pytest.mark.parametrize(
    "declaration, encoding",
    [
        ('<meta charset="windows-1251">', "cp1251"),
        ('<META HTTP-EQUIV=Content-Type CONTENT="text/html; charset=Windows-1251">', "cp1251"),
        ("<!-- charset=koi8-u --><meta charset=cp1251>", "cp1251"),
        ('<!-- <meta charset="koi8-r"> --><meta charset=cp1251>', "cp1251"),
        ('<meta charset="x-mac-cyrillic">', "mac-cyrillic"),
        ("<meta charset=utf-8>", "utf-8-sig"),
        ("<meta charset=windows-1251>", "utf-8-sig"),
        ("<meta charset=utf-8>", "utf-16"),
        ("", "utf-8"),
        ("<meta charset=unicode_escape>", "utf-8"),
    ],
)
def test_the_page_says_in_what_encoding_it_is(read, declaration, encoding):
    document, problems = read(page(declaration, f"<article><p>{UKRAINIAN}</p></article>").encode(encoding))
    assert problems == []
    assert document.text == f"{UKRAINIAN}\n"


def test_an_xml_declaration_says_it_too(read):
    document, problems = read(f'<?xml version="1.0" encoding="windows-1251"?>\n<p>{UKRAINIAN}</p>'.encode("cp1251"))
    assert (document.text, problems) == (f"{UKRAINIAN}\n", [])


# What it states of itself.


def test_what_the_page_states_is_taken_as_stated_with_its_place(read):
    document, problems = read(NEWS)
    assert problems == []
    assert stated(document.title) == ("Burial site found in Izium", "stated", "title element, line 4")
    assert stated(document.published) == ("2022-09-16", "stated", "meta article:published_time, line 6")
    assert document.time == "08:15:00+03:00"
    assert [*map(stated, document.authors)] == [("Olena Koval", "stated", "meta author, line 8")]
    assert [*map(stated, document.sources)] == [("Example News", "stated", "meta og:site_name, line 5")]
    assert stated(document.language) == ("en-GB", "stated", "html lang, line 2")
    assert stated(document.url) == ("https://example.org/news/izium", "stated", "link canonical, line 9")
    assert document.other == (("modified", "2022-09-18T10:00:00+03:00"),)


def test_what_the_page_does_not_state_is_unknown(read):
    body = f"<article><p>By Olena Koval</p><time datetime=2022-09-16>16 September 2022</time><p>{WORDS}</p></article>"
    document, problems = read(page("<link rel=canonical href='/2022/09/16/izium'>", body))
    assert problems == []
    assert (document.title, document.published, document.language, document.url) == (None, None, None, None)
    assert (document.authors, document.sources, document.other) == ((), (), ())


SITE = '<meta property="og:site_name" content="Censor.NET">'


@pytest.mark.parametrize(
    "head, title",
    [
        ("<title>Graves found</title>", "Graves found"),
        (f"<title>Graves found - Censor.NET</title>{SITE}", "Graves found"),
        (f"<title>CENSOR.NET: Graves found | War | Censor.net</title>{SITE}", "Graves found | War"),
        (
            "<title>Graves found — example.org</title><link rel=canonical href=https://www.example.org/a>",
            "Graves found",
        ),
        ("<title>Graves found - The Times</title>", "Graves found - The Times"),
        ("<title>Graves found in Izium Graves found in Izium</title>", "Graves found in Izium"),
        ("<title>Graves found | Graves found</title>", "Graves found"),
        ("<title>New York New York</title>", "New York New York"),
        (f"<title>Censor.NET</title>{SITE}", None),
        (f"<title>Censor.NET | Censor.NET</title>{SITE}", None),
        ("<title>Untitled Document</title>", None),
        ("<title> \n </title>", None),
        ("<title>Site</title><meta property=og:title content='Graves &amp; found'>", "Graves & found"),
        ("<title>Graves &lt;b&gt;found</b></title>", "Graves <b>found</b>"),
        ("<title>Graves\0 \x1bfound&#7;</title>", "Graves found"),
        ("<svg><title>Logo</title></svg><title>Graves found</title>", "Graves found"),
    ],
)
def test_a_title_is_one_that_the_page_truly_states(read, head, title):
    document, problems = read(page(head))
    assert problems == []
    assert (document.title.value if document.title else None) == title


def test_a_single_heading_is_the_title_where_no_other_is_stated(read):
    heading = "<h1>Graves <i>found</i></h1>"
    document, _ = read(page(SITE + "<title>Censor.NET</title>", f"<article>{heading}<p>{WORDS}</p></article>"))
    assert document.title.value == "Graves found"
    document, _ = read(page("", f"<article>{heading}<p>{WORDS}</p><h1>Another</h1></article>"))
    assert document.title is None


def test_words_that_the_page_withdraws_are_none_of_its_text_and_raised_figures_stay_apart(read):
    said = "About 440<sup>1</sup> graves, <del>50</del><ins>500</ins> bodies, the 16<sup>th</sup>, H<sub>2</sub>O"
    unseen = "<s>Kyiv <s>twice</s></s> Izium <template>77 dead</template>"
    document, _ = read(page("", f"<article><p>{said}, {unseen}. {WORDS}</p><p><del>Left open. {WORDS}</p></article>"))
    assert document.text.startswith("About 440¹ graves, 500 bodies, the 16th, H₂O, Izium .")
    assert "Left open." in document.text


def test_half_a_sign_in_what_a_page_states_is_shown_as_that(read):
    document, _ = read(
        page('<script type="application/ld+json">{"@type": "NewsArticle", "headline": "A \\ud800 b"}</script>')
    )
    assert document.title.value == "A \ufffd b"


ARTICLE = {
    "@context": "https://schema.org", "@type": ["NewsArticle"], "headline": "Graves found",
    "datePublished": "2022-09-16T08:15:00+03:00", "author": [{"@type": "Person", "name": "Olena Koval"}, "Ivan Franko"],
    "publisher": {"@id": "#us"}, "inLanguage": "uk", "url": "https://example.org/a", "dateModified": "2022-09-17",
}  # fmt: skip


def test_json_ld_states_what_its_article_is(read):
    graph = {"@graph": [ARTICLE, {"@type": "Organization", "@id": "#us", "name": "Censor.NET"}, {"@type": "WebPage"}]}
    document, problems = read(page(linked(graph)))
    assert problems == []
    assert stated(document.title) == ("Graves found", "stated", "JSON-LD headline, line 3")
    assert (document.published.value, document.language.value) == ("2022-09-16", "uk")
    assert [value.value for value in document.authors] == ["Olena Koval", "Ivan Franko"]
    assert [value.value for value in document.sources] == ["Censor.NET"]
    assert document.url.value == "https://example.org/a"
    assert document.other == (("modified", "2022-09-17"),)
    escaped, _ = read(page(linked({**ARTICLE, "headline": "Graves &amp; more", "author": "O&#8217;Brien"})))
    assert (escaped.title.value, escaped.authors[0].value) == ("Graves & more", "O’Brien")


def test_of_several_articles_only_the_pages_own_is_believed(read):
    other = {**ARTICLE, "headline": "Another story", "url": "https://example.org/b"}
    document, _ = read(page(linked(other, ARTICLE)))
    assert document.title is None
    document, _ = read(page(linked(other, ARTICLE) + "<link rel=canonical href=https://example.org/a>"))
    assert document.title.value == "Graves found"


@pytest.mark.parametrize(
    "block",
    [
        "{", "[" * 100_000, '{"@type": "NewsArticle", "headline": 1e999, "author": {"name": ["a"]}, "url": {}}',
        '{"@graph": {"@type": 7}, "@id": []}', "null", '"NewsArticle"', '{"@type": "Person", "headline": "x"}',
    ],
)  # fmt: skip
def test_json_ld_that_states_nothing_is_no_fault(read, block):
    document, problems = read(page(f'<script type="application/ld+json">{block}</script>'))
    assert (document.title, document.authors, problems) == (None, (), [])


@pytest.mark.parametrize(
    "head, published",
    [
        ("<meta itemprop=datePublished content=2022-09-16>", "2022-09-16"),
        ("<meta name=DC.date.issued content=2022-09>", "2022-09"),
        ("<meta name=date content='{{ date }}'><meta name=dc.date content='16.09.2022'>", "2022-09-16"),
        ("<meta property=article:modified_time content=2022-09-18>", None),
        ("<meta property=article:published_time content=2022-09-16><meta name=date content=2022-09-20>", "2022-09-16"),
        ("<time pubdate datetime=2022-09-16>", "2022-09-16"),
    ],
)
def test_a_date_of_publication_is_one_that_is_declared_so(read, head, published):
    document, problems = read(page(head))
    assert problems == []
    assert (document.published.value if document.published else None) == published


def test_where_a_page_was_saved_from_is_its_address_when_it_names_none(read):
    saved = "<!-- saved from url=(0027)https://example.org/saved/1 -->"
    document, _ = read(f"<html>{saved}{page()}")
    assert stated(document.url) == ("https://example.org/saved/1", "stated", "comment saved from, line 1")
    single = "<!--\n Page saved with SingleFile \n url: https://example.org/saved/2 \n saved date: Fri -->"
    document, _ = read(page(single))
    assert document.url.value == "https://example.org/saved/2"


def test_an_address_that_could_run_is_none(read):
    document, problems = read(page("<link rel=canonical href='javascript:alert(1)'><meta property=og:url content=/a>"))
    assert (document.url, problems) == (None, [])


def test_what_is_stated_beside_the_page_fills_what_it_lacks(read):
    document, problems = read(page(), **{"seeds/page.html.meta.yaml": "id: mine\ndate: 2022-09-16\npublisher: CNN\n"})
    assert problems == []
    assert (document.id, document.published.value, document.sources[0].value) == ("mine", "2022-09-16", "CNN")
    assert document.evidence.path == "evidence/mine.html.txt"


# Pages that mean harm.

TOO_MUCH = ["seeds/page.html: too many tags, or nested too deeply, to be read"]


@pytest.mark.parametrize(
    "body",
    ["<div>" * 100_000, "<p>x</p>" * (MOST_ELEMENTS + 1), "<pre>" + "x\n" * (MOST_ELEMENTS + 1), "<ul><li>" * 9_000],
    ids=["nested", "many", "lines", "lists"],
)
def test_what_is_past_all_bounds_is_told(read, body):
    assert read(page(body=f"<p>{WORDS}</p>{body}")) == (None, TOO_MUCH)


@pytest.mark.parametrize(
    "body",
    [
        f"<p title='{'x' * 5_000_000}'>{WORDS}</p>",
        f"<p {' '.join(f'a{number}=1' for number in range(300_000))}>{WORDS}</p>",
        f"<p>{WORDS}</p><img src='data:image/png;base64,{'A' * 4_000_000}'>",
        f"<p>{WORDS}</p><script>{'<p>x</p>' * 500_000}</script><!--{'<p>x' * 500_000}-->",
        f"<p>{WORDS}</p><table><tr><td rowspan=65534 colspan=1000></td></tr></table>",
        f"<p>{WORDS}</p><b onclick=alert(1)><svg onload=alert(1)><iframe srcdoc='<p>x'></iframe>",
        f"<p>{WORDS[:30]}\0\x01\ufffe&#0;{WORDS[30:]}</p>",
        f"<p>{WORDS}</p><a href='never closed",
    ],
    ids=["long attribute", "attributes", "picture", "script", "span", "handlers", "signs", "cut off"],
)
def test_what_is_no_text_is_left_out(read, body):
    document, problems = read(page(body=f"<article>{body}</article>"))
    assert problems == []
    assert document.text.replace("\ufffd", "") == f"{WORDS}\n"


def test_entities_do_not_multiply(read):
    bomb = '<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    document, _ = read(f"{bomb}<html><body><article><p>{WORDS} &b;&b;</p></article></body></html>")
    assert len(document.text) < 2 * len(WORDS)


def test_five_megabytes_of_words_are_read(read):
    paragraphs = [f"Report {number}: {WORDS * 12}" for number in range(4_500)]
    document, problems = read(
        page(body="<article>" + "".join(f"<p>{words}</p>" for words in paragraphs) + "</article>")
    )
    assert problems == []
    assert document.text == "\n\n".join(paragraphs) + "\n"


PIECES = st.sampled_from(
    """<html> <head> <body> <p> </p> <div class=content> </div> <table><tr><td> <a href=x> </a> <br> <ul><li> <pre> <h1>
    </h1> <title> </title> <script> </script> <!-- --> <meta <link <svg> <select><option> <template> <plaintext> = " ' > < &
    &#0; &#xD800; &lt; \0 \x02 \ufffe 2022-09-18 content= property=og:title words and more. Ізюм <![CDATA[ ]]>""".split()
)


@settings(deadline=None)
@given(st.lists(PIECES, max_size=40).map(" ".join) | st.binary(max_size=60))
def test_whatever_it_is_it_is_read_or_told(tmp_path_factory, content):
    data = content if isinstance(content, bytes) else content.encode()
    problems = []
    found = read_saved_page(data, Seed("seeds/a.html", 0, len(data), ""), tmp_path_factory.getbasetemp(), problems)
    assert found or problems
    assert not any("failed" in problem.what for problem in problems)
    if found:
        assert found.text.strip()
        assert not set(found.text) & set(map(chr, [*range(9), *range(11, 32), 127]))
