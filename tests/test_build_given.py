"""Hand-coded pages and corrections given to a build: passed to who asks, and part of what it depends on."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import tiny
from building import Heard, isolate
from tinhgon import cli
from tinhgon.build import Settings, build, digests
from tinhgon.build.settings import beside
from tinhgon.errors import InputError

pytestmark = pytest.mark.xdist_group("build_given")  # one fixture for all

CORPUS = Path(__file__).parents[1] / "corpus"
ASKS = (
    'tables_folder: str = ""  # tables\ngold: str = ""  # coded\ncorrections: str = ""  # settled',
    "from pathlib import Path\nprint(Path(gold).name, Path(corrections).read_text() if corrections else '')",
    {"reads": ["pages"], "writes": []},
)


class Place:
    """A tiny corpus with one notebook that asks for gold and corrections."""

    def __init__(self, root: Path) -> None:
        self.root, self.corpus, self.output = root, root / "corpus", root / "out"
        self.gold, self.corrections = root / "gold", root / "corrections.csv"
        tiny.corpus(self.corpus)
        tiny.notebooks(root / "notebooks")
        tiny.notebook(root / "notebooks", "40_asks", *ASKS)
        self.gold.mkdir()
        (self.gold / "articles.jsonl").write_text("{}\n", encoding="utf-8")
        self.corrections.write_text("first\n", encoding="utf-8")

    def build(self, **changes: object) -> list[str]:
        heard = Heard()
        given = {"gold": self.gold, "corrections": self.corrections} | changes
        settings = Settings(self.corpus, self.output, notebooks=self.root / "notebooks", **given)  # type: ignore[arg-type]
        build(settings, heard)
        return sorted(heard.ran)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("given")
    with pytest.MonkeyPatch.context() as patch:
        isolate(patch)
        Place(root).build()
    return root


@pytest.fixture
def place(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    isolate(monkeypatch)
    shutil.copytree(built, tmp_path / "place")
    again = Place.__new__(Place)
    again.root, again.corpus = tmp_path / "place", tmp_path / "place" / "corpus"
    again.output, again.gold = again.root / "out", again.root / "gold"
    again.corrections = again.root / "corrections.csv"
    return again


def test_the_notebook_that_asks_gets_them_and_its_page_names_no_folder(place: Place) -> None:
    run = (place.output / "notebooks" / "40_asks.ipynb").read_text(encoding="utf-8")
    assert "gold first" in run
    assert str(place.root.parent) not in run


def test_nothing_runs_twice_and_only_who_asks_runs_again(place: Place) -> None:
    assert place.build() == []
    place.corrections.write_text("second\n", encoding="utf-8")
    assert place.build() == ["40_asks", "site"]
    (place.gold / "articles.jsonl").write_text("{ }\n", encoding="utf-8")
    assert place.build() == ["40_asks"]  # it prints the folder's name alone, so the site is as it was
    assert place.build(gold=None, corrections=None) == ["40_asks", "site"]


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"gold": Path("none")}, "no such folder of hand-coded"),
        ({"corrections": Path("none")}, "no such file"),
    ],
)
def test_what_is_not_there_is_said_before_anything_runs(
    changes: dict[str, Path], fault: str, place: Place
) -> None:
    before = digests.tree(place.output)
    with pytest.raises(InputError, match=fault):
        place.build(**changes)
    assert digests.tree(place.output) == before


@pytest.mark.parametrize("name", ["gold", "corrections"])
def test_they_have_options_of_their_own(name: str, place: Place) -> None:
    with pytest.raises(InputError, match=f"use --{name}"):
        place.build(parameters=((f"40_asks.{name}", "x"),))


def test_the_shipped_ones_go_with_the_shipped_corpus_alone(tmp_path: Path) -> None:
    for name in ("gold", "corrections.csv"):
        assert beside(CORPUS / "raw", name) == CORPUS / name
        assert beside(CORPUS / "gold" / ".." / "raw", name) == CORPUS / name
        assert beside(tmp_path, name) is None
    assert beside(CORPUS / "raw", "none") is None


@pytest.mark.parametrize(
    ("arguments", "gold", "corrections"),
    [
        (["--corpus", str(CORPUS / "raw")], CORPUS / "gold", CORPUS / "corrections.csv"),
        (["--corpus", str(CORPUS / "gold")], None, None),
        (["--corpus", "x", "--gold", "/g", "--corrections", "/c"], Path("/g"), Path("/c")),
    ],
)
def test_the_command_line_passes_them_on(
    arguments: list[str],
    gold: Path | None,
    corrections: Path | None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[Settings] = []

    def remember(settings: Settings, progress: object) -> None:
        asked.append(settings)
        raise InputError("far enough")

    monkeypatch.setattr("tinhgon.build.build", remember)
    with pytest.raises(SystemExit):
        cli.main(["build", *arguments])
    assert (asked[0].gold, asked[0].corrections) == (gold, corrections)
