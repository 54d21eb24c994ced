"""Muniment turns a folder of reports into a verified archive: a static site that anyone can check."""

__version__ = "0.1.0"
