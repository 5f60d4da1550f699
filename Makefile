# Everything here works on a fresh checkout: what a target needs is set up in .venv first.

PYTHON ?= python3
VENV ?= .venv
# Worker processes of pytest: "auto" is one for each core.
WORKERS ?= auto
# More arguments for pytest: make test ARGS="-k pem"
ARGS ?=

# Where the demo leaves its files.
DEMO ?= build/demo

BIN := $(VENV)/bin
READY := $(VENV)/.ready
CODE := x509forge tests docs $(if $(wildcard benchmarks/*.py),benchmarks)
PYTEST := $(BIN)/python -m pytest -n $(WORKERS)

# What depends on the backend that is chosen. The tests that go through all backends by themselves run once, with the suite.
BACKEND_TESTS := tests/issuing tests/cli $(addprefix tests/differential/test_,procedure.py key_verbs.py openssl_verbs.py)

.DEFAULT_GOAL := help
.PHONY: help demo test suite check judges verifiers test-oscrypto test-pure test-deep test-pythons test-nogil bench bench-compare build clean distclean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: $(READY) ## Set up, carry out the procedure on its two configuration files, and check the result
	@PATH="$(abspath $(BIN)):$$PATH" docs/procedure/demo $(DEMO)

test: check judges ## Set up, check the code, run the whole suite, then with oscrypto and with pure alone (what .ci/run calls)
	$(PYTEST) --hypothesis-profile=gate $(ARGS)
	$(if $(ARGS),,$(MAKE) --no-print-directory test-oscrypto test-pure)

suite: $(READY) judges ## Run the suite alone
	$(PYTEST) --hypothesis-profile=gate $(ARGS)

check: $(READY) ## ruff and mypy --strict over the package, the tests and the benchmarks
	$(BIN)/ruff check $(CODE)
	$(BIN)/ruff format --check $(CODE)
	$(BIN)/mypy $(CODE)

test-oscrypto: $(READY) judges ## What depends on the backend, with oscrypto in the place of cryptography
	X509FORGE_BACKEND=oscrypto $(PYTEST) --hypothesis-profile=gate tests/signing/test_keys.py tests/real_use $(BACKEND_TESTS) $(ARGS)

test-pure: $(READY) judges ## The same and tests/signing, in a Python that cannot load libcrypto, oscrypto or cryptography
	PYTHONPATH=$(CURDIR)/tests/alone $(PYTEST) --hypothesis-profile=gate tests/signing $(BACKEND_TESTS) $(ARGS)

test-deep: $(READY) judges verifiers ## The suite with many more examples for each property, and all verifiers (long)
	$(PYTEST) --hypothesis-profile=deep -o faulthandler_timeout=1200 $(ARGS)

judges: ## Put OpenSSL 3.5 beside this machine's own, where it can be had
	@.ci/openssl-3.5 || echo "make: the tests that need OpenSSL 3.5 are left out, or fail in CI" >&2

verifiers: ## Install what verifies chains beside what .ci/run does: Go and Java (Debian, as root)
	@.ci/verifiers || echo "make: the tests that need Go and Java are skipped, or fail in CI" >&2

test-pythons: ## The suite on every Python from 3.10 to 3.14 that is found here
	@.ci/pythons $(ARGS)

# Not every package that the tests need has wheels for such a build: here are those that these need.
FREE := .venv/free-threaded
test-nogil: ## Tests with threads, on a Python without the global lock: make test-nogil PYTHON=python3.14t
	@PYTHON_GIL=0 $(PYTHON) -c 'import sys; sys.exit(sys._is_gil_enabled())' 2> /dev/null || { echo "make: $(PYTHON) has a global lock" >&2; exit 1; }
	$(PYTHON) -m venv $(FREE)
	$(FREE)/bin/python -m pip install --quiet --disable-pip-version-check --only-binary :all: hypothesis pytest
	$(FREE)/bin/python -m pip install --quiet --disable-pip-version-check --editable '.[pure]'
	PYTHON_GIL=0 $(FREE)/bin/python -m pytest --hypothesis-profile=deep $$(find tests -name test_threads.py) tests/test_first_use.py $(ARGS)

# What benchmarks need beside the tests: make bench ARGS=decode
$(VENV)/.bench: $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[bench]'
	@touch $@

bench: $(VENV)/.bench ## How fast it is beside its peers, in ratios: table, JSON and plots (docs/performance.md)
	$(BIN)/python -m benchmarks $(ARGS)

bench-compare: $(VENV)/.bench ## Two revisions side by side: make bench-compare REV=HEAD~9
	$(BIN)/python -m benchmarks --compare $(REV) $(ARGS)

build: $(READY) ## The wheel and the source distribution, in dist/
	$(BIN)/python -m pip install --quiet 'build >= 1.2'
	rm -rf build dist
	$(BIN)/python -m build --outdir dist .
	@ls dist/*-py3-none-any.whl

clean: ## Remove what was made, the virtual environment excepted
	rm -rf build dist .hypothesis .mypy_cache .pytest_cache .ruff_cache *.egg-info
	find x509forge tests $(wildcard benchmarks docs) -name __pycache__ -type d -prune -exec rm -rf {} +

distclean: clean ## Remove the virtual environment and the other OpenSSL too
	rm -rf $(VENV) .cache

# Debian's python3 has venv without ensurepip where python3-venv is not installed: the pip outside then fills the environment.
$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit("x509forge needs Python 3.10 or later, and this is %d.%d: make PYTHON=python3.11 ..." % sys.version_info[:2] if sys.version_info < (3, 10) else 0)'
	@echo "setting up $(VENV) with $$($(PYTHON) --version)"
	@if $(PYTHON) -c 'import ensurepip' 2> /dev/null; then $(PYTHON) -m venv --clear $(VENV); \
	else $(PYTHON) -m venv --clear --without-pip $(VENV) && $(PYTHON) -m pip --python $(BIN)/python install --quiet pip; fi \
	|| { rm -rf $(VENV); echo "make: no virtual environment could be made; on Debian: apt-get install python3-venv" >&2; exit 1; }

$(READY): $(BIN)/python setup.cfg pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	@touch $@
