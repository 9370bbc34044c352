#!/bin/sh
# Write locks/*.txt: names, versions and hashes for every platform and Python >= 3.11, without any address.
set -eu

PATH=".venv/bin:$PATH"
export PATH
command -v uv >/dev/null || { echo "make lock needs uv: .venv/bin/python -m pip install uv" >&2; exit 2; }

compile() {
    uv pip compile --quiet --upgrade --universal --fork-strategy fewest --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-emit-find-links --no-annotate --custom-compile-command "make lock" "$@"
}

compile --group build --output-file locks/build.txt
compile --group dev --extra expression --extra voices --output-file locks/packages.txt pyproject.toml

if grep -n "://" locks/*.txt; then
    echo "a lock file names an address" >&2
    exit 1
fi
