"""Entries of `corrections.csv` applied to the extracted tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from tinhgon import numerals, tables
from tinhgon.audits import audit, flags
from tinhgon.corrections.entries import FIELDS, LEDGER, NUMBERS, Row, settles
from tinhgon.corrections.places import places
from tinhgon.errors import InputError
from tinhgon.figures import statistic_id
from tinhgon.rules import Rulebook, book
from tinhgon.text import Span, sentences

RULE = "correction"  # the rule of an added figure
BASES = {"province": "province_basis", "as_of": "as_of_basis"}
SUPPLIED = "supplied"  # the basis of what a person said
Key = tuple[str, int]
Tables = dict[str, pd.DataFrame]


def apply(
    found: Mapping[str, pd.DataFrame],
    settled: pd.DataFrame,
    articles: pd.DataFrame,
    rules: str | Path = "",
) -> Tables:
    """The tables `found` as the entries `settled` have them, and the table `corrections` of what was done.

    `found` is what `extract` made of `articles`, `settled` what `read` returns. In `statistics`, `corrected`
    keeps what was printed of each field that was set (`object=communes;tier=`), or says `added`; `confirmed`
    says by whom and when. The pages' arithmetic is checked again. `found` stays as it was. Raises InputError,
    naming file and line, for an entry whose figure is gone or that the rules now agree with.
    """
    if settled.empty:
        return {**found, "corrections": tables.frame("corrections", [])}
    work = _Work.of(found, articles, book(rules))
    done = []
    entries = tables.records(settled)
    for action in ("add", "drop", "set", "confirm"):
        done += [work.settle(entry) for entry in entries if entry["action"] == action]
    statistics = tables.frame("statistics", work.statistics())
    audits = audit(statistics, articles, str(rules))
    statistics["check"] = flags(statistics, audits).astype("str")
    ledger = tables.frame("ledger", (row for rows in work.ledger.values() for row in rows))
    made = {"statistics": statistics, "ledger": ledger, "audits": audits}
    return {**found, **made, "corrections": tables.frame("corrections", done)}


@dataclass
class _Work:
    """The rows while they are settled, by article."""

    texts: dict[Key, Row]
    figures: defaultdict[Key, list[Row]]
    ledger: defaultdict[Key, list[Row]]
    rulebook: Rulebook
    own: set[str] = field(default_factory=set)  # ids of the figures that a person added

    @classmethod
    def of(cls, found: Mapping[str, pd.DataFrame], articles: pd.DataFrame, rulebook: Rulebook) -> _Work:
        texts = {(row["source_file"], row["article"]): row for row in tables.records(articles)}
        return cls(texts, _by_article(found["statistics"]), _by_article(found["ledger"]), rulebook)

    def statistics(self) -> Iterable[Row]:
        """All figures, of all articles."""
        return (row for rows in self.figures.values() for row in rows)

    def settle(self, entry: Row) -> Row:
        """Do what `entry` says; returns its row of the table `corrections`."""
        key = (entry["source_file"], entry["article"])
        if key not in self.texts:
            raise _obsolete(entry, f"{key[0]} has no article {key[1]} here")
        span = self._place(entry, str(self.texts[key]["text"]))
        known = {"article_id": self.texts[key]["article_id"], "start": span.start, "end": span.end}
        if entry["action"] == "add":
            return {**entry, **known, **self._add(entry, key, span)}
        if entry["field"] == LEDGER:
            return {**entry, **known, **self._classify(entry, key, span)}
        rows = [row for row in self.figures[key] if (row["start"], row["end"]) == span]
        if not rows:
            raise _obsolete(entry, f"the rules find no figure in {_named(entry)} any more")
        return {**entry, **known, **getattr(self, f"_{entry['action']}")(entry, key, rows)}

    def _place(self, entry: Row, text: str) -> Span:
        there = places(text, entry["surface"])
        if len(there) < entry["occurrence"]:
            raise _obsolete(entry, f"{_named(entry)} is not in the text any more")
        return there[entry["occurrence"] - 1]

    def _set(self, entry: Row, key: Key, rows: list[Row]) -> Row:
        new = {name: _typed(name, value) for name, value in settles(entry).items()}
        if all(_agrees(row, new) for row in rows):
            raise _obsolete(entry, f"the rules now read {_listed(new)} themselves")
        before = []
        for row in rows:
            after = _whole({**row, **new}, new)
            printed = {name: row[name] for name in FIELDS if name in new or row.get(name) != after.get(name)}
            row |= after
            if row["statistic_id"] not in self.own:
                row["corrected"] = _listed(printed, row["corrected"])
            before.append(_listed(printed))
        return {"printed": " | ".join(before), "statistic_id": rows[0]["statistic_id"]}

    def _drop(self, entry: Row, key: Key, rows: list[Row]) -> Row:
        gone = self._meant(entry, rows)
        self.figures[key] = [row for row in self.figures[key] if not any(row is other for other in gone)]
        told = [
            _listed({name: row[name] for name in ("object", "change", *NUMBERS) if row[name]}) for row in gone
        ]
        for row in self.ledger[key]:
            was = row["kind"] == "statistic" and any(_overlap(row, figure) for figure in gone)
            if was and not any(_overlap(row, figure) for figure in self.figures[key]):
                row["kind"] = "other"
        return {"printed": " | ".join(told), "statistic_id": gone[0]["statistic_id"]}

    def _confirm(self, entry: Row, key: Key, rows: list[Row]) -> Row:
        meant = self._meant(entry, rows)
        for row in meant:
            row["confirmed"] = ";".join(filter(None, [row["confirmed"], f"{entry['by']} {entry['on']}"]))
        return {"statistic_id": meant[0]["statistic_id"]}

    def _meant(self, entry: Row, rows: list[Row]) -> list[Row]:
        """Those of the figures at one place that are as the entry says; all where it says nothing."""
        said = {name: _typed(name, value) for name, value in settles(entry).items()}
        meant = [row for row in rows if _agrees(row, said)]
        if not meant:
            read = " | ".join(_listed({name: row[name] for name in said}) for row in rows)
            raise _obsolete(entry, f"the rules now read {_named(entry)} as {read}")
        return meant

    def _classify(self, entry: Row, key: Key, span: Span) -> Row:
        rows = [row for row in self.ledger[key] if (row["start"], row["end"]) == span]
        if not rows or rows[0]["kind"] == "statistic":
            raise _obsolete(entry, f"the ledger has no digits {_named(entry)} beside its figures any more")
        before, rows[0]["kind"] = rows[0]["kind"], entry["value"]
        if before == entry["value"]:
            raise _obsolete(entry, f"the rules now take {_named(entry)} for {before} themselves")
        return {"printed": f"{LEDGER}={before}"}

    def _add(self, entry: Row, key: Key, span: Span) -> Row:
        said = {name: _typed(name, value) for name, value in settles(entry).items()}
        added = [_whole({**number, **said}, said) for number in self._numbers(entry, said)]
        near = [
            row for row in self.figures[key] if row["statistic_id"] not in self.own and _overlap(row, span)
        ]
        for row in near:
            if any(_agrees(row, {**_number(new), **said}) for new in added):
                raise _obsolete(entry, f"the rules now find {_named(entry)} themselves")
        article = self.texts[key]
        place = {name: article[name] for name in ("article_id", "source_file", "article")}
        ids = [self._insert(key, {**place, **new}, span, str(article["text"])) for new in added]
        for row in self.ledger[key]:
            if row["start"] < span.end and span.start < row["end"]:
                row["kind"] = "statistic"
        return {"statistic_id": ids[0]}

    def _insert(self, key: Key, row: Row, span: Span, text: str) -> str:
        sentence = next((text[a:b] for a, b in sentences(text) if a <= span.start < b), "")
        row |= {"sentence": sentence, "surface": text[slice(*span)], "start": span.start, "end": span.end}
        same = sum(
            (other["sentence"], other["surface"]) == (sentence, row["surface"]) for other in self.figures[key]
        )
        row["statistic_id"] = statistic_id(*key, sentence, row["surface"], same + 1)
        filled = {**dict.fromkeys(tables.COLUMNS["statistics"]), "target": False, "qualifier": "=", **row}
        self.figures[key].append(filled | {"rule": RULE, "corrected": "added"})
        self.own.add(str(row["statistic_id"]))
        return str(row["statistic_id"])

    def _numbers(self, entry: Row, said: Row) -> list[Row]:
        """The numbers of an added figure: those that the entry gives, else those that its surface prints."""
        if said.keys() & set(NUMBERS):
            ratio = "numerator" in said
            return [{"measure": "ratio" if ratio else "count"}]
        read = numerals.find(entry["surface"], (), self.rulebook)
        if not read or (len(read) > 1 and not all(numeral.ranged for numeral in read)):
            raise InputError(
                f"{entry['entry']}: {len(read)} numbers in {_named(entry)}; give field `measure;value` too"
            )
        names = ("measure", *NUMBERS, "qualifier")
        return [{name: getattr(numeral, name) for name in names} for numeral in read]


def _by_article(table: pd.DataFrame) -> defaultdict[Key, list[Row]]:
    found: defaultdict[Key, list[Row]] = defaultdict(list)
    for row in tables.records(table):
        found[row["source_file"], row["article"]].append(row)
    return found


def _overlap(row: Row, other: Any) -> bool:
    start, end = other if isinstance(other, Span) else (other["start"], other["end"])
    return bool(row["start"] < end and start < row["end"])


def _typed(name: str, value: str) -> Any:
    if value == "":
        return None
    return float(value) if name in NUMBERS else value == "true" if name == "target" else value


def _agrees(row: Row, values: Row) -> bool:
    return all(row.get(name) == value for name, value in values.items())


def _number(row: Row) -> Row:
    return {name: row.get(name) for name in ("measure", *NUMBERS)}


def _whole(row: Row, said: Row) -> Row:
    """`row` with what follows from what was `said`: a ratio's value, and that place or time are supplied."""
    part, whole = row.get("numerator"), row.get("denominator")
    if {"numerator", "denominator"} & said.keys() and "value" not in said and part is not None and whole:
        row["value"] = round(100 * part / whole, 2)
    return row | {basis: SUPPLIED if said[name] else None for name, basis in BASES.items() if name in said}


def _listed(values: Row, before: Any = None) -> str:
    """Fields and values as `object=communes;value=24.07`, after those that stand there already."""
    said = [f"{name}={_said(value)}" for name, value in values.items()]
    return ";".join([*filter(None, [before]), *said])


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return tables.decimal(value) if isinstance(value, (int, float)) else str(value or "")


def _named(entry: Row) -> str:
    return f"“{entry['surface']}” ({entry['source_file']}#{entry['article']}, place {entry['occurrence']})"


def _obsolete(entry: Row, why: str) -> InputError:
    return InputError(f"{entry['entry']}: {why}; take this line out or put it right")
