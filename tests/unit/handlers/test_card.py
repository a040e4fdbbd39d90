"""The result card: what it says, and that it keeps within Slack's limits whatever comes in."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.cards import ArticleCard, ChangeLine, CopyLine, Failure
from bot.nlp.types import QuoteKind
from handlers.blocks import card, corrections
from handlers.blocks.parts import Message
from tests.support.slack_limits import check_message
from tests.unit.handlers.samples import a_card, a_person, a_quote

ISOLATES = {0x2068: None, 0x2069: None}


def quoted(message: Message) -> list[str]:
    """The words in the card's quote elements."""
    return [
        part["text"]
        for block in message.blocks
        if block["type"] == "rich_text"
        for element in block["elements"]
        if element["type"] == "rich_text_quote"
        for part in element["elements"]
    ]


def shown(message: Message) -> str:
    """All words of the blocks, joined."""

    def walk(value: Any) -> list[str]:
        if isinstance(value, dict):
            own = [value["text"]] if isinstance(value.get("text"), str) else []
            return own + [t for v in value.values() for t in walk(v)]
        return [t for v in value for t in walk(v)] if isinstance(value, list | tuple) else []

    return "\n".join(walk(list(message.blocks)))


def test_a_quote_stands_word_for_word_in_marks() -> None:
    words = "*Not* <!channel> & `this` :fire: _at all_"
    assert quoted(card.result(a_card(quotes=(a_quote(text=words),)))) == [f"“{words}”"]


def test_reported_speech_has_no_quotation_marks() -> None:
    said = card.result(a_card(quotes=(a_quote(text="the ferry would sail", kind=QuoteKind.INDIRECT),)))
    assert quoted(said) == ["the ferry would sail"]
    assert "reported" in shown(said)


def test_what_somebody_denies_is_shown_as_denied_wherever_it_is_shown() -> None:
    denied = a_quote(text="that she took the money", kind=QuoteKind.INDIRECT, denial="denied\non Monday")
    said = card.result(a_card(quotes=(denied,)))
    assert [part.translate(ISOLATES) for part in quoted(said)] == ["[denied on Monday] that she took the money"]
    assert "[denied on Monday] that she took the money — Elena Ortiz" in said.text.translate(ISOLATES)
    copied = corrections.as_text(denied, a_card())
    assert copied.translate(ISOLATES).startswith("[denied on Monday] that she took the money — Elena Ortiz")
    partial = a_quote(text="a crook", kind=QuoteKind.PARTIAL, denial="denied that she was")
    assert card.marked(partial, partial.text).translate(ISOLATES) == "[denied that she was] “a crook”"


def test_what_cannot_be_read_without_its_verb_has_it_in_front() -> None:
    urged = a_quote(text="them to leave", kind=QuoteKind.INDIRECT, lead_in="urged")
    assert [part.translate(ISOLATES) for part in quoted(card.result(a_card(quotes=(urged,))))] == [
        "[urged] them to leave"
    ]
    assert corrections.as_text(urged, a_card()).translate(ISOLATES).startswith("[urged] them to leave — Elena Ortiz")


def test_the_speaker_the_kind_and_the_paragraph_are_said() -> None:
    assert "— *Elena Ortiz* · word for word · paragraph 3" in shown(card.result(a_card()))


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"speaker": None, "person_id": None}, "— *speaker unsure*"),  # nobody could be named
        ({"confidence": 0.3}, "*Elena Ortiz* (speaker unsure)"),  # somebody is named, with doubt
        ({"confidence": 0.3, "corrected_by": "U2"}, "speaker fixed by <@U2>"),  # a person's word ends the doubt
        ({"speaker": "unnamed: a senior official"}, "*a senior official*"),  # a source without a name
        ({"speaker": "A*Star"}, "*A∗Star*"),  # a star in a name does not end the bold
    ],
)
def test_who_speaks(changes: dict[str, Any], says: str) -> None:
    message = card.result(a_card(quotes=(a_quote(**changes),)))
    assert says in shown(message)


def test_a_long_quote_says_how_much_is_left_off_outside_of_the_quotation() -> None:
    words = " ".join(f"word{n}" for n in range(1000))
    message = card.result(a_card(quotes=(a_quote(text=words),)))
    inside = quoted(message)[0].removeprefix("“").removesuffix("” …")
    assert words.startswith(inside)
    left = len(words[len(inside) :].split())
    assert f"{left} more words under *All quotes*" in shown(message)


def test_the_headline_leads_to_the_article() -> None:
    head = card.result(a_card()).blocks[1]["elements"][0]["elements"][0]
    assert (head["type"], head["url"]) == ("link", "https://news.example/ferry")


def test_the_text_says_what_the_blocks_say() -> None:
    text = card.result(a_card()).text
    for part in ("Ferry to sail again", "1 quote", "Elena Ortiz", "“The ferry will sail on Monday", "word for word"):
        assert part in text


def test_no_quotes_is_said() -> None:
    assert "No quotes found" in shown(card.result(a_card(quotes=())))


def test_the_rest_of_many_quotes_is_counted() -> None:
    quotes = tuple(a_quote(quote_id=n) for n in range(11))
    message = card.result(a_card(quotes=quotes))
    assert "strongest of 11 quotes" in shown(message)
    assert len(message.blocks) <= card.MAX_BLOCKS


def test_the_strongest_stand_in_the_texts_order() -> None:
    quotes = tuple(a_quote(quote_id=n, text=f"number {n}", span=(start, start + 8)) for n, start in enumerate((90, 10)))
    assert quoted(card.result(a_card(quotes=quotes))) == ["“number 1”", "“number 0”"]


def test_copies_and_changes_are_said() -> None:
    copy = CopyLine(article_id=2, title="Ferry", outlet="Coast Daily", url="https://coast.example/f", certain=True)
    change = ChangeLine(before="a", after=None, speaker=None)
    said = shown(
        card.result(
            a_card(agencies=("AFP",), copies=(copy,), changes=(change,), stored_before=True, notes=("Cut short.",))
        )
    )
    assert "Same AFP copy, also at <https://coast.example/f|Coast Daily>." in said
    assert "1 quote changed or vanished" in said
    assert "Read before" in said
    assert "Cut short." in said


def test_a_copy_in_many_places_is_one_line_and_a_related_article_is_not_called_the_same() -> None:
    copies = [CopyLine(article_id=n, title="Ferry", outlet=f"Outlet {n}", url=None, certain=n < 5) for n in range(6)]
    said = shown(card.result(a_card(copies=tuple(copies))))
    assert "Same copy, also at Outlet 0, Outlet 1, Outlet 2 and 2 more." in said
    assert "Much of it stands in Outlet 5 too." in said


HOSTILE = {
    "a 2 MB headline": {"title": "x" * 2_000_000},
    "a headline of 40 words": {"title": "word " * 40},
    "an emoji-only name": {"people": (a_person(name="🦊" * 300),), "quotes": (a_quote(speaker="🦊" * 300),)},
    "a name in Arabic": {"people": (a_person(name="محمد بن سلمان", role="ولي العهد"),)},
    "a name of control marks": {"people": (a_person(name="\u202e\u2066\x00"),)},
    "an empty headline": {"title": " \n "},
    "the whole channel called": {"title": "<!channel> *hi*", "quotes": (a_quote(text="<!channel>"),)},
    "10,000 quotes": {"quotes": tuple(a_quote(quote_id=n, text="word " * 200) for n in range(10_000))},
    "10,000 people": {"people": tuple(a_person(person_id=n) for n in range(10_000))},
    "nothing known": {
        "title": "", "url": None, "outlet": None, "byline": None, "published": None, "added_by": None,
        "people": (), "quotes": (),
    },
    "a long address": {"url": "https://x.example/" + "a" * 5000},
    "an empty quote": {"quotes": (a_quote(text=""),)},
    "ampersands all through": {"title": "&" * 3000, "byline": "&" * 3000, "quotes": (a_quote(speaker="&" * 900),)},
    "many long notes": {"notes": ("&" * 4000,) * 30},
}  # fmt: skip


@pytest.mark.parametrize("changes", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_articles_stay_within_the_limits(changes: dict[str, Any]) -> None:
    message = card.result(a_card(**changes))
    check_message(message.payload())
    assert len(message.blocks) <= card.MAX_BLOCKS
    assert len(quoted(message)) <= card.MAX_QUOTES


@given(st.text(max_size=4000), st.text(max_size=300), st.text(max_size=5000))
@settings(max_examples=60, deadline=None)
def test_any_text_stays_within_the_limits(title: str, name: str, words: str) -> None:
    any_card: ArticleCard = a_card(
        title=title,
        byline=name,
        people=(a_person(name=name, role=title),),
        quotes=(a_quote(text=words, speaker=name),) * 6,
        notes=(title,),
    )
    check_message(card.result(any_card).payload())


def test_a_failure_says_what_happened_whether_it_is_kept_and_its_code() -> None:
    problem = Failure(reason="That page needs a subscription. Paste the text.", code="PQ-1A2B3C", kept=True)
    said = card.failure(problem)
    for part in ("needs a subscription", "kept", "PQ-1A2B3C", "Not read"):
        assert part in said.text
        assert part in shown(said)
    check_message(said.payload())


def test_a_hostile_failure_stays_within_the_limits() -> None:
    check_message(card.failure(Failure(reason="&" * 100_000, code="PQ-1", kept=False)).payload())


def test_reading_stays_within_the_limits() -> None:
    check_message(card.reading().payload())
