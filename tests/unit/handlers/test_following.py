"""Digests and watches by hand: the command, the form, the buttons, on a local Slack."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.sandbox.state import Delivery
from bot.services import digests, linking, watches, workspaces
from bot.services.desk import Desk
from config.settings import Transport
from tests.support.slack_room import Room, a_room


@pytest.fixture
def room(desk: Desk) -> Iterator[Room]:
    with a_room(desk, Transport.HTTP) as made:
        yield made


def told(delivery: Delivery) -> str:
    """What a command was answered with."""
    return str((delivery.answer or {}).get("text"))


def known(room: Room, name: str) -> int:
    """Somebody the desk knows."""
    team = room.slack.team().id
    with room.desk.database.write(team) as session:
        workspaces.ensure(session, room.desk.clock.now())
        return linking.add(session, name, "person", now=room.desk.clock.now()).id


def fill_in(room: Room, **values: object) -> Delivery:
    room.slack.slash("mia", "#news-desk", "/quotes", "digest")
    room.slack.wait_for(lambda _: room.slack.modal("mia"), what="the form")
    return room.slack.submit_view("mia", values=dict(values))


def test_the_form_makes_a_digest(room: Room) -> None:
    fill_in(room, times="8am, 17:30", zone="Europe/London")
    (made,) = digests.schedules(room.desk, room.slack.team().id)
    assert made.timetable.label() == "Mon–Fri 08:00 and 17:30 London"
    assert (made.channel, made.owner) == (room.slack.channel("#news-desk").id, room.slack.user("mia").id)


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [("times", "soon", "not a time"), ("zone", "Atlantis", "time zone"), ("words", "x" * 81, "At most 20")],
)
def test_what_is_wrong_in_the_form_is_said_at_its_field(room: Room, field: str, value: str, says: str) -> None:
    answer = fill_in(room, **{field: value}).answer or {}
    assert says in answer["errors"][field]
    assert digests.schedules(room.desk, room.slack.team().id) == ()


def test_a_digest_is_listed_paused_and_resumed_by_command(room: Room) -> None:
    fill_in(room, zone="Europe/London")
    slack, team = room.slack, room.slack.team().id
    assert "Mon–Fri 08:00 London" in told(slack.slash("mia", "#news-desk", "/quotes", "digest list"))
    assert "paused" in told(slack.slash("sam", "#news-desk", "/quotes", "digest pause"))
    assert not digests.schedules(room.desk, team)[0].active
    assert "runs again" in told(slack.slash("sam", "#news-desk", "/quotes", "digest resume"))
    assert digests.schedules(room.desk, team)[0].active
    assert "nothing new" in told(slack.slash("mia", "#news-desk", "/quotes", "digest preview"))


def test_deleting_asks_first(room: Room) -> None:
    fill_in(room, zone="Europe/London")
    assert "Which digest" in told(room.slack.slash("mia", "#news-desk", "/quotes", "digest delete"))
    assert len(digests.schedules(room.desk, room.slack.team().id)) == 1


def test_without_a_digest_the_command_says_how_to_make_one(room: Room) -> None:
    assert "no digest" in told(room.slack.slash("mia", "#news-desk", "/quotes", "digest now"))


def test_a_person_is_watched_and_no_longer(room: Room) -> None:
    known(room, "Elena Ortiz")
    slack, team, mia = room.slack, room.slack.team().id, room.slack.user("mia").id
    assert "Watching *Elena Ortiz*" in told(slack.slash("mia", "#news-desk", "/quotes", "watch Elena Ortiz"))
    assert "already" in told(slack.slash("mia", "#news-desk", "/quotes", "watch elena ortiz"))
    assert "Elena Ortiz" in told(slack.slash("mia", "#news-desk", "/quotes", "watches"))
    assert "No longer" in told(slack.slash("mia", "#news-desk", "/quotes", "unwatch ortiz"))
    assert watches.watches(room.desk, team, mia) == ()


def test_words_are_watched_in_marks_of_any_kind(room: Room) -> None:
    said = told(room.slack.slash("mia", "#news-desk", "/quotes", "watch “sea wall” here"))
    assert "sea wall" in said
    (view,) = watches.watches(room.desk, room.slack.team().id, room.slack.user("mia").id)
    assert (view.label, view.place) == ("“sea wall”", room.slack.channel("#news-desk").id)


def test_somebody_unknown_may_be_watched_for_by_words(room: Room) -> None:
    said = told(room.slack.slash("mia", "#news-desk", "/quotes", "watch Nobody Atall"))
    assert '/quotes watch "Nobody Atall"' in said


def test_several_of_a_name_are_asked_about(room: Room) -> None:
    known(room, "Ann Marsh")
    known(room, "Tom Marsh")
    assert "Whom do you mean" in told(room.slack.slash("mia", "#news-desk", "/quotes", "watch Marsh"))
