"""The people a workspace knows: who an actor is, how they are found, and how the desk puts them right."""

from __future__ import annotations

import pytest

from bot.errors import UserError
from bot.findings import Match
from bot.nlp.types import Actor, ActorType
from bot.services import cards, corrections, linking, people
from bot.services.bodies import keys_of_same
from bot.services.desk import Desk
from bot.services.names import fold, link_key, spelling_key
from tests.support.articles import add_article
from tests.support.newsroom import ED, TEAM, Newsroom


def said(*names: str) -> str:
    return "\n\n".join(f"“Words number {n},” said {name}." for n, name in enumerate(names))


def speakers(desk: Desk, article_id: int) -> list[str | None]:
    card = cards.load(desk, TEAM, article_id)
    return [quote.speaker for quote in sorted(card.quotes, key=lambda quote: quote.span)]


def known(desk: Desk, typed: str) -> list[str]:
    return [person.name for person in people.find(desk, TEAM, typed)]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Norway's foreign ministry", "Norwegian Foreign Ministry", True),
        ("Norwegian Foreign Ministry", "Norway’s foreign ministry", True),
        ("the Netherlands' Supreme Court", "Dutch Supreme Court", True),
        ("South Korea's army", "South Korean army", True),
        ("Norway's foreign ministry", "Danish Foreign Ministry", False),
        ("Norway's foreign ministry", "Norwegian Defence Ministry", False),
        ("Norwegian Foreign Ministry", "Foreign Ministry", False),  # whose?
        ("American Steel", "United States Steel", False),  # nobody's
        ("Lind's Foreign Ministry", "Norwegian Foreign Ministry", False),
    ],
)
def test_a_body_is_the_same_whether_its_country_owns_or_describes_it(one: str, other: str, same: bool) -> None:
    assert (fold(other) in keys_of_same(one)) is same


def body(name: str) -> Actor:
    return Actor(
        name=name, type=ActorType.ORGANIZATION, role=None, aliases=(), salience=0.5, key=True, mentions=(), quotes=1
    )


def test_a_ministry_is_one_body_under_either_name(desk: Desk, newsroom: Newsroom) -> None:
    add_article(desk, newsroom, said("Ana Ortiz"))
    for name in ("Norway’s foreign ministry", "Norwegian Foreign Ministry", "Danish Foreign Ministry"):
        with desk.database.write(TEAM) as session:
            linking.link(session, [body(name)], now=desk.clock.now())
    assert known(desk, "foreign ministry") == ["Danish Foreign Ministry", "Norway’s foreign ministry"]
    assert known(desk, "norwegian") == ["Norway’s foreign ministry"]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Ana Ortiz", "Ana Ortiz", True),
        ("Sergei Lavrov", "Sergey Lavrov", True),  # transliterations
        ("Volodymyr Zelensky", "Volodymyr Zelenskyy", True),
        ("Jon Smith", "John Smith", False),  # two names, not two spellings
        ("Ana Ortiz", "Ana Maria Ortiz", False),  # may be somebody else
        ("Sergei Lavrov", "Lavrov", False),  # a part is not enough
        ("George Bush", "George W Bush", False),
    ],
)
def test_an_actor_is_a_known_person_only_where_that_is_certain(
    desk: Desk, newsroom: Newsroom, one: str, other: str, same: bool
) -> None:
    first = add_article(desk, newsroom, said(one)).people[0]
    second = add_article(desk, newsroom, said(other)).people[0]
    assert (first.person_id == second.person_id) is same


def test_two_of_one_article_are_two_people_however_alike(desk: Desk, newsroom: Newsroom) -> None:
    card = add_article(desk, newsroom, said("Sergei Lavrov", "Sergey Lavrov"))
    assert len({person.person_id for person in card.people}) == 2


@pytest.mark.parametrize(
    ("typed", "match"),
    [
        ("ana ortiz", Match.EXACT),
        ("Ms Ana Ortiz", Match.EXACT),
        ("Ortiz", Match.PARTIAL),
        ("ort", Match.PARTIAL),
        ("Ortis", Match.SIMILAR),
        ("Anna Ortyz", Match.SIMILAR),
    ],
)
def test_a_name_finds_somebody_and_says_how(desk: Desk, newsroom: Newsroom, typed: str, match: Match) -> None:
    add_article(desk, newsroom, said("Ana Ortiz", "Bo Lind"))
    (found,) = people.find(desk, TEAM, typed)
    assert (found.name, found.match) == ("Ana Ortiz", match)


@pytest.mark.parametrize("typed", ["", "  ", "?!", "Xerxes", "zz"])
def test_what_fits_nobody_finds_nobody(desk: Desk, newsroom: Newsroom, typed: str) -> None:
    add_article(desk, newsroom, said("Ana Ortiz"))
    assert known(desk, typed) == []


def test_merged_people_are_one_and_can_be_parted_again(desk: Desk, newsroom: Newsroom) -> None:
    first = add_article(desk, newsroom, said("Ana Ortiz"))
    second = add_article(desk, newsroom, said("Anita Ortiz"))
    keep, other = first.people[0].person_id, second.people[0].person_id
    merge = people.merge(desk, TEAM, keep, other, by=ED)
    assert speakers(desk, second.article_id) == ["Ana Ortiz"]
    assert known(desk, "Anita") == ["Ana Ortiz"]
    corrections.undo(desk, TEAM, merge, by=ED)
    assert speakers(desk, second.article_id) == ["Anita Ortiz"]
    assert known(desk, "Anita") == ["Anita Ortiz"]
    assert cards.load(desk, TEAM, second.article_id).people[0].person_id == other


def test_a_merged_name_means_the_one_kept_in_later_articles(desk: Desk, newsroom: Newsroom) -> None:
    keep = add_article(desk, newsroom, said("Ana Ortiz")).people[0].person_id
    other = add_article(desk, newsroom, said("Anita Ortiz")).people[0].person_id
    people.merge(desk, TEAM, keep, other, by=ED)
    assert add_article(desk, newsroom, said("Anita Ortiz") + " Later.").people[0].person_id == keep


def test_one_who_is_two_is_split_and_can_be_joined_again(desk: Desk, newsroom: Newsroom) -> None:
    first, second = (add_article(desk, newsroom, said("John Smith") + extra) for extra in (" One.", " Two."))
    split = people.split(
        desk, TEAM, first.people[0].person_id, [second.article_id], name="John Smith (the baker)", by=ED
    )
    assert speakers(desk, first.article_id) == ["John Smith"]
    assert speakers(desk, second.article_id) == ["John Smith (the baker)"]
    corrections.undo(desk, TEAM, split, by=ED)
    assert speakers(desk, second.article_id) == ["John Smith"]


def test_a_new_name_shows_on_every_quote_and_the_old_one_still_finds(desk: Desk, newsroom: Newsroom) -> None:
    card = add_article(desk, newsroom, said("Ana Ortiz"))
    rename = people.rename(desk, TEAM, card.people[0].person_id, "Ana Ortiz Ruiz", by=ED)
    assert speakers(desk, card.article_id) == ["Ana Ortiz Ruiz"]
    assert known(desk, "ana ortiz") == ["Ana Ortiz Ruiz"]
    corrections.undo(desk, TEAM, rename, by=ED)
    assert speakers(desk, card.article_id) == ["Ana Ortiz"]


def test_an_alias_means_the_person_in_later_articles_until_it_is_undone(desk: Desk, newsroom: Newsroom) -> None:
    person = add_article(desk, newsroom, said("Ana Ortiz")).people[0].person_id
    alias = people.alias(desk, TEAM, person, "The Captain", by=ED)
    assert add_article(desk, newsroom, said("The Captain")).people[0].person_id == person
    corrections.undo(desk, TEAM, alias, by=ED)
    assert add_article(desk, newsroom, said("The Captain") + " Again.").people[0].person_id != person


def test_merging_somebody_with_themselves_is_refused(desk: Desk, newsroom: Newsroom) -> None:
    person = add_article(desk, newsroom, said("Ana Ortiz")).people[0].person_id
    with pytest.raises(UserError, match="two different people"):
        people.merge(desk, TEAM, person, person, by=ED)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("J. D. Vance", "JD Vance"),
        ("Mr. Bo Lind", "Bo Lind"),
        ("Zoë Müller", "ZOE MULLER"),
        ("Sean O’Brien", "Sean O'Brien"),
    ],
)
def test_names_that_are_compared_as_one(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_spelling_evens_out_transliterations_alone() -> None:
    assert spelling_key("Sergej") == spelling_key("Sergei")
    assert spelling_key("Eric") != spelling_key("Erik")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://www.news.example/a/?utm_source=x#top", "http://news.example/a", True),
        ("https://news.example/a?id=1&page=2", "https://news.example/a?page=2&id=1", True),
        ("https://news.example/a?id=1", "https://news.example/a?id=2", False),
        ("https://news.example/A", "https://news.example/a", False),
    ],
)
def test_links_that_lead_to_one_article(one: str, other: str, same: bool) -> None:
    assert (link_key(one) == link_key(other)) is same


def test_of_somebody_quoted_without_end_only_so_many_are_counted(
    desk: Desk, newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(people, "COUNTED", 3)
    add_article(desk, newsroom, "\n\n".join(f"“Words number {n},” said Ana Ortiz." for n in range(5)))
    add_article(desk, newsroom, "“Words,” said Bo Ortiz.")
    found = people.find(desk, TEAM, "Ortiz")
    assert [(person.name, person.quotes) for person in found] == [("Ana Ortiz", 3), ("Bo Ortiz", 1)]
