"""Executed notebooks as essays: nbconvert with a template of our own, one language at a time."""

from __future__ import annotations

import functools
import re
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


@dataclass(frozen=True)
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
                    return re.sub(r"\[([^\]]*)\]\([^)]*\)|[*_`]", r"\1", " ".join(block.split()))
        return ""

    def page(self, edition: Edition) -> tuple[Markup, Markup]:
        """The heading and the body of the notebook's page."""
        from nbformat import from_dict

        node = from_dict(
            {**self.node, "cells": [_quiet(cell) for cell in self.node.cells if _belongs(cell, edition)]}
        )
        resources = {"code_word": edition.say("code")}
        html, _ = _exporter().from_notebook_node(node, resources=resources)
        return essay(html, edition.language)

    def _prose(self, edition: Edition) -> list[Any]:
        return [cell for cell in self.node.cells if cell.cell_type == "markdown" and _belongs(cell, edition)]


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


def _belongs(cell: Any, edition: Edition) -> bool:
    tags = set(cell.metadata.get("tags", []))
    return not tags & (HIDDEN | {edition.other.language})


def _quiet(cell: Any) -> Any:
    """The cell without what it wrote to standard error."""
    if cell.cell_type != "code":
        return cell
    return {**cell, "outputs": [output for output in cell.outputs if output.get("name") != "stderr"]}


@functools.cache
def _exporter() -> Any:
    from nbconvert import HTMLExporter
    from traitlets.config import Config

    config = Config()
    config.NbConvertBase.display_data_priority = SHOWN_FIRST
    return HTMLExporter(
        config=config,
        template_name="notebook",
        extra_template_basedirs=[str(HERE / "template")],
        exclude_anchor_links=True,
    )
