# Two commands do everything on a fresh machine with Python 3.11 and make: `make site` and `make test`.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check

.PHONY: site check test test-long lint bench serve clean

site: $(VENV)/.site
	@$(BIN)/whence build --output build/site

check: $(VENV)/.site
	@$(BIN)/whence check

serve: $(VENV)/.test
	@$(BIN)/whence serve

test: $(VENV)/.test lint
	$(BIN)/python -m pytest -n 2 --dist worksteal

test-long: $(VENV)/.test
	RUN_LONG=1 $(BIN)/python -m pytest -n 2 --dist worksteal

lint: $(VENV)/.test
	$(BIN)/ruff check engine tests
	$(BIN)/mypy

bench: $(VENV)/.test
	$(BIN)/python tests/benchmarks/bench.py

$(VENV)/bin/python:
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 or newer is needed: make PYTHON=python3 …"; exit 1; }
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.site: $(VENV)/bin/python pyproject.toml
	@echo "Installing what the engine needs (once) ..."
	@$(PIP) install -q -e . 2>$(VENV)/install.log || { cat $(VENV)/install.log; exit 1; }
	@touch $@

$(VENV)/.test: $(VENV)/bin/python pyproject.toml
	@echo "Installing what the tests need (once) ..."
	@$(PIP) install -q -e '.[serve,test,browser]' 2>$(VENV)/install.log || { cat $(VENV)/install.log; exit 1; }
	@touch $@ $(VENV)/.site

clean:
	rm -rf build dist $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis
