"""One language's edition of the site: its folder, its phrases and how it prints numbers."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import yaml

from tinhgon.charts import wording
from tinhgon.charts.display import LANGUAGES, Language

HERE = Path(__file__).parent
Row = dict[str, Any]


@dataclass(frozen=True)
class Edition:
    """The pages of `language`. The main language's pages lie in the site's root, the others' in a folder."""

    language: Language
    main: Language

    @property
    def folder(self) -> str:
        """The folder of these pages below the site: empty for the main language."""
        return "" if self.language == self.main else self.language

    @property
    def root(self) -> str:
        """The way from a page of this edition up to the site's root.

        >>> Edition("vi", main="en").root
        '../'
        """
        return "../" if self.folder else ""

    @property
    def other(self) -> Edition:
        """The edition in the other language."""
        language = next(language for language in LANGUAGES if language != self.language)
        return Edition(language, self.main)

    def twin(self, page: str) -> str:
        """The way from `page` of this edition to the same page in the other language.

        >>> Edition("vi", main="en").twin("index.html"), Edition("en", main="en").twin("index.html")
        ('../index.html', 'vi/index.html')
        """
        folder = self.other.folder
        return f"{self.root}{folder}/{page}" if folder else f"{self.root}{page}"

    def say(self, phrase: str, **values: object) -> str:
        """The phrase in this language, its `{names}` filled in.

        >>> Edition("en", main="en").say("more_findings", n=3)
        '3 more'
        """
        words = cast(str, phrases()[phrase][self.language])
        return words.format(**values) if values else words

    def knows(self, phrase: str) -> bool:
        """Whether there is such a phrase."""
        return phrase in phrases()

    def many(self, n: int, noun: str) -> str:
        """`n` of a thing, with the noun's right form; number and noun stay on one line.

        >>> en = Edition("en", main="en")
        >>> en.many(1, "page"), en.many(2818, "page"), en.other.many(2818, "page")
        ('1\\xa0page', '2,818\\xa0pages', '2.818\\xa0trang')
        """
        return f"{self.number(n)}\u00a0{self.noun(n, noun)}"

    def noun(self, n: int, noun: str) -> str:
        """The form of the noun that goes with `n`."""
        forms = phrases()[noun][self.language]
        return cast(str, forms if isinstance(forms, str) else forms[n != 1])

    def number(self, value: object) -> str:
        """A number as this language prints it.

        >>> Edition("en", main="en").number(12345.5), Edition("vi", main="en").number(12345.5)
        ('12,345.5', '12.345,5')
        """
        return wording.number(value, self.language)

    def label(self, column: str, value: object) -> str:
        """What a coded value of a column is called; nothing where the cell is empty."""
        return "" if value is None else wording.label(column, value, self.language)

    def heading(self, column: str) -> str:
        """What heads a column."""
        return wording.heading(column, self.language)

    def date(self, value: object) -> str:
        """An ISO date or interval as this language prints it; nothing where the cell is empty."""
        return "" if value is None else wording.date(value, self.language)

    def value(self, row: Row) -> str:
        """What a figure says, with its qualifier and unit; empty where the row has no value.

        >>> Edition("en", main="en").value({"measure": "percent", "value": 8.0, "qualifier": ">"})
        '> 8%'
        """
        if row.get("value") is None and row.get("numerator") is None:
            return ""
        qualifier = row.get("qualifier")
        return ("" if qualifier in {None, "="} else f"{qualifier} ") + self._amount(row)

    def _amount(self, row: Row) -> str:
        if row.get("numerator") is not None and row.get("denominator") is not None:
            pair = f"{self.number(row['numerator'])}/{self.number(row['denominator'])}"
            return pair if row.get("value") is None else f"{pair} ({self.number(row['value'])}%)"
        if row.get("measure") == "percent":
            return f"{self.number(row['value'])}%"
        if row.get("measure") == "money":
            return self._money(float(row["value"]))
        return self.number(row["value"])

    def _money(self, dong: float) -> str:
        for unit, name in ((1e9, ("billion", "tỷ")), (1e6, ("million", "triệu"))):
            if dong >= unit:
                return f"{self.number(dong / unit)} {name[self.language == 'vi']} đồng"
        return f"{self.number(dong)} đồng"


@functools.cache
def phrases() -> dict[str, dict[str, Any]]:
    """What the site says, by phrase and language."""
    return cast(dict[str, dict[str, Any]], yaml.safe_load((HERE / "phrases.yml").read_text(encoding="utf-8")))
