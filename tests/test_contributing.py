"""CONTRIBUTING.md is true: the rules it shows are rules, and do what their examples say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tinhgon import statistics, tables
from tinhgon.clauses import read_article
from tinhgon.corrections import COLUMNS
from tinhgon.rules import check

GUIDE = (Path(__file__).parents[1] / "CONTRIBUTING.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```yaml\n# (\w+)\.yml\n(.*?)```", GUIDE, re.DOTALL)


def test_the_guide_shows_an_object_a_model_and_a_standard() -> None:
    assert [name for name, _ in BLOCKS] == ["objects", "models", "standards"]


@pytest.mark.parametrize(("name", "text"), BLOCKS, ids=[name for name, _ in BLOCKS])
def test_rules_of_the_guide_do_what_their_examples_say(name: str, text: str, tmp_path: Path) -> None:
    (tmp_path / f"{name}.yml").write_text(text, encoding="utf-8")
    book = check(tmp_path)
    own = [entry for entry in book.entries(name) if entry["id"] not in check().by_id(name)]
    assert len(own) == 1
    for example in own[0]["examples"]:
        article = read_article(example["text"], book)
        figures = statistics.find(article, book)
        models = {model.id for sentence in article.sentences for model in sentence.models}
        told = models | {figure.object for figure in figures} | {figure.predicate for figure in figures}
        assert (own[0]["id"] in told) == (example.get("value", "") is not None), example["text"]


def test_the_columns_of_corrections_are_all_told() -> None:
    told = re.findall(r"`(\w+)`", "".join(re.findall(r"^\| (`[^|]*) \|", GUIDE, re.MULTILINE)))
    assert told == list(COLUMNS)
    assert {"corrected", "confirmed"} <= tables.COLUMNS["statistics"].keys()


@pytest.mark.parametrize("name", sorted(set(re.findall(r"tests/[\w/]+\.(?:py|yml)", GUIDE))))
def test_files_that_the_guide_names_are_there(name: str) -> None:
    assert (Path(__file__).parents[1] / name).exists()
