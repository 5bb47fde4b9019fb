# Two commands do everything on a fresh machine with Python 3.11 and make: `make site` and `make test`.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
# What `make test-versions` runs: a browser is the same whatever the versions of our libraries.
WITHOUT_BROWSER := -m "not browser and not slow"
# The tests that touch a library of ours; what is pure Python holds whatever the versions are.
WITH_LIBRARIES := $(addprefix tests/,files evaluate exchange editor python publish/machine publish/test_site.py cli/test_cli.py)

.PHONY: office vscode site check test test-long test-versions fuzz coverage mutants lint lock bench serve clean

# With SNAPSHOTS=DIR, where the copies of sources lie, the site says how much of each is cited.
site: $(VENV)/.site
	@$(BIN)/whence build --output build/site $(if $(SNAPSHOTS),--snapshots "$(SNAPSHOTS)")

check: $(VENV)/.site
	@$(BIN)/whence check

serve: $(VENV)/.test
	@$(BIN)/whence serve

test: $(VENV)/.test lint
	$(BIN)/python -m pytest -n 2 --dist worksteal

test-long: $(VENV)/.test
	RUN_LONG=1 $(BIN)/python -m pytest -n 2 --dist worksteal

# The lowest and the newest versions that pyproject.toml allows, each in an environment of its own. Where of what it names
# the newest are the locked ones, `make test` has run with them already.
LOCKED := sed -n 's/^\([^ ]*==[^ ]*\) .*/\1/p' locks/test.txt
NAMED := sed -n 's/^[^"]*"\([A-Za-z0-9._-]*\)[]>=<"[].*/\1/p' pyproject.toml
ALIKE := tr 'A-Z_.' 'a-z--'
test-versions: $(VENV)/.test
	for which in lowest-direct highest; do \
	  at=build/versions/$$which; \
	  $(BIN)/uv venv -q --clear --python $(BIN)/python $$at && \
	  $(BIN)/uv pip install -q --python $$at/bin/python --resolution $$which -e '.[serve,test]' || exit 1; \
	  $(LOCKED) >build/versions/locked; \
	  $(NAMED) | $(ALIKE) >build/versions/named; \
	  if ! $(BIN)/uv pip freeze --python $$at/bin/python --exclude-editable | grep -vxFf build/versions/locked | \
	    sed 's/==.*//' | $(ALIKE) | grep -xFf build/versions/named; then \
	    echo "$$which: the versions of locks/test.txt, which \`make test\` runs with"; continue; \
	  fi; \
	  $$at/bin/python -m pytest -n 2 --dist worksteal -p no:cacheprovider $(WITHOUT_BROWSER) $(WITH_LIBRARIES) || exit 1; \
	done

# Our spreadsheets, computed anew by LibreOffice, which `make test` has a package for; needs libreoffice-calc-nogui.
office: $(VENV)/.test
	RUN_OFFICE=1 $(BIN)/python -m pytest tests/exchange/test_workbooks.py -k libreoffice

# The extension for VS Code, built, tried with our server and packed as editors/vscode/whence-*.vsix; needs npm.
vscode: $(VENV)/.test
	cd editors/vscode && npm ci --no-audit --no-fund && WHENCE="$(CURDIR)/$(BIN)/whence" npm test && npm run package

# Readers fed what nobody writes, led by which lines of the engine it reaches, an hour of computing for each kind; SECONDS=60
# looks for a minute. What breaks one is kept in tests/hostile/broke.
SECONDS ?= 3600
fuzz: $(VENV)/.test
	FUZZ=$(SECONDS) $(BIN)/python -m pytest -rP -n 2 --dist worksteal tests/hostile/test_fuzz.py tests/hostile/test_fuzz_browser.py

# Which branches of every storey but the pages the tests of these storeys run, and which test reaches which line.
STOREYS := language model files evaluate judge account disk exchange editor python cli
coverage: $(VENV)/.test
	mkdir -p build/coverage
	$(BIN)/python -m coverage erase
	$(BIN)/python -m coverage run -m pytest -m "not browser" $(addprefix tests/,$(STOREYS)) tests/bases tests/cases
	$(BIN)/python -m coverage combine -q
	$(BIN)/python -m coverage report --skip-covered

# Changes to the code that no test notices: of every storey but the pages, or MODULES="judge/rules/stale language". With what
# `make coverage` noted, the tests that reach a line run on it; with WHOLE=1 those that hold whole answers alone. SEED=31 draws others.
mutants: $(VENV)/.test
	$(BIN)/python tests/benchmarks/mutants.py --count $(or $(COUNT),120) --seed $(or $(SEED),1) $(if $(WHOLE),--whole) $(MODULES)

lint: $(VENV)/.test
	$(BIN)/ruff check engine tests
	$(BIN)/mypy
	$(BIN)/vulture

# Newest versions of everything, with their hashes, for every platform and Python from 3.11 on.
COMPILE := $(BIN)/uv pip compile pyproject.toml -q --upgrade --universal --python-version 3.11 --generate-hashes \
  --no-annotate --no-emit-index-url --custom-compile-command "make lock"
lock: $(VENV)/.test
	$(COMPILE) --all-extras --output-file locks/test.txt
	$(COMPILE) --extra build --constraints locks/test.txt --output-file locks/site.txt

bench: $(VENV)/.test
	$(BIN)/python tests/benchmarks/bench.py

$(VENV)/bin/python:
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 or newer is needed: make PYTHON=python3 …"; exit 1; }
	@$(PYTHON) -m venv $(VENV)

# The locked versions first, then the package itself, for which nothing is left to fetch.
INSTALL = { $(PIP) install -q --require-hashes -r $(1) && $(PIP) install -q --no-deps --no-build-isolation -e .; } \
  >$(VENV)/install.log 2>&1 || { cat $(VENV)/install.log; exit 1; }

$(VENV)/.site: $(VENV)/bin/python pyproject.toml locks/site.txt
	@echo "Installing what the engine needs (once) ..."
	@$(call INSTALL,locks/site.txt)
	@touch $@

$(VENV)/.test: $(VENV)/bin/python pyproject.toml locks/test.txt locks/site.txt
	@echo "Installing what the tests need (once) ..."
	@$(call INSTALL,locks/test.txt)
	@touch $@ $(VENV)/.site

clean:
	rm -rf build dist $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis
