#!/bin/sh
# Write locks/*.txt: names, versions and hashes for every platform and Python >= 3.11, without any address.
# lock.sh keeps the versions that are locked; lock.sh --upgrade chooses the newest; other words go to uv as they are:
# lock.sh --upgrade-package numpy
set -eu
CDPATH='' cd -- "$(dirname -- "$0")/.."

PATH=".venv/bin:$PATH"
export PATH
command -v uv >/dev/null || { echo "this needs uv: .venv/bin/python -m pip install uv" >&2; exit 2; }

compile() {
    uv pip compile --quiet --universal --fork-strategy fewest --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-emit-find-links --no-annotate --custom-compile-command "make lock" "$@"
}

extras() {
    python -c 'import tomllib
with open("pyproject.toml", "rb") as file:
    print(*(f"--extra {name}" for name in tomllib.load(file)["tool"]["optim-lectures"]["locked-extras"]))'
}

# The second is held to the versions of the first: both are installed into one .venv.
compile --group build --output-file locks/build.txt "$@"
# shellcheck disable=SC2046  # a list of words
compile --group dev $(extras) --constraint locks/build.txt --output-file locks/packages.txt "$@" pyproject.toml

# What tests of the interactive page need besides; 165 MB that no user has to have.
compile --constraint locks/packages.txt --output-file tools/browser.txt "$@" tools/browser.in

if grep -n "://" locks/*.txt tools/browser.txt; then
    echo "a lock file names an address" >&2
    exit 1
fi
