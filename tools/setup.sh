#!/bin/sh
# Install what is missing and nothing else: system packages first, then .venv with the locked versions.
# This file looks whether anything is; when all is there, it ends without having written a byte.
set -eu
CDPATH='' cd -- "$(dirname -- "$0")/.."

parts=tools/setup
. "$parts/say.sh"
. "$parts/python.sh"
. "$parts/system.sh"

look_at_venv
if is_sound; then python=.venv/bin/python; else python=$(find_python); fi
list_missing
if [ "$state" != complete ] || [ -n "$missing" ]; then
    exec "$python" -I "$parts/alone.py" "$log" sh "$parts/install.sh" "$python"
fi
