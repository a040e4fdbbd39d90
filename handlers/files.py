"""Gets files out of Slack: the `FileFetcher` of `bot.ports`.

What always holds here: the bot token goes to Slack's own hosts and nowhere else, on the first request and after each
redirect; a login page, which Slack serves with status 200 to whoever has no access, is never taken for the file; and
no more is read than an article can be long.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urljoin, urlsplit

import urllib3
from slack_sdk.errors import SlackApiError

from bot.errors import NotReadable, RetryLater
from bot.submission import FileRef
from config.settings import Settings
from handlers.clients import SlackClients, retry_after

MAX_BYTES = 20_000_000
MAX_REDIRECTS = 5

GONE = "That file is gone from Slack, or I may not see it. Please upload it again, or paste the text."
LOGIN = "Slack would not let me open that file. Please upload it to this conversation, or paste the text."
TOO_LARGE = f"That file is larger than {MAX_BYTES // 1_000_000} MB. Please paste the text, or upload a smaller file."


class SlackFiles:
    """Fetches one file at a time, into memory."""

    def __init__(self, settings: Settings, clients: SlackClients, *, max_bytes: int = MAX_BYTES) -> None:
        self._hosts = settings.slack_hosts
        self._clients = clients
        self._max_bytes = max_bytes
        self._http = urllib3.PoolManager(
            timeout=urllib3.Timeout(connect=10, read=30), retries=False, headers={"User-Agent": "Pullquote"}
        )

    def fetch(self, team: str, file: FileRef) -> tuple[bytes, str]:
        """The file's bytes and its name.

        Raises:
            NotReadable: the file is gone, too large, or not to be had.
            RetryLater: a passing fault.
        """
        name, mimetype, url = file.name, file.mimetype, file.url_private
        if url is None:
            info = self._info(team, file.id)
            name, mimetype = str(info.get("name") or name), str(info.get("mimetype") or mimetype)
            url = str(info.get("url_private_download") or info.get("url_private") or "")
        if (file.size or 0) > self._max_bytes:
            raise NotReadable(TOO_LARGE)
        return self._get(team, url, expects_html=_is_html(mimetype, name)), name

    def _info(self, team: str, file_id: str) -> dict[str, Any]:
        """What Slack knows of the file; of a Slack Connect file the event holds nothing but its id."""
        try:
            answer = self._clients.reading(team).files_info(file=file_id)
        except SlackApiError as error:
            if error.response.status_code == 429:
                raise RetryLater("Slack asks to wait", after=retry_after(error.response.headers)) from error
            if error.response.status_code >= 500:
                raise RetryLater("Slack has a fault") from error
            raise NotReadable(GONE) from error
        except OSError as error:
            raise RetryLater("Slack could not be reached") from error
        found: dict[str, Any] = answer["file"]
        return found

    def _get(self, team: str, url: str, *, expects_html: bool) -> bytes:
        for _ in range(MAX_REDIRECTS + 1):
            try:
                answer = self._http.request(
                    "GET", url, headers=self._headers(team, url), preload_content=False, redirect=False
                )
            except (urllib3.exceptions.HTTPError, OSError) as error:
                raise RetryLater("The file could not be fetched from Slack") from error
            try:
                if answer.status in (301, 302, 303, 307, 308) and (onward := answer.headers.get("Location")):
                    answer.drain_conn()
                    url = urljoin(url, onward)
                    continue
                return self._body(answer, expects_html=expects_html)
            finally:
                answer.release_conn()
        raise NotReadable(LOGIN)

    def _headers(self, team: str, url: str) -> dict[str, str]:
        """The token for Slack's own hosts. Another host gets no request at all: files are Slack's."""
        parts = urlsplit(url)
        secure = parts.scheme == "https" or (parts.scheme == "http" and not parts.netloc.endswith("slack.com"))
        if parts.netloc.lower() not in self._hosts or not secure:
            raise NotReadable(GONE)
        token = self._clients.token(team)
        if token is None:
            raise NotReadable("The app is not installed in this workspace any more.")
        return {"Authorization": f"Bearer {token}", "User-Agent": "Pullquote"}

    def _body(self, answer: urllib3.BaseHTTPResponse, *, expects_html: bool) -> bytes:
        if answer.status == 429:
            raise RetryLater("Slack asks to wait", after=retry_after(answer.headers))
        if answer.status >= 500:
            raise RetryLater("Slack has a fault")
        if answer.status != 200:
            raise NotReadable(GONE)
        if int(answer.headers.get("Content-Length") or 0) > self._max_bytes:
            raise NotReadable(TOO_LARGE)
        try:
            body = answer.read(self._max_bytes + 1, decode_content=True)
        except (urllib3.exceptions.HTTPError, OSError) as error:
            raise RetryLater("The file could not be fetched from Slack") from error
        if len(body) > self._max_bytes:
            raise NotReadable(TOO_LARGE)
        if "text/html" in answer.headers.get("Content-Type", "") and not (expects_html and not _is_login(body)):
            raise NotReadable(LOGIN)
        return body


def _is_html(mimetype: str, name: str) -> bool:
    return "html" in mimetype.lower() or name.lower().endswith((".html", ".htm", ".xhtml"))


def _is_login(body: bytes) -> bool:
    """Whether a page is Slack's own sign-in page, for somebody may upload a saved article as HTML."""
    start = body[:20_000].lower()
    return b"slack" in start and (b"signin" in start or b"sign in" in start or b"log in" in start)
