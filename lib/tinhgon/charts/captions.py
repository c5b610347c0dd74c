"""What stands around a figure: title, source, unit, period, and what to know before using it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from tinhgon.charts import wording
from tinhgon.charts.display import LANGUAGES, Language

Pair = tuple[str, str]  # English and Vietnamese

CLAIMS = (
    "articles of this corpus; claims of the press, not audited",
    "các bài trong kho ngữ liệu; thông tin báo chí, chưa kiểm toán",
)
TEXTS = ("the texts of the articles", "văn bản các bài")
WHOLE = ("all years of the corpus", "mọi năm của kho ngữ liệu")
MISSING = (
    "What no article prints is missing here; it is not zero.",
    "Điều không bài nào in thì thiếu ở đây; thiếu không phải là bằng không.",
)
TERMS = {
    "source": ("Source", "Nguồn"),
    "unit": ("Unit", "Đơn vị"),
    "period": ("Period", "Thời gian"),
    "know": ("Before you use it", "Cần biết trước khi dùng"),
}


@dataclass(frozen=True)
class Caption:
    """A figure's title in both languages, and what to know before using it (`source_*`).

    `unit`, `period` and `origin` (where the data are from) are pairs, English first. Without a unit none is
    named; the period is else that of the corpus, the origin the articles.
    """

    en: str
    vi: str
    source_en: str = ""
    source_vi: str = ""
    unit: Pair = ("", "")
    period: Pair = WHOLE
    origin: Pair = CLAIMS

    def title(self, language: Language) -> str:
        """The title.

        >>> Caption("A", "B").title("vi")
        'B'
        """
        return self.en if language == "en" else self.vi

    def about(self, language: Language) -> list[tuple[str, str]]:
        """The lines under the figure, each with what it is called: source, unit, period, what to know.

        >>> Caption("A", "B", unit=("articles", "bài")).about("en")[1]
        ('Unit', 'articles')
        """
        at = LANGUAGES.index(language)
        know = (self.source_en or MISSING[0], self.source_vi or MISSING[1])
        lines = {"source": self.origin, "unit": self.unit, "period": self.period, "know": know}
        return [(TERMS[name][at], pair[at]) for name, pair in lines.items() if pair[at]]

    def of_first(self, drawn: int, rows: int) -> Caption:
        """The caption of a figure that draws the first of its rows alone: it says so."""
        if drawn >= rows:
            return self
        en = f"{self.source_en} Drawn: the first {drawn} of {wording.number(rows, 'en')}."
        vi = f"{self.source_vi} Vẽ {drawn} dòng đầu trong {wording.number(rows, 'vi')}."
        return replace(self, source_en=en.strip(), source_vi=vi.strip())


def lines(caption: Caption, language: Language) -> str:
    """What stands under a figure, as HTML."""
    told = [
        f"<strong>{wording.escaped(term)}:</strong> {wording.escaped(words)}"
        for term, words in caption.about(language)
    ]
    return f'<p class="source">{"<br/>".join(told)}</p>'


def years(days: Iterable[object]) -> Pair:
    """The period from the first to the last year of ISO days and intervals; that of the corpus without any.

    >>> years(["2018-09-12", None, "2016-01-01/2019-12-31"])[0], years([])[0]
    ('2016–2019', 'all years of the corpus')
    """
    found = [part[:4] for day in days if not wording.missing(day) for part in str(day).split("/")]
    if not found:
        return WHOLE
    span = "–".join(dict.fromkeys((min(found), max(found))))
    return span, span
