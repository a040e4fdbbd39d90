"""Keys: one file for all processes of a machine, for its owner alone; a new key opens what an old one closed."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.errors import UserError
from bot.pages.links import PageLinks
from config.keys import KEY_FILE, load_keys
from config.settings import Settings, SettingsError, load_settings


def _settings(folder: Path, **given: object) -> Settings:
    return load_settings(_env_file=None, pullquote_data_dir=folder, **given)


def test_processes_that_start_at_once_agree_on_one_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _: load_keys(_settings(tmp_path)), range(16)))
    assert len(keys) == 1
    assert [path.name for path in tmp_path.iterdir()] == [KEY_FILE]


def test_only_its_owner_can_read_the_key(tmp_path: Path) -> None:
    load_keys(_settings(tmp_path))
    assert (tmp_path / KEY_FILE).stat().st_mode & 0o077 == 0


def test_a_short_key_is_refused_without_repeating_it(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as caught:
        load_keys(_settings(tmp_path, pullquote_secret_key="hunter2"))
    assert "hunter2" not in str(caught.value)


def test_a_page_link_opens_its_own_article_and_outlives_a_change_of_keys(tmp_path: Path) -> None:
    old = load_keys(_settings(tmp_path, pullquote_secret_key="an old key and long enough"))
    both = load_keys(_settings(tmp_path, pullquote_secret_key="a new key and long enough,an old key and long enough"))
    url = PageLinks("https://desk.test/", old).url("T1", 7)
    assert url is not None
    assert url.startswith("https://desk.test/a/")
    assert PageLinks(None, both).read(url.rpartition("/")[2]) == ("T1", 7)


def test_a_forged_page_link_opens_nothing(tmp_path: Path) -> None:
    links = PageLinks("https://desk.test", load_keys(_settings(tmp_path)))
    other = PageLinks("https://desk.test", (b"x" * 32,)).url("T1", 7)
    assert other is not None
    for token in (other.rpartition("/")[2], "", "WyJUMSIsN10"):
        with pytest.raises(UserError, match="does not lead"):
            links.read(token)


def test_without_a_public_address_there_is_no_link(tmp_path: Path) -> None:
    assert PageLinks(None, load_keys(_settings(tmp_path))).url("T1", 7) is None
