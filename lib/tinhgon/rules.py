"""The rules that a researcher may edit: loads the files of `rules/`, checks them, says where one is wrong.

A rule file is a YAML list of entries (its JSON Schema stands in `rules/schema/`), a CSV table or a list
of words, one a line. A folder of one's own is laid over the shipped one: entries replace those of the
same id, rows those of the same first column, words are added.
"""

from __future__ import annotations

import csv
import difflib
import functools
import hashlib
import io
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import fastjsonschema
import yaml

from tinhgon.errors import InputError
from tinhgon.text import normalise

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times as fast where libyaml is there
SHIPPED = Path(__file__).with_name("rules")
Entry = Mapping[str, Any]


@dataclass(frozen=True, eq=False)
class Rulebook:
    """All rules of one run. Two books of the same folder are one object, so results can be cached by it."""

    folder: Path | None
    digest: str
    _cache: dict[str, Any] = field(default_factory=dict, repr=False)

    def entries(self, name: str) -> tuple[Entry, ...]:
        """The entries of `NAME.yml` in file order.

        >>> book().entries("objects")[0]["id"]
        'focal_points'
        """
        return self._once(f"{name}.yml", lambda: _overlay(map(_read_yaml, self._files(f"{name}.yml")), "id"))

    def rows(self, name: str) -> tuple[Mapping[str, str], ...]:
        """The rows of `NAME.csv`, every cell a string."""
        return self._once(f"{name}.csv", lambda: _overlay(map(_read_csv, self._files(f"{name}.csv")), None))

    def lines(self, name: str) -> tuple[str, ...]:
        """The lines of `NAME.txt` without comments and blanks, in order, each once."""
        files = self._files(f"{name}.txt")
        return self._once(
            f"{name}.txt", lambda: tuple(dict.fromkeys(w for file in files for w in _words(file)))
        )

    def by_id(self, name: str) -> Mapping[str, Entry]:
        """The entries of `NAME.yml` by their ids."""
        return self._once(f"{name}.by_id", lambda: {entry["id"]: entry for entry in self.entries(name)})

    def _once(self, key: str, make: Callable[[], Any]) -> Any:
        if key not in self._cache:
            self._cache[key] = make()
        return self._cache[key]

    def _files(self, name: str) -> list[Path]:
        files = [folder / name for folder in (SHIPPED, self.folder) if folder is not None]
        return [file for file in files if file.exists()]


def book(folder: str | Path = "") -> Rulebook:
    """The shipped rules, with those of `folder` laid over them. Raises InputError where `folder` is no
    folder or holds a file that is no rule file.

    >>> book() is book("")
    True
    """
    return _book(Path(folder).resolve() if folder else None)


@functools.cache
def _book(folder: Path | None) -> Rulebook:
    shipped = {file.name for file in _rule_files(SHIPPED)}
    if folder is not None:
        if not folder.is_dir():
            raise InputError(f"{folder}: no such folder of rules")
        for file in _rule_files(folder):
            if file.name not in shipped:
                near = difflib.get_close_matches(file.name, shipped, 1)
                raise InputError(f"{file}: not a rule file" + (f"; did you mean {near[0]}?" if near else ""))
    digest = hashlib.sha256()
    for root in (SHIPPED, folder):
        for file in _rule_files(root) if root else ():
            digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return Rulebook(folder, digest.hexdigest())


def check(folder: str | Path = "") -> Rulebook:
    """Load every rule file, so that a fault is found before work begins. Raises InputError at the first."""
    rules = book(folder)
    readers = {".yml": rules.entries, ".csv": rules.rows, ".txt": rules.lines}
    for file in _rule_files(SHIPPED):
        readers[file.suffix](file.stem)
    return rules


def _rule_files(folder: Path) -> list[Path]:
    return sorted(file for file in folder.iterdir() if file.suffix in {".yml", ".csv", ".txt"})


# --- Reading one file ------------------------------------------------------------------------------


def _decode(file: Path) -> str:
    try:
        return normalise(file.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        raise InputError(f"{file}: not UTF-8 (byte {error.start}); save it as UTF-8") from error


def _words(file: Path) -> Iterator[str]:
    for line in _decode(file).splitlines():
        if word := line.split("#", 1)[0].strip():
            yield word


def _read_csv(file: Path) -> list[Entry]:
    text = "".join(line for line in _decode(file).splitlines(keepends=True) if not line.startswith("#"))
    reader = csv.DictReader(io.StringIO(text))
    rows: list[Entry] = []
    for row in reader:
        if None in row or None in row.values():
            raise InputError(
                f"{file}:{reader.line_num}: {len(reader.fieldnames or [])} cells are due in this row"
            )
        rows.append(row)
    return rows


def _read_yaml(file: Path) -> list[Entry]:
    schema = json.loads((SHIPPED / "schema" / f"{file.stem}.json").read_text(encoding="utf-8"))
    try:
        node = yaml.compose(_decode(file), Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise InputError(f"{file}:{line}: not YAML: {error.problem}") from error
    data = _construct(node, schema, schema) if node else []
    _validate(file, node, data, schema)
    return data


def _construct(node: yaml.Node, schema: Any, root: Any) -> Any:
    """Python data of a YAML node; a scalar is a string unless the schema gives it another type."""
    while "$ref" in schema:
        schema = functools.reduce(lambda part, key: part[key], schema["$ref"].split("/")[1:], root)
    if isinstance(node, yaml.MappingNode):
        known, rest = schema.get("properties", {}), schema.get("additionalProperties")
        return {
            key.value: _construct(value, known.get(key.value, rest if isinstance(rest, dict) else {}), root)
            for key, value in node.value
        }
    if isinstance(node, yaml.SequenceNode):
        return [_construct(item, schema.get("items", {}), root) for item in node.value]
    return _scalar(node, schema.get("type", "string"))


def _scalar(node: yaml.Node, types: str | list[str]) -> Any:
    names = [types] if isinstance(types, str) else types
    if "null" in names and node.tag == "tag:yaml.org,2002:null":
        return None
    if "boolean" in names and node.value in {"true", "false"}:
        return bool(node.value == "true")
    for name, cast in (("integer", int), ("number", float)):
        if name in names:
            try:
                return cast(node.value)
            except ValueError:
                continue
    return node.value


def _validate(file: Path, node: yaml.Node | None, data: Any, schema: Any) -> None:
    """Raise InputError at the first fault. jsonschema, slow to import, is asked only where there is one."""
    try:
        fastjsonschema.validate(schema, data, formats={"phrase": brackets_match})
    except fastjsonschema.JsonSchemaValueException:
        _explain(file, node, data, schema)
    seen: set[str] = set()
    for index, entry in enumerate(data):
        if entry["id"] in seen:
            raise InputError(
                f'{file}:{_locate(node, [index, "id"])}: the id "{entry["id"]}" stands here twice'
            )
        seen.add(entry["id"])


def brackets_match(phrase: object) -> bool:
    """Whether each bracket of a phrase, `(a|b)` or `[x]`, has its other half.

    >>> brackets_match("[số] (xã|phường)"), brackets_match("(giảm|bớt"), brackets_match("[a)")
    (True, False, False)
    """
    open_ones = ""
    for char in str(phrase):
        if char in "([":
            open_ones += char
        elif char in ")]":
            if open_ones[-1:] != {")": "(", "]": "["}[char]:
                return False
            open_ones = open_ones[:-1]
    return not open_ones


def _explain(file: Path, node: yaml.Node | None, data: Any, schema: Any) -> None:
    from jsonschema import Draft202012Validator, FormatChecker

    formats = FormatChecker(())
    formats.checks("phrase")(brackets_match)
    errors = sorted(
        Draft202012Validator(schema, format_checker=formats).iter_errors(data),
        key=lambda error: (list(map(str, error.absolute_path)), error.validator != "additionalProperties"),
    )
    for error in errors:
        at, message = _locate(node, list(error.absolute_path)), error.message
        if error.validator == "format":
            message = f'brackets do not match in "{error.instance}"'
        if error.validator == "additionalProperties":
            known = list(error.schema["properties"])
            wrong = next(key for key in error.instance if key not in known)
            near = difflib.get_close_matches(wrong, known, 1)
            at = _locate(node, [*error.absolute_path, wrong])
            message = f'unknown key "{wrong}"' + (
                f'; did you mean "{near[0]}"?' if near else f"; known are {', '.join(known)}"
            )
        raise InputError(f"{file}:{at}: {message}")


def _locate(node: yaml.Node | None, path: list[str | int]) -> int:
    """The line, from 1, of the node at `path`, or of the last part of the path that exists."""
    line = 1
    while node is not None:
        line = node.start_mark.line + 1
        if not path:
            break
        step, path = path[0], path[1:]
        if isinstance(node, yaml.SequenceNode) and isinstance(step, int):
            node = node.value[step]
        elif isinstance(node, yaml.MappingNode):
            pair = next(((key, value) for key, value in node.value if key.value == step), None)
            if pair is None:
                break
            line, node = pair[0].start_mark.line + 1, pair[1] if path else None
        else:
            break
    return line


def _overlay(parts: Iterator[list[Entry]], key: str | None) -> tuple[Entry, ...]:
    merged: dict[str, Entry] = {}
    for part in parts:
        for entry in part:
            merged[entry[key or next(iter(entry))]] = entry
    return tuple(merged.values())
