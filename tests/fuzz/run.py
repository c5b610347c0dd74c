"""Coverage-guided fuzzing by atheris: python tests/fuzz/run.py TARGET SECONDS [FOLDER].

TARGET is `numerals` (every parser of a text), `cleaning` or `pages`. What was found to lead somewhere new is
kept in FOLDER (out/fuzz), and so is a text that crashes, or that takes longer than two minutes; the exit
code is then not 0. A finding is repaired, and its text kept in tests/fuzz/findings/TARGET-NAME.
"""

from __future__ import annotations

import sys
from pathlib import Path


def main(target: str, seconds: str, folder: str = "out/fuzz") -> None:
    """Fuzz for so long, then leave."""
    import atheris

    sys.path.insert(0, str(Path(__file__).parents[1]))
    with atheris.instrument_imports(include=["tinhgon"]):
        from fuzz.targets import TARGETS
    from fuzz import seeds

    home = Path(folder).resolve() / target
    seeds.write(target, home / "seeds")
    (home / "found").mkdir(parents=True, exist_ok=True)
    options = {
        "max_total_time": seconds,
        "timeout": 120,
        "rss_limit_mb": 3000,
        "max_len": 6000,
        "seed": 18,
        "artifact_prefix": f"{home}/",
        "print_final_stats": 1,
    }
    arguments = [f"-{name}={value}" for name, value in options.items()]
    atheris.Setup([sys.argv[0], *arguments, str(home / "found"), str(home / "seeds")], TARGETS[target])
    atheris.Fuzz()


if __name__ == "__main__":
    main(*sys.argv[1:])
