"""Moving to another kind of database and back, and backups: everything is kept, or nothing is begun."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import create_engine, select, text

from bot.services import search
from bot.services.accepting import accept
from bot.services.corrections import not_a_quote
from bot.services.desk import Desk
from bot.services.processing import process
from bot.services.search import Asked
from storage import copying
from storage.copying import CopyRefused
from storage.database import Database
from storage.models import Quote
from storage.tables import METADATA
from tests.support.newsroom import ED, Newsroom, given

TEAMS = ("T0001", "T0002")
BARRIER = (
    "“After three storms we rebuild,” said Margaret Aldous, the council leader. “Nobody asked us,” said Declan Moyle."
)
CUP = "“I don't remember the second one,” said Joel Amadi."


def _fill(url: str) -> None:
    """Two newsrooms with articles, quotes and a correction."""
    newsroom, database = Newsroom(), Database(url)
    desk = Desk(database=database, clock=newsroom.clock)
    for team in TEAMS:
        for article in (BARRIER, CUP):
            (submission,) = accept(desk, [given(team=team, text=article)])
            process(desk, newsroom.tools, submission)
        with database.read(team) as session:
            quote = session.scalars(select(Quote.id).order_by(Quote.id)).first()
        assert quote is not None
        not_a_quote(desk, team, quote, by=ED)
    database.close()


def _everything(url: str) -> dict[str, list[dict[str, object]]]:
    """Every row of every table."""
    engine = create_engine(url)
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT set_config('pullquote.team', '*', true)"))
        rows = {
            table.name: [dict(row) for row in connection.execute(select(table).order_by(*table.primary_key)).mappings()]
            for table in METADATA.sorted_tables
        }
    engine.dispose()
    return rows


@pytest.fixture
def filled(sqlite_url: str) -> str:
    _fill(sqlite_url)
    return sqlite_url


def test_there_and_back_everything_is_kept(filled: str, empty_url: str, tmp_path: Path) -> None:
    back = f"sqlite:///{tmp_path / 'back.sqlite3'}"
    before = _everything(filled)
    assert copying.copy(filled, empty_url) == sum(map(len, before.values()))
    assert _everything(empty_url) == before
    copying.copy(empty_url, back)
    assert _everything(back) == before


def test_the_copy_is_searched_at_once_each_team_its_own(filled: str, empty_url: str) -> None:
    copying.copy(filled, empty_url)
    database = Database(empty_url)
    desk = Desk(database=database, clock=Newsroom().clock)
    for team in TEAMS:
        assert search.search(desk, team, Asked(words="remember")).hits
    assert not search.search(desk, "T0003", Asked(words="remember")).hits
    database.close()


def test_the_id_of_a_row_that_is_gone_is_not_given_again(filled: str, empty_url: str) -> None:
    last = _drop_last_quote(filled)
    copying.copy(filled, empty_url)
    _fill_one_more(empty_url)
    assert min(int(str(row["id"])) for row in _everything(empty_url)["quotes"] if row["team_id"] == "T0009") > last


def _drop_last_quote(url: str) -> int:
    database = Database(url)
    with database.write(TEAMS[1]) as session:
        quote = session.scalars(select(Quote).order_by(Quote.id.desc())).first()
        assert quote is not None
        session.delete(quote)
    database.close()
    return quote.id


def _fill_one_more(url: str) -> None:
    newsroom, database = Newsroom(), Database(url)
    desk = Desk(database=database, clock=newsroom.clock)
    (submission,) = accept(desk, [given(team="T0009", text=BARRIER)])
    process(desk, newsroom.tools, submission)
    database.close()


def test_a_database_that_holds_a_newsroom_is_not_copied_over(filled: str, tmp_path: Path) -> None:
    other = tmp_path / "other.sqlite3"
    shutil.copyfile(filled.removeprefix("sqlite:///"), other)
    before = _everything(f"sqlite:///{other}")
    with pytest.raises(CopyRefused, match="holds a newsroom"):
        copying.copy(filled, f"sqlite:///{other}")
    assert _everything(f"sqlite:///{other}") == before


def test_a_copy_that_breaks_off_leaves_nothing(filled: str, empty_url: str) -> None:
    def break_off(table: str, _rows: int) -> None:
        if table == "quotes":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        copying.copy(filled, empty_url, tell=break_off)
    assert not any(_everything(empty_url).values())


def test_a_backup_is_made_while_somebody_writes_and_brought_back(
    database_url: str, empty_url: str, tmp_path: Path
) -> None:
    _fill(database_url)
    before = _everything(database_url)
    file = tmp_path / "backups" / "monday.sqlite3"
    database = Database(database_url)
    with database.write("T0005") as session:
        session.flush()
        copying.backup(database_url, file)
    database.close()
    assert file.stat().st_mode & 0o077 == 0
    copying.restore(file, empty_url, aside=tmp_path / "aside.sqlite3")
    assert _everything(empty_url) == before
    assert [path.name for path in file.parent.iterdir()] == [file.name]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda file: file.write_bytes(b"not a database at all, but long enough to be taken for one" * 40),
        lambda file: file.write_bytes(file.read_bytes()[:8192]),  # cut off
        lambda file: file.unlink(),
    ],
)
def test_a_spoilt_backup_is_refused_and_touches_nothing(
    filled: str, tmp_path: Path, spoil: Callable[[Path], object]
) -> None:
    file = tmp_path / "backup.sqlite3"
    copying.backup(filled, file)
    spoil(file)
    before = _everything(filled)
    with pytest.raises(CopyRefused):
        copying.restore(file, filled, aside=tmp_path / "aside.sqlite3")
    assert _everything(filled) == before


def test_what_stood_there_is_set_aside_whole(filled: str, tmp_path: Path) -> None:
    file, aside = tmp_path / "backup.sqlite3", tmp_path / "aside.sqlite3"
    copying.backup(filled, file)
    _fill_one_more(filled)
    before = _everything(filled)
    copying.restore(file, filled, aside=aside)
    assert _everything(f"sqlite:///{aside}") == before
    with closing(sqlite3.connect(filled.removeprefix("sqlite:///"))) as connection:
        assert connection.execute("SELECT count(*) FROM workspaces").fetchone() == (2,)
