# Pullquote. A newcomer needs `make demo` and `make test`; the rest is for developers.
# Everything is set up inside this folder: uv in .uv/, the project's packages in .venv/.

PYTHON ?= python3
UV_VERSION := 0.13.9
UV := .uv/bin/uv
BIN := .venv/bin
# Workers of the test run; two cores are what it is planned for.
JOBS ?= 2

# Of `make chaos`.
SUBMISSIONS ?= 2000
KILLS ?= 200
DATABASE ?= sqlite

.PHONY: demo run test check bench bench-quality bench-speed format lock export chaos week setup setup-dev help clean

help: ## This list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

demo: setup ## A local Slack in the browser with the bot on it; no account needed
	@$(BIN)/python -m bot demo $(ARGS)

run: setup ## The bot on your own Slack, listener and worker in one (settings: docs/settings.md)
	@$(BIN)/python -m bot run

test: setup-dev ## All tests
	$(BIN)/python -m pytest -n $(JOBS) --dist loadgroup $(ARGS)

week: setup-dev ## A simulated week of digests and watches against the local Slack, with faults (ARGS=--seed 2)
	$(BIN)/python -m tests.simulation.week $(ARGS)

chaos: setup-dev ## Kills the processes again and again while Slack misbehaves (SUBMISSIONS=, KILLS=, DATABASE=sqlite|postgresql)
	$(BIN)/python -m tests.chaos.run --submissions $(SUBMISSIONS) --kills $(KILLS) --database $(DATABASE) $(ARGS)

check: setup-dev ## Format, lint, types, import contracts
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: setup-dev ## Acks, cards, throughput, search, digests and extraction in one table (about 15 minutes; ARGS="--scale 0.1")
	$(BIN)/python -m benchmarks $(ARGS)

bench-quality: setup-dev ## Who said what, on annotated articles: make bench-quality ARGS="--wire FOLDER --wire-scorer FILE …"
	OMP_NUM_THREADS=1 $(BIN)/python -m benchmarks.quality $(ARGS)

bench-speed: setup-dev ## What finding quotes costs beside the parse
	OMP_NUM_THREADS=1 $(BIN)/python -m benchmarks.speed $(ARGS)

format: setup-dev ## Puts the code into the project's format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lock: $(UV) ## Pins every package of pyproject.toml anew, with hashes
	$(UV) lock --upgrade
	$(MAKE) export

export: $(UV)
	$(UV) lock
	$(UV) export -q --frozen --no-dev --no-emit-project --no-header --no-annotate -o requirements.lock
	$(UV) export -q --frozen --no-emit-project --no-header --no-annotate -o requirements-dev.lock

setup: .venv/.runtime
setup-dev: .venv/.dev

$(UV):
	$(PYTHON) -m venv .uv
	.uv/bin/pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)

$(BIN)/python: | $(UV)
	$(UV) venv --quiet --python $$(cat .python-version) .venv

# `install` and not `sync`, so that `make demo` after `make test` takes nothing away again.
.venv/.runtime: requirements.lock | $(BIN)/python
	$(UV) pip install --quiet --python $(BIN)/python --require-hashes -r requirements.lock
	@touch $@

.venv/.dev: requirements-dev.lock .venv/.runtime
	$(UV) pip install --quiet --python $(BIN)/python --require-hashes -r requirements-dev.lock
	@touch $@

clean: ## Removes what make set up; your data stays
	rm -rf .uv .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
