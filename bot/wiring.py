"""Puts the parts together, for the entry points: from settings to a desk, a worker, an app.

The only module besides `bot.cli` that knows both the services and the Slack side.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot.clock import SystemClock
from bot.errors import ConfigurationError
from bot.pages.charts import draw_chart
from bot.pages.links import PageLinks
from bot.scheduler import Ticker
from bot.services.desk import Desk
from bot.worker import Worker, work_queue
from config.keys import load_keys
from config.settings import Transport
from storage.database import Database
from storage.installations import BotTokens, EncryptedInstallationStore
from storage.migrate import is_current, upgrade

log = structlog.get_logger(__name__)

if TYPE_CHECKING:
    from slack_bolt import App

    from bot.ingest.reader import Reader
    from bot.nlp.extractor import Extractor
    from config.settings import Settings
    from handlers.clients import TokenSource
    from handlers.web import WebServer


def build_reader(settings: Settings) -> Reader:
    """What makes articles of links, pastes and files."""
    from bot.ingest.reader import Reader

    return Reader(
        fetch_allow=settings.fetch_allow,
        contact=settings.pullquote_contact,
        respect_robots=settings.pullquote_respect_robots,
    )


def build_extractor(settings: Settings) -> Extractor:
    """What finds people and quotes; loads the spaCy model (2 to 3 s).

    The trained component goes with one spaCy pipeline; beside another the rules work alone, and the log says so.

    Raises:
        ConfigurationError: a model is not on this machine.
    """
    from bot.nlp.extractor import Extractor
    from bot.nlp.learned.model import WrongPipeline
    from bot.nlp.model import ModelNotFound

    name, quote_model = settings.pullquote_spacy_model, settings.pullquote_quote_model
    try:
        return Extractor.load(name, quote_model)
    except WrongPipeline as mismatch:
        log.warning("quotes by rules alone", why=str(mismatch))
        return Extractor.load(name, "off")
    except ModelNotFound as missing:
        raise ConfigurationError(str(missing)) from None
    except FileNotFoundError:
        raise ConfigurationError(f"PULLQUOTE_QUOTE_MODEL: there is no quote model in “{quote_model}”") from None


@contextmanager
def open_database(settings: Settings) -> Generator[Database]:
    """The database, at this version's schema: SQLite is brought to it, PostgreSQL has `migrate` for that.

    Raises:
        ConfigurationError: the schema of a PostgreSQL database is another version's.
    """
    if settings.is_sqlite:
        upgrade(settings.database)
    elif not is_current(settings.database):
        raise ConfigurationError("The database is not at this version’s schema. Run `python -m bot migrate` first.")
    database = Database(settings.database)
    try:
        yield database
    finally:
        database.close()


def build_desk(settings: Settings, database: Database) -> Desk:
    """What every service needs."""
    links = PageLinks(settings.pullquote_public_url, load_keys(settings))
    return Desk(database=database, queue=work_queue(database), page_url=links.url)


def build_worker(settings: Settings, database: Database) -> Worker:
    """The worker, with Slack as the place where answers go."""
    from handlers.clients import SlackClients
    from handlers.files import SlackFiles
    from handlers.messenger import SlackMessenger
    from handlers.noticeboard import SlackBoard

    clients = SlackClients(settings, build_tokens(settings, database))
    desk = build_desk(settings, database)
    charts = settings.pullquote_digest_charts
    return Worker(
        desk=desk,
        ticker=Ticker(desk=desk, board=SlackBoard(clients), charts=charts, draw=draw_chart if charts else None),
        messenger=SlackMessenger(clients),
        files=SlackFiles(settings, clients),
        make_reader=partial(build_reader, settings),
        make_extractor=partial(build_extractor, settings),
    )


def build_app(settings: Settings, database: Database) -> App:
    """The Bolt app with every listener, for the one workspace of the bot token or for all that installed it."""
    from handlers import app
    from handlers.oauth import SeveralWorkspaces

    desk = build_desk(settings, database)
    if not settings.several_workspaces:
        return app.build_app(settings, desk)
    authorize = SeveralWorkspaces(_installed(settings, database))
    return app.build_app(settings, desk, authorize=authorize, drop_tokens=_store(settings, database).remove)


def build_web(settings: Settings, database: Database, app: App) -> WebServer:
    """The HTTP side: pages and health always, Slack's requests where HTTP is the transport.

    Raises:
        ConfigurationError: the port is taken.
    """
    from handlers.afterwards import Afterwards
    from handlers.app import add_routes
    from handlers.oauth import InstallFlow, add_install_routes
    from handlers.web import WebServer, build_flask

    links = PageLinks(settings.pullquote_public_url, load_keys(settings))
    flask = build_flask(build_desk(settings, database), links, ready=partial(_missing, settings))
    http = settings.pullquote_transport is Transport.HTTP
    if http:
        add_routes(flask, app)
    if settings.several_workspaces:
        desk, store = build_desk(settings, database), _store(settings, database)
        add_install_routes(flask, InstallFlow(settings, store, load_keys(settings), desk, Afterwards()))
    # Over Socket Mode nothing but this machine needs the port, unless pages are to be seen from elsewhere.
    host = "0.0.0.0" if http or settings.pullquote_public_url else "127.0.0.1"  # noqa: S104
    try:
        return WebServer(flask, host=host, port=settings.port)
    except OSError as error:
        raise ConfigurationError(f"PORT: {settings.port} can’t be used ({error.strerror}). Set another one.") from None


def build_worker_web(settings: Settings, database: Database) -> WebServer | None:
    """What a worker of its own serves, where `PULLQUOTE_METRICS_PORT` says so."""
    from handlers.web import WebServer, build_health

    if settings.pullquote_metrics_port is None:
        return None
    flask = build_health(build_desk(settings, database), ready=partial(_missing, settings))
    try:
        return WebServer(flask, host="0.0.0.0", port=settings.pullquote_metrics_port)  # noqa: S104
    except OSError as error:
        port = settings.pullquote_metrics_port
        raise ConfigurationError(f"PULLQUOTE_METRICS_PORT: {port} can’t be used ({error.strerror}).") from None


def _missing(settings: Settings) -> str | None:
    try:
        return None if is_current(settings.database) else "the database is not at this version's schema"
    except SQLAlchemyError:
        return "the database is away"


def build_tokens(settings: Settings, database: Database) -> TokenSource:
    """Where bot tokens come from: the settings, or the installations."""
    from handlers.clients import OneToken

    settings.require_slack()
    if settings.several_workspaces:
        return _installed(settings, database)
    assert settings.slack_bot_token is not None
    return OneToken(settings.slack_bot_token.get_secret_value())


def _installed(settings: Settings, database: Database) -> BotTokens:
    from handlers.oauth import rotator

    return BotTokens(database, _store(settings, database), rotator=partial(rotator, settings), now=SystemClock().now)


def _store(settings: Settings, database: Database) -> EncryptedInstallationStore:
    assert settings.slack_client_id is not None
    return EncryptedInstallationStore(client_id=settings.slack_client_id, database=database, keys=load_keys(settings))
