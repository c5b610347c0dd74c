"""Whether a fault is known of any package in the lock: python tests/audit.py UV.

Asks OSV by `uv audit`; where that cannot be reached, the advisories of PyPI by pip-audit. Exit 0: all were
asked about, and nothing is known. 1: something is, and is told. 3: nobody could be asked, so nothing is said.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

PIP_AUDIT = "pip-audit==2.10.1"
REQUIREMENTS = Path(__file__).parents[1] / "requirements.txt"
PINNED = re.compile(r"^[\w.-]+==[^\s;]+", re.MULTILINE)


def main(uv: str) -> int:
    """Ask whoever answers; the exit code."""
    done = subprocess.run([uv, "audit", "--preview-features", "audit-command", "--frozen", "--no-dev"])
    if done.returncode in {0, 1}:
        return done.returncode
    pins = sorted(set(PINNED.findall(REQUIREMENTS.read_text(encoding="utf-8"))))
    asked = _asked(uv, pins[:1]) and _asked(
        uv, pins
    )  # one first: no use in asking about all where none is known
    if not asked:
        print(
            f"audit: nobody could be asked about the {len(pins)} packages: neither OSV nor PyPI's advisories"
        )
        print("answer from here, so this says nothing about them; run `make audit` where there is a network")
        return 3
    unknown = [row["name"] for row in asked if "skip_reason" in row]
    faults = [
        f"{row['name']} {row['version']}: {_told(one)}" for row in asked for one in row.get("vulns", [])
    ]
    print(*faults, sep="\n", end="\n" * bool(faults))
    print(f"audit: PyPI knows {len(faults)} faults of {len(asked) - len(unknown)} packages")
    if unknown:
        print(f"audit: and could not be asked about {', '.join(unknown)}")
    return 1 if faults else 3 if unknown else 0


def _asked(uv: str, pins: list[str]) -> list[dict[str, Any]]:
    """What PyPI says of each, or nothing where it says nothing of any."""
    command = [uv, "tool", "run", "--quiet", PIP_AUDIT, "--vulnerability-service", "pypi", "--no-deps"]
    command += [
        "--disable-pip",
        "--progress-spinner",
        "off",
        "--format",
        "json",
        "--requirement",
        "/dev/stdin",
    ]
    done = subprocess.run(command, input="\n".join(pins), capture_output=True, text=True)
    try:
        found: list[dict[str, Any]] = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        return []
    return found if any("skip_reason" not in row for row in found) else []


def _told(fault: dict[str, Any]) -> str:
    repaired = ", ".join(fault["fix_versions"]) or "no version"
    return f"{fault['id']}, repaired in {repaired}"


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
