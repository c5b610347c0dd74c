"""Word documents (.docx) to plain text, one paragraph a line, by python-docx (`tinhgon[documents]`)."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from tinhgon.pages.decoding import NotText

BODY = "word/document.xml"
LARGEST = 200 * 2**20  # bytes of all parts unpacked, pictures among them
LARGEST_BODY = 40 * 2**20  # bytes of the text's part unpacked
NEEDED = "a {kind}, read with the extra tinhgon[documents]; install it"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PRINTED = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_APART = {f"{_W}{name}" for name in ("p", "txbxContent", "del", "moveFrom", "pict", "drawing", "instrText")}


def is_word(data: bytes) -> bool:
    """Whether the bytes are a Word document's."""
    if not data.startswith(b"PK\x03\x04"):
        return False
    try:
        return BODY in zipfile.ZipFile(io.BytesIO(data)).namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return False


def read(data: bytes) -> str:
    """The text of a document as it stands with all changes accepted: a line a paragraph, tables cell by cell.

    Headers, footers, notes and text boxes are not in it. Raises NotText for a broken document, one that
    unpacks to more than LARGEST bytes, or where python-docx is not installed.
    """
    try:
        from docx import Document
        from docx.opc.exceptions import PackageNotFoundError
        from lxml.etree import LxmlError  # type: ignore[import-untyped]
    except ImportError as error:
        raise NotText(NEEDED.format(kind="Word document")) from error
    try:
        _check_size(data)
        body = Document(io.BytesIO(data)).element.body
    except (PackageNotFoundError, zipfile.BadZipFile, zlib.error, LxmlError) as error:
        raise NotText("a broken Word document") from error
    except (KeyError, ValueError, AttributeError, EOFError, NotImplementedError, RuntimeError) as error:
        raise NotText("a broken or locked Word document") from error
    return "\n".join(line for paragraph in _paragraphs(body) for line in _text(paragraph).split("\n"))


def _check_size(data: bytes) -> None:
    """Unpack in small pieces before anything is unpacked whole: an archive may lie about its size."""
    total = 0
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for part in archive.infolist():
            size = 0
            with archive.open(part) as stream:
                while piece := stream.read(1 << 16):
                    size += len(piece)
                    if total + size > LARGEST or (part.filename == BODY and size > LARGEST_BODY):
                        raise NotText(f"a Word document that unpacks to more than {size >> 20} MB")
            total += size


def _paragraphs(body: Any) -> Iterator[Any]:
    """The paragraphs in reading order, those of tables among them; of a text box none."""
    for node in body.iter(f"{_W}p"):
        if not any(above.tag in {f"{_W}txbxContent", f"{_W}del"} for above in node.iterancestors()):
            yield node


def _text(paragraph: Any) -> str:
    """What a paragraph prints: inserted words, not deleted ones, nor the code behind a field."""
    parts: list[str] = []
    stack = list(reversed(paragraph))
    while stack:
        node = stack.pop()
        if node.tag == f"{_W}t":
            parts.append(node.text or "")
        elif node.tag in _PRINTED:
            parts.append(_PRINTED[node.tag])
        elif node.tag not in _APART and isinstance(node.tag, str):
            stack.extend(reversed(node))
    return "".join(parts)
