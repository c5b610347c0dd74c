"""The shipped corpus: every page has a source, every coded figure stands in its page, every id is known."""

from __future__ import annotations

import csv
import html
import json
import re
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import pytest

from tinhgon import rules

ROOT = Path(__file__).parent.parent
CORPUS = ROOT / "corpus"
SHARED = ROOT.parent / "shared"
PAGES = sorted(path.name for path in (CORPUS / "raw").iterdir())
KEYS = {
    "articles": "source_file article title published publisher author provinces",
    "lines": "source_file line label text",
    "statistics": "source_file article surface measure value numerator denominator qualifier object change "
    "predicate province place period target tier scope role",
    "adoptions": "source_file article province predicate level surface",
    "references": "source_file article surface kind number issuer date",
}
ALLOWED: dict[str, set[str | None]] = {
    "measure": {"count", "ratio", "percent", "money"},
    "qualifier": {"=", "≈", ">", "<", "≥", "≤"},
    "change": {"decrease", "increase", "level", "share", "adoption", "transfer"},
    "tier": {"province", "district", "commune", "village", "all", None},
    "level": {"province", "district", "commune", "village", None},
    "scope": {"whole", "subset", "some"},
    "role": {"total", "part", "from", "to", None},
    "label": {"title", "dateline", "byline", "body", "caption", "furniture", "teaser"},
}
MENTION = re.compile(
    r"(?:nghị quyết|kết luận|chỉ thị|quyết định|nghị định|thông tư|đề án|kế hoạch|chương trình|tờ trình)"
    r"(?: số)? (?:\d+(?:[-/][\w\-/]+)?|trung ương \d)",
    re.IGNORECASE,
)


INLINE = re.compile(r"</?(?:a|b|em|i|span|strong)\b[^>]*>", re.IGNORECASE)
UNSEEN = re.compile(r"<(head|script|style)\b.*?</\1>|<[^>]+>", re.DOTALL | re.IGNORECASE)
BADGE = re.compile(r"^Th\d+")  # a month from the page's calendar, glued to its title


def gold(name: str) -> list[dict[str, Any]]:
    text = (CORPUS / "gold" / f"{name}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def sources() -> list[dict[str, str]]:
    with (CORPUS / "sources.csv").open(encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle))


def kept() -> dict[tuple[str, int], str]:
    """The cleaned text of each article: its title and body lines."""
    parts: dict[tuple[str, int], list[str]] = defaultdict(list)
    number: Counter[str] = Counter()
    for row in gold("lines"):
        number[row["source_file"]] += row["label"] == "title"
        if row["label"] in {"title", "body"}:
            parts[row["source_file"], number[row["source_file"]]].append(row["text"])
    return {key: "\n".join(lines).replace("Ð", "Đ") for key, lines in parts.items()}


def digits(value: float) -> str:
    """A figure without leading zeros and marks between digits, as print and data differ in them."""
    return re.sub(r"\D", "", str(int(value) if float(value).is_integer() else value)).lstrip("0") or "0"


@pytest.mark.parametrize("name", KEYS)
def test_rows_carry_the_keys_of_the_code_book_and_name_a_page(name: str) -> None:
    for row in gold(name):
        assert set(row) == set(KEYS[name].split()), row
        assert row["source_file"] in PAGES


@pytest.mark.parametrize("name", KEYS)
def test_values_are_of_the_closed_lists(name: str) -> None:
    for row in gold(name):
        for key in ALLOWED.keys() & row.keys():
            assert row[key] in ALLOWED[key], (key, row)


def test_every_page_has_one_source_and_is_called_a_digest() -> None:
    assert sorted(row["source_file"] for row in sources()) == PAGES
    assert {row["text_kind"] for row in sources()} == {"digest"}
    assert all(row["licence"] and row["note"] for row in sources())


def test_every_page_is_coded_line_by_line() -> None:
    coded: dict[str, list[str]] = defaultdict(list)
    for row in gold("lines"):
        coded[row["source_file"]].append(row["text"])
    assert sorted(coded) == PAGES
    for name, lines in coded.items():
        raw = (CORPUS / "raw" / name).read_text(encoding="utf-8")
        if name.endswith(".html"):
            raw = html.unescape(UNSEEN.sub("\n", INLINE.sub("", raw)))
        printed = [" ".join(line.split()) for line in raw.splitlines() if line.strip()]
        assert [" ".join(line.split()) for line in lines] == printed, name


def test_line_numbers_are_those_of_the_text_file() -> None:
    for row in gold("lines"):
        if row["source_file"].endswith(".txt"):
            raw = (CORPUS / "raw" / row["source_file"]).read_text(encoding="utf-8")
            assert raw.split("\n")[row["line"] - 1] == row["text"]


def test_articles_are_those_whose_titles_are_coded() -> None:
    titles = {key: BADGE.sub("", text.split("\n")[0].strip()) for key, text in kept().items()}
    assert {(row["source_file"], row["article"]): row["title"] for row in gold("articles")} == titles


@pytest.mark.parametrize("name", ["statistics", "adoptions", "references"])
def test_surfaces_stand_in_the_articles_own_text(name: str) -> None:
    texts = kept()
    for row in gold(name):
        assert row["surface"] in texts[row["source_file"], row["article"]], row


def test_values_are_the_figures_printed() -> None:
    for row in gold("statistics"):
        if not re.search(r"\d", row["surface"]) or row["measure"] == "money":
            continue
        printed = re.sub(r"(?<=\d)[.,](?=\d)", "", row["surface"])
        wanted = [row["value"]] if row["measure"] != "ratio" else [row["numerator"], row["denominator"]]
        found = [run.lstrip("0") or "0" for run in re.findall(r"\d+", printed)]
        assert {digits(value) for value in wanted} <= set(found), row


def test_money_is_counted_in_dong() -> None:
    worth = {"tỷ": 10**9, "tỉ": 10**9, "triệu": 10**6}
    for row in gold("statistics"):
        printed = re.search(r"([\d.,]+) (tỷ|tỉ|triệu) đồng", row["surface"])
        assert (row["measure"] == "money") == (printed is not None), row
        if printed:
            number = float(printed[1].replace(".", "").replace(",", "."))
            assert row["value"] == number * worth[printed[2]], row


def test_ratios_are_worth_their_quotient() -> None:
    for row in gold("statistics"):
        if row["measure"] == "ratio":
            assert row["value"] == round(100 * row["numerator"] / row["denominator"], 2), row
        else:
            assert (row["numerator"], row["denominator"]) == (None, None), row


def test_a_predicate_stands_where_the_change_needs_one() -> None:
    for row in gold("statistics"):
        assert (row["predicate"] is not None) == (row["change"] in {"share", "adoption"}), row


def test_every_numbered_document_is_coded() -> None:
    coded = Counter((row["source_file"], row["article"]) for row in gold("references"))
    for key, text in kept().items():
        assert coded[key] >= len(MENTION.findall(text)), (key, MENTION.findall(text))


def test_texts_are_composed_unicode() -> None:
    for name in PAGES:
        raw = (CORPUS / "raw" / name).read_text(encoding="utf-8")
        assert unicodedata.is_normalized("NFC", raw), name


def known(kind: str) -> set[str]:
    return {str(entry["id"]) for entry in rules.book().entries(kind)}


def test_ids_are_those_of_the_code_book() -> None:
    predicates = known("models") | known("standards")
    for row in gold("statistics"):
        assert row["object"] in known("objects"), row
        assert row["predicate"] is None or row["predicate"] in predicates, row
    assert {row["predicate"] for row in gold("adoptions")} <= known("models")


def test_provinces_are_named_officially() -> None:
    lists = [rules.book().rows(kind) for kind in ("provinces", "merged_provinces")]
    names = {row["name"] for rows in lists for row in rows}
    used = {row["province"] for name in ("statistics", "adoptions") for row in gold(name)} - {None}
    used |= {province for row in gold("articles") for province in row["provinces"]}
    assert used <= names


def test_the_corpus_is_wide_enough_to_compare_provinces() -> None:
    assert len(PAGES) >= 44
    assert len({province for row in gold("articles") for province in row["provinces"]}) >= 36


def test_lines_of_a_page_are_numbered_as_they_stand() -> None:
    numbers: dict[str, list[int]] = defaultdict(list)
    for row in gold("lines"):
        numbers[row["source_file"]].append(row["line"])
    for name, lines in numbers.items():
        whole = list(range(1, len(lines) + 1))
        assert lines == (whole if name.endswith(".html") else sorted(set(lines))), name


@pytest.mark.skipif(not SHARED.is_dir(), reason="the pages that the digests draw on are not here")
def test_no_long_run_of_words_is_shared_with_a_source() -> None:
    length = 12

    def runs(path: Path) -> set[tuple[str, ...]]:
        text = unicodedata.normalize("NFC", re.sub(r"<[^>]+>", " ", path.read_text(encoding="utf-8")))
        words = re.findall(r"\w+", text.casefold())
        return {tuple(words[i : i + length]) for i in range(len(words) - length + 1)}

    theirs = set().union(*(runs(path) for path in SHARED.glob("*/pages/*")))
    for name in PAGES:
        assert not runs(CORPUS / "raw" / name) & theirs, name
