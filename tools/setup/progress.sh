# A step: its name, its output in the log, and on a terminal how far it is. Sourced.
# shellcheck shell=sh disable=SC2154,SC2034

# step NAME COMMAND...
step() {
    name=$1
    shift
    printf '\n== %s\n' "$name" >>"$log"
    step_begins=$(($(wc -l <"$log")))
    if on_terminal; then
        watch_log 2>/dev/null 9>&- &
        watcher=$!
    else
        say "  $name"
    fi
    status=0
    "$@" >>"$log" 2>&1 || status=$?
    forget_progress
    if on_terminal && [ "$status" = 0 ]; then say "  $name"; fi
    if [ "$status" = 130 ]; then interrupted; fi
    if [ "$status" != 0 ]; then explain; fi
}

of_this_step() { tail -n "+$step_begins" "$log" 2>/dev/null; }

# pip writes a line for every package that it looks at, then one when it builds and one when it installs.
watch_log() {
    while kill -0 "$$" 2>/dev/null; do
        seen=$(of_this_step | grep -c -e '^Collecting' -e '^Requirement already satisfied' || true)
        progress "  $name; $seen looked at; $(of_this_step | tail -n 1 | cut -c 1-50)"
        sleep 1
    done
}
