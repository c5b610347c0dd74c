"""A province's own rows of the tables."""

from __future__ import annotations

import pandas as pd

Frames = dict[str, pd.DataFrame]


def provinces(frames: Frames) -> list[str]:
    """The provinces that have a figure or a model, sorted.

    >>> provinces({"statistics": pd.DataFrame({"province": ["Sơn La", None, "Lai Châu"]})})
    ['Lai Châu', 'Sơn La']
    """
    named = [frames[name]["province"].dropna() for name in ("statistics", "adoptions") if name in frames]
    return sorted({str(province) for column in named for province in column if province})


def kept(frames: Frames, province: str) -> dict[str, pd.Series]:
    """Which rows of each table a page on `province` is made from, one boolean a row.

    Tables with a province keep its rows; tables of articles keep those of its articles; tables of files
    those of these articles; `indicators` those compared for it; tables by group the province's group.
    A table with none of these columns stays whole.
    """
    articles = _articles(frames, province)
    files = {article.rpartition("#")[0] for article in articles}
    wanted = {
        "province": {province},
        "article_id": articles,
        "source_file": files,
        "indicator": _indicators(frames, province),
        "group": {province, ""},
    }
    rows = {}
    for name, frame in frames.items():
        column = next((column for column in wanted if column in frame), None)
        everything = pd.Series(True, index=frame.index, dtype=bool)
        rows[name] = frame[column].isin(wanted[column]) if column else everything
    return rows


def _indicators(frames: Frames, province: str) -> set[str]:
    if "comparison" not in frames:
        return set()
    compared = frames["comparison"]
    return set(compared.loc[compared["province"] == province, "indicator"].dropna())


def _articles(frames: Frames, province: str) -> set[str]:
    """The articles that name the province in their list, or have a figure or model of it."""
    found: set[str] = set()
    for name in ("statistics", "adoptions"):
        if name in frames:
            rows = frames[name]
            found |= set(rows.loc[rows["province"] == province, "article_id"].dropna())
    if "articles" in frames:
        listed = frames["articles"]
        named = listed["provinces"].fillna("").map(lambda names: province in str(names).split(";"))
        found |= set(listed.loc[named.astype(bool), "article_id"])
    return found
