"""All quotes of an article, by pages, for one person alone."""

from __future__ import annotations

from bot.cards import ArticleCard, QuoteLine
from handlers import actions, text
from handlers.blocks.card import kicker, quote_blocks, quote_menu, spoken_quote, title, title_element
from handlers.blocks.parts import Block, Message, View, button, context, message, modal, rich, rich_line
from handlers.blocks.parts import actions as row

PAGE = 10
"""Quotes a page: twenty blocks, and within what all blocks of a message may hold together."""
QUOTE_LIMIT = 800


def pages(card: ArticleCard) -> int:
    """How many pages there are, one at least."""
    return max(1, -(-len(card.quotes) // PAGE))


def all_quotes(card: ArticleCard, page: int) -> Message:
    """A page of an article's quotes, in the order of the text; a page that is not there is the nearest one."""
    page = min(max(page, 0), pages(card) - 1)
    shown = _on(card, page)
    spoken = [f"{text.escape(title(card, 200))}: {_where(card, page)}", *(spoken_quote(q, 250) for q in shown)]
    return message(spoken, *_blocks(card, page, menus=True))


def window(card: ArticleCard, page: int) -> View:
    """The same as a window, for the Home tab: to read, with no menus."""
    page = min(max(page, 0), pages(card) - 1)
    return modal("All quotes", actions.ALL_QUOTES, *_blocks(card, page, menus=False), close="Close")


def _on(card: ArticleCard, page: int) -> list[QuoteLine]:
    in_order = sorted(card.quotes, key=lambda quote: (quote.span, quote.quote_id))
    return in_order[page * PAGE : (page + 1) * PAGE]


def _blocks(card: ArticleCard, page: int, *, menus: bool) -> list[Block | None]:
    blocks: list[Block | None] = [context(kicker(card)), rich(rich_line(title_element(card)))]
    for quote in _on(card, page):
        menu = quote_menu(quote, f"a{page}") if menus else None
        blocks += quote_blocks(quote, limit=QUOTE_LIMIT, menu=menu, rest="by ⋯ → *Copy as text*" if menus else "")
    return [*blocks, context(_where(card, page)), _turn(card, page)]


def _where(card: ArticleCard, page: int) -> str:
    if not card.quotes:
        return "No quotes are left here."
    return f"Page {page + 1:,} of {pages(card):,} · {text.count(len(card.quotes), 'quote')}, in the article's order"


def _turn(card: ArticleCard, page: int) -> Block | None:
    number = card.article_id
    return row(
        button("‹ Previous", actions.PREVIOUS_QUOTES, f"{number}:{page - 1}") if page else None,
        button("Next ›", actions.NEXT_QUOTES, f"{number}:{page + 1}") if page + 1 < pages(card) else None,
    )
