# One command on a machine with Python (3.11 to 3.14), make and git: `make report`. All that it installs is in this
# folder: uv in .uv/, the locked environment in .venv/.
PYTHON ?= python3
UV_VERSION := 0.13.9
UV := .uv/bin/uv
BIN := .venv/bin
JOBS ?= 2

export UV_PYTHON_DOWNLOADS := never
export UV_PYTHON := $(PYTHON)
export UV_PROJECT_ENVIRONMENT := .venv
# The same bytes every time, whatever the machine's own settings.
export PYTHONHASHSEED := 0
export SOURCE_DATE_EPOCH := 1735689600
export PYTHONUTF8 := 1
unexport VIRTUAL_ENV PYTHONPATH PYTHONHOME

.DEFAULT_GOAL := help
.PHONY: help setup report lab test test-all lint format bench screenshot lock audit fuzz clean

help:  ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-11s %s\n", $$1, $$2}' Makefile

setup: .venv/.ready  ## uv and the locked environment (the other targets do this first)

$(UV):
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' || \
	  { echo "make: TinhGon needs Python 3.11 to 3.14; name one: make PYTHON=/path/to/python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' || \
	  { echo "make: this Python cannot make environments; on Debian: apt-get install python3-venv" >&2; exit 1; }
	$(PYTHON) -m venv --clear .uv
	.uv/bin/pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)

.venv/.ready: pyproject.toml uv.lock | $(UV)
	$(UV) sync --frozen --quiet
	@touch $@

report: setup  ## build the report of the shipped corpus into build/site
	$(BIN)/tinhgon build --jobs $(JOBS)

lab: report  ## build, then open the notebooks in JupyterLab
	$(BIN)/jupyter lab notebooks

test: setup  ## the tests (some minutes; those marked slow are left out)
	$(BIN)/pytest -n $(JOBS) --dist loadfile -m "not slow"

test-all: setup  ## every test
	$(BIN)/pytest -n $(JOBS) --dist loadfile

lint: setup  ## style, types and the floors of the library
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: setup  ## put the code into house style
	$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format .

bench: setup  ## how fast everything is, into out/bench.json and BENCHMARKS.md (BENCH="--quick cleaning" for a part)
	$(UV) sync --frozen --quiet --inexact --group bench
	cd tests && ../$(BIN)/python -m benchmarks $(BENCH)

fuzz: setup  ## fuzz the parsers, cleaning and pages, an hour in all; findings go to out/fuzz
	for target in numerals cleaning pages; do $(BIN)/python tests/fuzz/run.py $$target 1200 || exit 1; done

screenshot: report  ## renew the README's picture of the report
	$(BIN)/python tests/screenshot.py build/site/index.html report.png

lock: $(UV)  ## after a change of pyproject.toml: uv.lock and the requirements files that follow from it
	$(UV) lock
	$(UV) export --frozen --quiet --no-hashes --no-dev --no-emit-project --no-header -o requirements.txt
	$(UV) export --frozen --quiet --no-dev --no-emit-project --no-header -o requirements-hashes.txt

audit: $(UV)  ## ask whether a fault is known of any package in the lock (needs the network)
	@$(PYTHON) tests/audit.py $(UV)

clean:  ## remove the build and the environment
	rm -rf build .venv .uv
