"""Rules: the shipped ones do what their examples say; a researcher's own are checked and laid over."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from operator import itemgetter
from pathlib import Path
from typing import Any

import pytest

from conftest import load_cases
from open_cases import cases
from tinhgon import ledger, rules, statistics
from tinhgon.clauses import Article, read_article
from tinhgon.errors import InputError
from tinhgon.numerals import find
from tinhgon.rules import book, check

RULES = book()


def write(folder: Path, files: dict[str, str]) -> Path:
    """A folder of rules."""
    for name, text in files.items():
        (folder / name).write_bytes(text.encode())
    return folder


@pytest.mark.parametrize("case", cases("rules"))
def test_a_folder_laid_over(case: dict[str, Any], tmp_path: Path) -> None:
    folder = write(tmp_path, case["files"])
    if "says" in case:
        with pytest.raises(InputError) as told:
            check(folder)
        assert str(told.value).startswith(f"{folder}/{case['says']}"), str(told.value)
        assert "\n" not in str(told.value)
        return
    laid = check(folder)
    for name, ids in case["gives"].items():
        stem, _, kind = name.partition(".")
        shipped, own = (
            [entry["id"] for entry in one.entries(stem)] if kind == "yml" else list(one.lines(stem))
            for one in (RULES, laid)
        )
        assert own[: len(shipped)] == shipped
        assert set(ids) <= set(own)
        assert len(own) == len(set(own))


def test_an_entry_laid_over_replaces_the_whole_entry(tmp_path: Path) -> None:
    own = "- {id: decrease, vi: bớt, en: less, phrases: [bớt], examples: [{text: bớt 3, change: level}]}\n"
    laid = book(write(tmp_path, {"changes.yml": own}))
    assert laid.by_id("changes")["decrease"]["en"] == "less"
    assert "behind" not in laid.by_id("changes")["decrease"]
    assert laid.by_id("changes")["increase"] == RULES.by_id("changes")["increase"]


def test_scalars_are_strings_unless_the_schema_says_otherwise(tmp_path: Path) -> None:
    own = "- id: plan\n  vi: no\n  en: 1e3\n  phrases: [12:30, 0x1F, ~, yes, 05]\n"
    entry = book(write(tmp_path, {"cues.yml": own})).by_id("cues")["plan"]
    assert (entry["vi"], entry["en"]) == ("no", "1e3")
    assert entry["phrases"] == ["12:30", "0x1F", "~", "yes", "05"]
    assert RULES.by_id("objects")["communes"]["examples"][-1]["value"] is None


def test_rows_are_laid_over_by_their_first_column(tmp_path: Path) -> None:
    before = RULES.rows("merged_provinces")
    columns = list(before[0])
    row = {**before[0], columns[-1]: "x"}
    lines = [",".join(columns), ",".join(f'"{row[column]}"' for column in columns)]
    laid = book(write(tmp_path, {"merged_provinces.csv": "\n".join(lines) + "\n"})).rows("merged_provinces")
    assert [one[columns[0]] for one in laid] == [one[columns[0]] for one in before]
    assert laid[0][columns[-1]] == "x"
    assert laid[1:] == before[1:]


@pytest.mark.parametrize("name", ["cues.yml", "stopwords.txt", "merged_provinces.csv"])
def test_a_file_that_is_not_utf8_is_named(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes("# giảm\n".encode() + "giảm".encode("utf-16"))
    with pytest.raises(InputError, match=r"not UTF-8 \(byte 9\); save it as UTF-8") as told:
        check(tmp_path)
    assert str(told.value).startswith(f"{tmp_path / name}: ")


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such folder of rules"):
        book(tmp_path / "none")
    (tmp_path / "file").touch()
    with pytest.raises(InputError, match="no such folder of rules"):
        book(tmp_path / "file")


def test_a_book_is_one_object_a_folder_and_its_digest_tells_folders_apart(tmp_path: Path) -> None:
    one, same, other = (tmp_path / name for name in ("one", "same", "other"))
    for folder in (one, same, other):
        folder.mkdir()
    write(other, {"stopwords.txt": "abcxyz\n"})
    assert book(one) is book(str(one))
    assert book("") is RULES
    assert book(one).digest == book(same).digest != book(other).digest


def test_decomposed_and_look_alike_letters_of_a_rule_are_put_right(tmp_path: Path) -> None:
    laid = book(
        write(tmp_path, {"stopwords.txt": "bie\u0302n che\u0302\u0301 a\u0111c\n\u0441hi b\u1ed9 m\u1edbi\n"})
    )
    assert {"biên chế ađc", "chi bộ mới"} <= set(laid.lines("stopwords"))


# --- The shipped rules -------------------------------------------------------------------------------


def test_the_shipped_rules_are_whole() -> None:
    check()
    for file in sorted(rules.SHIPPED.glob("*.yml")):
        assert (rules.SHIPPED / "schema" / f"{file.stem}.json").exists(), f"{file.name} has no schema"
    for file in sorted(rules.SHIPPED.glob("*.csv")):
        text = [line for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
        assert len({row[0] for row in csv.reader(text)}) > 1, f"{file.name} has no row"


@pytest.mark.parametrize("case", load_cases("codebook"), ids=itemgetter("id"))
def test_ids_are_those_of_the_code_book(case: dict[str, Any]) -> None:
    assert sorted({entry["id"] for entry in RULES.entries(case["id"])} - {"anything"}) == sorted(case["ids"])


def test_rules_that_name_other_rules_name_what_is_there() -> None:
    offices, objects = RULES.by_id("offices"), RULES.by_id("objects")
    for model in RULES.entries("models"):
        members = {one for key in ("one_person", "one_body") for group in model.get(key, ()) for one in group}
        assert members <= offices.keys(), model["id"]
        assert set(model.get("merged", ())) <= objects.keys(), model["id"]
        kinds = {offices[one]["kind"] for group in model.get("one_person", ()) for one in group}
        assert kinds <= {"post", "body"}, model["id"]


def examples(name: str) -> Iterator[Any]:
    """Every example of a rules file, named by its entry and its number."""
    for entry in RULES.entries(name):
        for number, example in enumerate(entry.get("examples", ()), 1):
            yield pytest.param(entry["id"], example, id=f"{entry['id']}-{number}")


def article(text: str) -> Article:
    """A text read by itself."""
    return read_article(text, RULES)


@pytest.mark.parametrize(("name", "example"), list(examples("objects")))
def test_examples_of_objects(name: str, example: dict[str, Any]) -> None:
    found = statistics.find(article(example["text"]), RULES)
    assert [one.numeral.value for one in found][:1] == (
        [] if example["value"] is None else [example["value"]]
    )
    if example["value"] is not None and name != "anything":
        assert found[0].object == name


@pytest.mark.parametrize(("name", "example"), list(examples("changes")))
def test_examples_of_changes(name: str, example: dict[str, Any]) -> None:
    found = statistics.find(article(example["text"]), RULES)
    assert found
    assert {one.change for one in found} == {example["change"]}


@pytest.mark.parametrize(("name", "example"), list(examples("standards")))
def test_examples_of_standards(name: str, example: dict[str, Any]) -> None:
    read = article(example["text"])
    assert name in {one.predicate for one in statistics.find(read, RULES)}
    assert any(sentence.said("standards", name) for sentence in read.sentences)


@pytest.mark.parametrize(("name", "example"), list(examples("models")))
def test_examples_of_models(name: str, example: dict[str, Any]) -> None:
    read = article(example["text"])
    told = [model.id for sentence in read.sentences for model in sentence.models]
    told += [one.predicate for one in statistics.find(read, RULES)]
    assert set(told) - {""} == {name}


@pytest.mark.parametrize(("name", "example"), list(examples("qualifiers")))
def test_examples_of_qualifiers(name: str, example: dict[str, Any]) -> None:
    assert [(one.qualifier, one.value) for one in find(example["text"])] == [(name, example["value"])]


@pytest.mark.parametrize(("name", "example"), list(examples("ledger")))
def test_examples_of_the_ledger(name: str, example: str) -> None:
    assert [entry.kind for entry in ledger.account(article(example), [], RULES)] == [name]
