"""One file of a corpus folder to its pages: a page each, or as many as a bulk file has records."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Container, Iterator
from pathlib import Path
from stat import S_ISREG
from typing import Any

from tinhgon import text
from tinhgon.pages import bulk, pdf, word
from tinhgon.pages.decoding import NotText, decode, without_surrogates

Row = dict[str, Any]
Keep = Callable[[bytes], bool]
SUFFIXES = {".txt": "text", ".text": "text", "": "text", ".html": "html", ".htm": "html", ".xhtml": "html"}
DOCUMENTS = {".docx": word.read, ".pdf": pdf.read}
BULK = {
    ".jsonl": bulk.json_lines,
    ".ndjson": bulk.json_lines,
    ".jl": bulk.json_lines,
    ".parquet": bulk.parquet,
}
LARGEST = 100 * 2**20  # bytes of a page; a larger file is no page, or a bulk file under a wrong name
LEFT_OUT = "left out by the first pass: none of the words of first_pass.txt"
ADVICE = "Save the page as .html or .txt, or remove the file."
_unseen = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_markup = re.compile(r"<(?:!doctype\s+html|html[\s>]|head[\s>]|body[\s>])", re.IGNORECASE)


def rows(
    file: Path,
    name: str,
    part: bulk.Part = bulk.WHOLE,
    keep: Keep | None = None,
    only: Container[str] | None = None,
) -> Iterator[Row]:
    """The rows of `file`, called `name`, in the table `pages`, with a `content`: one, or one a record (of a
    bulk file also those of a `part` alone, or `only` those of these names). Pages whose bytes `keep` refuses
    are `off_topic`, without it.

    Nothing is raised for what cannot be read: such a row is `skipped` and has a one-line `reason`.
    """
    name = legible(name)
    try:
        if not S_ISREG(file.stat().st_mode):
            yield _skipped(name, "not a file but a pipe or a device. Remove it from the folder.")
            return
        is_bulk = file.suffix.lower() in BULK
        yield from _records(file, name, part, keep, only) if is_bulk else [_page(file, name, keep)]
    except OSError as error:
        yield _skipped(name, f"cannot be read ({error.strerror}). Check its permissions, or remove it.")


def legible(name: str) -> str:
    """A file's name as a table can hold it: line ends, marks that turn the direction of writing, and bytes
    that are no UTF-8 as escapes.

    >>> print(*map(legible, ["tin\\u202etxt.html", "hai\\ndòng.txt", "\\udcff.txt"]))
    tin\\u202etxt.html hai\\u000adòng.txt \\xff.txt
    """
    name = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return _unseen.sub(lambda found: f"\\u{ord(found[0]):04x}", name)


def _skipped(name: str, reason: str, **known: Any) -> Row:
    return {"source_file": name, "status": "skipped", "articles": 0, "reason": f"{name}: {reason}", **known}


def _left_out(name: str, known: Row) -> Row:
    return known | {
        "source_file": name,
        "status": "off_topic",
        "articles": 0,
        "reason": f"{name}: {LEFT_OUT}",
    }


def _page(file: Path, name: str, keep: Keep | None) -> Row:
    size, suffix = file.stat().st_size, file.suffix.lower()
    if size > LARGEST:
        with file.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        reason = f"larger than {LARGEST >> 20} MB. Split it into pages, one a file or one a line of a .jsonl."
        return _skipped(name, reason, sha256=digest, bytes=size)
    data = file.read_bytes()
    known = {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}
    kind = _document(data, suffix)
    if keep and not kind and not keep(data):
        return _left_out(name, known)
    try:
        if kind:
            content, encoding, container = without_surrogates(DOCUMENTS[kind](data)), "", kind[1:]
        else:
            container = SUFFIXES.get(suffix, "")
            content, encoding = decode(data, html=container == "html")
    except NotText as fault:
        return _skipped(name, f"not text ({fault}). {ADVICE}", **known)
    if not container:
        return _skipped(name, f"a {suffix} file is not a page. {ADVICE}", **known)
    return _read(name, content, container, known | {"encoding": encoding})


def _document(data: bytes, suffix: str) -> str:
    """The kind of document that the bytes are, whatever the file is called, or ""."""
    if pdf.HEADER in data[:1024]:
        return ".pdf"
    return ".docx" if suffix == ".docx" or word.is_word(data) else ""


def _read(name: str, content: str, container: str, known: Row) -> Row:
    if not content.strip():
        empty = "no text in it (a scan has none)." if container == "pdf" else "empty."
        return _skipped(name, f"{empty} Save the page again, or remove the file.", **known)
    if container == "text" and _markup.search(content, 0, 2000):
        container = "html"
    repairs = [f"{kind}:{count}" for kind, count in text.repairs(content).items()]
    return known | {
        "source_file": name,
        "articles": 0,
        "container": container,
        "repairs": repairs,
        "status": "read",
        "content": content,
    }


# --- Bulk files ------------------------------------------------------------------------------------


def _records(
    file: Path, name: str, part: bulk.Part, keep: Keep | None, only: Container[str] | None
) -> Iterator[Row]:
    kind, found = file.suffix.lower()[1:], 0
    kind = "parquet" if kind == "parquet" else "jsonl"
    try:
        for found, record in enumerate(BULK[file.suffix.lower()](file, LARGEST, part), start=part.first):
            if only is None or f"{name}#{found}" in only:
                yield _record(f"{name}#{found}", record, kind, keep)
    except bulk.NotRecords as fault:
        yield _skipped(name, f"{fault}. {bulk.ADVICE}", bytes=file.stat().st_size)
        return
    if not found:
        yield _skipped(name, f"no records. {bulk.ADVICE}", bytes=file.stat().st_size)


def _record(name: str, record: bulk.Record | bulk.Fault, kind: str, keep: Keep | None) -> Row:
    if isinstance(record, bulk.Fault):
        return _skipped(name, f"{record}. {bulk.ADVICE}")
    data = record.content.encode("utf-8", "replace")
    known = {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}
    if keep and not keep(data):
        return _left_out(name, known | {"url": record.url, "published": record.date})
    try:
        content, encoding = decode(data)
    except NotText as fault:
        return _skipped(name, f"not text ({fault}). {bulk.ADVICE}", **known)
    row = _read(name, content, "text", known | {"encoding": encoding})
    is_html = record.is_html or row.get("container") == "html"
    return row | {
        "container": f"{kind}+html" if is_html else kind,
        "url": record.url,
        "published": record.date,
    }
