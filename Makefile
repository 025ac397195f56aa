.DEFAULT_GOAL := help
PYTHON ?= python3.11
PY := .venv/bin/python
INSTALL := $(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r

help: ## Show what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):[^#]*## /\1\t/' | expand -t 12

# Without the setuptools of the interpreter's age, which nothing here needs and nobody audits.
.venv/bin/python:
	@$(PYTHON) -m venv .venv
	@$(PY) -m pip uninstall --quiet --yes --disable-pip-version-check setuptools

.venv-audit/stamp: requirements-audit.lock
	@$(PYTHON) -m venv .venv-audit
	@.venv-audit/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

# One stamp a lock: a changed lock installs again, an unchanged one costs nothing.
.venv/run.stamp: requirements.lock | .venv/bin/python
	@echo "Installing what the bot and the sandbox need …"
	@$(INSTALL) requirements.lock
	@touch $@

.venv/dev.stamp: requirements-dev.lock | .venv/bin/python
	@echo "Installing what tests and checks need …"
	@$(INSTALL) requirements-dev.lock
	@touch $@

demo: .venv/run.stamp ## Try the bot in the browser, without Slack (STORY=1: play eight weeks here instead)
ifdef STORY
	@$(PY) -m sandbox story --weeks 8 --people 60 --seed 1 --out story
else
	@$(PY) -m sandbox workspace
endif

run: .venv/run.stamp ## Run the bot against real Slack (reads .env)
	@$(PY) -m bot run

key: .venv/run.stamp ## Make a new ENCRYPTION_KEY (keep it safe)
	@$(PY) -m bot new-key

# With bytecode kept, also where the environment says otherwise: the tests start a hundred Pythons.
test: export PYTHONDONTWRITEBYTECODE =
test: .venv/dev.stamp ## Run every test, on SQLite and on PostgreSQL
	@$(PY) -m pytest -n 3 --dist loadgroup

check: .venv/dev.stamp ## Lint, types, import rules, texts, manifest
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m pyright -p pyproject.toml
	@.venv/bin/lint-imports
	@$(PY) -m pytest tests/checks

golden: .venv/dev.stamp ## Write the golden files of all messages again (then read the difference)
	@GOLDEN=write $(PY) -m pytest tests/golden

format: .venv/dev.stamp ## Format the code
	@$(PY) -m ruff check --fix .
	@$(PY) -m ruff format .

audit: .venv-audit/stamp ## Look for known vulnerabilities in what is installed (needs pypi.org's advisories)
	@.ci/audit

sbom: .venv-audit/stamp ## Write the list of what the bot is made of, and its licenses, again (docs/)
	@rm -rf .venv-sbom && $(PYTHON) -m venv --without-pip .venv-sbom
	@.venv-audit/bin/pip --python .venv-sbom/bin/python install --quiet --require-hashes -r requirements.lock
	@.venv-audit/bin/cyclonedx-py environment .venv-sbom/bin/python --pyproject pyproject.toml \
		--output-reproducible -o docs/sbom.cdx.json
	@.venv-audit/bin/pip-licenses --python .venv-sbom/bin/python --format=markdown --output-file docs/licenses.md
	@rm -rf .venv-sbom

lock: ## Write the lock files again from pyproject.toml (uses uv, in its own environment)
	@$(PYTHON) -m venv .venv-lock
	@.venv-lock/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-uv.lock
	@.venv-lock/bin/uv pip compile pyproject.toml --extra sandbox $(LOCK_OPTIONS) -o requirements.lock
	@.venv-lock/bin/uv pip compile pyproject.toml --extra sandbox --extra dev $(LOCK_OPTIONS) -o requirements-dev.lock
	@.venv-lock/bin/uv pip compile --group audit $(LOCK_OPTIONS) -o requirements-audit.lock
	@.venv-lock/bin/uv pip compile --group lock $(LOCK_OPTIONS) -o requirements-uv.lock
	@rm -rf .venv-lock

LOCK_OPTIONS = --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-emit-find-links

.PHONY: help demo key run test check golden format audit sbom lock
