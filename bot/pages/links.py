"""Addresses of annotated pages: whoever has one can read that one article, for 30 days, and nothing else.

The page is opened from Slack in a browser that knows no Slack session, so the address itself is the permission. It
names the team and the article under a signature; a forged or an old one opens nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from itsdangerous import BadSignature, SignatureExpired, URLSafeTimedSerializer

from bot.errors import UserError

GOOD_FOR = 30 * 24 * 3600
"""Seconds."""


class PageLinks:
    """Makes addresses of pages, and reads them.

    Args:
        public_url: where browsers reach the bot; None: there are no addresses.
        keys: newest first, as `config.keys.load_keys` gives them.
    """

    def __init__(self, public_url: str | None, keys: Sequence[bytes]) -> None:
        self._base = public_url.rstrip("/") if public_url else None
        # itsdangerous signs with the last key and opens with any.
        self._signer = URLSafeTimedSerializer(list(reversed(keys)), salt="annotated page")

    def url(self, team: str, article_id: int) -> str | None:
        """The address of an article's page; None where no public address is set."""
        return f"{self._base}/a/{self._signer.dumps([team, article_id])}" if self._base else None

    def read(self, token: str) -> tuple[str, int]:
        """The team and the article that a token opens.

        Raises:
            UserError: it is forged, broken or too old.
        """
        try:
            team, article_id = self._signer.loads(token, max_age=GOOD_FOR)
        except SignatureExpired:
            raise UserError("This link is over 30 days old. Open the page again from Slack.") from None
        except BadSignature:
            raise UserError("This link does not lead to an article.") from None
        return str(team), int(article_id)
