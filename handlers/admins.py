"""Who is an admin of the workspace. Slack is asked each time, for a right taken away is gone at once."""

from __future__ import annotations

from slack_sdk import WebClient


def is_admin(client: WebClient, user: str) -> bool:
    """Whether a user administers the workspace, or owns it.

    Raises:
        SlackApiError: Slack does not say.
    """
    about = client.users_info(user=user).get("user") or {}
    return any(about.get(field) for field in ("is_admin", "is_owner", "is_primary_owner"))
