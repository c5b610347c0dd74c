"""Pages for benchmarks, as many as are wanted: python tests/benchmarks/generated.py FOLDER PAGES.

Each is about 5 kB of UTF-8 text: title and lead of one article of the shipped corpus, then sentences of all,
in which every province has become another one, every place another place and every number that is no year,
date or document another number, between the lines that a news site prints around its articles. There are
forty sites; three pages in a hundred are copies of another site's. The same seed gives the same bytes.
"""

from __future__ import annotations

import json
import random
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from tinhgon import pages
from tinhgon.cleaning import clean
from tinhgon.rules import book

CORPUS = Path(__file__).parents[2] / "corpus" / "raw"
SITES = 40
COPIES = 0.03
HEAD = "Trang chủ\nChính trị\nXã hội\nKinh tế\n{own}\n"
FOOT = "\n{author}\nLượt xem: {views}\nCác tin khác\n{others}\nBản quyền thuộc về tòa soạn\n"
_number = re.compile(r"(?<![\w.,/:+-])(?!(?:19|20)\d\d\b)\d+(?:[.,]\d+)*(?![\w/:-])")
_place = re.compile(r"\b((?:huyện|thị xã|xã|phường|thị trấn|thôn|bản)) ((?:[A-ZĐ]\w+ )*[A-ZĐ]\w+)")
_syllables = [
    "An",
    "Bình",
    "Cát",
    "Đông",
    "Giang",
    "Hải",
    "Kim",
    "Lâm",
    "Nam",
    "Phong",
    "Sơn",
    "Tân",
    "Thạch",
    "Yên",
]
_names = ["Lò Văn Minh", "Trần Thị Hà", "Nguyễn Quốc Anh", "Hoàng Đức", "Vi Thị Lan", "Lê Thu Trang"]


class Source(NamedTuple):
    """What a page is made from: the title, the lead and the sentences of one article."""

    title: str
    lead: str
    sentences: list[str]


class Page(NamedTuple):
    """A page and the site that it is on."""

    text: str
    site: int


def generated(count: int, size: int = 5_000, seed: int = 18) -> Iterator[Page]:
    """`count` pages of about `size` bytes."""
    chance = random.Random(seed)
    sources = _sources()
    recent: list[Page] = []
    for _ in range(count):
        if recent and chance.random() < COPIES:
            copied = chance.choice(recent)
            yield Page(copied.text, (copied.site + 1) % SITES)
            continue
        page = _page(size, sources, chance)
        recent = [*recent[-19:], page]
        yield page


def shards(folder: Path, count: int, size: int = 5_000, a_shard: int = 10_000, seed: int = 18) -> Path:
    """`folder` with `count` pages as JSON Lines shards of `a_shard` pages. What lies there already with the
    right number of shards is taken as it is."""
    there = sorted(folder.glob("pages-*.jsonl"))
    if len(there) == -(-count // a_shard) and (folder / ".whole").exists():
        return folder
    folder.mkdir(parents=True, exist_ok=True)
    made = generated(count, size, seed)
    for number in range(-(-count // a_shard)):
        with (folder / f"pages-{number:05}.jsonl").open("w", encoding="utf-8") as file:
            for at in range(number * a_shard, min(count, (number + 1) * a_shard)):
                page = next(made)
                url = f"https://bao{page.site:02}.example.vn/tin/{at}.html"
                record = {"text": page.text, "url": url, "date": f"20{17 + at % 5}-0{1 + at % 9}-1{at % 7}"}
                file.write(json.dumps(record, ensure_ascii=False) + "\n")
    (folder / ".whole").touch()
    return folder


@cache
def _sources() -> list[Source]:
    texts = [text.split("\n") for text in clean(pages.read(CORPUS), similar=0)["articles"]["text"]]
    made = [Source(text[0], text[1], [part for line in text[2:] for part in _parts(line)]) for text in texts]
    return [source for source in made if len(source.sentences) > 5]


def _parts(line: str) -> list[str]:
    """The sentences of a paragraph, none of a line that is no paragraph."""
    parts = re.split(r"(?<=[.;])\s+", line.strip())
    return [part for part in parts if len(part.split()) > 6]


@cache
def _provinces() -> tuple[str, ...]:
    return tuple(row["name"] for row in book().rows("provinces"))


def _page(size: int, sources: list[Source], chance: random.Random) -> Page:
    source, site = chance.choice(sources), chance.randrange(SITES)
    others = "\n".join(other.title for other in chance.sample(sources, 5))
    own = f"Đọc tin nhanh của tòa soạn số {site}" if site % 2 else "Tin mới"
    clock = f"Thứ Tư, 1{chance.randrange(9)}/09/201{chance.randrange(7, 10)}, 17:5{chance.randrange(9)}"
    foot = FOOT.format(author=chance.choice(_names), views=chance.randrange(9999), others=others)
    body = f"{source.title}\n{clock} [GMT+7]\nIn bài viết\n{source.lead}\n"
    written = len((HEAD.format(own=own) + body + foot).encode())
    while written < size:
        line = " ".join(chance.choice(chance.choice(sources).sentences) for _ in range(3)) + "\n"
        body += line
        written += len(line.encode())
    return Page(HEAD.format(own=own) + _varied(body, chance) + foot, site)


def _varied(page: str, chance: random.Random) -> str:
    """The page with other provinces, places and numbers."""
    named = [name for name in _provinces() if name in page]
    if named:
        others = dict(zip(named, chance.sample(_provinces(), len(named)), strict=True))
        page = re.sub("|".join(map(re.escape, named)), lambda found: others[found[0]], page)
    page = _place.sub(lambda found: f"{found[1]} {' '.join(chance.sample(_syllables, 2))}", page)
    return _number.sub(lambda found: _other(found[0], chance), page)


def _other(number: str, chance: random.Random) -> str:
    """Another number that is printed alike."""
    first = str(chance.randrange(1, 10))
    return first + re.sub(r"\d", lambda _: str(chance.randrange(10)), number[1:])


if __name__ == "__main__":
    print(shards(Path(sys.argv[1]), int(sys.argv[2])))
