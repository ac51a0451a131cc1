# Two commands do everything: `make run` and `make test`. Both set up .venv by themselves.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
# Without compiled modules on disk every command that a test starts would compile the library anew.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help run test lint fmt bench wheel baselines property-tables resource-types clients azure-cli clean

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

# Property tests take the same examples in each `make test`; pytest alone looks for others.
test: $(READY) lint clients  ## lint, types, all tests and the least line coverage
	@mkdir -p build && rm -f build/coverage.json
	$(BIN)/python -m slipcover --source mlinfra --json --out build/coverage.json \
	  -m pytest -n 2 --dist loadfile --hypothesis-profile=ci -W ignore::pytest.PytestAssertRewriteWarning
	$(BIN)/python scripts/coverage_floors.py build/coverage.json

lint: $(READY)  ## ruff and mypy, both strict
	$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy

fmt: $(READY)  ## format and sort
	$(BIN)/ruff check --fix . ; $(BIN)/ruff format .

baselines: $(READY)  ## write public names, missing property tables, baselines and generated docs, then read the diff
	$(BIN)/python scripts/public_names.py && $(BIN)/python scripts/property_tables.py --missing
	MLINFRA_BASELINES=write $(BIN)/python -m pytest -q tests/catalogue/test_property_tables.py tests/test_cases.py tests/test_docs.py tests/test_corpus.py

bench: $(READY)  ## measure, as ratios against a floor in the same run
	$(BIN)/python bench/render.py && $(BIN)/python bench/graph.py && $(BIN)/python bench/expand.py && $(BIN)/python bench/plan.py

wheel: $(READY)  ## build dist/*.whl
	$(BIN)/python -m build --no-isolation --wheel --sdist

property-tables: $(READY)  ## write mlinfra/catalogue/properties anew from published SDK packages
	$(BIN)/python scripts/property_tables.py

resource-types: $(READY)  ## write mlinfra/catalogue/resource_places.json anew from published SDK packages
	cd scripts && ../$(BIN)/python resource_types.py

clients: .clients/python/.ready .clients/node/.ready  ## install Azure's own clients, which tests/clients points at the local target

.clients/python/.ready: tests/clients/requirements.txt
	@$(PYTHON) -m venv .clients/python && .clients/python/bin/python -m pip install --quiet --disable-pip-version-check -r $< && touch $@ \
	  || { rm -rf .clients/python; echo "tests/clients: Azure's clients for Python can't be installed; their tests are skipped"; }

.clients/node/.ready: tests/clients/package.json
	@mkdir -p .clients/node && cp $< .clients/node/ && npm install --prefix .clients/node --silent --no-audit --no-fund --no-package-lock && touch $@ \
	  || { rm -rf .clients/node; echo "tests/clients: no npm, or its packages can't be installed; their tests are skipped"; }

azure-cli: $(READY)  ## install the Azure CLI (700 MB) and run its calls against the local target
	$(PYTHON) -m venv .clients/azure-cli && .clients/azure-cli/bin/python -m pip install --quiet --disable-pip-version-check azure-cli
	$(BIN)/python -m pytest -q tests/clients -k azure_cli

clean:  ## remove everything that was built
	rm -rf $(VENV) .clients build dist .mlinfra
