"""Who is in an article, and whom its words mean."""

from __future__ import annotations

import pytest

from bot.nlp.cast import Cast
from bot.nlp.extractor import Extractor
from bot.nlp.marks import Paragraphs, find_quoted
from bot.nlp.model import load_model
from bot.nlp.parse import Parser, prepare
from bot.nlp.types import Actor, ActorType, Span


@pytest.fixture(scope="session")
def parser(extractor: Extractor) -> Parser:
    """The parser that the extractor uses, loaded by then."""
    return Parser(load_model())


def cast_of(parser: Parser, text: str) -> Cast:
    doc = next(parser.pipe([prepare(text).text]))
    return Cast.of(doc, [(q.start, q.end) for q in find_quoted(text, Paragraphs(text))])


def actor(cast: Cast, name: str) -> Actor:
    return next(a for a in cast.actors() if a.name == name)


def last(text: str, words: str) -> Span:
    start = text.rindex(words)
    return start, start + len(words)


ONE_PERSON = [
    # honorific and surname
    ("Sergei Lavrov met Wang Yi in Bali. Mr Lavrov left early.", "Sergei Lavrov", "Lavrov"),
    # a surname that comes first
    ("Xi Jinping met Olaf Scholz on Monday. Mr Xi spoke for an hour.", "Xi Jinping", "Xi"),
    # another spelling of the given name
    ("Sergei Lavrov left early. Later Sergey Lavrov returned to the hall.", "Sergei Lavrov", "Sergey Lavrov"),
    # a pet name, and a suffix
    ("Patrick Lee Jr. was fined. His lawyer said Pat Lee was sorry.", "Patrick Lee Jr.", "Pat Lee"),
    # a surname of several words
    ("James Van Buren sang. Van Buren then bowed.", "James Van Buren", "Van Buren"),
    # a first name alone
    ("Marcelo Duarte won the race. “Marcelo is fast,” said his brother.", "Marcelo Duarte", "Marcelo"),
]


@pytest.mark.parametrize(("text", "name", "alias"), ONE_PERSON)
def test_all_names_of_one_person_are_one_actor(parser: Parser, text: str, name: str, alias: str) -> None:
    cast = cast_of(parser, text)
    assert alias in actor(cast, name).aliases
    assert [a.name for a in cast.actors()].count(alias) == 0


SPORT = "The league match was the best game of the season, the coach of the home team said after three late goals. "

ONE_BODY = [
    # an acronym that the text explains, whatever its letters
    ("The Federal Police of Austria (BKA) made arrests. The BKA gave no names.", "Federal Police of Austria", "BKA"),
    # a name with "and" in it, and its acronym after "or"
    (
        "The Inspectorate of Trade and Industry, or ITI, must agree. The ITI said it would take a year.",
        "Inspectorate of Trade and Industry",
        "ITI",
    ),
    # an acronym that leaves out some of the letters
    (
        "The Centers for Disease Control and Prevention sent a team. The CDC said it would stay.",
        "Centers for Disease Control and Prevention",
        "CDC",
    ),
    # a company by its legal form, though its founder's name is a person's
    (
        "Dutch brewer Van Houten NV fell in Amsterdam. Shares in Van Houten have lost a third.",
        "Van Houten NV",
        "Van Houten",
    ),
    # a club that is called like its town
    (SPORT + "Costa has coached FC Porto and Lyon. Costa, who had also managed Porto, resigned.", "FC Porto", "Porto"),
    # a family in the plural
    ("The Mendoza family owns the brewery. Banks worked for the Mendozas.", "Mendoza family", "Mendozas"),
    # a team by its nickname
    (
        "Jalen Cross had 31 points, and the Portland Pioneers held off the Denver Peaks 112-108 on Friday night.\n\n"
        "“We bent and we didn't break,” Pioneers coach Lou Santini said.\n\n" + SPORT,
        "Portland Pioneers",
        "Pioneers",
    ),
    # soldiers of one country
    ("US troops left the base. American forces had said they would stay.", "US troops", "American forces"),
    # what a club calls itself in the signature of a post
    (
        "Ashford Town lost to the Wanderers. The Wanderers play again on Friday.\n\n"
        "— Ashford Town (@WanderersLive) May 2, 2019",
        "Ashford Town",
        "Wanderers",
    ),
]


@pytest.mark.parametrize(("text", "name", "alias"), ONE_BODY)
def test_all_names_of_one_body_are_one_actor(parser: Parser, text: str, name: str, alias: str) -> None:
    cast = cast_of(parser, text)
    assert any(alias in form for form in actor(cast, name).aliases)
    assert [a.name for a in cast.actors()].count(alias) == 0


ACTS = [
    ("Texas sued the firm on Friday.", "Texas", True),  # a state that does something
    ("The firm opened a plant in Texas.", "Texas", False),  # where something is done
    (SPORT + "Rovers travel to Everton on Sunday.", "Everton", True),  # a town for its club
    ("The minister will travel to Porto on Sunday.", "Porto", False),
    ("The Lindner Space Center, which keeps the rocks, has lent them two.", "Lindner Space Center", True),
    ("Rebels were flown from Zabul province to Doha.", "Zabul", False),  # no person
    ("A study ranks Indiana below Ohio. Teachers accuse Indiana of stinginess.", "Indiana", True),
    ("Teachers filled the Lindner Statehouse. Some slept in the Lindner Statehouse.", "Statehouse", False),
    ("Timothy Weeks was freed. He said Weeks’ family had asked for quiet.", "Weeks’ family", True),
    ("Typhoon Lando killed nine people. Lando was weaker by Sunday.", "Lando", False),
    ("The case was brought by nine families and the city of Dayton.", "Dayton", True),
    ("Thousands cheered in Beirut's Martyrs' Square.", "Square", False),
    ("The Trump administration sued. The administration was late.", "Trump administration", True),
    ("The rule of the Clinton-era law was clear, the firm said.", "Clinton", False),
    ("The plant was built with French utility EDF.", "EDF", True),  # an acronym that the tagger overlooks
    ("The dam broke.\n\nRead more: Jane Wood calls for a ban on dams", "Jane Wood", False),  # a link to another story
    ("The dam broke. (AP Photo/Jane Wood)\n\nNobody was hurt.", "Jane Wood", False),  # a photographer
]


@pytest.mark.parametrize(("text", "name", "listed"), ACTS)
def test_who_acts_is_listed_and_where_it_happens_is_not(parser: Parser, text: str, name: str, listed: bool) -> None:
    assert any(name in a.name for a in cast_of(parser, text).actors()) is listed


def test_a_company_keeps_no_full_stop_of_the_sentence(parser: Parser) -> None:
    cast = cast_of(parser, "Police spoke to the bus firm, Swift Travel Ltd.\n\nThe council said nothing.")
    assert actor(cast, "Swift Travel Ltd").role == "bus firm"


def test_a_name_taken_for_a_body_is_the_persons_who_bears_it(parser: Parser) -> None:
    text = "Nikola Petrov scored 35 for Denver. “I get a fine, OK. I pay,” Petrov said."
    assert actor(cast_of(parser, text), "Nikola Petrov").type is ActorType.PERSON


def test_an_office_tells_more_than_a_party(parser: Parser) -> None:
    cast = cast_of(parser, "Gov. Mike Dunmore spoke in Juneau. “We care,” said Dunmore, a Republican.")
    assert actor(cast, "Mike Dunmore").role == "Gov."


def test_groups_that_share_a_noun_stay_apart(parser: Parser) -> None:
    text = "The Rohingya Muslims fled. Aid groups said the Rohingya Muslims were hungry. Muslims in Jakarta prayed."
    assert "Muslims" not in actor(cast_of(parser, text), "Rohingya Muslims").aliases


def test_a_name_ends_at_a_closing_mark(parser: Parser) -> None:
    names = {a.name for a in cast_of(parser, 'Hart wept. "We lost it," the "Pose" actor told Hart.').actors()}
    assert not any('"' in name for name in names)


def test_a_name_carries_neither_title_nor_possessive(parser: Parser) -> None:
    cast = cast_of(parser, "US Secretary of State Antony Blinken's plane landed. Senator Jane Wood met it.")
    assert {a.name for a in cast.actors() if a.type is ActorType.PERSON} == {"Antony Blinken", "Jane Wood"}


def test_two_people_of_one_surname_stay_two(parser: Parser) -> None:
    text = "Derek Hollis was jailed. His daughter, Karen Hollis, was cleared. Ms Hollis wept. Mr Hollis did not."
    cast = cast_of(parser, text)
    assert {"Derek Hollis", "Karen Hollis"} <= {a.name for a in cast.actors()}
    assert cast.resolve(last(text, "Ms Hollis")).name == "Karen Hollis"
    assert cast.resolve(last(text, "Mr Hollis")).name == "Derek Hollis"


ROLES = [
    ("US Secretary of State Antony Blinken left.", "Antony Blinken", "US Secretary of State"),  # before the name
    ("Ann Lee, the chair of the school board, resigned.", "Ann Lee", "chair of the school board"),  # apposition
    ("Ann Lee, 46, a retired teacher, resigned.", "Ann Lee", "retired teacher"),  # after an age
    ("Wild coach Bruce Harper shouted.", "Bruce Harper", "Wild coach"),
    ("The plan is bad, said North Korea's leader, Kim Jong-un.", "Kim Jong-un", "North Korea's leader"),
    ("The brewer's union, Sintracer, asked it to wait.", "Sintracer", "brewer's union"),
    ("The judges Ann Lee, Bo Carter and Tim Ross agreed.", "Tim Ross", "judge"),  # a plural for each
    ("Ann Lee and Tim Ross, both professors at Yale, agreed.", "Ann Lee", "professor at Yale"),
    ("Tim Ross will replace Ann Lee as manager of Rovers.", "Tim Ross", "manager of Rovers"),  # comes into office
    (
        "Chinese Foreign Minister Wang Yi met his Russian counterpart Sergei Lavrov in Bali.",
        "Sergei Lavrov",
        "Russian foreign minister",  # the one role that is put together
    ),
]


@pytest.mark.parametrize(("text", "name", "role"), ROLES)
def test_a_role_is_what_the_article_says(parser: Parser, text: str, name: str, role: str) -> None:
    assert actor(cast_of(parser, text), name).role == role


MEANT = [
    # the subject of the sentence before
    ("Ann Lee met Tim Ross. She smiled. “It went well,” she said.", "she", "Ann Lee"),
    # gender tells
    ("Ann Lee met Tim Ross. “It went well,” he said.", "he", "Tim Ross"),
    # what the article calls him
    ("Tim Ross, a senator from Ohio, met Ann Lee, a lawyer. Then the senator left.", "the senator", "Tim Ross"),
    ("Apollo Ltd, a company in Leeds, sued the ministry. The company won.", "The company", "Apollo Ltd"),
    # two who are asked and praised are two
    ("Tim Ross spoke. He thanked Paul Kerr.", "He", "Tim Ross"),
    # a relative pronoun
    ("Ann Lee, who said it was late, left.", "who", "Ann Lee"),
    # a name in its whole phrase
    ("“Go,” said the chair of the board, Ann Lee.", "the chair of the board, Ann Lee", "Ann Lee"),
    # a spokesman without a name speaks for the body
    ("Apollo Ltd was sued. A spokesman for Apollo Ltd declined.", "A spokesman for Apollo Ltd", "Apollo Ltd"),
    # an age and nothing else: who is that old, or whose age nobody tells
    ("Ann Lee, 34, met Jo Ross, 51. “It went well,” the 51-year-old said.", "the 51-year-old", "Jo Ross"),
    ("Carlos Mota will coach Rovers. The 56-year-old said he was glad.", "The 56-year-old", "Carlos Mota"),
    # joint speakers
    ("“We agree,” Tim Ross and Paul Kerr said.", "Tim Ross and Paul Kerr", "Tim Ross and Paul Kerr"),
    # who is not named is described
    ("“It is a mess,” a senior official said.", "a senior official", "unnamed: a senior official"),
    # whose office it is
    ("Eric Holt stayed home. His office said he was ill.", "His office", "Eric Holt's office"),
]


@pytest.mark.parametrize(("text", "words", "name"), MEANT)
def test_words_mean_the_one_they_stand_for(parser: Parser, text: str, words: str, name: str) -> None:
    found = cast_of(parser, text).resolve(last(text, words))
    assert found.name == name
    assert 0 < found.confidence <= 1


@pytest.mark.parametrize("text", ["“It rains,” she said.", "“It rains,” I said.", "“It rains,” you said."])
def test_who_cannot_be_told_is_nobody(parser: Parser, text: str) -> None:
    found = cast_of(parser, text).resolve(last(text, text.split()[-2]))
    assert found.name is None
    assert found.confidence == 0


def test_an_unsure_answer_says_so(parser: Parser) -> None:
    sure = "Ann Lee met Tim Ross. “It went well,” he said."
    unsure = "Paul Kerr and Tim Ross met. “It went well,” he said."
    assert (
        cast_of(parser, unsure).resolve(last(unsure, "he")).confidence
        < cast_of(parser, sure).resolve(last(sure, "he")).confidence
    )


def test_a_capital_that_acts_stands_for_its_country(parser: Parser) -> None:
    text = "China met Russia in Vienna. Beijing urged calm, but Moscow said no. A man from Beijing watched."
    cast = cast_of(parser, text)
    assert "Beijing" in actor(cast, "China").aliases
    assert "Moscow" in actor(cast, "Russia").aliases
    assert cast.resolve(last(text, "Moscow")).name == "Russia"


def test_a_ministry_is_one_however_its_country_is_put(parser: Parser) -> None:
    text = "Russia's foreign ministry protested. The Russian foreign ministry said it would reply."
    assert [a.name for a in cast_of(parser, text).actors()].count("Russian foreign ministry") == 1


def test_an_acronym_joins_the_name_it_stands_for(parser: Parser) -> None:
    text = "The International Criminal Court (ICC) opened a case. The ICC said it would take a year."
    assert "ICC" in actor(cast_of(parser, text), "International Criminal Court").aliases


def test_a_byline_dateline_and_credits_name_no_actors(parser: Parser) -> None:
    text = (
        "Norvik buys rival\n\nBy Dana Whitlock\n\nROTTERDAM (Newswire) - Ann Lee resigned on Monday.\n\n"
        "(Reporting by Dana Whitlock; Editing by Sam Orlov)\n\nAGENCE ALPHA, BETA PRESS"
    )
    assert {a.name for a in cast_of(parser, text).actors() if a.type is ActorType.PERSON} == {"Ann Lee"}


def test_a_headline_s_capitals_make_no_names(parser: Parser) -> None:
    text = "Ann Lee Blasts Drab Plan For Schools In Furious Speech\n\nAnn Lee said on Monday that the plan was drab."
    assert [a.name for a in cast_of(parser, text).actors()] == ["Ann Lee"]


def test_mentions_are_places_in_the_text(parser: Parser) -> None:
    text = "Ann Lee met Tim Ross. She left. Ms Lee was tired."
    found = actor(cast_of(parser, text), "Ann Lee")
    assert [text[s:e] for s, e in found.mentions] == ["Ann Lee", "She", "Lee"]


def test_the_one_the_story_is_about_comes_first(parser: Parser) -> None:
    text = (
        "Mayor Ann Lee resigned on Monday after a row over a bridge.\n\nLee told the council that she was tired. "
        "She had led the city since 2015.\n\n“I am going home,” Lee said.\n\n"
        "Tim Ross, a baker who was passing by, said he had not noticed.\n\nLee will leave in May."
    )
    actors = cast_of(parser, text).actors()
    assert actors[0].name == "Ann Lee"
    assert actors[0].key
    assert actors[0].salience > max(a.salience for a in actors[1:])


@pytest.mark.parametrize("text", ["", " \n\n ", "the", "'s", "“”", "Mr", "(D-Ohio)", "A" * 3000, "Mr. Mr. Mr.", "by"])
def test_any_text_has_a_cast(parser: Parser, text: str) -> None:
    for doc in parser.pipe([text]):
        cast = Cast.of(doc)
        cast.actors()
        for start in range(min(len(text), 10)):
            cast.resolve((start, start + 1))


NAMED = [
    # letters of an office before a name, letters of an honour behind it
    ("Deputy DM Harshad Solanke denied it. Solanke left.", "Harshad Solanke"),
    ("Fenella Stroud KC opened the case. Ms Stroud sat down.", "Fenella Stroud"),
    # a first name that is a title too
    ("Dean Ackroyd, 44, was found. Ackroyd ran a bar.", "Dean Ackroyd"),
    # two brothers
    ("Ravi Anand Mehta died. His brother Ravi Suresh Mehta wept.", "Ravi Suresh Mehta"),
    # bodies that need no owner, and a body with its place
    ("The interior ministry said nine people had been held.", "interior ministry"),
    ("On Monday police closed the bridge. The mayor was furious.", "police"),
    ("The League of Rural Voters of Vermont sued on Monday.", "League of Rural Voters of Vermont"),
    # the short name in brackets
    ("The Coastal Shipping Institute (Coshin) fined him. Coshin denied a delay.", "Coastal Shipping Institute"),
]


@pytest.mark.parametrize(("text", "name"), NAMED)
def test_a_name_comes_out_whole_and_once(parser: Parser, text: str, name: str) -> None:
    names = [a.name for a in cast_of(parser, text).actors()]
    assert name in names
    assert not {"Coshin", "KC", "Solanke", "Stroud", "Ackroyd", "League of Rural Voters"} & set(names)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Lars Nyholm saved two penalties. The Swede was happy.", "Swede"),
        ("The local police chief spoke. House conservatives objected.", "House"),
        ("Q. Why now? Odile Marchand laughed.\n\nA. Because I can.", "Q."),
    ],
)
def test_what_only_tells_of_somebody_is_no_actor(parser: Parser, text: str, name: str) -> None:
    assert name not in [a.name for a in cast_of(parser, text).actors()]
