"""Installing into several workspaces, and telling afterwards which one a request comes from.

The flow is Bolt's and the store slack_sdk's; ours is what they have no place for: it follows SLACK_API_URL, keeps no
table of pending installations (the state is signed, good for ten minutes, and tied to the browser by Bolt's cookie),
and greets the installer once.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from urllib.parse import urljoin

import structlog
from flask import Flask, Response, request
from itsdangerous import BadSignature, URLSafeTimedSerializer
from slack_bolt import BoltContext, BoltResponse
from slack_bolt.adapter.flask.handler import to_bolt_request, to_flask_response
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.authorize import Authorize
from slack_bolt.oauth import OAuthFlow
from slack_bolt.oauth.callback_options import SuccessArgs
from slack_bolt.oauth.oauth_settings import OAuthSettings
from slack_sdk.oauth.installation_store import Installation
from slack_sdk.oauth.state_store import OAuthStateStore
from slack_sdk.oauth.token_rotation import TokenRotator

from bot.services import workspaces
from bot.services.desk import Desk
from config.manifest import BOT_SCOPES
from config.settings import SLACK_API_URL, Settings
from handlers.afterwards import Afterwards
from handlers.blocks import onboarding
from handlers.clients import listener_client
from storage.installations import BotTokens, EncryptedInstallationStore

log = structlog.get_logger(__name__)

STATE_GOOD_FOR = 600
"""Seconds between "Add to Slack" and Slack's answer."""


class SignedStates(OAuthStateStore):
    """States that need no table: whoever holds the key can tell its own from a forged one."""

    def __init__(self, keys: Sequence[bytes]) -> None:
        self._signer = URLSafeTimedSerializer(list(reversed(keys)), salt="oauth state")

    def issue(self, *args: object, **kwargs: object) -> str:
        """A new state."""
        return str(self._signer.dumps(secrets.token_urlsafe(16)))

    def consume(self, state: str) -> bool:
        """Whether it is ours and not too old."""
        try:
            self._signer.loads(state, max_age=STATE_GOOD_FOR)
        except BadSignature:
            return False
        return True


class SeveralWorkspaces(Authorize):
    """The workspace of a request by its stored installation, with a token that is still good."""

    def __init__(self, tokens: BotTokens) -> None:
        self._tokens = tokens

    def __call__(
        self,
        *,
        context: BoltContext,
        enterprise_id: str | None,
        team_id: str | None,
        user_id: str | None,
        actor_enterprise_id: str | None = None,
        actor_team_id: str | None = None,
        actor_user_id: str | None = None,
    ) -> AuthorizeResult | None:
        bot = self._tokens.bot(team_id) if team_id else None
        if bot is None and enterprise_id:
            bot = self._tokens.bot(enterprise_id)
        if bot is None:
            return None
        return AuthorizeResult(
            enterprise_id=bot.enterprise_id or enterprise_id,
            team_id=bot.team_id or team_id,
            bot_id=bot.bot_id,
            bot_user_id=bot.bot_user_id,
            bot_token=bot.bot_token,
            bot_scopes=bot.bot_scopes,
            user_id=user_id,
        )


class InstallFlow(OAuthFlow):
    """Bolt's flow on our settings; a workspace that comes by it is noted, and its installer greeted."""

    def __init__(
        self,
        settings: Settings,
        store: EncryptedInstallationStore,
        keys: Sequence[bytes],
        desk: Desk,
        later: Afterwards,
    ) -> None:
        assert settings.slack_client_id is not None
        assert settings.slack_client_secret is not None
        self._desk = desk
        self._later = later
        self._settings = settings
        super().__init__(
            client=listener_client(settings, None),
            settings=OAuthSettings(
                client_id=settings.slack_client_id,
                client_secret=settings.slack_client_secret.get_secret_value(),
                scopes=list(BOT_SCOPES),
                redirect_uri=_redirect_uri(settings),
                authorization_url=_authorization_url(settings),
                installation_store=store,
                state_store=SignedStates(keys),
                state_expiration_seconds=STATE_GOOD_FOR,
            ),
        )
        self.success_handler = self._succeeded

    def _succeeded(self, args: SuccessArgs) -> BoltResponse:
        installation = args.installation
        team = installation.team_id or installation.enterprise_id
        if team:
            greet = workspaces.install(
                self._desk,
                team,
                by=installation.user_id,
                name=installation.team_name or installation.enterprise_name,
                enterprise_id=installation.enterprise_id,
            )
            log.info("installed", team=team)
            if greet and installation.user_id:
                self._later(lambda: self._greet(installation))
        return args.default.success(args)

    def _greet(self, installation: Installation) -> None:
        client = listener_client(self._settings, installation.bot_token)
        client.chat_postMessage(channel=installation.user_id, **onboarding.to_installer().payload())


def add_install_routes(flask: Flask, flow: OAuthFlow) -> None:
    """“Add to Slack” at /slack/install, and Slack's answer at /slack/oauth_redirect."""

    @flask.get(flow.install_path)
    def slack_install() -> Response:
        return to_flask_response(flow.handle_installation(to_bolt_request(request)))

    @flask.get(flow.redirect_uri_path)
    def slack_oauth_redirect() -> Response:
        return to_flask_response(flow.handle_callback(to_bolt_request(request)))


def rotator(settings: Settings) -> TokenRotator:
    """What exchanges a refresh token for a fresh one."""
    assert settings.slack_client_id is not None
    assert settings.slack_client_secret is not None
    return TokenRotator(
        client_id=settings.slack_client_id,
        client_secret=settings.slack_client_secret.get_secret_value(),
        client=listener_client(settings, None),
    )


def _authorization_url(settings: Settings) -> str | None:
    """Slack's own by default; beside another SLACK_API_URL, that server's."""
    own = settings.slack_api_url == SLACK_API_URL
    return None if own else urljoin(settings.slack_api_url, "/oauth/v2/authorize")


def _redirect_uri(settings: Settings) -> str | None:
    public = settings.pullquote_public_url
    return f"{public.rstrip('/')}/slack/oauth_redirect" if public else None
