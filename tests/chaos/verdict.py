"""What stands in Slack and in the store at the end of a chaos run, and whether that is as it must be."""

from __future__ import annotations

import contextlib
import sys
from dataclasses import dataclass

from sqlalchemy import select

from bot.sandbox import LocalSlack, Message
from bot.sandbox.state import Delivery
from handlers.messenger import MARK
from storage.database import Database
from storage.models import Submission, SubmissionState


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One article that was given."""

    number: int
    message: Message
    delivery: Delivery


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """How the run ended."""

    submissions: int
    kills: int
    faults: int
    lost: int
    double: int
    wrong: int  # an answer that is no answer to what was asked, or that the store knows nothing of
    direct: int  # answered by DM
    orphans: int  # a "Reading…" stands beside the answer
    unread: int  # a failure was told, though nothing is wrong with the article
    unacknowledged: int  # given up by Slack after its retries: not ours to answer
    seconds: float

    def line(self) -> str:
        """The one line."""
        return (
            f"submissions {self.submissions}, kills {self.kills}, faults {self.faults}, "
            f"lost {self.lost}, double {self.double}"
        )

    @property
    def good(self) -> bool:
        """Whether all that must hold holds."""
        return not (self.lost or self.double or self.wrong)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What the store says of one submission."""

    id: int
    state: str
    result_channel: str | None
    result_ts: str | None


def stored(url: str) -> dict[tuple[str, str], Kept]:
    """Every submission, by the channel and ts of the message that gave it."""
    with contextlib.closing(Database(url)) as database, database.read_across_teams() as session:
        return {
            (str(row.channel), str(row.message_ts)): Kept(
                id=row.id, state=row.state, result_channel=row.result_channel, result_ts=row.result_ts
            )
            for row in session.scalars(select(Submission))
        }


def _answers(slack: LocalSlack) -> dict[int, list[Message]]:
    """Every message of the bot's that answers a submission, by its id, wherever it was posted."""
    found: dict[int, list[Message]] = {}
    with slack.state.lock:
        for channel in slack.team().channels.values():
            for message in channel.messages.values():
                metadata = message.metadata or {}
                if message.bot_id and metadata.get("event_type") == MARK:
                    found.setdefault(int(metadata["event_payload"]["submission_id"]), []).append(message)
    return found


def judge(
    slack: LocalSlack, asked: list[Asked], kept: dict[tuple[str, str], Kept], kills: int, faults: int, seconds: float
) -> Verdict:
    counts = dict.fromkeys(("lost", "double", "wrong", "direct", "orphans", "unread"), 0)
    by_submission = _answers(slack)
    for one in asked:
        row = kept.get((one.message.channel, one.message.ts))
        answers = by_submission.get(row.id, []) if row else []
        threaded = {m.ts: m for m in slack.thread(one.message) if m.bot_id}
        answers += [m for ts, m in threaded.items() if ts not in {a.ts for a in answers}]
        readings = [answer for answer in answers if answer.text.startswith("Reading")]
        answers = [answer for answer in answers if answer not in readings] or readings[:1]
        counts["orphans"] += bool(readings and readings[:1] != answers)
        counts["direct"] += any(answer.channel != one.message.channel for answer in answers)
        counts["unread"] += any("Not read" in answer.text for answer in answers)
        found = _fault(one, row, answers)
        if found is not None:
            counts[found] += 1
            _tell(found, one, row, answers)
    return Verdict(
        submissions=len(asked),
        kills=kills,
        faults=faults,
        **counts,
        unacknowledged=sum(not one.delivery.acked for one in asked),
        seconds=round(seconds, 1),
    )


def _fault(one: Asked, row: Kept | None, answers: list[Message]) -> str | None:
    """What is not as it must be, None where all is."""
    if len(answers) > 1:
        return "double"
    if not answers:
        # What Slack was never told is kept need not be kept; if it is, it is to be answered all the same.
        return "lost" if one.delivery.acked or row is not None else None
    (answer,) = answers
    if answer.text.startswith("Reading"):
        return "lost"
    if f"Item {one.number}:" not in answer.text and "Not read" not in answer.text:
        return "wrong"
    if row is None or row.state not in (SubmissionState.DELIVERED, SubmissionState.FAILED):
        return "wrong"
    return None if (row.result_channel, row.result_ts) == (answer.channel, answer.ts) else "wrong"


def _tell(what: str, one: Asked, row: Kept | None, answers: list[Message]) -> None:
    """What there is to find out why."""
    said = [(answer.channel, answer.ts, answer.text[:60]) for answer in answers]
    print(  # noqa: T201
        f"{what}: item {one.number}, asked in {one.message.channel} at {one.message.ts}, "
        f"{'acknowledged' if one.delivery.acked else 'not acknowledged'}, stored as {row}, "
        f"reactions {list(one.message.reactions)}, answers {said}",
        file=sys.stderr,
        flush=True,
    )
