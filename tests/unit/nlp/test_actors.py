"""Who is an actor once, and what is none: own sentences, one construct each."""

from __future__ import annotations

import pytest

from bot.nlp.extractor import Extractor

ACTORS: list[tuple[str, list[str], list[str]]] = [
    (
        "The University of Northmoor will close two departments. "
        "Northmoor University said staff were told on Monday. The university has 900 staff.",
        ["University of Northmoor"],
        ["Northmoor University", "Northmoor"],
    ),
    (
        "Harbour University sacked three lecturers on Monday. The University said it had no choice. "
        "The lecturers will sue.",
        ["Harbour University"],
        ["University"],
    ),
    (
        "The Ford Foundation gave $2 million to the clinic. The Foundation said more would follow. "
        "Nurses thanked the Foundation.",
        ["Ford Foundation"],
        ["Foundation"],
    ),
    (
        "The Royal College of Midwives called for a vote. “We are tired,” the RCM said. "
        "The College will count on Friday.",
        ["Royal College of Midwives"],
        ["RCM", "College"],
    ),
    ("José Núñez scored twice. Jose Nunez left the pitch in tears. Núñez is 19.", ["José Núñez"], ["Jose Nunez"]),
    (
        "Jean-Luc Moreau was fined. “Jean-Luc is sorry,” his lawyer said. Mr Moreau paid.",
        ["Jean-Luc Moreau"],
        ["Jean-Luc", "Moreau"],
    ),
    (
        "Siân Price-Hughes won the seat. Price-Hughes thanked her agent. “Siân worked hard,” the agent said.",
        ["Siân Price-Hughes"],
        ["Siân", "Price-Hughes"],
    ),
    (
        "Robert “Bobby” Kane was shot on Tuesday. Bobby Kane had two sons. “Bobby was kind,” a neighbour said.",
        ["Robert Kane"],
        ["Bobby Kane", "Bobby"],
    ),
    (
        "Helena Brandt said no. “Helena was told twice,” an aide said. “I like Helena,” said another. Brandt won.",
        ["Helena Brandt"],
        ["Helena"],
    ),
    (
        "Leeds police officers stopped a van on Friday. Leeds police said two men were held. Police gave no names.",
        ["Leeds police"],
        ["Leeds police officers", "police"],
    ),
    (
        "The National Fisheries Institute (Inapes) closed the bay. Inapes said the water was foul. "
        "Inapes will test it again.",
        ["National Fisheries Institute"],
        ["Inapes"],
    ),
    (
        "Republicans blocked the bill. The GOP said it cost too much. GOP leaders will meet on Monday.",
        ["Republicans"],
        ["GOP"],
    ),
    (
        "Fighters of the Islamic State fled. ISIS had held the town for a year. The army said ISIS left mines.",
        ["Islamic State"],
        ["ISIS"],
    ),
    (
        "Shares in Kalder AG (KLDG.DE) fell. Kalder AG said it would appeal. The blue-chip DAX index lost a point.",
        ["Kalder AG"],
        ["KLDG.DE", "DAX"],
    ),
    (
        "Netflix bought “The Salt Year” on Monday. “The Salt Year” was shown in Lund. "
        "The director of “The Salt Year,” Ida Holm, wept.",
        ["Netflix", "Ida Holm"],
        ["The Salt Year", "Salt Year"],
    ),
    (
        "Vitaly Gusev wrote on Telegram that the road was closed. A video on Instagram showed smoke. "
        "Gusev posted it on Telegram, too.",
        ["Vitaly Gusev"],
        ["Telegram", "Instagram"],
    ),
    (
        "The Emerald-class ferries were late. The River-class boats were later, said Dom Russo, who runs a kiosk.",
        ["Dom Russo"],
        ["Emerald", "River"],
    ),
    (
        "Former Dayton Mayor Pro Tem Ruth Albright will run. Albright said she was ready.",
        ["Ruth Albright"],
        ["Pro Tem"],
    ),
    (
        "Jal Shakti minister Swatantra Dev Singh resigned. Singh said he was tired.",
        ["Swatantra Dev Singh"],
        ["Swatantra Dev", "Singh"],
    ),
    (
        "Rachel Okafor, Labour MP for Hexley South, resigned. Okafor said she was tired.",
        ["Rachel Okafor"],
        ["Labour MP for Hexley South", "Hexley South"],
    ),
    (
        "The Liberal Democrats won in Bath. The Liberal Democrats said it was a good night.",
        ["Liberal Democrats"],
        ["Democrats"],
    ),
    (
        "Striking nurses marched through Leeds on Friday. The nurses said pay had fallen. "
        "Nurses will strike again on Monday. “Nurses are worn out,” said Ann Lee.",
        ["Ann Lee"],
        [],
    ),
    (
        "He was given an Oscar for the film. “An Oscar is heavy,” said Ida Holm. The Nobel Prize is heavier.",
        ["Ida Holm"],
        ["Oscar", "Nobel Prize"],
    ),
    (
        "The Equality Act was passed in 2010. Under the Equality Act a firm must pay, said Ann Lee. "
        "The Grenfell Inquiry agreed.",
        ["Ann Lee"],
        ["Equality Act"],
    ),
    (
        "In Tuesday's debate Ann Lee attacked Jon Vik. Thanksgiving is near. By Christmas, Lee said, it will be over.",
        ["Ann Lee", "Jon Vik"],
        ["Thanksgiving", "Christmas"],
    ),
    (
        "Thousands marched. Hundreds wept. Protesters burned tyres. Kenyans want change, said Otieno Were, a teacher.",
        ["Otieno Were"],
        ["Thousands", "Hundreds", "Protesters"],
    ),
    (
        "Hopes are high. Doubts remain. Sources say Jon Vik will go. Insiders say he won't.",
        ["Jon Vik"],
        ["Hopes", "Doubts", "Sources", "Insiders"],
    ),
    ("The Times and the Guardian reported it first. Jon Vik told the Times he was sorry.", ["Jon Vik"], []),
    (
        "Bangor Regional Hospital closed a ward. The Hospital said it lacked nurses. "
        "Bangor Regional said it was sorry.",
        ["Bangor Regional Hospital"],
        ["Hospital", "Bangor Regional"],
    ),
    (
        "The Centre for Rural Policy (CRP) published a report. The Centre said farms were failing. "
        "CRP's director, Ida Holm, warned ministers.",
        ["Centre for Rural Policy", "Ida Holm"],
        ["Centre", "CRP"],
    ),
    (
        "Mayor Eric O'Neill resigned. O’Neill said he was ill. Eric O’Neill is 50.",
        ["Eric O'Neill"],
        ["Eric O’Neill", "O’Neill"],
    ),
    (
        "Dr. Mary Anne Brooks testified. Mary-Anne Brooks wept. Brooks is a surgeon.",
        ["Mary Anne Brooks"],
        ["Mary-Anne Brooks"],
    ),
    (
        "The Department of Health and Social Care set up a fund. The Department said it would pay in May. "
        "DHSC officials met nurses.",
        ["Department of Health and Social Care"],
        ["DHSC", "Department"],
    ),
    (
        "Apple Inc. cut its forecast. Apple shares fell. Apple's chief executive said demand was weak.",
        [],
        ["Apple Inc"],
    ),
]


@pytest.mark.parametrize(("text", "wanted", "unwanted"), ACTORS)
def test_each_actor_is_listed_once_and_things_are_not(
    extractor: Extractor, text: str, wanted: list[str], unwanted: list[str]
) -> None:
    names = [a.name for a in extractor.extract(text).actors]
    assert set(wanted) <= set(names)
    assert set(unwanted).isdisjoint(names)


STORY = "The state owns a third of Norvest through a ministry, and has said that it will not sell any of it this year."


def test_lines_that_head_a_section_name_nobody(extractor: Extractor) -> None:
    text = (
        f"Norvest rejected the bid of its rival on Monday.\n\n{STORY}\n\nSTATE STAKE\n\n{STORY}\n\nAnalysts Split\n\n"
        f"“It is dear,” said Jon Vik, an analyst.\n\nQuick Guide\n\n{STORY}\n\nMagda Olsson\n\n{STORY}"
    )
    names = {a.name for a in extractor.extract(text).actors}
    assert {"Norvest", "Jon Vik", "Magda Olsson"} <= names
    assert not any(word in name for name in names for word in ("STAKE", "Stake", "Split", "Guide"))


GROUPS = [
    # whom the first sentence is about, and the story comes back to
    (
        "More than 40 Labour MPs will vote against the bill, their leader was told.\n\n"
        "In a letter the MPs say the change is a gift to builders. Two MPs said they had been offered posts.",
        "Labour MPs",
    ),
    # firms of one trade
    (
        "A study finds that insurers turn down four in ten claims. The doctor blames insurers. What insurers say is "
        "that the sums were wrong.",
        "insurers",
    ),
    # bodies that need no name and no owner
    ("The man admitted the theft. Prosecutors said he had stolen before. The judge fined him.", "prosecutors"),
    ("The man denied murder. Jurors took six hours to convict him. The judge thanked them.", "jury"),
    ("Angry voices were heard. Local government leaders said the sum was too small.", "local government leaders"),
]


@pytest.mark.parametrize(("text", "name"), GROUPS)
def test_groups_at_the_heart_of_a_story_are_actors(extractor: Extractor, text: str, name: str) -> None:
    assert name in [a.name for a in extractor.extract(text).actors]


def test_a_couple_share_their_surname(extractor: Extractor) -> None:
    text = "Rhiannon and Gareth Pell, whose daughter died, wept in court. Mrs Pell held up a photograph."
    assert {"Rhiannon Pell", "Gareth Pell"} <= {a.name for a in extractor.extract(text).actors}


REPORTED: list[tuple[str, str, str]] = [
    (
        "Shares in Norvest fell on Monday after CNBC reported that talks had stalled. CNBC, citing a source, reported "
        "that Norvest wants more time. Denmark has set a date in May.",
        "Norvest",
        "CNBC",
    ),
    (
        "Reuters reported on Monday that Orvane will cut 900 jobs. Orvane makes pumps. Reuters cited two documents.",
        "Orvane",
        "Reuters",
    ),
    (
        "As Ann Pell reports for NPR, the ban took effect on Monday. Denmark wrote the ban in May, reports Pell. "
        "Denmark will fine those who swim.",
        "Denmark",
        "Ann Pell",
    ),
    (
        "Two bears were seen in Hull, according to Jo Lee of the Times. Hull Zoo denied that it had lost any. “They "
        "are not ours,” Hull Zoo said.",
        "Hull Zoo",
        "Jo Lee",
    ),
]


@pytest.mark.parametrize(("text", "about", "reporter"), REPORTED, ids=[text[:40] for text, _, _ in REPORTED])
def test_who_only_reports_stands_behind_whom_it_is_about(
    extractor: Extractor, text: str, about: str, reporter: str
) -> None:
    names = [a.name for a in extractor.extract(text).actors]
    assert names.index(about) < names.index(reporter)


def test_a_paper_that_a_story_is_about_stays_first(extractor: Extractor) -> None:
    text = (
        "The New York Times cut 90 jobs on Monday. The Times said print was shrinking. The New York Times, which sold "
        "for $2 a copy, will close its plant. Ann Lee, a union leader, said the Times had lied."
    )
    assert extractor.extract(text).actors[0].name == "New York Times"


PAIRS: list[tuple[str, list[str], list[str]]] = [
    (
        "US-China trade talks stalled on Monday. Beijing wants tariffs lifted. Washington said no.",
        ["China", "United States"],
        ["US-China"],
    ),
    ("The Russia-Ukraine war entered a new phase. Moscow fired 90 drones.", ["Russia"], ["Russia-Ukraine"]),
    ("An Iran-Iraq pipeline will open in May. Tehran paid for it.", ["Iran"], ["Iran-Iraq"]),
    ("The Israeli-Palestinian conflict was raised in Oslo. Israel sent nobody.", ["Israel"], []),
    ("A British-Irish deal was signed in Belfast. London agreed after years.", ["United Kingdom"], []),
    (
        "A fire broke out near the U.S.-Mexico border on Monday. Crews from Texas put it out.",
        [],
        ["United States", "Mexico"],
    ),
    (
        "Lin Wu, a Chinese-American author, won the prize. Wu was born in Ohio. “I am glad,” Wu said.",
        ["Lin Wu"],
        ["China", "United States"],
    ),
    (
        "Anna Reed, a British-Canadian nurse, was freed in Mali on Monday. Reed is well.",
        ["Anna Reed"],
        ["Britain", "United Kingdom", "Canada"],
    ),
]


@pytest.mark.parametrize(("text", "wanted", "unwanted"), PAIRS, ids=[text[:40] for text, _, _ in PAIRS])
def test_two_countries_in_one_word_are_two(
    extractor: Extractor, text: str, wanted: list[str], unwanted: list[str]
) -> None:
    names = [a.name for a in extractor.extract(text).actors]
    assert set(wanted) <= set(names)
    assert set(unwanted).isdisjoint(names)


SET_IN: list[tuple[str, str, bool]] = [
    (
        "A ferry sank off Mozambique on Monday. Nineteen people drowned, said Ana Sitoe, a harbour chief. “It was too "
        "full,” Sitoe said. Ferries in Mozambique are often old.",
        "Mozambique",
        False,
    ),
    (
        "Audi showed a new car on Monday. Audi will sell it in Germany and in Spain in May. In Germany it costs 70,000 "
        "euros. Audi hopes for buyers in Spain.",
        "Spain",
        False,
    ),
    ("Spain sued Audi on Monday. Spain says the firm lied. Audi sells cars in Spain.", "Spain", True),
    ("US-China talks stalled. A US-China summit was put off. Traders sold shares in Audi.", "China", True),
    (
        "Smog closed schools in Delhi on Monday. The air over Delhi was brown. Doctors in Delhi were tired. People "
        "left Delhi in droves, and traffic in Delhi stood still.",
        "Delhi",
        True,
    ),
]


@pytest.mark.parametrize(("text", "place", "key"), SET_IN, ids=[text[:40] for text, _, _ in SET_IN])
def test_where_a_story_is_set_is_nobody_to_know(extractor: Extractor, text: str, place: str, key: bool) -> None:
    assert any(a.key for a in extractor.extract(text).actors if a.name == place) is key
