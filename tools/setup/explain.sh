# Why a step has failed, in words: what pip, venv or the system wrote is looked through, the surest sign first. Sourced.
# shellcheck shell=sh disable=SC2154

# says SIGN...: whether any is in the log of this step.
says() {
    for sign in "$@"; do
        if of_this_step | grep -q -i -e "$sign"; then return 0; fi
    done
    return 1
}

# first PATTERN: what the group in the pattern holds, where it is met first.
first() { of_this_step | sed -n "s|.*$1.*|\\1|p" | head -n 1; }

explain() {
    see="All that was said: $PWD/$log"
    if says 'No space left on device' 'Disk quota exceeded'; then
        stop "the disk is full ($name)." "Make room (about $on_disk MB in $PWD), then run make again. $see"
    elif says 'Read-only file system' 'Permission denied'; then
        stop "this cannot be written: $(first "Errno [0-9]*\\] [^:]*: '\\([^']*\\)'")." \
            "Make it yours, or delete .venv, then run make again. $see"
    elif says 'Configuration file could not be loaded'; then
        stop "pip's own settings cannot be read." "Mend the file that pip config debug names, or move it away. $see"
    elif says 'DO NOT MATCH THE HASHES'; then
        stop "what was fetched is not what is locked: $(first ' \([a-z][^ ]*==[^ ]*\) from ')." \
            "Something on the way changes packages, or a download was cut: pip cache purge, then run make again. $see"
    elif says 'CERTIFICATE_VERIFY_FAILED'; then
        stop "the package index shows a certificate that is not trusted here." \
            "Behind a proxy that opens connections, name its certificate: pip config set global.cert FILE. $see"
    elif says NewConnectionError NameResolutionError ConnectTimeout ProxyError 'timed out' 'Connection broken' \
        'Connection refused' 'Network is unreachable'; then
        stop "the package index cannot be reached ($name)." \
            "Look at the network (behind a proxy: HTTPS_PROXY), then run make again; it goes on from here. $see"
    elif says '40[137] Client Error' 'HTTP error 40[13]' '401 Error'; then
        stop "the package index does not let us in." "If it asks for a password, put it into ~/.netrc. $see"
    elif says 'from versions: none'; then
        stop "the package index gives nothing for $(first 'No matching distribution found for \([^ ]*\)')." \
            "It cannot be reached, or does not have it; which it is: pip config list. $see"
    elif says 'No matching distribution found'; then
        stop "the package index does not have $(first 'No matching distribution found for \([^ ]*\)')." \
            "It may be behind, or have nothing for this Python; which it is: pip config list. $see"
    elif says 'subprocess-exited-with-error' 'metadata-generation-failed' 'Failed to build'; then
        stop "a package that comes as source could not be built." \
            "Does the compiler work (cc --version)? If so, report it with the log. $see"
    elif says ensurepip; then
        stop "$python cannot make a .venv." "Install its module ensurepip, or name another: make setup PYTHON=FILE. $see"
    fi
    stop "$name: $(of_this_step | grep -v '^ *$' | tail -n 1 | cut -c 1-200)" \
        "Delete .venv and run make again; if it says the same, report it with the log. $see"
}
