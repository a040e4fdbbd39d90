"""An article in, people and quotes out: as a journalist sees it, through the real processes."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.samples import sample
from bot.sandbox import Message
from tests.acceptance.conftest import Running
from tests.acceptance.processes import PATIENCE

# The model is loaded while the first test waits; on a busy machine that takes a while.
pytestmark = pytest.mark.timeout(300)


def _quotes(message: Message) -> list[str]:
    """The words of each quote block of a card, without the marks."""
    found = []
    for block in message.blocks:
        for element in block.get("elements", []) if block["type"] == "rich_text" else []:
            if element["type"] == "rich_text_quote":
                words = "".join(piece.get("text", "") for piece in element["elements"])
                found.append(words.partition("\n")[0].strip("“”\u2068\u2069"))
    return found


def _is_answer_to(card: Message, article: str) -> bool:
    """Whether the card has quotes, each of them word for word in the article."""
    quotes = _quotes(card)
    return len(quotes) >= 3 and all(quote in article for quote in quotes)


def _words(message: Message) -> str:
    """Every string of a message's blocks, as one."""
    found: list[str] = []

    def walk(value: Any) -> None:
        if isinstance(value, dict):
            for key, inner in value.items():
                if key == "text" and isinstance(inner, str):
                    found.append(inner)
                else:
                    walk(inner)
        elif isinstance(value, list):
            for inner in value:
                walk(inner)

    walk(message.blocks)
    return "\n".join(found)


def test_a_pasted_article_is_answered_in_the_thread_with_people_and_quotes(bot: Running) -> None:
    asked = bot.ask(sample())
    card = bot.answer(asked)
    assert "white_check_mark" in asked.reactions
    assert "Declan Moyle" in _words(card)
    assert "word for word" in _words(card)
    assert _is_answer_to(card, sample())


def test_the_top_level_text_says_what_the_card_says(bot: Running) -> None:
    card = bot.answer(bot.ask(sample("cup-tie")))
    assert "Rovers stun leaders" in card.text
    assert "quote" in card.text


def test_a_direct_message_needs_no_mention(bot: Running) -> None:
    asked = bot.slack.post("sam", bot.slack.dm("sam"), sample())
    assert _is_answer_to(bot.answer(asked), sample())


def test_a_file_is_read(bot: Running) -> None:
    file = bot.slack.upload("ingrid", "barrier.txt", sample().encode())
    asked = bot.slack.post("ingrid", "#news-desk", f"<@{bot.slack.bot().id}>", files=[file])
    assert _is_answer_to(bot.answer(asked), sample())


def test_somebody_elses_message_is_read_by_its_shortcut(bot: Running) -> None:
    message = bot.slack.post("sam", "#news-desk", sample())
    bot.slack.message_shortcut("mia", "find_quotes", message)
    bot.slack.wait_for(lambda _: "white_check_mark" in message.reactions, timeout=PATIENCE)
    (card,) = (m for m in bot.slack.thread(message) if m.bot_id)
    assert _is_answer_to(card, sample())


def test_help_answers_the_asker_alone(bot: Running) -> None:
    bot.slack.slash("kofi", "#sport", "/quotes", "help")
    found = bot.slack.wait_for(lambda _: bot.slack.ephemerals("kofi"))
    assert "/quotes" in found[-1].text + json.dumps(found[-1].blocks)


def test_what_is_no_article_gets_a_reason_and_a_warning(bot: Running) -> None:
    asked = bot.ask("http://127.0.0.1:1/metadata")
    answer = bot.answer(asked)
    assert "warning" in asked.reactions
    assert "127.0.0.1" not in answer.text or "private" in answer.text or "can’t" in answer.text
    assert answer.text.strip()


def test_a_redelivered_event_makes_nothing_twice(bot: Running) -> None:
    bot.slack.fault("redeliver", "app_mention", times=1)
    asked = bot.ask(sample())
    bot.answer(asked)
    bot.slack.wait_idle()
    marker = bot.ask(sample("cup-tie"))  # whatever the redelivery started was started before this
    bot.answer(marker)
    assert len([m for m in bot.slack.thread(asked) if m.bot_id]) == 1


def test_hostile_words_call_nobody_and_stay_as_they_are(bot: Running) -> None:
    hostile = sample().replace("council backs", "<!channel> *bold* <script>alert(1)</script> backs", 1)
    file = bot.slack.upload("sam", "hostile.txt", hostile.encode())
    asked = bot.slack.post("sam", "#news-desk", f"<@{bot.slack.bot().id}>", files=[file])
    card = bot.answer(asked)
    assert "<!channel>" not in card.text
    assert "&lt;!channel&gt;" in card.text
