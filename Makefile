# `make run` shows the dashboard, `make test` proves it; `make` alone lists the rest.
# Written for GNU Make 3.81 and a POSIX shell; what a machine may lack is handled in tools/setup.sh.

PORT ?= 8501
UV ?= uv
BIN := .venv/bin
WORKERS ?= 2 # tests side by side

PACK := $(wildcard data/*/*.csv data/*/datapackage.json)
BUILDERS := $(wildcard kampung/*.py kampung/pack/*.py kampung/readers/*.py kampung/store/*.py kampung/schemas/* \
  kampung/building/*.py kampung/subjects/*/*.py kampung/subjects/*/*/*.py)

.DEFAULT_GOAL := help
.PHONY: help run build test check pythons fuzz bench pins messages screenshots pictures clean app dev

help: ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

run: data/kampung.db ## start the dashboard on http://localhost:8501 (PORT=8502 for another)
	@$(BIN)/kampung serve --port $(PORT)

build: app ## build the store, data/kampung.db, from the data pack
	@$(BIN)/kampung build

data/kampung.db: $(PACK) $(BUILDERS) | app
	@$(BIN)/kampung build >/dev/null
	@touch $@

test: check ## set up what the tests need, check, then all tests (ARGS="tests/unit -x" for some)
	@chromium=$$(sh tools/setup.sh chromium) && \
	  CHROMIUM="$$chromium" $(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder $(ARGS)

check: dev data/kampung.db ## lint, format, types, the direction of imports, and that the store tells one record
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/python -m tools.one_record

pythons: dev ## the checks and tests under every Python of this machine, each in its own environment
	@$(BIN)/python -m tools.pythons $(ARGS)

fuzz: dev ## a thousand broken import files and 300 broken packs (ARGS="--first 1000" for others)
	@$(BIN)/python -m tests.fuzz.imports --times 1000 $(ARGS)
	@$(BIN)/python -m tests.fuzz.packs --times 300 $(ARGS)

bench: dev ## print how long the store, a page and a change take
	@CHROMIUM="$$(sh tools/setup.sh chromium)" $(BIN)/python -m tests.bench

pins: ## pin the newest versions that requirements*.in allow (needs uv)
	@command -v $(UV) >/dev/null 2>&1 || { echo "make pins needs uv: pip install uv, or name it with UV=/path/to/uv." >&2; exit 1; }
	@$(UV) pip compile --quiet --upgrade --universal --python-version 3.11 requirements.in -o requirements.txt
	@$(UV) pip compile --quiet --upgrade --universal --python-version 3.11 requirements-dev.in -o requirements-dev.txt

messages: dev ## list the texts that are not translated yet
	@$(BIN)/python -m tools.messages

screenshots: dev ## every page, language, theme and width as a picture (ARGS="--pages /covid --into DIR")
	@CHROMIUM="$$(sh tools/setup.sh chromium)" $(BIN)/python -m tools.screenshots $(ARGS)

pictures: dev ## the pictures of the README, docs/pictures/
	@CHROMIUM="$$(sh tools/setup.sh chromium)" $(BIN)/python -m tools.screenshots --readme

clean: ## take away everything that make made
	@rm -rf .venv build dist kampung.egg-info .cache .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis test-results
	@rm -f data/*.db data/*.db.new data/*.db-journal

app:
	@sh tools/setup.sh app

dev:
	@sh tools/setup.sh dev
