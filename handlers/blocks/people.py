"""The people whom the desk knows, and the forms that put them right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.findings import COUNTED, ArticleLine, Match, PersonFound
from handlers import actions, text
from handlers.blocks.card import bold
from handlers.blocks.modals import field_block, known_person
from handlers.blocks.parts import (
    Block,
    Message,
    View,
    button,
    context,
    message,
    modal,
    option,
    plain,
    plain_input,
    section,
)
from handlers.blocks.parts import actions as row
from handlers.question import Question

MOST = 5
NAME, OTHER, ARTICLE = "name", "other", "article"
"""Block ids of the forms."""

HOW = {Match.EXACT: "", Match.PARTIAL: " (a part of the name)", Match.SIMILAR: " (a name like it)"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A person, with their other names."""

    person: PersonFound
    aliases: tuple[str, ...]


def listed(people: Sequence[Known], typed: str) -> Message:
    """Whom the desk knows by a name, each with what can be put right."""
    asked = text.mrkdwn(typed, 100)
    if not people:
        said = f"Nobody is known here by “{asked}”."
        return message(said, section(said))
    blocks: list[Block | None] = []
    for known in people[:MOST]:
        blocks += [section(_about(known)), _buttons(known.person)]
    more = len(people) - MOST
    small = "A change counts for all articles, shows who made it, and can be undone."
    blocks.append(context(*([f"And {more} more: write more of the name."] if more > 0 else []), small))
    spoken = [f"{text.count(len(people), 'person', 'people')} by “{asked}”", *(_about(k) for k in people[:MOST])]
    return message([line.replace("*", "") for line in spoken], *blocks)


def rename(person: PersonFound, metadata: str) -> View:
    """“Rename”."""
    return modal(
        "Rename",
        actions.RENAME,
        field_block(NAME, "Name", plain_input(NAME, initial=text.shorten(person.name, 300)), optional=False,
                    hint="As it is to be shown. The former name still leads here."),
        submit="Save",
        metadata=metadata,
    )  # fmt: skip


def alias(person: PersonFound, metadata: str) -> View:
    """“Also called …”."""
    return modal(
        "Also called",
        actions.ALIAS,
        section(f"By which other name do articles mean *{bold(person.name)}*?"),
        field_block(NAME, "Other name", plain_input(NAME), optional=False,
                    hint="Another spelling, a maiden name, a nickname."),
        submit="Save",
        metadata=metadata,
    )  # fmt: skip


def merge(person: PersonFound, metadata: str) -> View:
    """“The same as …”."""
    return modal(
        "Merge two people",
        actions.MERGE,
        section(f"Who else is *{bold(person.name)}*? Their quotes and names become {bold(person.name)}'s."),
        field_block(OTHER, "The other", known_person(), optional=False),
        submit="Merge",
        metadata=metadata,
    )


def split(person: PersonFound, articles: Sequence[ArticleLine], metadata: str) -> View:
    """“Somebody else in an article”."""
    choices = [
        option(text.line(a.title, 73, empty="Untitled article"), str(a.article_id), text.day(a.published or a.added_at))
        for a in articles[:100]
    ]
    select = {"type": "static_select", "action_id": actions.SPLIT_ARTICLE, "options": choices}
    return modal(
        "Split off",
        actions.SPLIT,
        section(f"In one article it is not *{bold(person.name)}* but somebody else."),
        field_block(ARTICLE, "In which article?", select | {"placeholder": plain("Choose", 150)}, optional=False),
        field_block(
            NAME, "Who is it?", plain_input(NAME), optional=False, hint="Always somebody new, even by the same name."
        ),
        submit="Split off",
        metadata=metadata,
    )


def _about(known: Known) -> str:
    person = known.person
    called = f"\nAlso: {text.mrkdwn(', '.join(known.aliases[:8]), 400)}" if known.aliases else ""
    return f"*{bold(person.name)}*{HOW[person.match]} · {text.count_up_to(person.quotes, COUNTED, 'quote')}{called}"


def _buttons(person: PersonFound) -> Block | None:
    number = str(person.person_id)
    named = text.line(person.name, 40)
    quotes = Question(text="", person_id=person.person_id).dump()
    return row(
        button("Quotes", f"{actions.FOUND_PERSON}_0", quotes, says=f"Quotes of {named}"),
        button("Rename", actions.RENAME, number, says=f"Rename {named}"),
        button("Also called…", actions.ALIAS, number, says=f"Another name of {named}"),
        button("Merge…", actions.MERGE, number, says=f"Merge somebody into {named}"),
        button("Split off…", actions.SPLIT, number, says=f"Split off from {named}") if person.quotes else None,
    )
