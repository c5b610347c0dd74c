"""BENCHMARKS.md, made from what was measured."""

from __future__ import annotations

import os
import platform
from collections.abc import Mapping
from pathlib import Path
from typing import Any

HEAD = """# Benchmarks

Written by `make bench` from `out/bench.json`; measured on {cpu}, {cores} cores, Python {python}, {system},
at a load of {load}: where that is more than the cores, others were at work and the times are worse than they
need be. Times are seconds of processor time of one process unless it says otherwise. What compares us with
others is a ratio, both sides measured on the same text in the same run, and is what to look at on another
machine. How each number is measured stands at the head of its module in `tests/benchmarks/`;
`python -m benchmarks PART` in the folder `tests` runs one part.
"""

SECTIONS = {
    "Extraction": (
        ("extract_mb_s", "MB/s", "all tables from cleaned text, 5 kB pages with few figures"),
        ("extract_figures_a_kb", "figures/kB", "how dense those pages are"),
        ("extract_real_mb_s", "MB/s", "the same with as many figures as pages that were coded by hand"),
        ("extract_real_figures_a_kb", "figures/kB", "how dense those are"),
        ("extract_corpus_mb_s", "MB/s", "the same on the shipped corpus, digests that are far denser"),
        ("extract_vs_scan", "×", "speed over that of a bare `re.finditer(r\"\\d+\", text)`"),
        ("extract_vs_quantulum3", "×", "speed over quantulum3's, which finds quantities of English"),
        ("naive_pandas", "×", "speed over that of a notebook with one pattern (`notebook.py`)"),
        ("extract_growth", "×", "time a character of a hostile article eight times as long: 1 is linear"),
        ("extract_growth_of", "", "the hostile text that grows most"),
    ),
    "Reading and cleaning": (
        ("clean_ms_page", "ms", "a page of 5 kB from decoded text to tables, without near-duplicates"),
        ("read_ms_page", "ms", "the same page from bytes to text"),
        ("clean_growth", "×", "time a character of a page ten times as long: 1 is linear"),
    ),
    "Words": (
        ("words_vs_underthesea", "×", "throughput over `underthesea.word_tokenize`"),
        ("words_vs_pyvi", "×", "throughput over pyvi"),
        ("words_identical", "", "the same words as the reference path on all of the text"),
        ("words_syllables_a_second", "syllables/s", ""),
        ("words_bytes", "bytes", "of text"),
    ),
    "The frequency table over shards": (
        ("terms_pages", "pages", "of the largest corpus measured"),
        ("terms_mb", "MB", "of files"),
        ("terms_passed_s", "s", "that its table took on two processes, cleaning and copies with it"),
        ("terms_pages_s_core", "pages/s", "a second of processor time, all processes together"),
        ("terms_peak_rss_mb", "MB", "of the largest process"),
        ("terms_growth_exponent", "", "of processor time with the number of pages: 1 is linear"),
        ("terms_memory_growth", "×", "the memory of the smallest corpus measured: 1 is flat"),
    ),
    "The pipeline over shards": (
        ("pipeline_pages_s_core", "pages/s", "of 5 kB, a second of processor time, all processes together"),
        ("pipeline_figures_a_kb", "figures/kB", "of those pages: as many as the shipped corpus has"),
        ("pipeline_press_pages_s_core", "pages/s", "of pages with as many figures as those coded by hand"),
        ("pipeline_press_figures_a_kb", "figures/kB", "how dense those are"),
        ("pipeline_press_pages", "pages", "of that corpus"),
        ("pipeline_pages", "pages", "of the largest corpus measured"),
        ("pipeline_passed_s", "s", "that its build took on two processes"),
        ("peak_rss_mb", "MB", "of the largest process"),
        ("growth_exponent", "", "of processor time with the number of pages: 1 is linear"),
        ("dask_equal", "", "a Dask cluster makes the same bytes"),
    ),
    "Building the report": (
        ("build_cold_s", "s", "that pass from nothing to the site of the shipped corpus"),
        ("build_noop_s", "s", "with nothing to do"),
        ("build_edited_s", "s", "after an edit of one page"),
    ),
}  # fmt: skip


def written(known: Mapping[str, Any]) -> str:
    """The page, in Markdown. A number that was not measured is left out.

    >>> written({"clean_ms_page": 1.5, "machine": machine()}).splitlines()[-1]
    '| `clean_ms_page` | 1.5 ms | a page of 5 kB from decoded text to tables, without near-duplicates |'
    """
    parts = [HEAD.format(**known["machine"])]
    for title, rows in SECTIONS.items():
        lines = [
            f"| `{key}` | {_shown(known[key])} {unit}".rstrip() + f" | {told} |"
            for key, unit, told in rows
            if known.get(key) is not None
        ]
        if lines:
            parts.append("\n".join([f"## {title}\n", "| | | |", "|---|---|---|", *lines]) + "\n")
    return "\n".join(parts)


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:,}" if isinstance(value, (int, float)) else str(value)


def machine() -> dict[str, Any]:
    """The machine: CPU, cores, Python, system, and how many processes want to run on it."""
    described = Path("/proc/cpuinfo").read_text("utf-8") if Path("/proc/cpuinfo").exists() else ""
    models = [
        line.split(":", 1)[1].strip() for line in described.splitlines() if line.startswith("model name")
    ]
    return {
        "cpu": models[0] if models else platform.processor() or platform.machine(),
        "cores": os.cpu_count() or 1,
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "load": round(os.getloadavg()[2], 1),  # of the last quarter of an hour
    }
