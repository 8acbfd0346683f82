# make demo   sets up .venv, reads the example articles, writes output/facts.json and output/graph.gexf, prints the facts
# make test   what CI runs: style, types, layers, tests
# make accuracy  measures again, and writes the tables of docs/accuracy.md
# make calibrate  fits the weights of rules/confidence.yaml again, and writes their test into docs/accuracy.md
# make bench  measures speed and memory, an hour or so; make bench BENCH="--only gate" a part of it,
#             make bench BENCH=--quick less of each in a few minutes
# make clean  removes all that the two have made
# A Python of your choice: make demo PYTHON=/path/to/python3.12

VENV := .venv
BIN := $(VENV)/bin
FITS := import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))
CANDIDATES := python3 python3.13 python3.12 python3.11
PYTHON ?= $(firstword $(foreach name,$(CANDIDATES),$(shell $(name) -c '$(FITS)' 2>/dev/null && command -v $(name))))
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt

.PHONY: demo test accuracy calibrate bench clean
.DELETE_ON_ERROR:

demo: $(VENV)/.installed
	$(BIN)/fundex extract examples -o output/facts.json
	$(BIN)/fundex graph output/facts.json -o output/graph.gexf
	$(BIN)/fundex show output/facts.json

test: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest

accuracy: $(VENV)/.installed-dev
	$(BIN)/python tests/accuracy.py

calibrate: $(VENV)/.installed-dev
	$(BIN)/python tests/calibrate.py

bench: $(VENV)/.installed
	$(INSTALL) -e '.[bench]'
	$(BIN)/python benchmarks/bench.py $(BENCH)

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	find output -mindepth 1 ! -name .gitkeep -delete

$(VENV)/pyvenv.cfg:
	@test -n "$(PYTHON)" && "$(PYTHON)" -c '$(FITS)' || { \
	  echo "fundex needs Python 3.11, 3.12 or 3.13, and $(or $(PYTHON),no python3 found here) is none of them." >&2; \
	  echo "Install one of them, or name it: make demo PYTHON=/path/to/python3.12" >&2; exit 1; }
	"$(PYTHON)" -m venv $(VENV) || { rm -rf $(VENV); \
	  echo "No environment could be made; on Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }

$(VENV)/.installed: $(VENV)/pyvenv.cfg pyproject.toml constraints.txt
	$(INSTALL) -e .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/pyvenv.cfg pyproject.toml constraints.txt
	$(INSTALL) -e '.[dev]'
	@touch $@ $(VENV)/.installed
