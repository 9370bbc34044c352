#!/bin/sh
# Install what is missing, while no other set-up does (see alone.py): install.sh PYTHON
set -eu

parts=tools/setup
. "$parts/say.sh"
. "$parts/python.sh"
. "$parts/system.sh"

trap interrupted INT
python=$1
look_at_venv
list_missing
install_missing
[ "$state" = complete ] || exec sh "$parts/packages.sh" "$python"
