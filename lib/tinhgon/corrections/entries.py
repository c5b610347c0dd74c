"""`corrections.csv`: what a person settled, read and checked line by line."""

from __future__ import annotations

import datetime
import difflib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from tinhgon import tables
from tinhgon.errors import InputError
from tinhgon.ledger import KINDS
from tinhgon.rules import Rulebook, book
from tinhgon.sheets import records
from tinhgon.text import normalise

COLUMNS = tuple(tables.COLUMNS["corrections"])[:11]
ACTIONS = ("set", "add", "drop", "confirm")
LEDGER = "kind"  # the field that is settled in the ledger, not in the statistics
NUMBERS = ("value", "numerator", "denominator")
FREE = ("place", "period", "base")
CLOSED = {
    "measure": ("count", "ratio", "percent", "money"),
    "change": ("decrease", "increase", "level", "share", "adoption", "transfer"),
    "qualifier": ("=", "≈", ">", "<", "≥", "≤"),
    "target": ("true", "false"),
    "scope": ("whole", "subset", "some"),
    "role": ("total", "part", "from", "to"),
    "stage": ("approved", "pilot", "running"),
    LEDGER: tuple(kind for kind in KINDS if kind != "statistic"),
}
RULED = {
    "object": ("objects",),
    "change": ("changes",),
    "predicate": ("models", "standards"),
    "tier": ("tiers",),
}
FIELDS = tuple(dict.fromkeys([*NUMBERS, *FREE, *CLOSED, *RULED, "province", "as_of"]))
NEVER_EMPTY = ("measure", "qualifier", "target", "object", "change", LEDGER)
_interval = re.compile(r"(\d{4}-\d\d-\d\d)/(\d{4}-\d\d-\d\d)")
Row = dict[str, Any]


def read(file: str | Path, rules: str | Path = "") -> pd.DataFrame:
    """The entries of a corrections file as the table `corrections`; none for an empty name.

    `field` and `value` name what an entry settles; where it settles several fields at once, both are lists
    joined by `;`, of one length. `entry` is the file's name and line. Raises InputError, naming both, for
    what is not CSV, an unknown column, action or field, a value that the field does not take, an entry
    without a reason and source (a confirmation needs none), author or day, and two that settle one thing.

    >>> read("").empty
    True
    """
    sheet = records(Path(file), COLUMNS, COLUMNS) if str(file) else ()
    rows = [_row(at, cells, book(rules)) for at, cells in sheet]
    _refuse_twice(rows)
    return tables.frame("corrections", rows)


def settles(row: Mapping[str, Any]) -> dict[str, str]:
    """The fields of an entry with their values, empty where the value is to be missing.

    >>> settles({"field": "object;predicate", "value": "villages;"})
    {'object': 'villages', 'predicate': ''}
    """
    field, value = (_text(row.get(name)) for name in ("field", "value"))
    return dict(zip(field.split(";"), value.split(";"), strict=True)) if field else {}


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _row(at: str, cells: dict[str, str], rulebook: Rulebook) -> Row:
    row: Row = {name: normalise(cell) for name, cell in cells.items()}
    for name in ("source_file", "surface", "action"):
        if not row[name]:
            raise InputError(f"{at}: no {name}")
    if row["action"] not in ACTIONS:
        raise InputError(f'{at}: action "{row["action"]}"{_near(row["action"], ACTIONS)}')
    row |= {name: _ordinal(row[name], f"{at}: {name}") for name in ("article", "occurrence")}
    _check_fields(row, at, rulebook)
    _check_author(row, at)
    return {**row, "entry": at}


def _ordinal(cell: str, at: str) -> int:
    if not cell:
        return 1
    if not cell.isdecimal() or int(cell) < 1:
        raise InputError(f'{at} "{cell}" is not a number from 1')
    return int(cell)


def _check_fields(row: Row, at: str, rulebook: Rulebook) -> None:
    action, names, values = row["action"], row["field"].split(";"), row["value"].split(";")
    if not row["field"]:
        if row["value"] or action == "set":
            raise InputError(f"{at}: no field; known are {', '.join(FIELDS)}")
        names = values = []
    if len(names) != len(values):
        raise InputError(f"{at}: {len(names)} fields and {len(values)} values")
    for name, value in zip(names, values, strict=True):
        if name not in FIELDS or names.count(name) > 1:
            raise InputError(f'{at}: field "{name}"{_near(name, FIELDS)}')
        if fault := _fault(name, value, rulebook):
            raise InputError(f"{at}: {name} {fault}")
    if LEDGER in names and (action != "set" or len(names) > 1):
        raise InputError(f"{at}: {LEDGER} is settled by `set`, alone: it says what the digits are")
    if action == "add" and not {"object", "change"} <= set(names):
        raise InputError(f"{at}: a figure is added with its object and change, as field `object;change`")


def _fault(name: str, value: str, rulebook: Rulebook) -> str:
    """Why `name` cannot have `value`; empty where it can."""
    if not value:
        return "is empty; it needs a value" if name in NEVER_EMPTY else ""
    if name in NUMBERS:
        if name == "denominator" and value.strip("0.") == "":
            return "is zero"
        return "" if _is_number(value) else f'"{value}" is not a number; write 24.07'
    if name == "as_of":
        return "" if _is_interval(value) else f'"{value}" is no interval; write 2018-01-01/2018-12-31'
    known = _known(name, rulebook)
    return "" if not known or value in known else f'"{value}" is not known{_near(value, known)}'


def _known(name: str, rulebook: Rulebook) -> tuple[str, ...]:
    """The values that a field takes; none where any text will do."""
    if name == "province":
        rows = (*rulebook.rows("provinces"), *rulebook.rows("merged_provinces"))
        return tuple(dict.fromkeys(row["name"] for row in rows))
    ruled = [str(entry["id"]) for file in RULED.get(name, ()) for entry in rulebook.entries(file)]
    return tuple(dict.fromkeys([*CLOSED.get(name, ()), *ruled]))


def _check_author(row: Row, at: str) -> None:
    needed = ("by", "on") if row["action"] == "confirm" else ("reason", "source", "by", "on")
    for name in needed:
        if not row[name]:
            said = {"reason": "why", "source": "on what ground", "by": "who settled it", "on": "the day"}
            raise InputError(f"{at}: no {name}: say {said[name]}")
    if not _is_date(row["on"]):
        raise InputError(f'{at}: on "{row["on"]}" is not a date; write 2026-01-03')


def _refuse_twice(rows: list[Row]) -> None:
    """Two entries that settle one thing, or that cannot both be."""
    seen: dict[tuple[Any, ...], str] = {}
    for row in rows:
        place = tuple(row[name] for name in ("source_file", "article", "surface", "occurrence"))
        single = row["action"] == "set"
        for name in row["field"].split(";") if single else [row["field"] + row["value"]]:
            key = (*place, name if single else row["action"], single or name)
            if key in seen:
                raise InputError(f"{row['entry']}: settles again what {seen[key].rpartition(':')[2]} settles")
            seen[key] = f"line {row['entry'].rpartition(':')[2]}"
    dropped = {k[:4]: line for k, line in seen.items() if k[4:] == ("drop", "")}
    for row in rows:
        place = tuple(row[name] for name in ("source_file", "article", "surface", "occurrence"))
        if row["action"] in {"set", "confirm"} and place in dropped and row["field"] != LEDGER:
            raise InputError(f"{row['entry']}: {dropped[place]} drops this figure")


def _near(word: str, known: tuple[str, ...]) -> str:
    if word in known:
        return " stands twice"
    near = difflib.get_close_matches(word, known, 1)
    few = f"; known are {', '.join(known)}" if len(known) <= 30 else ""
    return f'; did you mean "{near[0]}"?' if near else few


def _is_number(value: str) -> bool:
    return bool(re.fullmatch(r"\d+(?:\.\d+)?", value))


def _is_interval(value: str) -> bool:
    found = _interval.fullmatch(value)
    return bool(found) and all(map(_is_date, found.groups())) and found[1] <= found[2] if found else False


def _is_date(value: str) -> bool:
    try:
        return datetime.date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False
