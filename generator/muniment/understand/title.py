"""Which words of a text are its title, where the seed states none and the text truly has one.

A title that is not one does harm, so a line is taken for one only when all speaks for it: it stands first, or after
nothing but a site's navigation, a caption or a date; it reads as a headline and not as a sentence; it ends where no
wrapping would have ended it; and sentences follow. A line that stands twice needs less.
"""

import re

from muniment.markup import seen_words
from muniment.model import Findings, Value
from muniment.sentences import Sentences
from muniment.understand.furniture import (
    BEFORE_COLON,
    TextLine,
    first_lines,
    groups,
    is_byline,
    is_caption,
    is_field,
    is_only_date,
    is_only_names,
    letter_head,
)
from muniment.understand.reading import Reading

LONGEST = 200  # code points
MOST_WORDS = 30
FEWEST_WORDS = 3
FEWEST_CHARACTERS = 6  # of a script that parts no words
UNWRAPPED = 120  # code points of a line that no wrapping would have left so long
CLOSE = 0.75  # of the widest line: a line so long that goes on with the next may have been wrapped
PROSE_WORDS = 8  # of a line that is a sentence
PROSE_CHARACTERS = 30
LOOKED_AT = 12  # lines after the title, in which sentences begin
NO_TITLE_END = tuple(".,;:!?،。！？।؟…—–-")  # a question may be a title, or the first paragraph
SENTENCE_END = tuple(".!?。！？।؟…")
CLOSING = "\"'”’»)]』」"
LIST_ITEM = re.compile(r"[-*•–—·>#]|\d{1,3}[.)]\s|\w\)\s")
WEB = re.compile(r"https?://|www\.|@\w+\.\w")
SEPARATOR = re.compile(r"\s+[|–—·•«»/~:-]\s+|\s*\|\s*|:\s+")
UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")
# A line that begins with one "#", or that a line of "=" follows; the parser of Markdown says what its words are.
HEADING = re.compile(r"(?>(?:[ \t]*\n)*) {0,3}(?:(#[ \t][^\n]*+)|([^\s#>*+-][^\n]*+)\n {0,3}=++[ \t]*+(?:\n|\Z))")


def find_title(reading: Reading, found: Findings) -> Value | None:
    """The title in a document's text, suggested, or None. `found` has its names, dates and attributions, and where it
    begins. `where` says in words how it is told; `start` and `end` are code points, between which white space is folded
    in `value`."""
    if reading.is_markdown:
        return _heading(reading.text)
    text = reading.text
    if "\n" not in text.strip():
        return _said_twice(text, found)
    return _subject(text) or _said_twice(text, found) or _first_line(text, found)


def _heading(text: str) -> Value | None:
    """A heading of the first level that the text opens with."""
    match = HEADING.match(text)
    if not match:
        return None
    line = TextLine(*match.span(match.lastindex or 0), match[match.lastindex or 0])
    words = " ".join(seen_words(line.words, "markdown"))
    return Value(words, "suggested", "first heading", line.start, line.end) if 0 < len(words) <= LONGEST else None


def _subject(text: str) -> Value | None:
    """What a letter says that it is about."""
    for line in letter_head(text) if BEFORE_COLON.match(text[:200].lstrip()) else ():
        name, _, words = line.words.partition(":")
        words = words.strip()
        if name.casefold() in groups()["subjects"] and 0 < len(words) <= LONGEST:
            return Value(" ".join(words.split()), "suggested", "subject line", line.end - len(words), line.end)
    return None


def _said_twice(text: str, found: Findings) -> Value | None:
    """A line that stands twice, once perhaps with the site's name; or words that a line begins with twice."""
    lines = first_lines(text, found.begins)
    for other in lines[1:LOOKED_AT]:
        for whole, part in ((lines[0], other), (other, lines[0])):
            if _is_same(whole.words, part.words) and _may_be_said_twice(part, found):
                return _value(part, "first line, which stands twice")
    return _said_twice_in_line(lines[0], found) if lines else None


def _said_twice_in_line(line: TextLine, found: Findings) -> Value | None:
    size = _repeated(line.words)
    twice = TextLine(line.start, line.start + size, line.words[:size])
    return _value(twice, "first words, which stand twice") if size and _may_be_said_twice(twice, found) else None


def _is_same(whole: str, part: str) -> bool:
    """Whether a line is another, or that and a site's name before or after it."""
    whole, part = " ".join(whole.split()).casefold(), " ".join(part.split()).casefold()
    if whole == part:
        return True
    if whole.startswith(part):
        return bool(SEPARATOR.match(whole, len(part)))
    return whole.endswith(part) and bool(re.search(rf"(?:{SEPARATOR.pattern})\Z", whole[: len(whole) - len(part)]))


def _repeated(line: str) -> int:
    """How many code points of words a line begins with twice, parted by white space or a separator; 0 for none."""
    words = line[: LONGEST * 2 + 5]
    opening = words[: min(len(words), 12)]
    second = words.find(opening, len(opening))
    while 0 < second <= LONGEST + 4:
        once = words[:second].rstrip()
        once = once[: -len(gap.group())] if (gap := re.search(r"\s*[|–—·•/~:-]\Z", once)) else once
        following = words[second + len(once) :]
        # "President Sheinbaum President Sheinbaum announces" is a slip of whoever wrote it.
        is_whole = not following[:1].isalnum() and not following.lstrip()[:1].islower()
        if second > len(once) and words.startswith(once, second) and is_whole:
            return len(once)
        second = words.find(opening, second + 1)
    return 0


def _may_be_said_twice(line: TextLine, found: Findings) -> bool:
    enough = len(line.words.split()) >= FEWEST_WORDS or len(UNSPACED.findall(line.words)) >= FEWEST_CHARACTERS
    return enough and len(line.words) <= LONGEST and _may_be_title(line, found)


def _may_be_title(line: TextLine, found: Findings) -> bool:
    """Whether nothing speaks against it."""
    first = line.words.lstrip("\"'“‘«„([¿¡")[:1]
    return not (
        not first.isalnum()
        or first.islower()
        or "\t" in line.words
        or LIST_ITEM.match(line.words)
        or WEB.search(line.words)
        or is_field(line)
        or is_caption(line, found)
        or is_byline(line, found)
        or is_only_names(line, found)
        or is_only_date(line, found)
    )


def _first_line(text: str, found: Findings) -> Value | None:
    """The first line that is no caption and no date, where it reads as a headline."""
    if "\n" not in text[found.begins :].strip():
        return None
    lines = first_lines(text, found.begins)
    where = "first line after a site’s navigation" if found.begins else "first line"
    while lines and (is_only_date(lines[0], found) or is_caption(lines[0], found)):
        where = "first line after a caption" if is_caption(lines[0], found) else "first line after a date"
        lines.pop(0)
    if len(lines) < 2 or not _is_headline(lines[0], found) or not _is_broken_off(text, lines, found):
        return None
    body = lines[1 : 1 + LOOKED_AT]
    if not any(map(_is_prose, body)) or sum(map(is_field, lines[:4])) > 1:
        return None
    is_above_another = (
        _is_headline(body[0], found) and not _is_prose(body[0]) and len(lines[0].words) < len(body[0].words)
    )
    if is_above_another and len(lines[0].words.split()) <= FEWEST_WORDS + 1:
        return None  # "War in Ukraine" over the title, or a title over what it is about: which is not certain
    return _value(lines[0], where)


def _is_headline(line: TextLine, found: Findings) -> bool:
    """Whether a line reads as a headline: a few words, no sentence, nothing that speaks against it."""
    count = len(line.words.split())
    enough = count >= FEWEST_WORDS or len(UNSPACED.findall(line.words)) >= FEWEST_CHARACTERS
    if not enough or count > MOST_WORDS or len(line.words) > LONGEST:
        return False
    if line.words.rstrip(CLOSING).endswith(NO_TITLE_END):
        return False
    inside = [place for place in Sentences(line.words).resumes if place < len(line.words)]
    return not inside and _may_be_title(line, found)


def _is_broken_off(text: str, lines: list[TextLine], found: Findings) -> bool:
    """Whether the first line ends where a blank line follows, or where wrapping would not have ended it."""
    head, following = lines[0], lines[1]
    if "\n" in text[head.end : following.start].replace("\r", "").replace("\n", "", 1):
        return not following.words[:1].islower()
    if following.words[:1].islower():
        return False
    widest = max(len(line.words) for line in lines[1 : 1 + LOOKED_AT])
    fits = len(head.words) + 1 + len(following.words.split()[0]) < CLOSE * widest
    is_whole = following.words.rstrip(CLOSING).endswith(SENTENCE_END)
    goes_before = is_only_date(following, found) or is_byline(following, found) or is_only_names(following, found)
    return len(following.words) >= UNWRAPPED or goes_before or (fits and is_whole)


def _is_prose(line: TextLine) -> bool:
    """Whether a line is a sentence, or ends one."""
    is_long = len(line.words.split()) >= PROSE_WORDS or len(UNSPACED.findall(line.words)) >= PROSE_CHARACTERS
    return is_long and (line.words.rstrip(CLOSING).endswith(SENTENCE_END) or bool(Sentences(line.words).resumes))


def _value(line: TextLine, where: str) -> Value:
    return Value(" ".join(line.words.split()), "suggested", where, line.start, line.end)
