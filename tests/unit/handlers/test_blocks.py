"""Messages, forms and the Home tab keep within Slack's limits, whatever comes in."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.findings import Accuracy, ArticleLine, Match, PersonFound, QuoteHit, SearchPage, TopLine
from bot.nlp.types import ActorType, QuoteKind
from bot.services.workspaces import WorkspaceSettings
from handlers import text
from handlers.blocks import card, corrections, found, home, listing, modals, people
from handlers.blocks import help as answers
from handlers.blocks import settings as workspace
from handlers.blocks.home import Desktop
from handlers.blocks.people import Known
from handlers.question import Question
from handlers.spot import Spot
from tests.support.slack_limits import check_message, check_view
from tests.unit.handlers.samples import NOON, a_card, a_person, a_quote

HOSTILE = (
    "",
    "x" * 100_000,
    "&<>" * 5000,
    "🦊" * 3000,
    "<!channel> <@U1> *bold* _it_ ~no~ `code` :fire:",
    "محمد بن سلمان " * 500,
    "\u202e\u2066\x00\x07",
    "a\nb\n\n" * 900,
    "word " * 20_000,
)


def a_person_found(name: str, number: int = 1) -> PersonFound:
    return PersonFound(person_id=number, name=name, type=ActorType.PERSON, quotes=12_345, match=Match.SIMILAR)


def a_hit(words: str) -> QuoteHit:
    return QuoteHit(
        quote_id=1, article_id=2, text=words, kind=QuoteKind.DIRECT, speaker=words, person_id=3, confidence=0.2,
        corrected_by=None, paragraph=4, title=words, outlet=words, url=f"https://x.example/{words[:4000]}",
        published=None, added_at=NOON, highlights=tuple((n, n + 1) for n in range(0, min(len(words), 300), 2)),
    )  # fmt: skip


def an_article(title: str) -> ArticleLine:
    return ArticleLine(
        article_id=1, title=title, url="https://x.example/a", outlet=title, published=NOON, added_by="U1",
        added_at=NOON, quotes=3,
    )  # fmt: skip


def big_card(words: str) -> Any:
    quotes = tuple(a_quote(quote_id=n, text=words, speaker=words, span=(n, n + 1)) for n in range(40))
    return a_card(
        title=words, byline=words, outlet=words, people=(a_person(name=words, role=words),) * 9, quotes=quotes
    )


MESSAGES: dict[str, Callable[[str], Any]] = {
    "all quotes": lambda words: listing.all_quotes(big_card(words), 1),
    "a shared card": lambda words: card.shared(big_card(words), words),
    "a removed article": lambda words: card.forgotten(words, words),
    "what a search found": lambda words: found.results(
        SearchPage(
            hits=(a_hit(words),) * 10, page=1, more=True, people=tuple(a_person_found(words, n) for n in range(9))
        ),
        Question(text=words),
    ),
    "what a search found, shared": lambda words: found.results(
        SearchPage(hits=(a_hit(words),) * 10, page=0, more=True), Question(text=words), shared_by=words
    ),
    "nothing found": lambda words: found.results(SearchPage(hits=(), page=0, more=False), Question(text=words)),
    "nobody": lambda words: found.nobody(words, "search", ("/quotes help",)),
    "who was quoted most": lambda words: found.top(
        [TopLine(person_id=n, name=words, quotes=n, articles=n) for n in range(30)], "the last 7 days", again="week"
    ),
    "people known": lambda words: people.listed(
        [Known(person=a_person_found(words, n), aliases=(words,) * 20) for n in range(30)], words
    ),
    "a speaker fixed": lambda words: corrections.speaker_fixed(words, words, 1, 2),
    "no quote": lambda words: corrections.not_a_quote(words, 1, 2),
    "a quote to copy": lambda words: corrections.copied(
        corrections.as_text(a_quote(text=words[: corrections.COPY_LIMIT - 500]), a_card()), QuoteKind.DIRECT
    ),
    "sure to remove": lambda words: answers.sure_to_forget(a_card(title=words)),
    "something missing": lambda words: answers.wrong(words, "/quotes help"),
}  # fmt: skip

VIEWS: dict[str, Callable[[str], Any]] = {
    "all quotes in a window": lambda words: listing.window(big_card(words), 99),
    "fix speaker": lambda words: modals.fix_speaker(
        a_quote(text=words, speaker=words), [a_person_found(words, n) for n in range(30)], "{}"
    ),
    "rename": lambda words: people.rename(a_person_found(words), "{}"),
    "another name": lambda words: people.alias(a_person_found(words), "{}"),
    "merge": lambda words: people.merge(a_person_found(words), "{}"),
    "share": lambda words: modals.share("C1", "{}"),
    "settings": lambda words: workspace.form(WorkspaceSettings(retention_days=3, channels=("C1",))),
    "the Home tab": lambda words: home.page(
        Desktop(
            articles=[an_article(words)] * 10,
            accuracy=Accuracy(quotes=10, speakers_fixed=1, not_quotes=1),
            kept_for=30,
            admin=True,
        )
    ),
    "the Home tab at first": lambda words: home.page(
        Desktop(articles=[], accuracy=Accuracy(quotes=0, speakers_fixed=0, not_quotes=0), kept_for=None, admin=False)
    ),
}  # fmt: skip


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("build", MESSAGES.values(), ids=MESSAGES.keys())
def test_messages_stay_within_the_limits(build: Callable[[str], Any], words: str) -> None:
    check_message(build(words).payload())


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("build", VIEWS.values(), ids=VIEWS.keys())
def test_views_stay_within_the_limits(build: Callable[[str], Any], words: str) -> None:
    check_view(build(words))


def test_a_split_offers_a_hundred_articles_at_most() -> None:
    articles = [an_article("Ferry")] * 300
    many = [ArticleLine(**{**_fields(a), "article_id": n}) for n, a in enumerate(articles)]
    check_view(people.split(a_person_found("Elena Ortiz"), many, "{}"))


def _fields(line: ArticleLine) -> dict[str, Any]:
    return {name: getattr(line, name) for name in line.__slots__}


@given(st.text(max_size=3000))
@settings(max_examples=60, deadline=None)
def test_any_text_stays_within_the_limits(words: str) -> None:
    for build in MESSAGES.values():
        check_message(build(words).payload())
    for view in VIEWS.values():
        check_view(view(words))


@given(st.text(max_size=400), st.integers(min_value=3, max_value=60))
def test_shortened_text_fits_and_says_that_it_was_cut(words: str, limit: int) -> None:
    cut = text.shorten(words, limit)
    assert text.length(cut) <= limit
    assert cut == words or cut.endswith(text.ELLIPSIS)


@given(st.text(max_size=400), st.integers(min_value=3, max_value=60))
def test_a_cut_quote_is_the_beginning_of_the_quote(words: str, limit: int) -> None:
    shown, left_off = text.cut_quote(words, limit)
    assert words.startswith(shown)
    assert (left_off == 0) == (shown == words)
    assert text.length(shown) <= limit


@given(st.text(max_size=300), st.integers(min_value=20, max_value=300))
def test_escaped_text_fits_and_holds_no_control_character(words: str, limit: int) -> None:
    escaped = text.mrkdwn(words, limit)
    assert text.length(escaped) <= limit
    assert not set("<>") & set(escaped)


@given(st.text("&<>ab ", max_size=200), st.integers(min_value=3, max_value=100))
def test_no_entity_is_cut_in_two(words: str, limit: int) -> None:
    cut = text.shorten_mrkdwn(text.escape(words), limit)
    assert text.length(cut) <= limit
    assert not re.search(r"&(?!(amp|lt|gt);)", cut)


@given(st.text(max_size=300))
def test_highlighting_changes_no_word(words: str) -> None:
    spans = [(n, n + 2) for n in range(0, len(words), 3)]
    parts = found._highlighted(words, spans)
    assert "".join(part["text"] for part in parts).strip() == words.strip()


def test_a_right_to_left_name_does_not_turn_its_neighbours_around() -> None:
    assert text.line("محمد", 20) == "\u2068محمد\u2069"


def test_a_question_comes_back_from_its_button() -> None:
    asked = Question(text="search “the ferry” since 7d", page=3, person_id=9)
    assert Question.load(str(asked.dump())) == asked


def test_a_question_too_long_for_a_button_has_none() -> None:
    assert Question(text="é" * 2000).dump() is None


def test_a_spot_comes_back_from_a_form() -> None:
    spot = Spot(response_url="https://hooks.slack.com/1", channel="C1", thread_ts="1.1", ephemeral=True)
    assert Spot.load(spot.dump()) == spot


def test_the_accuracy_is_said_in_numbers() -> None:
    shown = home.page(
        Desktop(
            articles=[an_article("Ferry")],
            accuracy=Accuracy(quotes=200, speakers_fixed=3, not_quotes=1),
            kept_for=None,
            admin=False,
        )
    )
    said = str(shown)
    assert "Of 200 quotes found in the last 30 days, your desk corrected 4 (3 speakers fixed, 1 taken out): 98%" in said


def test_dates_are_each_readers_own() -> None:
    assert text.slack_date(NOON) == f"<!date^{int(NOON.timestamp())}^{{date_short_pretty}}|4 March 2026>"
    assert text.day(NOON + timedelta(days=1)) == "5 March 2026"
