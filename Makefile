.DEFAULT_GOAL := help
.PHONY: help run dev test stress lint format lock reset bench drill elsewhere verify image sbom vulnerabilities runtime tools
SHELL := /bin/sh
export PORT ?= 8000
export PYTHON
PY := .venv/bin/python
COMPILE := env -u UV_INDEX -u UV_INDEX_URL -u UV_DEFAULT_INDEX -u UV_EXTRA_INDEX_URL -u UV_FIND_LINKS \
	$(PY) -m uv pip compile --quiet --no-config --universal --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-header pyproject.toml --extra embedded

help:  ## list these targets
	@sed -n 's/^\([a-z]*\):[^#]*## /\1\t/p' $(MAKEFILE_LIST) | while IFS='	' read -r name what; do \
		printf '  make %-15s %s\n' "$$name" "$$what"; done

run: runtime  ## start the program as a demonstration (PORT=8000)
	@exec $(PY) -m csis.run

reset: runtime  ## recreate the demonstration's database (SAMPLE=no: official facts only)
	@exec $(PY) -m csis.run --prepare-only --reset $(if $(filter no,$(SAMPLE)),--no-sample)

dev: tools  ## the same with auto-reload and DEBUG on
	@$(PY) -m csis.run --prepare-only
	@DEBUG=true CSIS_DEMONSTRATION=true exec $(PY) manage.py runserver $(PORT)

verify: runtime  ## recompute the audit chain of the local database
	@exec $(PY) manage.py verify_audit

test: tools  ## run every test except those of lint (ARGS= goes to pytest)
	@scripts/chromium.sh
	@# Where Python keeps nothing compiled, each process that a test starts would compile the program again.
	@$(PY) -m compileall -q -j 0 csis missions tests
	@$(PY) -m pytest -n auto --dist loadfile --no-loadscope-reorder --ignore tests/architecture $(ARGS)

stress: tools  ## run many more random tests than `make test` (RUNS=100 REQUESTS=10000 EXAMPLES=1000)
	@CSIS_STRESS_RUNS=$(or $(RUNS),100) CSIS_STRESS_REQUESTS=$(or $(REQUESTS),10000) $(PY) -m pytest -n 0 --timeout 0 \
		tests/integration/stress/test_machine.py tests/integration/stress/test_hostile_walk.py \
		tests/integration/pages/test_remembered_at_random.py $(ARGS)
	@CSIS_EXAMPLES=$(or $(EXAMPLES),1000) $(PY) -m pytest -m hypothesis --timeout 0 tests/unit $(ARGS)

drill: tools  ## break a whole deployment under load and count what was kept (KILLS=1000 ACTS="failover disk")
	@exec $(PY) -m tests.drill --kills $(or $(KILLS),1000) $(ACTS)

elsewhere: tools  ## run a part of the tests behind a pooler, on PostgreSQL 15, and as another user (WHERE= ARGS= BRIEF=)
	@if [ -n "$(BRIEF)" ]; then exec $(PY) -m tests.elsewhere --brief $(WHERE); fi; \
	for where in $(or $(WHERE),pooler 15 embedded spaces); do \
		echo "$$where:"; $(PY) -m tests.elsewhere $$where -q $(ARGS) || exit 1; done

bench: tools  ## measure, without asserting
	@exec $(PY) -m tests.benchmarks

lint: tools  ## check style, layers, templates, sizes and documents
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	.venv/bin/lint-imports --no-logo
	.venv/bin/djlint --lint --check templates
	.venv/bin/djlint --profile jinja --extension jinja --lint templates
	find templates -name '*.html' -print0 | xargs -0 .venv/bin/djade --check --target-version 5.2
	$(PY) -m pytest -q -n 0 tests/architecture
	$(PY) manage.py makemigrations --check --dry-run

format: tools  ## fix style as far as tools can
	$(PY) -m ruff check --fix-only .
	$(PY) -m ruff format .
	find templates -name '*.html' -print0 | xargs -0 .venv/bin/djade --target-version 5.2
	-.venv/bin/djlint --reformat --quiet templates

lock: tools  ## write the lock files from pyproject.toml (UPGRADE=1: newest versions)
	$(COMPILE) $(if $(UPGRADE),--upgrade) -o requirements.txt
	$(COMPILE) $(if $(UPGRADE),--upgrade) --group dev -c requirements.txt -o requirements-dev.txt

image:  ## build the image of a deployment, with docker or podman
	@for engine in docker podman; do \
		if $$engine info >/dev/null 2>&1; then $$engine build --tag csis . && exec $$engine image ls csis; exit 1; fi; done; \
	echo "Neither docker nor podman runs here: no image is built."

sbom: tools  ## print what is shipped as CycloneDX JSON: versions, hashes, licenses
	@exec $(PY) scripts/sbom.py

vulnerabilities: tools  ## ask osv.dev about every version that is pinned (VULNERABILITIES=another address)
	@scripts/vulnerabilities.sh

runtime:
	@scripts/environment.sh requirements.txt

tools:
	@scripts/environment.sh requirements-dev.txt
