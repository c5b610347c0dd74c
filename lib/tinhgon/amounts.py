"""Numbers as a reader expects them: English 2,818 and 24.07 %, Vietnamese 2.818 and 24,07 %."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

LANGUAGES = ("en", "vi")
Said = float | Mapping[str, str]  # a number, or words by language

QUALIFIERS = {
    "en": {"≈": "about ", ">": "more than ", "<": "fewer than ", "≥": "at least ", "≤": "at most "},
    "vi": {"≈": "khoảng ", ">": "trên ", "<": "dưới ", "≥": "ít nhất ", "≤": "tối đa "},
}

_to_vietnamese = str.maketrans(",.", ".,")
_figure = re.compile(r"\d+(?:[.,]\d+)*")
_scales = ((1e9, "billion", "tỷ"), (1e6, "million", "triệu"))


def number(value: float, language: str = "en", decimals: int = 2) -> str:
    """`value` with its thousands grouped, at most `decimals` decimals and no idle zero.

    >>> number(2818), number(2818, "vi"), number(24.07, "vi"), number(50.0)
    ('2,818', '2.818', '24,07', '50')
    """
    text = f"{value:,.{decimals}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.translate(_to_vietnamese) if language == "vi" else text


def percent(value: float, language: str = "en", decimals: int = 2) -> str:
    """`value` as a percentage, its sign set off by a no-break space.

    >>> percent(24.07, "vi").replace("\\u00a0", " ")
    '24,07 %'
    """
    return f"{number(value, language, decimals)}\u00a0%"


def money(value: float, language: str = "en") -> str:
    """An amount of đồng, in millions or billions where it is that large.

    >>> money(12_500_000_000), money(12_500_000_000, "vi")
    ('12.5 billion đồng', '12,5 tỷ đồng')
    """
    for size, english, vietnamese in _scales:
        if value >= size:
            return f"{number(value / size, language)} {vietnamese if language == 'vi' else english} đồng"
    return f"{number(value, language)} đồng"


def printed(value: float, measure: str, qualifier: str = "=", language: str = "en") -> str:
    """`value` in the form of its measure (count, ratio or percent, money), its qualifier before it.

    >>> printed(1000, "count", ">", "vi")
    'trên 1.000'
    """
    form = {"percent": percent, "ratio": percent, "money": money}.get(measure, number)
    return QUALIFIERS[language].get(qualifier, "") + form(value, language)


def decimals(surface: str) -> int:
    """How many decimals the percentage printed in `surface` has.

    >>> [decimals(text) for text in ("24,07% đảng bộ", "trên 8%", "7/14 huyện (bằng 78.6%)", "một nửa")]
    [2, 0, 1, 0]
    """
    if not (runs := _figure.findall(surface)):
        return 0
    parts = re.split("[.,]", runs[-1])
    return len(parts[-1]) if len(parts) > 1 else 0


def listed(words: Sequence[str], language: str = "en") -> str:
    """Words as a list in a sentence.

    >>> listed(["Sơn La", "Lai Châu", "Lạng Sơn"], "vi")
    'Sơn La, Lai Châu và Lạng Sơn'
    """
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {'và' if language == 'vi' else 'and'} {words[-1]}"


class _Printed:
    """A number as a template prints it: `{n}` a count, `{n:%}` a share; words as they are."""

    def __init__(self, value: Said, language: str) -> None:
        self.value, self.language = value, language

    def __format__(self, form: str) -> str:
        if isinstance(self.value, Mapping):
            return self.value[self.language]
        return percent(self.value, self.language) if form == "%" else number(self.value, self.language)


def say(template: str, numbers: Mapping[str, Said], language: str) -> str:
    """`template` with its numbers printed for `language`.

    >>> say("{part} trên {whole}", {"part": 756.0, "whole": 1716.0}, "vi")
    '756 trên 1.716'
    """
    return template.format_map({name: _Printed(value, language) for name, value in numbers.items()})
