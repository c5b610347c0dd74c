"""What changed, in sentences of both languages: what the builds were made from, then table by table."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from tinhgon.amounts import listed, number
from tinhgon.diff.builds import Build
from tinhgon.diff.changes import Tally

# Parts of a manifest that say what a build was made from, in the order in which they are told.
MADE_FROM = ("corpus", "gold", "corrections", "rules", "parameters", "notebooks", "library", "tinhgon")
MACHINE = ("python", "platform", "packages", "language")


@functools.cache
def words() -> Mapping[str, Mapping[str, Any]]:
    """What the pages and the summary say, by phrase and language."""
    read: Mapping[str, Mapping[str, Any]] = yaml.safe_load(
        Path(__file__).with_name("words.yml").read_text(encoding="utf-8")
    )
    return read


def say(phrase: str, language: str, **values: object) -> str:
    """A phrase of `words.yml`, its `{names}` filled in.

    >>> say("rows", "en", n=3)
    '3 rows'
    """
    return str(words()[phrase][language]).format(**values)


def called(table: str, language: str) -> str:
    """What the rows of a table are called.

    >>> called("statistics", "vi"), called("mine", "en")
    ('con số', 'rows of mine')
    """
    return say(f"table_{table}", language) if f"table_{table}" in words() else say("of", language, name=table)


def sentences(old: Build, new: Build, tallies: Sequence[Tally], language: str) -> list[str]:
    """The summary: the first sentence says what the builds were made from, one each what a table gained, lost
    and has otherwise, the last which tables are the same."""
    moved = [tally for tally in tallies if not tally.same]
    told = [_made_from(old, new, language)]
    told += [_told(tally, language) for tally in moved if tally.old is not None and tally.new is not None]
    told += _alone([tally for tally in moved if tally.old is None], "only_new", language)
    told += _alone([tally for tally in moved if tally.new is None], "only_old", language)
    same = [called(tally.table, language) for tally in tallies if tally.same]
    if not moved:
        told.append(say("all_same", language))
    elif same:
        told.append(say("same", language, names=listed(same, language)))
    return [sentence[0].upper() + sentence[1:] for sentence in told]


def _made_from(old: Build, new: Build, language: str) -> str:
    kinds = [kind for kind in (*MADE_FROM, *MACHINE) if old.manifest.get(kind) != new.manifest.get(kind)]
    if not kinds:
        return say("made_alike", language)
    return say(
        "made_apart", language, names=listed([say(f"made_{kind}", language) for kind in kinds], language)
    )


def _alone(tallies: Sequence[Tally], phrase: str, language: str) -> list[str]:
    """Which tables one build alone has, each with its rows."""
    told = [
        f"{called(tally.table, language)} ({number(tally.new or tally.old or 0, language)})"
        for tally in tallies
    ]
    return [say(phrase, language, names=listed(told, language))] if told else []


def _told(tally: Tally, language: str) -> str:
    name = called(tally.table, language)
    counts = {"added": tally.added, "gone": tally.gone, "changed": tally.changed}
    parts = [say(f"n_{what}", language, n=number(n, language)) for what, n in counts.items() if n]
    parts += [say("columns", language, names=tally.columns.replace(";", ", "))] if tally.columns else []
    before, after = number(tally.old or 0, language), number(tally.new or 0, language)
    return say("told", language, name=name, parts=listed(parts, language), old=before, new=after)
