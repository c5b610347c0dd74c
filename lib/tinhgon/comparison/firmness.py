"""The findings about how far a comparison would stand without one of its articles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from tinhgon.comparison.lookup import Row, Tables
from tinhgon.comparison.sentences import Finding, finding, same, value

ENDS = {
    "lowest": {"en": "lowest", "vi": "thấp nhất"},
    "highest": {"en": "highest", "vi": "cao nhất"},
}


def firmness(given: Tables) -> Iterator[Finding]:
    """For each comparison: whether it ends without some article, else which ends of it rest on one, else that
    it stands; and what approximate figures carry of it."""
    axes: defaultdict[tuple[str, str, bool], list[Row]] = defaultdict(list)
    for row in given.rows["robustness"]:
        axes[row["indicator"], row["round"] or "", bool(row["target"])].append(row)
    for (indicator, round_, _), rows in axes.items():
        key = f"{indicator}-{round_}"
        whole = next(row for row in rows if row["kind"] == "all")
        articles = [row for row in rows if row["kind"] == "article"]
        fatal = [row for row in articles if not row["comparable"]]
        if fatal:
            yield _carried(given, key, whole, len(fatal), len(articles))
        else:
            yield from _ends(given, key, whole, articles)
        exact = next(row for row in rows if row["kind"] == "approximate")
        if exact["provinces"] < whole["provinces"]:
            yield finding(
                given, "without_approximate", key, [], "counted", label=given.label(indicator),
                count=whole["provinces"], left=exact["provinces"],
            )  # fmt: skip


def _carried(given: Tables, key: str, whole: Row, fatal: int, articles: int) -> Finding:
    template = "rests_on_each" if fatal == articles else "rests_on_some"
    return finding(
        given, template, key, [], "counted", label=given.label(whole["indicator"]), count=whole["provinces"],
        fatal=fatal, articles=articles,
    )  # fmt: skip


def _ends(given: Tables, key: str, whole: Row, articles: list[Row]) -> Iterator[Finding]:
    """Each end that one article carries; that the comparison stands where none is."""
    carried = False
    for end in ENDS:
        without = next((row for row in articles if end in str(row["loses"] or "").split(";")), None)
        if without is not None:
            carried = True
            yield _end(given, f"{key}-{end}", whole, without, end)
    if not carried:
        yield finding(
            given, "stands_without", key, [], "counted", label=given.label(whole["indicator"]),
            count=whole["provinces"], least=min(row["provinces"] for row in articles),
        )  # fmt: skip


def _end(given: Tables, key: str, whole: Row, without: Row, end: str) -> Finding:
    name, province = whole["indicator"], whole[f"{end}_province"]
    measure = given.indicators[name]["measure"]
    ids = [
        row["statistic_id"]
        for row in given.values
        if row["indicator"] == name and row["province"] == province and row["comparable"]
    ]
    told, other = (
        value({"value": row[end], "numerator": None, "denominator": None, "qualifier": "="}, measure)
        for row in (whole, without)
    )
    title = given.titles.get(without["without"]) or without["without"]
    return finding(
        given, "end_rests_on_one", key, ids, "single", label=given.label(name), end=ENDS[end], value=told,
        province=same(province), title=same(title), other=other, next=same(without[f"{end}_province"]),
    )  # fmt: skip
