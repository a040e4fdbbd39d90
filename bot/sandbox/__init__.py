"""A local Slack: Web API, Socket Mode, signed HTTP, faults, and a page in the browser.

It stands in for Slack in `make demo` and in tests, keeps state as Slack does, and refuses what Slack refuses. The bot
talks to it exactly as it talks to the real one (`SLACK_API_URL`). It imports nothing of the bot and could stand alone:

    with LocalSlack() as slack:
        slack.post("mia", "#news-desk", "hello")
        slack.wait_for(lambda state: ...)

All state changes on one event loop, under one lock (`State.lock`), so a test may read it from its own thread.
"""

from __future__ import annotations

from bot.sandbox.faults import Fault, FaultKind
from bot.sandbox.local import LocalSlack
from bot.sandbox.manifest import Manifest
from bot.sandbox.problems import SandboxError, SlackError
from bot.sandbox.state import Channel, File, Message, State, Team, User, View
from bot.sandbox.timing import Timing

__all__ = [
    "Channel",
    "Fault",
    "FaultKind",
    "File",
    "LocalSlack",
    "Manifest",
    "Message",
    "SandboxError",
    "SlackError",
    "State",
    "Team",
    "Timing",
    "User",
    "View",
]
