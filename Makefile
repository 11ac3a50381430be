# hrc-warehouse: `make help` lists what there is.
.DEFAULT_GOAL := help
.PHONY: help install run site test bench connections lint docs accuracy dev clean

PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

help: ## List the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-11s %s\n", $$1, $$2}'

# uv where it is there (seconds), else pip (a minute or two); both from the pinned versions.
$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed; this is $$($(PYTHON) --version). Name another: make PYTHON=python3.12 …"; exit 1; }
	@echo "Installing into .venv: a minute or two, seconds with uv …"
	@$(PYTHON) -m venv .venv
	@if command -v uv >/dev/null 2>&1; then \
		uv pip install --quiet --compile-bytecode --python $(BIN)/python --constraint constraints.txt --editable '.[dev]'; \
	else \
		$(BIN)/python -m pip install -qq --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'; \
	fi
	@touch $@

install: $(READY) ## Create .venv from the pinned versions

run: $(READY) ## Build the warehouse from the embedded sample and show what it holds
	@$(BIN)/hrcw build

site: run ## The same as a folder of pages: hrcw-home/site/index.html
	@$(BIN)/hrcw site

test: $(READY) ## Run the tests
	@$(BIN)/python -m pytest -n auto --dist loadfile -q

bench: $(READY) ## Run the proofs that take long or measure time, one by one
	@$(BIN)/python -m pytest -m bench -q -s

# Superset needs other versions of many packages, and some hundred of them: hence a venv of its own, made once.
connections: $(READY) ## Try Apache Superset on the warehouse and on PostgreSQL (minutes)
	@test -x build/superset/bin/superset || { $(PYTHON) -m venv build/superset && \
		build/superset/bin/python -m pip install -qq --disable-pip-version-check -r tests/superset.txt; }
	@HRCW_SUPERSET=$$PWD/build/superset/bin/superset $(BIN)/python -m pytest -m bench -q tests/test_connections_superset.py

lint: $(READY) ## ruff, mypy and the import rules
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/lint-imports

docs: $(READY) ## Write docs/codebook.md, codebook.csv, entities.md and cookbook.md anew
	@$(BIN)/python -m warehouse.codebook > docs/codebook.md
	@$(BIN)/python -m warehouse.codebook --csv > docs/codebook.csv
	@$(BIN)/python -m warehouse.entities > docs/entities.md
	@$(BIN)/python -m warehouse.citation > CITATION.cff
	@home=$$(mktemp -d) && $(BIN)/hrcw build --home $$home > /dev/null 2>&1 && \
		$(BIN)/python -m warehouse.cookbook $$home/warehouse.duckdb > docs/cookbook.md; rm -rf $$home

accuracy: $(READY) ## Write docs/accuracy.md anew from a run over the reference corpora (half an hour)
	@$(BIN)/python -m tests.accuracy > docs/.accuracy.md && mv docs/.accuracy.md docs/accuracy.md

dev: $(READY) ## Dagster's pages on http://localhost:3000
	@$(BIN)/dagster dev

clean: ## Remove .venv and what tools left behind; the warehouse stays
	@rm -rf .venv .pytest_cache .ruff_cache .mypy_cache build *.egg-info
