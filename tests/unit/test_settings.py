"""Settings: what is wrong is named, and no secret is printed."""

from __future__ import annotations

import pytest

from config.settings import Settings, SettingsError, Transport, load_settings


@pytest.fixture(autouse=True)
def _no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


def test_each_wrong_setting_is_named_on_a_line_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "seventy")
    monkeypatch.setenv("DATABASE_URL", "mysql://root:hunter2@db/x")
    with pytest.raises(SettingsError) as caught:
        load_settings(_env_file=None)
    lines = str(caught.value).splitlines()
    assert [line.partition(":")[0] for line in lines] == ["DATABASE_URL", "PORT"]
    assert "hunter2" not in str(caught.value)


def test_what_the_transport_needs_is_asked_for() -> None:
    with pytest.raises(SettingsError, match="SLACK_SIGNING_SECRET"):
        load_settings(_env_file=None, pullquote_transport=Transport.HTTP, slack_bot_token="xoxb-1").require_slack()


@pytest.mark.parametrize("given", ["postgres://u@h/d", "postgresql://u@h/d", "postgresql+psycopg://u@h/d"])
def test_every_way_to_write_a_postgresql_address_is_taken(given: str) -> None:
    assert load_settings(_env_file=None, database_url=given).database == "postgresql+psycopg://u@h/d"


def test_a_bot_token_goes_to_slack_alone() -> None:
    assert load_settings(_env_file=None).slack_hosts == {"slack.com", "files.slack.com"}
    assert load_settings(_env_file=None, slack_api_url="http://127.0.0.1:8080/api").slack_hosts == {"127.0.0.1:8080"}
