"""The shapes of the provinces, 63 and 34, the islands and the archipelagos, as paths of a drawing.

They are Natural Earth's (NOTICE.md), made simpler by tests/shapes.py. Both archipelagos are drawn as that
source draws them: apart from any province, at the scale and latitude of the rest, but nearer to the coast.
"""

from __future__ import annotations

import functools
import itertools
import json
import math
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

FILE = Path(__file__).with_name("shapes.json")
WEST, NORTH, MIDDLE = 102.05, 23.45, 16.0  # degrees; one degree of longitude is as long as at MIDDLE
DEGREE = 38.0  # units of the drawing in a degree of latitude
WIDTH, HEIGHT = 360.0, 614.0

Point = tuple[float, float]


class Box(NamedTuple):
    """Where an archipelago is drawn: its name in English, its westernmost degree and where that is put."""

    en: str
    west: float
    x: float


ARCHIPELAGOS = {"Hoàng Sa": Box("Paracels", 111.1, 288.0), "Trường Sa": Box("Spratlys", 113.25, 248.0)}


@functools.cache
def _data() -> Mapping[str, Any]:
    read: Mapping[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return read


@functools.cache
def _lines() -> list[list[Point]]:
    return [_points(steps) for steps in _data()["lines"]]


def _points(steps: Iterable[tuple[int, int]]) -> list[Point]:
    scale, x, y, points = _data()["scale"], 0, 0, []
    for dx, dy in steps:
        x, y = x + dx, y + dy
        points.append((x / scale, y / scale))
    return points


@functools.cache
def province(*names: str) -> str:
    """The path of a province of the 63, or of several of them as one, without the borders between them.

    Raises KeyError for a name that is none of theirs.

    >>> province("Sơn La").count("M"), province("Thái Bình", "Hưng Yên").count("M")
    (1, 1)
    """
    shapes = _data()["provinces"]
    rings = [ring for name in names for polygon in shapes[name] for ring in polygon]
    if len(names) > 1:
        rings = _dissolved(rings)
    return "".join(_path(_ring(ring)) for ring in rings)


def islands() -> str:
    """The path of the islands that the source ties to no province."""
    return "".join(_path(_ring(ring)) for polygon in _data()["islands"] for ring in polygon)


def archipelago(name: str) -> str:
    """The path of an archipelago, moved to its place in the drawing."""
    box = ARCHIPELAGOS[name]
    moved = (box.x - _at((box.west, NORTH))[0], 0.0)
    return "".join(_path(_points(steps), moved) for steps in _data()["archipelagos"][name])


def extent(name: str) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of the box around an archipelago in the drawing, with room within it."""
    moved = ARCHIPELAGOS[name].x - _at((ARCHIPELAGOS[name].west, NORTH))[0]
    points = [_at(point) for steps in _data()["archipelagos"][name] for point in _points(steps)]
    left, right = (side(x for x, _ in points) + moved for side in (min, max))
    top, bottom = (side(y for _, y in points) for side in (min, max))
    return round(left - 7), round(top - 7), round(right + 7), round(bottom + 7)


def names() -> frozenset[str]:
    """The provinces that have a shape."""
    return frozenset(_data()["provinces"])


# --- Lines and rings -------------------------------------------------------------------------------


def _dissolved(rings: list[list[int]]) -> list[list[int]]:
    """The rings around several shapes: lines that two of them share are gone."""
    used = Counter(_line(at) for ring in rings for at in ring)
    left = [at for ring in rings for at in ring if used[_line(at)] == 1]
    starts: dict[Point, list[int]] = {}
    for at in left:
        starts.setdefault(_directed(at)[0], []).append(at)
    around: list[list[int]] = []
    while any(starts.values()):
        first = next(found for found in starts.values() if found)
        ring = [first.pop(0)]
        while following := starts.get(_directed(ring[-1])[-1]):
            ring.append(following.pop(0))
        around.append(ring)
    return around


def _line(at: int) -> int:
    return ~at if at < 0 else at


def _directed(at: int) -> list[Point]:
    return _lines()[at] if at >= 0 else _lines()[~at][::-1]


def _ring(ring: list[int]) -> list[Point]:
    points: list[Point] = []
    for at in ring:
        points += _directed(at)[1:] if points else _directed(at)
    return points


def _at(point: Point) -> Point:
    """Where a longitude and latitude are in the drawing."""
    longitude, latitude = point
    return (longitude - WEST) * math.cos(math.radians(MIDDLE)) * DEGREE, (NORTH - latitude) * DEGREE


def _path(points: Iterable[Point], moved: Point = (0.0, 0.0)) -> str:
    """A closed line in the language of SVG, in steps of a tenth of a unit."""
    placed = [tuple(round(10 * (c + m)) for c, m in zip(_at(p), moved, strict=True)) for p in points]
    steps = [(b[0] - a[0], b[1] - a[1]) for a, b in itertools.pairwise(placed) if a != b]
    joined = " ".join(f"{_tenth(dx)} {_tenth(dy)}" for dx, dy in steps)
    return f"M{_tenth(placed[0][0])} {_tenth(placed[0][1])}l{joined}z"


def _tenth(tenths: int) -> str:
    return f"{tenths / 10:g}"
