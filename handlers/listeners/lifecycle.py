"""Comings and goings: the bot is invited to a channel, a sample is tried, the app is removed."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from bot.samples import sample
from bot.services import accepting, workspaces
from bot.submission import NewSubmission, Via
from handlers import actions
from handlers.blocks import onboarding
from handlers.listeners.base import FrontDesk, team_of


def register(app: App, front: FrontDesk) -> None:
    """Registers the listeners of this module."""

    @app.event("member_joined_channel")
    def invited(event: dict[str, Any], body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
        itself = event.get("user") == context.bot_user_id
        if itself and front.once.first(str(body.get("event_id"))):
            front.later(lambda: greet_channel(client, str(event["channel"])))

    @app.event("app_uninstalled")
    def removed(context: BoltContext) -> None:
        leave(front, context)

    @app.event("tokens_revoked")
    def revoked(event: dict[str, Any], context: BoltContext) -> None:
        if event.get("tokens", {}).get("bot"):  # a person's own token is none of ours
            leave(front, context)

    @app.action(actions.TRY_SAMPLE)
    def try_sample(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        accepting.accept(front.desk, [sample_for(team_of(context), str(body["user"]["id"]), str(body["trigger_id"]))])
        ack()


def leave(front: FrontDesk, context: BoltContext) -> None:
    """Stops all work for a workspace that the app was removed from, and forgets its tokens; its record is kept."""
    workspaces.uninstall(front.desk, team_of(context))
    if front.drop_tokens is not None:
        team = None if context.is_enterprise_install else context.team_id
        front.drop_tokens(team=team, enterprise_id=context.enterprise_id)


def greet_channel(client: WebClient, channel: str) -> None:
    """Says what the bot is for; never in #general, where everybody would have to read it."""
    about = client.conversations_info(channel=channel).get("channel") or {}
    if not about.get("is_general"):
        client.chat_postMessage(channel=channel, **onboarding.to_channel().payload())


def sample_for(team: str, user: str, trigger_id: str) -> NewSubmission:
    """An article of our own, answered by DM to whoever wants to see how it looks."""
    return NewSubmission(team=team, event_key=f"{trigger_id}:sample", via=Via.SAMPLE, user=user, text=sample())
