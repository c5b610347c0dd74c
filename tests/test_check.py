"""`tinhgon check` finds what was done to a build."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tinhgon import tables
from tinhgon.build import digests
from tinhgon.check import check
from tinhgon.errors import CheckError, InputError

TEXT = "Sơn La\nGiảm 815 bản."
PAGES = {
    "site/index.html": '<a href="https://example.org/x">a</a> <a href="vi/b.html#p">b</a>'
    ' <a href="#top">c</a><i id="top">',
    "site/vi/b.html": "<p id='p'><a href='../index.html?x=1'>up</a> <script src=../none.js></script>",
}


def sign(output: Path) -> None:
    """Write the manifest of what stands in the folder."""
    names = [path for path in digests.walk(output) if path.name != "manifest.json"]
    files = {path.relative_to(output).as_posix(): digests.file(path) for path in names}
    (output / "manifest.json").write_text(json.dumps({"tinhgon": "0", "files": files}), encoding="utf-8")


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """A build with one article, one figure and two pages."""
    where = {"article_id": "a#1", "source_file": "a", "article": 1}
    found = {"statistic_id": "s", "surface": "815", "start": 12, "end": 15}
    added = {"statistic_id": "t", "surface": "9"}
    tables.write(tmp_path / "tables", "articles", tables.frame("articles", [where | {"text": TEXT}]))
    tables.write(
        tmp_path / "tables", "statistics", tables.frame("statistics", [where | found, where | added])
    )
    for name, text in PAGES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    sign(tmp_path)
    return tmp_path


def test_a_good_build(output: Path) -> None:
    assert check(output) == {"files": 6, "figures": 1, "links": 4}


@pytest.mark.parametrize("ordered", [True, False])
def test_articles_are_looked_at_some_at_a_time(
    tmp_path: Path, ordered: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A table in another order than the articles is checked as well; a figure of no article is a fault."""
    monkeypatch.setattr("tinhgon.check.HELD", 4)
    places = [{"article_id": f"{n}#1", "source_file": str(n), "article": 1} for n in range(30)]
    texts = [{**place, "text": f"Giảm {n + 100} bản."} for n, place in enumerate(places)]
    found = [
        {**place, "statistic_id": str(n), "surface": str(n + 100), "start": 5, "end": 8}
        for n, place in enumerate(places)
    ]
    tables.write(tmp_path / "tables", "articles", tables.frame("articles", texts))
    tables.write(
        tmp_path / "tables", "statistics", tables.frame("statistics", found[:: 1 if ordered else -1])
    )
    (tmp_path / "site").mkdir()
    sign(tmp_path)
    assert check(tmp_path)["figures"] == 30
    tables.write(tmp_path / "tables", "articles", tables.frame("articles", texts[:-1]))
    sign(tmp_path)
    with pytest.raises(CheckError, match="29#1 5–8: the text has '', the table '129'"):
        check(tmp_path)


def replace(name: str, old: str, new: str) -> Callable[[Path], None]:
    def do(output: Path) -> None:
        text = (output / name).read_text(encoding="utf-8")
        assert old in text
        (output / name).write_text(text.replace(old, new), encoding="utf-8")

    return do


def move_a_figure(output: Path) -> None:
    frame = tables.read(output / "tables", "statistics")
    frame["start"] += 1
    tables.write(output / "tables", "statistics", frame)


@pytest.mark.parametrize(
    ("harm", "signed", "fault"),
    [
        (replace("site/index.html", "top", "tip"), False, "site/index.html: changed since the build"),
        (lambda output: (output / "site/vi/b.html").unlink(), False, "site/vi/b.html: missing"),
        (
            lambda output: (output / "tables/x.csv").write_text("x"),
            False,
            "tables/x.csv: not in the manifest",
        ),
        (move_a_figure, True, "statistics: a#1 13–15: the text has '15', the table '815'"),
        (replace("site/index.html", "b.html", "c.html"), True, "the link vi/c.html#p leads nowhere"),
        (replace("site/index.html", "#p", "#q"), True, "the link vi/b.html#q leads to no place on its page"),
        (replace("site/index.html", 'id="top"', ""), True, "the link #top leads to no place"),
    ],
)
def test_a_harmed_build(output: Path, harm: Callable[[Path], None], signed: bool, fault: str) -> None:
    harm(output)
    if signed:
        sign(output)
    with pytest.raises(CheckError) as raised:
        check(output)
    assert fault in str(raised.value)


def test_many_faults_are_counted(output: Path) -> None:
    for number in range(8):
        (output / "tables" / f"{number}.csv").write_text("x")
    with pytest.raises(CheckError, match=r"8 faults in this build(?s:.)*and 3 more"):
        check(output)


def test_no_build(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no build here"):
        check(tmp_path)
