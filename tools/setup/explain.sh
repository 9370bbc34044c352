# Why a step has failed, in words: what pip, venv or the system wrote is looked through, the surest sign first. Sourced.
# shellcheck shell=sh disable=SC2154

says() { of_this_step | grep -q -i -e "$1"; }
first() { of_this_step | sed -n "s/.*$1.*/\\1/p" | head -n 1; }

explain() {
    see="All that was said is in $PWD/$log"
    if says 'No space left on device' || says 'Disk quota exceeded'; then
        stop "the disk is full ($name)." "Make room (about $megabytes_on_disk MB in $PWD), then run make again. $see"
    elif says 'Read-only file system' || says 'Permission denied'; then
        stop "a file cannot be written: $(first '\(/[^:]*\)..$')." "Make it yours, or delete .venv, then run make again. $see"
    elif says 'DO NOT MATCH THE HASHES'; then
        stop "a package that was fetched is not the one that is locked: $(first '^ *\([a-z][^ ]*\) from ')." \
            "Something on the way changes packages, or a download was cut: pip cache purge, then run make again. $see"
    elif says 'CERTIFICATE_VERIFY_FAILED'; then
        stop "the package index shows a certificate that is not trusted here." \
            "Behind a proxy that opens connections, name its certificate: pip config set global.cert FILE. $see"
    elif says 'NewConnectionError' || says 'NameResolutionError' || says 'ProxyError' || says 'timed out' || says 'ConnectTimeout' || says 'Connection broken' || says 'Network is unreachable' || says 'Connection refused'; then
        stop "the package index cannot be reached ($name)." \
            "Look at the network (behind a proxy: HTTPS_PROXY), then run make again; it goes on from here. $see"
    elif says '401 \|403 \|User for '; then
        stop "the package index refuses us." "If it asks for a password, put it into ~/.netrc. $see"
    elif says 'No matching distribution found'; then
        stop "the package index does not have $(first 'No matching distribution found for \([^ ]*\)')." \
            "It may be behind, or may not serve this Python; pip config list shows which is used. $see"
    elif says 'subprocess-exited-with-error' || says 'Failed to build' || says 'metadata-generation-failed'; then
        stop "a package that comes as source could not be built: $(first 'Failed to build \(.*\)')." \
            "Is a compiler here that works (cc --version)? Otherwise report it with the log. $see"
    elif says 'ensurepip' ; then
        stop "$python cannot make a .venv." "Install its module ensurepip, or name another Python: make setup PYTHON=FILE. $see"
    fi
    said=$(of_this_step | grep -v '^ *$' | tail -n 1 | cut -c 1-200)
    stop "$name: $said" "Delete .venv and run make again; if it says the same, report it with the log. $see"
}
