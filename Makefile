# Two commands: `make demo` to see Signpost, `make test` to check it. The rest is for people who work on it.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STATIC_SOURCES := $(wildcard static/*.scss) $(addprefix static/,app.js close.js send.js storage.js icon.svg build.py package.json package-lock.json LICENCES.txt)
# Tests that wait (browser, kills, databases) share two cores with the rest.
WORKERS ?= 2

.PHONY: demo test setup check-system lint format bench soak lock clean

demo: setup
	$(BIN)/python -m tests.host.demo

test: check-system setup lint
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup tests

setup: $(VENV)/.installed static/dist/.built

check-system:
	@$(PYTHON) tests/check_system.py

lint:
	$(BIN)/ruff check lti_tool tests static
	$(BIN)/ruff format --check lti_tool tests static
	$(BIN)/mypy
	$(BIN)/lint-imports

format:
	$(BIN)/ruff format lti_tool tests static
	$(BIN)/ruff check --fix lti_tool tests static

bench: setup
	$(BIN)/python -m tests.bench

# Only what has more to say the longer it runs: kills, fuzzed requests, and what happens to several schools.
soak: setup
	SIGNPOST_SOAK=1 $(BIN)/python -m pytest -v -m soak --timeout 0 tests/crash tests/outcomes tests/hostile tests/isolation

# The installed packages are exactly those of requirements/dev.txt, each checked by its hash.
$(VENV)/.installed: requirements/dev.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/dev.txt
	mkdir -p static/dist
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

static/dist/.built: $(STATIC_SOURCES) | $(VENV)/.installed
	$(BIN)/python static/build.py
	touch $@

lock:
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-emit-index-url --no-header pyproject.toml -o requirements/run.txt
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-emit-index-url --no-header --extra dev pyproject.toml -o requirements/dev.txt

clean:
	rm -rf $(VENV) static/dist static/node_modules var
