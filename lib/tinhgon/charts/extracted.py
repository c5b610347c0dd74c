"""The figures read from the articles: what they count, what proves them, and what is not understood."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from tinhgon.charts import captions, wording
from tinhgon.charts.bars import bars, stacked
from tinhgon.charts.captions import Caption
from tinhgon.charts.display import Display, Language
from tinhgon.charts.drawing import ACCENT, CUT
from tinhgon.charts.tabular import evidence_link, table

# The order of Okabe and Ito's colours in `drawing`, but a cut is orange-red in every figure.
CHANGES = {
    "decrease": CUT,
    "level": ACCENT,
    "adoption": "#009e73",
    "share": "#e69f00",
    "transfer": "#cc79a7",
    "increase": "#56b4e9",
}
Spans = list[tuple[int, int]]


def figures_by_object(statistics: pd.DataFrame, limit: int = 20) -> Display:
    """How many figures count each object, divided by what happened to it; the most frequent objects first."""
    counts = statistics.groupby(["object", "change"]).size().reset_index(name="figures")
    order = statistics["object"].value_counts()
    counts["all"] = counts["object"].map(order)
    counts = counts.sort_values(["all", "object", "figures", "change"], ascending=[False, True, False, True])
    caption = Caption(
        "What the figures count, and what happened to it",
        "Số liệu đếm gì, và biến động ra sao",
        "How often the press prints a figure of it, not how much was cut: repeats count each time.",
        "Báo chí in số liệu về nó bao nhiêu lần, không phải đã giảm bao nhiêu: nhắc lại thì đếm lại.",
        unit=("figures", "con số"),
        period=captions.years(statistics["as_of"]),
    )
    data = counts[["object", "change", "figures"]].reset_index(drop=True)
    return stacked(caption, data, "object", "change", "figures", CHANGES, limit)


def ledger_shares(ledger: pd.DataFrame) -> Display:
    """How many digit runs and number words fall to each class of the ledger."""
    counts = ledger["kind"].value_counts().rename_axis("kind").reset_index(name="count")
    counts = counts.sort_values(["count", "kind"], ascending=[False, True], ignore_index=True)
    counts["share"] = (100 * counts["count"] / max(len(ledger), 1)).round(2)
    caption = Caption(
        "What the digits and number words are",
        "Các chữ số và từ chỉ số là gì",
        "Read by rules; what no rule understands is counted as unknown and listed below.",
        "Đọc bằng quy tắc; cụm chưa quy tắc nào hiểu được đếm riêng và nêu ở dưới.",
        unit=("digit runs and number words", "cụm chữ số và từ chỉ số"),
        origin=("the texts of the articles", "văn bản các bài"),
    )
    return bars(caption, counts, "kind", "count")


def evidence(statistics: pd.DataFrame, articles: pd.DataFrame, limit: int = 8) -> Display:
    """Sentences with their figures marked, one article after the other, so that no article has all the room.

    Each is followed by the article's title, which links to the place where it stands.
    """
    texts = articles.set_index("article_id")
    rows = statistics[statistics["article_id"].isin(texts.index)].sort_values(["article_id", "start"])
    groups = [group for _, group in rows.groupby(["article_id", "sentence"], sort=False)]
    if not groups:
        return table(statistics, "Sentences with figures", "Câu có số liệu")
    order = _in_turns([str(group["article_id"].iloc[0]) for group in groups])
    chosen = [groups[place] for place in order[:limit]]

    def write(language: Language) -> str:
        return "\n".join(_quotation(group, texts, language) for group in chosen)

    return Display.of(write)


def _in_turns(owners: list[str]) -> list[int]:
    """Positions ordered so that the owners take turns.

    >>> _in_turns(["a", "a", "b"])
    [0, 2, 1]
    """
    seen: dict[str, int] = {}
    turns = []
    for place, owner in enumerate(owners):
        seen[owner] = seen.get(owner, 0) + 1
        turns.append((seen[owner], place))
    return [place for _, place in sorted(turns)]


def _quotation(group: pd.DataFrame, texts: pd.DataFrame, language: Language) -> str:
    first = group.iloc[0].to_dict()
    places = spans(group, str(texts.loc[first["article_id"], "text"]))
    return _blockquote(mark(str(first["sentence"]), places), first, texts, language)


def _blockquote(marked: str, row: dict[Any, Any], texts: pd.DataFrame, language: Language) -> str:
    """A marked sentence with its source: the article's title, whether it is a digest, and its date."""
    article = texts.loc[row["article_id"]]
    notes = [] if article["text_kind"] != "digest" else [{"en": "digest", "vi": "bản tóm lược"}[language]]
    notes += [] if wording.missing(article["published"]) else [wording.date(article["published"], language)]
    source = ", ".join([evidence_link(wording.escaped(article["title"]), row), *notes])
    footer = f'<footer class="source">{source}</footer>'
    return f'<blockquote class="evidence"><p lang="vi">{marked}</p>\n{footer}</blockquote>'


def spans(figures: pd.DataFrame, text: str) -> Spans:
    """Where the figures of one sentence stand in that sentence.

    The sentence is found in the article's text around the first figure; a figure outside it is left out.
    """
    sentence, first = str(figures["sentence"].iloc[0]), int(figures["start"].iloc[0])
    begin = text.rfind(sentence, 0, first + len(sentence))
    while begin > first:
        begin = text.rfind(sentence, 0, begin + len(sentence) - 1)
    if begin < 0:
        return []
    pairs = (
        (int(start) - begin, int(end) - begin)
        for start, end in zip(figures["start"], figures["end"], strict=True)
    )
    return [(start, end) for start, end in pairs if 0 <= start < end <= len(sentence)]


def mark(sentence: str, places: Iterable[tuple[int, int]]) -> str:
    """`sentence` escaped, with what stands at `places` marked; places that overlap are one mark.

    >>> mark("giảm 5 <xã> và 2 thôn", [(5, 11), (15, 21), (5, 6)])
    'giảm <mark class="figure">5 &lt;xã&gt;</mark> và <mark class="figure">2 thôn</mark>'
    """
    joined: Spans = []
    for start, end in sorted(places):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    out, at = "", 0
    for start, end in joined:
        out += wording.escaped(sentence[at:start]) if start > at else ""
        out += f'<mark class="figure">{wording.escaped(sentence[start:end])}</mark>'
        at = end
    return out + (wording.escaped(sentence[at:]) if at < len(sentence) else "")


def not_understood(ledger: pd.DataFrame, articles: pd.DataFrame, limit: int = 20) -> Display:
    """The digits that no rule understands, each in its line."""
    unknown = ledger[ledger["kind"] == "unknown"]
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    rows = unknown.assign(
        text=[_context(texts.get(row["article_id"], ""), row) for row in unknown.to_dict("records")],
    )
    columns = {"surface": ("Digits", "Chữ số"), "text": ("Where they stand", "Ngữ cảnh")}
    return table(rows, "Digits that no rule understands", "Chữ số chưa có quy tắc nào hiểu", columns, limit)


def _context(text: str, row: dict[Any, Any], reach: int = 60) -> str:
    start, end = int(row["start"]), int(row["end"])
    left = text.rfind("\n", 0, start) + 1
    right = text.find("\n", end)
    right = len(text) if right < 0 else right
    before, after = max(left, start - reach), min(right, end + reach)
    return ("…" if before > left else "") + text[before:after] + ("…" if after < right else "")


def references_cited(references: pd.DataFrame, limit: int = 20) -> Display:
    """The documents cited, by how many articles cite each."""
    named = references.assign(
        reference=references["kind"].str.cat(references["number"], sep=" ", na_rep="").str.strip()
    )
    groups = named.groupby("reference")
    counts = pd.DataFrame(
        {"articles": groups["article_id"].nunique(), "mentions": groups.size()}
    ).reset_index()
    counts = counts.sort_values(["articles", "mentions", "reference"], ascending=[False, False, True])
    columns = {
        "reference": ("Document", "Văn bản"),
        "articles": ("Articles", "Số bài"),
        "mentions": ("Mentions", "Lần nhắc"),
    }
    return table(
        counts,
        "Which resolutions and plans the articles cite",
        "Các bài viện dẫn văn bản nào",
        columns,
        limit,
    )


def arithmetic(audits: pd.DataFrame, limit: int = 40) -> Display:
    """The pages' own arithmetic reckoned again, in a sentence each; what failed comes first."""
    rank = pd.Series(
        [VERDICTS.index(v) if v in VERDICTS else 0 for v in audits["verdict"]], index=audits.index
    )
    rows = audits.assign(rank=rank, statistic_id=audits["statistic_ids"].str.split(";").str[0])
    rows = rows.sort_values(["rank", "source_file", "article", "start"], kind="stable")

    def write(language: Language) -> Display:
        told = rows.assign(told=rows[f"explanation_{language}"])
        columns = {"verdict": ("Verdict", "Kết luận"), "told": ("What was reckoned", "Phép tính")}
        captions = ("The pages' arithmetic, reckoned again", "Tính lại các phép tính của bài")
        return table(told, *captions, columns, limit, evidence="told")

    return Display(write("en").en, write("vi").vi)


# Failures first, then what agrees.
VERDICTS = ("impossible", "cannot_be", "contradicts", "incomplete", "truncated", "agrees")


def told_without_figure(adoptions: pd.DataFrame, limit: int = 40) -> Display:
    """Models that an article reports of a province without a number."""
    named = adoptions[adoptions["province"].notna()]
    captions = ("Models reported without a figure", "Mô hình được nêu mà không có số")
    return table(named, *captions, ["province", "predicate", "level", "stage", "surface"], limit)


def admissions(shortfalls: pd.DataFrame, articles: pd.DataFrame, limit: int = 12) -> Display:
    """What the pages say went wrong, as quotations with the telling words marked."""
    texts = articles.set_index("article_id")
    rows = shortfalls[shortfalls["article_id"].isin(texts.index)]
    if rows.empty:
        return table(rows, "Passages on what went wrong", "Đoạn nói về hạn chế, tồn tại")
    chosen = [rows.iloc[place].to_dict() for place in _in_turns(list(rows["article_id"]))[:limit]]

    def quoted(row: dict[Any, Any], language: Language) -> str:
        sentence, surface = str(row["sentence"]), str(row["surface"])
        start = sentence.find(surface)
        return _blockquote(mark(sentence, [(start, start + len(surface))]), row, texts, language)

    return Display.of(lambda language: "\n".join(quoted(row, language) for row in chosen))
