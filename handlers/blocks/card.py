"""The result card: what a thread is answered with.

What always holds here: at most 12 blocks and 6 quotes, whatever the article; a quote's words stand as the article has
them, in an element that parses nothing, and where they are too long to show whole the card says outside of the
quotation how much is left off and where it is; a speaker that is unsure is said to be.

A quote is two blocks: rich_text, which alone shows words as they are, can carry no menu; so the line with the speaker,
below it, carries the menu.
"""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from bot.cards import ArticleCard, CopyLine, Failure, PersonLine, QuoteLine
from bot.digest.types import Said
from bot.nlp.types import QuoteKind
from handlers import actions, text
from handlers.blocks.parts import (
    Block,
    Element,
    Message,
    button,
    context,
    link,
    message,
    option,
    overflow,
    rich,
    rich_line,
    rich_list,
    rich_quote,
    section,
    words,
)
from handlers.blocks.parts import actions as row

MAX_BLOCKS = 12
MAX_QUOTES = 6
MAX_PEOPLE = 5
ON_CARD = "c"
"""The origin of a menu on the card itself."""
QUOTE_LIMIT = 900  # units of a quote's words on the card; more is under All quotes

KIND = {QuoteKind.DIRECT: "word for word", QuoteKind.PARTIAL: "in part, word for word", QuoteKind.INDIRECT: "reported"}


def result(card: ArticleCard) -> Message:
    """The card of an article, with its menus and buttons."""
    quotes = shown_quotes(card)
    blocks: list[Block | None] = [context(kicker(card)), _head(card)]
    for quote in quotes:
        blocks += quote_blocks(quote, menu=quote_menu(quote, ON_CARD))
    blocks += [context(*_notes(card, len(quotes))), buttons(card)]
    return message(_spoken(card, quotes), *blocks)


def shared(card: ArticleCard, by: str) -> Message:
    """The card as it is shared: for everybody to read, with nothing to press that is the asker's."""
    quotes = shown_quotes(card)
    blocks: list[Block | None] = [context(kicker(card)), _head(card)]
    for quote in quotes:
        blocks += quote_blocks(quote)
    blocks.append(context(f"Shared by {text.person(by)}", *_notes(card, len(quotes))))
    return message([*_spoken(card, quotes), f"Shared by {text.person(by)}"], *blocks)


def forgotten(title: str, by: str) -> Message:
    """What stands in the card's place once its article was removed."""
    said = f"{text.mrkdwn(title, 200, empty='This article')} was removed by {text.person(by)}, with all its quotes."
    return message(said, section(said))


def quote_menu(quote: QuoteLine, origin: str) -> Element:
    """The ⋯ menu beside a quote. `origin` says what is to be shown anew after a correction."""
    options = [
        option("Fix speaker", f"fix:{quote.quote_id}:{origin}"),
        option("Not a quote", f"not:{quote.quote_id}:{origin}"),
        option("Copy as text", f"copy:{quote.quote_id}:{origin}"),
    ]
    if quote.person_id is not None:
        options.append(option("Watch this person", f"watch:{quote.person_id}:{origin}"))
        options.append(option("More from this person", f"more:{quote.person_id}:{origin}"))
    return overflow(actions.QUOTE_MENU, options)


def buttons(card: ArticleCard) -> Block | None:
    """The row below the quotes."""
    number = str(card.article_id)
    has_quotes = bool(card.quotes)
    return row(
        button("All quotes", actions.ALL_QUOTES, number) if has_quotes else None,
        button("Share to channel", actions.SHARE, number) if has_quotes else None,
        button("Export CSV", actions.EXPORT, number) if has_quotes else None,
        button("Open annotated page", actions.OPEN_PAGE, url=card.page_url) if card.page_url else None,
        button("Read again", actions.READ_AGAIN, number) if card.url else None,
    )


def shown_quotes(card: ArticleCard) -> Sequence[QuoteLine]:
    """The strongest that have room (two blocks each, beside head, small print and buttons), in the text's order."""
    return sorted(card.quotes[: min(MAX_QUOTES, (MAX_BLOCKS - 4) // 2)], key=lambda quote: quote.span)


def quote_blocks(
    quote: QuoteLine, *, limit: int = QUOTE_LIMIT, menu: Element | None = None, rest: str = "under *All quotes*"
) -> list[Block]:
    """A quote: its words, and below them whose they are. `rest` says where the words are that did not fit."""
    shown, left_off = text.cut_quote(quote.text, limit)
    return [
        rich(rich_quote(words(marked(quote, shown, left_off)))),
        section(attribution(quote, left_off, rest), accessory=menu),
    ]


def marked(quote: QuoteLine | Said, shown: str, left_off: int = 0) -> str:
    """A quote's words in quotation marks; reported speech has none, since nobody's very words are given.

    What is denied says so in front, as editors put it in: `[denied that] she took the money`. So does what can't be
    read without its verb: `[urged] them to leave`.
    """
    return f"{text.put_in(quote.denial or quote.lead_in)}{in_marks(quote.kind, shown, left_off)}"


def in_marks(kind: QuoteKind, shown: str, left_off: int = 0) -> str:
    """Words as `marked` shows them, where nobody denies them."""
    whole = shown if kind is QuoteKind.INDIRECT else f"“{shown}”"
    return f"{whole} …" if left_off else whole


def attribution(quote: QuoteLine, left_off: int = 0, rest: str = "") -> str:
    """`— *Jane Ortiz* · word for word · paragraph 4`, as mrkdwn."""
    parts = [f"— {speaker(quote)}", KIND[quote.kind], f"paragraph {quote.paragraph}"]
    if quote.corrected_by:
        parts.append(f"speaker fixed by {text.person(quote.corrected_by)}")
    if left_off:
        parts.append(f"{text.count(left_off, 'more word')} {rest}".rstrip())
    return " · ".join(parts)


def speaker(quote: QuoteLine) -> str:
    """Whose words, as mrkdwn; a doubt is said in words, not by a sign alone."""
    if quote.speaker is None:
        return "*speaker unsure*"
    name = f"*{bold(quote.speaker)}*"
    return f"{name} (speaker unsure)" if quote.unsure else name


def bold(name: str, limit: int = 200) -> str:
    """A name for use between stars: a star of its own would end them, so it is shown as the like of it."""
    return text.mrkdwn(name.removeprefix("unnamed: ").replace("*", "∗"), limit)


def kicker(card: ArticleCard) -> str:
    """`Reuters · Jo Bell · 9 July 2022 · 640 words · added by @ed`, as mrkdwn."""
    outlet = card.outlet or host(card.url)
    parts = [
        text.mrkdwn(outlet, 80) if outlet else "",
        text.mrkdwn(card.byline, 120) if card.byline else "",
        text.day(card.published) if card.published else "",
        text.count(card.words, "word"),
        f"added by {text.person(card.added_by)}" if card.added_by else "",
    ]
    return " · ".join(part for part in parts if part)


def host(url: str | None) -> str | None:
    """An address's host as a stand-in for the outlet: `example.com`."""
    name = urlsplit(url).hostname if url else None
    return name.removeprefix("www.") if name else None


def title(card: ArticleCard, limit: int = 250) -> str:
    """The headline, or the first words that stand for it."""
    return text.line(card.title, limit, empty="Untitled article")


def title_element(card: ArticleCard) -> Element:
    """The headline, leading to the article where its address is known and fits."""
    if card.url and text.length(card.url) <= 3000:
        return link(title(card), card.url, bold=True)
    return words(title(card), bold=True)


def people_rows(people: Sequence[PersonLine]) -> list[Element]:
    """A row a person: `Sergei Lavrov — Russian foreign minister · 4 quotes`."""
    return [rich_line(words(text.line(p.name, 120), bold=True), words(_said(p))) for p in people]


def _said(person: PersonLine) -> str:
    role = f" — {text.line(person.role, 160)}" if person.role else ""
    return f"{role} · {text.count(person.quotes, 'quote')}" if person.quotes else f"{role} · not quoted"


def _head(card: ArticleCard) -> Block:
    key = [p for p in card.people if p.key] or list(card.people)
    rows = people_rows(key[:MAX_PEOPLE])
    if not rows:
        return rich(rich_line(title_element(card)))
    more = len(card.people) - len(rows)
    heading = "Key people" + (f" (of {len(card.people):,})" if more > 0 else "")
    return rich(rich_line(title_element(card), words("\n" + heading)), rich_list(rows))


def _notes(card: ArticleCard, shown: int) -> list[str]:
    """The small print below the quotes: what is not shown, what else was found."""
    notes = []
    if not card.quotes:
        notes.append("No quotes found: nobody is quoted here, word for word or reported.")
    elif len(card.quotes) > shown:
        notes.append(f"The {shown} strongest of {len(card.quotes):,} quotes.")
    if card.stored_before:
        notes.append(f"Read before, {text.slack_date(card.added_at)}: this is the stored result.")
    notes += copy_notes(card)
    if card.changes:
        notes.append(f"{text.count(len(card.changes), 'quote')} changed or vanished since it was last read.")
    notes += [text.mrkdwn(note, 300) for note in card.notes[:3]]
    return notes


def copy_notes(card: ArticleCard, most: int = 3) -> list[str]:
    """Where the same wire copy was seen, as mrkdwn; what is only related is not called the same."""
    same = [place(copy) for copy in card.copies if copy.certain]
    related = [place(copy) for copy in card.copies if not copy.certain]
    agency = text.mrkdwn(" and ".join(card.agencies[:2]), 60) + " " if card.agencies else ""
    notes = []
    if same:
        more = f" and {len(same) - most:,} more" if len(same) > most else ""
        notes.append(f"Same {agency}copy, also at {', '.join(same[:most])}{more}.")
    if related:
        notes.append(f"Much of it stands in {related[0]} too.")
    return notes


def place(copy: CopyLine) -> str:
    """Where a copy stands, as a link where its address fits."""
    where = text.mrkdwn(copy.outlet or host(copy.url) or copy.title, 100)
    if copy.url and text.length(text.escape(copy.url)) < 500 and not set(copy.url) & set("<>| \n"):
        return f"<{text.escape(copy.url)}|{where}>"
    return where


def _spoken(card: ArticleCard, quotes: Sequence[QuoteLine]) -> list[str]:
    """The card as text, for notifications and screen readers."""
    total = text.count(len(card.quotes), "quote") if card.quotes else "no quotes"
    lines = [f"{text.mrkdwn(card.title, 250, empty='Untitled article')}: {total}"]
    names = [text.mrkdwn(p.name, 80) for p in card.people if p.key][:MAX_PEOPLE]
    if names:
        lines.append("Key people: " + ", ".join(names))
    return lines + [spoken_quote(quote) for quote in quotes]


def spoken_quote(quote: QuoteLine, limit: int = 450) -> str:
    """A quote as one line of plain text; escaped, since the text of a message is parsed."""
    shown, left_off = text.cut_quote(quote.text, limit)
    words_ = text.escape(marked(quote, shown, left_off))
    name = text.mrkdwn(quote.speaker.removeprefix("unnamed: "), 120) if quote.speaker else "speaker unsure"
    doubt = " (speaker unsure)" if quote.speaker and quote.unsure else ""
    return f"{words_} — {name}{doubt}, {KIND[quote.kind]}, paragraph {quote.paragraph}"


def failure(problem: Failure) -> Message:
    """Why there is no result, whether what was given is kept, what to do next; the code stands in the log too."""
    reason = text.mrkdwn(problem.reason, 1500, empty="This could not be read.")
    kept = "What you gave is kept." if problem.kept else "Nothing was kept."
    said = f"{reason} {kept}"
    return message(
        f"Not read: {said} ({problem.code})", section(f":warning: *Not read.* {said}"), context(problem.code)
    )


def reading() -> Message:
    """What stands where the answer will. Its words are true as well where, after a fault, the answer stands below."""
    said = "Reading… The people and quotes come in this thread in a moment."
    return message(said, rich(rich_line(words(said, italic=True))))
