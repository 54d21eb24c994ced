"""Where sentences begin and end, and the one around a span."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muniment.sentences import Sentences

# A bar stands where one sentence ends and the next begins.
SENTENCES = [
    "It began on Sunday. | It went on.",
    "Mr. Smith met Dr. J. R. Brown. | They left.",
    "He lives in the U.S. State Department housing.",
    "He came from the U.S. | The others did not.",
    "At 5 p.m. Friday it ended. | At 6 p.m. | The rest came.",
    "It cost 3.5 million. | No. 5 was lost.",
    "He died on Sept. 16, 2022. | She lived.",
    "“We saw it.” | She left. | (He stayed.) | Then “no.”",
    "What?! | Yes! | Well … maybe. | “Really?” he asked.",
    "He said, “Go.” | They went.",
    "Our citizens (near Izium. - Ed.). | We will see.",
    "У м. Ізюм 16 вересня 2022 р. | Президент приїхав на вул. Шевченка.",
    "Он родился в г. Изюм. | Потом уехал.",
    "他说。 | 好的！ | 走吧？",
    "1. The first item goes on. | 2. So does this.",
]


def spans_of(text):
    """The (start, end) of every sentence in order, without white space around it."""
    sentences = Sentences(text)
    pairs = zip([0, *sentences.resumes], [*sentences.ends, len(text)], strict=True)
    trimmed = ((end - len(text[start:end].lstrip()), start + len(text[start:end].rstrip())) for start, end in pairs)
    return tuple((first, last) for first, last in trimmed if first < last)


@pytest.mark.parametrize("marked", SENTENCES)
def test_sentences_end_where_a_reader_ends_them(marked):
    wanted = marked.split(" | ")
    text = "".join(wanted) if "。" in marked else " ".join(wanted)
    assert [text[start:end] for start, end in spans_of(text)] == wanted


def test_a_blank_line_always_ends_one():
    text = "A heading\n\nthe text goes on\nover a line\n  \n- an item\n- another"
    found = [text[start:end] for start, end in spans_of(text)]
    assert found == ["A heading", "the text goes on\nover a line", "- an item", "- another"]


def test_nothing_has_no_sentence():
    assert spans_of("") == () == spans_of(" \n\n \t")
    assert Sentences("").around(0, 0) == (0, 0)


def test_the_sentence_around_a_span():
    text = "It began here. Graves were found in Izium, near Kharkiv. It ended."
    start = text.index("Izium")
    first, last = Sentences(text).around(start, start + 5)
    assert text[first:last] == "Graves were found in Izium, near Kharkiv."


def test_a_span_over_two_sentences_keeps_both():
    text = "One. “It is so. We know.” He left."
    first, last = Sentences(text).around(text.index("“"), text.index("”") + 1)
    assert text[first:last] == "“It is so. We know.”"


def test_a_long_sentence_is_cut_between_words():
    text = "Before all this. " + "word " * 200 + "Izium" + " more" * 200 + ". After."
    start = text.index("Izium")
    first, last = Sentences(text).around(start, start + 5, longest=100)
    cut = text[first:last]
    assert "Izium" in cut
    assert len(cut) <= 100
    assert set(cut.split()) == {"word", "Izium", "more"}


def test_a_span_longer_than_the_limit_stays_whole():
    text = "x" * 50 + " " + "y" * 500 + " z."
    assert Sentences(text).around(51, 551, longest=100) == (51, 551)


@given(st.text(alphabet="ab Z.!?…\n“”\"')。—,1", max_size=120) | st.text(max_size=80))
def test_spans_are_trimmed_in_order_and_lose_nothing(text):
    spans = spans_of(text)
    assert list(spans) == sorted(spans)
    assert all(start < end and text[start:end].strip() == text[start:end] for start, end in spans)
    assert "".join(text[start:end] for start, end in spans).split() == "".join(text.split()).split() or "".join(
        "".join(text[start:end].split()) for start, end in spans
    ) == "".join(text.split())


@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=6), st.data())
def test_the_sentence_around_agrees_with_the_spans(marked, data):
    text = " ".join(marked).replace(" | ", " ")
    first, last = data.draw(st.sampled_from(spans_of(text)))
    start = data.draw(st.integers(first, last - 1))
    end = data.draw(st.integers(start + 1, last))
    assert Sentences(text).around(start, end) == (first, last)


@given(st.text(max_size=200), st.data())
def test_the_sentence_around_holds_the_span(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    first, last = Sentences(text).around(start, end, longest=40)
    assert first <= start <= end <= last
    assert last - first <= max(40, end - start)


@pytest.mark.parametrize("piece", ["1", "(", '"', "A ", "“", ". ", ".", "\n", " ", "\n- ", '."', "。", "U.S. "])
def test_a_long_run_of_anything_is_no_trouble(piece):
    text = piece * (100_000 // len(piece))
    spans = spans_of(text)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    first, last = Sentences(text).around(50_000, 50_005)
    assert first <= 50_000
    assert last >= 50_005
