"""Exactly one post a slot, whatever happens."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.digest.slots import Timetable
from bot.digest.types import Filters, OnEmpty
from bot.errors import OutcomeUnknown, Refused, RetryLater
from bot.services import digests, runs
from bot.services.digests import DigestForm, NowResult
from storage.schedules import DigestRun, DigestSchedule, OutboxPost, RunState
from tests.integration.digests.conftest import TEAM, Office


def london(text: str) -> datetime:
    """A moment by London's clocks, in the week its summer time begins."""
    moment = datetime.fromisoformat(text)
    return (moment - timedelta(hours=1 if moment >= datetime(2026, 3, 29, 2) else 0)).replace(tzinfo=UTC)  # noqa: DTZ001


MONDAY = london("2026-03-30T08:00")


class Killed(BaseException):
    """The process is gone, with -9."""


def states(office: Office) -> list[str]:
    with office.desk.database.read(TEAM) as session:
        return list(session.scalars(select(DigestRun.state).order_by(DigestRun.id)))


def test_a_digest_is_posted_at_its_time_with_its_thread(office: Office) -> None:
    office.schedule("08:00")
    office.add()
    office.until(MONDAY - timedelta(minutes=1))
    assert office.posts() == []
    office.until(MONDAY)
    assert office.posts() == ["Monday morning: Ortiz, word for word"]
    assert [m.part for m in office.board.standing] == [0, 1]
    assert office.board.standing[1].thread_ts == office.board.standing[0].ts


def test_the_next_one_covers_only_what_is_new(office: Office) -> None:
    office.schedule("08:00", "17:00")
    office.add()
    office.until(MONDAY)
    assert office.posts() == ["Friday afternoon: Ortiz, word for word"]
    office.add("“The harbour stays shut until the wall is safe,” said Tom Marsh.", title="Harbour shut")
    office.until(MONDAY + timedelta(hours=9))
    assert office.posts()[1:] == ["Monday afternoon: Marsh, word for word"]


def test_nothing_new_is_no_post_unless_asked_for(office: Office) -> None:
    office.schedule("08:00", channel="C0SKIP")
    office.schedule("08:00", channel="C0SAY", on_empty=OnEmpty.SAY)
    office.until(MONDAY)
    assert office.posts() == ["Monday morning: nothing new"]
    assert sorted(states(office)) == [RunState.EMPTY, RunState.POSTED]


def test_filters_choose_for_each_channel(office: Office) -> None:
    office.add()
    office.add("“The harbour stays shut until the wall is safe,” said Tom Marsh.", title="Harbour shut", outlet="Echo")
    office.schedule("13:00", channel="C1", filters=Filters(words=("ferry",)))
    office.schedule("13:00", channel="C2", filters=Filters(outlets=("Echo",)))
    office.schedule("13:00", channel="C3", filters=Filters(words=("airport",)))
    office.until(london("2026-03-27T13:00"))
    assert office.posts("C1") == ["Friday midday: Ortiz, word for word"]
    assert office.posts("C2") == ["Friday midday: Marsh, word for word"]
    assert office.posts("C3") == []


def test_two_workers_post_once(office: Office) -> None:
    for number in range(8):
        office.schedule("08:00", channel=f"C{number}")
    office.add()
    other = office.another_worker()
    office.clock.time = MONDAY
    for _ in range(14):
        other.tick()
        office.ticker.tick()
        office.clock.advance(timedelta(seconds=2))
    assert sorted(m.where for m in office.board.first_messages()) == sorted(f"C{n}" for n in range(8))


def test_two_workers_at_the_very_same_moment_claim_each_slot_once(office: Office) -> None:
    for number in range(60):
        office.schedule("08:00", channel=f"C{number}")
    office.add()
    office.clock.time = MONDAY + runs.SETTLE
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: runs.claim_due(office.desk, limit=20), range(12)))
    with office.desk.database.read(TEAM) as session:
        slots = session.execute(select(DigestRun.schedule_id, DigestRun.slot)).all()
    assert len(slots) == len(set(slots)) == 60


KILLS: list[tuple[str, str, int]] = [
    # where the process is killed, and how many posts stand at that moment
    ("bot.services.runs.slots.due", "while claiming", 0),
    ("bot.services.runs.material.read", "claimed, while reading", 0),
    ("bot.services.runs._composed", "while composing", 0),
    ("bot.services.runs.outbox.add", "while filing", 0),
    ("bot.services.outbox.outcomes.still_wanted", "taken, before the call", 0),
    ("bot.services.outbox.outcomes.first_stands", "posted, before it is noted", 1),
]


@pytest.mark.parametrize(("where", "when", "standing"), KILLS)
@pytest.mark.parametrize("may_look", [True, False], ids=["may look", "may not look"])
def test_killed_between_any_two_steps_it_is_posted_once(
    office: Office, monkeypatch: pytest.MonkeyPatch, where: str, when: str, standing: int, may_look: bool
) -> None:
    office.board.may_look = may_look
    office.schedule("08:00")
    office.add()
    office.clock.time = MONDAY

    def kill(*_: object, **__: object) -> None:
        raise Killed(when)

    with monkeypatch.context() as patch:
        patch.setattr(where, kill)
        with pytest.raises(Killed):
            office.settle()
    assert len(office.posts()) == standing
    office.ticker = office.another_worker()
    office.until(MONDAY + timedelta(minutes=30), step=timedelta(minutes=2))
    assert office.posts() == ["Monday morning: Ortiz, word for word"]


def unknown_before(_: str) -> None:
    raise OutcomeUnknown("timed out")


def test_a_post_whose_answer_is_lost_is_found_and_not_repeated(office: Office) -> None:
    office.schedule("08:00")
    office.add()
    office.board.after = unknown_before
    office.until(MONDAY)
    office.board.after = lambda _: None
    office.until(MONDAY + timedelta(minutes=10), step=timedelta(minutes=1))
    assert len(office.posts()) == 1
    assert states(office) == [RunState.POSTED]
    assert [m.part for m in office.board.standing] == [0, 1]  # the thread goes on under the one that was found


def test_a_post_that_never_arrived_is_made_again_once_that_is_sure(office: Office) -> None:
    office.schedule("08:00")
    office.add()
    office.board.before = unknown_before
    office.until(MONDAY)
    office.board.before = lambda _: None
    office.until(MONDAY + timedelta(minutes=10), step=timedelta(minutes=1))
    assert len(office.posts()) == 1


@pytest.mark.parametrize("arrived", [True, False])
def test_where_the_bot_may_not_look_it_is_rather_one_too_few(office: Office, arrived: bool) -> None:
    office.schedule("08:00")
    office.add()
    office.board.may_look = False
    if arrived:
        office.board.after = unknown_before
    else:
        office.board.before = unknown_before
    office.until(MONDAY)
    office.board.before = office.board.after = lambda _: None
    office.until(MONDAY + timedelta(hours=3))
    assert len(office.posts()) == int(arrived)
    ((view, last),) = digests.troubles(office.desk, TEAM)  # the Home tab says so
    assert (view.channel, last.state) == ("C0DESK", RunState.UNKNOWN)


def test_while_slack_is_down_nothing_is_tried_and_then_all_is_posted_once(office: Office) -> None:
    for number in range(3):
        office.schedule("08:00", channel=f"C{number}")
    office.add()
    tried: list[str] = []
    office.board.before = tried.append

    def down() -> None:
        raise RetryLater("Slack is down", after=30)

    office.board.down = down
    office.until(MONDAY + timedelta(hours=1), step=timedelta(minutes=4))
    assert tried == []
    office.board.down = lambda: None
    office.until(MONDAY + timedelta(hours=1, minutes=10), step=timedelta(minutes=2))
    assert sorted(m.where for m in office.board.first_messages()) == [f"C{n}" for n in range(3)]


def test_what_slack_puts_off_is_kept_in_order_and_posted(office: Office) -> None:
    office.schedule("08:00")
    office.add()
    refused = iter([True, True, False])

    def limited(_: str) -> None:
        if next(refused, False):
            raise RetryLater("asks to wait", after=30)

    office.board.before = limited
    office.until(MONDAY)
    assert office.posts() == []
    office.until(MONDAY + timedelta(minutes=5), step=timedelta(seconds=30))
    assert len(office.posts()) == 1


def test_after_a_weekend_one_digest_says_what_it_covers(office: Office) -> None:
    office.schedule("08:00", "17:00")
    office.add()
    office.clock.time = MONDAY + timedelta(minutes=42)
    office.settle()
    assert len(office.posts()) == 1
    (digest,) = office.board.digests
    assert (
        digest.note
        == "Pullquote was away, and 1 digest did not go out. This one covers everything since Thursday 12:00."
    )


def test_when_the_next_is_due_and_the_last_could_not_go_out_there_is_one(office: Office) -> None:
    office.schedule("08:00", "09:00", "10:00")
    office.add()

    def down() -> None:
        raise RetryLater("Slack is down", after=30)

    office.board.down = down
    office.until(MONDAY + timedelta(hours=2, minutes=5), step=timedelta(minutes=10))
    office.board.down = lambda: None
    office.until(MONDAY + timedelta(hours=2, minutes=30), step=timedelta(minutes=1))
    assert len(office.posts()) == 1
    assert states(office) == [RunState.FOLDED, RunState.FOLDED, RunState.POSTED]
    assert office.board.digests[-1].articles == 1
    assert office.board.digests[-1].edition.missed == 2


def test_the_hour_that_happens_twice_has_one_digest(office: Office) -> None:
    office.clock.time = datetime(2026, 10, 24, 12, tzinfo=UTC)
    form = DigestForm(channel="C1", timetable=Timetable.of(["sun"], ["01:30"], "Europe/London"))
    digests.create(office.desk, TEAM, "UED", form)
    office.add()
    office.until(datetime(2026, 10, 25, 3, tzinfo=UTC), step=timedelta(minutes=30))
    assert len(office.posts()) == 1


def test_the_hour_that_never_happens_has_its_digest(office: Office) -> None:
    form = DigestForm(channel="C1", timetable=Timetable.of(["sun"], ["01:30"], "Europe/London"))
    digests.create(office.desk, TEAM, "UED", form)
    office.add()
    office.until(datetime(2026, 3, 29, 3, tzinfo=UTC), step=timedelta(minutes=30))
    assert len(office.posts()) == 1


def test_a_clock_that_is_set_back_repeats_nothing(office: Office) -> None:
    office.schedule("08:00")
    office.add()
    office.until(MONDAY)
    office.clock.time = MONDAY - timedelta(hours=2)
    view = digests.schedules(office.desk, TEAM)[0]
    digests.change(office.desk, TEAM, view.id, view.form)  # reckons the next slot anew: Monday 08:00 again
    office.add()
    office.until(MONDAY + timedelta(hours=1))
    assert len(office.posts()) == 1


REFUSALS = [
    ("is_archived", "is archived"),
    ("not_in_channel", "no longer in"),
    ("channel_not_found", "no longer in"),
    ("token_revoked", "access to this workspace"),
    ("something_new", "something_new"),
]


@pytest.mark.parametrize(("reason", "says"), REFUSALS)
def test_a_channel_that_refuses_pauses_its_digest_and_tells_its_owner_once(
    office: Office, reason: str, says: str
) -> None:
    view = office.schedule("08:00")
    office.add()

    def refuse(where: str) -> None:
        if where == "C0DESK":
            raise Refused(reason)

    office.board.before = refuse
    office.until(MONDAY + timedelta(days=3))
    (told,) = office.posts("UED")
    assert says in told
    now = digests.get(office.desk, TEAM, view.id)
    assert not now.active
    assert says in (now.paused_reason or "")


def test_what_a_refused_digest_had_to_say_stands_in_the_next(office: Office) -> None:
    view = office.schedule("08:00")
    office.add()

    def archived(where: str) -> None:
        if where == "C0DESK":
            raise Refused("is_archived")

    office.board.before = archived
    office.until(MONDAY)
    office.board.before = lambda _: None
    digests.resume(office.desk, TEAM, view.id)
    office.until(MONDAY + timedelta(days=1))
    assert office.posts("C0DESK") == ["Tuesday morning: Ortiz, word for word"]


def test_a_paused_digest_is_not_posted_even_if_it_was_composed(office: Office) -> None:
    view = office.schedule("08:00")
    office.add()
    office.clock.time = MONDAY
    office.ticker.prepare()
    digests.pause(office.desk, TEAM, "UMIA", view.id)
    office.settle()
    assert office.posts() == []
    digests.resume(office.desk, TEAM, view.id)
    office.until(MONDAY + timedelta(days=1))
    assert len(office.posts()) == 1


def test_a_deleted_digest_is_gone_with_what_waited(office: Office) -> None:
    view = office.schedule("08:00")
    office.add()
    office.clock.time = MONDAY
    office.ticker.prepare()
    digests.delete(office.desk, TEAM, view.id)
    office.settle()
    assert office.posts() == []


def test_now_sends_one_however_often_it_is_pressed(office: Office) -> None:
    view = office.schedule("08:00")
    office.add()
    office.clock.advance(timedelta(minutes=1))
    assert digests.now(office.desk, TEAM, "UED", view.id, key="a") is NowResult.COMING
    assert digests.now(office.desk, TEAM, "UED", view.id, key="a") is NowResult.UNDER_WAY
    assert digests.now(office.desk, TEAM, "UED", view.id, key="b") is NowResult.UNDER_WAY
    office.settle()
    assert digests.now(office.desk, TEAM, "UED", view.id, key="a") is NowResult.UNDER_WAY
    office.until(MONDAY)
    assert len(office.posts()) == 1  # and the morning has nothing new


def test_what_stood_first_once_does_not_stand_first_again(office: Office) -> None:
    office.schedule("08:00")
    line = "“We will keep the ferry running all winter,” said Elena Ortiz."
    office.add(line)
    office.until(MONDAY)
    office.add(line, title="Again the ferry", outlet="Echo")
    office.until(MONDAY + timedelta(days=1))
    assert [d.strongest == () for d in office.board.digests] == [False, True]


def test_a_preview_shows_what_would_be_posted_and_posts_nothing(office: Office) -> None:
    view = office.schedule("08:00")
    office.add()
    office.clock.advance(timedelta(minutes=1))
    digest = digests.preview(office.desk, TEAM, view.id)
    assert (digest.articles, digest.edition.preview) == (1, True)
    office.settle()
    assert office.posts() == []


def test_a_form_that_is_sent_twice_makes_one_digest(office: Office) -> None:
    assert office.schedule("08:00").id == office.schedule("08:00").id


def test_teams_see_only_their_own(office: Office) -> None:
    office.schedule("08:00")
    office.add("“We will sell the airport to nobody at all,” said Omar Said.", team="T0002")
    office.until(MONDAY)
    assert office.posts() == []


def test_new_rules_of_a_zone_move_the_next_run(office: Office) -> None:
    view = office.schedule("08:00")
    with office.desk.database.write(TEAM) as session:
        session.get_one(DigestSchedule, view.id).next_run_at = MONDAY + timedelta(hours=1)
    assert digests.realign(office.desk) == 1
    assert digests.get(office.desk, TEAM, view.id).next_run_at == MONDAY


def test_over_posts_keep_no_text(office: Office) -> None:
    office.schedule("08:00")
    office.add()
    office.until(MONDAY)
    with office.desk.database.read(TEAM) as session:
        assert session.scalars(select(OutboxPost.messages)).all() == [None]


def test_the_sweep_removes_what_is_long_over(office: Office) -> None:
    office.schedule("08:00")
    office.add()
    office.until(MONDAY)
    office.clock.advance(timedelta(days=31))
    office.ticker.tick()
    with office.desk.database.read(TEAM) as session:
        assert [p.run_id for p in session.scalars(select(OutboxPost))] != [1]


def test_one_asked_for_as_soon_as_it_is_set_has_the_day_before(office: Office) -> None:
    office.add()
    office.clock.advance(timedelta(hours=3))
    view = office.schedule("08:00")
    assert digests.now(office.desk, TEAM, "UED", view.id, key="a") is NowResult.COMING
    office.settle()
    (digest,) = office.board.digests
    assert digest.strongest
