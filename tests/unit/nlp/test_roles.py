"""What the article says somebody is, however it says it: own sentences, one construct each."""

from __future__ import annotations

import pytest

from bot.nlp.extractor import Extractor

ROLES = [
    (
        "The road was closed on Friday. Morag Tennant, who runs a bakery on Leith Walk, said takings had halved.",
        "Morag Tennant",
        "runs a bakery on Leith Walk",
    ),
    (
        "“It is a scandal,” said Denzil Okoro, 52, who owns two garages in the town.",
        "Denzil Okoro",
        "owns two garages in the town",
    ),
    (
        "According to Beatriz Folgado, who heads the region's association of hotel keepers, half the rooms are empty.",
        "Beatriz Folgado",
        "heads the region's association of hotel keepers",
    ),
    (
        "Hilary Prout, who works as a nurse at the county hospital, joined the march.",
        "Hilary Prout",
        "nurse at the county hospital",
    ),
    ("Hilary Prout, who has worked as a paramedic since 2009, joined the march.", "Hilary Prout", "paramedic"),
    (
        "Tomas Birkeland, who has coached the side since 2019, blamed the pitch.",
        "Tomas Birkeland",
        "has coached the side",
    ),
    (
        "Joan Petrie, who leads the union's northern branch, said members were angry.",
        "Joan Petrie",
        "leads the union's northern branch",
    ),
    (
        "Adeyemi Cole, who teaches chemistry at a school in Hull, said pupils had been sent home.",
        "Adeyemi Cole",
        "teaches chemistry at a school in Hull",
    ),
    (
        "The evidence is thin, said Pieter Lammers, who studies coastal erosion at the University of Delft.",
        "Pieter Lammers",
        "studies coastal erosion at the University of Delft",
    ),
    (
        "Rosa Quintana, who represents the victims' families, said the ruling was overdue.",
        "Rosa Quintana",
        "represents the victims' families",
    ),
    (
        "Emil Sorensen, who farms 200 hectares near Viborg, sold his herd.",
        "Emil Sorensen",
        "farms 200 hectares near Viborg",
    ),
    ("Lina Haddad, who led the study, warned against haste.", "Lina Haddad", "led the study"),
    ("Callum Weir, who founded the charity in 2004, resigned on Monday.", "Callum Weir", "founded the charity in 2004"),
    ("Ottoline Gray, who plays for the women's side, was not hurt.", "Ottoline Gray", "plays for the women's side"),
    (
        "Gwen Fairley, who lives on the estate with her two sons, said nobody had called.",
        "Gwen Fairley",
        "lives on the estate with her two sons",
    ),
    (
        "Marek Dvorak, who used to manage the plant, said the alarms had been switched off.",
        "Marek Dvorak",
        "used to manage the plant",
    ),
    (
        "Marek Dvorak, whose family runs a ferry company in Split, said the boats were full.",
        "Marek Dvorak",
        "family runs a ferry company in Split",
    ),
    (
        "Ines Carvalho runs a small hotel near the beach. Carvalho said the season was lost.",
        "Ines Carvalho",
        "runs a small hotel near the beach",
    ),
    (
        "Karin Blom spoke first. Blom chairs the housing committee and has sat on the council since 2015.",
        "Karin Blom",
        "chairs the housing committee",
    ),
    (
        "Yusuf Demir has driven a cab in the city for 30 years. “I know every street,” Demir said.",
        "Yusuf Demir",
        "has driven a cab in the city for 30 years",
    ),
    ("Nadia Osei works as a midwife in Kumasi. “We are tired,” Osei said.", "Nadia Osei", "midwife in Kumasi"),
    (
        "The chair of the schools panel, Elspeth Moran, declined to comment.",
        "Elspeth Moran",
        "chair of the schools panel",
    ),
    (
        "Two former judges and the head of the prison service, Alun Rhys, who gave evidence, agreed.",
        "Alun Rhys",
        "head of the prison service",
    ),
    ("Its chair, Gareth Pugh – the treasurer's brother – refused to step down.", "Gareth Pugh", "chair"),
    ("Maria Lopez, 34, a nurse, was treated for burns.", "Maria Lopez", "nurse"),
    ("Maria Lopez (34), a nurse from Cadiz, was treated for burns.", "Maria Lopez", "nurse from Cadiz"),
    ("Aged 71, retired miner Glyn Parry said he would vote for nobody.", "Glyn Parry", "retired miner"),
    (
        "Priit Tamm – a fisherman from the island of Saaremaa – found the buoy.",
        "Priit Tamm",
        "fisherman from the island of Saaremaa",
    ),
    ("Priit Tamm (chief engineer) found the fault.", "Priit Tamm", "chief engineer"),
    ("Ann Reid, then the mayor of Stirling, signed the deal.", "Ann Reid", "mayor of Stirling"),
    (
        "Ann Reid, formerly head of policy at the Treasury, now advises banks.",
        "Ann Reid",
        "head of policy at the Treasury",
    ),
    ("Ann Reid, herself a mother of three, said the fees were too high.", "Ann Reid", "mother of three"),
    ("Rep. Leo Marsh of Ohio, a member of the Freedom Caucus, voted no.", "Leo Marsh", "member of the Freedom Caucus"),
    ("Village chief Augustin Mbala, a cousin of the administrator, kept a list.", "Augustin Mbala", "Village chief"),
    ("State Sen. Iris Pell, a cousin of the congressman, said she was thinking about it.", "Iris Pell", "State Sen."),
    ("One of them, trawlerman Kofi Mensah, swam ashore.", "Kofi Mensah", "trawlerman"),
    (
        "Dr Olu Bankole, from the charity Clean Rivers, said the fish had gone.",
        "Olu Bankole",
        "from the charity Clean Rivers",
    ),
    ("Kasper Holm, of the engineers' union, said a vote would follow.", "Kasper Holm", "of the engineers' union"),
    (
        "Former Milwaukee County Executive Dana Frost — no relation — launched an advertisement.",
        "Dana Frost",
        "Former Milwaukee County Executive",
    ),
    (
        "A lawyer for the driver will appeal. “He did nothing,” Emil Havas told the radio. Havas, the lawyer, left.",
        "Emil Havas",
        "lawyer",
    ),
    ("Peter Dunn was found on Sunday. His wife, Alice, said he had gone to fish.", "Alice", "Dunn's wife"),
    (
        "Peter Dunn was found on Sunday. His brother Mark Dunn said he had gone to fish.",
        "Mark Dunn",
        "Peter Dunn's brother",
    ),
    ("Fatou Jallow was rescued. Her sister Isatou, 19, is missing.", "Isatou", "Jallow's sister"),
    (
        "Maria Lopez pulled two children from the river. The 34-year-old nurse said she had not stopped to think.",
        "Maria Lopez",
        "nurse",
    ),
    (
        "Hugo Stam scored twice in the second half of the match. “We had luck,” the Dutch striker said.",
        "Hugo Stam",
        "Dutch striker",
    ),
    ("US Defence Secretary Paul Ridge flew to Oslo.", "Paul Ridge", "US Defence Secretary"),
    ("Prosecutor Wim Aerts told the court the blaze was set on purpose.", "Wim Aerts", "Prosecutor"),
    ("Prosecuting, Wim Aerts told the court the blaze was set on purpose.", "Wim Aerts", "Prosecuting"),
    ("Joanna Bell, defending, said her client was sorry.", "Joanna Bell", "defending"),
    ("Joanna Bell, prosecuting, said the blaze was set on purpose.", "Joanna Bell", "prosecuting"),
    ("Joanna Bell, for the defence, said her client was sorry.", "Joanna Bell", "for the defence"),
    (
        "Detective Chief Inspector Rob Nairn, of Fife police, appealed for witnesses.",
        "Rob Nairn",
        "Detective Chief Inspector",
    ),
    (
        "Rovers' Spanish midfielder Iker Sola was sent off in the match against City.",
        "Iker Sola",
        "Rovers' Spanish midfielder",
    ),
    (
        "The company's chief executive and co-founder Ada Lindt sold shares.",
        "Ada Lindt",
        "company's chief executive and co-founder",
    ),
    ("Her successor as chief executive, Jon Vik, took over in May.", "Jon Vik", "successor as chief executive"),
    ("The union representing the drivers, Transvakt, called a strike.", "Transvakt", "union representing the drivers"),
    ("Transvakt, the union representing the drivers, called a strike.", "Transvakt", "union representing the drivers"),
    ("Transvakt, which represents 4,000 drivers, called a strike.", "Transvakt", "represents 4,000 drivers"),
    ("A letter to the dam's operator, Aguas Norte, was never answered.", "Aguas Norte", "dam's operator"),
    ("Human Rights Watch and the local group Voces Libres have written to the bank.", "Voces Libres", "local group"),
    ("The Iran-backed Harakat armed group, which controls the port, denied it.", "Harakat", "Iran-backed armed group"),
    (
        "Norwegian salmon farmer Havlaks, which supplies most of the shops, cut its forecast.",
        "Havlaks",
        "Norwegian salmon farmer",
    ),
    ("The state broadcaster RTL showed pictures. RTL said two had died.", "RTL", "state broadcaster"),
    ("Kestrel, an opposition party, won two seats.", "Kestrel", "opposition party"),
    (
        "Kestrel, the country's second-largest airline, cancelled 40 flights.",
        "Kestrel",
        "country's second-largest airline",
    ),
]


@pytest.mark.parametrize(("text", "name", "role"), ROLES)
def test_a_role_is_read_from_the_words_around_a_name(extractor: Extractor, text: str, name: str, role: str) -> None:
    assert next(a for a in extractor.extract(text).actors if a.name == name).role == role


NO_ROLES = [
    # what is told of a deed is no role
    ("She left early. Ines Carvalho ran to the gate and led the children out.", "Ines Carvalho"),
    # a poll
    ("The vote is on Tuesday. Ines Carvalho, who leads Jon Vik in the polls, was in Bergen.", "Ines Carvalho"),
    # who was told something isn't what the next one is
    ("He told jurors Ines Carvalho had lied.", "Ines Carvalho"),
    # "from" what somebody is kept
    ("The motion would bar Ines Carvalho from the party's board.", "Ines Carvalho"),
    # of two in the first sentence, either may be meant
    ("A nurse was stabbed by a patient.\n\nInes Carvalho, 40, was found on Friday.", "Ines Carvalho"),
    # the one done to in the first sentence is not who did it
    ("A teacher was attacked on Friday, police said.\n\nInes Carvalho, 40, was held for a night.", "Ines Carvalho"),
]


@pytest.mark.parametrize(("text", "name"), NO_ROLES)
def test_no_role_is_made_of_what_tells_none(extractor: Extractor, text: str, name: str) -> None:
    assert next(a for a in extractor.extract(text).actors if a.name == name).role is None


LEADS = [
    (
        "A scout leader who stole £80,000 from a charity was jailed for three years on Thursday.\n\n"
        "Gordon Pryor, 61, took the money over six years, Leeds Crown Court was told.",
        "Gordon Pryor",
        "scout leader",
    ),
    (
        "The chief executive of Northrail apologised to passengers on Monday.\n\n"
        "Magda Olsson told MPs that the timetable had been drawn up in haste.",
        "Magda Olsson",
        "chief executive of Northrail",
    ),
    (
        "Talks broke off on Friday. The bloc's foreign policy chief said the door was open. "
        "“It has no side entrance,” Paavo Berg said.",
        "Paavo Berg",
        "bloc's foreign policy chief",
    ),
]


@pytest.mark.parametrize(("text", "name", "role"), LEADS)
def test_a_role_is_told_before_the_name(extractor: Extractor, text: str, name: str, role: str) -> None:
    assert next(a for a in extractor.extract(text).actors if a.name == name).role == role


KIN = [
    ("Syed Malik met Jon Vik in Oslo. Dag Holm and his wife, Ada, came later.", "Ada", "Holm's wife"),
    ("The dead were Arun Das (45), his son Ravi Das (19) and a guest, police said.", "Ravi Das", "Arun Das's son"),
    (
        "Peter Dunn was found on Sunday. Alice Marr, his sister, said he had gone to fish.",
        "Alice Marr",
        "Dunn's sister",
    ),
]


@pytest.mark.parametrize(("text", "name", "role"), KIN)
def test_kin_are_told_by_whose_they_are(extractor: Extractor, text: str, name: str, role: str) -> None:
    assert next(a for a in extractor.extract(text).actors if a.name == name).role == role


def test_an_office_of_its_is_told_by_the_bodys_acronym(extractor: Extractor) -> None:
    text = (
        "The League of Romanian Growers (LRG) called the offer an insult. "
        "Its president, Nicu Moraru, said the sum was too small."
    )
    assert next(a for a in extractor.extract(text).actors if a.name == "Nicu Moraru").role == "LRG's president"


OFFICES = [
    ("Incident Controller Peta Wynne said the wind had turned.", "Peta Wynne", "Incident Controller"),
    ("NSW RFS Inspector Ben Shepley said the fire was out.", "Ben Shepley", "NSW RFS Inspector"),
    ("Rural Fire Service spokesman Greg Allard said the fire was out.", "Greg Allard", "Rural Fire Service spokesman"),
    ("Shoalhaven Mayor Trish Whitby said the road was shut.", "Trish Whitby", "Shoalhaven Mayor"),
    ("Deputy Commissioner Rob Farley said the fire was out.", "Rob Farley", "Deputy Commissioner"),
    ("Assistant Chief Fire Officer Dina Marlow thanked the crews.", "Dina Marlow", "Assistant Chief Fire Officer"),
    ("Long-time resident Tom Askew lost his shed.", "Tom Askew", "Long-time resident"),
    ("Wedmore analyst Dan Iveson cut his target.", "Dan Iveson", "Wedmore analyst"),
    (
        "Chief Financial Officer Lucia Maestro told investors that demand was weak.",
        "Lucia Maestro",
        "Chief Financial Officer",
    ),
    (
        "Norvik finance chief Lucia Maestro told investors that demand was weak.",
        "Lucia Maestro",
        "Norvik finance chief",
    ),
    (
        "“It is dear,” said Ada Moss, chief market strategist at Corwell.",
        "Ada Moss",
        "chief market strategist at Corwell",
    ),
    ("Summer signing Igor Paixao scored twice in the match.", "Igor Paixao", "Summer signing"),
    ("Arsenal's captain, Martin Odeland, limped off.", "Martin Odeland", "Arsenal's captain"),
    ("The Brazil forward Igor Paixao scored twice.", "Igor Paixao", "Brazil forward"),
    ("Left-back Oleks Zinchuk was booked.", "Oleks Zinchuk", "Left-back"),
    ("Right-hander Logan Webber pitched six innings.", "Logan Webber", "Right-hander"),
    ("Giants right-hander Logan Webber pitched six innings.", "Logan Webber", "Giants right-hander"),
    ("Third baseman Max Muncer homered twice.", "Max Muncer", "Third baseman"),
    ("Left fielder Tye Hernan homered twice.", "Tye Hernan", "Left fielder"),
    ("Slugger Pete Alonzo homered twice.", "Pete Alonzo", "Slugger"),
    ("The Grammy winner Zuri Maddox, 31, wed on Saturday.", "Zuri Maddox", "Grammy winner"),
    ("“Island” alum Zuri Maddox, 31, wed on Saturday.", "Zuri Maddox", "alum"),
    ("Her co-star Ben Askew sent flowers.", "Ben Askew", "co-star"),
    ("Former reality star Zuri Maddox wed on Saturday.", "Zuri Maddox", "Former reality star"),
    ("Solicitor General Tushar Mehra told the court the plea was late.", "Tushar Mehra", "Solicitor General"),
    (
        "Senior counsel Kapil Sibbal, appearing for the petitioners, said the law was void.",
        "Kapil Sibbal",
        "Senior counsel",
    ),
    ("A bench of Justices Surya Kanth and Dipa Dutta issued a notice.", "Surya Kanth", "Justice"),
    ("Additional Sessions Judge Vishal Gogna framed charges.", "Vishal Gogna", "Additional Sessions Judge"),
    ("Advocate Prashant Bhusham said the law was void.", "Prashant Bhusham", "Advocate"),
    (
        "Chief Secretary to the Treasury Darren Joyce defended the cuts.",
        "Darren Joyce",
        "Chief Secretary to the Treasury",
    ),
    ("Governor of the Bank of England Andrew Baylis held rates.", "Andrew Baylis", "Governor of the Bank of England"),
    ("Leader of the Opposition Kemi Bade attacked the plan.", "Kemi Bade", "Leader of the Opposition"),
    ("Minister for Women Jess Asante defended the cuts.", "Jess Asante", "Minister for Women"),
    ("Reform UK's deputy leader Richard Tice-Hall said it was late.", "Richard Tice-Hall", "Reform UK's deputy leader"),
    ("Tory leader Kemi Bade attacked the plan.", "Kemi Bade", "Tory leader"),
    (
        "Sen. Mark Warnock (D-Va.), the top Democrat on the Intelligence Committee, said it was late.",
        "Mark Warnock",
        "top Democrat on the Intelligence Committee",
    ),
    ("Senate Majority Leader John Thorne (R-S.D.) said it was late.", "John Thorne", "Senate Majority Leader"),
    ("Ranking member Jamie Raskind said it was late.", "Jamie Raskind", "Ranking member"),
    (
        "Gen. Oleh Syrsko, the army's commander in chief, said the town had held.",
        "Oleh Syrsko",
        "army's commander in chief",
    ),
    ("Ada Moss, sociologist at the CNRS, said the vote was open.", "Ada Moss", "sociologist at the CNRS"),
    ("Ada Moss, MP for La France Verte (LFV, left), said the vote was open.", "Ada Moss", "MP for La France Verte"),
    ("The head of the far-right party, Jordan Bardot, was booed.", "Jordan Bardot", "head of the far-right party"),
    ("The retail tycoon Philip Greenwood sold the chain.", "Philip Greenwood", "retail tycoon"),
    ("Mr. Askew, 34, a plumber, fled with his sons. Ben Askew lost his van.", "Ben Askew", "plumber"),
    ("Ben Askew, the plumber whose van was stolen, wept.", "Ben Askew", "plumber"),
    ("Ben Askew, a father of three from Leeds, wept.", "Ben Askew", "father of three from Leeds"),
    ("Ben Askew, one of the founders of the club, wept.", "Ben Askew", "founder of the club"),
    ("Ben Askew, who is a plumber in Leeds, wept.", "Ben Askew", "plumber in Leeds"),
    ("Ben Askew, who was mayor until 2019, wept.", "Ben Askew", "mayor"),
    ("Ben Askew, who became chairman in May, wept.", "Ben Askew", "chairman"),
    ("Ben Askew, who served as mayor for ten years, wept.", "Ben Askew", "mayor"),
    ("Ben Askew – mayor of Leeds since 2015 – wept.", "Ben Askew", "mayor of Leeds"),
    ("The victim's father, Ben Askew, wept.", "Ben Askew", "victim's father"),
    ("Witness Ben Askew told the court he had heard a shot.", "Ben Askew", "Witness"),
    ("Eyewitness Ben Askew heard a shot.", "Ben Askew", "Eyewitness"),
    ("Neighbour Ben Askew heard a shot.", "Ben Askew", "Neighbour"),
    ("Ben Askew, a neighbour, heard a shot.", "Ben Askew", "neighbour"),
    (
        "Ben Askew, chief executive and founder of Lantern, sold his shares.",
        "Ben Askew",
        "chief executive and founder of Lantern",
    ),
    ("Ben Askew, Lantern's chief executive, sold his shares.", "Ben Askew", "Lantern's chief executive"),
    ("Lantern boss Ben Askew sold his shares.", "Ben Askew", "Lantern boss"),
    (
        "Lantern co-founder and chief executive Ben Askew sold his shares.",
        "Ben Askew",
        "Lantern co-founder and chief executive",
    ),
    ("The airline Flyvest cut jobs. Flyvest said it was sorry.", "Flyvest", "airline"),
    ("Human rights group Voces Libres condemned the raid.", "Voces Libres", "Human rights group"),
    ("Two nurses, Ada Moss and Ben Askew, were cleared.", "Ben Askew", "nurse"),
    ("Coached by Ben Askew, the side won. “I'm proud,” said coach Askew.", "Ben Askew", "coach"),
    ("Ada Moss's lawyer Ben Askew said she was glad.", "Ben Askew", "Ada Moss's lawyer"),
    ("His lawyer Ben Askew said he was glad.", "Ben Askew", "lawyer"),
    ("Ben Askew, speaking for the family, said they were glad.", "Ben Askew", "speaking for the family"),
    ("Ben Askew, representing Moss, said she was glad.", "Ben Askew", "representing Moss"),
    ("Ben Askew, playing his first match for Leeds, scored. Teenager Ben Askew is 17.", "Ben Askew", "Teenager"),
    ("England manager Gary Southam, 53, resigned.", "Gary Southam", "England manager"),
    ("Ben Askew was appointed chief executive of Lantern in May.", "Ben Askew", "chief executive of Lantern"),
    ("Ben Askew has been named head coach of Leeds.", "Ben Askew", "head coach of Leeds"),
    ("Lantern appointed Ben Askew as finance director.", "Ben Askew", "finance director"),
    ("Ben Askew will succeed Ada Moss as chair of Lantern.", "Ben Askew", "chair of Lantern"),
]


@pytest.mark.parametrize(("text", "name", "role"), OFFICES)
def test_titles_trades_and_appointments(extractor: Extractor, text: str, name: str, role: str) -> None:
    assert next(a for a in extractor.extract(text).actors if a.name == name).role == role


CUT = [text for text, _, _ in ROLES[::4] + OFFICES[::6]]


@pytest.mark.parametrize("text", CUT)
def test_a_text_that_breaks_off_is_read_to_its_end(extractor: Extractor, text: str) -> None:
    words = text.split()
    for extraction in extractor.pipe(" ".join(words[:end]) for end in range(1, len(words))):
        assert all(actor.name for actor in extraction.actors)
