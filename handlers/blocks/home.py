"""The Home tab: first steps, then what the desk has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.findings import Accuracy, ArticleLine
from handlers import actions, text
from handlers.blocks import onboarding
from handlers.blocks.found import article_link
from handlers.blocks.help import COMMANDS
from handlers.blocks.parts import Block, View, button, context, divider, header, home, section
from handlers.blocks.parts import actions as row

DATA = (
    "Articles, quotes and corrections are kept on your newsroom's own machine, and nothing is sent to anybody else. "
    "I see what is handed to me, and none of the other messages. `/quotes forget https://…` removes an article with "
    "all its quotes; `/quotes export` gives you everything as CSV."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Desktop:
    """What the Home tab shows to one person."""

    articles: Sequence[ArticleLine]  # the latest
    accuracy: Accuracy  # of the last 30 days
    kept_for: int | None  # days; None: for ever
    admin: bool
    more: Sequence[Block] = ()  # watches and digests


def page(desk: Desktop) -> View:
    """The tab: for a desk with articles, or one that begins."""
    blocks: list[Block | None] = [header("Who said what, word for word")]
    if desk.articles:
        blocks.append(row(_add(), onboarding.sample_element(primary=False), _settings(desk.admin)))
        blocks += [divider(), section("*Recent articles*"), *(_article(line) for line in desk.articles[:10])]
        blocks += [*desk.more, divider(), section(_accuracy(desk.accuracy))]
    else:
        blocks += [*onboarding.steps(), row(onboarding.sample_element(), _add(), _settings(desk.admin)), *desk.more]
    commands = "\n".join(f"`{command}`  {does}" for command, does in COMMANDS)
    blocks += [divider(), section(f"*Commands*\n{commands}"), divider(), section(f"*Data and privacy*\n{DATA}")]
    return home(*blocks, context(_kept(desk.kept_for)))


def _add() -> dict[str, object]:
    return button("Add an article", actions.ADD_ARTICLE)


def _settings(admin: bool) -> dict[str, object] | None:
    return button("Settings", actions.SETTINGS) if admin else None


def _article(line: ArticleLine) -> Block:
    parts = [
        text.mrkdwn(line.outlet, 80) if line.outlet else "",
        text.count(line.quotes, "quote") if line.quotes else "no quotes",
        f"added {text.slack_date(line.added_at)}" + (f" by {text.person(line.added_by)}" if line.added_by else ""),
    ]
    small = " · ".join(part for part in parts if part)
    named = text.line(line.title, 50, empty="this article")
    quotes = button("All quotes", actions.ALL_QUOTES, str(line.article_id), says=f"All quotes of {named}")
    return section(f"*{article_link(line.title, line.url)}*\n{small}", accessory=quotes if line.quotes else None)


def _accuracy(accuracy: Accuracy) -> str:
    """How often the desk corrected the bot, in words and numbers."""
    if not accuracy.quotes:
        return "*How right I am*\nNo new quotes in the last 30 days."
    wrong = accuracy.speakers_fixed + accuracy.not_quotes
    share = f"{accuracy.right:.0%} stood as they were" if accuracy.right is not None else ""
    fixed = f"{text.count(accuracy.speakers_fixed, 'speaker')} fixed, {accuracy.not_quotes:,} taken out"
    return f"*How right I am*\nOf {text.count(accuracy.quotes, 'quote')} found in the last 30 days, " + (
        f"your desk corrected {wrong:,} ({fixed}): {share}." if wrong else "your desk had to correct none."
    )


def _kept(days: int | None) -> str:
    return (
        f"Articles are kept for {text.count(days, 'day')}."
        if days
        else "Articles are kept until somebody removes them."
    )
