"""What has a name and is nobody: laws, indices, illnesses, species, machines, parts in a play."""

from __future__ import annotations

import pytest

from bot.nlp.extractor import Extractor


def names(extractor: Extractor, text: str) -> list[str]:
    return [a.name for a in extractor.extract(text).actors]


NOBODY = [
    # laws and theories, by their last word
    ("Lena Ortiz said that the Clean Rivers Act would cost the town dearly.", "Clean Rivers Act"),
    ("The idea behind the Environmental Brandt Curve is simple, Lena Ortiz said.", "Environmental Brandt Curve"),
    ("Lena Ortiz spoke at the European Water Security Summit on Monday.", "European Water Security Summit"),
    # indices of the stock exchange
    (
        "Japan's Nikkei 225 fell 0.3%. Hong Kong's Hang Seng Index (HSI) was up. The HSI closed higher.",
        "Hang Seng Index",
    ),
    # a genus, and its species
    ("The infection is caused by Listeria monocytogenes, Lena Ortiz said.", "Listeria"),
    ("The bacteria Borrelia burgdorferi live in ticks, doctor Lena Ortiz said.", "Borrelia"),
    # machines and illnesses, by the noun beside the name
    ("It took 900 hours on the Silver Heron supercomputer in Turin, Lena Ortiz said.", "Silver Heron"),
    ("She had a rare illness called Harlow Syndrome, her doctor Lena Ortiz said.", "Harlow Syndrome"),
    ("The team built a simulation they call ARGO9, and ARGO9 ran for a year.", "ARGO9"),
    # letters for common words
    ("He had chronic obstructive lung disease, or COLD, his doctor said. COLD is common.", "COLD"),
    ("Growth in gross domestic product (GDP) slowed. GDP rose by a tenth.", "GDP"),
    # a teaching, an address, two names in one word, an attitude
    ("Lena Ortiz led campaigns against Marxism. Marxism is dead, she said.", "Marxism"),
    ("Lena Ortiz was blunt. “Mr. President, you are wrong,” she said.", "President"),
    ("The Ortiz-Blum race is close. Lena Ortiz and Carl Blum met on Monday.", "Ortiz-Blum"),
    ("She is for President Ortiz's opposition to the deal, Carl Blum said.", "Ortiz's opposition"),
    # a tag, a greeting, degrees
    ("The #NeverOrtiz tag is everywhere. Lena Ortiz laughed at #NeverOrtiz.", "NeverOrtiz"),
    ("Lena Ortiz was happy. “Thanks, all of you,” she said.", "Thanks"),
    # parts of a law, a party and its state, an agency's name at the end
    ("Refugees are protected by Article 33, Lena Ortiz said. Article 33 is clear.", "Article 33"),
    ("In May, Rep. Lena Ortiz, R-S.D., visited the border.", "R-S.D"),
    ("He had crossed the border to sneak into the town, Lena Ortiz said. PTI", "PTI"),
    ("Hong Kong (XBN Business) A muddled view of trade hit markets, Lena Ortiz said.", "XBN Business"),
    # a picture's credit in a line of its own
    ("Lena Ortiz won, the town said.\nPella Marsh/Getty Images\nShe smiled.", "Pella Marsh"),
    # a share behind its firm
    ("Lena Ortiz ran Kalthoff (KLTGn.DE) for years, and left Kalthoff in May.", "KLTGn"),
    # emphasis
    ("It was a big win. She lost BIG, the mayor wrote of Lena Ortiz.", "BIG"),
    # whom somebody plays
    ("Tom Ellery is to reprise his role as Edward Rook, Lena Ortiz said.", "Edward Rook"),
]


@pytest.mark.parametrize(("text", "name"), NOBODY)
def test_a_thing_is_no_actor(extractor: Extractor, text: str, name: str) -> None:
    assert name not in names(extractor, text)


SOMEBODY = [
    ("Lena Ortiz teaches at the Harwick School of Law. The Harwick School of Law said so.", "Harwick School of Law"),
    (
        "The Special Investigation Team (SIT) questioned Lena Ortiz. The SIT probe goes on.",
        "Special Investigation Team",
    ),
    ("The special investigation team (SIT) met. The SIT said that Lena Ortiz had left.", "SIT"),
    ("The WHO said that those who had fallen ill were well again.", "WHO"),
    ("The film portrays Lena Ortiz as a hero. Lena Ortiz said she had seen it.", "Lena Ortiz"),
    ("Sandra Bill said the council had met. Bill left early.", "Sandra Bill"),
    ("Lena Ortiz is a star. Lena Ortiz plays a widow who runs a farm.", "Lena Ortiz"),
    ("Brontex vaccine trials go on, and Brontex said that it hoped for the best.", "Brontex"),
]


@pytest.mark.parametrize(("text", "name"), SOMEBODY)
def test_what_acts_stays(extractor: Extractor, text: str, name: str) -> None:
    assert name in names(extractor, text)


NAMED_IN_FULL = [
    # a common noun with a capital ends a name
    ("He had left, according to The Harwick Reporter. Lena Ortiz agreed.", "The Harwick Reporter"),
    # two bodies that "and" ties, where one of them stands alone elsewhere
    ("There were reports from The Dial and Ledger. Later, Ledger said that Lena Ortiz had left.", "Ledger"),
    (
        "Police searched the flat of an agent of Customs and Border Protection, Lena Ortiz said.",
        "Customs and Border Protection",
    ),
    # one body of several in a row of marks
    ("A Tellus/Marvane poll found that Lena Ortiz would win.", "Marvane"),
    # an embassy is told by its town
    ("The US Embassy in Lisbon keeps watch, Lena Ortiz said.", "US Embassy in Lisbon"),
    # a family name that is a noun, too
    ("He was wrong.\nFan Meiling, deputy director of the park, said so.", "Fan Meiling"),
    # a body whose leader's office follows, and a name less of it initials
    ("The Senate mourned former House of Representatives Speaker, Lena Ortiz.", "House of Representatives"),
    ("B. U. Ezra and L. Ortiz are dead. Benjamin Ezra was a lawyer, said Lena Ortiz.", "Benjamin Ezra"),
    # common words alone are a body's name together with whose it is
    ("Kenya's Supreme Court ruled on Monday that Lena Ortiz had won.", "Kenya's Supreme Court"),
    ("A spokesman for Norway's economy ministry said that Lena Ortiz had left.", "Norway's economy ministry"),
    ("There is no danger, the Upper Silesia health commission said.", "Upper Silesia health commission"),
    ("The ship was given to Vietnam's coast guard, Lena Ortiz said.", "Vietnam's coast guard"),
    ("Lena Ortiz had a letter from the immigration department on Monday.", "immigration department"),
    # a saint's town, a panel and its field, what stands before a hyphen
    ("The firm is based in St. Peters. St. Peters sued Lena Ortiz.", "St. Peters"),
    ("Lena Ortiz sits on the House Committee on Foreign Affairs in Washington.", "House Committee on Foreign Affairs"),
    ("Money went to the pro-Ortiz Pathways Action Fund, Carl Blum said.", "Pathways Action Fund"),
    # what a dash sets apart, and an adjective that is no part of the name
    ("Lee Ward - himself a farmer - won. Lee Ward said that Lena Ortiz had called.", "Lee Ward"),
    ("The federal Securities and Exchange Commission sued Lena Ortiz.", "Securities and Exchange Commission"),
    # a firm, and a product of its
    ("Amazon is now hiring, Lena Ortiz said. Have an Amazon Nimbus lamp? Amazon has more.", "Amazon"),
    # a body of several fields, a writer's affiliation in the last line, an office of somebody's
    (
        "Lena Ortiz wrote to the House Committee on Trade, Water and Home Affairs.",
        "House Committee on Trade, Water and Home Affairs",
    ),
    (
        "We must act now.\n\nMs. Ortiz is Director of the Harwick Institute for the Study of Water.",
        "Harwick Institute for the Study of Water",
    ),
    ("Rep. Davis McAllen spoke. McAllen's office did not reply to Lena Ortiz.", "McAllen's office"),
    # a paper that is called a leader, and what a movement is called
    ("The Harwick Union Leader said that Lena Ortiz had been rocked.", "Harwick Union Leader"),
    ("Lena Ortiz spoke of the Green Lanes Now movement on Monday.", "Green Lanes Now"),
    ("A new USA TODAY poll found that Lena Ortiz would win, and USA TODAY said so.", "USA TODAY"),
    # a headline's verb behind a name
    ("Donald Trump Is Right, Says Ortiz\n\nThe paper checked what Donald Trump said on Monday.", "Donald Trump"),
    # a country whose name has an adjective in it
    (
        "Lena Ortiz met the president. The Dominican Republic urged others to join. The Dominican Republic won.",
        "Dominican Republic",
    ),
]


@pytest.mark.parametrize(("text", "name"), NAMED_IN_FULL)
def test_a_name_has_all_its_words_and_no_more(extractor: Extractor, text: str, name: str) -> None:
    assert name in names(extractor, text)


def test_a_countrys_acronym_is_its_body(extractor: Extractor) -> None:
    text = "The Chinese Center for Disease Control and Prevention met. The Chinese CDC said that all was well."
    assert names(extractor, text) == ["Chinese Center for Disease Control and Prevention"]


PLACES = [
    ("Lena Ortiz works for a San Francisco Bay Area bakery, her aide said.", "San Francisco Bay Area"),
    ("Lena Ortiz has a house in New York City, her aide said.", "New York City"),
    ("“We left in May,” said Lena Ortiz, 24, from Punjab’s Moga.", "Moga"),
    ("The senator representing Harbourne North, Lena Ortiz, spoke on Tuesday.", "Harbourne North"),
    ("Tom Hale, the MP for Harwick North, who is no kin of Lena Ortiz, left.", "Harwick North"),
    ("Nampira's provincial government said that 58 people sank off Nampira.", "Nampira"),
    ("The plague spread across the Mediterranean, Lena Ortiz said.", "Mediterranean"),
]


@pytest.mark.parametrize(("text", "name"), PLACES)
def test_where_something_is_is_no_actor(extractor: Extractor, text: str, name: str) -> None:
    assert name not in names(extractor, text)
