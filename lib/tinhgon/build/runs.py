"""What a worker does for each kind of step: it writes results into the hidden folder, each by rename."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from tinhgon.build import digests, executed
from tinhgon.build.plan import Step
from tinhgon.build.settings import Settings
from tinhgon.build.swap import link, remove
from tinhgon.errors import CheckError, InputError

Outputs = dict[str, str]
ERROR_MARK = "papermill-error-cell-tag"  # on the cells that papermill adds around a failure


def perform(step: Step, settings: Settings, notebooks: dict[str, Path]) -> Outputs:
    """Do `step`; returns the digests of the files it made, by their paths in the hidden folder.

    `notebooks` are the executed ones, which only the site's step needs. Raises InputError or CheckError
    with what a person should read; nothing that stood there before is then lost.
    """
    scratch = settings.work / "runs" / step.name.replace(":", "-")
    remove(scratch)
    scratch.mkdir(parents=True)
    made = {"notebook": _notebook, "province": _notebook, "slices": _slices, "site": _site}[step.kind]
    outputs = made(step, settings, scratch, notebooks)
    remove(scratch)
    return {name: digests.file(settings.work / name) for name in sorted(outputs)}


def _notebook(step: Step, settings: Settings, scratch: Path, _: dict[str, Path]) -> list[str]:
    from tinhgon.build import kernels

    book = step.book
    assert book is not None
    inputs, results = scratch / "inputs", scratch / "results"
    results.mkdir()
    if step.kind == "province":
        inputs = step.slice(settings.work)
    else:
        _link_tables(settings.work / "tables", step.reads, inputs)
    own = {
        "corpus": str(settings.corpus),
        "tables_folder": str(inputs),
        "output": str(results),
        "rules": str(settings.rules or ""),
        "gold": str(settings.gold or ""),
        "corrections": str(settings.corrections or ""),
        book.each: step.province,
    }
    values = step.values | {name: value for name, value in own.items() if name in book.parameters}
    warm = step.kind == "province"
    node, error = kernels.run(book.path, values, warm=warm, scratch=scratch, timeout=settings.timeout)
    if isinstance(error, kernels.Stopped):
        raise CheckError(f"{_cell(error, node, step)}: {error.fault}")
    if error is not None:
        raise _told(error, node, step, settings)
    title = (node.metadata.get("tinhgon", {}).get("title") or {}).get(settings.language, book.stem)
    final = scratch / "executed.ipynb"
    executed.write(executed.settle(node, title=title, province=step.province), final)
    return [
        *_take_tables(step, results, settings),
        _move(final, settings.work, f"notebooks/{step.page}.ipynb"),
    ]


def _link_tables(source: Path, names: tuple[str, ...], target: Path) -> None:
    target.mkdir(parents=True, exist_ok=True)
    for name in names:
        for suffix in (".csv", ".parquet"):
            link(source / f"{name}{suffix}", target / f"{name}{suffix}")


def _take_tables(step: Step, results: Path, settings: Settings) -> list[str]:
    """Move the tables that a run wrote to their place; it must have written those it names, and no other."""
    assert step.book is not None
    due = {f"{table}{suffix}" for table in step.book.writes for suffix in (".csv", ".parquet")}
    there = {path.name for path in results.iterdir()}
    if wrong := sorted(due ^ there):
        said = "is not written" if wrong[0] in due else "is written but not named in the notebook's metadata"
        raise CheckError(f"{step.book.path}: the table {wrong[0]} {said}")
    if "pages.parquet" in there:
        _refuse_nothing_read(results, settings.corpus)
    return [_move(results / name, settings.work, f"tables/{name}") for name in sorted(due)]


def _refuse_nothing_read(results: Path, corpus: Path) -> None:
    from tinhgon import tables

    pages = tables.read(results, "pages")
    if not (pages["status"] == "read").any():
        reasons = sorted(str(reason) for reason in pages["reason"].dropna())
        more = f" First: {reasons[0]}" if reasons else ""
        raise InputError(f"{corpus}: no article on any of the {len(pages)} pages.{more}")


def _move(source: Path, work: Path, name: str) -> str:
    target = work / name
    target.parent.mkdir(parents=True, exist_ok=True)
    source.replace(target)
    return name


def _told(error: Any, node: Any, step: Step, settings: Settings) -> Exception:
    """A papermill error as what a person should read. The notebook so far is kept for them."""
    if error.ename in {"InputError", "CheckError"}:
        return (InputError if error.ename == "InputError" else CheckError)(_one_line(error.evalue))
    assert step.book is not None
    kept = settings.work / "failed" / f"{step.page}.ipynb"
    node.cells = [cell for cell in node.cells if ERROR_MARK not in cell.metadata.get("tags", [])]
    executed.write(node, kept)
    return CheckError(
        f"{_cell(error, node, step)}:\n"
        f"  {error.ename}: {_one_line(error.evalue)}\n"
        f"  the run so far is in {kept}"
    )


def _cell(error: Any, node: Any, step: Step) -> str:
    """Which cell of which notebook ended a run, and its first line."""
    assert step.book is not None
    first = next((line for line in error.source.splitlines() if line.strip()), "")
    of = f" ({step.province})" if step.province else ""
    return f"{step.book.path.name}{of}, cell {executed.number(node, error.cell_index)}, `{first.strip()}`"


def _one_line(text: str) -> str:
    plain = re.sub(r"\x1b\[[0-9;]*m", "", text).strip()
    return next(iter(plain.splitlines()), "")


def _slices(step: Step, settings: Settings, scratch: Path, _: dict[str, Path]) -> list[str]:
    """Each province's own rows of the tables, so that a change in one reruns no other."""
    import pyarrow.parquet as parquet

    from tinhgon.build.slices import kept, provinces
    from tinhgon.text import slug

    assert step.book is not None
    stored = {name: parquet.read_table(settings.work / "tables" / f"{name}.parquet") for name in step.reads}
    frames = {name: table.to_pandas() for name, table in stored.items()}
    listed = [[slug(name), name] for name in provinces(frames)]
    for folder, province in listed:
        (scratch / "new" / folder).mkdir(parents=True)
        for name, rows in kept(frames, province).items():
            if step.book.reads is None or name in step.book.reads:
                part = stored[name].filter(rows.to_numpy(dtype=bool))
                parquet.write_table(part, scratch / "new" / folder / f"{name}.parquet", store_schema=False)
    (scratch / "new").mkdir(exist_ok=True)
    (scratch / "new" / "provinces.json").write_text(json.dumps(listed, ensure_ascii=False), encoding="utf-8")
    return _replace_folder(scratch / "new", settings.work, f"slices/{step.book.stem}")


def _site(step: Step, settings: Settings, scratch: Path, notebooks: dict[str, Path]) -> list[str]:
    from tinhgon.site import publish

    _link_tables(settings.work / "tables", step.reads, scratch / "tables")
    for name, path in notebooks.items():
        link(path, scratch / "notebooks" / name)
    publish(
        scratch / "tables",
        scratch / "notebooks",
        scratch / "site",
        language=settings.language,
        rules=str(settings.rules or ""),
        licence=digests.licence(settings.corpus),
        before=settings.work / "site",
    )
    return _replace_folder(scratch / "site", settings.work, "site")


def _replace_folder(made: Path, work: Path, name: str) -> list[str]:
    target = work / name
    remove(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    made.rename(target)
    return [path.relative_to(work).as_posix() for path in digests.walk(target)]
