"""The same bytes on a Dask cluster of two workers; what is said where there is none."""

from __future__ import annotations

import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sharded import made_up, tabulated, written
from tinhgon.build.digests import tree
from tinhgon.errors import InputError

Patch = pytest.MonkeyPatch
distributed = pytest.importorskip("distributed", reason="Dask comes with tinhgon[scale]")


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """Two workers on loopback, each a process of its own, as other machines would be."""
    with distributed.LocalCluster(
        2, threads_per_worker=1, host="127.0.0.1", dashboard_address="127.0.0.1:0"
    ) as made:
        yield made


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = written(tmp_path_factory.mktemp("corpus"), made_up()[:14])
    return written(folder, made_up()[14:], "b.parquet")


@pytest.fixture(scope="module")
def plain(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    output = tmp_path_factory.mktemp("plain")
    tabulated(corpus, output)
    return tree(output / "tables")


def test_a_cluster_makes_the_same_bytes(corpus: Path, plain: dict, cluster: Any, tmp_path: Path) -> None:
    tabulated(corpus, tmp_path, engine="dask", scheduler=cluster.scheduler_address)
    assert tree(tmp_path / "tables") == plain


def test_what_one_engine_did_the_other_does_not_again(corpus: Path, cluster: Any, tmp_path: Path) -> None:
    tabulated(corpus, tmp_path)
    heard = tabulated(corpus, tmp_path, engine="dask", scheduler=cluster.scheduler_address)
    assert {step.split()[0] for step in heard.ran} == {"survey"}


def test_storage_at_an_address(corpus: Path, plain: dict, cluster: Any, tmp_path: Path) -> None:
    where = {"scratch": f"local://{tmp_path / 'scratch'}", "scheduler": cluster.scheduler_address}
    tabulated(f"local://{corpus}", tmp_path / "out", engine="dask", **where)
    assert tree(tmp_path / "out" / "tables") == plain


@pytest.mark.slow
def test_without_an_address_it_has_a_cluster_of_its_own(corpus: Path, plain: dict, tmp_path: Path) -> None:
    tabulated(corpus, tmp_path, engine="dask", jobs=2)
    assert tree(tmp_path / "tables") == plain


def test_a_fault_on_a_worker_is_told_as_here(corpus: Path, cluster: Any, tmp_path: Path) -> None:
    """The folder of results is no folder, which only the workers find out."""
    (tmp_path / "scratch").write_text("", encoding="utf-8")
    with pytest.raises(InputError, match="cannot be written"):
        tabulated(
            corpus,
            tmp_path / "out",
            engine="dask",
            scheduler=cluster.scheduler_address,
            scratch=str(tmp_path / "scratch"),
        )


def test_nobody_answers(corpus: Path, tmp_path: Path, monkeypatch: Patch) -> None:
    from tinhgon.shards import engines

    monkeypatch.setattr(engines, "ANSWER", 1)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
    with pytest.raises(InputError, match="no Dask scheduler answers"):
        tabulated(corpus, tmp_path, engine="dask", scheduler=address)


def test_without_dask_the_extra_is_named(corpus: Path, tmp_path: Path, monkeypatch: Patch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(InputError, match=r"tinhgon\[scale\]"):
        tabulated(corpus, tmp_path, engine="dask")
