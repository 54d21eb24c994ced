"""Where things stand in a document: in which sentence, and in which paragraph."""

from bisect import bisect_right

from muniment.markup import paragraphs, prose_of
from muniment.model import FOLDED, Document, is_folded, warnings_of
from muniment.sentences import sentences_of


class Passages:
    """The sentences and numbered paragraphs of one document, looked up by position. `sentences` are those
    that were asked for, in that order."""

    def __init__(self, document: Document):
        self.sentences: dict[str, int] = {}
        self.prose = prose_of(document.text, document.form)
        self._graphic = document.graphic
        self._starts = [start for start, _ in paragraphs(document.text, document.form)]

    def paragraph_at(self, position: int) -> int:
        """The number of the paragraph that a code point lies in, or 0 before the first."""
        return bisect_right(self._starts, position)

    def sentence_at(self, start: int, end: int) -> tuple[int, int, int]:
        """The number of the sentence around [start:end], white space folded, and where the words stand in it; FOLDED
        where any of it is graphic."""
        first, last = sentences_of(self.prose).around(start, end)
        if is_folded(self._graphic, first, last):
            return FOLDED, -1, -1
        before = folded(self.prose[first:start]).lstrip()
        words = folded(self.prose[start:end])
        sentence = before + words + folded(self.prose[end:last]).rstrip()
        number = self.sentences.setdefault(sentence, len(self.sentences))
        return number, len(before), len(before) + len(words)

    def warning_at(self, start: int, end: int) -> str:
        """What the same sentence is folded behind; empty where none of it is graphic."""
        if not self._graphic:
            return ""
        first, last = sentences_of(self.prose).around(start, end)
        return warnings_of(one for one in self._graphic if is_folded((one,), first, last))

    def words_around(self, start: int, end: int) -> str:
        """The same sentence as it is written."""
        first, last = sentences_of(self.prose).around(start, end)
        return self.prose[first:last]


def folded(text: str) -> str:
    """Runs of white space as one space; one at either end is kept, since words may join there."""
    words = " ".join(text.split())
    if not words:
        return " " if text else ""
    return (" " if text[0].isspace() else "") + words + (" " if text[-1].isspace() else "")
