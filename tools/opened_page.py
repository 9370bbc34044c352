"""The interactive page in a browser, for what looks at it or measures it: needs what ``make browser`` brings."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote

from playwright.sync_api import Browser, sync_playwright


@contextmanager
def explorer() -> Iterator[tuple[Browser, str]]:
    """Serve the page, and start a browser to look at it; tell both, the page by its address."""
    command = [sys.executable, "-m", "lecture", "explore", "--no-browser"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server, sync_playwright() as started:
        assert server.stdout is not None
        try:
            address = server.stdout.readline().split()[0]
            browser = started.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
            yield browser, address
            browser.close()
        finally:
            server.terminate()


def showing(address: str, state: Mapping[str, Any]) -> str:
    """Return the address of a page that shows a state."""
    return f"{address}#{quote(json.dumps(state))}"
