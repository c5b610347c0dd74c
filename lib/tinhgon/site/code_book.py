"""The code book: every table, variable and value, and every rule in use with its patterns and examples.

A page of the site, the same as Markdown, and two tables beside `variables.csv` and `codes.csv`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from tinhgon import rules
from tinhgon.ledger import KINDS
from tinhgon.rules import Entry, Rulebook
from tinhgon.site.edition import Edition, Row
from tinhgon.site.frame import Page
from tinhgon.site.report import Report
from tinhgon.site.variables import codes, kind, meaning

# The files of rules in the order of the code book, and the column of `statistics` that has their ids.
FILES = {
    **{"objects": "object", "changes": "change", "models": "predicate", "standards": "predicate"},
    **{"tiers": "tier", "qualifiers": "qualifier", "shortfalls": "", "references": "", "ledger": ""},
    **{"offices": "", "contexts": "", "cues": "", "furniture": "", "publishers": "", "captions": ""},
    **{"signatures": "", "rounds": "", "reasons": "", "indicators": "", "audits": "", "findings": ""},
}
CODED = ("objects", "changes", "models", "standards", "tiers")  # what the tables are coded by
# What a column of one table may hold, where other tables have columns of the same name.
HELD: dict[str, tuple[str, ...]] = {
    "pages.status": ("read", "no_article", "off_topic", "not_vietnamese", "skipped"),
    "comparison.status": (
        *("reported", "derived", "conflict", "partly_reported", "told_without_number", "not_reported"),
    ),
    "ledger.kind": KINDS,
    "conflicts.kind": ("same_article", "between_articles", "dates_unknown"),
    "errors.kind": ("missed", "false", "wrong"),
    "references.kind": (),
    "audits.kind": (),
    "comparison.part": (),
    "robustness.kind": ("all", "article", "approximate"),
    "robustness.loses": ("comparison", "province", "lowest", "highest"),
    "review.why": ("unknown", "rule"),
    "change": ("decrease", "increase", "level", "share", "adoption", "transfer"),
}
ALIKE = {"audits.kind": "check", "comparison_34.status": "comparison.status"}
NOT_PATTERNS = {"id", "vi", "en", "examples"}
Tables = Mapping[str, pd.DataFrame]


def pages(report: Report, tables: Tables, edition: Edition) -> Iterator[Page]:
    """The code book in one language, and a page of its own for each file of rules, of which some are long;
    `tables` are all that the site offers."""
    shown = _content(report, tables, edition)
    yield Page("code-book.html", edition.say("code_book"), "code_book.html.j2", shown)
    for section in shown["sections"]:
        title = f"{edition.say('code_book')}: {section['title']}"
        yield Page(section["href"], title, "rules.html.j2", {"section": section, "digest": shown["digest"]})


def _content(report: Report, tables: Tables, edition: Edition) -> Row:
    known = values(report.book)
    sections = [_section(name, report, edition) for name in files()]
    return {
        "tables": [_table(name, table, known, edition) for name, table in tables.items()],
        "codes": [section for section in sections if section["name"] in CODED],
        "sections": sections,
        "digest": report.book.digest,
        "files": [{"name": name, "href": f"{edition.root}downloads/{name}"} for name in FILES_MADE],
    }


def files() -> list[str]:
    """The shipped files of rules in the order of the code book; the labels are told with the variables.

    >>> files()[0], "labels" in files()
    ('objects', False)
    """
    shipped = {file.stem for file in rules.SHIPPED.glob("*.yml")} - {"labels"}
    return [name for name in FILES if name in shipped] + sorted(shipped - FILES.keys())


FILES_MADE = ("code-book.md", "code-book.vi.md", "variables.csv", "codes.csv", "rules.csv")


def values(book: Rulebook) -> dict[str, dict[str, Row]]:
    """What coded columns may hold: by column, each value with its labels."""
    found: dict[str, dict[str, Row]] = {}
    for row in codes(book).to_dict("records"):
        found.setdefault(row["column"], {})[row["code"]] = {str(key): value for key, value in row.items()}
    found["qualifier"] = {"=": {"code": "=", "label_en": "as printed", "label_vi": "đúng như in"}}
    for entry in book.entries("qualifiers"):
        own = {"code": entry["id"], "label_en": entry["en"], "label_vi": entry["vi"]}
        found["qualifier"][str(entry["id"])] = own
    for entry in book.entries("labels"):
        if str(entry["id"]).startswith("change."):
            code = str(entry["id"]).partition(".")[2]
            own = {"code": code, "label_en": entry["en"], "label_vi": entry["vi"]}
            found.setdefault("change", {}).setdefault(code, own)
    return found


def held(table: str, column: str, known: Mapping[str, Mapping[str, Row]]) -> list[Row]:
    """The values that a column of a table may hold, with their labels; none where it is not coded.

    >>> [row["code"] for row in held("conflicts", "kind", values(rules.book()))][0]
    'same_article'
    """
    name = ALIKE.get(f"{table}.{column}", f"{table}.{column}")
    of_column = known.get(name if name in known else column, {})
    if name not in HELD:
        return list(of_column.values())
    return [of_column.get(code, {"code": code, "label_en": "", "label_vi": ""}) for code in HELD[name]]


def _table(name: str, table: pd.DataFrame, known: Mapping[str, Mapping[str, Row]], edition: Edition) -> Row:
    return {
        "name": name,
        "what": edition.say(f"table_{name}") if edition.knows(f"table_{name}") else "",
        "columns": [
            {
                "name": column,
                "type": edition.say(f"type_{kind(name, column, table[column])}"),
                "meaning": meaning(name, column, edition.language),
                "values": [
                    {"id": row["code"], "label": row[f"label_{edition.language}"]}
                    for row in held(name, column, known)
                ],
            }
            for column in table.columns
        ],
    }


def _section(name: str, report: Report, edition: Edition) -> Row:
    """The rules of one file."""
    known, column = edition.knows(f"book_{name}"), FILES.get(name, "")
    return {
        "name": name,
        "href": f"rules-{name.replace('_', '-')}.html",
        "title": edition.say(f"book_{name}") if known else name.replace("_", " ").capitalize(),
        "note": edition.say(f"book_{name}_note") if known else "",
        "entries": [_entry(entry, column, report, edition) for entry in report.entries(name).values()],
    }


def _entry(entry: Entry, column: str, report: Report, edition: Edition) -> Row:
    return {
        "id": entry["id"],
        "label": entry[edition.language],
        "other": entry[edition.other.language],
        "found": list(_found(entry, column))[:3],
        "patterns": list(patterns(entry)),
        "examples": list(examples(entry)),
        "figures": sum(row[column] == entry["id"] for row in report.rows["statistics"]) if column else 0,
    }


def _found(entry: Entry, column: str) -> Iterator[str]:
    """The texts of the examples that show what an entry finds, not what it leaves alone."""
    for example in entry.get("examples", ()):
        if isinstance(example, str):
            yield example
            continue
        real = all(example.get(key, "") is not None for key in ("value", "figure"))
        if real and example.get(column, entry["id"]) == entry["id"]:
            yield str(example.get("text", ""))


def patterns(entry: Entry) -> Iterator[tuple[str, str]]:
    """The patterns of a rule, each with the key that it stands under; pairs are joined by `+`.

    >>> list(patterns({"id": "a", "vi": "b", "en": "c", "one_person": [["x", "y"]], "tier": "all"}))
    [('one_person', 'x + y'), ('tier', 'all')]
    """
    for key, value in entry.items():
        if key in NOT_PATTERNS:
            continue
        for item in value if isinstance(value, (list, tuple)) else [value]:
            yield key, " + ".join(map(str, item)) if isinstance(item, (list, tuple)) else _plain(item)


def examples(entry: Entry) -> Iterator[tuple[str, str]]:
    """The examples of a rule: the text, and what must be read of it.

    >>> list(examples({"id": "a", "examples": [{"text": "37 bản cam kết", "value": None}]}))
    [('37 bản cam kết', 'value: none')]
    """
    for example in entry.get("examples", ()):
        if isinstance(example, str):
            yield example, ""
            continue
        told = [f"{key}: {_plain(value)}" for key, value in example.items() if key != "text"]
        yield str(example.get("text", "")), ", ".join(told)


def _plain(value: Any) -> str:
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (list, tuple)):
        return "; ".join(map(_plain, value))
    return f"{value:g}" if isinstance(value, float) else str(value)


def rows(book: Rulebook) -> pd.DataFrame:
    """Every pattern and example of the rules: `file, id, label_en, label_vi, part, text, read_as`."""
    made = [
        {"file": name, "id": entry["id"], "label_en": entry["en"], "label_vi": entry["vi"], **part}
        for name in files()
        for entry in book.entries(name)
        for part in _parts(entry)
    ]
    return pd.DataFrame(made, columns=["file", "id", "label_en", "label_vi", "part", "text", "read_as"])


def _parts(entry: Entry) -> Iterator[Row]:
    empty = True
    for key, text in patterns(entry):
        empty = False
        yield {"part": key, "text": text, "read_as": ""}
    for text, told in examples(entry):
        empty = False
        yield {"part": "example", "text": text, "read_as": told}
    if empty:
        yield {"part": "", "text": "", "read_as": ""}


def markdown(report: Report, tables: Tables, edition: Edition) -> str:
    """The code book as Markdown."""
    book = _content(report, tables, edition)
    parts = [f"# {edition.say('code_book')}", edition.say("code_book_lede"), edition.say("code_book_missing")]
    parts.append(f"## {edition.say('code_book_variables')}")
    for table in book["tables"]:
        heads = [edition.say(f"column_{name}") for name in ("variable", "type", "meaning", "values")]
        cells = [[_code(c["name"]), c["type"], c["meaning"], _values(c["values"])] for c in table["columns"]]
        parts += [f"### {_code(table['name'])}", table["what"], _grid(heads, cells)]
    parts.append(f"## {edition.say('code_book_rules')}")
    for section in book["sections"]:
        heads = [edition.say(f"column_{name}") for name in ("id", "label", "patterns", "examples")]
        cells = [
            [
                _code(entry["id"]),
                entry["label"],
                "<br>".join(f"{key}: {text}" for key, text in entry["patterns"]),
                "<br>".join(f"{text} → {told}" if told else text for text, told in entry["examples"]),
            ]
            for entry in section["entries"]
        ]
        parts += [f"### {section['title']} (`{section['name']}.yml`)", section["note"], _grid(heads, cells)]
    return "\n\n".join(filter(None, parts)) + "\n"


def _values(held: list[Row]) -> str:
    return "<br>".join(f"{_code(v['id'])} {v['label']}".strip() for v in held)


def _code(word: object) -> str:
    return f"`{word}`"


def _grid(heads: list[str], lines: list[list[str]]) -> str:
    table = [heads, ["---"] * len(heads), *lines]
    return "\n".join("| " + " | ".join(_cell(cell) for cell in line) + " |" for line in table)


def _cell(text: object) -> str:
    return str(text).replace("|", "\\|").replace("\n", " ")
