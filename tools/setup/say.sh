# What every part of the set-up says, and how it ends. Sourced.
# shellcheck shell=sh

log=.setup.log # also the lock of alone.py

# Where packages are looked for is our business alone; a message must read the same for whoever searches the log.
unset PYTHONHOME PYTHONPATH PYTHONWARNINGS PYTHONOPTIMIZE FORCE_COLOR
NO_COLOR=1
export NO_COLOR

say() { printf '%s\n' "$*" >&2; }

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

on_terminal() { [ -t 2 ] && [ "${TERM:-dumb}" != dumb ]; }

# The one line of progress: written over itself on a terminal, where it may be wiped away; not written elsewhere.
progress() { on_terminal && printf '\r\033[K%s' "$*" >&2; }
forget_progress() { if on_terminal; then printf '\r\033[K' >&2; fi; }
