"""A picture of a page: python tests/screenshot.py PAGE PICTURE [WIDTH [HEIGHT]] (`make screenshot`)."""

from __future__ import annotations

import sys
from pathlib import Path

from browsing import CHROMIUM, FLAGS


def take(page: Path, picture: Path, width: int = 1280, height: int = 900) -> None:
    """Write `picture`, a PNG of the upper part of `page`."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        opened = chromium.new_page(viewport={"width": width, "height": height})
        opened.goto(page.resolve().as_uri())
        opened.screenshot(path=picture)
        chromium.close()


if __name__ == "__main__":
    if CHROMIUM is None:
        sys.exit("screenshot: no Chromium here (on Debian: apt-get install chromium)")
    take(Path(sys.argv[1]), Path(sys.argv[2]), *map(int, sys.argv[3:5]))
