"""A client that asks as the page does."""

import pytest
from starlette.testclient import TestClient

from lecture.studio.guard import TOKEN
from lecture.studio.server import application

PORT, SECRET = 8123, "a-secret"


@pytest.fixture
def client() -> TestClient:
    return TestClient(application(PORT, SECRET), base_url=f"http://127.0.0.1:{PORT}", headers={TOKEN: SECRET})
