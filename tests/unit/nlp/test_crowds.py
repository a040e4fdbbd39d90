"""Several people whom a story is about and nobody names: one group each, called by their number."""

from __future__ import annotations

import pytest

from bot.nlp.extractor import Extractor
from bot.nlp.types import ActorType

NUMBERS = {"two", "three", "four", "six", "nearly", "at", "more", "300"}

STORIES: list[tuple[str, str | None]] = [
    (
        "Police in Leeds have arrested three men over a fire at a mill. The men were held on Friday night. "
        "Detectives said the suspects would be questioned until Sunday.",
        "three men",
    ),
    (
        "Nearly 200 miners were rescued on Monday after a shaft flooded in Kent. The miners had spent nine hours "
        "in the dark. A doctor said the men were cold and hungry.",
        "nearly 200 miners",
    ),
    (
        "A couple from Hull won the lottery on Saturday. The couple will buy a boat. The pair plan to sail to Spain.",
        "couple",
    ),
    (
        "Two women were found alive on Mount Pell after nine days. The women had eaten berries, rescuers said. "
        "Both women are in hospital.",
        "two women",
    ),
    (
        "Four Britons have been freed in Mali after a year. The Britons were flown to Paris. The hostages had "
        "been held in a cave.",
        "four Britons",
    ),
    (
        "Two men were jailed for theft on Monday. Lee Carr, 20, and Tom Bray, 21, took copper from a church. The "
        "men wept in the dock.",
        None,
    ),
    (
        "Ann Lee beat three candidates in the race for mayor. The candidates had spent £9,000. Lee takes office "
        "in May.",
        None,
    ),
    (
        "The firm has 300 workers in Goole. Its profit fell by a fifth. “We are sorry,” said Ross Tully, its "
        "director. The workers will be told next week.",
        None,
    ),
    (
        "At least 43 migrants drowned when a boat sank off Lampedusa. The migrants had left Tunis on Monday. The "
        "coastguard said the victims came from Sudan.",
        "at least 43 migrants",
    ),
    (
        "Six climbers are missing on Mount Pell. Helicopters searched for the climbers all day. Police said the "
        "group had left on Sunday.",
        "six climbers",
    ),
    (
        "More than 60 teachers walked out of a school in Bury on Monday. The teachers want smaller classes. “We "
        "had no choice,” said one.",
        "more than 60 teachers",
    ),
    (
        "Two nurses who stole morphine have been struck off. The nurses took the drug for a year, a panel heard.",
        "two nurses",
    ),
]


@pytest.mark.parametrize(("text", "name"), STORIES, ids=[text[:40] for text, _ in STORIES])
def test_a_group_is_called_by_its_number(extractor: Extractor, text: str, name: str | None) -> None:
    groups = [a.name for a in extractor.extract(text).actors if a.type is ActorType.GROUP]
    counted = [g for g in groups if g == "couple" or g.split()[0] in NUMBERS]
    assert counted == ([name] if name else [])


def test_what_takes_a_group_up_is_kept_with_it(extractor: Extractor) -> None:
    group = next(a for a in extractor.extract(STORIES[4][0]).actors if a.type is ActorType.GROUP)
    assert group.key
    assert group.aliases == ("the Britons", "the hostages")


def test_a_group_is_who_its_words_are_of(extractor: Extractor) -> None:
    text = "Three men were pulled from a well in Kent on Monday. “We sang all night,” the men said."
    assert extractor.extract(text).quotes[0].speaker == "three men"


TEAMS: list[tuple[str, str | None]] = [
    (
        "A team led by researchers at Holm University has found salt on Mars. The team used a telescope. “It is rare,” "
        "said Ann Lee. The scientists hope to return, the team said.",
        "team led by researchers",
    ),
    (
        "A team of doctors from Leeds has operated on a child in the womb. The team worked for nine hours. The doctors "
        "were tired.",
        "team of doctors",
    ),
    (
        "A team of astronomers at NASA has seen a comet break up. The NASA team used two dishes. The researchers said "
        "the comet was old.",
        "NASA team",
    ),
    ("A team of players from Hull won the cup. The team sang all night.", None),
    ("A team from Hull won the cup on Monday. The team sang all night.", None),
    ("Hull has hired a new coach. The team lost on Monday. The team was booed.", None),
    ("A team of detectives is looking into the fire. Karl Webb died on Friday. The rescue team left at noon.", None),
    ("Ann Lee, working with a team of divers, has mapped a cave. The team swam for hours.", None),
]


@pytest.mark.parametrize(("text", "name"), TEAMS)
def test_a_team_is_one_group(extractor: Extractor, text: str, name: str | None) -> None:
    teams = [a.name for a in extractor.extract(text).actors if a.type is ActorType.GROUP and "team" in a.name]
    assert teams == ([] if name is None else [name])
