"""Concordance: every place where a word, phrase or pattern stands, with what is printed around it."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from tinhgon import links, tables
from tinhgon.counts import without_duplicates
from tinhgon.errors import InputError
from tinhgon.passages import Passage, passages, phrase
from tinhgon.text import plain

TABLE = "concordance"
tables.declare(
    TABLE,
    "query found:integer article_id source_file article:integer provinces:list left match right "
    "start:integer end:integer code",
)

LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
SHOWN = 100  # lines that JupyterLab shows
TONES = "\u0300\u0309\u0303\u0301\u0323"  # huyền, hỏi, ngã, sắc, nặng
Hit = tuple[int, int, list[str], list[str]]  # start, end, words before (nearest first), words after
Finder = Callable[[Passage], Iterator[Hit]]
_words = re.compile(r"\w")


def concordance(
    articles: pd.DataFrame,
    query: str | Sequence[str],
    kind: str = "word",
    marks: bool = True,
    sort: Sequence[str] = (),
    sample: int = 0,
    seed: int = 18,
    context: int = 60,
    rules: str | Path = "",
) -> Lines:
    """Table `concordance`: a row a place, in the order of the articles, with an empty column `code` to fill;
    of several queries, one after the other. JupyterLab shows it with the match in the middle.

    A query of `kind` "word" is a word or phrase in any case and tone style that begins and ends where
    words do (`bản` is not in `bản thân`); `*` in it stands for any letters, alone for any syllable. Of
    `kind` "pattern" it is a regular expression, matched within sentences whatever the case. `marks=False`
    finds `bien che` in `biên chế`. `sort` names up to three of L1 to L5, R1 to R5 (words to the left and
    right) and `match`, in the order of the Vietnamese alphabet. `sample` keeps so many places of each query
    by chance, the same for the same `seed`; `found` says how many there are. `left` and `right` have up to
    `context` characters of the same line, in whole words. Raises InputError for a wrong query or sort.

    >>> concordance(pd.DataFrame({"text": ["Giảm biên chế."]}), "biên chế")[["left", "match", "right"]]
        left     match right
    0  Giảm   biên chế     .
    """
    levels = _levels(sort)
    kept = without_duplicates(articles)
    queries = [query] if isinstance(query, str) else list(dict.fromkeys(query))
    found = _found(kept, {text: _finder(text, kind, marks) for text in queries}, rules)
    columns = [column for column in ("article_id", "source_file", "article", "provinces") if column in kept]
    of_article = kept[columns].to_dict("records")
    rows = [
        {"query": text, "found": len(found[text])} | of_article[passage.article] | _row(passage, hit, context)
        for text in queries
        for passage, hit in _chosen(found[text], sample, seed, levels)
    ]
    kinds = {column: tables.DTYPES[kind] for column, kind in tables.COLUMNS[TABLE].items()}
    return Lines(pd.DataFrame(rows, columns=list(kinds)).assign(code="").astype(kinds))


def _found(
    articles: pd.DataFrame, finders: Mapping[str, Finder], rules: str | Path
) -> dict[str, list[tuple[Passage, Hit]]]:
    """Every place of each query, the articles read once."""
    found: dict[str, list[tuple[Passage, Hit]]] = {text: [] for text in finders}
    for passage in passages(articles, rules):
        for text, find in finders.items():
            found[text].extend((passage, hit) for hit in find(passage))
    return found


def _chosen(
    found: list[tuple[Passage, Hit]], sample: int, seed: int, levels: Sequence[str]
) -> list[tuple[Passage, Hit]]:
    if sample and sample < len(found):
        places = np.random.default_rng(seed).choice(len(found), sample, replace=False)
        found = [found[place] for place in sorted(places)]
    if levels:
        found = sorted(found, key=lambda item: [alphabetical(_level(level, *item)) for level in levels])
    return found


def _row(passage: Passage, hit: Hit, context: int) -> dict[str, str | int]:
    start, end, _, _ = hit
    text = passage.text
    first = max(start - context, text.rfind("\n", 0, start) + 1)
    last = min(end + context, len(text) if (line := text.find("\n", end)) < 0 else line)
    while first < start and _inside_a_word(text, first):
        first += 1
    while last > end and _inside_a_word(text, last):
        last -= 1
    return {
        "left": text[first:start],
        "match": text[start:end],
        "right": text[end:last],
        "start": start,
        "end": end,
        "code": "",
    }


def _inside_a_word(text: str, place: int) -> bool:
    """Whether a cut there would leave a part of a word."""
    return 0 < place < len(text) and not text[place - 1].isspace() and not text[place].isspace()


# --- Finding -----------------------------------------------------------------------------------------------


def _finder(query: str, kind: str, marks: bool) -> Finder:
    if kind == "word":
        syllables = phrase(query)
        if not syllables:
            raise InputError(f"query={query!r}: nothing to look for")
        letters = [re.escape(part).replace(r"\*", r"\w*") for part in syllables]
        patterns = [re.compile(part if marks else plain(part)) for part in letters]
        needed = frozenset(syllables) if marks and "*" not in query else frozenset()
        return lambda passage: (
            _by_words(passage, patterns, marks) if needed <= passage.syllables else iter(())
        )
    if kind != "pattern":
        raise InputError(f"kind={kind!r}: it is word or pattern")
    try:
        pattern = re.compile(query if marks else plain(query), re.IGNORECASE)
    except re.error as error:
        raise InputError(f"query={query!r}: no regular expression: {error}") from error
    return lambda passage: _by_pattern(passage, pattern, marks)


def _by_words(passage: Passage, patterns: Sequence[re.Pattern[str]], marks: bool) -> Iterator[Hit]:
    places = [(place, word if marks else plain(word)) for place, word in enumerate(passage.keys)]
    words = [(place, word) for place, word in places if _words.search(word)]
    for first in range(len(words)):
        matched: list[str] = []
        for last in range(first, len(words)):
            matched += words[last][1].split(" ")
            pairs = zip(matched, patterns, strict=False)
            if len(matched) > len(patterns) or not all(part.fullmatch(syllable) for syllable, part in pairs):
                break
            if len(matched) == len(patterns):
                yield _hit(passage, passage.starts[words[first][0]], passage.ends[words[last][0]])
                break


def _by_pattern(passage: Passage, pattern: re.Pattern[str], marks: bool) -> Iterator[Hit]:
    if not passage.starts:
        return
    start, end = passage.starts[0], passage.ends[-1]
    text = passage.text[start:end]
    for match in pattern.finditer(text if marks else "".join(map(_bare, text))):
        if match[0]:
            yield _hit(passage, start + match.start(), start + match.end())


def _bare(char: str) -> str:
    """A letter without its marks, one for one, so that offsets hold."""
    letter = plain(char)
    return letter if len(letter) == 1 else char


def _hit(passage: Passage, start: int, end: int) -> Hit:
    keys = [
        (first, last, word)
        for first, last, word in zip(passage.starts, passage.ends, passage.keys, strict=True)
        if _words.search(word)
    ]
    before = [word for _, last, word in keys if last <= start][::-1]
    return start, end, before, [word for first, _, word in keys if first >= end]


# --- Order -------------------------------------------------------------------------------------------------


def _levels(sort: Sequence[str]) -> list[str]:
    levels = [sort] if isinstance(sort, str) else list(sort)
    if wrong := [level for level in levels if not re.fullmatch(r"[LR][1-5]|match", level)]:
        raise InputError(f"sort={wrong[0]!r}: it is L1 to L5, R1 to R5 or match")
    if len(levels) > 3:
        raise InputError(f"sort: {len(levels)} levels are given; three are the most")
    return levels


def _level(level: str, passage: Passage, hit: Hit) -> str:
    start, end, before, after = hit
    if level == "match":
        return passage.text[start:end]
    side, place = before if level[0] == "L" else after, int(level[1])
    return side[place - 1] if place <= len(side) else ""


def alphabetical(text: str) -> tuple[list[tuple[int, int]], list[int]]:
    """A sort key in the order of the Vietnamese alphabet: letters first, tones (ngang, huyền, hỏi, ngã, sắc,
    nặng) where the letters are the same.

    >>> sorted(["đá", "dừa", "dứa", "dưa", "ăn", "anh"], key=alphabetical)
    ['anh', 'ăn', 'dưa', 'dừa', 'dứa', 'đá']
    """
    letters, tones = [], []
    for char in text.lower():
        marks = unicodedata.normalize("NFD", char)
        tone = next((mark for mark in marks if mark in TONES), "")
        letter = unicodedata.normalize("NFC", marks.replace(tone, "") if tone else marks)
        place = LETTERS.find(letter) if len(letter) == 1 else -1
        group = 1 if place >= 0 else 2 if char.isalpha() else 0
        letters.append((group, place if place >= 0 else ord(char)))
        tones.append(TONES.find(tone) + 1 if tone else 0)
    return letters, tones


# --- Display -----------------------------------------------------------------------------------------------


class Lines(pd.DataFrame):
    """A concordance: a table like any other that JupyterLab shows as lines with the match in the middle.

    >>> "<mark>xã</mark>" in concordance(pd.DataFrame({"text": ["Hợp nhất hai xã."]}), "xã")._repr_html_()
    True
    """

    @property
    def _constructor(self) -> type[Lines]:
        return Lines

    def _repr_html_(self) -> str | None:
        whole = {"article_id", "left", "match", "right"} <= set(self.columns)
        return as_html(self) if whole else pd.DataFrame(self)._repr_html_()  # type: ignore[operator]


def as_html(table: pd.DataFrame, limit: int = SHOWN) -> str:
    """The first `limit` rows of `table` as lines with the match in the middle, linked to their articles, and
    how many there are. Corpus text is escaped."""
    body = []
    for row in table.head(limit).to_dict("records"):
        name = " · ".join(str(row[cell]) for cell in ("provinces", "article_id") if _said(row.get(cell)))
        left, match, right = (html.escape(str(row[cell])) for cell in ("left", "match", "right"))
        href = html.escape(links.article(str(row["article_id"])), quote=True)
        body.append(
            f'<tr><td style="text-align:right">{left}</td><td><mark>{match}</mark></td>'
            f'<td style="text-align:left">{right}</td><td><a href="{href}">{html.escape(name)}</a></td></tr>'
        )
    shown = f"{len(body)} of {len(table)}" if len(body) < len(table) else len(table)
    return f'<table class="concordance"><tbody>{"".join(body)}</tbody></table><p>{shown} lines</p>'


def _said(cell: Any) -> bool:
    return not pd.isna(cell) and cell != ""
