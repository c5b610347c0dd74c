"""Pages and articles to measure with: the shipped corpus's own sentences, mixed, with other figures and
places.

A page is as the press has it: a head of buttons and a date line, title, lead, paragraphs of three sentences,
a foot. An article is what cleaning leaves of one. Numbers keep their length and provinces are other ones, so
no two pages are alike; dates and symbols of documents stay.
"""

from __future__ import annotations

import functools
import random
import re
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from tinhgon import pages, places, tables
from tinhgon.cleaning import clean
from tinhgon.rules import book

CORPUS = Path(__file__).parents[2] / "corpus" / "raw"
HEAD = "Trang chủ\nChính trị\n{title}\nThứ Tư, 12/09/2018, 17:56 [GMT+7]\nIn bài viết\n"
FOOT = "\n{author}\nLượt xem: {views}\nCác tin khác\n{other}\nBản quyền thuộc về tòa soạn\n"
PRESS = 0.06  # share of sentences with a number: some 1.2 figures a kilobyte, as articles with few have
CODED = 0.20  # some 2.7 figures a kilobyte, as pages of the press that were chosen and coded by hand have

_number = re.compile(r"(?<![\w./,-])[1-9]\d{0,2}(?:\.\d{3})?(?![\w./,-]| tháng| năm)")
_digit = re.compile(r"\d")


class Source(NamedTuple):
    """What pages are made from: the title, the lead and the sentences of one article of the corpus."""

    title: str
    lead: str
    sentences: tuple[str, ...]


@functools.cache
def shipped() -> pd.DataFrame:
    """The articles of the shipped corpus."""
    return clean(pages.read(CORPUS), similar=0)["articles"]


@functools.cache
def sources() -> tuple[Source, ...]:
    """The articles of the shipped corpus that have more than five sentences."""
    texts = [text.split("\n") for text in shipped()["text"]]
    found = [Source(text[0], text[1], tuple(s for line in text for s in _sentences(line))) for text in texts]
    return tuple(source for source in found if len(source.sentences) > 5)


def _sentences(line: str) -> list[str]:
    """The sentences of a paragraph, none of a line that is no paragraph."""
    parts = re.split(r"(?<=[.;])\s+", line.strip()) if len(line.split()) >= 25 else []
    return [part for part in parts if len(part.split()) > 6]


def articles(size: int, count: int, share: float | None = PRESS, seed: int = 18) -> pd.DataFrame:
    """The table `articles` of `count` texts of about `size` bytes; `share` of their sentences have a number,
    as many as the corpus has if it is None."""
    chance = random.Random(seed)
    rows = [
        {"article_id": f"{at:06}.txt#1", "source_file": f"{at:06}.txt", "article": 1, "text": text}
        for at, text in enumerate(_text(size, chance, share) for _ in range(count))
    ]
    return tables.frame("articles", rows)


def contents(size: int, count: int, share: float | None = None, seed: int = 18) -> list[str]:
    """`count` saved pages of about `size` bytes; `share` of their sentences have a number, as many as the
    corpus has if it is None."""
    chance = random.Random(seed)
    return [_page(size, chance, share) for _ in range(count)]


def _page(size: int, chance: random.Random, share: float | None) -> str:
    title, _, body = _text(size, chance, share).partition("\n")
    other = chance.choice(sources()).title
    foot = FOOT.format(author="Lò Văn Minh", views=chance.randrange(9999), other=other)
    return HEAD.format(title=title) + body + foot


def _text(size: int, chance: random.Random, share: float | None) -> str:
    """Title, lead and paragraphs of three sentences of any article, in the places and figures of none."""
    source = chance.choice(sources())
    lines = [source.title, source.lead]
    written = sum(len(line.encode()) for line in lines)
    while written < size:
        line = " ".join(_drawn(chance, share) for _ in range(3))
        lines.append(line)
        written += len(line.encode()) + 1
    return _varied("\n".join(lines), chance)


def _drawn(chance: random.Random, share: float | None) -> str:
    counting, telling = _pool()
    if share is None:
        share = len(counting) / (len(counting) + len(telling))
    return chance.choice(counting if chance.random() < share else telling)


@functools.cache
def _pool() -> tuple[list[str], list[str]]:
    """The sentences of all sources, with a digit and without."""
    every = [sentence for source in sources() for sentence in source.sentences]
    with_digit = [sentence for sentence in every if _digit.search(sentence)]
    return with_digit, [sentence for sentence in every if not _digit.search(sentence)]


@functools.cache
def _provinces() -> re.Pattern[str]:
    return re.compile("|".join(sorted(_names(), key=len, reverse=True)))


@functools.cache
def _names() -> tuple[str, ...]:
    return tuple(province.name for province in places.provinces(book()))


def _varied(text: str, chance: random.Random) -> str:
    """The text in other provinces, one for each, and with other numbers of as many digits."""
    named = dict.fromkeys(_provinces().findall(text))
    instead = dict(zip(named, chance.sample(_names(), len(named)), strict=True))
    text = _provinces().sub(lambda found: instead[found[0]], text)
    return _number.sub(lambda found: _digit.sub(lambda _: str(chance.randint(1, 9)), found[0]), text)


def read_table(given: list[str]) -> pd.DataFrame:
    """What `pages.read` makes of files with these texts."""
    rows = [
        {"source_file": f"{at:06}.txt", "container": "text", "status": "read"} for at in range(len(given))
    ]
    return tables.frame("pages", rows).assign(content=pd.Series(given, dtype="str"))
