#!/bin/sh
# Make .venv in this folder hold what locks/ says and nothing that an older lock said: packages.sh PYTHON
set -eu

parts=$(dirname -- "$0")
. "$parts/say.sh"
. "$parts/python.sh"
. "$parts/progress.sh"
. "$parts/explain.sh"

# shellcheck source=locks/megabytes
. ./locks/megabytes # sets fetched and on_disk
python=$(file_of "$1")
venv=.venv/bin/python

make_venv() { "$python" -I -m venv --clear .venv && of_venv made; }

begin() {
    rm -rf .venv/setup/tmp
    mkdir -p .venv/setup/tmp
    of_venv begun && of_venv heal && (umask 077 && of_venv settings >.venv/setup/tmp/settings.sh)
}

# Nothing is resolved: the locks name every package, and what an index holds besides must not matter. Without isolation:
# what comes as source is built by the versions of locks/build.txt, not by the newest of the day.
install_locked() { "$venv" -I -m pip install --no-deps --require-hashes --no-build-isolation --progress-bar off -r "$1"; }
install_project() { "$venv" -I -m pip install --no-deps --no-build-isolation --progress-bar off --editable .; }

finish() {
    of_venv unlocked | while read -r unlocked; do
        "$venv" -I -m pip uninstall --yes "$unlocked" || exit 1
    done && of_venv check && of_venv finished && rm -r .venv/setup/tmp
}

locked_in() { grep -c '^[a-z0-9-]*==' "$1"; }

check_room() {
    needed=$((fetched + on_disk))
    free=$(df -Pk . | awk 'NR == 2 { print int($4 / 1024) }')
    if [ "${free:-$needed}" -lt "$needed" ]; then
        stop "$free MB are free in $PWD, and about $needed MB are needed." "Make room there, then run make again."
    fi
}

trap interrupted INT
began=$(date +%s)
look_at_venv
if [ "$state" = complete ]; then exit 0; fi # by the set-up that was waited for
if [ "$state" = incomplete ] && ! "$venv" -I -m pip --version >/dev/null 2>&1; then
    state=unsound
    reason="its pip does not run"
fi

case $state in
    incomplete) say "Bringing .venv up to date with the locks" ;;
    unsound) say "The .venv that is here is made anew: $reason." ;;
    none) check_room ;;
esac
if [ "$state" != incomplete ]; then
    say "Installing Python packages: about $fetched MB to fetch, $on_disk MB on disk, 1 to 5 minutes"
    step ".venv for Python $(version_of "$python")" make_venv
fi
step "pip, with this machine's settings" begin
# shellcheck source=/dev/null
. .venv/setup/tmp/settings.sh
rm .venv/setup/tmp/settings.sh # it may hold the password of an index
PATH="$PWD/.venv/bin:$PATH"
TMPDIR="$PWD/.venv/setup/tmp"
export PATH TMPDIR
step "locked packages that build others: $(locked_in locks/build.txt)" install_locked locks/build.txt
step "locked packages: $(locked_in locks/packages.txt)" install_locked locks/packages.txt
step "this project" install_project
step "a check that all fits together" finish
say "All is installed, after $(($(date +%s) - began)) s."
