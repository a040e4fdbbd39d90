"""Two checkers of Slack's limits, written apart: what the tests' strict one passes, the local Slack takes."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.sandbox import SlackError
from bot.sandbox.limits import check_message, check_view
from tests.support.slack_limits import problems_of_message, problems_of_view

Json = dict[str, Any]


def texts(most: int, *, least: int = 0) -> st.SearchStrategy[str]:
    """Texts around a limit, empty ones among them."""
    lengths = st.sampled_from([least, 1, most - 1, most, most + 1])
    return st.builds(lambda c, n: c * n, st.sampled_from("x&é“😀"), lengths)


def plain(most: int) -> st.SearchStrategy[Json]:
    return st.builds(lambda t: {"type": "plain_text", "text": t}, texts(most))


def mrkdwn(most: int) -> st.SearchStrategy[Json]:
    return st.builds(lambda t: {"type": "mrkdwn", "text": t}, texts(most))


def option(number: int) -> st.SearchStrategy[Json]:
    return st.fixed_dictionaries({"text": plain(75), "value": st.just(f"v{number}")})


def options(*counts: int) -> st.SearchStrategy[list[Json]]:
    return st.sampled_from(counts).flatmap(lambda n: st.tuples(*(option(i) for i in range(n))).map(list))


# Slack says nothing of an empty value or id; only the local Slack refuses them.
BUTTON = st.fixed_dictionaries(
    {"type": st.just("button"), "text": plain(75)},
    optional={
        "value": texts(2000, least=1),
        "style": st.sampled_from(["primary", "danger", "loud"]),
        "action_id": texts(255, least=1),
    },
)
OVERFLOW = st.fixed_dictionaries(
    {"type": st.just("overflow"), "action_id": st.just("o"), "options": options(0, 1, 5, 6)}
)
SELECT = st.fixed_dictionaries(
    {"type": st.just("static_select"), "action_id": st.just("s"), "options": options(1, 2)},
    optional={"placeholder": plain(150)},
)
BLOCK = st.one_of(
    st.just({"type": "divider"}),
    st.fixed_dictionaries({"type": st.just("header"), "text": plain(150)}),
    st.fixed_dictionaries(
        {"type": st.just("section"), "text": mrkdwn(3000)}, optional={"accessory": st.one_of(BUTTON, OVERFLOW, SELECT)}
    ),
    st.fixed_dictionaries({"type": st.just("context"), "elements": st.lists(mrkdwn(20), max_size=11)}),
    st.fixed_dictionaries({"type": st.just("actions"), "elements": st.lists(st.one_of(BUTTON, OVERFLOW), max_size=3)}),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(BLOCK, max_size=3))
def test_a_message_that_the_strict_checker_passes_is_taken(blocks: list[Json]) -> None:
    if not problems_of_message({"text": "x", "blocks": blocks}):
        try:
            check_message(blocks)
        except SlackError as error:
            raise AssertionError(f"{error.error} {error.messages}: {blocks}") from error


@settings(max_examples=40, deadline=None)
@given(
    st.fixed_dictionaries(
        {"type": st.just("modal"), "title": plain(24), "blocks": st.lists(BLOCK, max_size=2)},
        optional={"submit": plain(24), "close": plain(24), "private_metadata": texts(3000), "callback_id": texts(255)},
    )
)
def test_a_modal_that_the_strict_checker_passes_is_taken(view: Json) -> None:
    if not problems_of_view(view):
        try:
            check_view(view)
        except SlackError as error:
            raise AssertionError(f"{error.error} {error.messages}: {view}") from error
