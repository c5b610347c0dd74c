"""Which steps are up to date: one stamp a step, written by rename after its outputs.

It stands in for doit's own data base, which is written only when a run ends and so forgets every finished
task when the run is killed.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tinhgon.build import digests
from tinhgon.build.plan import Plan, Step


@dataclass(frozen=True)
class Status:
    """doit's question about a task, answered: `run` or `up-to-date`."""

    status: str


class Stamps:
    """The stamps of one plan, with the methods by which doit's runner asks and tells."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.folder = plan.work / "stamps"
        self.folder.mkdir(parents=True, exist_ok=True)
        self._asked: dict[str, str] = {}  # keys as they were before the run: a corpus may change meanwhile

    def fresh(self, step: Step) -> bool:
        """Whether the step's outputs stand as it left them and nothing that they depend on has changed."""
        stamp = self._read(step.name)
        self._asked[step.name] = key = self.plan.key(step)
        outputs: dict[str, str] = stamp.get("outputs", {})
        return stamp.get("key") == key and all(
            digest == _digest(self.plan.work / name) for name, digest in outputs.items()
        )

    def outputs(self, step: Step) -> dict[str, str]:
        """The digests of a finished step's files by their paths in the hidden folder."""
        found: dict[str, str] = self._read(step.name).get("outputs", {})
        return found

    def _path(self, name: str) -> Path:
        return self.folder / f"{name.replace(':', '-')}.json"

    def _read(self, name: str) -> dict[str, Any]:
        try:
            stamp = json.loads(self._path(name).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return stamp if isinstance(stamp, dict) else {}

    # --- What doit's runner calls ------------------------------------------------------------------

    def get_status(self, task: Any, tasks: Any) -> Status:
        """Up to date or to be run; a group of tasks has nothing to run."""
        step = (task.meta or {}).get("step")
        return Status("up-to-date" if step is None or self.fresh(step) else "run")

    def save_success(self, task: Any) -> None:
        """Stamp a task that a worker has done."""
        if step := (task.meta or {}).get("step"):
            path = self._path(step.name)
            part = path.with_suffix(".part")
            stamp = {"key": self._asked[step.name], "outputs": task.values["outputs"]}
            part.write_text(json.dumps(stamp, indent=1, ensure_ascii=False), encoding="utf-8")
            part.replace(path)

    def remove_success(self, task: Any) -> None:
        """A task that failed keeps the stamp of its last good run: it tells what that was made from."""

    def status_is_ignore(self, task: Any) -> bool:
        """No task is ever left out on request."""
        return False

    def get_values(self, name: str) -> dict[str, Any]:
        """What a task told when it ran."""
        return {}

    def close(self) -> None:
        """Nothing is held open."""


def _digest(path: Path) -> str:
    try:
        return digests.file(path)
    except OSError:
        return ""
