"""A line to its tokens: what the segmenter joins into words, with offsets and in the form its model knows.

The model of underthesea was trained on tokens of its own pattern, in the old tone style (`hoà`, `uỷ`) and in
running text. So every token has two forms: the stretch of the line that is printed, and the form that the
model is shown. Figures, dates and document symbols, which the pattern breaks apart, are one token each.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable
from itertools import accumulate, chain
from operator import add, sub
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

MOST_KNOWN = 1 << 16
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
    capitals = line.isupper()
    chunks = line.split()
    if not chunks:
        return Tokens([], [], [])
    known = _known(False, capitals)
    parts = [*map(known.get, chunks)]
    parts[-1] = _of_chunk(chunks[-1], True, capitals)
    if not all(parts):
        parts = [part or _of_chunk(chunk, False, capitals) for part, chunk in zip(parts, chunks, strict=True)]
    forms, lengths, steps = zip(*cast("list[_Part]", parts), strict=True)
    if " ".join(chunks) == line:
        starts = list(accumulate(chain.from_iterable(steps), initial=0))
        starts.pop()
    else:
        starts = _found(line, chunks, steps)
    ends = list(map(add, starts, chain.from_iterable(lengths)))
    return Tokens(starts, ends, list(chain.from_iterable(forms)))


def _found(line: str, chunks: list[str], steps: Iterable[tuple[int, ...]]) -> list[int]:
    """Where the tokens begin in a line with more white space than single spaces."""
    starts, end = [], 0
    for chunk, inside in zip(chunks, steps, strict=True):
        start = line.index(chunk, end)
        end = start + len(chunk)
        starts += list(accumulate(inside, initial=start))[:-1]
    return starts


class _Part(NamedTuple):
    """The tokens of a stretch without white space: their forms, their lengths in the line, and how far it is
    from each to the next, that of the next stretch for the last."""

    forms: tuple[str, ...]
    lengths: tuple[int, ...]
    steps: tuple[int, ...]


@functools.cache
def _known(last: bool, capitals: bool) -> dict[str, _Part]:
    """What stretches, the last of their line or others, are cut into, kept for when they come again."""
    return {}


def _of_chunk(chunk: str, last: bool, capitals: bool) -> _Part:
    """The tokens of a stretch without white space. The pattern looks past it only to see whether the line
    ends there (`last`), so a stretch always has the same tokens and they are worth keeping."""
    known = _known(last, capitals)
    if chunk in known:
        return known[chunk]
    found: list[Token] = []
    done = 0
    for piece in _whole.finditer(chunk):
        found += _by_pattern(chunk[done : piece.start()], done, False)
        shown = _pattern().search(piece[0])
        found.append((*piece.span(), shown[0] if shown else piece[0]))
        done = piece.end()
    found += _by_pattern(chunk[done:], done, last)
    starts, ends, forms = zip(*found, strict=True)
    lengths = tuple(map(sub, ends, starts))
    steps = tuple(map(sub, (*starts[1:], len(chunk) + 1), starts))
    part = _Part(tuple(_model_form(form, capitals) for form in forms), lengths, steps)
    if len(known) > MOST_KNOWN:
        known.clear()
    known[chunk] = part
    return part


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
