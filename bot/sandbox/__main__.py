"""`python -m bot.sandbox`: a local Slack on its own, until Ctrl-C.

Prints its address and what a bot needs to run against it, as environment variables.
"""

from __future__ import annotations

import argparse
import json
import signal
import sys
import threading
from pathlib import Path

from bot.sandbox.local import LocalSlack
from bot.sandbox.problems import SandboxError


def main(argv: list[str] | None = None) -> int:
    """Runs it; 2 where the manifest or the port is no good."""
    parser = argparse.ArgumentParser(prog="python -m bot.sandbox", description="A local Slack in the browser.")
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (default: %(default)s)")
    parser.add_argument("--port", type=int, default=3300, help="the port; 0 takes a free one (default: %(default)s)")
    parser.add_argument("--manifest", type=Path, help="the app's manifest, a JSON file (default: one for Pullquote)")
    parser.add_argument("--teams", type=int, default=1, help="how many workspaces (default: %(default)s)")
    parser.add_argument("--rate-limits", action="store_true", help="hold the app to Slack's rate limits")
    parser.add_argument("--seed", type=int, default=1, help="of ids and faults (default: %(default)s)")
    parser.add_argument("--write-env", type=Path, help="also write the variables to this file")
    args = parser.parse_args(argv)
    try:
        manifest = json.loads(args.manifest.read_text(encoding="utf-8")) if args.manifest else None
        slack = LocalSlack(manifest, host=args.host, port=args.port, seed=args.seed, rate_limits=args.rate_limits)
        slack.start()
    except (OSError, ValueError, SandboxError) as error:
        sys.stderr.write(f"The local Slack could not start: {error}\n")
        return 2
    ended = threading.Event()
    for sign in (signal.SIGINT, signal.SIGTERM):
        signal.signal(sign, lambda *_: ended.set())
    for number in range(2, args.teams + 1):
        slack.add_team(f"The Harbour Post {number}", f"harbour-post-{number}")
    variables = "".join(f"{name}={value}\n" for name, value in slack.environment().items())
    if args.write_env:
        args.write_env.write_text(variables, encoding="utf-8")
    sys.stdout.write(f"The local Slack is at {slack.url}\n\nFor a bot on it:\n{variables}\nCtrl-C ends it.\n")
    sys.stdout.flush()
    ended.wait()
    slack.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
