"""Bytes to text: every encoding gives the same page, what is no text is listed, sources are checked."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from containers import ENCODINGS, tcvn3
from tinhgon import pages
from tinhgon.errors import InputError
from tinhgon.pages.decoding import NotText, decode
from tinhgon.text import normalise

TEXT = (
    "Tỉnh Mường Then sắp xếp tổ chức bộ máy\n"
    "Đến nay, tỉnh đã giảm 49 đầu mối, 218 biên chế và 70 cấp phó; các xã, phường đều có bí thư kiêm chủ "
    "tịch.\n"
    "Ủy ban nhân dân huyện Pa Sang cho biết người dôi dư được bố trí việc khác theo quy định của tỉnh.\n"
)


@pytest.mark.parametrize("name", [name for name in ENCODINGS if not name.startswith("tcvn3")])
def test_every_encoding_gives_the_same_text(name: str) -> None:
    content, _ = decode(ENCODINGS[name](TEXT))
    assert normalise(content) == TEXT


def test_tcvn3_gives_the_same_text() -> None:
    small = TEXT.replace("Ủy", "ủy")
    for data in (tcvn3(small), tcvn3(small).decode("windows-1252").encode()):
        content, encoding = decode(data)
        assert encoding.endswith("+tcvn3")
        assert content == small


def test_a_few_broken_bytes_do_not_lose_a_page() -> None:
    content, encoding = decode((TEXT * 20).encode() + b"\xe1\xbb")
    assert encoding == "utf-8"
    assert content.startswith(TEXT)


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"PK\x03\x04rest", "ZIP"),
        (b"%PDF-1.7", "PDF"),
        (b"\xd0\xcf\x11\xe0..", "Office"),
        (b"a\x00b\x01c", "null"),
    ],
)
def test_what_is_no_text_is_named(data: bytes, found: str) -> None:
    with pytest.raises(NotText, match=found):
        decode(data)


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_not(data: bytes) -> None:
    with contextlib.suppress(NotText):
        content, encoding = decode(data)
        assert encoding
        assert "\r" not in content


@settings(deadline=None)
@given(st.text(max_size=200))
def test_utf_8_text_without_a_font_comes_back(text: str) -> None:
    if "\x00" in text or "\r" in text:
        return
    content, encoding = decode(("Đã được. " + text).encode())
    assert encoding != "utf-8" or content == "Đã được. " + text


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "raw"
    (folder / "b").mkdir(parents=True)
    (folder / "b" / "two.txt").write_text(TEXT, encoding="utf-8")
    (folder / "a.html").write_text(
        f"<!DOCTYPE html><html><body><p>{TEXT}</p></body></html>", encoding="utf-8"
    )
    (folder / "saved.txt").write_text(f"<html><body><p>{TEXT}</p></body></html>", encoding="utf-8")
    (folder / "notes.txt").write_bytes(b"PK\x03\x04\x14\x00")
    (folder / "empty.txt").write_text(" \n", encoding="utf-8")
    (folder / "old.docx").write_bytes(b"PK\x03\x04\x14\x00")
    (folder / "data.json").write_text("{}", encoding="utf-8")
    (folder / "README.md").write_text("about", encoding="utf-8")
    (folder / ".hidden").write_text("x", encoding="utf-8")
    return folder


def test_good_pages_are_read_and_others_listed(corpus: Path) -> None:
    table = pages.read(corpus).set_index("source_file")
    assert list(table.index) == [
        "a.html",
        "b/two.txt",
        "data.json",
        "empty.txt",
        "notes.txt",
        "old.docx",
        "saved.txt",
    ]
    assert dict(table["container"].dropna()) == {"a.html": "html", "b/two.txt": "text", "saved.txt": "html"}
    assert table.loc["b/two.txt", "content"] == TEXT
    assert table.loc["notes.txt", "status"] == "skipped"
    assert table.loc["notes.txt", "reason"] == (
        "notes.txt: not text (found a ZIP header). Save the page as .html or .txt, or remove the file."
    )
    assert table.loc["notes.txt", "bytes"] == 6
    assert "empty.txt" in table.loc["empty.txt", "reason"]
    assert ".json" in table.loc["data.json", "reason"]


def test_repairs_are_counted(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Ðảng bộ xã\u00ad đã có\u00a0việc", encoding="utf-8")
    assert pages.read(tmp_path)["repairs"].iloc[0] == "eth:1;invisible:1;space:1"


def test_a_folder_without_pages_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such folder"):
        pages.read(tmp_path / "none")
    with pytest.raises(InputError, match="no pages"):
        pages.read(tmp_path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_file_that_may_not_be_read_is_listed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "a.txt").chmod(0)
    assert "permissions" in pages.read(tmp_path)["reason"].iloc[0]


def test_sources_beside_or_inside(corpus: Path) -> None:
    assert pages.sources(corpus).empty
    (corpus.parent / "sources.csv").write_text(
        "source_file,publisher\r\na.html,Báo A\r\n", encoding="utf-8-sig"
    )
    assert list(pages.sources(corpus)["publisher"]) == ["Báo A"]
    (corpus / "sources.csv").write_text('source_file,note\nb/two.txt,"hai\ndòng"\n', encoding="utf-8")
    assert list(pages.sources(corpus)["source_file"]) == ["b/two.txt"]
    assert "sources.csv" not in set(pages.read(corpus)["source_file"])


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("source_file,publsher\na,b\n", 'sources.csv:1: unknown column "publsher"; did you mean "publisher"'),
        ("publisher\nb\n", "sources.csv:1: no column source_file"),
        ("source_file,url\na\n", "sources.csv:2: 1 cells where 2 are due"),
        ("source_file,url\na,u\n\na,v\n", "sources.csv:4: a stands here twice"),
        ("source_file,published\na,12/9/2018\n", 'sources.csv:2: published "12/9/2018" is not a date'),
        ("source_file,text_kind\na,copy\n", 'sources.csv:2: text_kind "copy"'),
        ("source_file,published_within\na,about 2018\n", 'published_within "about 2018" is no span of time'),
        ("source_file,published_within\na,2019/2018\n", 'published_within "2019/2018" is no span of time'),
        ("source_file,published,published_within\na,2018-09-12,2018\n", "published says the day"),
        ('source_file,url\n"a,b\n', "sources.csv:3: not CSV|sources.csv:2: not CSV"),
        (",url\na,b\n", 'sources.csv:1: unknown column ""'),
    ],
)
def test_a_bad_sources_file_names_its_line(tmp_path: Path, rows: str, message: str) -> None:
    (tmp_path / "sources.csv").write_text(rows, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        pages.sources(tmp_path)


@pytest.mark.parametrize(
    ("given", "span"),
    [
        ("2018", "2018-01-01/2018-12-31"),
        ("2024-02", "2024-02-01/2024-02-29"),
        ("2018-09-14/2018", "2018-09-14/2018-12-31"),
        ("2018-10/2019-03", "2018-10-01/2019-03-31"),
        ("2019-05-04", "2019-05-04/2019-05-04"),
    ],
)
def test_a_page_without_a_date_has_a_span(tmp_path: Path, given: str, span: str) -> None:
    (tmp_path / "sources.csv").write_text(f"source_file,published_within\na,{given}\nb,\n", encoding="utf-8")
    found = pages.sources(tmp_path)["published_within"]
    assert found.iloc[0] == span
    assert found.isna().iloc[1]


def test_sources_in_another_encoding(tmp_path: Path) -> None:
    (tmp_path / "sources.csv").write_bytes("source_file,note\na,được\n".encode("utf-16"))
    with pytest.raises(InputError, match="not UTF-8"):
        pages.sources(tmp_path)
