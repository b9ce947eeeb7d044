"""The key by which a command on this machine speaks to the running server, and where that is.

Both lie in the instance's folder: `api-token` (readable by its owner alone, made at the first start)
and `serving.json` (there while the server runs). Who can read the folder could read the database.
"""

from __future__ import annotations

import json
import os
import secrets
from pathlib import Path

TOKEN, SERVING = "api-token", "serving.json"


def token(home: Path) -> str:
    """The instance's token; made when there is none."""
    file = home / TOKEN
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text("utf-8").strip()
    with os.fdopen(handle, "w", encoding="utf-8") as opened:
        made = secrets.token_urlsafe(32)
        opened.write(made + "\n")
    return made


def announce(home: Path, url: str) -> None:
    """Leave word where the server listens."""
    (home / SERVING).write_text(json.dumps({"url": url}), "utf-8")


def withdraw(home: Path) -> None:
    """Take the word back."""
    (home / SERVING).unlink(missing_ok=True)


def address(home: Path) -> str | None:
    """Where the server of this instance listens, if it left word."""
    try:
        return str(json.loads((home / SERVING).read_text("utf-8"))["url"])
    except (OSError, ValueError, KeyError):
        return None
