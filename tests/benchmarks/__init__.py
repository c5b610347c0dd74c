"""How fast TinhGon is, against itself, its peers and the notebook that a researcher would write.

`make bench` runs all parts and writes `out/bench.json` and BENCHMARKS.md; `python -m benchmarks PART` from
the folder `tests` runs one.
"""
