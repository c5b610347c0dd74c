"""What must hold of any bytes: functions from bytes to nothing, which raise where it does not."""

from __future__ import annotations

import datetime
import tempfile
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any

from tinhgon import cleaning, dates, extraction, links, places, references, tables, text
from tinhgon import numerals as numbers
from tinhgon import pages as files
from tinhgon.rules import book
from tinhgon.words.tokens import tokens

SUFFIXES = (".txt", ".html", ".docx", ".pdf", ".jsonl", ".parquet", "")
DAY = datetime.date(2019, 8, 5)


def numerals(data: bytes) -> None:
    """Every parser of a text: what is found stands in it, in order, and no two finds of one overlap."""
    content = data.decode("utf-8", "replace")
    line = text.normalise(content)
    holds(text.normalise(line) == line, "normalise is not idempotent")
    holds(len(text.fold(line)) == len(line), "fold changes the length")
    holds(text.fold(text.fold(line)) == text.fold(line), "fold is not idempotent")
    _in_order(text.sentences(line), line)
    _in_order(text.lines(line), line)
    _in_order(numbers.find(line), line)
    _in_order(dates.find(line, DAY), line)
    _in_order(references.spans(line, book()), line)
    _in_order(places.find(line, book(), DAY), line)
    for found in references.find(line, book()):
        _stands(found, line)
    for row in line.split("\n"):
        starts, ends, forms = tokens(row)
        holds(len(starts) == len(ends) == len(forms), "tokens of different length")
        shown = "".join(row[start:end] for start, end in zip(starts, ends, strict=True))
        holds(shown.split() == "".join(row.split()).split(), f"tokens lose letters of {row!r}")
    links.article(content, content)


def _in_order(found: Iterable[Any], line: str) -> None:
    start = end = 0
    for item in found:
        _stands(item, line)
        both_ends = (item.start, item.end) == (start, end)  # of a range, `4-5 xã`
        holds(item.start >= end or both_ends, f"{item} begins within the one before")
        start, end = item.start, item.end


def _stands(item: Any, line: str) -> None:
    holds(0 <= item.start < item.end <= len(line), f"{item} stands outside")
    if hasattr(item, "surface"):
        holds(line[item.start : item.end] == item.surface, f"{item} is not what stands there")


def clean(data: bytes) -> None:
    """A page to its articles: kept lines stand on the page, the offsets of all that is extracted are true.
    Cleaning its own output changes nothing, where all that was left out is furniture: a date line, a
    signature or a caption tells what the lines about it are, and is not in the output."""
    html, content = data[:1] == b"h", data[1:].decode("utf-8", "replace")
    found = cleaning.clean(_page(content, "html" if html else "text"))
    printed = set(found["lines"]["text"])
    free = html or not {*found["lines"]["label"]} <= {"title", "body", "furniture"}
    for row in found["articles"].to_dict("records"):
        holds(set(row["text"].split("\n")[1:]) <= printed, "a kept line stands nowhere")
        again = cleaning.clean(_page(row["text"], "text"))["articles"]
        holds(free or list(again["text"]) == [row["text"]], f"cleaning is not idempotent: {row['text']!r}")
    articles = dict(zip(found["articles"]["article_id"], found["articles"]["text"], strict=True))
    for table in ("statistics", "references", "adoptions", "ledger"):
        for row in extraction.extract(found["articles"])[table].to_dict("records"):
            stands = articles[row["article_id"]][row["start"] : row["end"]]
            holds(stands == row["surface"], f"{table}: {row['surface']!r} is {stands!r}")


def _page(content: str, container: str) -> Any:
    row = {"source_file": "a", "container": container, "status": "read"}
    return tables.frame("pages", [row]).assign(content=[content])


def pages(data: bytes) -> None:
    """A file of any kind is read, or listed with a reason of one line."""
    suffix = SUFFIXES[data[0] % len(SUFFIXES)] if data else ""
    file = _folder() / f"page{suffix}"
    file.write_bytes(data[1:])
    for row in files.read(file.parent).to_dict("records"):
        if row["status"] == "skipped":
            holds(row["reason"].startswith(f"{row['source_file']}: "), "a reason that names no file")
            holds(len(row["reason"].splitlines()) == 1, f"a reason of several lines: {row['reason']!r}")
        else:
            row["content"].encode("utf-8")
            text.normalise(row["content"])
    file.unlink()


@cache
def _folder() -> Path:
    return Path(tempfile.mkdtemp(prefix="tinhgon-fuzz-"))


def holds(fact: bool, otherwise: str) -> None:
    """Raise AssertionError where `fact` is false; `assert` would be compiled away under -O."""
    if not fact:
        raise AssertionError(otherwise)


TARGETS: dict[str, Callable[[bytes], None]] = {"numerals": numerals, "cleaning": clean, "pages": pages}
