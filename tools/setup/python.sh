# Which Python: that of .venv while it is sound, else one of this machine. Sourced.
# shellcheck shell=sh disable=SC2154

# The versions this project is tested with stand in pyproject.toml, newest first here.
tested=$(sed -n 's/.*Programming Language :: Python :: \(3\.[0-9]*\)".*/\1/p' pyproject.toml | sort -t . -k 2 -n -r)

# "3.11", or something longer for what our wheels are not made for: another implementation, no GIL.
version_of() {
    "$1" -I -c '
import sys
other = "" if sys.implementation.name == "cpython" else sys.implementation.name
print("%s%d.%d%s" % ((other,) + sys.version_info[:2] + (sys.abiflags,)))' 2>/dev/null
}
recent() { "$1" -I -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

# The file itself: neither the script that stands for it (pyenv) nor the .venv it may be called from.
file_of() { "$1" -I -c 'import sys; print(getattr(sys, "_base_executable", None) or sys.executable)'; }

is_tested() {
    for version in $tested; do
        if [ "$1" = "$version" ]; then return 0; fi
    done
    return 1
}

find_python() {
    if [ -n "${PYTHON:-}" ]; then
        recent "$PYTHON" || stop "PYTHON=$PYTHON is not Python 3.11 or newer." "Name another, or leave it out: make setup"
        file_of "$PYTHON"
        return
    fi
    # shellcheck disable=SC2086  # a list of versions
    candidates="python3 $(printf 'python%s ' $tested)"
    for candidate in $candidates; do
        if is_tested "$(version_of "$candidate")"; then
            file_of "$candidate"
            return
        fi
    done
    for candidate in $candidates; do
        if recent "$candidate"; then
            say "Trying Python $(version_of "$candidate"), with which this project is not tested."
            file_of "$candidate"
            return
        fi
    done
    stop "Python 3.11 or newer is needed; here is: $(python3 --version 2>&1 || echo none)." \
        "Install one (Debian 12, Ubuntu 24.04 and newer have it as python3) and name it: make setup PYTHON=/path/to/python3.11"
}

# Set state: "complete", "incomplete", "none", or "unsound", with the reason why .venv must be made anew.
look_at_venv() {
    state=none
    reason=
    if [ -e .venv ] || [ -L .venv ]; then
        reason=$(of_venv state 2>/dev/null) || reason="its Python does not run"
        case $reason in
            complete | incomplete) state=$reason ;;
            *) state=unsound ;;
        esac
    fi
    if [ -n "${PYTHON:-}" ] && is_sound && [ "$(version_of "$PYTHON")" != "$(version_of .venv/bin/python)" ]; then
        state=unsound
        reason="it is not for PYTHON=$PYTHON"
    fi
}

is_sound() { [ "$state" = complete ] || [ "$state" = incomplete ]; }

of_venv() { .venv/bin/python -I -B "$parts/venv" "$@"; }
