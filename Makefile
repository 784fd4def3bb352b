# Everything you can do with this project, by name. Each target does its own set-up.

# The first Python that is new enough and can make environments.
PYTHON ?= $(shell for p in python3.11 python3 python3.12 python3.13; do \
	$$p -c 'import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo $$p && break; done)
ENV := .venv
RUN := $(ENV)/bin/python
PIP := $(RUN) -m pip --disable-pip-version-check install --quiet --require-hashes
COMPILE := CUSTOM_COMPILE_COMMAND="make requirements" $(ENV)/bin/pip-compile --quiet --upgrade \
	--generate-hashes --allow-unsafe --no-emit-options --no-emit-index-url \
	--no-emit-find-links --no-emit-trusted-host

.PHONY: help demo docs docs-links test lint format e2e browse wheel-test bench translations requirements clean

help: ## Show this list
	@sed -n 's/^\([a-z0-9-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 16

demo: $(ENV)/run ## Turn filled-in issues into branches of a local git repository, and build the website
	@rm -rf build/demo && mkdir -p build
	@git clone --quiet --no-hardlinks . build/demo && git -C build/demo checkout --quiet -B main
	PYTHONPATH=$(CURDIR) $(RUN) -m wgbot propose examples/good.md --repository build/demo
	@echo
	@git --no-pager -C build/demo show --patch --stat --format='commit %h by %an%n%n%w(0,4,4)%B' wgbot/compiler-errors
	@echo
	PYTHONPATH=$(CURDIR) $(RUN) -m wgbot propose examples/change.md --repository build/demo
	@echo
	@git --no-pager -C build/demo show --patch --stat --format='commit %h by %an%n%n%w(0,4,4)%B' wgbot/cli-apps
	@echo
	@rm -rf build/demo-branch && git -C build/demo worktree add --quiet ../demo-branch wgbot/compiler-errors
	PYTHONPATH=$(CURDIR) $(RUN) -m wgbot site build --repository build/demo-branch --out build/demo-site
	@echo "The result is in build/demo: main is unchanged, and each proposal is on its own branch. The website as it will look with the new group is in build/demo-site."

test: $(ENV)/dev ## Run the tests
	$(RUN) -m pytest --numprocesses auto --dist worksteal

e2e: $(ENV)/dev tests/e2e/node_modules build/wheels ## Run the real workflows against an emulator of GitHub (needs Node.js 20)
	$(RUN) -m pytest tests/e2e --numprocesses auto --dist worksteal

browse: $(ENV)/dev tests/browser/node_modules ## Drive a browser through the website, and read its calendars (needs Node.js 20, and Chromium, which root can install)
	@command -v chromium >/dev/null || { apt-get update -qq && apt-get install -qq --no-install-recommends chromium fonts-dejavu-core; }
	$(RUN) -m pytest tests/browser/browse.py tests/browser/calendars.py

lint: $(ENV)/dev ## Run the linter, the formatter's check, the type check and the forms' schema
	$(RUN) -m ruff check
	$(RUN) -m ruff format --check
	$(RUN) -m mypy
	$(ENV)/bin/check-jsonschema --builtin-schema vendor.github-issue-forms .github/ISSUE_TEMPLATE/*-working-group.yml
	$(ENV)/bin/check-jsonschema --builtin-schema vendor.github-issue-config .github/ISSUE_TEMPLATE/config.yml
	$(ENV)/bin/check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml
	$(ENV)/bin/check-jsonschema --builtin-schema vendor.github-actions action.yml
	$(ENV)/bin/zizmor --quiet --offline --strict-collection --persona=pedantic .github/workflows action.yml
	$(RUN) -m wgbot check

docs: $(ENV)/dev ## Build the documentation's website, and fail where a link of it leads nowhere
	$(ENV)/bin/zensical build --strict --clean

docs-links: $(ENV)/run ## Check every link of the documentation on the web, with wgbot itself (needs the network)
	@grep -rhoE '\]\(https://[^)]+\)' --include='*.md' --exclude-dir=checks docs *.md | grep -oE 'https://[^)]+' | sort -u | $(RUN) -m wgbot links --urls -

format: $(ENV)/dev ## Format the code
	$(RUN) -m ruff check --fix
	$(RUN) -m ruff format

PACKED = tests/cli tests/proposals/test_messages.py tests/community/test_templates.py \
	tests/community/test_translation.py tests/proposals/test_audit.py \
	tests/proposals/test_issuefile.py tests/proposals/test_proposal.py tests/setup/init \
	tests/site/test_render.py tests/site/test_data.py

wheel-test: $(ENV)/dev ## Build the wheel, and run the tests of everything that reads packed files from it, in an otherwise empty folder
	@rm -rf build/wheel && mkdir -p build/wheel/empty
	$(RUN) -m build --wheel --no-isolation --outdir build/wheel .
	$(PYTHON) -m venv build/wheel/env
	build/wheel/env/bin/python -m pip --disable-pip-version-check install --quiet --require-hashes -r requirements/run.txt
	build/wheel/env/bin/python -m pip --disable-pip-version-check install --quiet --no-deps build/wheel/*.whl
	build/wheel/env/bin/python -m pip check
	cp -r tests build/wheel/empty/tests
	mkdir build/wheel/empty/.github && cp -r .github/ISSUE_TEMPLATE build/wheel/empty/.github/
	cd build/wheel/empty && ../env/bin/wgbot --version \
	&& PYTHONPATH=$$(../env/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))') \
	$(CURDIR)/$(RUN) -m pytest -p no:cacheprovider --numprocesses auto --dist worksteal $(PACKED)

bench: $(ENV)/dev ## Measure, side by side with other tools
	$(RUN) bench/forms.py
	$(RUN) bench/start.py
	$(RUN) bench/requests.py
	$(RUN) bench/site.py

translations: $(ENV)/dev ## List the sentences that a language lacks, and those that nobody says any more
	$(RUN) -m tests.community.sentences

requirements: $(ENV)/dev ## Compile the pinned requirements from pyproject.toml
	$(COMPILE) --output-file requirements/run.txt pyproject.toml
	$(COMPILE) --extra dev --constraint requirements/run.txt --output-file requirements/dev.txt pyproject.toml
	$(RUN) .ci/split_requirements.py

clean: ## Remove everything that isn't in the repository
	rm -rf $(ENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis bench/node_modules tests/*/node_modules

tests/%/node_modules: tests/%/package-lock.json
	npm ci --no-audit --no-fund --prefix tests/$*
	@touch $@

# What the action installs, for runners without a network.
build/wheels: requirements/run.txt | $(ENV)/bin/python
	@rm -rf $@
	$(RUN) -m pip --disable-pip-version-check download --quiet --require-hashes --no-deps --only-binary=:all: --dest $@ --requirement $<
	@touch $@

$(ENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "wgbot needs Python 3.11 or newer, with venv (Debian: python3-venv)." >&2; exit 2; }
	$(PYTHON) -m venv $(ENV)

$(ENV)/run: requirements/run.txt | $(ENV)/bin/python
	$(PIP) -r requirements/run.txt
	@touch $@

$(ENV)/dev: requirements/dev.txt | $(ENV)/bin/python
	$(PIP) -r requirements/dev.txt
	@touch $@ $(ENV)/run
