"""What a desk does with what the bot found, on a local Slack: it reads on, puts right, looks up, shares, removes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from bot.ingest.types import ArticleText
from bot.sandbox.state import Message, View
from bot.services import corrections, people, search, workspaces
from bot.services.desk import Desk
from bot.services.workspaces import WorkspaceSettings
from config.settings import Transport
from handlers import actions
from tests.support.slack_room import Room, a_room

LINK, OTHER_LINK = "https://news.example/ferry", "https://news.example/bridge"
FERRY = (
    "“The ferry will sail on Monday, whatever the weather,” said Elena Ortiz, the harbour master.\n\n"
    "“Nobody asked the boats about it at all,” said Declan Moyle, the fishermen's chairman.\n\n"
    "“We shall see about the Monday ferry then.”\n\n"
)
BRIDGE = "“The bridge is open again since this morning,” said Elena Ortiz, the harbour master.\n\n" + "".join(
    f"“This is the long quote with the number {n},” said Declan Moyle, the fishermen's chairman.\n\n" for n in range(25)
)


@pytest.fixture
def room(desk: Desk) -> Iterator[Room]:
    with a_room(desk, Transport.HTTP) as found:
        found.reader.pages[LINK] = ArticleText(text=FERRY, title="Ferry to sail", url=LINK, outlet="Harbour Gazette")
        found.reader.pages[OTHER_LINK] = ArticleText(
            text=BRIDGE, title="Bridge opens", url=OTHER_LINK, outlet="Courier"
        )
        yield found


@pytest.fixture
def card(room: Room) -> Message:
    return given(room, LINK)


def given(room: Room, link: str) -> Message:
    """The card of an article that Mia gave."""
    asked = room.slack.post("mia", "#news-desk", f"{room.mention} {link}")
    room.work()
    return room.answer_to(asked)


def shown(message: Message | View) -> str:
    return json.dumps(message.blocks if isinstance(message, Message) else message.body, ensure_ascii=False)


def said_alone(room: Room, number: int, user: str = "mia") -> Message:
    """The nth answer that only this person sees."""
    room.slack.wait_for(lambda _: len(room.slack.ephemerals(user)) > number)
    return room.slack.ephemerals(user)[number]


def opened(room: Room, user: str = "mia") -> View:
    found = room.slack.wait_for(lambda _: room.slack.modal(user))
    assert found is not None
    return found


def menu_of(message: Message, quote: str, verb: str) -> tuple[str, str]:
    """The block and the value of a choice of the menu beside a quote."""
    for above, block in zip(message.blocks, message.blocks[1:], strict=False):
        if quote in json.dumps(above, ensure_ascii=False) and "accessory" in block:
            options = [o["value"] for o in block["accessory"]["options"]]
            return block["block_id"], next(value for value in options if value.startswith(f"{verb}:"))
    raise AssertionError(f"{quote} is not there")


def choose(room: Room, message: Message, quote: str, verb: str, user: str = "mia") -> None:
    block, value = menu_of(message, quote, verb)
    room.slack.choose(user, message, actions.QUOTE_MENU, value, block_id=block)


def test_all_quotes_are_shown_by_pages_to_who_asks_alone(room: Room) -> None:
    card = given(room, OTHER_LINK)
    room.slack.click("mia", card, actions.ALL_QUOTES)
    first = said_alone(room, 0)
    assert "Page 1 of 3" in shown(first)
    room.slack.click("mia", first, actions.NEXT_QUOTES)
    room.slack.wait_for(lambda _: "Page 2 of 3" in shown(room.slack.ephemerals("mia")[0]))
    assert "number 12" in shown(room.slack.ephemerals("mia")[0])


def test_a_speaker_is_fixed_shown_on_the_card_and_undone(room: Room, card: Message) -> None:
    choose(room, card, "We shall see", "fix")
    room.slack.submit_view("mia", opened(room), values={"speaker": "Elena Ortiz"})
    room.slack.wait_for(lambda _: "speaker fixed by" in shown(card))
    note = said_alone(room, 0)
    assert "Speaker fixed" in note.text
    room.slack.click("mia", note, actions.UNDO)
    room.slack.wait_for(lambda _: "speaker fixed by" not in shown(card))
    assert "speaker unsure" in shown(card)


def test_a_new_name_goes_before_the_others(room: Room, card: Message) -> None:
    choose(room, card, "We shall see", "fix")
    room.slack.submit_view("mia", opened(room), values={"speaker": "Elena Ortiz", "new_name": "Ines Halloran"})
    room.slack.wait_for(lambda _: "Ines Halloran" in shown(card))


def test_somebody_the_desk_knows_is_found_as_one_types(room: Room, card: Message) -> None:
    given(room, OTHER_LINK)
    choose(room, card, "We shall see", "fix")
    offered = room.slack.suggest("mia", opened(room), actions.KNOWN_PERSON, "moyle")
    assert [o["text"]["text"] for o in offered] == ["Declan Moyle"]


def test_a_form_without_a_choice_says_so(room: Room, card: Message) -> None:
    choose(room, card, "We shall see", "fix")
    view = opened(room)
    for state in view.values.values():  # nothing chosen
        state.clear()
    room.slack.submit_view("mia", view)
    room.slack.wait_for(lambda _: view.errors)


def test_what_is_no_quote_leaves_the_card_and_comes_back(room: Room, card: Message) -> None:
    choose(room, card, "Nobody asked", "not")
    room.slack.wait_for(lambda _: "Nobody asked" not in shown(card))
    room.slack.click("mia", said_alone(room, 0), actions.UNDO)
    room.slack.wait_for(lambda _: "Nobody asked" in shown(card))


def test_a_correction_on_a_page_shows_on_that_page_too(room: Room, card: Message) -> None:
    room.slack.click("mia", card, actions.ALL_QUOTES)
    page = said_alone(room, 0)
    choose(room, page, "Nobody asked", "not")
    room.slack.wait_for(lambda _: "Nobody asked" not in shown(room.slack.ephemerals("mia")[0]))
    room.slack.wait_for(lambda _: "Nobody asked" not in shown(card))


def test_a_quote_is_copied_with_its_source(room: Room, card: Message) -> None:
    choose(room, card, "The ferry will sail", "copy")
    copy = shown(said_alone(room, 0))
    assert "“The ferry will sail on Monday, whatever the weather,” — Elena Ortiz, harbour master" in copy
    assert "(Harbour Gazette)" in copy


def test_more_from_a_person(room: Room, card: Message) -> None:
    given(room, OTHER_LINK)
    choose(room, card, "The ferry will sail", "more")
    assert "The bridge is open again" in shown(said_alone(room, 0))


def test_a_card_is_shared_after_asking_where(room: Room, card: Message) -> None:
    room.slack.invite("sam", "#politics")
    room.slack.click("mia", card, actions.SHARE)
    room.slack.submit_view("mia", opened(room), values={"share_in": room.slack.channel("#politics").id})
    shared = room.slack.wait_message("#politics", lambda m: "Ferry to sail" in m.text)
    assert shared.thread_ts is None
    assert "Shared by" in shown(shared)


def test_a_card_shared_where_the_bot_is_not_is_said(room: Room, card: Message) -> None:
    room.slack.click("mia", card, actions.SHARE)
    room.slack.submit_view("mia", opened(room), values={"share_in": room.slack.channel("#sport").id})
    assert "Invite me there first" in said_alone(room, 0).text


def test_the_export_of_a_card_is_a_file_in_its_thread(room: Room, card: Message) -> None:
    room.slack.click("mia", card, actions.EXPORT)
    upload = room.slack.wait_for(
        lambda _: next((m for m in room.slack.messages("#news-desk") if m.bot_id and m.files), None)
    )
    assert upload is not None
    assert upload.thread_ts == card.thread_ts
    assert "whatever the weather" in room.slack.team().files[upload.files[0]].content.decode()


def test_an_article_read_again_says_what_changed(room: Room, card: Message) -> None:
    changed = FERRY.replace("whatever the weather", "if the weather allows it")
    room.reader.pages[LINK] = ArticleText(text=changed, title="Ferry to sail", url=LINK)
    room.slack.click("mia", card, actions.READ_AGAIN)
    room.work()
    answers = [m.text for m in room.slack.messages("#news-desk") if m.bot_id and "if the weather allows" in m.text]
    assert answers


def test_a_person_is_found_by_a_part_of_the_name(room: Room, card: Message) -> None:
    room.slack.slash("sam", "#sport", "/quotes", "ortiz since 7d")
    assert "The ferry will sail" in shown(said_alone(room, 0, "sam"))


def test_a_misspelt_name_is_said_to_be_taken_for_another(room: Room, card: Message) -> None:
    room.slack.slash("sam", "#sport", "/quotes", "Elena Ortis")
    assert "Taken for *Elena Ortiz*" in shown(said_alone(room, 0, "sam"))


def test_nobody_of_that_name_suggests_the_verb_it_may_have_been(room: Room, card: Message) -> None:
    room.slack.slash("sam", "#sport", "/quotes", "serch ferry")
    assert "Did you mean `/quotes search`?" in said_alone(room, 0, "sam").text


def test_a_search_is_paged_and_shared(room: Room) -> None:
    given(room, OTHER_LINK)
    room.slack.slash("sam", "#sport", "/quotes", 'search "long quote" by Moyle')
    found = said_alone(room, 0, "sam")
    room.slack.click("sam", found, actions.FOUND_NEXT)
    room.slack.wait_for(lambda _: "page 2" in shown(room.slack.ephemerals("sam")[0]))
    room.slack.click("sam", room.slack.ephemerals("sam")[0], actions.FOUND_SHARE)
    shared = room.slack.wait_message("#sport")
    assert "Shared by" in shown(shared)
    assert "accessory" not in shown(shared)


def test_the_words_looked_for_stand_out(room: Room, card: Message) -> None:
    room.slack.slash("sam", "#sport", "/quotes", "search ferry")
    (quote,) = [
        e["elements"] for b in said_alone(room, 0, "sam").blocks if b["type"] == "rich_text"
        for e in b["elements"] if "weather" in json.dumps(e)
    ]  # fmt: skip
    assert [part["text"] for part in quote if part.get("style")] == ["ferry"]
    assert "".join(part["text"] for part in quote) == "“The ferry will sail on Monday, whatever the weather,”"


def test_who_was_quoted_most(room: Room) -> None:
    given(room, OTHER_LINK)
    room.slack.slash("sam", "#sport", "/quotes", "top week")
    answer = said_alone(room, 0, "sam")
    assert "1. Declan Moyle: 25 quotes in 1 article" in answer.text
    room.slack.click("sam", answer, actions.TOP_SHARE)
    assert "Most quoted" in room.slack.wait_message("#sport").text


def person_form(room: Room, name: str, action: str) -> View:
    """The form behind a button of `/quotes person`."""
    room.slack.slash("mia", "#news-desk", "/quotes", f"person {name}")
    room.slack.click("mia", room.slack.ephemerals("mia")[-1], action)
    return opened(room)


def names(desk: Desk, room: Room, typed: str) -> list[str]:
    return [person.name for person in people.find(desk, room.slack.team().id, typed)]


def test_a_person_is_renamed_everywhere_and_back(room: Room, card: Message, desk: Desk) -> None:
    room.slack.submit_view("mia", person_form(room, "Ortiz", actions.RENAME), values={"name": "Elena Ortiz-Vane"})
    room.slack.wait_for(lambda _: "Elena Ortiz-Vane" in shown(card))
    room.slack.click("mia", said_alone(room, 1), actions.UNDO)
    room.slack.wait_for(lambda _: "Elena Ortiz-Vane" not in shown(card))


def test_another_name_leads_to_a_person(room: Room, card: Message, desk: Desk) -> None:
    room.slack.submit_view("mia", person_form(room, "Ortiz", actions.ALIAS), values={"name": "The Boss"})
    assert names(desk, room, "the boss") == ["Elena Ortiz"]


def test_two_people_are_made_one(room: Room, card: Message, desk: Desk) -> None:
    other = str(people.find(desk, room.slack.team().id, "Moyle")[0].person_id)
    view = person_form(room, "Ortiz", actions.MERGE)
    room.slack.suggest("mia", view, actions.KNOWN_PERSON, "moyle")
    room.slack.choose("mia", view, actions.KNOWN_PERSON, other)
    room.slack.submit_view("mia", view)
    room.slack.wait_for(lambda _: "Declan Moyle" not in shown(card))
    assert names(desk, room, "Moyle") == ["Elena Ortiz"]


def test_a_person_merged_with_themself_is_said_at_the_field(room: Room, card: Message, desk: Desk) -> None:
    own = str(people.find(desk, room.slack.team().id, "Ortiz")[0].person_id)
    view = person_form(room, "Ortiz", actions.MERGE)
    room.slack.suggest("mia", view, actions.KNOWN_PERSON, "ortiz")
    room.slack.choose("mia", view, actions.KNOWN_PERSON, own)
    room.slack.submit_view("mia", view)
    assert "two different people" in str(view.errors)


def test_somebody_else_is_split_off(room: Room, card: Message, desk: Desk) -> None:
    view = person_form(room, "Ortiz", actions.SPLIT)
    room.slack.submit_view("mia", view, values={"article": "Ferry to sail", "name": "Elena Ortiz the younger"})
    room.slack.wait_for(lambda _: "Elena Ortiz the younger" in shown(card))


def test_an_article_is_removed_by_who_may_after_asking(room: Room, card: Message, desk: Desk) -> None:
    room.slack.slash("mia", "#news-desk", "/quotes", f"forget {LINK}")
    asked = said_alone(room, 0)
    assert "can't be undone" in asked.text
    room.slack.click("mia", asked, actions.FORGET)
    room.slack.wait_for(lambda _: "was removed by" in card.text)
    assert not search.recent_articles(desk, room.slack.team().id)


def test_an_article_is_not_removed_by_who_may_not(room: Room, card: Message, desk: Desk) -> None:
    room.slack.user("sam").is_admin = False
    room.slack.slash("sam", "#news-desk", "/quotes", f"forget {LINK}")
    room.slack.click("sam", said_alone(room, 0, "sam"), actions.FORGET)
    assert "Only whoever added it" in said_alone(room, 1, "sam").text
    assert search.recent_articles(desk, room.slack.team().id)


def test_everything_is_exported_by_dm(room: Room, card: Message) -> None:
    room.slack.slash("sam", "#sport", "/quotes", "export since 7d")
    sent = room.slack.wait_for(
        lambda _: next((m for m in room.slack.messages(room.slack.dm("sam")) if m.bot_id and m.files), None)
    )
    assert sent is not None
    assert "whatever the weather" in room.slack.team().files[sent.files[0]].content.decode()


def test_an_admin_sets_the_workspace(room: Room, desk: Desk) -> None:
    room.slack.user("mia").is_admin = True
    room.slack.slash("mia", "#news-desk", "/quotes", "settings")
    politics = room.slack.channel("#politics").id
    room.slack.submit_view(
        "mia", opened(room), values={"days": "30", "who": "anyone", "zone": "Europe/Oslo", "channels": [politics]}
    )
    expected = WorkspaceSettings(
        retention_days=30, who_may_forget="anyone", time_zone="Europe/Oslo", channels=(politics,)
    )
    assert workspaces.settings(desk, room.slack.team().id) == expected
    asked = room.slack.post("mia", "#news-desk", f"{room.mention} {LINK}")
    said = room.slack.wait_message("#news-desk", thread_ts=asked.ts)
    assert "in which channels I read" in said.text


@pytest.mark.parametrize(("field", "value"), [("days", "soon"), ("zone", "Mars/Base")])
def test_a_setting_that_cannot_be_is_said_at_its_field(room: Room, field: str, value: str) -> None:
    room.slack.user("mia").is_admin = True
    room.slack.slash("mia", "#news-desk", "/quotes", "settings")
    view = opened(room)
    room.slack.submit_view("mia", view, values={field: value})
    assert field in view.errors


def test_settings_are_for_admins_alone(room: Room) -> None:
    room.slack.user("sam").is_admin = False
    room.slack.slash("sam", "#news-desk", "/quotes", "settings")
    assert "Only an admin" in said_alone(room, 0, "sam").text


def test_the_home_tab_has_the_latest_articles_and_their_quotes(room: Room, card: Message) -> None:
    room.slack.open_home("mia")
    tab = room.slack.wait_for(lambda _: room.slack.home("mia"))
    assert tab is not None
    assert "Ferry to sail" in shown(tab)
    room.slack.click("mia", tab, actions.ALL_QUOTES)
    assert "whatever the weather" in shown(opened(room))


def test_corrections_count_in_the_accuracy(room: Room, card: Message, desk: Desk) -> None:
    choose(room, card, "Nobody asked", "not")
    since = desk.clock.now().replace(year=2000)
    counted = corrections.accuracy(desk, room.slack.team().id, since=since)
    assert (counted.quotes, counted.not_quotes) == (3, 1)


def test_a_menu_of_an_article_that_is_gone_says_so(room: Room, card: Message) -> None:
    stale: dict[str, Any] = {"block": menu_of(card, "Nobody asked", "copy")}
    room.slack.slash("mia", "#news-desk", "/quotes", f"forget {LINK}")
    blocks = [dict(b) for b in card.blocks]
    room.slack.click("mia", said_alone(room, 0), actions.FORGET)
    room.slack.wait_for(lambda _: "was removed by" in card.text)
    card.blocks = blocks  # as somebody's screen still has it
    room.slack.choose("mia", card, actions.QUOTE_MENU, stale["block"][1], block_id=stale["block"][0])
    assert "no longer kept" in room.slack.wait_for(
        lambda _: next((m.text for m in room.slack.ephemerals("mia") if "no longer kept" in m.text), "")
    )


def test_a_person_is_watched_from_the_card_and_stands_on_the_home_tab(room: Room, card: Message) -> None:
    choose(room, card, "The ferry will sail", "watch")
    assert "Elena Ortiz" in said_alone(room, 0).text
    room.slack.open_home("mia")
    tab = room.slack.wait_for(lambda _: room.slack.home("mia"))
    assert tab is not None
    room.slack.wait_for(lambda _: "*Elena Ortiz*" in shown(tab))
    room.slack.click("mia", tab, actions.WATCH_OFF)
    room.slack.wait_for(lambda _: "*Elena Ortiz*" not in shown(tab))


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("Ortiz", "The ferry will sail"),  # somebody the desk knows
        ("search ferry", "The ferry will sail"),
        ("top week", "Most quoted"),
        ("help", "/quotes top week"),
        ("hello there", "Give me an article"),  # small talk
        ("search", "Give me an article"),  # nothing to look for
    ],
)
def test_a_message_to_the_bot_may_be_a_commands_words(room: Room, card: Message, words: str, says: str) -> None:
    asked = room.slack.post("sam", f"@{room.slack.bot().name}", words)
    answer = room.slack.wait_message(room.slack.dm("sam"), thread_ts=asked.ts)
    assert says in answer.text
