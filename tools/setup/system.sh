# What the system must give. Every need is tested by what it gives, not by a package's name. Sourced.
# shellcheck shell=sh disable=SC2154

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
built() { [ "$state" = complete ]; }

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

list_missing() {
    missing=""
    case $(uname -s) in
        Linux) missing_on_linux ;;
        Darwin) missing_on_macos ;;
        *)
            [ "$state" != none ] || stop "this system is not known to the set-up." \
                "It needs Python >= 3.11 with venv and headers, a C compiler, pkg-config, cairo and pango (with headers), EGL with a software driver, the font Noto Sans CJK SC; then: python3 -m venv .venv; make" ;;
    esac
}

stop_with_list() { stop "system packages are missing:$missing" "$1"; }

# What root makes is for all to read, whatever is usual here for the user's own files.
as_root() (
    umask 022
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
)

install_debian() {
    by_hand="As root: apt-get install --no-install-recommends$missing"
    if [ "$(id -u)" != 0 ] && ! command -v sudo >/dev/null; then
        stop_with_list "There is no sudo. $by_hand"
    fi
    # An installation that was broken off is ended first. Another's broken package source is no reason to stop, and
    # another's apt is waited for.
    as_root dpkg --configure -a >>"$log" 2>&1 || true
    as_root apt-get update -q >>"$log" 2>&1 || true
    # shellcheck disable=SC2086  # a list of names
    as_root env DEBIAN_FRONTEND=noninteractive NEEDRESTART_SUSPEND=1 apt-get install -q -y --no-install-recommends \
        -o DPkg::Lock::Timeout=600 $missing >>"$log" 2>&1 ||
        stop_with_list "$by_hand (what apt said: $log)"
}

install_missing() {
    [ -n "$missing" ] || return 0
    case $(uname -s) in
        Linux)
            command -v apt-get >/dev/null || stop_with_list "The names are Debian's; install what your system calls them, then run make again."
            say "Installing system packages (100 to 500 MB, about 1 to 3 minutes):$missing"
            install_debian ;;
        Darwin)
            command -v brew >/dev/null || stop_with_list "Install Homebrew, then run make again."
            say "Installing with brew:$missing"
            # shellcheck disable=SC2086
            brew install $missing >>"$log" 2>&1 || stop_with_list "By hand: brew install$missing (what brew said: $log)" ;;
    esac
}
