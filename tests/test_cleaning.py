"""Cleaning: labelled pages of our own, one-line cases, the rules' examples, and what must always hold."""

from __future__ import annotations

import functools
from operator import attrgetter, itemgetter
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import load_cases
from labelled_pages import Page, pages
from tinhgon import tables
from tinhgon.cleaning import bylines, captions, clean, datelines, furniture
from tinhgon.cleaning.lines import LABELS, Line
from tinhgon.cleaning.provinces import reported
from tinhgon.errors import InputError
from tinhgon.rules import book

PAGES = pages()
KEPT = {"title", "body"}
OTHERS = {"furniture": "not the article's", "teaser": "not the article's"}
FIELDS = {
    "published": "published",
    "basis": "published_basis",
    "publisher": "publisher",
    "author": "author",
    "title": "title",
}


def corpus(**contents: str) -> pd.DataFrame:
    """A table of read pages from names and texts; a name ending in `html` is HTML."""
    rows = [
        {"source_file": name, "container": "html" if name.endswith("html") else "text", "status": "read"}
        for name in contents
    ]
    table = tables.frame("pages", rows)
    return table.assign(content=table["source_file"].map(contents).astype("str"))


def cells(row: dict[str, Any]) -> dict[str, Any]:
    return {key: "" if pd.isna(value) else value for key, value in row.items()}


@functools.cache
def cleaned() -> dict[str, pd.DataFrame]:
    """All labelled pages, cleaned once."""
    return clean(corpus(**{page.name: page.content for page in PAGES}))


def rows_of(page: Page, table: str) -> pd.DataFrame:
    found = cleaned()[table]
    return found[found["source_file"] == page.name]


def labelled(page: Page) -> Any:
    """A page as a case; one that is still read wrongly says why under `open`, and must fail."""
    reason = page.expected.get("open", "")
    marks = [pytest.mark.xfail(reason=reason, strict=True)] if reason else []
    return pytest.param(page, id=page.name, marks=marks)


@pytest.mark.parametrize("page", map(labelled, PAGES))
def test_every_line_has_the_label_a_reader_gives(page: Page) -> None:
    found = rows_of(page, "lines")
    labels = dict(zip(found["line"], found["label"], strict=True))
    assert {n: OTHERS.get(label, label) for n, label in labels.items()} == {
        n: OTHERS.get(label, label) for n, label in page.labels.items()
    }


@pytest.mark.parametrize("page", PAGES, ids=attrgetter("name"))
def test_articles_say_what_the_page_prints(page: Page) -> None:
    found = [cells(row) for row in rows_of(page, "articles").to_dict("records")]
    assert len(found) == int(page.expected.get("articles", "1"))
    for row in found[:1]:
        wanted = {
            field: page.expected.get(key, "")
            for key, field in FIELDS.items()
            if key not in {"title", "basis"}
        }
        wanted |= {FIELDS[key]: page.expected[key] for key in ("title", "basis") if key in page.expected}
        assert {field: row[field] for field in wanted} == wanted


def word_f1(found: list[str], wanted: list[str]) -> float:
    """F1 of two bags of words."""
    left = pd.Series(found, dtype=str).value_counts()
    right = pd.Series(wanted, dtype=str).value_counts()
    common = left.combine(right, min, fill_value=0).sum()
    return float(2 * common / max(1, len(found) + len(wanted)))


def test_clean_text_holds_the_articles_words() -> None:
    scores, still_open = [], []
    for page in (page for page in PAGES if page.expected.get("articles") != "0"):
        texts = " ".join(rows_of(page, "articles")["text"]).split()
        raw = page.content.split("\n")
        (still_open if "open" in page.expected else scores).append(
            word_f1(texts, " ".join(raw[n - 1] for n, label in page.labels.items() if label in KEPT).split())
        )
    assert len(scores) >= 50
    assert min(scores) >= 0.98
    every = [*scores, *still_open]
    assert sum(every) / len(every) >= 0.98


@pytest.mark.parametrize("case", load_cases("cleaning"), ids=itemgetter("id"))
def test_one_line(case: dict[str, Any]) -> None:
    rules, line = book(), Line(1, case["text"])
    publishers = bylines.compiled(rules)
    stamp = datelines.parse(line, furniture.compiled(rules))
    entry = furniture.match(line, furniture.compiled(rules))
    credit = bylines.parse(line.text, publishers)
    pictures = captions.compiled(rules)
    caption = captions.marked(line, pictures) or captions.scene(line, pictures)
    if case.get("is") == "body":
        assert (stamp, entry, credit, caption) == (None, None, None, "")
    elif "date" in case:
        assert stamp is not None
        assert str(stamp.date or "none") == str(case["date"])
    elif "caption" in case:
        assert (caption, credit) == (case["caption"], None)
    elif "label" in case:
        assert entry is not None
        assert entry.label == case["label"]
    elif "mark" in case:
        assert bylines.mark(line.text, publishers) == case["mark"]
    else:
        assert credit is not None
        assert (credit.author, credit.publisher) == (case.get("author", ""), case.get("publisher", ""))


@pytest.mark.parametrize("case", load_cases("cleaning_provinces"), ids=itemgetter("id"))
def test_provinces_of_an_article(case: dict[str, Any]) -> None:
    found = reported(
        case["title"], case["body"], case.get("publisher", ""), case.get("published", ""), book()
    )
    assert found == case["provinces"]


def test_a_bad_pattern_is_named(tmp_path: Path) -> None:
    (tmp_path / "furniture.yml").write_text(
        "- {id: mine, vi: a, en: a, patterns: ['(a'], "
        "examples: [{text: a, match: true}, {text: b, match: false}]}",
        encoding="utf-8",
    )
    with pytest.raises(InputError, match=r"furniture\.yml: mine: not a regular expression"):
        clean(corpus(a="Tin\n"), rules=str(tmp_path))


@pytest.mark.parametrize("entry", book().entries("furniture"), ids=itemgetter("id"))
def test_examples_of_furniture(entry: dict[str, Any]) -> None:
    rules = furniture.compiled(book())
    for example in entry["examples"]:
        found = {furniture.match(Line(1, example["text"]), rules, place) for place in ("any", "head", "tail")}
        assert (entry["id"] in {match.id for match in found if match}) == example["match"], example["text"]


@pytest.mark.parametrize("entry", book().entries("publishers"), ids=itemgetter("id"))
def test_examples_of_publishers(entry: dict[str, Any]) -> None:
    for example in entry["examples"]:
        assert bylines.is_publisher(example["text"], bylines.compiled(book())) == example["match"], example[
            "text"
        ]


@pytest.mark.parametrize("entry", book().entries("signatures"), ids=itemgetter("id"))
def test_examples_of_signatures(entry: dict[str, Any]) -> None:
    for example in entry["examples"]:
        credit = bylines.parse(example["text"], bylines.compiled(book()))
        assert (credit.author if credit else "") == example["author"], example["text"]


@pytest.mark.parametrize("entry", book().entries("captions"), ids=itemgetter("id"))
def test_examples_of_captions(entry: dict[str, Any]) -> None:
    rules = captions.compiled(book())
    for example in entry["examples"]:
        line = Line(1, example["text"])
        found = captions.marked(line, rules) or captions.scene(line, rules)
        assert found == example["caption"], example["text"]


# --- What always holds -----------------------------------------------------------------------------


@pytest.mark.parametrize("page", PAGES, ids=attrgetter("name"))
def test_cleaning_its_own_output_changes_nothing(page: Page) -> None:
    once = rows_of(page, "articles")
    texts = dict(zip(once["article_id"], once["text"], strict=True))
    again = clean(corpus(**texts))["articles"]
    assert list(again["text"]) == [texts[name] for name in sorted(texts)]
    assert list(again["title"].fillna("")) == list(once.sort_values("article_id")["title"].fillna(""))


def test_order_of_the_pages_changes_nothing() -> None:
    table = corpus(**{page.name: page.content for page in PAGES})
    straight, shuffled = clean(table), clean(table.sample(frac=1, random_state=7))
    for name in straight:
        pd.testing.assert_frame_equal(straight[name], shuffled[name])


LINES = sorted({line for page in PAGES for line in page.content.split("\n")})


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(LINES) | st.text(max_size=40), max_size=25))
def test_any_page_is_labelled_line_by_line(rows: list[str]) -> None:
    content = "\n".join(rows)
    found = clean(corpus(page=content))
    assert set(found["lines"]["label"]) <= set(LABELS)
    assert (found["lines"]["rule"] != "").all()
    for row in found["articles"].to_dict("records"):
        kept = found["lines"][
            (found["lines"]["article"] == row["article"]) & found["lines"]["label"].isin(KEPT)
        ]
        assert row["text"].split("\n")[1:] == list(kept["text"])[1:]


def test_supplied_sources_win() -> None:
    page = next(page for page in PAGES if page.name == "counters-glued")
    sources = pd.DataFrame(
        [
            {
                "source_file": "page",
                "url": "https://a.vn/1",
                "publisher": "Báo A",
                "published": "2017-04-20",
                "text_kind": "digest",
            }
        ]
    )
    row = clean(corpus(page=page.content), sources)["articles"].iloc[0]
    assert (row["publisher"], row["published"], row["published_basis"]) == ("Báo A", "2017-04-20", "supplied")
    assert (row["url"], row["text_kind"]) == ("https://a.vn/1", "digest")


def test_other_languages_are_set_aside() -> None:
    english = "A title of the page\n" + "\n".join(
        ["The province merged nine departments and cut its payroll by a tenth."] * 3
    )
    found = clean(corpus(page=english.replace("nine", "ten", 1)))
    assert list(found["pages"]["status"]) == ["not_vietnamese"]
    assert found["articles"].empty


HTML = """<!DOCTYPE html><html><head><title>Mường Then ghép 815 bản - Báo Mường Then</title>
<meta property="og:site_name" content="Báo Mường Then">
<script type="application/ld+json">
{"@type":"NewsArticle","datePublished":"2019-08-05T10:00:00+07:00"}</script></head>
<body><header><a href="/">Báo Mường Then</a></header><nav><ul><li>Chính trị</li><li>Kinh tế</li></ul></nav>
<article><h1>Mường Then ghép 815 bản</h1>
<p>Sau hai năm, tỉnh đã giảm gần một phần tư số bản và tiểu khu, kéo theo nhiều chi bộ được ghép lại.</p>
<figure><img src="a.jpg"><figcaption>Người dân bản Co Mạ bàn việc chung</figcaption></figure>
<p>Theo Sở Nội vụ, toàn tỉnh ghép 1.523 bản, giảm 815 bản so với trước khi thực hiện đề án.</p>
<p>Số người hoạt động không chuyên trách giảm mạnh, tiền bớt được dành sửa nhà<br>
và trả thêm cho trưởng bản.</p>
<p>Lò An</p></article>
<div><h3>Tin liên quan</h3><ul><li><a>Phù Yên ghép 30 bản</a></li>
<li><a>Mai Sơn giảm 12 trường</a></li></ul></div>
<footer>Giấy phép số 1/GP. Tổng biên tập: Nguyễn Văn B</footer></body></html>"""


def test_html_has_every_visible_line_labelled() -> None:
    found = clean(corpus(**{"a.html": HTML}))
    labels = dict(zip(found["lines"]["text"], found["lines"]["label"], strict=True))
    assert [text for text, label in labels.items() if label == "title"] == ["Mường Then ghép 815 bản"]
    assert labels["Người dân bản Co Mạ bàn việc chung"] == "caption"
    assert labels["và trả thêm cho trưởng bản."] == "body"
    assert {labels[text] for text in ("Chính trị", "Tin liên quan", "Phù Yên ghép 30 bản")} == {"furniture"}
    row = found["articles"].iloc[0]
    assert (row["published"], row["published_basis"]) == ("2019-08-05", "metadata")
    assert (row["publisher"], row["author"]) == ("Báo Mường Then", "Lò An")
