"""How fast figures are extracted, against a bare scan for digits, quantulum3 and a notebook of pandas.

`extract_mb_s` is megabytes of UTF-8 text a second of processor time, of one process, from cleaned text to all
tables, on pages of 5 kB with few figures (`extract_figures_a_kb`, a kilobyte of text); `extract_real_mb_s` on
pages with as many as those of the press that were coded by hand (`extract_real_figures_a_kb`);
`extract_corpus_mb_s` on the shipped corpus, digests that print twice as many again. `extract_growth` is the
time of a hostile article over that of one an eighth as long, divided by eight: 1 is linear. The worst of all
kinds of hostile text counts.
"""

from __future__ import annotations

import re

import pandas as pd

from benchmarks import made, notebook
from benchmarks.timing import least
from tinhgon import tables
from tinhgon.extraction import extract

HOSTILE = {
    "digits": "1",
    "numbers": "12 ",
    "brackets": "(",
    "closed": "(1) ",
    "nested": "((3 xã) ",
    "words": "hai mươi ",
    "commas": ",",
    "listed": "3 xã, ",
    "capitals": "Sơn La ",
    "syllables": "Nậm ",
    "symbols": "18-NQ/TW ",
    "resolutions": "Nghị quyết 18, ",
    "quotes": "“",
    "stops": ". ",
    "initials": "A. ",
    "semicolons": "; 5 xã",
    "lines": "Giảm 3 xã.\n",
    "headings": "Giảm 3 xã\nCòn 5 xã.\n",
    "dates": "ngày 1/2/2018 ",
    "percents": "5% ",
    "ratios": "7/14 huyện ",
    "spaces": " ",
    "models": "bí thư kiêm chủ tịch UBND ",
    "mergers": "hợp nhất Ban Tổ chức - Phòng Nội vụ ",
    "places": "xã Chà Nưa, huyện Nậm Pồ, tỉnh Điện Biên ",
    "from_to": "giảm từ 30 xuống còn 20 phòng, ",
    "mixed": "1(2) hai, Sơn La 18-NQ/TW “giảm” 5% 3/4 xã; bí thư kiêm chủ tịch. Từ 3 còn 2\n",
}


def measured(quick: bool = False) -> dict[str, float | str | None]:
    """All keys of this part; None where quantulum3 is not installed."""
    press, shipped = made.articles(5_000, 4 if quick else 200), made.shipped()
    coded = made.articles(5_000, 4 if quick else 200, made.CODED)
    shipped = shipped.head(2) if quick else shipped
    megabytes, rounds = _size(press), 1 if quick else 3
    found = extract(press)
    ours = megabytes / least(lambda: extract(press), rounds)
    naive = megabytes / least(lambda: notebook.figures(press), rounds)
    scan = megabytes / least(lambda: _scan(press), rounds)
    growth, kind = _growth(500 if quick else 5_000)
    return {
        "extract_mb_s": round(ours, 3),
        "extract_figures_a_kb": round(len(found["statistics"]) / megabytes / 1000, 2),
        "extract_real_mb_s": round(_size(coded) / least(lambda: extract(coded), rounds), 3),
        "extract_real_figures_a_kb": round(len(extract(coded)["statistics"]) / _size(coded) / 1000, 2),
        "extract_corpus_mb_s": round(_size(shipped) / least(lambda: extract(shipped), rounds), 3),
        "extract_vs_scan": round(ours / scan, 4),
        "extract_vs_quantulum3": _against_quantulum3(press, ours, quick),
        "naive_pandas": round(ours / naive, 3),
        "extract_growth": round(growth, 2),
        "extract_growth_of": kind,
    }


def _size(articles: pd.DataFrame) -> float:
    return sum(len(text.encode()) for text in articles["text"]) / 1e6


def _scan(articles: pd.DataFrame) -> int:
    return sum(1 for text in articles["text"] for _ in re.finditer(r"\d+", text))


def _against_quantulum3(articles: pd.DataFrame, ours: float, quick: bool) -> float | None:
    """Our speed over quantulum3's on the same texts, as many of them as it reads in reasonable time."""
    try:
        from quantulum3 import parser
    except ImportError:
        return None
    some = articles.head(1 if quick else 20)
    parser.parse("5 km")
    theirs = _size(some) / least(lambda: [parser.parse(text) for text in some["text"]], 1)
    return round(ours / theirs, 1)


def _growth(size: int) -> tuple[float, str]:
    """The worst growth of all kinds of hostile text from `size` characters to eight times as many."""
    found = {kind: _time(piece, 8 * size) / _time(piece, size) / 8 for kind, piece in HOSTILE.items()}
    worst = max(found, key=lambda kind: found[kind])
    return found[worst], worst


def _time(piece: str, size: int) -> float:
    text = piece * (size // len(piece))
    given = tables.frame("articles", [{"article_id": "a#1", "source_file": "a", "article": 1, "text": text}])
    return least(lambda: extract(given), 2)
