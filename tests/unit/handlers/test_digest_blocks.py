"""A digest in Slack: within every limit whatever the material, and readable."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.digest.compose import compose
from bot.digest.types import Changed, Corrected, CorrectionKind, Digest, Material, WeekCount
from bot.digest.watching import Alert, AlertGroup, Find, headline
from handlers.blocks import digest as blocks
from handlers.blocks import watch
from tests.support.slack_limits import check_message
from tests.unit.digest.build import edition, said, source

LONG = "word " * 4000
NASTY = [
    "",
    " ",
    "*bold* _it_ `code` ~no~",
    "<!channel> & <@U1>",
    "👩‍🚒" * 3000,
    "\u202eright to left",
    "مرحبا " * 900,
    LONG,
    "\x00\x07",
]
WORDS = st.sampled_from(NASTY) | st.text(max_size=60) | st.just("We must close the harbour before winter")
LINKS = st.none() | st.sampled_from(["https://news.example/1", "https://news.example/" + "a" * 4000])


@st.composite
def materials(draw: st.DrawFn) -> Material:
    """Articles and quotes that nobody would write."""
    count = draw(st.integers(0, 25))
    sources = tuple(
        source(i, draw(WORDS) or " ", draw(st.none() | WORDS), url=draw(LINKS), copy_group=draw(st.none() | st.just(1)))
        for i in range(count)
    )
    quotes = tuple(
        said(
            n, draw(st.integers(0, count - 1)), draw(WORDS) or "x", draw(st.none() | WORDS),
            draw(st.none() | st.integers(1, 9)),
            role=draw(st.none() | WORDS), confidence=draw(st.sampled_from([0.2, 0.9])),
        )
        for n in range(draw(st.integers(0, 40)) if count else 0)
    )  # fmt: skip
    many = draw(st.integers(0, 12))
    return Material(
        sources=sources,
        said=quotes,
        week=tuple(WeekCount(person_id=i, name=draw(WORDS), now=9 - i % 9, before=i) for i in range(many)),
        first_heard=frozenset(range(1, 9)),
        changes=tuple(
            Changed(article_id=0, before=draw(WORDS), after=draw(st.none() | WORDS), speaker=draw(st.none() | WORDS),
                    title=draw(WORDS), outlet=draw(st.none() | WORDS), url=draw(LINKS))
            for _ in range(many)
        ),
        corrections=tuple(
            Corrected(kind=draw(st.sampled_from(CorrectionKind)), text=draw(WORDS), before=draw(st.none() | WORDS),
                      after=draw(st.none() | WORDS), by=draw(st.sampled_from(["UED0001", "<!here>"])))
            for _ in range(many)
        ),
    )  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(materials())
def test_every_message_keeps_slacks_limits_whatever_the_material(material: Material) -> None:
    digest = compose(edition(filters_label=LONG[:900]), material)
    made = blocks.messages(digest, 7)
    assert 1 <= len(made) <= 1 + blocks.THREAD_MESSAGES
    for message in made:
        check_message(message.payload())
    check_message(made[0].payload() | {"blocks": list(blocks.with_picture(made[0].blocks, "F1", LONG))})


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(WORDS, st.none() | WORDS, WORDS, LINKS, st.booleans()), max_size=30), st.booleans())
def test_every_alert_keeps_slacks_limits(
    finds: list[tuple[str, str | None, str, str | None, bool]], held: bool
) -> None:
    groups = tuple(
        AlertGroup(
            watch_id=n, label=title or "x", is_person=person, more=n,
            finds=tuple(
                Find(watch_id=n, said=said(i, 1, text or "x", speaker), source=source(i, title or " ", title, url=url))
                for i in range(10)
            ),
        )
        for n, (text, speaker, title, url, person) in enumerate(finds)
    )  # fmt: skip
    check_message(
        watch.alert(Alert(heading=headline(groups) or "x", groups=groups, held=held, last_today=held)).payload()
    )


def weekend() -> Digest:
    """What a reader gets on an ordinary Monday."""
    first = "We must close the harbour before the winter storms take the wall"
    return compose(
        edition(),
        Material(
            sources=(source(1, "Harbour to close", "Reuters"), source(2, "Harbour will close", "The Post")),
            said=(said(1, 1, first, role="mayor"), said(2, 2, first.replace("must", "should"))),
        ),
    )


def leaves(value: Any) -> list[str]:
    """Every text of some blocks, in order."""
    if isinstance(value, dict):
        own = [value["text"]] if isinstance(value.get("text"), str) else []
        return own + [t for k, v in value.items() if k != "text" or not own for t in leaves(v)]
    return [t for v in value for t in leaves(v)] if isinstance(value, list | tuple) else []


def test_the_channel_reads_heading_counts_lines_and_who_set_it() -> None:
    (first, _) = blocks.messages(weekend(), 7)
    told = "".join(leaves(list(first.blocks)))
    for part in (
        "Monday morning: Ortiz, word for word",
        "2 articles from 2 outlets",
        "“We must close the harbour before the winter storms take the wall”",
        "One line, told two ways",
        "said “must” in Reuters, “should” in The Post",
        "Mon–Fri 08:00 London · set by <@UED>",
        "Change",
        "Pause",
    ):
        assert part in told


def test_a_quote_too_long_to_show_says_what_is_left_off_outside_of_it() -> None:
    words = " ".join(f"word{i}" for i in range(300))
    digest = compose(edition(), Material(sources=(source(1),), said=(said(1, 1, words),)))
    quotation = next(e for b in blocks.messages(digest, 7)[0].blocks if b["type"] == "rich_text"
                     for e in b["elements"] if e["type"] == "rich_text_quote")  # fmt: skip
    shown = quotation["elements"][0]["text"].removeprefix("“").removesuffix("” …")
    assert words.startswith(shown)
    assert "more words in the article" in "".join(leaves(list(blocks.messages(digest, 7)[0].blocks)))


def test_what_has_no_room_in_the_channel_stands_in_the_thread() -> None:
    changes = tuple(
        Changed(article_id=1, before=f"{i} " + "before " * 60, after="after " * 60, speaker="Elena Ortiz", title="T",
                outlet="Reuters", url="https://news.example/" + "a" * 500)
        for i in range(5)
    )  # fmt: skip
    quotes = tuple(said(i, i, f"{i} " + "so many words " * 80, f"Speaker {i}", i) for i in range(1, 6))
    sources = tuple(
        source(i, f"Story {i}", f"Outlet {i}", url="https://news.example/" + "b" * 500) for i in range(1, 6)
    )
    digest = compose(
        edition(), Material(sources=sources, said=quotes, changes=changes, first_heard=frozenset(range(9)))
    )
    first, *thread = blocks.messages(digest, 7)
    here = "".join(leaves(list(first.blocks)))
    there = "".join(text for m in thread for text in leaves(list(m.blocks)))
    assert ("Changed after it was published" in here) != ("Changed after it was published" in there)


def test_a_preview_has_nothing_to_press() -> None:
    digest = compose(edition(preview=True), weekend_material())
    assert not [b for b in blocks.messages(digest, 7)[0].blocks if b["type"] == "actions"]


def weekend_material() -> Material:
    return Material(sources=(source(1),), said=(said(1, 1, "We go on with this whatever happens next"),))


@pytest.mark.parametrize("before", ["A", None])
def test_a_desks_correction_names_its_author(before: str | None) -> None:
    fix = Corrected(kind=CorrectionKind.SPEAKER, text="We go on", before=before, after="Tom Marsh", by="U0ED")
    (first,) = blocks.messages(compose(edition(), Material(corrections=(fix,))), 7)
    told = "".join(leaves(list(first.blocks)))
    assert "“We go on” was said by Tom Marsh" in told
    assert str({"type": "user", "user_id": "U0ED"}) in str(first.blocks)


def test_an_alert_says_what_and_where_and_links_the_article() -> None:
    find = Find(watch_id=3, said=said(1, 1, "We go on", role="mayor"), source=source(1, "Ferry goes on", "Reuters"))
    group = AlertGroup(watch_id=3, label="Elena Ortiz", is_person=True, finds=(find,))
    made = watch.alert(Alert(heading="Ortiz was just quoted", groups=(group,)))
    told = "".join(leaves(list(made.blocks)))
    for part in (
        "Ortiz was just quoted",
        "“We go on”",
        "Elena Ortiz, mayor",
        "Ferry goes on, Reuters",
        "Mute",
        "Unwatch",
    ):
        assert part in told
    assert "https://news.example/1" in str(made.blocks)
    assert made.text.startswith("Ortiz was just quoted")
