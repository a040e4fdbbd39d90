"""The newsroom's day against another server that speaks Slack's API: one that only answers calls and keeps them.

It knows nothing of the local Slack's state, events or forms: what arrives at the bot is made here, by the payloads of
Slack's documentation, signed, over HTTP. What the bot sends back is held to Slack's limits as it arrives.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from itertools import count, pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest

from handlers import actions
from storage.database import Database
from storage.models import QuoteState
from tests.acceptance.conftest import free_port
from tests.acceptance.processes import PATIENCE, BotProcess
from tests.acceptance.test_newsroom_day import Stored, Story
from tests.support.recording_slack import RecordingSlack
from tests.support.waiting import eventually

pytestmark = [pytest.mark.timeout(900), pytest.mark.xdist_group("another-server")]

TEAM, CHANNEL, SECRET = "T1", "C0DESK", "a secret for signing and nothing else"
DESK = ("U0MIA", "U0SAM", "U0INGRID")


@dataclass
class Wire:
    """What Slack sends, and what came back."""

    slack: RecordingSlack
    address: str
    database: str
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def event(self, event: dict[str, Any]) -> str:
        """An event of the Events API; the ts of its message."""
        ts = f"1790000000.{next(self._numbers):06d}"
        body = {
            "type": "event_callback", "team_id": TEAM, "api_app_id": "A1", "event_id": f"Ev{ts}",
            "authorizations": [{"team_id": TEAM, "user_id": "U0BOT", "is_bot": True}],
            "event": {"ts": ts, "event_ts": ts, "team": TEAM, **event},
        }  # fmt: skip
        self._send(json.dumps(body), "application/json")
        return ts

    def command(self, user: str, text: str) -> str:
        """A slash command; what the ack says."""
        form = {
            "command": actions.COMMAND, "text": text, "team_id": TEAM, "user_id": user, "channel_id": CHANNEL,
            "api_app_id": "A1", "trigger_id": self._trigger(), "response_url": self._response_url(),
        }  # fmt: skip
        return self._send(urlencode(form), "application/x-www-form-urlencoded")

    def press(self, user: str, message: dict[str, Any], action: dict[str, Any]) -> None:
        """A press in a message."""
        channel = {"id": str(message["channel"]), "name": "news-desk"}
        container = {"type": "message", "message_ts": message["ts"], "channel_id": channel["id"]}
        self._interact(
            {
                "type": "block_actions", "user": {"id": user, "team_id": TEAM}, "container": container,
                "channel": channel, "message": message, "response_url": self._response_url(),
                "actions": [{"action_ts": "1.1", **action}],
            }
        )  # fmt: skip

    def submit(self, user: str, view: dict[str, Any], values: dict[str, Any]) -> None:
        """A form, sent; `values` is the state of fields by their action_id."""
        state: dict[str, Any] = {
            block["block_id"]: {name: values[name]}
            for block in view["blocks"]
            if (name := block.get("element", {}).get("action_id")) in values
        }
        sent = {**view, "id": "V1", "hash": "1.1", "team_id": TEAM, "state": {"values": state}}
        self._interact({"type": "view_submission", "user": {"id": user, "team_id": TEAM}, "view": sent})

    def shortcut(self, user: str, text: str) -> str:
        """“Find quotes in this” on a message; the message's ts."""
        ts = f"1790000000.{next(self._numbers):06d}"
        self._interact(
            {
                "type": "message_action", "callback_id": actions.FIND_QUOTES, "user": {"id": user},
                "channel": {"id": CHANNEL, "name": "news-desk"}, "message_ts": ts, "action_ts": ts,
                "message": {"type": "message", "user": user, "ts": ts, "text": text},
                "response_url": self._response_url(),
            }
        )  # fmt: skip
        return ts

    def wait[T](self, look: Callable[[], T | None], what: str) -> T:
        """Looks again and again until there is something."""
        found: list[T] = []

        def holds() -> bool:
            value = look()
            found[:] = [value] if value else []
            return bool(found)

        eventually(holds, within=PATIENCE, what=what)
        return found[0]

    def message(self, ts: str) -> dict[str, Any] | None:
        """The bot's one answer in the thread of `ts`, as it stands after the last update."""
        answers: dict[int, dict[str, Any]] = {}
        threads: dict[int, str] = {}
        marks: dict[str, int] = {}  # by the answer's ts
        for call in list(self.slack.calls):
            if call.method not in ("chat.postMessage", "chat.update"):
                continue
            mark = marks.get(str(call.params.get("ts")))
            if "metadata" in call.params:
                mark = _value(call.params["metadata"])["event_payload"].get("submission_id")
            if mark is None:
                continue
            if call.method == "chat.postMessage":
                assert mark not in threads, "one answer a submission"
                threads[mark] = call.params.get("thread_ts", "")
            if "ts" in call.params:
                marks[call.params["ts"]] = mark
            blocks = _value(call.params.get("blocks") or [])
            answers[mark] = {**call.params, "ts": call.params.get("ts", "1.1"), "blocks": blocks}
        return next((answers[mark] for mark, thread in threads.items() if thread == ts), None)

    def card(self, ts: str, says: str = "") -> dict[str, Any]:
        """The same, once it is the result and says so."""

        def look() -> dict[str, Any] | None:
            found = self.message(ts)
            done = found and not found["text"].startswith("Reading") and says in json.dumps(found, ensure_ascii=False)
            return found if done else None

        return self.wait(look, f"an answer that says {says!r}")

    def told(self, words: str, since: int) -> dict[str, Any]:
        """An answer to a response_url that says `words`, after the first `since` calls."""

        def look() -> dict[str, Any] | None:
            for call in self.slack.calls[since:]:
                if call.method.startswith("/response/") and words in json.dumps(call.params, ensure_ascii=False):
                    return {**call.params, "channel": CHANNEL, "ts": "1.1"}
            return None

        return self.wait(look, f"an answer that says {words!r}")

    def form(self, since: int) -> dict[str, Any]:
        """The form that was opened after the first `since` calls."""

        def look() -> dict[str, Any] | None:
            opened = [c.params["view"] for c in self.slack.calls[since:] if c.method in ("views.open", "views.update")]
            return _value(opened[-1]) if opened else None

        return self.wait(look, "a form")

    @property
    def so_far(self) -> int:
        """How many calls came."""
        return len(self.slack.calls)

    def _interact(self, payload: dict[str, Any]) -> None:
        whole = {"team": {"id": TEAM, "domain": "post"}, "api_app_id": "A1", "trigger_id": self._trigger(), **payload}
        self._send(urlencode({"payload": json.dumps(whole)}), "application/x-www-form-urlencoded")

    def _trigger(self) -> str:
        return f"{next(self._numbers)}.2.trigger"

    def _response_url(self) -> str:
        return f"http://{self.slack.host}/response/{next(self._numbers)}"

    def _send(self, body: str, kind: str) -> str:
        at = str(int(time.time()))
        signed = hmac.new(SECRET.encode(), f"v0:{at}:{body}".encode(), hashlib.sha256).hexdigest()
        headers = {"Content-Type": kind, "X-Slack-Request-Timestamp": at, "X-Slack-Signature": f"v0={signed}"}
        with urlopen(Request(self.address, body.encode(), headers), timeout=PATIENCE) as answer:
            assert answer.status == 200
            return str(answer.read().decode())


def _value(sent: Any) -> Any:
    """What a client sent as JSON, or as a form whose field is JSON."""
    return json.loads(sent) if isinstance(sent, str) else sent


@pytest.fixture(scope="module")
def wire(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Wire]:
    folder: Path = tmp_path_factory.mktemp("bot")
    port = free_port()
    database = f"sqlite:///{folder / 'bot.sqlite3'}"
    with RecordingSlack() as slack:
        settings = {
            "SLACK_API_URL": slack.api_url, "SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": SECRET,
            "PULLQUOTE_TRANSPORT": "http", "PORT": str(port), "DATABASE_URL": database,
            "PULLQUOTE_PUBLIC_URL": f"http://127.0.0.1:{port}",
            "PULLQUOTE_SECRET_KEY": "a key for tests and nothing else",
        }  # fmt: skip
        with BotProcess(["run"], settings, folder) as process:
            process.wait_event("listening")
            yield Wire(slack=slack, address=f"http://127.0.0.1:{port}/slack/events", database=database)


def give(wire: Wire, story: Story) -> str:
    """Hands an article in, by turns by a mention, a message to the bot and the message shortcut."""
    user = DESK[story.number % len(DESK)]
    match story.number % 3:
        case 0:
            text = f"<@U0BOT> {story.text}"
            return wire.event({"type": "app_mention", "channel": CHANNEL, "user": user, "text": text})
        case 1:
            direct = {"type": "message", "channel_type": "im", "channel": f"D{user}", "user": user}
            return wire.event({**direct, "text": story.text})
        case _:
            return wire.shortcut(user, story.text)


def menu(wire: Wire, user: str, card: dict[str, Any], quote: str, verb: str) -> None:
    """Something of the menu beside a quote."""
    for above, block in pairwise(card["blocks"]):
        if quote in json.dumps(above, ensure_ascii=False) and "accessory" in block:
            option = next(o for o in block["accessory"]["options"] if o["value"].startswith(f"{verb}:"))
            action = {"type": "overflow", "action_id": actions.QUOTE_MENU, "block_id": block.get("block_id", "b")}
            wire.press(user, card, {**action, "selected_option": option})
            return
    raise AssertionError(f"{quote} is not on the card")


def button(message: dict[str, Any], action_id: str) -> dict[str, Any]:
    """A button of a message, as a press of it names it."""
    for block in _value(message["blocks"]):
        for element in (*block.get("elements", []), block.get("accessory", {})):
            if element.get("action_id") == action_id:
                return {"type": "button", "block_id": block.get("block_id", "b"), **element}
    raise AssertionError(f"no {action_id} in the message")


def test_a_day_leaves_in_the_store_what_was_done(wire: Wire) -> None:
    stories = [Story(number) for number in range(300, 330)]
    asked = [give(wire, story) for story in stories]
    cards = [wire.card(ts, story.quote) for ts, story in zip(asked, stories, strict=True)]
    mia, sam, ingrid = DESK

    seen = wire.so_far
    menu(wire, ingrid, cards[0], stories[0].quote, "fix")
    new = {"type": "plain_text_input", "value": "Asha Pillai"}
    wire.submit(ingrid, wire.form(seen), {"new_name": new})
    wire.card(asked[0], "Asha Pillai")

    seen = wire.so_far
    menu(wire, ingrid, cards[3], stories[3].quote, "not")
    wire.press(ingrid, note := wire.told("Undo", seen), button(note, actions.UNDO))
    menu(wire, ingrid, cards[6], stories[6].quote, "not")

    for asks, says in (
        ("halloran since 7d", "Ines Halloran"),
        ('search "lighthouse deserves better"', "lighthouse deserves better"),
        ("top week", "Declan Moyle"),
    ):
        assert says in json.dumps(json.loads(wire.command(sam, asks)), ensure_ascii=False)

    wire.press(mia, cards[9], button(cards[9], actions.EXPORT))
    wire.wait(lambda: any(c.method == "files.completeUploadExternal" for c in wire.slack.calls), "the export")
    assert any(stories[9].quote in json.dumps(c.params, ensure_ascii=False) for c in wire.slack.calls
               if c.method == "/upload")  # fmt: skip

    seen = wire.so_far
    wire.press(mia, cards[12], button(cards[12], actions.SHARE))
    wire.submit(mia, wire.form(seen), {"share_in": {"type": "conversations_select", "selected_conversation": "C0POL"}})
    wire.wait(lambda: any(p.get("channel") == "C0POL" for p in wire.slack.of("chat.postMessage")), "the shared card")

    with closing(Database(wire.database)) as database:
        store = Stored(database, TEAM)
        titles = [story.title for story in stories]
        assert sorted(store.titles(titles)) == sorted(titles)
        wire.wait(lambda: store.quote(stories[3].quote).state == QuoteState.SHOWN, "what was undone")
        wire.wait(lambda: store.quote(stories[6].quote).state == QuoteState.NOT_A_QUOTE, "what was no quote")
        assert store.quote(stories[0].quote).speaker == "Asha Pillai"
        assert store.people("Elena Ortiz") == 1
        assert store.unfinished() == 0
