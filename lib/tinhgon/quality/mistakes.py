"""What was read wrongly: every mistake with its sentence, what is taken for what, and the rules at fault."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from tinhgon import tables
from tinhgon.quality.pairing import FIELDS, Key, Unit, pair, rest, units
from tinhgon.quality.scores import wilson
from tinhgon.quality.tallies import FIGURES, Frames, key_of, keys, pages
from tinhgon.text import fold, sentences

CONFUSED = ("object", "change")
Row = dict[str, Any]


def errors(gold: Frames, found: Frames) -> pd.DataFrame:
    """The table `errors`: figures, models and references that are missed, false or (a figure's field) wrong.

    `gold` and `found` are the two values of the field `field`, else what is missed or false; `sentence` is
    the sentence that prints it, as far as the articles are known.
    """
    texts = {(row["source_file"], row["article"]): row for row in tables.records(found["articles"])}
    rows = [_placed(row, texts) for row in _mistakes(gold, found)]
    return tables.frame("errors", rows)


def _mistakes(gold: Frames, found: Frames) -> Iterator[Row]:
    if "statistics" in gold:
        for key, coded, read in _articles(gold, found):
            yield from _figures(key, coded, read)
    read_pages = set(pages(gold))
    for name in ("adoptions", "references"):
        if name in gold:
            yield from _others(name, gold[name], found[name][found[name]["source_file"].isin(read_pages)])


def _articles(gold: Frames, found: Frames) -> Iterator[tuple[Key, list[Unit], list[Unit]]]:
    read_pages = set(pages(gold))
    coded, read = units(gold["statistics"]), units(found["statistics"])
    for key in sorted(coded.keys() | read.keys()):
        if key[0] in read_pages:
            yield key, coded.get(key, []), read.get(key, [])


def _figures(key: Key, coded: list[Unit], read: list[Unit]) -> Iterator[Row]:
    pairs = pair(coded, read)
    place = {"source_file": key[0], "article": key[1], "part": "statistics"}
    for unit in rest(coded, (i for i, _ in pairs)):
        yield {**place, "kind": "missed", "gold": _told(unit), "surface": unit.row.get("surface")}
    for unit in rest(read, (j for _, j in pairs)):
        yield {**place, **_found(unit), "kind": "false", "found": _told(unit)}
    for i, j in pairs:
        for name in FIELDS:
            if not coded[i].agrees(read[j], name):
                values = {"gold": _plain(coded[i], name), "found": _plain(read[j], name)}
                yield {**place, **_found(read[j]), "kind": "wrong", "field": name, **values}


def _found(unit: Unit) -> Row:
    return {name: unit.row.get(name) for name in ("surface", "sentence", "rule", "statistic_id", "start")}


def _told(unit: Unit) -> str:
    """What a figure was coded as, in the order of the table: `decrease villages, Sơn La`."""
    words = [unit.row.get(name) for name in ("change", "object", "predicate", "province")]
    return ", ".join(str(word) for word in words if word)


def _plain(unit: Unit, name: str) -> str | None:
    value = unit.row.get(name)
    return str(value).lower() if isinstance(value, bool) else value


def _others(name: str, gold: pd.DataFrame, found: pd.DataFrame) -> Iterator[Row]:
    sides = {"missed": (gold, keys(name, gold)), "false": (found, keys(name, found))}
    for kind, other in (("missed", "false"), ("false", "missed")):
        table, counts = sides[kind]
        left = counts - sides[other][1]
        for row in tables.records(table):
            key = key_of(name, row)
            if left[key] > 0:
                left[key] -= 1
                words = [row.get(column) for column in ("province", "predicate", "level", "number")]
                told = ", ".join(str(word) for word in words if word)
                side = {"gold" if kind == "missed" else "found": told}
                known = {column: row.get(column) for column in ("surface", "sentence", "start")}
                place = {"source_file": row["source_file"], "article": row.get("article") or 1}
                yield {**place, **known, **side, "part": name, "kind": kind}


def _placed(row: Row, texts: Mapping[Key, Row]) -> Row:
    """`row` with its article's id, and with the sentence that prints its surface where that is not known."""
    article = texts.get((row["source_file"], row["article"]))
    row["article_id"] = f"{row['source_file']}#{row['article']}"
    if article and article["text"] and row.get("surface") and not row.get("sentence"):
        row |= _sentence(str(article["text"]), str(row["surface"]))
    return row


def _sentence(text: str, surface: str) -> Row:
    at = fold(text).find(fold(surface))
    if at < 0:
        return {}
    spans = [(start, end) for start, end in sentences(text) if start <= at < end]
    return {"start": at, "sentence": text[slice(*spans[0])] if spans else None}


def confusion(gold: Frames, found: Frames) -> pd.DataFrame:
    """The table `confusion`: how often `gold` was read as `found`, for the object and the change of figures.

    Missing in `found` are figures that were missed, missing in `gold` those that are false.
    """
    counts: Counter[tuple[str, Any, Any]] = Counter()
    for _, coded, read in _articles(gold, found) if "statistics" in gold else ():
        pairs = pair(coded, read)
        for name in CONFUSED:
            counts.update((name, _plain(coded[i], name), _plain(read[j], name)) for i, j in pairs)
            counts.update((name, _plain(unit, name), None) for unit in rest(coded, (i for i, _ in pairs)))
            counts.update((name, None, _plain(unit, name)) for unit in rest(read, (j for _, j in pairs)))
    rows = [{"field": f, "gold": g, "found": r, "count": n} for (f, g, r), n in counts.items()]
    return tables.frame("confusion", rows)


def by_rule(gold: Frames, found: Frames) -> pd.DataFrame:
    """The table `rule_precision`: of the figures that a rule made, how many are figures (`paired`), and how
    many are `right` in object, change, predicate and province too.

    `precision` is right ÷ figures, with Wilson's interval: most rules made few figures.
    """
    counts: dict[str, list[int]] = {}
    for _, coded, read in _articles(gold, found) if "statistics" in gold else ():
        pairs = {j: coded[i] for i, j in pair(coded, read)}
        for place, unit in enumerate(read):
            count = counts.setdefault(str(unit.row.get("rule") or ""), [0, 0, 0])
            other = pairs.get(place)
            count[0] += 1
            count[1] += other is not None
            count[2] += other is not None and unit.agrees(other, *FIGURES["tuple"])
    return tables.frame("rule_precision", [_rule(rule, *count) for rule, count in counts.items()])


def _rule(rule: str, figures: int, paired: int, right: int) -> Row:
    low, high = wilson(right, figures)
    bounds = {"precision_low": round(low, 4), "precision_high": round(high, 4)}
    precision = round(right / figures, 4)
    return {
        "rule": rule,
        "figures": figures,
        "paired": paired,
        "right": right,
        "precision": precision,
        **bounds,
    }
