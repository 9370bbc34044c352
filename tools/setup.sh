#!/bin/sh
# Install what is missing and nothing else: system packages first, then .venv with the locked versions.
# Every need is tested by what it gives, not by a package's name, so Python may come from anywhere.
set -eu

say() { printf '%s\n' "$*" >&2; }

# --- Python ----------------------------------------------------------------------------------------------------
recent() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

find_python() {
    for candidate in ${PYTHON:+"$PYTHON"} python3 python3.14 python3.13 python3.12 python3.11; do
        if recent "$candidate"; then
            printf '%s' "$candidate"
            return 0
        fi
    done
    say "Python 3.11 or newer is needed; here is: $(python3 --version 2>&1 || echo none)."
    say "Install one (Debian 12, Ubuntu 24.04 and newer have it as python3) and name it: make setup PYTHON=/path/to/python3.11"
    return 1
}

if [ -x .venv/bin/python ] && recent .venv/bin/python; then
    python=.venv/bin/python
else
    python=$(find_python) || exit 2
fi

# --- what the system must give -----------------------------------------------------------------------------------
have_venv() { "$python" -c 'import venv, ensurepip' 2>/dev/null; }
have_headers() {
    "$python" -c 'import os, sys, sysconfig as s; sys.exit(not os.path.exists(s.get_path("include") + "/Python.h"))'
}
any() {
    for file in "$@"; do [ -e "$file" ] && return 0; done
    return 1
}
have_compiler() { command -v cc >/dev/null 2>&1; }
have_pkgconfig() { command -v pkg-config >/dev/null 2>&1; }
have_library() { pkg-config --exists "$@" 2>/dev/null; }
have_shared() { PATH="$PATH:/sbin:/usr/sbin" ldconfig -p 2>/dev/null | grep -q "$1"; }
have_mesa() { any /usr/lib*/dri/swrast_dri.so /usr/lib/*/dri/swrast_dri.so /usr/lib*/libgallium*.so /usr/lib/*/libgallium*.so; }
have_han() { fc-list 2>/dev/null | grep -q 'Noto Sans CJK SC'; }

# A compiler and headers are wanted only while something is still to be built.
built() {
    [ "$python" = .venv/bin/python ] && [ -f .venv/packages.txt ] && cmp -s locks/packages.txt .venv/packages.txt && cmp -s locks/build.txt .venv/build.txt
}

missing=""
need() { missing="$missing $*"; }

missing_on_linux() {
    if ! built; then
        version=$("$python" -c 'import sys; print("python%d.%d" % sys.version_info[:2])')
        have_venv || need "$version-venv"
        have_headers || need "$version-dev"
        have_compiler || need gcc libc6-dev
        have_pkgconfig || need pkg-config
    fi
    if ! built || ! have_shared libpangocairo-1.0.so.0; then
        have_library cairo || need libcairo2-dev
        have_library pango pangocairo pangoft2 || need libpango1.0-dev
    fi
    have_shared libEGL.so.1 || need libegl1
    have_shared libGL.so.1 || need libgl1
    have_mesa || need libgl1-mesa-dri
    have_han || need fonts-noto-cjk
}

missing_on_macos() {
    if ! built; then
        have_pkgconfig || need pkg-config
        have_library cairo || need cairo
        have_library pango pangocairo || need pango
    fi
    any /Library/Fonts/*CJK* "$HOME"/Library/Fonts/*CJK* || need font-noto-sans-cjk
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

stop_with_list() {
    say "These system packages are missing:$missing"
    say "$1"
    exit 2
}

install_debian() {
    by_hand="By hand, as root: apt-get install --no-install-recommends$missing"
    if [ "$(id -u)" != 0 ] && ! command -v sudo >/dev/null; then
        stop_with_list "There is no sudo. $by_hand"
    fi
    say "Installing system packages:$missing"
    # shellcheck disable=SC2086  # a list of names
    as_root apt-get update -q &&
        as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $missing ||
        stop_with_list "They could not be installed. $by_hand"
}

case $(uname -s) in
    Linux)
        missing_on_linux
        if [ -n "$missing" ]; then
            command -v apt-get >/dev/null || stop_with_list "The names are Debian's; install what your system calls them, then run make again."
            install_debian
        fi ;;
    Darwin)
        missing_on_macos
        if [ -n "$missing" ]; then
            command -v brew >/dev/null || stop_with_list "Install Homebrew, then run make again."
            say "Installing with brew:$missing"
            # shellcheck disable=SC2086
            brew install $missing
        fi ;;
    *)
        say "This system is not known to the set-up. It needs: Python >= 3.11 with venv and headers, a C compiler, pkg-config,"
        say "cairo, pango (with headers), EGL with a software driver, the font Noto Sans CJK SC."
        [ -x .venv/bin/python ] || exit 2 ;;
esac

# --- .venv with the locked versions ------------------------------------------------------------------------------
if ! built; then
    if ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
        "$python" -m venv --clear .venv
    fi
    say "Installing the locked Python packages into .venv (a few minutes the first time)"
    PATH="$PWD/.venv/bin:$PATH"
    PIP_DISABLE_PIP_VERSION_CHECK=1
    export PATH PIP_DISABLE_PIP_VERSION_CHECK
    .venv/bin/python -m pip install -q --require-hashes -r locks/build.txt
    # Without isolation: what comes as source is built by the versions just installed, not by the newest of the day.
    .venv/bin/python -m pip install -q --require-hashes --no-build-isolation -r locks/packages.txt
    .venv/bin/python -m pip install -q --no-deps --no-build-isolation --editable .
    cp locks/build.txt locks/packages.txt .venv/
fi
