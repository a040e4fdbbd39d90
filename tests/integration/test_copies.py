"""The same wire copy elsewhere: found as it is stored, said on the card, kept up to date, and never another team's."""

from __future__ import annotations

import random
import re
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from bot.cards import ArticleCard
from bot.ingest.types import ArticleText
from bot.services import cards, copies, forget
from bot.services.again import read_again
from bot.services.copies import grouped
from bot.services.desk import Desk
from bot.services.processing import process
from storage.models import ArticleCopy, ArticleShingle
from tests.support.articles import add_article
from tests.support.newsroom import ED, TEAM, Newsroom, given

WORDS = re.findall(
    r"\w+",
    "harbour pier council vote storm ferry captain budget school winter bridge mayor repair crane tide market fishing "
    "warning report county engine rescue night morning lighthouse island tourist hotel strike union court judge police",
)


def story(seed: int, sentences: int = 30) -> str:
    """A text like no other, always the same for a seed: sentences of ten words, three a paragraph."""
    chance = random.Random(seed)
    said = [" ".join(chance.choices(WORDS, k=10)).capitalize() + "." for _ in range(sentences)]
    return "\n\n".join(" ".join(said[i : i + 3]) for i in range(0, sentences, 3))


def add(desk: Desk, newsroom: Newsroom, text: str, outlet: str, *, team: str = TEAM) -> int:
    return add_article(desk, newsroom, text, outlet=outlet, team=team).article_id


def seen_at(desk: Desk, article_id: int, *, team: str = TEAM) -> dict[str | None, bool]:
    """The outlets that an article's card names, and whether each is sure."""
    return {copy.outlet: copy.certain for copy in cards.load(desk, team, article_id).copies}


def shingles(desk: Desk, team: str = TEAM) -> int:
    with desk.database.read(team) as session:
        return session.scalar(select(func.count()).select_from(ArticleShingle)) or 0


def reread(desk: Desk, newsroom: Newsroom, card: ArticleCard, text: str) -> None:
    assert card.url is not None
    newsroom.reader.pages[card.url] = ArticleText(text=text, title="A title", url=card.url, canonical_url=card.url)
    process(desk, newsroom.tools, read_again(desk, TEAM, card.article_id, like=given()))


def test_each_of_two_copies_names_the_other(desk: Desk, newsroom: Newsroom) -> None:
    cut = story(1).rsplit("\n\n", 4)[0]
    gull = add(desk, newsroom, story(1), "Gull")
    coast = add(desk, newsroom, f"Our own first line, put before it all.\n\n{cut}", "Coast")
    assert seen_at(desk, gull) == {"Coast": True}
    assert seen_at(desk, coast) == {"Gull": True}


def test_an_article_that_shares_a_part_is_called_related_and_no_copy(desk: Desk, newsroom: Newsroom) -> None:
    shared = "\n\n".join(story(1, 60).split("\n\n")[:6])  # 18 of 60 sentences
    gull = add(desk, newsroom, story(1, 60), "Gull")
    add(desk, newsroom, shared + "\n\n" + story(2, 42), "Coast")
    assert seen_at(desk, gull) == {"Coast": False}


def test_stories_of_their_own_are_no_copies(desk: Desk, newsroom: Newsroom) -> None:
    add(desk, newsroom, story(1), "Gull")
    assert seen_at(desk, add(desk, newsroom, story(2), "Coast")) == {}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # The whole of each is one stock sentence.
        ("The council will meet again on Monday evening.", "The council will meet again on Monday evening."),
        # Some words more than that, half of them shared.
        (
            "Police said on Friday that a man had been arrested after a fire at the old mill. Nobody was hurt.",
            "Police said on Friday that a man had been arrested after a theft in Bay Street. A bicycle is missing.",
        ),
        # Nothing to go by at all.
        ("Fog.", "Fog."),
    ],
)
def test_short_articles_are_no_copies(desk: Desk, newsroom: Newsroom, one: str, other: str) -> None:
    add(desk, newsroom, one, "Gull")
    assert seen_at(desk, add(desk, newsroom, other, "Coast")) == {}


def test_words_that_three_stories_share_make_no_copy(desk: Desk, newsroom: Newsroom) -> None:
    """What an outlet puts under everything, three sentences in ten: the third story shows it for what it is."""
    under_all = story(99, 9)
    first = add(desk, newsroom, story(0, 21) + "\n\n" + under_all, "Outlet 0")
    second = add(desk, newsroom, story(1, 21) + "\n\n" + under_all, "Outlet 1")
    third = add(desk, newsroom, story(2, 21) + "\n\n" + under_all, "Outlet 2")
    assert seen_at(desk, first) == {"Outlet 1": False}
    assert seen_at(desk, second) == {"Outlet 0": False}
    assert seen_at(desk, third) == {}


def test_a_story_that_many_carry_is_still_known_for_the_same(desk: Desk, newsroom: Newsroom) -> None:
    for number in range(5):
        last = add(desk, newsroom, story(1) + f"\n\nThis line is outlet {number}'s.", f"Outlet {number}")
    assert seen_at(desk, last) == {f"Outlet {number}": True for number in range(4)}


def test_another_newsrooms_copy_is_not_named(desk: Desk, newsroom: Newsroom) -> None:
    add(desk, newsroom, story(1), "Theirs", team="T0002")
    assert seen_at(desk, add(desk, newsroom, story(1), "Ours")) == {}


def test_what_was_read_again_is_compared_anew(desk: Desk, newsroom: Newsroom) -> None:
    gull = add(desk, newsroom, story(1), "Gull")
    coast = add_article(desk, newsroom, story(1), outlet="Coast")
    assert seen_at(desk, gull) == {"Coast": True}
    reread(desk, newsroom, coast, story(2))
    assert seen_at(desk, gull) == {}
    reread(desk, newsroom, coast, story(1) + " And more.")
    assert list(seen_at(desk, gull).values()) == [True]


def test_a_forgotten_article_is_named_nowhere(desk: Desk, newsroom: Newsroom) -> None:
    gull = add(desk, newsroom, story(1), "Gull")
    coast = add(desk, newsroom, story(1) + " More.", "Coast")
    forget.article(desk, TEAM, coast, by=ED)
    assert seen_at(desk, gull) == {}
    forget.article(desk, TEAM, gull, by=ED)
    assert shingles(desk) == 0


def test_boilerplate_is_not_written_without_end(
    desk: Desk, newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copies, "TOO_MANY", 3)
    for number in range(5):
        add(desk, newsroom, story(99, 20) + "\n\n" + story(number, 3), f"Outlet {number}")
    with desk.database.read(TEAM) as session:
        most = session.scalars(select(func.count()).select_from(ArticleShingle).group_by(ArticleShingle.shingle)).all()
    assert max(most) == 3


def test_old_shingles_go_and_what_they_told_stays(desk: Desk, newsroom: Newsroom) -> None:
    gull = add(desk, newsroom, story(1), "Gull")
    add(desk, newsroom, story(1) + " More.", "Coast")
    newsroom.clock.advance(copies.KEPT + timedelta(days=1))
    new = add(desk, newsroom, story(2), "Gull")
    assert copies.tidy(desk) == 2
    assert copies.tidy(desk) == 0
    with desk.database.read(TEAM) as session:
        assert set(session.scalars(select(ArticleShingle.article_id).distinct())) == {new}
        assert session.scalar(select(func.count()).select_from(ArticleCopy)) == 2
    assert seen_at(desk, gull) == {"Coast": True}


def test_groups_hold_together_what_pairs_link() -> None:
    assert grouped([(4, 2), (2, 9), (5, 6)]) == {4: 2, 2: 2, 9: 2, 5: 5, 6: 5}
