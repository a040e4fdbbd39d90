"""Taking in: once for each event, whatever is delivered again."""

from __future__ import annotations

from sqlalchemy import select

from bot.services.accepting import BATCH, WITHDRAWN, accept, withdraw
from bot.services.desk import Desk
from bot.services.processing import Progress, process
from bot.submission import NewSubmission, Via
from storage.models import Article, Submission, SubmissionState
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


def state_of(desk: Desk, submission: int) -> str:
    with desk.database.read(TEAM) as session:
        return session.get_one(Submission, submission).state


def dm(event_key: str, *, text: str | None = None, link: str | None = None) -> NewSubmission:
    return given(event_key=event_key, text=text, link=link, via=Via.DM, channel="D1", message_ts="10.1")


def take_back(desk: Desk) -> None:
    withdraw(desk, TEAM, "D1", "10.1")


def test_what_was_withdrawn_before_its_answer_gets_none_and_is_not_kept(desk: Desk, newsroom: Newsroom) -> None:
    (submission,) = accept(desk, [dm("D1:10.1:a", text="“Yes,” said Ana Ortiz.")])
    assert withdraw(desk, TEAM, "D1", "10.1") == ()
    assert process(desk, newsroom.tools, submission) is Progress.FINISHED
    assert not newsroom.slack.answers(submission)
    with desk.database.read(TEAM) as session:
        row = session.get_one(Submission, submission)
        assert (row.state, row.text, row.reason) == (SubmissionState.FAILED, None, WITHDRAWN)
        assert session.scalar(select(Article.id)) is None


def test_what_was_answered_is_not_withdrawn(desk: Desk, newsroom: Newsroom) -> None:
    (submission,) = accept(desk, [dm("D1:10.1:a", text="“Yes,” said Ana Ortiz.")])
    process(desk, newsroom.tools, submission)
    withdraw(desk, TEAM, "D1", "10.1")
    assert state_of(desk, submission) == SubmissionState.DELIVERED
    assert len(newsroom.slack.answers(submission)) == 1


def test_an_edit_withdraws_only_what_it_took_out(desk: Desk) -> None:
    stays, goes = accept(desk, [dm("D1:10.1:a", link="https://a.example/1"), dm("D1:10.1:b", link="https://b.example")])
    withdraw(desk, TEAM, "D1", "10.1", still=["D1:10.1:a"])
    assert (state_of(desk, stays), state_of(desk, goes)) == (SubmissionState.ACCEPTED, SubmissionState.FAILED)


def test_what_another_asked_for_by_the_messages_menu_is_theirs(desk: Desk) -> None:
    item = given(event_key="1.2.3:a", text="x", via=Via.MESSAGE_SHORTCUT, channel="D1", message_ts="10.1")
    (submission,) = accept(desk, [item])
    withdraw(desk, TEAM, "D1", "10.1")
    assert state_of(desk, submission) == SubmissionState.ACCEPTED


def test_withdrawn_while_it_is_read_it_is_not_stored(desk: Desk, newsroom: Newsroom) -> None:
    (submission,) = accept(desk, [dm("D1:10.1:a", text="“Yes,” said Ana Ortiz.")])
    newsroom.reader.before = lambda: take_back(desk)
    assert process(desk, newsroom.tools, submission) is Progress.FINISHED
    assert not newsroom.slack.answers(submission)
    with desk.database.read(TEAM) as session:
        assert session.scalar(select(Article.id)) is None


def test_withdrawn_while_its_quotes_are_looked_for_it_is_forgotten(desk: Desk, newsroom: Newsroom) -> None:
    (submission,) = accept(desk, [dm("D1:10.1:a", text="“Yes,” said Ana Ortiz.")])
    newsroom.extractor.before = lambda text: take_back(desk)
    assert process(desk, newsroom.tools, submission) is Progress.FINISHED
    assert not newsroom.slack.answers(submission)
    with desk.database.read(TEAM) as session:
        assert session.scalar(select(Article.id)) is None


def test_the_reading_reply_of_what_is_withdrawn_is_named(desk: Desk) -> None:
    (submission,) = accept(desk, [dm("D1:10.1:a", text="“Yes,” said Ana Ortiz.")])
    with desk.database.write(TEAM) as session:
        row = session.get_one(Submission, submission)
        row.result_channel, row.result_ts = "D1", "10.2"
    assert withdraw(desk, TEAM, "D1", "10.1") == (("D1", "10.2"),)
