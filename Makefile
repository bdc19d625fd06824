# Two commands: "make run" and "make test". Each sets up what is missing.

export HOST ?= 127.0.0.1
export PORT ?= 8050
# EDITION=NAME serves editions/NAME in the place of data/ and boundaries/.
ifdef EDITION
export ATLAS_DATA ?= editions/$(EDITION)/data
export ATLAS_BOUNDARIES ?= editions/$(EDITION)/boundaries
endif
export WEB_CONCURRENCY ?= 2
# Pictures are made in large short-lived pieces of memory: give them back, and keep few pools of them.
export MALLOC_ARENA_MAX ?= 2
export MALLOC_MMAP_THRESHOLD_ ?= 65536
export MALLOC_TRIM_THRESHOLD_ ?= 65536

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --quiet --disable-pip-version-check --no-input install
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo -n)
APT := $(SUDO) apt-get -qq -o DPkg::Lock::Timeout=120
INSTALL := DEBIAN_FRONTEND=noninteractive $(APT) install -y --no-install-recommends

BROWSERS := chromium chromium-browser google-chrome google-chrome-stable
DOWNLOADED := $${PLAYWRIGHT_BROWSERS_PATH:-$$HOME/.cache/ms-playwright}

# What works out and pins the packages; only "make pins" needs it.
UV := uv==0.13.9
PINS = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate \
	--custom-compile-command "make pins" $(ARGS)

# Twice as many tests at once as there are processors, as they wait for a server, a browser or a clock for a third of their
# time; each process has a server and a browser of its own, which take a gigabyte.
CORES := $(shell getconf _NPROCESSORS_ONLN)
PROCESSES ?= $(shell echo $$(($(CORES) * 2)))
PYTEST = $(BIN)/pytest --numprocesses $(PROCESSES) --maxprocesses 6 --dist worksteal
# Measuring what the tests reach costs time on Python 3.11, so only CI does it, and only for the whole.
COVER := $(if $(CI),$(if $(ARGS),,--cov --cov-report=) -r R)

STYLE := $(BIN)/ruff check --quiet . && $(BIN)/mypy --no-error-summary
SCRIPTS := node_modules/.bin/eslint --max-warnings=0 . && \
	node --test --test-reporter=./tests/js/reporter.js tests/js/*.test.js

.PHONY: run test quick lint js assets check truth bench lighthouse soak pins sbom clean browser firefox fonts office verapdf front node
.DEFAULT_GOAL := run

run: $(VENV)/.run  ## serve the atlas on HOST:PORT
	@exec $(BIN)/gunicorn --config gunicorn.conf.py

# pytest's closing line is the last one, and the only one. The other checks go beside all tests, which take much longer,
# and before some of them.
test: $(VENV)/.test node_modules/.installed browser firefox office verapdf front  ## style, types and every test
	@failed=0; \
	{ $(SCRIPTS) && $(STYLE); } & style=$$!; \
	$(if $(ARGS),wait $$style || failed=1;) \
	$(PYTEST) $(COVER) $(ARGS) || failed=1; \
	$(if $(ARGS),,wait $$style || failed=1;) \
	exit $$failed

# Pure functions wait for nothing.
quick: PROCESSES = $(CORES)
quick: $(VENV)/.test  ## style, types and the tests of pure functions, in a minute
	@{ $(STYLE); } & style=$$!; $(PYTEST) -m unit $(ARGS); failed=$$?; wait $$style && exit $$failed

lint: $(VENV)/.test  ## style and types only
	@$(BIN)/ruff check . && $(BIN)/mypy

js: node_modules/.installed  ## style and unit tests of the scripts, and whether assets/ is what assets-src/ makes
	@$(SCRIPTS)

assets: node_modules/.installed  ## make the scripts in assets/ anew from assets-src/
	@node assets-src/build.js

check: $(VENV)/.run  ## load data/ and boundaries/ and list every fault
	@$(BIN)/python -m dashboard check

# Walks of which "make test" goes each eleventh, fifth or third step; here they are gone whole.
WHOLE := tests/test_resolve.py tests/test_subject.py tests/test_text.py tests/test_excess_events.py

truth: $(VENV)/.test  ## work every claim of every headline, caption, trend and finding out again from the tables, in minutes
	@PYTHONPATH=. $(BIN)/python tests/truth.py && ATLAS_WHOLE=1 $(PYTEST) $(WHOLE)

bench: $(VENV)/.test browser $(VENV)/bench/.installed  ## measure speed and size
	@$(BIN)/python tests/bench.py

lighthouse: $(VENV)/.test node browser  ## let Lighthouse judge the pages, into docs/benchmarks.md; npm fetches it
	@$(BIN)/python tests/lighthouse.py

soak: $(VENV)/.run  ## ten minutes with 50 readers; SOAK="--readers 200 --exporters 5 --seconds 180" for another load
	@$(BIN)/python tests/soak.py $(SOAK)

pins: $(BIN)/python  ## work requirements*.txt out of requirements*.in; ARGS=--upgrade takes newer versions
	@$(PIP) $(UV)
	@$(PINS) --output-file requirements.txt requirements.in
	@$(PINS) --constraints requirements.txt --output-file requirements-dev.txt requirements-dev.in
	@$(PINS) --constraints requirements.txt --output-file requirements-bench.txt requirements-bench.in

sbom: $(VENV)/.test  ## write the bill of materials, sbom.cdx.json
	@PYTHONPATH=. $(BIN)/python deploy/sbom.py

clean:  ## take away what these commands made
	@rm -rf $(VENV) node_modules .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage*
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The stamps: packages are installed again only after their list has changed.
$(VENV)/.run: requirements.txt $(BIN)/python
	@echo "Installing the packages that the atlas needs ..." >&2
	@$(PIP) --require-hashes -r requirements.txt
	@touch $@

$(VENV)/.test: requirements-dev.txt $(VENV)/.run
	@echo "Installing the packages that the tests need ..." >&2
	@$(PIP) --require-hashes -r requirements-dev.txt
	@touch $@

# What the atlas is measured beside has an environment of its own; where it cannot be had, it is left out.
$(VENV)/bench/.installed: requirements-bench.txt $(BIN)/python
	@echo "Installing Panel, beside which the atlas is measured ..." >&2
	@{ $(BIN)/python -m venv $(@D) && $(subst $(BIN)/,$(@D)/bin/,$(PIP)) --require-hashes -r requirements-bench.txt && touch $@; } || { \
	rm -rf $(@D); echo "Panel could not be installed, so the atlas is measured without it." >&2; }

node_modules/.installed: package.json package-lock.json | node
	@echo "Installing the packages that lint, test and bundle the scripts ..." >&2
	@npm ci --loglevel=error >/dev/null
	@touch $@

# Debian's python3 comes without the part that makes virtual environments. A half-made one is taken away again.
$(BIN)/python:
	@command -v $(PYTHON) >/dev/null || { echo "The atlas needs Python 3.11 or newer; $(PYTHON) was not found." >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "The atlas needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) -V). Try: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) >/dev/null 2>&1 || { rm -rf $(VENV); \
		echo "Installing python3-venv ..." >&2; \
		{ $(APT) update && $(INSTALL) python3-venv && $(PYTHON) -m venv $(VENV); } >/dev/null || { rm -rf $(VENV); \
		echo "No virtual environment could be made. On Debian or Ubuntu: sudo apt-get install python3-venv" >&2; exit 1; }; }

# The pages ask for Arial, as managed laptops have it; Debian's letters of the same widths are called Liberation.
fonts:
	@fc-match Arial 2>/dev/null | grep -qiE "arial|liberation|arimo" || { \
	echo "Installing letters of the widths of Arial ..." >&2; \
	{ $(APT) update && $(INSTALL) fontconfig fonts-liberation; } >/dev/null; } || { \
	echo "The tests of the layout need letters of the widths of Arial. On Debian or Ubuntu: sudo apt-get install fonts-liberation" >&2; \
	test -z "$$CI"; }

browser: fonts
	@for name in $(BROWSERS); do command -v $$name >/dev/null && exit 0; done; \
	ls -d "$(DOWNLOADED)"/chromium* >/dev/null 2>&1 && exit 0; \
	echo "Installing chromium for the tests in a browser ..." >&2; \
	{ $(APT) update && $(INSTALL) chromium; } >/dev/null || { \
	echo "The tests need a browser. On Debian or Ubuntu: sudo apt-get install chromium; elsewhere: $(BIN)/playwright install chromium" >&2; exit 1; }

firefox: fonts
	@command -v firefox-esr >/dev/null || command -v firefox >/dev/null || { \
	echo "Installing Firefox, in which the main journey is tested too ..." >&2; \
	{ $(APT) update && $(INSTALL) firefox-esr; } >/dev/null; } || { \
	echo "The journey in Firefox needs it. On Debian: sudo apt-get install firefox-esr" >&2; \
	test -z "$$CI"; }

# Slides and workbooks are opened in another program too. LibreOffice may be there without Calc, which is a library of it.
office:
	@program=$$(readlink -f "$$(command -v soffice || command -v libreoffice)") && ls "$${program%/*}"/libsclo.* >/dev/null 2>&1 || { \
	echo "Installing LibreOffice, in which the tests open slides and workbooks ..." >&2; \
	{ $(APT) update && $(INSTALL) libreoffice-impress libreoffice-calc; } >/dev/null; } || { \
	echo "The tests that open slides and workbooks need LibreOffice. On Debian or Ubuntu: sudo apt-get install libreoffice-impress libreoffice-calc" >&2; \
	test -z "$$CI"; }

# veraPDF comes with a Python package and runs on Java, which no longer brings the part that reads its rules.
verapdf:
	@command -v javac >/dev/null && test -e /usr/share/java/jaxb-runtime.jar || { \
	echo "Installing Java, on which veraPDF checks the PDFs ..." >&2; \
	{ $(APT) update && $(INSTALL) default-jdk-headless libjaxb-java; } >/dev/null; } || { \
	echo "The test of accessible PDFs needs Java. On Debian or Ubuntu: sudo apt-get install default-jdk-headless libjaxb-java" >&2; \
	test -z "$$CI"; }

# nginx is tried as deploy/ sets it up, on ports of the tests' own; as a service it is not wanted.
front:
	@PATH=$$PATH:/usr/sbin command -v nginx >/dev/null && command -v openssl >/dev/null || { \
	echo "Installing nginx, with which the tests try a service of several machines ..." >&2; \
	{ $(APT) update && $(INSTALL) nginx-light openssl && \
	{ $(SUDO) systemctl disable --now nginx 2>/dev/null || true; }; } >/dev/null; } || { \
	echo "The tests of deploy/ need nginx. On Debian or Ubuntu: sudo apt-get install nginx-light" >&2; \
	test -z "$$CI"; }

# Only who changes or tests the scripts needs Node.js.
node:
	@command -v node >/dev/null && command -v npm >/dev/null || { \
	echo "Installing Node.js, which lints, tests and bundles the scripts ..." >&2; \
	{ $(APT) update && $(INSTALL) nodejs npm; } >/dev/null; } || { \
	echo "The scripts need Node.js and npm. On Debian or Ubuntu: sudo apt-get install nodejs npm" >&2; exit 1; }
	@node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 18 || (a === 18 && b >= 18) ? 0 : 1)' || { \
	echo "The scripts need Node.js 18.18 or newer; found $$(node --version)." >&2; exit 1; }
