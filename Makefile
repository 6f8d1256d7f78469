# Two commands: `make demo` to see the portal, `make test` for everything that guards it.

PYTHON ?= python3
PORT ?= 8000
DATA ?= .data
ARGS ?=
# Processes that run the tests, each on a database of its own.
JOBS ?= 2
PY := .venv/bin/python

# What a server in production would set; `check --deploy` judges the settings under it.
PRODUCTION := env -u PORTAL_HTTPS -u PORTAL_DEBUG ALLOWED_HOSTS=lists.example.org \
	SECRET_KEY=only-for-this-check-0123456789-abcdefghijklmnopqrstuvwxyz
TEST_DATABASE := env DATA=.test-data DATABASE_URL="$(TEST_DATABASE_URL)"

.PHONY: help install install-test demo test test-documents lint format bench bench-national documents-report gold duties scoreboard clean

help:  ## say what there is
	@echo "make …, with PYTHON=$(PYTHON) PORT=$(PORT) DATA=$(DATA)"
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-18s%s\n", $$1, $$2 }' Makefile

install:  ## make .venv with what the portal needs
	@$(PYTHON) portal/install.py

install-test:  ## … and what its tests need
	@$(PYTHON) portal/install.py test

demo: export PORT := $(PORT)
demo: export DATA := $(DATA)
demo: install  ## serve the sample lists on 127.0.0.1:PORT
	@$(PY) -m portal.demo

test: install-test  ## run everything that guards the project
	@$(PY) -m tests.prerequisites
	@$(MAKE) --no-print-directory lint
	@$(TEST_DATABASE) $(PY) manage.py makemigrations --check --dry-run
	@$(PRODUCTION) $(PY) manage.py check --deploy --fail-level WARNING
	@$(PY) -m pytest -n $(JOBS) --dist loadfile $(ARGS)

test-documents: install-test  ## make documents with LibreOffice and read them back
	@$(PY) -m tests.prerequisites documents
	@$(TEST_DATABASE) $(PY) -m pytest -m documents $(ARGS)

lint: install-test  ## check style without changing anything
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .

format: install-test  ## bring the code into style
	@$(PY) -m ruff check --fix .
	@$(PY) -m ruff format .

bench: install-test  ## measure ingest, pages, search and starts
	@$(PY) -m tests.bench $(ARGS)

documents-report: install-test  ## what comes back of documents: ARGS="FOLDER…" or "--looks 40 --seed 1"
	@$(PY) -m tests.documents.report $(ARGS)

bench-national: N ?= 1000000
bench-national: install-test  ## measure search over N made-up rows of the whole country
	@$(PY) -m tests.bench.national --items $(N) $(if $(filter-out .data,$(DATA)),--data $(DATA)) $(ARGS)

gold: install-test  ## how well rows are understood, against the hand-labelled rows
	@$(PY) -m tests.gold

duties: install-test  ## which wordings mean the same duty, against judged pairs: ARGS="--meaning --fit --families"
	@$(PY) -m tests.duties $(ARGS)

scoreboard: install-test  ## measure search on three judged sets, into scoreboard.json
	@DATA=.test-data/scoreboard $(PY) manage.py migrate --verbosity 0
	@DATA=.test-data/scoreboard $(PY) manage.py ingest --publish fixtures/townships/*.txt > /dev/null
	@DATA=.test-data/scoreboard $(PY) manage.py scoreboard

clean:  ## remove all that can be made again; the demo's data stays
	rm -rf .venv .static .test-data .artifacts .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -prune -exec rm -rf {} +
