"""How fast Slack gets its ack while the worker is saturated: 50 articles at once, and slash commands meanwhile.

    python -m benchmarks.ack_bench [socket|http]

Starts the bot's real processes on a local Slack, posts the articles in one go, and then runs a command every few
milliseconds while the worker is at them. Prints the acks’ latencies as the local Slack measured them: the median
and the 99th percentile of the commands, and the slowest ack of a mention. The local Slack runs on the same machine and
its share of the time is in the figures: the first commands wait until it has handed out its fifty events.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path

from bot.samples import sample
from bot.sandbox.local import LocalSlack
from config.manifest import manifest
from config.settings import Transport
from tests.acceptance.processes import BotProcess

ARTICLES = 50
COMMANDS = 300


def main() -> None:
    """Measures one transport."""
    transport = Transport(sys.argv[1] if len(sys.argv) > 1 else "socket")
    port = 8931
    base = f"http://127.0.0.1:{port}" if transport is Transport.HTTP else None
    with tempfile.TemporaryDirectory() as folder, LocalSlack(manifest(transport, base)) as slack:
        settings = slack.environment() | {"PULLQUOTE_TRANSPORT": transport.value, "PORT": str(port)}
        with BotProcess(["run"], settings, Path(folder)) as bot:
            if transport is Transport.HTTP:
                bot.wait_log(lambda entry: "listening" in str(entry.get("event", "")) or "http" in str(entry))
                slack.use_http(f"{base}/slack/events")
            else:
                slack.wait_connected(timeout=90)
            measure(slack)


def measure(slack: LocalSlack) -> None:
    """Posts, asks, and prints."""
    slack.invite("mia", "#news-desk")
    name = f"@{slack.bot().name}"
    slack.slash("mia", "#news-desk", "/quotes", "help")  # the first answer warms up
    for number in range(ARTICLES):
        slack.post("mia", "#news-desk", f"{name} Article {number}. {sample()}")
    took: list[float] = []
    for number in range(COMMANDS):
        asked = "help" if number % 2 else "Aldous since 7d"
        delivery = slack.slash("sam", "#news-desk", "/quotes", asked)
        took.append(1000 * (delivery.latency or 3.0))
        time.sleep(0.02)
    answered = sum(1 for m in slack.messages("#news-desk") if m.bot_id and m.thread_ts)
    mentions = [1000 * (d.latency or 3.0) for d in slack.deliveries("app_mention")]
    cuts = statistics.quantiles(took, n=100)
    print(f"commands: median {statistics.median(took):.0f} ms, p99 {cuts[98]:.0f} ms, slowest {max(took):.0f} ms")
    print(f"mentions: median {statistics.median(mentions):.0f} ms, slowest {max(mentions):.0f} ms, of {len(mentions)}")
    print(f"articles answered by then: {answered} of {ARTICLES}; redelivered: "
          f"{sum(d.attempts > 1 for d in slack.deliveries())}")  # fmt: skip


if __name__ == "__main__":
    main()
