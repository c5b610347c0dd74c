"""Executed notebooks as essays: nbconvert with a template of our own, one language at a time."""

from __future__ import annotations

import functools
import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from markupsafe import Markup

from tinhgon.errors import InputError
from tinhgon.site.edition import HERE, Edition
from tinhgon.site.markup import essay

PROVINCE_RUN = "05_province-"
HIDDEN = {"parameters", "injected-parameters", "hidden"}
SHOWN_FIRST = [
    "text/html",
    "image/svg+xml",
    "text/markdown",
    "image/png",
    "image/jpeg",
    "text/latex",
    "text/plain",
]


@dataclass
class Notebook:
    """An executed notebook: its stem and its cells."""

    stem: str
    node: Any

    @property
    def province_slug(self) -> str:
        """The slug of the province that this run is of, or nothing."""
        return self.stem.removeprefix(PROVINCE_RUN) if self.stem.startswith(PROVINCE_RUN) else ""

    @property
    def number(self) -> str:
        """The number that the file's name begins with.

        >>> Notebook("01_clean", {}).number
        '1'
        """
        found = re.match(r"0*(\d+)", self.stem)
        return found[1] if found else ""

    def title(self, edition: Edition) -> str:
        """The title in the notebook's metadata, else its first heading, else its name."""
        titles = self.node.metadata.get("tinhgon", {}).get("title", {})
        if isinstance(titles, dict) and titles.get(edition.language):
            return str(titles[edition.language])
        for cell in self._prose(edition):
            if found := re.search(r"^# +(.+)$", cell.source, re.MULTILINE):
                return str(found[1]).strip()
        return self.stem

    def opening(self, edition: Edition) -> str:
        """The first paragraph of prose, without Markdown's marks."""
        for cell in self._prose(edition):
            for block in re.split(r"\n\s*\n", cell.source):
                if block.strip() and not re.match(r"\s*(#|[-*>|<]|\d+\.)", block):
                    return re.sub(r"\[([^][]*)\]\([^()]*\)|[*_`]", r"\1", " ".join(block.split()))
        return ""

    def page(self, edition: Edition, words: Collection[str] = ()) -> tuple[Markup, Markup]:
        """The heading and the body of the notebook's page; `words` are the addresses of words with a page."""
        return essay(self._html, edition.language, edition.say("code"), words)

    @functools.cached_property
    def _html(self) -> str:
        """All cells as HTML, in both languages."""
        from nbformat import from_dict

        shown = [_quiet(cell) for cell in self.node.cells if not HIDDEN & _tags(cell)]
        html, _ = _exporter().from_notebook_node(from_dict({**self.node, "cells": shown}))
        return str(html)

    def _prose(self, edition: Edition) -> list[Any]:
        hidden = HIDDEN | {edition.other.language}
        return [cell for cell in self.node.cells if cell.cell_type == "markdown" and not hidden & _tags(cell)]


def read(folder: Path) -> list[Notebook]:
    """The executed notebooks of a folder by name. Raises InputError for one that cannot be read."""
    import nbformat

    found = []
    for file in sorted(folder.glob("*.ipynb")):
        try:
            found.append(Notebook(file.stem, nbformat.read(file, as_version=4)))
        except (ValueError, OSError, nbformat.ValidationError) as error:
            raise InputError(f"{file}: not a notebook ({str(error).splitlines()[0]})") from error
    return found


def _tags(cell: Any) -> set[str]:
    return set(cell.metadata.get("tags", []))


def _quiet(cell: Any) -> Any:
    """The cell without what it wrote to standard error."""
    if cell.cell_type != "code":
        return cell
    return {**cell, "outputs": [output for output in cell.outputs if output.get("name") != "stderr"]}


@functools.cache
def _exporter() -> Any:
    """nbconvert with our template. Its HTML exporter would parse every page once more to mend the alt texts
    of other templates, and knows notebooks whose code is not Python: neither is needed.
    """
    from nbconvert.exporters.templateexporter import TemplateExporter
    from traitlets.config import Config

    config = Config()
    config.NbConvertBase.display_data_priority = SHOWN_FIRST
    return TemplateExporter(
        config=config,
        template_name="notebook",
        template_file="index.html.j2",
        extra_template_basedirs=[str(HERE / "template")],
        file_extension=".html",
        filters={"prose": _prose, "painted": _painted},
    )


@functools.lru_cache(maxsize=1024)
def _prose(source: str) -> str:
    """Markdown as HTML. Province runs share their prose."""
    from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

    renderer = IPythonRenderer(escape=False, exclude_anchor_links=True)
    return str(MarkdownWithMath(renderer=renderer).render(source))


@functools.lru_cache(maxsize=1024)
def _painted(source: str) -> str:
    """Python with its words in the colours of the style sheet."""
    from nbconvert.filters.highlight import Highlight2HTML

    return str(Highlight2HTML(pygments_lexer="ipython3")(source))
