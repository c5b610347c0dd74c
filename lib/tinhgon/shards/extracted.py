"""The steps on a piece's articles: `figures` read, `words` counted, `sketches` by which copies are found."""

from __future__ import annotations

import functools
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from tinhgon import counts, extraction, shortfalls
from tinhgon.cleaning import duplicates
from tinhgon.shards.cleaned import read_table, write_array
from tinhgon.shards.parquet import write_rows
from tinhgon.shards.ready import load, ready
from tinhgon.shards.work import Files, Task, done, key, perform

SAMPLE = np.dtype([("shingle", "u4"), ("article", "u4")])
TABLES = ("statistics", "ledger", "adoptions", "references", "audits", "shortfalls")


def work(task: Task) -> dict[str, Any]:
    """Do what the settings ask for with the piece's articles; how many steps were done before."""
    ready(task.settings)
    asked = {"sketches": _sketches, "words": _words, "figures": _figures}
    wanted = {name: _key(name, task) for name in asked if name in task.settings.steps}
    left = {name: wanted[name] for name in wanted if not done(task, name, wanted[name])}
    if left:
        load(task.settings)
        articles = read_table(task, "articles", task.round)
        for name, due in left.items():
            asked[name](task, due, articles)
    return {"fresh": not left}


def _key(step: str, task: Task) -> str:
    settings = task.settings
    own = {"words": [settings.n], "sketches": [settings.similar]}.get(step, [])
    return key(step, settings.version, settings.environment, task.inputs, own)


def _figures(task: Task, due: str, articles: pd.DataFrame) -> None:
    found = extraction.extract(articles, task.settings.rules)
    found["shortfalls"] = shortfalls.passages(articles, task.settings.rules)
    files: Files = {f"{name}.parquet": partial(write_rows, name, found[name]) for name in TABLES}
    perform(task, "figures", due, files, {"rows": {name: len(found[name]) for name in TABLES}})


def _words(task: Task, due: str, articles: pd.DataFrame) -> None:
    """Names of the words in order, triples of word, article and frequency by word, words of each article."""
    found = counts.counted(articles, task.settings.rules, task.settings.n)
    triples = np.stack([found.term, found.article, found.frequency], axis=1).astype(np.int32)
    triples = triples[np.lexsort((triples[:, 1], triples[:, 0]))]
    names = "\n".join(found.names).encode()
    files: Files = {
        "names.txt": lambda file: file.write_bytes(names),
        "triples.npy": partial(write_array, triples),
        "sizes.npy": partial(write_array, found.sizes.astype(np.int64)),
    }
    perform(task, "words", due, files, {})


def _sketches(task: Task, due: str, articles: pd.DataFrame) -> None:
    """The shingles of each article one after the other, where each begins; the bands of the MinHashes, band
    by band; the sample of shingles, sorted, with the article that each is of."""
    sets = [
        duplicates.shingles(text if pd.isna(title) else text.partition("\n")[2])
        for text, title in zip(articles["text"], articles["title"], strict=True)
    ]
    starts = np.cumsum([0, *map(len, sets)])
    every = np.concatenate([np.zeros(0, dtype=np.uint32), *sets])
    sampled = every % duplicates.SAMPLED == 0
    of = np.repeat(np.arange(len(sets), dtype=np.uint64), np.diff(starts))[sampled]
    numbers = np.sort(every[sampled].astype(np.uint64) << np.uint64(32) | of)
    sample = np.empty(len(numbers), dtype=SAMPLE)
    sample["shingle"], sample["article"] = numbers >> np.uint64(32), numbers & np.uint64(0xFFFFFFFF)
    files: Files = {
        "shingles.bin": lambda file: file.write_bytes(every.tobytes()),
        "starts.npy": partial(write_array, starts),
        "bands.bin": lambda file: file.write_bytes(bands(sets, task.settings.similar).T.tobytes()),
        "sample.bin": lambda file: file.write_bytes(sample.tobytes()),
    }
    perform(task, "sketches", due, files, {})


def bands(sets: list[np.ndarray], similar: float) -> np.ndarray:
    """A row an article, a 64-bit number a band: articles that share one are compared, as in
    `cleaning.duplicates`, whose sketches these are."""
    number, rows, factors, (times, plus) = _banding(similar)
    found = np.zeros((len(sets), number), dtype=np.uint64)
    for at, shingles in enumerate(sets):
        values = (times * _spread(shingles) + plus).min(axis=1).astype(np.uint64).reshape(number, rows)
        mixed = (values * factors).sum(axis=1)
        found[at] = mixed ^ (mixed >> np.uint64(29))
    return found


def _spread(shingles: np.ndarray) -> np.ndarray:
    """What datasketch's scheme `affine32` makes of numbers first: MurmurHash3's 32-bit finalizer. Done here,
    the numbers stay an array, and only the bands' own permutations are applied."""
    mixed = (shingles ^ (shingles >> np.uint32(16))) * np.uint32(0x85EBCA6B)
    mixed = (mixed ^ (mixed >> np.uint32(13))) * np.uint32(0xC2B2AE35)
    return mixed ^ (mixed >> np.uint32(16))


@functools.cache
def _banding(similar: float) -> tuple[int, int, np.ndarray, list[np.ndarray]]:
    """The bands that `cleaning.duplicates` compares: how many, of how many values, what mixes these, and the
    permutations that make them."""
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(threshold=max(0.1, similar - 0.2), num_perm=duplicates.PERMUTATIONS)
    odd = np.random.default_rng(18).integers(0, 2**62, index.r, dtype=np.uint64) * np.uint64(2) + np.uint64(1)
    permutations = MinHash(duplicates.PERMUTATIONS, scheme="affine32").permutations
    return index.b, index.r, odd, [part[: index.b * index.r, None] for part in permutations]
