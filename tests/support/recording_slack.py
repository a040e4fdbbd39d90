"""A server that answers as Slack's Web API does and remembers each call; for tests of one call at a time.

The local Slack (`bot.sandbox`) is for what happens between calls. Each message that arrives here is held to Slack's
limits; a broken one is kept in `problems`, and `close` raises it.
"""

from __future__ import annotations

import json
import threading
from collections import defaultdict, deque
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from tests.support.slack_limits import LimitBroken, check_call

Params = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call as it arrived."""

    method: str  # "chat.postMessage"; the path for anything that is not under /api/
    params: Params
    token: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What one call is answered with. `drop` closes the connection without an answer, the call done."""

    status: int = 200
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    drop: bool = False


class _Quiet(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up on a dropped answer is what such a test is about."""


class RecordingSlack:
    """Use it as a context manager."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.problems: list[LimitBroken] = []
        self._planned: defaultdict[str, deque[Answer]] = defaultdict(deque)
        self._server = _Quiet(("127.0.0.1", 0), self._handler())
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)
        self._count = 0

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self._server.server_address[1]}"

    @property
    def api_url(self) -> str:
        return f"http://{self.host}/api/"

    def plan(self, method: str, *answers: Answer) -> None:
        """The next answers to `method`; after them, the usual ones."""
        self._planned[method].extend(answers)

    def refuse(self, method: str, error: str) -> None:
        """Answers the next call as Slack refuses one."""
        self.plan(method, Answer(body={"ok": False, "error": error}))

    def of(self, method: str) -> list[Params]:
        """The parameters of each call of `method`, in order."""
        return [call.params for call in self.calls if call.method == method]

    def __enter__(self) -> RecordingSlack:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
        if self.problems:
            raise self.problems[0]

    def _take(self, call: Call) -> Answer:
        self.calls.append(call)
        try:
            check_call("response_url" if call.method.startswith("/response") else call.method, call.params)
        except LimitBroken as broken:
            self.problems.append(broken)
        planned = self._planned[call.method]
        return planned.popleft() if planned else Answer(body=self._usual(call))

    def _usual(self, call: Call) -> dict[str, Any]:
        self._count += 1
        ts = f"1700000000.{self._count:06d}"
        match call.method:
            case "auth.test":
                return {
                    "ok": True,
                    "user_id": "U0BOT",
                    "bot_id": "B0BOT",
                    "team_id": "T1",
                    "url": "https://x.slack.com/",
                }
            case "chat.postMessage" | "chat.update":
                return {"ok": True, "channel": call.params.get("channel"), "ts": call.params.get("ts", ts)}
            case "conversations.open":
                return {"ok": True, "channel": {"id": f"D{call.params.get('users')}"}}
            case "conversations.replies" | "conversations.history":
                return {"ok": True, "messages": []}
            case "files.getUploadURLExternal":
                return {"ok": True, "file_id": f"F{self._count}", "upload_url": f"http://{self.host}/upload"}
            case "files.completeUploadExternal":
                return {"ok": True, "files": [{"id": f"F{self._count}"}]}
            case _:
                return {"ok": True}

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        slack = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
                if self.path == "/upload":
                    self._answer({"content": body})
                    return
                is_json = "json" in self.headers.get("Content-Type", "")
                self._answer(json.loads(body or "{}") if is_json else dict(parse_qsl(body, keep_blank_values=True)))

            def do_GET(self) -> None:
                self._answer(dict(parse_qsl(urlsplit(self.path).query)))

            def _answer(self, params: Params) -> None:
                path = urlsplit(self.path).path
                token = (self.headers.get("Authorization") or "").removeprefix("Bearer ") or params.pop("token", None)
                answer = slack._take(Call(method=path.removeprefix("/api/"), params=params, token=token))
                if answer.drop:
                    self.close_connection = True
                    return
                raw = answer.body if isinstance(answer.body, bytes) else json.dumps(answer.body).encode()
                self.send_response(answer.status)
                for name, value in {"Content-Type": "application/json", **answer.headers}.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(raw)))
                self.end_headers()
                self.wfile.write(raw)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002
                """Says nothing: a test's output is its own."""

        return Handler
