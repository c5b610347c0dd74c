"""The whole run over shards: pieces cleaned, a site's lines and copies found over all of them, tables merged.

Every step on a piece is kept with the key of what it depends on, so a run that was stopped goes on where it
was, and what has not changed is not done again.
"""

from __future__ import annotations

import dataclasses
import io
import shutil
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from tinhgon.build.schedule import Progress
from tinhgon.cleaning.sites import LEAST
from tinhgon.errors import InputError
from tinhgon.shards import cleaned, copies, extracted, frequencies, furniture, merging, pieces, storage
from tinhgon.shards.engines import Engine
from tinhgon.shards.parquet import arrow, head
from tinhgon.shards.pieces import Piece
from tinhgon.shards.work import Settings, Task, key

ROUNDS = 3  # as in tinhgon.clean
PRINTED = 4  # row groups of a CSV that are printed together
OVER = ("duplicate_of", "contained_in", "containment")


@dataclasses.dataclass
class Run:
    """One run: who works, who is told, on which pieces."""

    settings: Settings
    engine: Engine
    progress: Progress
    size: int = pieces.PAGES
    ran: int = 0

    def each(self, name: str, function: Callable[[Any], Any], given: Sequence[Any]) -> list[Any]:
        """What `function` makes of each, in order; a step of the progress each."""
        self.progress.expect(len(given))
        results: Iterator[Any] = iter(self.engine.map(function, given))
        found = []
        for at in range(len(given)):
            step = f"{name} {at + 1}/{len(given)}"
            self.progress.begin(step)
            result = next(results)
            fresh = isinstance(result, dict) and bool(result.get("fresh"))
            self.ran += not fresh
            self.progress.end(step, ran=not fresh)
            found.append(result)
        return found


def survey(run: Run) -> list[Piece]:
    """The pieces of the corpus, in order."""
    corpus = run.settings.corpus
    given = [(corpus, files, run.size) for files in pieces.groups(corpus, run.size)]
    return list(chain.from_iterable(run.each("survey", _cut, given)))


def _cut(given: tuple[str, tuple[str, ...], int]) -> list[Piece]:
    return pieces.cut(*given)


def clean(run: Run, among: Sequence[Piece]) -> list[Task]:
    """Clean every piece, then again those on which lines of their sites stand; each with its last round."""
    told = pieces.sources(run.settings.corpus, list(among))
    tasks = [Task(run.settings, piece, sources=tuple(rows)) for piece, rows in zip(among, told, strict=True)]
    manifests = run.each("clean", cleaned.clean, tasks)
    _refuse_nothing_read(tasks, manifests)
    known = [np.zeros((0, 2), dtype=np.int64) for _ in tasks]
    counts = [manifest["pages"] for manifest in manifests]
    for turn in range(1, ROUNDS + 1 if sum(manifest["texts"] for manifest in manifests) >= LEAST else 1):
        found = furniture.repeated([task.path(f"kept-{task.round}.rows") for task in tasks], counts)
        hit = [at for at, rows in enumerate(found) if len(rows)]
        if not hit:
            break
        for at in hit:
            known[at] = np.unique(np.concatenate([known[at], found[at]]), axis=0)
            again = known[at][np.isin(known[at][:, 0], found[at][:, 0])]
            tasks[at] = _again(tasks[at], turn, again)
        made = run.each("clean again", cleaned.clean_again, [tasks[at] for at in hit])
        for at, manifest in zip(hit, made, strict=True):
            manifests[at] = manifest
    return [
        dataclasses.replace(task, inputs=_digest(manifest, task, "articles"))
        for task, manifest in zip(tasks, manifests, strict=True)
    ]


def _refuse_nothing_read(tasks: Sequence[Task], manifests: Sequence[dict[str, Any]]) -> None:
    if any(manifest["articles"] for manifest in manifests):
        return
    reasons = cleaned.read_table(tasks[0], "pages", 0)["reason"].dropna().tolist()
    first = f" First: {reasons[0]}" if reasons else ""
    total = sum(manifest["pages"] for manifest in manifests)
    raise InputError(f"{tasks[0].settings.corpus}: no article on any of the {total:,} pages.{first}")


def _again(task: Task, turn: int, known: np.ndarray) -> Task:
    """The task of the next round, the lines to be taken away put where the worker finds them."""
    data = io.BytesIO()
    np.save(data, known)
    new = dataclasses.replace(task, round=turn, before=task.round, inputs=key("known", known.tolist()))
    storage.write(new.path(f"known-{turn}.npy"), data.getvalue())
    return new


def _digest(manifest: dict[str, Any], task: Task, table: str) -> str:
    return str(manifest["files"][f"{table}-{task.round}.parquet"][1])


def work(run: Run, tasks: Sequence[Task]) -> list[Task]:
    """What the settings ask for of each piece's articles."""
    run.each("read", extracted.work, tasks)
    return list(tasks)


def find_copies(run: Run, tasks: Sequence[Task]) -> None:
    """Write, beside each piece's articles, what they are copies and parts of."""
    found: tuple[dict[int, int], dict[int, tuple[int, float]]] = {}, {}
    articles = copies.Articles(tasks)
    if run.settings.similar and len(articles.order) > 1:
        found = copies.find(articles, run.settings.similar)
    for at, task in enumerate(tasks):
        here = range(int(articles.first[at]), int(articles.first[at + 1]))
        rows = [_over(articles, number, *found) for number in here]
        columns = list(zip(*rows, strict=True)) or [(), (), ()]
        types = [pa.string(), pa.string(), pa.float64()]
        table = pa.table([pa.array(c, t) for c, t in zip(columns, types, strict=True)], names=list(OVER))
        with storage.written(task.path("copies.parquet")) as file:
            pq.write_table(table, file)


def _over(
    articles: copies.Articles, at: int, of: dict[int, int], within: dict[int, tuple[int, float]]
) -> tuple[str | None, str | None, float | None]:
    long, share = within.get(at, (None, None))
    return (
        articles.id(of[at]) if at in of else None,
        None if long is None else articles.id(long),
        share,
    )


# --- The tables of the corpus ----------------------------------------------------------------------


def merge(run: Run, tasks: Sequence[Task]) -> dict[str, dict[str, Any]]:
    """Merge the tables that the steps made; of each the rows and row groups. They lie in `merged`."""
    names = [name for name in _made(run.settings) if name != "terms"]
    largest = sorted(names, key=lambda name: -sum(storage.size(_path(task, name)) for task in tasks))
    wanted = [
        merging.Merge(
            run.settings,
            name,
            tuple(
                merging.Part(
                    _path(task, name),
                    task.path("copies.parquet") if name == "articles" else "",
                    task.piece.shard,
                )
                for task in tasks
            ),
        )
        for name in largest
    ]
    merged = {made["name"]: made for made in run.each("merge", merging.merge, wanted)}
    if "words" in run.settings.steps:
        batches = frequencies.terms(tasks, [_grouped(task) for task in tasks], run.settings.by)
        merged["terms"] = merging.write(run.settings, "terms", (arrow("terms", table) for table in batches))
    return merged


def _made(settings: Settings) -> list[str]:
    figures = extracted.TABLES if "figures" in settings.steps else ()
    return [*cleaned.TABLES, *figures, *(["terms"] if "words" in settings.steps else [])]


def _path(task: Task, name: str) -> str:
    return task.path(f"{name}-{task.round}.parquet" if name in cleaned.TABLES else f"{name}.parquet")


def _grouped(task: Task) -> pd.DataFrame:
    """The columns of a piece's articles by which words are grouped, and which of them are copies."""
    columns = {"published" if task.settings.by == "year" else task.settings.by}
    with storage.opened(_path(task, "articles")) as file:
        known = pq.read_schema(file).names
        table = pd.read_parquet(file, columns=[name for name in known if name in columns - {*OVER}])
    with storage.opened(task.path("copies.parquet")) as file:
        return pd.concat([table, pd.read_parquet(file)], axis=1)


def print_tables(run: Run, merged: dict[str, dict[str, Any]]) -> None:
    """Beside each merged table its CSV: printed by the workers, put together here."""
    wanted = [
        merging.Print(merging.Merge(run.settings, name, ()), first, min(first + PRINTED, made["groups"]))
        for name, made in merged.items()
        for first in range(0, made["groups"], PRINTED)
    ]
    paths: dict[str, list[str]] = {name: [] for name in merged}
    for part, path in zip(wanted, run.each("print", merging.printed, wanted), strict=True):
        paths[part.merge.name].append(path)
    for name, printed in paths.items():
        with (
            storage.written(storage.join(run.settings.scratch, "merged", f"{name}.csv")) as file,
            file.open("wb") as out,
        ):
            out.write(head(name))
            for path in printed:
                with storage.stream(path) as rows:
                    shutil.copyfileobj(rows, out, 1 << 20)
                storage.remove(path)
