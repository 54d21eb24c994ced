"""Kinds of files, by the ending of their names: what is read, what is attached, what a browser may be given."""

import posixpath
from functools import lru_cache

SAVED_PAGES = frozenset({".html", ".htm"})
CONTAINERS = frozenset({".jsonl", ".csv"})
READ = frozenset({".txt", ".md"}) | SAVED_PAGES | CONTAINERS
BESIDE = (".meta.yaml", ".meta.yml")
MEDIA = frozenset(
    """.jpg .jpeg .png .gif .webp .avif .heic .tif .tiff .bmp .svg .mp4 .m4v .mov .avi .mkv .webm .3gp .mp3 .m4a .wav
    .ogg .oga .opus .flac .pdf""".split()
)
# What browsers show or play and never run, or hand over to be saved. Whatever is not known to be
# so, a server or browser might run: it is published under a name that ends in .txt.
HARMLESS = frozenset(
    """.txt .md .csv .tsv .json .jsonl .jpg .jpeg .png .gif .webp .avif .heic .tif .tiff .bmp .mp4 .m4v .mov .avi .mkv
    .webm .3gp .mp3 .m4a .wav .ogg .oga .opus .flac .zip .gz .docx .xlsx .pptx .odt .ods .odp .eml .geojson .gpx
    .srt""".split()
)
LITTER = frozenset({".ds_store", ".gitkeep", ".gitignore", ".gitattributes", "thumbs.db", "desktop.ini"})


@lru_cache(maxsize=64)  # the same path is asked about several times in a row
def ending_of(path: str) -> str:
    """The ending of a file's name in lower case, with its dot; empty where there is none."""
    return posixpath.splitext(path)[1].lower()


def stem_of(path: str) -> str:
    """A path without the ending of its name."""
    return posixpath.splitext(path)[0]


def published_ending(path: str) -> str:
    """The ending a copy of this file gets: its own, and `.txt` after it where a browser could run it.

    An ending that is no plain one (ASCII letters and digits) is left out; a file without one is
    given `.txt`, since a browser would look inside to guess what it is.
    """
    ending = ending_of(path)
    if not (ending.isascii() and ending[1:].isalnum()):
        return ".txt"
    return ending if ending in HARMLESS else f"{ending}.txt"


def is_litter(name: str) -> bool:
    """Whether a file is one that operating systems and git leave behind, and nobody's report."""
    return name.lower() in LITTER or name.startswith("._")
