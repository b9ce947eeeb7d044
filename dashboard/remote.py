"""A command's way to the running server, when that holds the database."""

from __future__ import annotations

import json
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path
from typing import Any

from dashboard import handshake
from dashboard.domain.errors import Refused, StoreBusy, StoreDamaged

PATIENCE = 600  # seconds: a large file is checked and stored before the answer comes


class Remote:
    """The server of an instance; StoreBusy when it does not answer."""

    def __init__(self, home: Path, busy: StoreBusy) -> None:
        """``busy``: why the database could not be opened here, told when no server is found."""
        url = handshake.address(home)
        if url is None:
            raise busy
        self._url, self._busy, self._token = url, busy, handshake.token(home)

    def upload(self, data: bytes, map_text: str = "", **asked: str) -> dict[str, Any]:
        """Send a file with what a map file says of it; the answer of `import --json`."""
        answers = map_text.encode()
        asked["map_bytes"] = str(len(answers)) if answers else ""
        told: dict[str, Any] = json.loads(self._ask("/api/v1/uploads", asked, answers + data))
        return told

    def export(self, table: str, **asked: str) -> bytes:
        """The bytes of an export."""
        return self._ask(f"/api/v1/export/{table}", asked)

    def reminder(self, **asked: str) -> str:
        """The text of `remind`."""
        return self._ask("/api/v1/reminder", asked).decode()

    def _ask(self, path: str, asked: dict[str, str], data: bytes | None = None) -> bytes:
        query = urllib.parse.urlencode({key: value for key, value in asked.items() if value})
        request = urllib.request.Request(
            f"{self._url}{path}?{query}",
            data=data,
            headers={"Authorization": f"Bearer {self._token}"},
        )
        # Straight to this machine, whatever proxy the office has set.
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(request, timeout=PATIENCE) as answer:
                return bytes(answer.read())
        except urllib.error.HTTPError as error:
            return self._failed(error.code, error.read())
        except OSError as error:
            raise self._busy from error

    def _failed(self, status: int, body: bytes) -> bytes:
        if status == 422:
            return body
        try:
            message = str(json.loads(body)["message"])
        except (ValueError, KeyError, TypeError):
            raise self._busy from None
        raise StoreDamaged(message) if status == 503 else Refused(message)
