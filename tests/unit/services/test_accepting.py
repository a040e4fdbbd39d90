"""Taking in: once for each event, whatever is delivered again."""

from __future__ import annotations

from bot.services.accepting import BATCH, accept
from bot.services.desk import Desk
from storage.models import Submission
from storage.queue import due
from tests.support.newsroom import TEAM, Newsroom, given


def test_a_redelivered_event_makes_nothing_new(desk: Desk) -> None:
    item = given(text="“Yes,” said Ana Ortiz.")
    assert accept(desk, [item]) == accept(desk, [item])


def test_the_same_event_key_in_another_team_is_another_event(desk: Desk) -> None:
    ids = {accept(desk, [given(team=team, event_key="Ev1", text="x")]) for team in ("T1", "T2")}
    assert len(ids) == 2


def test_each_thing_in_a_message_is_a_submission_of_its_own_in_order(desk: Desk) -> None:
    links = [f"https://news.example/{n}" for n in range(3)]
    ids = accept(desk, [given(link=link) for link in links])
    with desk.database.read(TEAM) as session:
        assert [session.get_one(Submission, i).link for i in ids] == links


def test_the_rest_of_a_long_message_lets_others_go_first(desk: Desk, newsroom: Newsroom) -> None:
    many = accept(desk, [given(link=f"https://news.example/{n}") for n in range(BATCH + 2)])
    (later,) = accept(desk, [given(text="“Yes,” said Ana Ortiz.")])
    order = due(desk.database, newsroom.clock.now(), limit=100)
    assert order == [*many[:BATCH], later, *many[BATCH:]]


def test_teams_take_turns(desk: Desk, newsroom: Newsroom) -> None:
    busy = accept(desk, [given(team="T1", link=f"https://news.example/{n}") for n in range(3)])
    (other,) = accept(desk, [given(team="T2", text="x")])
    assert due(desk.database, newsroom.clock.now(), limit=10) == [busy[0], other, *busy[1:]]
