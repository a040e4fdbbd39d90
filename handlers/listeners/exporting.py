"""The desk's record as CSV, by DM to who asked: `/quotes export [since …]`."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from slack_sdk import WebClient

from bot.services import export
from bot.services.desk import Desk
from handlers.text import day


def send_all(desk: Desk, client: WebClient, team: str, user: str, since: datetime | None) -> None:
    """Writes the quotes to a file piece by piece, and uploads it."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "quotes.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            lines = sum(file.write(piece) > 0 for piece in export.since(desk, team, since))
        channel = client.conversations_open(users=user)["channel"]["id"]
        comment = f"Quotes added since {day(since)}" if since else "All quotes"
        if lines < 2:
            comment += ": there are none"
        client.files_upload_v2(channel=channel, file=str(path), filename=path.name, initial_comment=comment)
