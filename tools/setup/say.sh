# What every part of the set-up says, and how it ends. Sourced.
# shellcheck shell=sh disable=SC2034

log=.setup.log # also the lock of alone.py
watcher=       # who writes the line of progress

# Modules come from .venv alone, and a message reads the same to whoever searches the log.
unset PYTHONHOME PYTHONPATH PYTHONWARNINGS PYTHONOPTIMIZE FORCE_COLOR
NO_COLOR=1
export NO_COLOR

# The user's own ear, also where what a command says goes into the log.
exec 3>&2
say() { printf '%s\n' "$*" >&3; }

# stop WHAT HAPPENED, WHAT TO DO: two lines, and the set-up ends.
stop() {
    forget_progress
    say "Set-up stopped: $1"
    say "$2"
    exit 2
}

interrupted() {
    forget_progress
    say "Set-up was interrupted; run make again, and it goes on from here."
    exit 130
}

on_terminal() { [ -t 3 ] && [ "${TERM:-dumb}" != dumb ]; }

# The one line of progress: written over itself on a terminal, where it may be wiped away; not written elsewhere.
progress() { on_terminal && printf '\r\033[K%s' "$*" >&3; }
forget_progress() {
    if [ -n "$watcher" ]; then
        kill "$watcher" 2>/dev/null || true
        wait "$watcher" 2>/dev/null || true
        watcher=
    fi
    if on_terminal; then printf '\r\033[K' >&3; fi
}
