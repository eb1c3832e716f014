# Each target sets up the environment .venv that it needs; the second time that takes no time.
# Needs Python 3.11 to 3.14, git and make. Another interpreter: make setup PYTHON=/path/to/python3

PYTHON ?= python3
BIN := .venv/bin
# Small matrices run fastest on one thread, and threads of many processes must not fight for cores.
export OMP_NUM_THREADS ?= 1
export OPENBLAS_NUM_THREADS ?= 1

# A worker for each processor (auto would count cores). More than 4 do not help: the longest of what
# tests/conftest.py keeps together decides.
WORKERS := -n logical --maxprocesses 4

.DEFAULT_GOAL := help
.PHONY: help setup demo test quick lint build check notebooks bench courses browser mutants diagnosis noise fuzz record picture lock clean

help: ## list the targets
	@sed -n 's/^\([a-z]*\):.*## /\1|/p' $(MAKEFILE_LIST) \
	  | while IFS='|' read -r name what; do printf '  make %-10s %s\n' "$$name" "$$what"; done

setup: ## make .venv from requirements.lock, or bring it up to date
	@$(PYTHON) .ci/environment.py

demo: setup ## build the course, grade a small class, write its feedback
	@$(BIN)/course demo

test: setup lint check ## everything that CI runs
	@marks='not slow'; \
	  $(BIN)/python tests/browser/chromium.py || marks="$$marks and not browser"; \
	  $(BIN)/python tests/classroom/postgres.py || marks="$$marks and not postgresql"; \
	  $(BIN)/python -m pytest $(WORKERS) --durations=10 -m "$$marks"

quick: setup ## the tests of what differs from origin/main, in about a minute
	@$(BIN)/python -m tests.changed $(WORKERS)

lint: setup ## style, types and which package may import which
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

build: setup ## notebooks/ to source/ and release/
	$(BIN)/course build

check: setup ## fail if source/ or release/ is older than notebooks/
	$(BIN)/course build --check

notebooks: setup ## execute every source notebook; the copies go to build/notebooks
	$(BIN)/jupyter nbconvert --execute --to notebook --output-dir build/notebooks source/*/*.ipynb

bench: setup ## a class and other courses beside stock nbgrader, the worst submissions, a training beside PyTorch (TORCH=a python that has it)
	@$(BIN)/python -m tests.benchmarks.grading --whole --write
	@$(BIN)/python -W ignore -m tests.benchmarks.courses --write
	@$(BIN)/python -m tests.benchmarks.worst_submissions
	@$(BIN)/python -m tests.benchmarks.training $(if $(TORCH),--torch $(TORCH))

courses: setup ## courses of nbgrader's: the points of each cell beside stock nbgrader's (ONLY=cells: of one)
	@$(BIN)/python -W ignore -m tests.courses $(ONLY)

browser: setup ## the tests in JupyterLab, with screenshots in tests/browser/screenshots
	$(BIN)/python -m pytest -m browser tests/browser

mutants: setup ## change every solution in every small way: does the grader notice?
	$(BIN)/python -m tests.mutation

diagnosis: setup ## is what a wrong solution is told true, and does it name the cause?
	$(BIN)/python -m tests.diagnosis

noise: setup ## run every hidden test with 1000 seeds: do verdicts or points depend on the seed?
	$(BIN)/python -m tests.noise

fuzz: setup ## draw submissions from grammars and look for one that breaks a promise (MINUTES=60)
	$(BIN)/python -m tests.fuzz --minutes $(or $(MINUTES),60) --report build/fuzz.md

record: setup ## what differs for students from a commit? (BEFORE=COMMIT, default HEAD)
	@rm -rf build/record && mkdir -p build/record
	@git worktree prune && git worktree add --quiet --detach build/record/checkout $(or $(BEFORE),HEAD)
	@at=$$PWD && cd build/record/checkout && $$at/$(BIN)/python -m tests.record write ../before
	@git worktree remove --force build/record/checkout
	@$(BIN)/python -m tests.record compare build/record/before

picture: demo ## the README's picture, from the demo's pages
	$(BIN)/python -m tests.browser.picture

lock: ## choose versions anew and write requirements.lock (needs uv)
	uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-emit-find-links --no-annotate \
	  --custom-compile-command "make lock" --output-file requirements.lock --upgrade

clean: ## remove caches, build/, dist/ and demo/; .venv stays
	rm -rf build dist demo .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis \
	  tests/browser/screenshots
	find grader tests notebooks datasets -name __pycache__ -type d -prune -exec rm -rf {} +
