"""The same article gives the same table, whatever it is written in; what cannot be read is listed."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from containers import CONTAINERS, ENCODINGS, docx, html, pdf, pdf_bomb, repacked
from tinhgon import pages
from tinhgon.cleaning import clean
from tinhgon.pages import bulk, files, word

PAGE = """Thứ Hai, 05/08/2019, 10:00
Mường Then ghép 815 bản để bớt đầu mối, thêm việc cho dân
(TTXVN) - Sau hai năm, tỉnh Sơn La đã giảm gần một phần tư số bản và tiểu khu, kéo theo nhiều chi bộ được \
ghép lại, nhiều nhà văn hóa được dùng chung và nhiều người thôi giữ chức.
Theo Sở Nội vụ, toàn tỉnh ghép 1.523 bản, giảm 815 bản so với trước khi thực hiện đề án. Số người hoạt động \
không chuyên trách giảm mạnh, tiền bớt được dành sửa nhà và trả thêm cho trưởng bản.
Một số nơi còn vướng: bản xa, đường khó, phong tục khác nhau giữa các dòng họ; vì thế tỉnh chưa ghép 94 bản; \
Đảng bộ tỉnh giao các huyện làm rõ trước ngày 30/9/2019.
Lò Văn Minh"""
WHERE = ["article_id", "source_file"]


def article(folder: Path, name: str, data: bytes) -> pd.Series:
    """The one article that a file of these bytes gives."""
    (folder / name).write_bytes(data)
    found = clean(pages.read(folder))["articles"]
    assert len(found) == 1
    return found.drop(columns=WHERE).iloc[0]


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> pd.Series:
    found = article(tmp_path_factory.mktemp("plain"), "a.txt", PAGE.encode())
    assert (found["title"], found["published"]) == (PAGE.split("\n")[1], "2019-08-05")
    assert (found["author"], found["publisher"], found["provinces"]) == ("Lò Văn Minh", "TTXVN", "Sơn La")
    assert found["text"] == "\n".join(PAGE.split("\n")[1:-1])
    return found


@pytest.mark.parametrize("name", ENCODINGS)
def test_every_encoding_gives_the_same_table(name: str, tmp_path: Path, expected: pd.Series) -> None:
    pd.testing.assert_series_equal(article(tmp_path, "a.txt", ENCODINGS[name](PAGE)), expected)


@pytest.mark.parametrize("name", ENCODINGS)
def test_every_encoding_under_a_web_page(name: str, tmp_path: Path, expected: pd.Series) -> None:
    in_letters = name in {"look-alikes", "zero-width", "no-break-spaces"}  # tags stay as they are
    data = html(ENCODINGS[name](PAGE).decode()) if in_letters else ENCODINGS[name](html(PAGE).decode())
    found = article(tmp_path, "a.html", data)
    assert found["text"] == expected["text"]


@pytest.mark.parametrize("suffix", CONTAINERS)
def test_every_container_gives_the_same_table(suffix: str, tmp_path: Path, expected: pd.Series) -> None:
    pd.testing.assert_series_equal(article(tmp_path, f"a{suffix}", CONTAINERS[suffix](PAGE)), expected)


@pytest.mark.parametrize("suffix", [".docx", ".pdf"])
def test_a_document_is_known_by_its_bytes(suffix: str, tmp_path: Path, expected: pd.Series) -> None:
    pd.testing.assert_series_equal(article(tmp_path, "a.txt", CONTAINERS[suffix](PAGE)), expected)


@pytest.mark.parametrize("count", [2, 3])
def test_a_paragraph_goes_on_over_the_pages_of_a_pdf(count: int, tmp_path: Path, expected: pd.Series) -> None:
    assert article(tmp_path, "a.pdf", pdf(PAGE, count))["text"] == expected["text"]


# --- Documents -------------------------------------------------------------------------------------


def reason(folder: Path, name: str, data: bytes) -> str:
    """Why a file of these bytes is skipped."""
    (folder / name).write_bytes(data)
    row = pages.read(folder).iloc[0]
    assert (row["status"], row["source_file"]) == ("skipped", name)
    assert "\n" not in row["reason"]
    return str(row["reason"])


def test_word_changes_are_taken_as_accepted(tmp_path: Path) -> None:
    changed = (
        f'<w:document xmlns:w="{word._W[1:-1]}"><w:body><w:p><w:r><w:t xml:space="preserve">Tỉnh </w:t></w:r>'
        "<w:ins><w:r><w:t>đã</w:t></w:r></w:ins><w:del><w:r><w:delText>chưa</w:delText></w:r></w:del>"
        "<w:r><w:br/><w:t>giảm</w:t><w:instrText>PAGE</w:instrText></w:r></w:p>"
        "</w:body></w:document>"
    )
    assert word.read(repacked(docx(PAGE), {word.BODY: changed.encode()})) == "Tỉnh đã\ngiảm"


@pytest.mark.parametrize("data", [b"PK\x03\x04\x14\x00", b"", b"text", docx(PAGE)[:-300], docx(PAGE)[:300]])
def test_a_broken_word_document_is_listed(data: bytes, tmp_path: Path) -> None:
    assert "broken" in reason(tmp_path, "a.docx", data)


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7", pdf(PAGE)[:800], pdf(PAGE)[:-2000], b"%PDF-1.4\n%%EOF\n" + b"x" * 99]
)
def test_a_broken_pdf_is_listed_or_read(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(data)
    row = pages.read(tmp_path).iloc[0]
    assert row["status"] == "read" or "PDF" in row["reason"] or "no text" in row["reason"]


def test_a_word_bomb_is_not_unpacked(tmp_path: Path) -> None:
    bomb = repacked(docx(PAGE), {word.BODY: b"<a>" + b" " * (word.LARGEST_BODY + 1) + b"</a>"})
    assert len(bomb) < 1_000_000
    assert "unpacks to more than 40 MB" in reason(tmp_path, "a.docx", bomb)


def test_a_bomb_that_lies_about_its_size(tmp_path: Path) -> None:
    bomb = repacked(docx(PAGE), {word.BODY: b"<a>" + b" " * (word.LARGEST_BODY + 1) + b"</a>"})
    told = (word.LARGEST_BODY + 8).to_bytes(4, "little")
    assert bomb.count(told) == 2
    assert "Word document" in reason(tmp_path, "a.docx", bomb.replace(told, (99).to_bytes(4, "little")))


def test_a_pdf_bomb_is_not_unpacked(tmp_path: Path) -> None:
    data = pdf_bomb(300_000_000)
    began = time.process_time()
    assert "PDF" in reason(tmp_path, "a.pdf", data)
    assert time.process_time() - began < 10


def test_documents_without_their_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = {"a.docx": docx(PAGE), "a.pdf": pdf(PAGE)}
    for name in ("docx", "pypdf"):
        monkeypatch.setitem(sys.modules, name, None)
    for name, data in made.items():
        assert "tinhgon[documents]" in reason(tmp_path, name, data)
        (tmp_path / name).unlink()


def test_a_huge_file_is_no_page(tmp_path: Path) -> None:
    with (tmp_path / "a.txt").open("wb") as stream:
        stream.truncate(files.LARGEST + 1)
    assert reason(tmp_path, "a.txt", (tmp_path / "a.txt").read_bytes()).startswith(
        "a.txt: larger than 100 MB."
    )


# --- Bulk files ------------------------------------------------------------------------------------

RECORDS = [
    {"text": PAGE, "url": "https://www.a.vn/1", "date": "2020-01-02"},
    {
        "html": f"<p>{'</p><p>'.join(PAGE.split(chr(10))[1:])}</p>",
        "url": "https://b.vn/2",
        "date": "2018-03-04T05:06:07Z",
    },
    {"text": PAGE.replace("\n", "\n\n"), "title": "x"},
]


def bulk_file(folder: Path, suffix: str) -> Path:
    """RECORDS in a file of that kind."""
    file = folder / f"a{suffix}"
    if suffix == ".parquet":
        pq.write_table(
            pa.Table.from_pylist([{key: row.get(key) for key in bulk.COLUMNS} for row in RECORDS]), file
        )
    else:
        file.write_text("\ufeff" + "\n".join(json.dumps(row) for row in RECORDS), encoding="utf-8")
    return file


@pytest.mark.parametrize("suffix", [".jsonl", ".parquet"])
def test_records_are_pages_with_an_address_and_a_date(
    suffix: str, tmp_path: Path, expected: pd.Series
) -> None:
    bulk_file(tmp_path, suffix)
    table = pages.read(tmp_path)
    assert list(table["source_file"]) == [f"a{suffix}#{number}" for number in (1, 2, 3)]
    kind = suffix[1:]
    assert list(table["container"]) == [kind, f"{kind}+html", kind]
    found = clean(table)["articles"]
    assert list(found["article_id"]) == [f"a{suffix}#{number}#1" for number in (1, 2, 3)]
    assert list(found["url"].fillna("")) == ["https://www.a.vn/1", "https://b.vn/2", ""]
    assert list(found["published"]) == ["2019-08-05", "2018-03-04", "2019-08-05"]
    assert set(found["text"]) == {expected["text"]}


def test_records_that_are_none_are_listed(tmp_path: Path) -> None:
    rows = [
        '{"text": "',
        "[1]",
        '{"body": "x"}',
        '{"text": ""}',
        '{"text": "\\ud83d a", "url": "\\ud83d"}',
        "[" * 99_999,
    ]
    data = "\n".join(rows).encode() + b'\n{"text": "\xff"}\n'
    (tmp_path / "a.jsonl").write_bytes(data)
    table = pages.read(tmp_path)
    assert list(table["status"]) == ["skipped"] * 4 + ["read"] + ["skipped"] * 2
    reasons = list(table["reason"].fillna(""))
    for said, wanted in zip(
        reasons, ["not JSON", "object", "no text", "no text", "", "deep", "not UTF-8"], strict=True
    ):
        assert wanted in said
    assert reasons[0].startswith("a.jsonl#1: ")


@pytest.mark.parametrize(
    ("name", "data", "wanted"),
    [
        ("a.jsonl", b"\n\n", "no records"),
        ("a.parquet", b"PAR1 and no more", "not Parquet"),
        ("a.parquet", b"", "not Parquet"),
    ],
)
def test_bulk_files_that_are_none_are_listed(name: str, data: bytes, wanted: str, tmp_path: Path) -> None:
    assert wanted in reason(tmp_path, name, data)


def test_parquet_without_a_text(tmp_path: Path) -> None:
    pq.write_table(pa.table({"body": ["x"]}), tmp_path / "a.parquet")
    pq.write_table(pa.table({"text": [["x"]]}), tmp_path / "b.parquet")
    reasons = pages.read(tmp_path)["reason"]
    assert "no column text or html" in reasons[0]
    assert "holds no text" in reasons[1]


@pytest.mark.parametrize("name", ["text", "url"])
def test_parquet_with_a_column_twice_is_listed(name: str, tmp_path: Path) -> None:
    columns = [pa.array(["Sơn La"]), pa.array(["x"]), pa.array(["y"])]
    pq.write_table(pa.table(columns, names=["text", "url", name]), tmp_path / "a.parquet")
    (tmp_path / "good.txt").write_text("Sơn La giảm 815 bản.", encoding="utf-8")
    found = pages.read(tmp_path).set_index("source_file")
    assert f"a column {name} given twice" in found["reason"]["a.parquet"]
    assert found["status"]["good.txt"] == "read"


def test_a_record_that_is_too_large_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(f'{{"text": "{"x" * 5000}"}}\n{{"text": "Sơn La"}}\n', encoding="utf-8")
    found = list(bulk.json_lines(tmp_path / "a.jsonl", 1000))
    assert isinstance(found[0], bulk.Fault)
    assert found[1] == bulk.Record("Sơn La", False, "", "")
    pq.write_table(pa.table({"text": ["x" * 5000, "Sơn La"]}), tmp_path / "a.parquet")
    found = list(bulk.parquet(tmp_path / "a.parquet", 1000))
    assert isinstance(found[0], bulk.Fault)
    assert found[1] == bulk.Record("Sơn La", False, "", "")


def test_a_text_repeated_in_parquet_is_held_once(tmp_path: Path) -> None:
    """A small file may unpack to a hundred times the memory of the machine."""
    texts = pa.DictionaryArray.from_arrays(pa.array([0] * 5000, pa.int32()), pa.array(["x" * 20_000_000]))
    pq.write_table(pa.table({"text": texts}), tmp_path / "a.parquet")
    records = bulk.parquet(tmp_path / "a.parquet", files.LARGEST)
    assert sum(len(next(records).content) for _ in range(50)) == 50 * 20_000_000


def test_batches_are_the_table_in_parts(tmp_path: Path) -> None:
    bulk_file(tmp_path, ".jsonl")
    (tmp_path / "b.txt").write_text(PAGE, encoding="utf-8")
    parts = list(pages.batches(tmp_path, 3))
    assert [len(part) for part in parts] == [3, 1]
    pd.testing.assert_frame_equal(pd.concat(parts, ignore_index=True), pages.read(tmp_path))
