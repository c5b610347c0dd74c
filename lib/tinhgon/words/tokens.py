"""A line to its tokens: what the segmenter joins into words, with offsets and in the form its model knows.

The model of underthesea was trained on tokens of its own pattern, in the old tone style (`hoà`, `uỷ`) and in
running text. So every token has two forms: the stretch of the line that is printed, and the form that the
model is shown. Figures, dates and document symbols, which the pattern breaks apart, are one token each.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from itertools import accumulate
from operator import add
from typing import NamedTuple, cast

from tinhgon.text import fold, old_tone
from tinhgon.words import model


class Tokens(NamedTuple):
    """The tokens of a line: token n is `line[starts[n] : ends[n]]`, and the model sees it as `forms[n]`."""

    starts: list[int]
    ends: list[int]
    forms: list[str]


Token = tuple[int, int, str]  # start, end, form


# Kinds of documents as they stand in a symbol: NQ/TW, QĐ-TTg, CTr/TU.
DOCUMENT_KINDS = "NQ|NĐ|QĐ|CT|CTr|KL|TT|TTr|TTLT|HD|KH|BC|ĐA|QC|CV|TB|CĐ|PL|VBHN"
# A dot after these belongs to the abbreviation; after other capitals it ends the sentence (`của UBND. Nay`).
DOTTED = frozenset({"TP", "TX", "TT", "GS", "PGS", "TS", "BS", "KS", "CN", "LS", "NXB", "ĐH"})

MOST_KNOWN = 1 << 17
LONGEST = 200  # characters without white space that the pattern sees at once: its time may grow as a square
_issuer = r"(?:[-/][A-ZĐ]{2}[A-Za-zĐđ]*\d*)+"
_whole = re.compile(
    rf"""(?<!\w)(?<!\w[-./,])(?:
        \d+(?:[-/]\d+)*{_issuer}(?!\w)              # 18-NQ/TW, 653/2019/UBTVQH14
      | (?:{DOCUMENT_KINDS}){_issuer}(?!\w)         # NQ/TW
      | \d+[A-ZĐ]+\d*(?:-\d+)?(?!\w)                # 12A1, 43H-0530
      | \d{{1,2}}[hg](?:\d{{2}})?(?!\w)             # 7h30
      | \d+(?:[.,:/–-]\d+)*[%‰]?                    # 2.818  24,07%  224/226  25-10-2017  2016-2020
    )""",
    re.VERBOSE,
)
_parts = re.compile(r"[^-]+|-")
_capitals_and_dot = re.compile(r"[A-ZĐ]{2,}\.|\w+(?:\.\w+)+\.")


def tokens(line: str) -> Tokens:
    """The tokens of one line in NFC, in order; together they cover everything but white space.

    A line in capitals alone is shown to the model in lower case.

    >>> line = "đạt 24,07% (NQ 18-NQ/TW)"
    >>> [line[start:end] for start, end in zip(*tokens(line)[:2])]
    ['đạt', '24,07%', '(', 'NQ', '18-NQ/TW', ')']
    >>> tokens("HÒA BÌNH").forms
    ['hoà', 'bình']
    """
    found = Tokens([], [], [])
    starts, ends, forms = found
    capitals = line.isupper()
    known = _known(capitals)
    chunks = line.split()
    begin, shown = _begin(line, chunks), [*map(known.get, chunks[:-1]), None]
    done = 0
    for place in [place for place, form in enumerate(shown[: len(chunks)]) if form is None]:
        starts += begin[done:place]
        ends += map(add, begin[done:place], map(len, chunks[done:place]))
        forms += cast("list[str]", shown[done:place])
        for first, last, form in _of_chunk(chunks[place], place == len(chunks) - 1, capitals):
            starts.append(begin[place] + first)
            ends.append(begin[place] + last)
            forms.append(form)
        done = place + 1
    return found


def _begin(line: str, chunks: list[str]) -> list[int]:
    """Where each stretch without white space begins."""
    if " ".join(chunks) == line:
        return list(accumulate((len(chunk) + 1 for chunk in chunks[:-1]), initial=0))
    found, end = [], 0
    for chunk in chunks:
        found.append(line.index(chunk, end))
        end = found[-1] + len(chunk)
    return found


@functools.cache
def _known(capitals: bool) -> dict[str, str]:
    """The forms of stretches without white space that are one token each, kept for when they come again."""
    return {}


@functools.lru_cache(maxsize=MOST_KNOWN)
def _of_chunk(chunk: str, last: bool, capitals: bool) -> list[Token]:
    """The tokens of a stretch without white space. The pattern looks past it only to see whether the line
    ends there (`last`), so a stretch always has the same tokens and they are worth keeping."""
    found: list[Token] = []
    done = 0
    for piece in _whole.finditer(chunk):
        found += _by_pattern(chunk[done : piece.start()], done, False)
        shown = _pattern().search(piece[0])
        found.append((*piece.span(), shown[0] if shown else piece[0]))
        done = piece.end()
    found += _by_pattern(chunk[done:], done, last)
    found = [(start, end, _model_form(form, capitals)) for start, end, form in found]
    if len(found) == 1 and not last:
        known = _known(capitals)
        if len(known) > MOST_KNOWN:
            known.clear()
        known[chunk] = found[0][2]
    return found


def _by_pattern(text: str, offset: int, last: bool) -> list[Token]:
    found: list[Token] = []
    for at in range(0, len(text), LONGEST):
        found += _by_piece(text[at : at + LONGEST], offset + at, last and at + LONGEST >= len(text))
    return found


def _by_piece(text: str, offset: int, last: bool) -> list[Token]:
    found: list[Token] = []
    for match in _pattern().finditer(text if last else text + " x"):
        start, end = offset + match.start(), offset + match.end()
        if start > offset + len(text):
            break
        token = match[0]
        if token[:-1] not in DOTTED and _capitals_and_dot.fullmatch(token) and "v.v" not in token:
            found += [(start, end - 1, token[:-1]), (end - 1, end, ".")]
        elif _hyphen_without_spaces(token):
            found += [(start + part.start(), start + part.end(), part[0]) for part in _parts.finditer(token)]
        else:
            found.append((start, end, token))
    return found


def _hyphen_without_spaces(token: str) -> bool:
    """Whether a hyphen stands for a dash, `kinh tế-xã hội`; in `in-tơ-nét` and `Ba-na` it does not."""
    parts = token.split("-")
    if len(parts) == 1 or token.lower() in model.dictionary() or (parts[0].istitle() and parts[1].islower()):
        return False
    return all(part.lower() in model.syllables() for part in parts)


def _model_form(form: str, capitals: bool) -> str:
    from underthesea.pipeline.text_normalize import token_normalize

    repaired = token_normalize(fold(form) if capitals else form)
    return old_tone(unicodedata.normalize("NFC", repaired))


@functools.cache
def _pattern() -> re.Pattern[str]:
    """Underthesea's token pattern, compiled afresh: a call with `fixed_words` changes its own for good.

    What an address goes on with is said so that it can be read in one way only: `http://` and forty
    exclamation marks would take underthesea years.
    """
    from underthesea.pipeline.word_tokenize.regex_tokenize import regex_patterns

    pattern = "|".join(regex_patterns)
    for printed, single in ((r"[^\s()<>{}\[\]]+", r"[^\s()<>{}\[\]]"), (r"\([^\s]+?\)", r"\([^\s()]+\)")):
        pattern = pattern.replace(printed, single)
    return re.compile(pattern, re.VERBOSE)
