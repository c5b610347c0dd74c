"""The downloads described for machines: Frictionless Data Package, schema.org JSON-LD, `CITATION.cff`."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from tinhgon.site.edition import Edition
from tinhgon.site.report import Report
from tinhgon.site.variables import kind, meaning

AUTHORS = "The TinhGon developers"
MEDIA = {
    "csv": "text/csv",
    "parquet": "application/vnd.apache.parquet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "dta": "application/x-stata-dta",
}
KEYS: dict[str, list[str]] = {
    "pages": ["source_file"],
    "articles": ["article_id"],
    "statistics": ["statistic_id"],
    "indicators": ["indicator"],
    "coverage": ["province"],
    "provinces": ["name", "borders"],
}
LINKED = {
    "statistics": "article_id",
    "ledger": "article_id",
    "adoptions": "article_id",
    "comparison": "indicator",
}
HOMES = {"article_id": "articles", "indicator": "indicators"}
TYPES = {"text": "string", "list": "string"}

_day = re.compile(r"\d{4}-\d\d-\d\d")
_deed = re.compile(r"https?://creativecommons\.org/(?:licenses|publicdomain)/([a-z-]+)/([\d.]+)/?")


@dataclass(frozen=True)
class Licence:
    """The licence of a corpus's texts and coding, as its file words it; empty where none was given."""

    text: str = ""

    @property
    def address(self) -> str:
        """Where its deed stands, if the text names a licence of Creative Commons."""
        found = _deed.search(self.text)
        return found[0] if found else ""

    @property
    def spdx(self) -> str:
        """Its SPDX id, if the text names a licence of Creative Commons.

        >>> Licence("CC BY 4.0: https://creativecommons.org/licenses/by/4.0/").spdx, Licence("All mine").spdx
        ('CC-BY-4.0', '')
        """
        found = _deed.search(self.text)
        if not found:
            return ""
        return "CC0-1.0" if found[1] == "zero" else f"CC-{found[1].upper()}-{found[2]}"


@dataclass(frozen=True)
class Dataset:
    """What is described: the tables as they lie in `folder`, their report, its version and licence."""

    folder: Path
    tables: Mapping[str, pd.DataFrame]
    report: Report
    version: str
    licence: Licence

    @property
    def title(self) -> str:
        """The title, as it is cited."""
        return ENGLISH.say("dataset_title")

    @property
    def about(self) -> str:
        """What the tables are, and that figures are claims."""
        told = [ENGLISH.say("dataset_about"), self.report.note(ENGLISH), ENGLISH.say("about_claims")]
        return " ".join(filter(None, told))


ENGLISH = Edition("en", main="en")


def describe(dataset: Dataset) -> None:
    """Write `datapackage.json`, `dataset.jsonld`, `CITATION.cff` and `LICENSE.txt` beside the tables."""
    files = {
        "datapackage.json": _json(package(dataset)),
        "dataset.jsonld": _json(structured(dataset)),
        "CITATION.cff": citation(dataset),
        "LICENSE.txt": dataset.licence.text or NO_LICENCE,
    }
    for name, text in files.items():
        (dataset.folder / name).write_text(text, encoding="utf-8")


NO_LICENCE = f"{ENGLISH.say('licence_none')}\n\n{ENGLISH.other.say('licence_none')}\n"


def _json(data: Mapping[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


# --- Frictionless ----------------------------------------------------------------------------------


def package(dataset: Dataset) -> dict[str, Any]:
    """The downloads as a Data Package: a resource a CSV file, each column with its type and meaning."""
    licence = dataset.licence
    deed = {"name": licence.spdx, "path": licence.address} if licence.address else {"path": "LICENSE.txt"}
    return {
        "profile": "tabular-data-package",
        "name": "tinhgon",
        "title": dataset.title,
        "description": dataset.about,
        "version": dataset.version,
        **({"licenses": [deed]} if licence.text else {}),
        "contributors": [{"title": AUTHORS, "role": "author"}],
        "resources": [_resource(dataset, name, table) for name, table in dataset.tables.items()],
    }


def _resource(dataset: Dataset, name: str, table: pd.DataFrame) -> dict[str, Any]:
    file = dataset.folder / f"{name}.csv"
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "title": told(name),
        "path": file.name,
        "format": "csv",
        "mediatype": MEDIA["csv"],
        "encoding": "utf-8",
        "bytes": file.stat().st_size,
        "hash": f"sha256:{digest(file)}",
        "dialect": {
            "delimiter": ",",
            "lineTerminator": "\r\n",
            "quoteChar": '"',
            "doubleQuote": True,
            "header": True,
        },
        "schema": _schema(dataset, name, table),
    }


def told(name: str) -> str:
    """What a table holds, in English; its name where nobody has said.

    >>> told("ledger"), told("mine")
    ('Every run of digits and what it was taken for', 'mine')
    """
    return ENGLISH.say(f"table_{name}") if ENGLISH.knows(f"table_{name}") else name


def _schema(dataset: Dataset, name: str, table: pd.DataFrame) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_field(name, str(column), table[column]) for column in table.columns],
        "missingValues": [""],
    }
    if name in KEYS:
        schema["primaryKey"] = KEYS[name]
    key = LINKED.get(name, "")
    if key and HOMES[key] in dataset.tables:
        schema["foreignKeys"] = [{"fields": [key], "reference": {"resource": HOMES[key], "fields": [key]}}]
    return schema


def _field(table: str, column: str, values: pd.Series) -> dict[str, Any]:
    type_ = kind(table, column, values)
    if type_ == "date" and not all(_day.fullmatch(day) for day in values.dropna()):
        type_ = "text"
    return {"name": column, "type": TYPES.get(type_, type_), "description": meaning(table, column)}


def digest(file: Path) -> str:
    """The SHA-256 of a file."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


# --- schema.org ------------------------------------------------------------------------------------


def structured(dataset: Dataset, way: str = "") -> dict[str, Any]:
    """The downloads as a schema.org Dataset; `way` leads from where it is read to their folder."""
    licence = dataset.licence.address or f"{way}LICENSE.txt"
    described: dict[str, Any] = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": dataset.title,
        "description": dataset.about,
        "version": dataset.version,
        "inLanguage": ["vi", "en"],
        "creator": {"@type": "Organization", "name": AUTHORS},
        "license": licence,
        "isAccessibleForFree": True,
        "spatialCoverage": {"@type": "Place", "name": "Việt Nam"},
        "temporalCoverage": _time(dataset.report),
        "measurementTechnique": ENGLISH.say("dataset_technique"),
        "variableMeasured": _measured(dataset.report),
        "distribution": [_file(file, way) for file in _files(dataset)],
    }
    return {key: value for key, value in described.items() if value}


def inline(dataset: Dataset, way: str) -> str:
    """The schema.org Dataset for a page's data block: no text of the corpus can end it.

    A block of data is no script to a browser: the page's policy, which lets no inline script run, does not
    hold it up.
    """
    return json.dumps(structured(dataset, way), ensure_ascii=False).replace("<", "\\u003c")


def _time(report: Report) -> str:
    days = [row["as_of"] for row in report.rows["statistics"] if row["as_of"] and not row["target"]]
    ends = sorted(end for day in days for end in day.split("/"))
    return f"{ends[0]}/{ends[-1]}" if ends else ""


def _measured(report: Report) -> list[str]:
    return sorted(
        {ENGLISH.label("object", row["object"]) for row in report.rows["statistics"] if row["object"]}
    )


def _files(dataset: Dataset) -> list[Path]:
    return [dataset.folder / f"{name}.{suffix}" for name in dataset.tables for suffix in MEDIA]


def _file(file: Path, way: str) -> dict[str, Any]:
    return {
        "@type": "DataDownload",
        "name": file.name,
        "encodingFormat": MEDIA[file.suffix[1:]],
        "contentUrl": f"{way}{file.name}",
        "contentSize": f"{file.stat().st_size} B",
        "sha256": digest(file),
    }


# --- Citation --------------------------------------------------------------------------------------


def citation(dataset: Dataset) -> str:
    """`CITATION.cff` of the tables. Its rules' digest tells builds of one version apart."""
    lines = [
        "cff-version: 1.2.0",
        f"message: {json.dumps(ENGLISH.say('cite_note'))}",
        "type: dataset",
        f"title: {json.dumps(dataset.title)}",
        f"authors: [{{name: {AUTHORS}}}]",
        f"version: {json.dumps(dataset.version)}",
        *([f"license: {dataset.licence.spdx}"] if dataset.licence.spdx else []),
        f"abstract: {json.dumps(dataset.about, ensure_ascii=False)}",
        "identifiers:",
        f"  - {{type: other, value: {dataset.report.book.digest}, description: Digest of the rules in use}}",
    ]
    return "\n".join(lines) + "\n"
