"""How fast pages are read and cleaned: python tests/benchmarks/cleaning.py.

`clean_ms_page` is the milliseconds of processor time, of one process, that a page of 5 kB of UTF-8 text
takes from decoded text to the tables `pages`, `articles` and `lines`, without near-duplicates; `read_ms_page`
what it takes from bytes to text. Pages are generated from the shipped corpus: title and lead of one of its
articles, then that article's sentences in random order, between a head and a foot. `clean_growth` is the
time of a page of 400 kB over ten times that of one of 40 kB.
"""

from __future__ import annotations

import random
import re
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from tinhgon import pages, tables
from tinhgon.cleaning import clean

CORPUS = Path(__file__).parents[2] / "corpus" / "raw"
HEAD = "Trang chủ\nChính trị\n{title}\nThứ Tư, 12/09/2018, 17:56 [GMT+7]\nIn bài viết\n"
FOOT = "\n{author}\nLượt xem: {views}\nCác tin khác\n{title}\nBản quyền thuộc về tòa soạn\n"


class Source(NamedTuple):
    """What a page is generated from: the title, the lead and all sentences of one page of the corpus."""

    title: str
    lead: str
    sentences: list[str]


def generated(size: int, count: int, seed: int = 18) -> list[str]:
    """`count` pages of about `size` bytes."""
    chance = random.Random(seed)
    cleaned = clean(pages.read(CORPUS), similar=0)["articles"]
    texts = [text.split("\n") for text in cleaned["text"]]
    sources = [
        Source(text[0], text[1], [part for line in text for part in _sentences(line)]) for text in texts
    ]
    sources = [source for source in sources if len(source.sentences) > 5]
    return [_page(size, chance.choice(sources), chance.choice(sources).title, chance) for _ in range(count)]


def _sentences(line: str) -> list[str]:
    """The sentences of a paragraph, none of a line that is no paragraph."""
    parts = re.split(r"(?<=[.;])\s+", line.strip()) if len(line.split()) >= 25 else []
    return [part for part in parts if len(part.split()) > 6]


def _page(size: int, source: Source, other: str, chance: random.Random) -> str:
    page = HEAD.format(title=source.title) + source.lead + "\n"
    foot = FOOT.format(author="Lò Văn Minh", views=chance.randrange(9999), title=other)
    written = len((page + foot).encode())
    while written < size:
        line = " ".join(chance.sample(source.sentences, 3)) + "\n"
        page += line
        written += len(line.encode())
    return page + foot


def read_table(contents: list[str]) -> pd.DataFrame:
    """What `pages.read` makes of files with these texts."""
    rows = [
        {"source_file": f"{at:06}.txt", "container": "text", "status": "read"} for at in range(len(contents))
    ]
    return tables.frame("pages", rows).assign(content=pd.Series(contents, dtype="str"))


def least(call: Callable[[], object], rounds: int) -> float:
    """Seconds of processor time of the quickest of some rounds."""
    best = float("inf")
    for _ in range(rounds):
        began = time.process_time()
        call()
        best = min(best, time.process_time() - began)
    return best


def measured(count: int = 200, rounds: int = 5) -> dict[str, float]:
    """`clean_ms_page`, `read_ms_page` and `clean_growth`."""
    contents = generated(5_000, count)
    kilobytes = sum(len(content.encode()) for content in contents) / 5_000
    table = read_table(contents)
    small, large = (read_table(generated(size, 1)) for size in (40_000, 400_000))
    clean(small)
    growth = least(lambda: clean(large, similar=0), 2) / least(lambda: clean(small, similar=0), 5) / 10
    with tempfile.TemporaryDirectory() as folder:
        for at, content in enumerate(contents):
            Path(folder, f"{at}.txt").write_text(content, encoding="utf-8")
        reading = least(lambda: pages.read(folder), rounds)
    return {
        "clean_ms_page": round(1000 * least(lambda: clean(table, similar=0), rounds) / kilobytes, 2),
        "read_ms_page": round(1000 * reading / kilobytes, 2),
        "clean_growth": round(growth, 2),
    }


if __name__ == "__main__":
    for name, value in measured(*map(int, sys.argv[1:])).items():
        print(f"{name:<16}{value:8.2f}")
