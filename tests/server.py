"""Pytest plugin that lends the tests a real PostgreSQL before Django's settings are read."""

import os
from pathlib import Path

import pytest

from portal import embedded

TEST_DATA = Path(__file__).resolve().parent.parent / ".test-data"


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests():
    """Wraps pytest-django's hook of the same name, which reads the settings."""
    static = TEST_DATA / "static"
    static.mkdir(parents=True, exist_ok=True)
    os.environ.pop("PORTAL_DEBUG", None)
    os.environ.update(
        PORTAL_HTTPS="0",
        SECRET_KEY="for-tests-only",
        # Vectors of 5,000 texts take minutes; tests of meaning compute those they need.
        EMBEDDINGS="none",
        # What `collectstatic` left elsewhere must not decide how the tests find static files.
        STATIC_ROOT=str(static),
        # Two processes test on two databases: what one has no use for the other may need.
        DOCUMENTS=str(TEST_DATA / "documents" / os.environ.get("PYTEST_XDIST_WORKER", "alone")),
        DATABASE_URL=os.environ.get("TEST_DATABASE_URL", ""),
    )
    try:
        embedded.provide(TEST_DATA)
    except embedded.EmbeddedError as error:
        raise pytest.UsageError(str(error)) from error
    return (yield)
