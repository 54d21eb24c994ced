"""Real reports that nobody wrote for this program: all of them are read, and the counts add up."""

import shutil

import pytest

from reading import lines_of, read_archive


@pytest.fixture
def read_corpus(corpora, tmp_path):
    """read_corpus(name, settings) gives the documents and problem lines of one corpus as an archive."""

    def read(name, settings=""):
        if not (corpora / name).is_dir():
            pytest.skip(f"the corpus {name} is not beside this checkout")
        (tmp_path / "content").mkdir()
        (tmp_path / "content/settings.yaml").write_text(settings, "utf-8")
        shutil.copytree(corpora / name, tmp_path / "seeds")
        documents, problems = read_archive(tmp_path)
        return documents, lines_of(problems)

    return read


def test_markdown_written_for_another_generator(read_corpus):
    documents, problems = read_corpus("posts-18f")
    assert len(documents) == 509
    assert sum(document.published is None for document in documents) == 87
    assert sum(bool(document.time) for document in documents) == 54
    assert all(document.title and document.authors for document in documents)
    name = "2016-05-19-content-debt-what-it-is-where-to-find-it-and-how-to-prevent-it-in-the-first-place.md"
    assert problems == [
        f"seeds/{name}:5:9: warning: a tab at the end of this line, which some readers of YAML take for broken"
    ]


def test_ten_thousand_records_with_their_sources(read_corpus):
    settings = "fields: {source: sources.*.name, url: sources.0.url, tags: topic}\n"
    documents, problems = read_corpus("current-events", settings)
    assert problems == []
    assert len({document.id for document in documents}) == 10_206
    assert all(document.published and document.sources and document.url and document.tags for document in documents)


def test_incidents_with_places_and_coordinates(read_corpus):
    settings = "fields: {places: place, latitude: lat, longitude: lon, url: links.0}\n"
    documents, problems = read_corpus("incidents", settings)
    assert problems == []
    assert len({document.id for document in documents}) == 1_300
    assert sum(document.coordinates is not None for document in documents) == 1_296
    assert all(document.published and document.title and document.places for document in documents)
