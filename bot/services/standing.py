"""Where an article's answers stand in Slack, so that a correction shows on them."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from bot.errors import UserError
from bot.services.desk import Desk
from storage.models import Quote, Submission

MOST = 20
"""Of an article that was given more often, the latest answers are kept up to date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One answer in Slack."""

    submission_id: int
    channel: str
    ts: str


def of_article(desk: Desk, team: str, article_id: int) -> tuple[Standing, ...]:
    """The messages that show an article's card, the latest first."""
    with desk.database.read(team) as session:
        rows = session.execute(
            select(Submission.id, Submission.result_channel, Submission.result_ts)
            .where(Submission.article_id == article_id, Submission.result_ts.is_not(None))
            .order_by(Submission.id.desc())
            .limit(MOST)
        ).all()
        return tuple(Standing(submission_id=id_, channel=channel, ts=ts) for id_, channel, ts in rows if channel and ts)


def article_of(desk: Desk, team: str, quote_id: int) -> int:
    """The article that a quote stands in.

    Raises:
        UserError: it is gone.
    """
    with desk.database.read(team) as session:
        found = session.scalar(select(Quote.article_id).where(Quote.id == quote_id))
    if found is None:
        raise UserError("That quote is no longer kept. Its article was removed, or read again since.")
    return found
