"""Two builds row by row: what was added, what is gone, and which fields of what stayed are others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tinhgon.diff.builds import Build, Row

# What tells the rows of a table apart, the tables in the order in which they are told. Rows that share a key
# are numbered as they stand; those of a table that is not named here are compared as wholes.
KEYS: dict[str, tuple[str, ...]] = {
    "statistics": ("statistic_id",),
    "adoptions": ("article_id", "surface", "province", "predicate", "level"),
    "comparison": ("indicator", "province", "part", "period_start", "period_end", "target"),
    "comparison_34": ("indicator", "province", "part", "period_start", "period_end", "target"),
    "conflicts": ("indicator", "province", "part", "period_start", "period_end", "statistic_id"),
    "indicators": ("indicator",),
    "coverage": ("province",),
    "robustness": ("indicator", "without", "province"),
    "targets": ("target_id",),
    "audits": ("article_id", "kind", "statistic_ids"),
    "references": ("article_id", "surface", "number"),
    "shortfalls": ("article_id", "surface", "sentence"),
    "articles": ("article_id",),
    "pages": ("source_file",),
    "lines": ("source_file", "line"),
    "ledger": ("article_id", "surface"),
    "corrections": ("source_file", "article", "surface", "occurrence", "action", "field"),
    "terms": ("group", "term"),
    "document_terms": ("article_id", "term"),
    "keyness": ("group", "reference", "term"),
    "collocations": ("term", "collocate"),
    "spread": ("term",),
    "richness": ("article_id",),
    "candidates": ("term",),
}
# How a row is called where its key is for programs.
NAMES = {"statistics": ("surface", "province"), "conflicts": ("indicator", "province", "part", "period_end")}
WHERE = frozenset({"start", "end"})  # the place in a text, which any edit of the text before it moves
LONG = frozenset({"sentence", "text"})
COLUMNS = ["table", "key", "row", "what", "column", "old", "new", "article_id", "statistic_id", "sentence"]
TALLIES = ["table", "old", "new", "added", "gone", "changed", "columns_added", "columns_gone"]


class Change(NamedTuple):
    """A row that was `added` or is `gone`, or a field of a row that `changed`; `old` and `new` hold the cell,
    or of a row all its cells. `row` is what a person calls it, `sentence` what it rests on."""

    table: str
    key: str
    row: str
    what: str
    column: str
    old: str
    new: str
    article_id: str
    statistic_id: str
    sentence: str


class Tally(NamedTuple):
    """How many rows a table had and has, and what became of them. A table that one build lacks has None."""

    table: str
    old: int | None
    new: int | None
    added: int
    gone: int
    changed: int
    columns_added: str
    columns_gone: str

    @property
    def same(self) -> bool:
        """Whether nothing changed."""
        counts = self.added, self.gone, self.changed
        return self.old is not None and self.new is not None and not any(counts) and not self.columns

    @property
    def columns(self) -> str:
        """The columns that one build has and the other lacks."""
        return ";".join(filter(None, (self.columns_added, self.columns_gone)))


def changes(old: Build, new: Build) -> list[Change]:
    """Every change from `old` to `new`, by table, first rows added, then gone, then changed. A table or a
    column that one build lacks is no change of its rows: the tally names it."""
    return [change for name in names(old, new) for change in _table(name, old, new)]


def names(old: Build, new: Build) -> list[str]:
    """The tables of either build, those that people look at first in front."""
    there = old.tables.keys() | new.tables.keys()
    return [name for name in KEYS if name in there] + sorted(there - KEYS.keys())


def tally(old: Build, new: Build, found: Sequence[Change]) -> list[Tally]:
    """One row a table of either build."""
    rows = Counter((change.table, change.what) for change in found if change.what != "changed")
    changed = Counter(table for table, _ in {(c.table, c.key) for c in found if c.what == "changed"})
    return [
        Tally(
            name,
            len(old.tables[name]) if name in old.tables else None,
            len(new.tables[name]) if name in new.tables else None,
            rows[name, "added"],
            rows[name, "gone"],
            changed[name],
            ";".join(_gained(name, old, new)),
            ";".join(_gained(name, new, old)),
        )
        for name in names(old, new)
    ]


def _gained(name: str, old: Build, new: Build) -> list[str]:
    """The columns of a table that `new` has and `old` has not; none where one has not the table."""
    before, after = (build.columns.get(name, []) for build in (old, new))
    return [column for column in after if column not in before] if before else []


def _table(name: str, old: Build, new: Build) -> Iterator[Change]:
    if name not in old.tables or name not in new.tables:
        return
    before, after = (_keyed(name, build.tables[name]) for build in (old, new))
    for key in sorted(after.keys() - before.keys()):
        yield _whole(name, key, after[key], new, "added")
    for key in sorted(before.keys() - after.keys()):
        yield _whole(name, key, before[key], old, "gone")
    shared = [column for column in new.columns[name] if column in old.columns[name]]
    told = [column for column in shared if column not in WHERE and column not in KEYS.get(name, ())]
    for key in sorted(before.keys() & after.keys()):
        for column in told:
            one, other = before[key][column], after[key][column]
            if one != other:
                yield _change(name, key, after[key], new, "changed", column, one, other)


def _keyed(name: str, rows: Sequence[Row]) -> dict[tuple[str, ...], Row]:
    """The rows by key, those that share one numbered."""
    seen: Counter[tuple[str, ...]] = Counter()
    found = {}
    for row in rows:
        key = tuple(row.get(column, "") for column in KEYS.get(name, tuple(row)))
        seen[key] += 1
        found[(*key, f"#{seen[key]}") if seen[key] > 1 else key] = row
    return found


def _whole(name: str, key: tuple[str, ...], row: Row, build: Build, what: str) -> Change:
    apart = WHERE | LONG | set(KEYS.get(name, ()))
    cells = "; ".join(f"{column}={cell}" for column, cell in row.items() if cell and column not in apart)
    old, new = ("", cells) if what == "added" else (cells, "")
    return _change(name, key, row, build, what, "", old, new)


def _change(
    name: str, key: tuple[str, ...], row: Row, build: Build, what: str, column: str, old: str, new: str
) -> Change:
    called = [row.get(part, "") for part in NAMES.get(name, KEYS.get(name, ()))] or [*key]
    told = " · ".join(filter(None, called))
    ident, figure = row.get("article_id", ""), row.get("statistic_id", "")
    return Change(name, " · ".join(key), told, what, column, old, new, ident, figure, build.sentence(row))
