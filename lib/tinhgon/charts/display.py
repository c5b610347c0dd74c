"""What a notebook shows: HTML in both languages, of which the site keeps one.

A display is `<div lang="en">…</div><div lang="vi">…</div>` without a `div` inside either, so whoever
publishes can take the one or the other by its tags. In JupyterLab a style in front hides the language
that was not chosen with `use`; the style says nothing anywhere else.
"""

from __future__ import annotations

import functools
import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, get_args

from tinhgon import rules
from tinhgon.errors import InputError

Language = Literal["en", "vi"]
LANGUAGES: tuple[Language, ...] = get_args(Language)

# The look of displays in JupyterLab; the site has a style sheet of its own for the same classes.
LAB = """
.jp-OutputArea .jp-RenderedHTMLCommon{div[lang=%s]{display:none}
figure.chart{margin:1em 0;max-width:35em;svg{width:100%%;height:auto;background:#fff}}
figcaption,caption{text-align:left;font-weight:600;padding:.3em 0}
.note,.source{color:#5b6470;font-size:.9em}
table{font-variant-numeric:tabular-nums}th,td{text-align:left;vertical-align:top;max-width:26em}
td.number,th.number{text-align:right}.date{white-space:nowrap}th[scope=row]{min-width:9em}
.turned{writing-mode:vertical-rl;transform:rotate(180deg);white-space:nowrap}
mark{background:#ffe28a;color:#000}.missing{color:#5b6470}
.line{border-left:.3em solid;padding-left:.6em;margin:0}
a.evidence,a.province,a.word{color:inherit;text-decoration:none;pointer-events:none}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%%)}
td.silent{background:repeating-linear-gradient(135deg,#f3f4f6 0 3px,#b4bbc3 3px 4px)}
td.told{background:radial-gradient(#2474b3 1px,#fff 1.5px) 0 0/5px 5px}
.kwic td:first-child{text-align:right}.kwic td,.kwic th{max-width:none}}
"""


@dataclass
class _Choice:
    """What the running notebook asked for."""

    language: Language = "en"
    book: rules.Rulebook | None = None


_choice = _Choice()
_folded = re.compile(
    r"<svg(?:(?!</?svg).)*+</svg>|<details(?:(?!</?details).)*+</details>", re.DOTALL
)  # pictures, and what is folded away


def use(rules_folder: str = "", language: str = "en") -> None:
    """Name things as the rules of `rules_folder` do, and show `language` (`en` or `vi`) in JupyterLab.

    Raises InputError for another language or a folder of rules that cannot be used.

    >>> use(language="fr")
    Traceback (most recent call last):
    ...
    tinhgon.errors.InputError: language fr: not one of en, vi
    """
    if language not in LANGUAGES:
        raise InputError(f"language {language}: not one of {', '.join(LANGUAGES)}")
    _choice.language = language  # type: ignore[assignment]
    _choice.book = rules.book(rules_folder)


def rulebook() -> rules.Rulebook:
    """The rules that names are taken from."""
    return _choice.book or rules.book()


@dataclass(frozen=True, repr=False)
class Display:
    """Something to look at, as an HTML fragment in English and one in Vietnamese."""

    en: str
    vi: str

    @classmethod
    def of(cls, make: Callable[[Language], str]) -> Display:
        """The display of which `make` writes either language.

        >>> Display.of(lambda language: f"<p>{language}</p>").vi
        '<p>vi</p>'
        """
        return cls(make("en"), make("vi"))

    def __add__(self, other: Display) -> Display:
        """One display under the other."""
        return Display(self.en + "\n" + other.en, self.vi + "\n" + other.vi)

    def _repr_html_(self) -> str:
        other = "vi" if _choice.language == "en" else "en"
        style = f"<style>{_compact(LAB % other)}</style>"
        return f'{style}\n<div lang="en">{self.en}</div>\n<div lang="vi">{self.vi}</div>'

    def __repr__(self) -> str:
        """The words alone, for a terminal."""
        words = self.en if _choice.language == "en" else self.vi
        words = _folded.sub(" ", words)
        return " ".join(html.unescape(re.sub(r"<[^<>]*>", " ", words)).split())


@functools.cache
def _compact(css: str) -> str:
    return css.strip().replace("\n", "")


def paragraph(en: str, vi: str, kind: str = "") -> Display:
    """A paragraph of words; what it is made from must be escaped already.

    >>> paragraph("Nothing here.", "Không có gì.")
    Nothing here.
    """
    opening = f'<p class="{kind}">' if kind else "<p>"
    return Display(f"{opening}{en}</p>", f"{opening}{vi}</p>")


def stack(*parts: Display) -> Display:
    """Displays one under the other."""
    return Display("\n".join(part.en for part in parts), "\n".join(part.vi for part in parts))
