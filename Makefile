# The commands of a checkout. `make site` and `make test` need Python 3.11 or later, and OpenSSH's ssh-keygen.

PYTHON := $(shell for each in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$each -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$each && break; done)
IN := .venv/bin/python
export PIP_DISABLE_PIP_VERSION_CHECK := 1

# An environment that was made for another folder leads there: a moved checkout makes its own anew.
MOVED := $(shell [ "$$(cat .venv/folder 2>/dev/null)" = "$$(pwd)" ] || echo moved)

.PHONY: help site serve test lint clean moved

help:
	@echo 'make site    install into .venv and build this archive into site/'
	@echo 'make serve   the same, then show it on this machine and rebuild on every edit'
	@echo 'make test    the same as site, then run every test (PYTEST_ADDOPTS is passed on)'
	@echo 'make lint    style and types'
	@echo 'make clean   remove the environment, the memory of builds, and the site'

site: .venv/installed
	$(IN) -m muniment build

serve: .venv/installed
	$(IN) -m muniment serve

test: .venv/tools
	$(IN) -m muniment build
	@sh .ci/chromium
	$(IN) -m pytest -n auto

lint: .venv/tools
	$(IN) -m ruff check
	$(IN) -m ruff format --check
	$(IN) -m mypy

clean:
	rm -rf .venv .cache .pytest_cache .ruff_cache .mypy_cache .hypothesis build dist
	find site -mindepth 1 -not -name .gitkeep -delete

.venv/installed: pyproject.toml $(MOVED)
	@sh .ci/environment "$(PYTHON)"
	$(IN) -m pip install --quiet --editable .
	@touch .venv/installed

# `--group` (PEP 735) came with pip 25.1; Python 3.11 brings an older one.
.venv/tools: .venv/installed
	$(IN) -m pip install --quiet --upgrade 'pip>=25.1'
	$(IN) -m pip install --quiet --group dev
	@touch .venv/tools
