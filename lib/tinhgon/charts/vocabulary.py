"""The words of the corpus: the most frequent, and how they differ between groups."""

from __future__ import annotations

import pandas as pd

from tinhgon.charts import captions, wording
from tinhgon.charts.bars import bars
from tinhgon.charts.captions import Caption
from tinhgon.charts.display import Display, Language, paragraph, stack
from tinhgon.charts.tabular import table
from tinhgon.frequency import ALL


def most_frequent(terms: pd.DataFrame, limit: int = 20, group: str = "") -> pd.DataFrame:
    """The rows of the most frequent terms of a group, or of the whole corpus."""
    rows = terms[terms["group"] == (group or ALL)]
    return rows.sort_values(["frequency", "term"], ascending=[False, True]).head(limit)


def top_terms(terms: pd.DataFrame, group: str = "", limit: int = 20) -> Display:
    """The most frequent terms of a group, or of the whole corpus."""
    rows = most_frequent(terms, limit, group)
    of = (group or "the corpus", group or "cả kho")
    caption = Caption(
        f"The most frequent words of {of[0]}",
        f"Các từ thường gặp nhất: {of[1]}",
        "Stopwords are left out; a frequent word may stand in few articles.",
        "Không kể từ dừng; một từ hay gặp có khi chỉ nằm trong ít bài.",
        unit=("occurrences", "số lần"),
        origin=captions.TEXTS,
    )
    return bars(caption, rows[["term", "frequency", "document_frequency"]], "term", "frequency", limit)


def term_heat(terms: pd.DataFrame, limit: int = 20, groups: int = 8) -> Display:
    """The corpus's most frequent terms by group, per million words, shaded by size. The groups with the most
    words are shown; an empty cell is a word that the group does not use."""
    first = most_frequent(terms, limit)["term"]
    parts = terms[terms["group"] != ALL]
    sizes = parts.groupby("group")["frequency"].sum()
    chosen = sorted(sizes.sort_values(ascending=False, kind="stable").index[:groups])
    rows = parts[parts["term"].isin(first) & parts["group"].isin(chosen)]
    wide = rows.pivot_table(index="term", columns="group", values="per_million").reindex(list(first))
    wide = wide.round(0).reset_index()
    columns = {"term": ("Word", "Từ")} | {name: (name, name) for name in wide.columns if name != "term"}
    return table(
        wide,
        "The same words by group, per million words",
        "Cùng các từ ấy theo nhóm, trên một triệu từ",
        columns,
        shade=[name for name in columns if name != "term"],
    )


def spread(measured: pd.DataFrame) -> Display:
    """How evenly words are spread over the articles, by each measure of `dispersion`."""
    return table(measured, "How evenly the words are spread", "Các từ trải đều đến đâu")


def company(collocations: pd.DataFrame, node: str, limit: int = 15) -> Display:
    """The collocates of a word, the strongest first, with how often each stands before it and after it."""
    of = collocations["node"].iloc[0] if len(collocations) else node
    shown = ["collocate", "frequency", "before", "after", "collocate_frequency", "log_dice", "log_likelihood"]
    return table(collocations, f"What stands near “{of}”", f"Những từ đứng gần “{of}”", shown, limit)


def proposals(candidates: pd.DataFrame, limit: int = 15) -> Display:
    """Runs of words that might be terms, and the same as lines to paste into `rules/terms.txt`."""
    shown = table(
        candidates, "Runs of words that might be terms", "Những cụm từ có thể là thuật ngữ", limit=limit
    )
    if candidates.empty:
        return shown
    lines = wording.escaped("\n".join(candidates["term"]))

    def paste(language: Language) -> str:
        told = {"en": "All of them, to paste", "vi": "Tất cả, để chép"}[language]
        return (
            f'<details class="data"><summary>{told}</summary>\n<pre class="printed">{lines}</pre></details>'
        )

    return stack(shown, Display.of(paste))


def digest_note(articles: pd.DataFrame) -> Display:
    """A warning where texts are digests: their words are those of who wrote them. Empty where none is."""
    count = int((articles["text_kind"] == "digest").sum())
    if not count:
        return Display("", "")
    en = wording.count(count, "en", "article is a digest", "", "articles are digests")
    vi = wording.count(count, "vi", "", "bài là bản tóm lược")
    return paragraph(
        f"{en} written for a corpus, not the publisher's own words: how often a word stands there measures "
        "who wrote the digest.",
        f"{vi} viết cho kho ngữ liệu, không phải lời của nơi đăng: tần số từ ở đây nói về người tóm lược.",
        "notice",
    )
