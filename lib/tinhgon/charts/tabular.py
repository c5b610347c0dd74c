"""Tables as HTML: a caption, scoped headings, numbers as the language writes them, links to the evidence."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from tinhgon import links, tables
from tinhgon.charts import wording
from tinhgon.charts.display import Display, Language

# Cells of these columns are words that open their concordance, where the site has one.
WORDS = {"collocate", "node", "query", "term"}
# Cells of these columns are words of the page or names: never looked up among the rules.
PRINTED = {
    *WORDS,
    *("article_id", "author", "formula", "group", "issuer", "number", "part", "period", "place", "province"),
    *("provinces", "publisher", "publishers", "rule", "sentence", "source_file", "surface", "text", "title"),
}
_year = re.compile(r" \(\d{4}\)$")  # behind a province: within the borders of that year


def table(
    frame: pd.DataFrame,
    caption_en: str,
    caption_vi: str,
    columns: Sequence[str] | Mapping[str, tuple[str, str]] = (),
    limit: int = 40,
    evidence: str = "surface",
    shade: Sequence[str] = (),
) -> Display:
    """`frame` as an HTML table with a caption, in both languages.

    `columns` names those shown, in order; a mapping gives each its own English and Vietnamese heading.
    The first column heads its row; another without any value is left out. Of more than `limit` rows (0: no
    limit) the first are shown and the rest counted. Where rows carry an `article_id`, the cell of the column
    `evidence` links to the place on the article's page; a province links to its page, a word to its
    concordance. Numeric columns in `shade` are tinted by size.

    >>> print(table(pd.DataFrame({"publisher": ["<b>"], "frequency": [1234]}), "Names", "Tên").vi)
    <section class="scroll" tabindex="0" aria-label="Tên"><table><caption>Tên</caption>
    <thead><tr><th scope="col">Nguồn đăng</th><th scope="col" class="number">Tần số</th></tr></thead>
    <tbody>
    <tr><th scope="row">&lt;b&gt;</th><td class="number">1.234</td></tr>
    </tbody></table></section>
    """
    asked = list(columns) or list(frame.columns)
    names = [
        name for place, name in enumerate(asked) if place == 0 or not all(map(wording.missing, frame[name]))
    ]
    shown = frame.head(limit) if limit else frame
    if frame.empty:
        return _nothing(caption_en, caption_vi)

    def write(language: Language) -> str:
        caption = wording.escaped(caption_en if language == "en" else caption_vi)
        own = columns if isinstance(columns, Mapping) else {}
        heads = [
            own[name][language == "vi"] if name in own else wording.heading(name, language) for name in names
        ]
        body = "\n".join(
            _row(row, names, frame, language, evidence, shade) for row in shown.to_dict("records")
        )
        return framed(caption, _heads(names, heads, frame), body) + _rest(len(frame) - len(shown), language)

    return Display.of(write)


def folded(shown: Display, summary_en: str, summary_vi: str) -> Display:
    """A long table behind a line that opens it.

    >>> folded(Display("<p>A</p>", "<p>B</p>"), "50 rows", "50 dòng").vi
    '<details class="more"><summary>50 dòng</summary>\\n<p>B</p>\\n</details>'
    """
    return Display(
        f'<details class="more"><summary>{wording.escaped(summary_en)}</summary>\n{shown.en}\n</details>',
        f'<details class="more"><summary>{wording.escaped(summary_vi)}</summary>\n{shown.vi}\n</details>',
    )


def framed(caption: str, heads: str, body: str, kind: str = "") -> str:
    """Header cells and rows as a table that scrolls sideways where the screen is narrow."""
    return (
        f'<section class="{f"scroll {kind}".strip()}" tabindex="0" aria-label="{caption}"><table>'
        f"<caption>{caption}</caption>\n"
        f"<thead><tr>{heads}</tr></thead>\n<tbody>\n{body}\n</tbody></table></section>"
    )


def _heads(names: Sequence[str], heads: Sequence[str], frame: pd.DataFrame) -> str:
    return "".join(
        f'<th scope="col"{_class(frame, name)}>{wording.escaped(head)}</th>'
        for name, head in zip(names, heads, strict=True)
    )


def _class(frame: pd.DataFrame, name: str) -> str:
    return ' class="number"' if is_number(frame, name) else ""


def is_number(frame: pd.DataFrame, name: str) -> bool:
    """Whether the column holds numbers (a boolean is none)."""
    return pd.api.types.is_numeric_dtype(frame[name]) and not pd.api.types.is_bool_dtype(frame[name])


def _row(
    row: Mapping[Any, Any],
    names: Sequence[str],
    frame: pd.DataFrame,
    language: Language,
    evidence: str,
    shade: Sequence[str],
) -> str:
    cells = []
    for place, name in enumerate(names):
        text = cell(name, row[name], language)
        classes = ["number"] * is_number(frame, name) + ["date"] * (_kind(name) == "date")
        classes += ["missing"] * wording.missing(row[name])
        attributes = f' class="{" ".join(classes)}"' if classes else ""
        if name in shade:
            attributes += tint(row[name], frame[name].max())
        if name == evidence and not wording.missing(row.get("article_id")):
            text = evidence_link(text, row)
        elif name == "province" and not wording.missing(row[name]):
            page = links.province(_year.sub("", row[name]))
            text = f'<a class="province" href="{wording.escaped(page)}">{text}</a>'
        elif name in WORDS and not wording.missing(row[name]):
            text = word_link(row[name])
        tag = 'th scope="row"' if place == 0 else "td"
        cells.append(f"<{tag}{attributes}>{text}</{tag[:2]}>")
    return f"<tr>{''.join(cells)}</tr>"


def cell(name: str, value: Any, language: Language) -> str:
    """One cell's words, escaped: a number, date, list, yes or no, coded value or printed text.

    >>> cell("value", 1234.5, "vi"), cell("target", True, "vi"), cell("provinces", "Lai Châu;Sơn La", "en")
    ('1.234,5', 'có', 'Lai Châu, Sơn La')
    """
    if wording.missing(value):
        return wording.MISSING
    if isinstance(value, bool) or type(value).__name__ == "bool":
        return {"en": ("no", "yes"), "vi": ("không", "có")}[language][bool(value)]
    if isinstance(value, str):
        kind = _kind(name)
        if kind == "date" or name in {"as_of", "date"}:
            return wording.escaped(wording.date(value, language))
        parts = value.split(";") if kind == "list" else [value]
        told = parts if name in PRINTED else [wording.label(name, part, language) for part in parts]
        return wording.escaped(", ".join(told))
    return str(value) if name == "year" else wording.number(value, language)


def _kind(name: str) -> str:
    """The type of a column of that name in the house's tables; text where none has it."""
    return next((columns[name] for columns in tables.COLUMNS.values() if name in columns), "text")


def evidence_link(text: str, row: Mapping[Any, Any]) -> str:
    """`text` as a link to the place on the article's page where the row's figure stands."""
    statistic = "" if wording.missing(row.get("statistic_id")) else str(row["statistic_id"])
    address = links.article(str(row["article_id"]), statistic)
    return f'<a class="evidence" href="{wording.escaped(address)}">{text}</a>'


def word_link(word: Any) -> str:
    """A word as a link to the lines in which it stands.

    >>> word_link("tp")
    '<a class="word" href="concordance-tp.html">tp</a>'
    """
    address = links.concordance(str(word))
    return f'<a class="word" href="{wording.escaped(address)}">{wording.escaped(word)}</a>'


def tint(value: Any, largest: Any) -> str:
    """A style that shades a cell by its size; dark text stays readable on the strongest shade.

    >>> tint(5, 10), tint(None, 10)
    (' style="background:rgba(0,114,178,.25);color:#1c2530"', '')
    """
    if wording.missing(value) or wording.missing(largest) or not largest:
        return ""
    strength = f"{0.5 * float(value) / float(largest):.2f}".lstrip("0") or "0"
    return f' style="background:rgba(0,114,178,{strength});color:#1c2530"'


def _rest(count: int, language: Language) -> str:
    if count <= 0:
        return ""
    more = wording.number(count, language)
    words = (
        f"{more} more in the table's file."
        if language == "en"
        else f"Còn {more} dòng nữa trong tệp của bảng."
    )
    return f'\n<p class="note">{words}</p>'


def _nothing(caption_en: str, caption_vi: str) -> Display:
    return Display(
        f'<p class="note">{wording.escaped(caption_en)}: none.</p>',
        f'<p class="note">{wording.escaped(caption_vi)}: không có.</p>',
    )
