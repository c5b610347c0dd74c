"""The site as a whole: every page in both languages, the assets and the downloads, put in place at once."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from markupsafe import Markup

from tinhgon import links
from tinhgon.charts import use
from tinhgon.charts.display import LANGUAGES
from tinhgon.errors import InputError
from tinhgon.rules import book
from tinhgon.site import (
    articles,
    code_book,
    concordances,
    downloads,
    licences,
    methods,
    overview,
    provinces,
    search,
)
from tinhgon.site.edition import HERE, Edition
from tinhgon.site.figures import FOLDER, Gallery
from tinhgon.site.frame import Page
from tinhgon.site.notebooks import Notebook
from tinhgon.site.notebooks import read as executed
from tinhgon.site.report import Report

ASSETS = ("site.css", "site.js", "icon.svg")


def publish(
    tables: str | Path,
    notebooks: str | Path,
    site: str | Path,
    *,
    language: str = "en",
    rules: str = "",
    corpus_note: Mapping[str, str] | None = None,
    licence: str = "",
    before: str | Path = "",
) -> None:
    """Write the static site of a folder of built `tables` and a folder of executed `notebooks`.

    `language` (`en` or `vi`) is that of the pages in the site's root; the other's lie in a folder of its
    name. `before` is an earlier site, whose pictures of unchanged figures are taken; else the one at `site`.
    `corpus_note` says in each language what the corpus is, `licence` is the text of its licence. The
    site replaces the one that stood at `site`, or nothing changes: it is made beside it and renamed. Raises
    InputError where a table or a notebook cannot be read, or where `site` cannot be written or holds
    something that is not a site.
    """
    if language not in LANGUAGES:
        raise InputError(f"language {language}: not one of {', '.join(LANGUAGES)}")
    target = Path(site)
    _refuse_strangers(target)
    work = target.with_name(f".{target.name}.new")
    try:
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir(parents=True)
        use(rules)
        report = Report.of(Path(tables), book(rules), corpus_note or {})
        _write(
            report, Path(tables), executed(Path(notebooks)), work, Path(before or target), language, licence
        )
        _swap(work, target)
    except OSError as error:
        raise InputError(f"{target}: cannot be written: {error.strerror or error}") from error
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _write(
    report: Report, built: Path, runs: list[Notebook], work: Path, before: Path, language: str, licence: str
) -> None:
    (work / "assets").mkdir()
    for name in ASSETS:
        shutil.copyfile(HERE / "assets" / name, work / "assets" / name)
    (work / "assets" / "search.js").write_text(search.script(report), encoding="utf-8")
    (work / "downloads").mkdir()
    methods.write(report, runs, version(), work / "downloads")
    files = downloads.write(built, work / "downloads", report, version(), licence)
    gallery = Gallery()
    for code in LANGUAGES:
        edition = Edition(code, main=language)  # type: ignore[arg-type]
        folder = work / edition.folder
        folder.mkdir(exist_ok=True)
        for page in _pages(report, runs, files, gallery, edition):
            (folder / page.name).write_text(page.render(edition), encoding="utf-8")
    gallery.write(work / FOLDER, before)
    downloads.checksums(work)


def _pages(
    report: Report, runs: list[Notebook], files: downloads.Downloads, gallery: Gallery, edition: Edition
) -> Iterator[Page]:
    citation = cite(edition)
    made = (
        overview.page(report, runs, report.findings, citation, edition),
        *provinces.pages(report, runs, edition),
    )
    essays = [_essay(run, report, edition) for run in runs if not run.province_slug]
    for page in (*made, *essays):
        yield _with_figures(page, gallery, citation, edition)
    yield from articles.pages(report, edition)
    yield from concordances.pages(report, edition)
    yield from code_book.pages(report, files.dataset.tables, edition)
    yield methods.page(report, runs, version(), edition)
    yield downloads.page(files, edition)
    yield licences.page(edition)
    yield search.page(edition)


def _with_figures(page: Page, gallery: Gallery, citation: str, edition: Edition) -> Page:
    """The page with its figures to be taken away and cited."""
    holders = [name for name in ("body", "figure") if page.context.get(name)]
    dressed = {
        name: gallery.dress(Markup(str(page.context[name])), page.name, citation, edition) for name in holders
    }
    return replace(page, context={**page.context, **dressed})


def _essay(run: Notebook, report: Report, edition: Edition) -> Page:
    heading, body = run.page(edition, report.words)
    title = run.title(edition)
    kicker = edition.say("notebook_kicker", number=run.number) if run.number else edition.say("notebooks")
    context = {"heading": heading or title, "lede": "", "body": body, "kicker": kicker, "after": []}
    return Page(links.notebook(run.stem), title, "essay.html.j2", context)


def version() -> str:
    """The version of TinhGon."""
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as installed

    try:
        return installed("tinhgon")
    except PackageNotFoundError:
        return "0"


def cite(edition: Edition) -> str:
    """How to cite the report."""
    return edition.say("citation", version=version())


def _refuse_strangers(site: Path) -> None:
    """Refuse to replace what is not a site: nothing that someone else put there is lost."""
    if site.exists() and not site.is_dir():
        raise InputError(f"{site}: is a file, not a folder")
    if site.is_dir() and any(site.iterdir()) and not (site / "assets" / "site.css").exists():
        raise InputError(f"{site}: not empty and not a site of TinhGon; choose another folder")


def _swap(work: Path, target: Path) -> None:
    old = target.with_name(f".{target.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if target.exists():
        target.replace(old)
    work.replace(target)
    shutil.rmtree(old, ignore_errors=True)
