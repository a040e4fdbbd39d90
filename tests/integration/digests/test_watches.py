"""Watches: found once, told in time, never in the night."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest
from sqlalchemy import select

from bot.errors import OutcomeUnknown, Refused, RetryLater, UserError
from bot.services import corrections, people, watches
from bot.services.watches import WatchView
from storage.schedules import WatchAlert
from tests.integration.digests.conftest import TEAM, Office

FERRY = "We will keep the ferry running all winter long"


def said(words: str = FERRY, name: str = "Elena Ortiz") -> str:
    return f"“{words},” said {name}."


def watch_person(office: Office, name: str = "Elena Ortiz", user: str = "UED", **more: str) -> WatchView:
    (found,) = people.find(office.desk, TEAM, name)
    view, _ = watches.watch(office.desk, TEAM, user, person_id=found.person_id, **more)
    return view


@pytest.fixture
def known(office: Office) -> Office:
    """Elena Ortiz was quoted before anybody watched her."""
    office.add(said("The library stays open as far as I am concerned"))
    office.clock.advance(timedelta(minutes=1))
    return office


def after(office: Office, minutes: float = 3) -> None:
    office.until(office.clock.time + timedelta(minutes=minutes), step=timedelta(seconds=30))


def test_a_person_who_is_quoted_is_told_of_by_dm(known: Office) -> None:
    watch_person(known)
    known.add(said())
    after(known)
    assert known.posts("UED") == ["Ortiz was just quoted"]


def test_what_was_said_before_the_watch_is_not_told(known: Office) -> None:
    watch_person(known)
    after(known)
    assert known.posts() == []


def test_a_burst_is_one_message(known: Office) -> None:
    watch_person(known)
    for number in range(4):
        known.add(said(f"{FERRY} and that is point number {number} of mine"))
    after(known)
    assert len(known.posts("UED")) == 1
    (alert,) = known.board.alerts
    assert len(alert.groups[0].finds) == 4


def test_the_same_wire_copy_alerts_once(known: Office) -> None:
    watch_person(known)
    known.add(said(), outlet="Reuters")
    after(known, 20)
    known.add(said(), outlet="The Post")
    known.add(said(FERRY + ", whatever it may cost this town"), outlet="Echo")  # given at greater length
    after(known, 20)
    assert len(known.posts("UED")) == 1


def test_another_line_of_the_same_story_alerts_again(known: Office) -> None:
    watch_person(known)
    known.add(said())
    after(known, 20)
    known.add(said("And nobody will be left on the other shore"))
    after(known, 20)
    assert len(known.posts("UED")) == 2


def test_words_are_watched_in_quotes_and_headlines(known: Office) -> None:
    watches.watch(known.desk, TEAM, "UED", words="“night ferry”")
    known.add(said("The NIGHT FERRY will not be cut"))
    known.add(said("Nothing of the kind was said", "Tom Marsh"), title="Night ferry saved")
    known.add(said("Every ferry at night is full"))
    after(known)
    (alert,) = known.board.alerts
    assert [len(g.finds) for g in alert.groups] == [2]


def test_a_channel_may_be_told(known: Office) -> None:
    watch_person(known, channel="C0DESK")
    known.add(said())
    after(known)
    assert known.posts("C0DESK") == ["Ortiz was just quoted"]


def test_quiet_hours_are_kept_by_the_users_own_clock(known: Office) -> None:
    known.board.zones["UED"] = "Asia/Tokyo"  # 21:01 there
    watch_person(known)
    known.clock.time = datetime(2026, 3, 27, 14, tzinfo=UTC)  # 23:00 there
    known.add(said())
    known.until(datetime(2026, 3, 27, 21, 55, tzinfo=UTC))
    assert known.posts("UED") == []
    known.until(datetime(2026, 3, 27, 22, 5, tzinfo=UTC))  # 07:05 there
    assert known.posts("UED") == ["Ortiz was just quoted"]
    assert known.board.alerts[0].held


def test_beyond_the_days_limit_the_rest_comes_tomorrow_in_one(known: Office) -> None:
    watch_person(known)
    watches.set_place(known.desk, TEAM, "UED", quiet_from=time(22), quiet_until=time(7), daily_cap=2)
    for number in range(4):
        known.add(said(f"{FERRY} and that is point number {number} of mine"))
        after(known, 15)
    assert len(known.posts("UED")) == 2
    assert known.board.alerts[-1].last_today
    known.until(datetime(2026, 3, 28, 8, tzinfo=UTC))
    assert len(known.posts("UED")) == 3
    assert len(known.board.alerts[-1].groups[0].finds) == 2


def test_muted_it_tells_nothing_and_unmuted_again(known: Office) -> None:
    view = watch_person(known)
    known.add(said())
    watches.mute(known.desk, TEAM, "UED", view.id, hours=1)
    known.add(said("And nobody will be left on the other shore"))
    after(known, 20)
    assert known.posts("UED") == []
    known.clock.advance(timedelta(hours=1))
    known.add(said("The winter is long and so is our patience"))
    after(known)
    assert len(known.posts("UED")) == 1


def test_unwatched_what_waits_is_not_told(known: Office) -> None:
    view = watch_person(known)
    known.add(said())
    watches.unwatch(known.desk, TEAM, "UED", view.id)
    after(known, 20)
    assert known.posts("UED") == []


def test_somebody_elses_watch_is_theirs(known: Office) -> None:
    view = watch_person(known)
    with pytest.raises(UserError):
        watches.unwatch(known.desk, TEAM, "UMIA", view.id)


def test_the_same_watch_again_is_the_one_that_is_there(known: Office) -> None:
    assert watch_person(known).id == watch_person(known).id


def test_a_quote_that_the_desk_took_out_meanwhile_is_not_told(known: Office) -> None:
    watch_person(known)
    known.add(said())
    with known.desk.database.read(TEAM) as session:
        quote = session.scalar(select(WatchAlert.quote_id))
    assert quote is not None
    corrections.not_a_quote(known.desk, TEAM, quote, by="UED")
    after(known)
    assert known.posts("UED") == []


def test_when_slack_fails_an_alert_is_still_told_once(known: Office) -> None:
    watch_person(known)
    answers = iter([RetryLater("wait", after=20), None])

    def before(_: str) -> None:
        if fault := next(answers, None):
            raise fault

    def lost(_: str) -> None:
        known.board.after = lambda _: None
        raise OutcomeUnknown("no answer")

    known.board.before, known.board.after = before, lost
    known.add(said())
    after(known, 15)
    assert len(known.posts("UED")) == 1


def test_where_nobody_can_be_told_the_watches_rest(known: Office) -> None:
    watch_person(known)

    def gone(_: str) -> None:
        raise Refused("user_disabled")

    known.board.before = gone
    known.add(said())
    after(known)
    (view,) = watches.watches(known.desk, TEAM, "UED")
    assert view.muted_until is not None


def test_two_people_made_one_stay_watched(known: Office) -> None:
    known.add(said("I was never asked about any of this", "Helena Vega"))
    (other,) = people.find(known.desk, TEAM, "Helena Vega")[:1]
    watches.watch(known.desk, TEAM, "UED", person_id=other.person_id)
    keep = people.find(known.desk, TEAM, "Elena Ortiz")[0]
    people.merge(known.desk, TEAM, keep.person_id, other.person_id, by="UED")
    known.add(said())
    after(known)
    assert known.posts("UED") == ["Ortiz was just quoted"]


def test_teams_hear_nothing_of_each_other(known: Office) -> None:
    watches.watch(known.desk, TEAM, "UED", words="ferry")
    known.add(said(), team="T0002")
    after(known, 15)
    assert known.posts() == []


@pytest.mark.parametrize("words", ["", "  ", "…", "x" * 81])
def test_words_that_cannot_be_watched_are_refused(office: Office, words: str) -> None:
    with pytest.raises(UserError):
        watches.watch(office.desk, TEAM, "UED", words=words)
