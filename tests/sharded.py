"""Shards for tests, and what the notebooks' verbs make of the same pages."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from building import Heard
from test_repetition import COPIES, PROMISE, SLOGAN, article, page
from tinhgon import cleaning, extraction, frequency, pages, shards, shortfalls, tables

RAW = Path(__file__).parents[1] / "corpus" / "raw"
MADE = (
    *("pages", "articles", "lines", "terms"),
    *("statistics", "ledger", "adoptions", "references", "audits", "shortfalls"),
)


def shipped() -> list[dict[str, str]]:
    """The pages of the shipped corpus as records."""
    table = pages.read(RAW)
    return [
        {"html" if str(container).endswith("html") else "text": content}
        for container, content in zip(table["container"], table["content"], strict=True)
    ]


def made_up() -> list[dict[str, str]]:
    """Pages of two sites with lines of their own, copies, and articles inside longer ones."""
    rows = []
    for seed in range(24):
        more = (PROMISE, *article(seed + 50)[2:5]) if seed % 2 else (SLOGAN,)
        rows.append({"text": page(seed, *more), "url": f"https://bao{seed % 2}.vn/{seed}"})
    rows += [{"text": text, "url": "https://bao3.vn/x", "date": "2019-02-03"} for text in COPIES.values()]
    title, *body = article(1, paragraphs=8)
    rows.append({"text": "\n".join([title, *body[:5], *article(77)[1:]]), "url": "https://bao4.vn/x"})
    return [*rows, {"text": ""}, {"text": "Goal! The match ended two to one after a long night in the rain."}]


def written(folder: Path, rows: Sequence[dict[str, str]], name: str = "a.jsonl") -> Path:
    """`folder` with these records in one shard more."""
    folder.mkdir(parents=True, exist_ok=True)
    if name.endswith(".parquet"):
        pd.DataFrame(list(rows)).to_parquet(folder / name, row_group_size=5)
    else:
        lines = (json.dumps(row, ensure_ascii=False) for row in rows)
        (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def by_verbs(corpus: Path, **options: Any) -> dict[str, pd.DataFrame]:
    """What notebooks make of the corpus, by the verbs that they call."""
    made = cleaning.clean(pages.read(corpus), pages.sources(corpus), **options)
    made |= extraction.extract(made["articles"])
    made["shortfalls"] = shortfalls.passages(made["articles"])
    made["terms"] = frequency.terms(made["articles"])
    return made


def tabulated(corpus: Path | str, output: Path, **options: Any) -> Heard:
    """Make the tables of a corpus shard by shard; what was heard."""
    heard = Heard()
    shards.tabulate(shards.Request(str(corpus), output, **{"jobs": 1, "size": 7, **options}), heard)
    return heard


def same_rows(output: Path, wanted: dict[str, pd.DataFrame]) -> list[str]:
    """The tables whose CSV or Parquet differ from those wanted."""
    differing = []
    for name, table in wanted.items():
        printed = (output / "tables" / f"{name}.csv").read_bytes()
        if printed != tables.csv_text(table).encode("utf-8-sig"):
            differing.append(f"{name}.csv")
        if not tables.read(output / "tables", name).equals(table):
            differing.append(f"{name}.parquet")
    return differing
