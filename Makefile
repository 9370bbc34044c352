# Two commands do all:   make lecture   and   make test
# Every target is relative, so that a path with spaces works.

LANGS   ?= en
QUALITY ?= 720p30
LECTURE ?= scenes/short.toml
ARGS    ?=

python = .venv/bin/python

# .venv holds all that is imported here; what these name would come before it.
unexport PYTHONHOME PYTHONPATH
# Modules that happen to lie here are not meant for us.
lecture explore course pictures: export PYTHONSAFEPATH = 1

.PHONY: help setup lecture explore course test browser check format lock relock wheel pictures frames prove runs pages house clean

help: ## say what there is
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' Makefile

setup: ## install what is missing: system packages, .venv with locked versions
	@sh tools/setup.sh

lecture: setup ## render the short course: make lecture LANGS=en,zh QUALITY=1080p60 (or LECTURE=my.toml)
	$(python) -m lecture render $(LECTURE) --lang $(LANGS) --quality $(QUALITY) $(ARGS)

explore: setup ## open the interactive page: every method under your fingers
	$(python) -m lecture explore $(ARGS)

course: setup ## render the whole course
	$(python) -m lecture render scenes/course.toml --lang $(LANGS) --quality $(QUALITY) $(ARGS)

test: setup ## run all tests; needs no network, no display, no sound card
	$(python) -m pytest -n auto --dist worksteal $(ARGS)

browser: setup ## install what tests of the interactive page need besides: Chromium (apt), Playwright
	@sh tools/browser.sh

check: setup ## format, lint, types, import contracts
	$(python) -m ruff format --check .
	$(python) -m ruff check .
	$(python) -m mypy
	$(python) -c 'from importlinter.cli import lint_imports_command; lint_imports_command()'

format: setup ## put the source into its one format
	$(python) -m ruff format .
	$(python) -m ruff check --fix .

lock: ## choose the newest versions and write them down (needs uv)
	sh tools/lock.sh --upgrade $(ARGS)

relock: ## write down what is new in pyproject.toml, and keep every version that is locked (needs uv)
	sh tools/lock.sh $(ARGS)

wheel: setup ## build the wheel into dist/
	$(python) -m pip wheel --no-deps --no-build-isolation --wheel-dir dist .

pictures: browser ## draw the pictures of the README again
	$(python) tools/page_pictures.py
	$(python) -m lecture preview ravine_field --cue heat --out media/pictures
	$(python) -m lecture preview rolling_ball --cue ball --voice silent --lang zh --out media/pictures
	$(python) -m lecture preview adam_bias_correction --cue surprise --out media/pictures
	$(python) -m lecture preview linear_batches --cue table --voice silent --lang zh --out media/pictures
	$(python) -m lecture preview race_ravine --cue turn --voice silent --lang zh --out media/pictures
	$(python) -m lecture preview saddles --cue race --out media/pictures

frames: setup ## keep the small pictures that tests compare with, after a change that was looked at
	$(python) -m tests.frames.sheets

prove: setup ## try all that is dear of segments that have changed, and keep that they passed
	$(python) -m pytest -n auto --dist worksteal --prove $(ARGS)

runs: setup ## compute anew the long runs that are shipped with segments, where they no longer stand for their source
	$(python) tools/runs.py

pages: ## write docs/course.md again, from the course and docs/sources.toml
	$(python) docs/course.py

house: ## draw docs/house.svg again, from the imports
	$(python) docs/house.py

clean: ## remove what was rendered
	rm -rf media/lectures media/previews media/cache
