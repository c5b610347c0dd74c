"""Values for notebooks' parameters: each known and well typed, or refused before anything runs."""

from __future__ import annotations

import difflib
import math
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tinhgon.build.notebooks import Notebook, Parameter
from tinhgon.errors import InputError

# Given by the build itself; naming one with -p would cut a notebook off from the tables before it.
OWN = {
    "corpus": "use --corpus",
    "rules": "use --rules",
    "gold": "use --gold",
    "corrections": "use --corrections",
    "output": "use --output",
    "tables_folder": "the build gives it",
}
Values = dict[str, dict[str, Any]]


def assign(books: Iterable[Notebook], given: Iterable[tuple[str, Any]]) -> Values:
    """The values that each notebook gets, by its stem, of pairs `([notebook.]name, value)`.

    A name without a notebook goes to every notebook that has it; the last value given wins. Text values
    of the command line become the parameter's type. Raises InputError where no notebook has the
    parameter, where the build sets it, or where the value has another type.
    """
    values: Values = {book.stem: {} for book in books}
    by_stem = {book.stem: book for book in books}
    for target, value in given:
        stem, _, name = target.rpartition(".")
        if stem and stem not in by_stem:
            raise InputError(f"parameter {target}: no notebook {stem}{_near(stem, by_stem)}")
        owners = [book for book in ([by_stem[stem]] if stem else books) if name in book.parameters]
        if not owners:
            known = {known for book in by_stem.values() for known in book.parameters}
            raise InputError(f"parameter {target}: no notebook has it{_near(name, known)}")
        for book in owners:
            if name in OWN or name == book.each:
                raise InputError(f"parameter {target}: {OWN.get(name, 'the build gives each value once')}")
            values[book.stem][name] = typed(target, book.parameters[name], value)
    return values


def from_file(path: Path) -> list[tuple[str, Any]]:
    """The pairs of a YAML file: `name: value`, or `notebook: {name: value}`. Raises InputError."""
    import yaml

    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        line = getattr(getattr(error, "problem_mark", None), "line", 0) + 1
        raise InputError(f"{path}:{line}: not YAML: {getattr(error, 'problem', 'not UTF-8')}") from error
    if not isinstance(content, dict):
        raise InputError(f"{path}: give `name: value`, one a line")
    pairs: list[tuple[str, Any]] = []
    for name, value in content.items():
        inner = (
            {f"{name}.{key}": item for key, item in value.items()}
            if isinstance(value, dict)
            else {name: value}
        )
        pairs += [(str(key), item) for key, item in inner.items()]
    return pairs


def typed(target: str, parameter: Parameter, value: Any) -> Any:
    """`value` as the parameter's type. Text is read strictly; anything else must have the type already.

    >>> typed("top", Parameter("top", "int", 5), "12")
    12
    >>> typed("name", Parameter("name", "str", ""), "007")
    '007'
    """
    try:
        return _READERS[parameter.kind](value)
    except (ValueError, TypeError, KeyError):
        raise InputError(f"parameter {target}: {value!r} is no {parameter.kind}") from None


def _str(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _int(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, (int, str)):
        raise TypeError
    return int(value)


def _float(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float, str)) or not math.isfinite(float(value)):
        raise TypeError
    return float(value)


def _bool(value: Any) -> bool:
    return value if isinstance(value, bool) else {"true": True, "false": False}[value]


def _list(value: Any) -> list[str]:
    items = value.split(";") if isinstance(value, str) else value
    if not isinstance(items, list):
        raise TypeError
    return [_str(item) for item in items]


_READERS = {"str": _str, "int": _int, "float": _float, "bool": _bool, "list[str]": _list}


def _near(name: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(name, sorted(known), 1)
    return f"; did you mean {close[0]}?" if close else ""
