# `make help` lists what there is. Two commands matter: `make run` and `make test`.
# Stamp files make a second call start in seconds; a changed lock file makes its step run again.

PORT ?= 8000
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
PY := $(VENV)/bin/python
TYPED := jian_minzheng offices staffing funding training assessments tools tests bench
NODE_MODULES := node_modules
VENDOR := jian_minzheng/core/static/vendor

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help run reset-demo database setup setup-dev browser test prove lint format bench screenshots lock clean

# `make prove matrix`: the words after `prove` are names of proofs, not targets of their own.
ifeq (prove,$(firstword $(MAKECMDGOALS)))
PROOFS := $(wordlist 2,$(words $(MAKECMDGOALS)),$(MAKECMDGOALS))
.PHONY: $(PROOFS)
$(PROOFS): ; @:
endif

help: ## Show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

run: setup ## Start the portal and its worker with demonstration data on http://127.0.0.1:8000 (PORT= changes the port)
	@$(PY) -m tools.demo_database
	@echo "门户地址：http://127.0.0.1:$(PORT)/  （按 Ctrl+C 停止）"
	@$(PY) -m tools.serve $(PORT)

reset-demo: setup ## Throw the demonstration database away and load it anew
	@$(PY) -m tools.demo_database --reset

test: setup-dev browser ## The suite on SQLite, all of it that touches the database on PostgreSQL too, browser journeys included
	@$(PY) -m tools.run_tests

prove: setup-dev ## The long proofs: make prove matrix (without a name: which there are)
	@$(PY) -m tools.prove $(PROOFS)

lint: setup-dev ## ruff, mypy, djlint, import layers, migrations, deployment checks
	@$(PY) -m tools.lint

format: setup-dev ## Bring code and templates into shape
	$(VENV)/bin/ruff check --fix-only --quiet .
	$(VENV)/bin/ruff format .
	$(VENV)/bin/djlint --reformat --quiet templates || true

bench: setup-dev ## Measure imports, pages and evaluation (see bench/)
	$(PY) -m bench

screenshots: setup-dev browser ## Draw the pictures of the user manual again
	$(PY) -m tools.screenshots

lock: $(VENV)/.dev ## Resolve requirements*.in and package.json into their lock files
	$(COMPILE) --output-file requirements.txt requirements.in
	$(COMPILE) --output-file requirements-dev.txt requirements-dev.in
	npm install --package-lock-only

clean: ## Remove what make installed; the data in var/ stays
	rm -rf $(VENV) $(NODE_MODULES) $(VENDOR) .cache .mypy_cache .pytest_cache .ruff_cache .import_linter_cache

# Hashes must be those of the index's own files, so a local wheel folder in pip's configuration is left out of account.
COMPILE := env -u PIP_FIND_LINKS PIP_CONFIG_FILE=/dev/null $(VENV)/bin/pip-compile --quiet --upgrade --generate-hashes \
	--allow-unsafe --strip-extras --no-header --no-emit-index-url --no-emit-find-links --no-emit-trusted-host

# --- steps, each done once -------------------------------------------------------------------------------------------

setup: $(VENV)/.run $(VENDOR)/.copied
setup-dev: $(VENV)/.dev $(NODE_MODULES)/.dev $(VENDOR)/.copied

browser: # says what is missing and goes on: the test run counts what it could not do
	@sh tools/browser.sh

# One more try for a network that hiccups.
pip_install = $(PY) -m pip install --quiet --require-hashes -r $(1) || $(PY) -m pip install --require-hashes -r $(1)
npm_ci = npm ci --loglevel=error $(1) || npm ci $(1)

$(VENV)/bin/python:
	@sh tools/make_venv.sh "$(PYTHON)" $(VENV)

$(VENV)/.run: requirements.txt | $(VENV)/bin/python
	@echo "安装 Python 依赖 …"
	@$(call pip_install,requirements.txt)
	@touch $@

$(VENV)/.dev: requirements-dev.txt | $(VENV)/bin/python
	@echo "安装开发依赖 …"
	@$(call pip_install,requirements-dev.txt)
	@touch $(VENV)/.run $@

$(NODE_MODULES)/.run: package-lock.json
	@echo "安装前端文件 …"
	@$(call npm_ci,--omit=dev)
	@touch $@

$(NODE_MODULES)/.dev: package-lock.json
	@echo "安装前端与测试文件 …"
	@$(call npm_ci,)
	@touch $(NODE_MODULES)/.run $@

# Whichever set is installed will do; only when there is none does `make run` fetch the smaller one.
$(VENDOR)/.copied: package-lock.json tools/copy_frontend.py
	@test -e $(NODE_MODULES)/.run -a ! package-lock.json -nt $(NODE_MODULES)/.run || $(MAKE) --no-print-directory $(NODE_MODULES)/.run
	@$(PY) -m tools.copy_frontend
	@touch $@
