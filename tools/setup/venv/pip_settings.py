"""Print shell lines that leave pip the user's settings about where packages come from, and none of the others.

A private index, a proxy or a certificate must go on working. ``user``, ``target``, ``require-virtualenv``, a constraints
file and the like would put packages elsewhere or ask for other versions than the locked ones.
"""

import ast
import os
import re
import shlex
import subprocess
import sys

FETCHING = {
    *("index-url", "extra-index-url", "find-links", "no-index", "trusted-host", "keyring-provider"),
    *("cert", "client-cert", "proxy", "timeout", "default-timeout", "retries", "resume-retries"),
    *("cache-dir", "no-cache-dir"),
}


def variable(name: str) -> str:
    """Return the environment variable that stands for a setting."""
    return f"PIP_{name.upper().replace('-', '_')}"


def settings() -> dict[str, str]:
    """Ask pip for its settings, in files and environment, the stronger last."""
    kept = {"PIP_CONFIG_FILE", *map(variable, FETCHING)}
    env = {name: value for name, value in os.environ.items() if not name.startswith("PIP_") or name in kept}
    # What would silence pip, or make it list one file alone ("user" is an option of install and of config).
    env |= {variable(name): "0" for name in ("quiet", "user", "global", "site", "isolated")}
    asked = subprocess.run(
        [sys.executable, "-I", "-m", "pip", "config", "list"],
        env=env,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    found: dict[str, dict[str, str]] = {"global": {}, "install": {}, ":env:": {}}
    for section, name, value in re.findall(r"^([a-z:]+)\.([a-z-]+)=(['\"].*)$", asked.stdout, re.MULTILINE):
        if section in found and name in FETCHING:
            found[section][name] = ast.literal_eval(value)
    return {name: value for section in found.values() for name, value in section.items()}


def tell() -> int:
    """Print what to forget and what to keep."""
    try:
        kept = settings()
    except subprocess.CalledProcessError as error:
        return error.returncode
    for name in os.environ:
        if name.startswith("PIP_") and name.isidentifier():
            sys.stdout.write(f"unset {name}\n")
    for name, value in kept.items():
        sys.stdout.write(f"export {variable(name)}={shlex.quote(value)}\n")
    sys.stdout.write(f"export PIP_CONFIG_FILE={os.devnull} PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1\n")
    return 0
