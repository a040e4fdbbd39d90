"""What a search found, and who was quoted most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.cards import QuoteLine
from bot.findings import COUNTED, PersonFound, QuoteHit, SearchPage, TopLine
from bot.nlp.types import Span
from handlers import actions, text
from handlers.blocks.card import KIND, bold, host, marked, quote_menu, speaker, spoken_quote
from handlers.blocks.parts import (
    Block,
    Element,
    Message,
    button,
    confirm,
    context,
    message,
    rich,
    rich_line,
    rich_list,
    rich_quote,
    section,
    words,
)
from handlers.blocks.parts import actions as row
from handlers.question import Question

QUOTE_LIMIT = 600
NOT_FOUND = "No quotes found for that. I look in what was said, not in the rest of the article."
FOUND = "f"
"""The origin of a menu on what a search found."""


def results(found: SearchPage, question: Question, *, shared_by: str | None = None) -> Message:
    """A page of quotes; shared, it has nothing to press."""
    heading = _heading(found, question)
    blocks: list[Block | None] = [section(heading)]
    for hit in found.hits:
        blocks += _hit(hit, menu=shared_by is None)
    if shared_by:
        blocks.append(context(f"Shared by {text.person(shared_by)}"))
    else:
        blocks += [_others(found, question), _turn(found, question)]
    spoken = [heading.replace("*", ""), *(spoken_quote(line(hit), 250) for hit in found.hits)]
    return message(spoken, *blocks)


def nobody(name: str, verb: str | None, examples: Sequence[str]) -> Message:
    """Nobody is called so; it may have been meant as a verb."""
    asked = text.mrkdwn(name, 100, empty="that").replace("`", "'")
    said = f"Nobody called “{asked}” has been quoted here yet."
    if verb:
        said += f" Did you mean `/quotes {verb}`?"
    shown = "\n".join(f"• `{example}`" for example in examples)
    return message(
        f"{said}\nFor example:\n{shown}",
        section(f"{said}\nFor example:\n{shown}"),
        context("`/quotes help` lists all."),
    )


def top(lines: Sequence[TopLine], period: str, *, again: str = "", shared_by: str | None = None) -> Message:
    """Who was quoted most."""
    heading = f"Most quoted, {period}"
    if not lines:
        said = f"Nobody was quoted in {period}." if period.startswith("the") else f"Nobody was quoted {period}."
        return message(said, section(said))
    rows = [
        rich_line(words(text.line(line.name, 120), bold=True), words(" — " + _how_often(line))) for line in lines[:20]
    ]
    spoken = [f"{n}. {text.mrkdwn(line.name, 120)}: {_how_often(line)}" for n, line in enumerate(lines[:20], start=1)]
    share = button("Share to channel", actions.TOP_SHARE, again, confirm=_sure()) if again and not shared_by else None
    people = [] if shared_by else [_person_button(n, line.person_id, line.name) for n, line in enumerate(lines[:4])]
    return message(
        [heading, *spoken],
        rich(rich_line(words(heading, bold=True)), rich_list(rows, ordered=True)),
        row(*people, share),
        context(f"Shared by {text.person(shared_by)}") if shared_by else None,
    )


def line(hit: QuoteHit) -> QuoteLine:
    """A found quote as a card shows one."""
    return QuoteLine(
        quote_id=hit.quote_id,
        text=hit.text,
        kind=hit.kind,
        paragraph=hit.paragraph,
        speaker=hit.speaker,
        person_id=hit.person_id,
        confidence=hit.confidence,
        corrected_by=hit.corrected_by,
        denial=hit.denial,
        lead_in=hit.lead_in,
    )


def _how_often(line: TopLine) -> str:
    return f"{text.count(line.quotes, 'quote')} in {text.count(line.articles, 'article')}"


def _heading(found: SearchPage, question: Question) -> str:
    """Whom the name was taken for, and where one is in the pages; as mrkdwn."""
    person = found.people[0] if found.people else None
    where = f" · page {found.page + 1}" if found.page or found.more else ""
    if person is None:
        return f"Quotes found{where}" if found.hits else NOT_FOUND
    name = f"*{bold(person.name, 120)}*"
    if found.guessed:
        name = f"Nobody is called exactly that. Taken for {name}"
    if not found.hits:
        return f"{name} · no quotes found for that."
    return f"{name} · {text.count_up_to(person.quotes, COUNTED, 'quote')} in all{where}"


def _hit(hit: QuoteHit, *, menu: bool) -> list[Block]:
    quote = line(hit)
    shown, left_off = text.cut_quote(hit.text, QUOTE_LIMIT)
    rest = f" · {text.count(left_off, 'more word')} by ⋯ → *Copy as text*" if left_off and menu else ""
    body = marked(quote, shown, left_off)
    start = body.rindex(shown) if shown else 0
    return [
        rich(rich_quote(*_highlighted(body, [(a + start, b + start) for a, b in hit.highlights if b <= len(shown)]))),
        section(_where(quote, hit) + rest, accessory=quote_menu(quote, FOUND) if menu else None),
    ]


def _highlighted(body: str, spans: Sequence[Span]) -> list[Element]:
    """The words, those that were looked for in bold; not one is changed or left out."""
    parts: list[Element] = []
    at = 0
    for start, end in sorted(spans)[:50]:
        if start < at or end <= start:
            continue
        if start > at:
            parts.append(words(body[at:start]))
        parts.append(words(body[start:end], bold=True))
        at = end
    return [*parts, words(body[at:])] if at < len(body) or not parts else parts


def _where(quote: QuoteLine, hit: QuoteHit) -> str:
    parts = [f"— {speaker(quote)}", KIND[quote.kind], article_link(hit.title, hit.url)]
    parts += [text.mrkdwn(hit.outlet or host(hit.url), 80)] if hit.outlet or host(hit.url) else []
    parts.append(text.day(hit.published or hit.added_at))
    return " · ".join(parts)


def article_link(title: str, url: str | None, limit: int = 120) -> str:
    """A headline that leads to its article, as mrkdwn."""
    shown = text.mrkdwn(title, limit, empty="Untitled article")
    if not url or text.length(url) > 1000 or set(url) & set("<>| \n"):
        return shown
    return f"<{text.escape(url)}|{shown}>"


def _others(found: SearchPage, question: Question) -> Block | None:
    """The other people that the name fits."""
    others = [person for person in found.people[1:5] if question.person_id is None]
    return row(*(_person_button(n, person.person_id, person.name, person) for n, person in enumerate(others)))


def _person_button(number: int, person_id: int, name: str, person: PersonFound | None = None) -> Element:
    label = text.line(name, 50) + (f" ({person.quotes:,}{'+' if person.quotes >= COUNTED else ''})" if person else "")
    value = Question(text="", person_id=person_id).dump()
    return button(label, f"{actions.FOUND_PERSON}_{number}", value, says=f"Quotes of {text.line(name, 60)}")


def _turn(found: SearchPage, question: Question) -> Block | None:
    before = replace(question, page=found.page - 1).dump() if found.page else None
    after = replace(question, page=found.page + 1).dump() if found.more else None
    now = replace(question, page=found.page).dump() if found.hits else None
    return row(
        button("‹ Newer", actions.FOUND_PREVIOUS, before) if before else None,
        button("Older ›", actions.FOUND_NEXT, after) if after else None,
        button("Share to channel", actions.FOUND_SHARE, now, confirm=_sure()) if now else None,
    )


def _sure() -> Element:
    return confirm("Share to channel?", "Everybody in this channel will see it.", "Share")
