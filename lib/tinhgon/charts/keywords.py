"""Key words: how much more one side uses a word, with the interval; what the other side uses more as well."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from tinhgon.charts import captions, drawing, wording
from tinhgon.charts.captions import Caption
from tinhgon.charts.display import LANGUAGES, Display, Language, paragraph, stack
from tinhgon.charts.drawing import ACCENT, CUT, INK, Names, Rows
from tinhgon.charts.tabular import table
from tinhgon.keyness import Refusal
from tinhgon.text import fold

FALSE = 0.05  # the rate of false discoveries up to which a word is called key
SHOWN = (
    "term", "frequency", "reference_frequency", "document_frequency",
    "log_likelihood", "log_ratio", "log_ratio_low", "log_ratio_high",
)  # fmt: skip
Row = Mapping[Any, Any]


def key_rows(keyness: pd.DataFrame, limit: int = 0) -> pd.DataFrame:
    """The rows of key words: found at a rate of false discoveries of 5 %, with an interval without zero. A
    group's own name is left out.

    What the group says more comes first, what the reference says more last, each strongest first. With a
    `limit`, so many of either side.
    """
    certain = _without_own_name(keyness)
    certain = certain[certain["q_value"] <= FALSE]
    more = certain[certain["log_ratio_low"] > 0].sort_values(
        ["log_likelihood", "term"], ascending=[False, True]
    )
    less = certain[certain["log_ratio_high"] < 0].sort_values(["log_likelihood", "term"])
    return pd.concat([more.head(limit or len(more)), less.head(limit or len(less))], ignore_index=True)


def most_different(keyness: pd.DataFrame, limit: int = 8) -> pd.DataFrame:
    """The first `limit` key words of either side, and after them as many more words as make up two for each,
    the strongest first."""
    others = _without_own_name(keyness)
    others = others.sort_values("log_likelihood", key=abs, ascending=False, kind="stable")
    both = pd.concat([key_rows(keyness, limit), others]) if len(keyness) else keyness
    return both.drop_duplicates("term", ignore_index=True).head(2 * limit)


def _without_own_name(keyness: pd.DataFrame) -> pd.DataFrame:
    return keyness[keyness["term"].map(fold) != keyness["group"].map(fold)]


def key_words(
    keyness: pd.DataFrame, refusal: Refusal | None = None, group: str = "", limit: int = 8
) -> Display:
    """The key words of both sides in a sentence, a figure and a table; where the sides are too small to say
    anything, a sentence that says so."""
    if refusal is not None:
        return _refused(refusal, group)
    if keyness.empty:
        return paragraph(
            "No word is frequent enough on either side to be compared.",
            "Không từ nào đủ tần số ở một trong hai bên để so sánh.",
        )
    drawn = key_rows(keyness, limit)
    figure = _figure(drawn, key_rows(keyness)) if len(drawn) else Display("", "")
    shown = most_different(keyness, limit)
    below = table(
        shown.assign(key=shown["term"].isin(key_rows(keyness)["term"])).round({"log_likelihood": 1}),
        "The words that differ most, key or not",
        "Những từ chênh lệch nhiều nhất, đủ chắc hay chưa",
        [*SHOWN, "key"],
    )
    return stack(_sentence(keyness), figure, below)


def _refused(refusal: Refusal, group: str) -> Display:
    """Why nothing is compared."""
    of = wording.escaped(group) if group else ""
    side = {
        "group": (of or "no group", of or "không nhóm nào"),
        "reference": ("what it is compared with", "phần đối chiếu"),
    }[refusal.side]
    what = {"words": ("word", "từ"), "articles": ("article", "bài")}[refusal.what]
    has, needs = ([wording.count(n, code, *what) for code in LANGUAGES] for n in (refusal.has, refusal.needs))
    return paragraph(
        f"Too little text to name key words: {side[0]} has {has[0]}, and at least {needs[0]} are needed. "
        "No word is compared.",
        f"Quá ít văn bản để nêu từ khóa: {side[1]} có {has[1]}, cần ít nhất {needs[1]}. "
        "Không so sánh từ nào.",
        "notice",
    )


def _sentence(keyness: pd.DataFrame) -> Display:
    """How many words were compared, how many are key, and which comes first."""
    found = key_rows(keyness)
    first = keyness.iloc[0]
    group, reference = wording.escaped(first["group"]), _reference(first)
    more, less = int((found["log_ratio"] > 0).sum()), int((found["log_ratio"] < 0).sum())

    def write(language: Language) -> str:
        compared = wording.count(len(keyness), language, "word", "từ")
        counts = wording.number(more, language), wording.number(less, language)
        leading = found.iloc[0] if more else None
        if language == "en":
            told = (
                f"<strong>{group}</strong> against {reference[0]}: of {compared} compared, {counts[0]} are "
            )
            told += f"used more there and {counts[1]} less, beyond what chance and single articles explain."
            if leading is not None:
                told += f" First: <em>{wording.escaped(leading['term'])}</em>, {_times(leading, language)}."
            return f"<p>{told}</p>"
        told = (
            f"<strong>{group}</strong> so với {reference[1]}: trong {compared} được so sánh, {counts[0]} từ "
        )
        told += (
            f"dùng nhiều hơn và {counts[1]} từ dùng ít hơn, vượt quá mức ngẫu nhiên và mức của riêng một bài."
        )
        if leading is not None:
            told += f" Đứng đầu: <em>{wording.escaped(leading['term'])}</em>, {_times(leading, language)}."
        return f"<p>{told}</p>"

    return Display.of(write)


def _reference(row: Any) -> tuple[str, str]:
    named = {
        "rest": ("all other articles", "mọi bài còn lại"),
        "list": ("the list given", "danh sách đã cho"),
    }
    name = str(row["reference"])
    return named.get(name, (wording.escaped(name), wording.escaped(name)))


def _times(row: Any, language: Language) -> str:
    """How many times as often the side that has more of it uses a word."""
    missing = row["reference_frequency"] if row["log_ratio"] > 0 else row["frequency"]
    if int(missing) == 0:
        return "only there" if language == "en" else "chỉ có ở đó"
    return f"×{wording.number(2 ** abs(float(row['log_ratio'])), language, 1)}"


def _figure(drawn: pd.DataFrame, whole: pd.DataFrame) -> Display:
    rows = drawn.to_dict("records")
    first = rows[0]
    reference = _reference(first)
    caption = Caption(
        f"Key words of {first['group']}, and of {reference[0]}",
        f"Từ khóa của {first['group']}, và của {reference[1]}",
        "Bars: how many times as often, by relative frequency. "
        "Lines: 95 % interval, from drawing whole articles again.",
        "Thanh: nhiều gấp mấy lần, theo tần số tương đối. Vạch: khoảng 95 %, do rút lại nguyên từng bài.",
        unit=("times as often", "gấp mấy lần"),
        origin=captions.TEXTS,
    ).of_first(len(drawn), len(whole))
    names: Names = {language: [str(row["term"]) for row in rows] for language in LANGUAGES}
    room = Rows(names, above=20, below=24)
    left = any(float(row["log_ratio_low"]) < 0 for row in rows)
    reach = max(2.0, *(abs(float(row[end])) for row in rows for end in ("log_ratio_low", "log_ratio_high")))

    def paint(axes: Axes, language: Language) -> None:
        for place, row in enumerate(rows):
            ratio, low, high = (float(row[name]) for name in ("log_ratio", "log_ratio_low", "log_ratio_high"))
            axes.barh(place, ratio, height=room.bar, color=ACCENT if ratio > 0 else CUT)
            axes.plot([low, high], [place, place], color=INK, linewidth=1.4, solid_capstyle="butt")
            for end in (low, high):
                axes.plot([end, end], [place - 3 / room.row, place + 3 / room.row], color=INK, linewidth=1.4)
        axes.axvline(0, color=INK, linewidth=0.8)
        axes.set_xlim(-reach * 1.03 if left else 0, reach * 1.32)
        ends = [max(0.0, float(row["log_ratio_high"])) for row in rows]
        room.place(axes, language, [_times(row, language) for row in rows], ends)
        _scale(axes, reach, left, language)
        sides = {ACCENT: str(first["group"]), CUT: reference[language == "vi"]}
        drawn_sides = {ACCENT if row["log_ratio"] > 0 else CUT for row in rows}
        drawing.legend(axes, [(name, ink) for ink, name in sides.items() if ink in drawn_sides], 20)

    def describe(language: Language) -> str:
        kind = "Bars to either side" if language == "en" else "Thanh về hai phía"
        return f"{kind}: " + "; ".join(_told(row, reference, language) for row in rows) + "."

    return drawing.figure(caption, drawn, describe, paint, room.height, list(SHOWN))


def _scale(axes: Axes, reach: float, left: bool, language: Language) -> None:
    """Ticks at powers of two, named by how many times as often."""
    step = max(1, math.ceil(reach / 3))
    powers = [power for power in range(-3 * step if left else 0, 3 * step + 1, step) if abs(power) <= reach]
    same = "same" if language == "en" else "bằng"
    axes.set_xticks(powers, [f"×{2 ** abs(power)}" if power else same for power in powers])
    if not left:
        axes.get_xticklabels()[0].set_horizontalalignment("left")
    axes.grid(axis="x")
    axes.spines["bottom"].set_visible(False)


def _told(row: Row, reference: tuple[str, str], language: Language) -> str:
    side = str(row["group"]) if row["log_ratio"] > 0 else reference[language == "vi"]
    ends = sorted(abs(float(row[name])) for name in ("log_ratio_low", "log_ratio_high"))
    low, high = (wording.number(2**end, language, 1) for end in ends)
    if language == "en":
        return f"{row['term']}, more in {side}, {_times(row, language)} (from ×{low} to ×{high})"
    return f"{row['term']}, nhiều hơn ở {side}, {_times(row, language)} (từ ×{low} đến ×{high})"
