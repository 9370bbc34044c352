#!/bin/sh
# Install what tests of the interactive page need besides the locked packages: a browser, and what drives it.
set -eu
CDPATH='' cd -- "$(dirname -- "$0")/.."

if ! command -v chromium >/dev/null; then
    root=""
    [ "$(id -u)" = 0 ] || root=sudo
    $root apt-get install --yes --no-install-recommends chromium >.venv/setup/browser.log 2>&1 || {
        echo "Chromium could not be installed (.venv/setup/browser.log): tests of the page are skipped without it" >&2
        exit 2
    }
fi
.venv/bin/python -I -m pip install --quiet --no-deps --require-hashes -r tools/browser.txt
