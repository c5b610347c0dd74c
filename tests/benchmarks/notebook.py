"""The notebook that a researcher would write: pandas, a pattern for a number and a noun, a loop over
provinces.

It is here to be timed beside `extract` on the same texts (`naive_pandas`: megabytes a second of ours over its
own), and to show what it misses: it takes dates and symbols of documents for figures, knows no verb and no
plan, and gives every figure to each province that the article names.
"""

from __future__ import annotations

import pandas as pd

from tinhgon.places import provinces
from tinhgon.rules import book

NOUNS = (
    *(
        "đầu mối",
        "biên chế",
        "phòng",
        "ban",
        "đơn vị",
        "cán bộ",
        "công chức",
        "viên chức",
        "người",
        "xã",
        "thôn",
    ),
    *("bản", "ấp", "tổ dân phố", "huyện", "chi bộ", "đảng viên", "trường", "lãnh đạo", "cấp phó", "đồng"),
)
FIGURE = rf"(?P<number>\d[\d.,]*)\s*(?P<noun>%|{'|'.join(NOUNS)})"
VERB = r"(?P<verb>giảm|tăng|còn|tinh giản|sáp nhập|hợp nhất)"


def figures(articles: pd.DataFrame) -> pd.DataFrame:
    """A row a number and noun of `articles`, with its value, sentence, verb and the provinces named."""
    sentences = articles.assign(sentence=articles["text"].str.split(r"(?<=[.;])\s+|\n", regex=True))
    sentences = sentences.explode("sentence").reset_index(drop=True)
    found = sentences["sentence"].str.extractall(FIGURE).reset_index(level=1, drop=True)
    found = sentences[["article_id", "sentence"]].join(found, how="inner")
    digits = found["number"].str.rstrip(".,").str.replace(".", "").str.replace(",", ".")
    found["value"] = pd.to_numeric(digits, errors="coerce")
    found["verb"] = found["sentence"].str.extract(VERB, expand=False)
    names = [province.name for province in provinces(book())]
    named = {
        row.article_id: ";".join(name for name in names if name in row.text) for row in articles.itertuples()
    }
    return found.assign(province=found["article_id"].map(named))
