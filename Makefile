VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
# Not ?=: some shells and toolchains export a HOST that means something else.
HOST = 127.0.0.1

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& { echo $$p; break; }; done)

.PHONY: help run test scripts bench pictures clean

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' Makefile

run: $(VENV)/.run ## serve the page and open it (PORT=8000 HOST=127.0.0.1)
	$(BIN)/python -m app --host $(HOST) --port $(PORT) --open

test: $(VENV)/.test ## every check: style, types, scripts, tests with coverage
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	@$(MAKE) --no-print-directory scripts
	$(BIN)/pytest --cov --numprocesses auto --maxschedchunk 4

bench: $(VENV)/.run ## the engine's speed beside a hand-written LSTM and, if installed, PyTorch
	$(BIN)/python -m bench.flow

pictures: $(VENV)/.test ## contact sheets of every state of the page, in test-results (needs Chromium)
	$(BIN)/python -m bench.pictures

clean: ## remove everything that the other targets made
	rm -rf $(VENV) node_modules build dist *.egg-info .coverage .*_cache .hypothesis test-results
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The page needs no Node; only the checks of its scripts do, so without Node they are left out.
ifneq ($(shell command -v npm),)
scripts: node_modules/.package-lock.json
	node_modules/.bin/tsc
	node --test $$(find tests/js -name '*.test.js')
else
scripts:
	@echo "SKIPPED: types and tests of the page's scripts (no node and npm on this machine)"
endif

node_modules/.package-lock.json: package-lock.json
	npm ci --ignore-scripts --no-audit --no-fund
	@touch $@

$(VENV)/.run: pyproject.toml | $(BIN)/pip
	$(BIN)/pip install --quiet --editable .
	@touch $@

$(VENV)/.test: pyproject.toml | $(BIN)/pip
	$(BIN)/pip install --quiet --editable '.[test]'
	@touch $@ $(VENV)/.run

$(BIN)/pip:
	@test -n "$(PYTHON)" || { echo "Unrolled needs Python 3.11 or newer with its venv module" \
		"(on Debian: python3-venv). If it is not on PATH: make PYTHON=/path/to/python3"; exit 1; }
	$(PYTHON) -m venv $(VENV)
