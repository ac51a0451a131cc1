# Two commands do everything: `make run` and `make test`. Both set up .venv by themselves.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.DEFAULT_GOAL := help
.PHONY: help run test lint fmt bench wheel baselines property-tables clean

help:  ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

$(READY): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 10) else "mlinfra needs Python 3.10 or newer; say make PYTHON=python3.12 " + " ".join(sys.argv[1:]))'
	$(PYTHON) -m venv $(VENV) && $(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

run: $(READY)  ## check, render, plan and deploy examples/meridian.py to the local target
	@$(BIN)/mlinfra check examples/meridian.py && $(BIN)/mlinfra render examples/meridian.py
	@$(BIN)/mlinfra plan examples/meridian.py --target local --out build
	@$(BIN)/mlinfra deploy build/meridian/plan.json --target local --yes

test: $(READY) lint  ## lint, types, all tests and the least line coverage
	$(BIN)/python -m pytest -n 2 --dist loadfile --cov=mlinfra --cov-report= --cov-fail-under=90
	$(BIN)/coverage report --include='mlinfra/azure/*' --fail-under=95 --format=total

lint: $(READY)  ## ruff and mypy, both strict
	$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy

fmt: $(READY)  ## format and sort
	$(BIN)/ruff check --fix . ; $(BIN)/ruff format .

baselines: $(READY)  ## rewrite the baselines of tests/cases, tests/corpus and the generated docs, then read the diff
	MLINFRA_BASELINES=write $(BIN)/python -m pytest -q tests/test_cases.py tests/test_docs.py tests/test_corpus.py

bench: $(READY)  ## measure, as ratios against a floor in the same run
	$(BIN)/python bench/render.py && $(BIN)/python bench/expand.py && $(BIN)/python bench/plan.py

wheel: $(READY)  ## build dist/*.whl
	$(BIN)/python -m build --no-isolation --wheel --sdist

property-tables: $(READY)  ## write mlinfra/catalogue/properties anew from published SDK packages
	$(BIN)/python scripts/property_tables.py

clean:  ## remove everything that was built
	rm -rf $(VENV) build dist .mlinfra .coverage
