"""Every page of the report of the shipped corpus, in both languages, judged by axe-core; slow.

A page takes a second. In a file of its own, so that a second process looks at the rest of the site meanwhile.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from browsing import chromium, needs_axe, violations

pytestmark = [pytest.mark.slow, pytest.mark.browser]


@needs_axe
@pytest.mark.parametrize("language", ["en", "vi"])
def test_axe_finds_no_violation_on_any_page(shipped: Path, language: str) -> None:
    site = shipped / "site"
    pages = sorted(site.rglob("*.html"))
    chosen = [page for page in pages if ("vi" in page.relative_to(site).parts) == (language == "vi")]
    assert len(chosen) == len(pages) / 2
    with chromium() as browser:
        assert violations(browser, chosen) == []
