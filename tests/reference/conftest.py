"""The reference cases are posted to the same application as all other tests of the API."""

from tests.app.conftest import client

__all__ = ["client"]
