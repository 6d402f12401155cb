# make demo: everything from a bare machine to a scored demo set.  make test: the whole suite.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
SYSTEM_STAMP := $(VENV)/.system
# Shared libraries that Qt's offscreen and xcb platforms load at run time, and a virtual screen for real windows.
SYSTEM_PACKAGES := libegl1 libgl1 libopengl0 libxkbcommon0 libxkbcommon-x11-0 libdbus-1-3 libfontconfig1 libglib2.0-0 \
	libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxcb-xinerama0 libxcb-randr0 libxcb-render-util0 \
	libxcb-image0 fonts-dejavu-core xvfb
CONFIG ?= training/config/faceqnet-r29.toml
TESTS ?= tests

.PHONY: demo test bench lint format train translations setup clean
setup: $(STAMP) $(SYSTEM_STAMP)

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV) || { echo "Python's venv module is missing; installing it."; \
	  $$( [ "$$(id -u)" = 0 ] || echo sudo ) apt-get update -qq && \
	  $$( [ "$$(id -u)" = 0 ] || echo sudo ) apt-get install -y -qq python3-venv && $(PYTHON) -m venv $(VENV); }

$(STAMP): pyproject.toml constraints.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[dev]"
	@touch $@

# Skipped where there is no apt-get, or no right to use it: then a sentence says what may be missing.
$(SYSTEM_STAMP): | $(VENV)/bin/python
	@if ! command -v apt-get >/dev/null; then echo "No apt-get here: Qt needs the equivalents of: $(SYSTEM_PACKAGES)"; \
	elif dpkg -s $(SYSTEM_PACKAGES) >/dev/null 2>&1; then :; \
	else sudo=$$( [ "$$(id -u)" = 0 ] || echo "sudo -n" ); \
	  { $$sudo apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$sudo apt-get install -y -qq --no-install-recommends $(SYSTEM_PACKAGES) >/dev/null; } \
	  || echo "Could not install system libraries; if Qt does not start, install: $(SYSTEM_PACKAGES)"; fi
	@touch $@

demo: setup
	$(BIN)/python -m faceqnet_engine demo --open-window

test: setup
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n 2 --dist worksteal $(TESTS)

bench: setup
	@for b in bench/bench_*.py; do QT_QPA_PLATFORM=offscreen $(BIN)/python $$b || exit 1; done

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: setup
	$(BIN)/ruff check --fix . ; $(BIN)/ruff format .

train: setup
	$(BIN)/python -m training all --config $(CONFIG)

# New words of the source into the .ts files (their translation is written by hand), and the .ts into what the window loads.
WORDS_desk := $(wildcard faceqnet_gui/*.py) $(wildcard faceqnet_gui/desk/*.py faceqnet_gui/look/*.py faceqnet_gui/session/*.py \
	faceqnet_gui/worker/*.py faceqnet_gui/actions/desk*.py)
WORDS_live := $(wildcard faceqnet_gui/live/*.py) faceqnet_gui/actions/live.py
WORDS_evaluation := $(wildcard faceqnet_gui/evaluation/*.py) faceqnet_gui/actions/evaluation.py
WORDS_training := $(wildcard faceqnet_gui/training/*.py) faceqnet_gui/actions/training.py
WORDS_shell := $(wildcard faceqnet_gui/shell/*.py) faceqnet_gui/actions/shell.py
translations: setup
	$(foreach room,desk live evaluation training shell,$(BIN)/pyside6-lupdate -locations none -no-obsolete $(WORDS_$(room)) \
	  -ts resources/translations/$(room)_es.ts && \
	  $(BIN)/pyside6-lrelease resources/translations/$(room)_es.ts -qm resources/translations/$(room)_es.qm &&) true

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis
