"""One page in every encoding and container that TinhGon reads: functions from its lines to bytes."""

from __future__ import annotations

import io
import json
import unicodedata
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import matplotlib
import pyarrow as pa
import pyarrow.parquet as pq

from tinhgon.pages import legacy

TONES = "\u0300\u0301\u0303\u0309\u0323"
LOOK_ALIKE = str.maketrans("oceaiOAM", "осеаіΟАМ")


def windows_1258(text: str) -> bytes:
    """Windows-1258 writes a vowel and then its tone."""
    out = []
    for char in text:
        parts = unicodedata.normalize("NFD", char)
        vowel = unicodedata.normalize("NFC", "".join(part for part in parts if part not in TONES))
        out.append(vowel + "".join(part for part in parts if part in TONES))
    return "".join(out).encode("windows-1258")


def tcvn3(text: str) -> bytes:
    """The codes of VN3; it has none for capitals with a tone."""
    codes = {chr(letter): chr(code) for code, letter in legacy._tcvn3.items()}
    return "".join(codes.get(char, char) for char in text).encode("windows-1252")


def vni(text: str) -> bytes:
    """A vowel and then its marks; `ơ`, `ư`, `đ`, `ị` and a few others have codes of their own."""
    shapes = {value: key for key, value in legacy._VNI_MARKS.items()}
    letters = {value: key for key, value in legacy._VNI_LETTERS.items()}
    out = []
    for char in text:
        low = char.lower()
        parts = unicodedata.normalize("NFD", low)
        if low in letters:
            written = letters[low]
        elif low[0] in "aeouy" or parts[0] in "aeouy":
            horn = "\u031b" in parts
            base = {"o": "ô", "u": "ö"}[parts[0]] if horn else parts[0]
            rest = "".join(
                sorted((part for part in parts[1:] if part != "\u031b"), key=lambda mark: mark in TONES)
            )
            written = base + (shapes[rest] if rest else "")
        else:
            written = {"í": "í", "ì": "ì"}.get(low, low)
        out.append(written.upper() if char.isupper() else written)
    return "".join(out).encode("windows-1252")


def half_decomposed(text: str) -> bytes:
    """Every other accented letter as its parts, the tone before the circumflex as some keyboards write it."""
    out = []
    for at, char in enumerate(text):
        parts = unicodedata.normalize("NFD", char)
        out.append(char if at % 2 or char in "đĐ" else parts[0] + parts[:0:-1])
    return "".join(out).encode()


def look_alikes(text: str) -> bytes:
    """In every third word the letters that Cyrillic and Greek have too are theirs; a Latin one is left."""
    rows = []
    for row in text.split("\n"):
        words = row.split(" ")
        for at in range(0, len(words), 3):
            other = words[at].translate(LOOK_ALIKE)
            words[at] = other if any(char in "bdđghklmnprtvx" for char in other.lower()) else words[at]
        rows.append(" ".join(words))
    return "\n".join(rows).encode()


ENCODINGS: dict[str, Callable[[str], bytes]] = {
    "utf-8": str.encode,
    "utf-8-bom": lambda text: text.encode("utf-8-sig"),
    "utf-16": lambda text: text.encode("utf-16"),
    "utf-16-big": lambda text: b"\xfe\xff" + text.encode("utf-16-be"),
    "utf-16-bare": lambda text: text.encode("utf-16-le"),
    "windows-1258": windows_1258,
    "tcvn3": tcvn3,
    "tcvn3-in-utf-8": lambda text: tcvn3(text).decode("windows-1252").encode(),
    "vni": vni,
    "vni-in-utf-8": lambda text: vni(text).decode("windows-1252").encode(),
    "nfd": lambda text: unicodedata.normalize("NFD", text).encode(),
    "half-decomposed": half_decomposed,
    "mojibake": lambda text: text.encode().decode("latin-1").encode(),
    "mojibake-windows": lambda text: (
        text.encode().decode("windows-1252", "replace").encode()
        if "\ufffd" not in text.encode().decode("windows-1252", "replace")
        else text.encode().decode("latin-1").encode()
    ),
    "eth": lambda text: text.replace("Đ", "Ð").encode(),
    "look-alikes": look_alikes,
    "soft-hyphens": lambda text: text.replace("ơ", "ơ\u00ad").encode(),
    "zero-width": lambda text: text.replace(" ", "\u200b ").replace("n", "n\u200d").encode(),
    "no-break-spaces": lambda text: text.replace(" ", "\u00a0").encode(),
    "crlf": lambda text: text.replace("\n", "\r\n").encode(),
    "cr": lambda text: text.replace("\n", "\r").encode(),
}


def html(text: str) -> bytes:
    """A saved page: the lines as paragraphs, with a menu and a foot around them."""
    date, title, *body = text.split("\n")
    rows = "".join(f"<p>{line}</p>" for line in body)
    return (
        "<!DOCTYPE html><html><head><meta charset='utf-8'><title>x</title></head><body><nav>Trang chủ</nav>"
        f"<article><p>{date}</p><h1>{title}</h1>{rows}</article><footer>Bản quyền của tòa soạn</footer>"
        "</body></html>"
    ).encode()


def docx(text: str) -> bytes:
    """A Word document; its paragraphs are broken into runs, the last line stands in a table."""
    from docx import Document

    document = Document()
    rows = text.split("\n")
    for row in rows[:-1]:
        paragraph = document.add_paragraph()
        for word in row.split(" "):
            paragraph.add_run((" " if paragraph.runs else "") + word)
    document.add_table(1, 1).cell(0, 0).text = rows[-1]
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def pdf(text: str, pages: int = 1) -> bytes:
    """A printed PDF: lines wrapped, first lines indented, the title in larger letters, pages numbered."""
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate

    font = Path(matplotlib.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf"
    pdfmetrics.registerFont(TTFont("DejaVu", str(font)))
    body = ParagraphStyle("body", fontName="DejaVu", fontSize=11, leading=14, firstLineIndent=20)
    head = ParagraphStyle("head", fontName="DejaVu", fontSize=18, leading=22)
    rows = [Paragraph(row, head if at == 1 else body) for at, row in enumerate(text.split("\n"))]
    for at in range(1, pages):
        rows.insert(len(rows) * at // pages, PageBreak())
    stream = io.BytesIO()

    def number(canvas: object, document: object) -> None:
        canvas.setFont("DejaVu", 8)  # type: ignore[attr-defined]
        canvas.drawString(280, 30, f"{document.page}/{pages}")  # type: ignore[attr-defined]

    SimpleDocTemplate(stream, invariant=1).build(rows, onFirstPage=number, onLaterPages=number)
    return stream.getvalue()


def json_lines(text: str) -> bytes:
    """Two records, a blank line between them; the page is the second."""
    other = {"html": "<p>Một trang ngắn.</p>", "url": "https://a.vn/1", "date": "2019-01-02"}
    return (json.dumps(other) + "\n\n" + json.dumps({"text": text}) + "\n").encode()


def parquet(text: str) -> bytes:
    """As `json_lines`."""
    table = pa.table(
        {
            "text": [None, text],
            "html": ["<p>Một trang ngắn.</p>", None],
            "url": ["https://a.vn/1", None],
            "date": ["2019-01-02", None],
        }
    )
    stream = io.BytesIO()
    pq.write_table(table, stream)
    return stream.getvalue()


CONTAINERS: dict[str, Callable[[str], bytes]] = {
    ".txt": str.encode,
    ".html": html,
    ".docx": docx,
    ".pdf": pdf,
    ".jsonl": json_lines,
    ".ndjson": json_lines,
    ".parquet": parquet,
}


def repacked(word: bytes, changed: dict[str, bytes]) -> bytes:
    """A Word document with some of its parts exchanged or added."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in changed:
                new.writestr(name, old.read(name))
        for name, data in changed.items():
            new.writestr(name, data)
    return stream.getvalue()


def pdf_bomb(size: int) -> bytes:
    """A PDF of one page whose content is packed twice."""
    packed = zlib.compress(zlib.compress(b" " * size, 9), 9)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<<>>>>",
        b"<</Length %d/Filter[/FlateDecode/FlateDecode]>>stream\n%b\nendstream" % (len(packed), packed),
    ]
    data, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 5\n0000000000 65535 f \n"
    return data + head + table + b"trailer<</Root 1 0 R/Size 5>>\nstartxref\n%d\n%%%%EOF" % len(data)
