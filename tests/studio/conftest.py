"""A client that asks as the page does, and the page in a real browser."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from starlette.testclient import TestClient

from lecture.studio.guard import TOKEN
from lecture.studio.server import application
from tests.lecture.running import ROOT

PORT, SECRET = 8123, "a-secret"


@pytest.fixture
def client() -> TestClient:
    return TestClient(application(PORT, SECRET), base_url=f"http://127.0.0.1:{PORT}", headers={TOKEN: SECRET})


@contextmanager
def server(*more: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Start the command as a user does, and tell its address."""
    with subprocess.Popen(
        [sys.executable, "-m", "lecture", "explore", "--no-browser", *more],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().split()[0], process
        finally:
            process.terminate()


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with server() as (told, _):
        yield told


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("no Chromium here: make browser")
    playwright = pytest.importorskip("playwright.sync_api", reason="no Playwright here: make browser")
    with playwright.sync_playwright() as started:
        launched = started.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield launched
        launched.close()


@pytest.fixture
def page(browser: Any, address: str) -> Iterator[Any]:
    """The page, opened in English; whatever it complains of or asks for elsewhere is a failure."""
    context = browser.new_context(viewport={"width": 1440, "height": 1000}, locale="en-GB")
    opened = context.new_page()
    complaints: list[str] = []
    asked: list[str] = []
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("request", lambda request: asked.append(request.url))
    opened.goto(address)
    opened.wait_for_selector("#numbers td")
    yield opened
    context.close()
    assert complaints == []
    assert all(url.startswith(("http://127.0.0.1:", "data:", "blob:")) for url in asked)
