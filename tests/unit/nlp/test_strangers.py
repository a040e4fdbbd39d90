"""People whom a story is about and nobody names: one actor each, and none where somebody named is meant."""

from __future__ import annotations

import pytest

from bot.nlp.extractor import Extractor

STORIES: list[tuple[str, list[str]]] = [
    (
        "A FISHERMAN who caught a rare eel in his bath has been fined. The 61-year-old told magistrates he was hungry. "
        "The man must pay £400. The fisherman left by a side door.",
        ["unnamed: the fisherman (a 61-year-old man)"],
    ),
    (
        "A woman in Utah swallowed a toothbrush last week, doctors say. The 27-year-old woman had been brushing her "
        "teeth when it slipped. Surgeons took it out, and the woman went home on Friday.",
        ["unnamed: the woman (a 27-year-old woman)"],
    ),
    (
        "Police in Leeds are looking for a robber who took £3,000 from a bakery. The robber wore a green hat, police "
        "said. Witnesses saw the suspect climb a wall. The man is about six feet tall.",
        ["unnamed: the robber"],
    ),
    (
        "A man was shot dead outside a bar in Dayton on Sunday. Officers said the victim had been arguing with another "
        "man. The victim died at the scene. No arrests were made.",
        ["unnamed: the victim"],
    ),
    (
        "A hiker was found alive on Mount Pell after nine days. The hiker had eaten berries, rescuers said. The woman, "
        "from Kent, was flown to a hospital. “She is a fighter,” said rescuer Tom Bray.",
        ["unnamed: the hiker"],
    ),
    (
        "A passenger was stabbed on a train to Hull on Friday. The suspect fled at Selby. Police later arrested a "
        "suspect in a field. The victim, a student, is in hospital. The attacker had shouted at the driver.",
        ["unnamed: the suspect"],
    ),
    (
        "A 16-year-old boy has been charged with arson after a fire at a mill in Bury. The boy appeared in court on "
        "Monday. The teenager can't be named. He spoke only to give his age.",
        ["unnamed: the boy (a 16-year-old boy)"],
    ),
    (
        "A US tourist was arrested in Rome after carving his name into a wall. The tourist, 24, was seen by a guide. "
        "Officials said the American faces a fine.",
        ["unnamed: the tourist (a US tourist)"],
    ),
    (  # named right below
        "A scout leader who stole from his troop was jailed on Monday. Derek Hollis, 61, had taken £9,000. The man "
        "wept as the judge spoke. The scout leader will serve two years.",
        [],
    ),
    (
        "A company director was banned for nine years. Ross Tully hid £2m from the taxman. The director had used three "
        "names.",
        [],
    ),
    (
        "A judge in Ohio struck down the law on Friday. Judge Ann Lee said the law was vague. The judge gave the state "
        "a month.",
        [],
    ),
    (
        "A former soldier won the lottery on Saturday. The soldier, who served in Mali, will buy a boat. His name is "
        "Tom Bray. Bray left the army in 2010.",
        [],
    ),
    (
        "A Leeds nurse who stole morphine was jailed for two years on Monday. The nurse took the drug for months, York "
        "Crown Court heard. Prosecutor Jo Pell said Mary Hart, 41, had lied to colleagues. Hart wept.",
        [],
    ),
    (
        "The suspect in the bombing was arrested in Rome on Monday. The suspect had fled to Italy in May. Prosecutors "
        "identified the suspect as Karim Saad, 28. Saad denies it.",
        [],
    ),
    (  # others are named
        "A 5-year-old girl was rescued from a well in Fes on Friday. The girl had been trapped for two days. Crews dug "
        "a tunnel to reach the child. Her father, Omar Aziz, thanked them.",
        ["unnamed: the girl (a 5-year-old girl)"],
    ),
    (
        "A trader lost $2 billion in one day, the bank said. The trader hid his bets for months. The bank's chief, "
        "Ross Tully, said the man had been sacked. The trader could face charges.",
        ["unnamed: the trader"],
    ),
    (
        "A man armed with a sword was shot dead by police in York on Sunday. The man had barricaded himself in a flat. "
        "Chief Constable Ann Royce said officers had no choice. Neighbours said the man lived alone.",
        ["unnamed: the man"],
    ),
    (  # in passing
        "Tom Bray met a man at the station. The man gave him a bag. Bray opened the bag at home and called the police, "
        "who thanked him for his help.",
        [],
    ),
    (
        "The mayor of Selby, Ann Royce, praised a bus driver on Monday. The driver had stopped a runaway pram. “The "
        "driver deserves a medal,” Royce said. The driver asked not to be named.",
        [],
    ),
    (  # anybody
        "Scientists have grown a tooth in a dish. A patient could get one within ten years. The patient would need one "
        "operation, said Lena Koch, who led the work. A dentist would do it.",
        [],
    ),
]


@pytest.mark.parametrize(("text", "names"), STORIES, ids=[text[:40] for text, _ in STORIES])
def test_who_is_at_the_heart_without_a_name(extractor: Extractor, text: str, names: list[str]) -> None:
    actors = extractor.extract(text).actors
    assert [a.name for a in actors if a.name.startswith("unnamed: ")] == names
    assert all(a.key for a in actors if a.name in names)


def test_what_they_are_called_is_kept_with_them(extractor: Extractor) -> None:
    actor = extractor.extract(STORIES[0][0]).actors[0]
    assert actor.aliases == ("a fisherman", "the 61-year-old", "the man", "the fisherman")


NAMED_BELOW: list[tuple[str, str]] = [
    (
        "A man drove a tractor into a bank in Ohio on Monday. The man wept when police came. “I was tired,” the man "
        "told officers. The man was later identified as Ray Keefe. Keefe, a farmer, is in jail.",
        "Ray Keefe",
    ),
    (
        "A woman shouted at a senator in Ohio on Monday. The woman was led out. She sang as she left. The woman, who "
        "gave her name as Tammy Holt, said she had paid for her seat. Holt lives in Ohio.",
        "Tammy Holt",
    ),
    (
        "A woman shouted at a senator in Ohio on Monday. The woman was led out. The woman later identified herself as "
        "Tammy Holt. “I paid for my seat,” she said.",
        "Tammy Holt",
    ),
    (
        "A gunman shot at a bus in Hull on Friday. “Get down,” the gunman told the driver. Police named the gunman as "
        "Karl Webb. Webb, 40, had lost his job.",
        "Karl Webb",
    ),
]


@pytest.mark.parametrize(("text", "name"), NAMED_BELOW, ids=[text[:40] for text, _ in NAMED_BELOW])
def test_whoever_is_named_below_is_who_was_brought_in(extractor: Extractor, text: str, name: str) -> None:
    extraction = extractor.extract(text)
    assert extraction.actors[0].name == name
    assert not any(a.name.startswith("unnamed: ") for a in extraction.actors)
    assert {q.speaker for q in extraction.quotes} == {name}
