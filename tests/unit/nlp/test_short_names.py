"""Other names of one body or person: own sentences."""

from __future__ import annotations

import pytest

from bot.nlp.extractor import Extractor

ONE_BODY: list[tuple[str, list[str], list[str]]] = [
    (
        "The Ministry of Defence lost two drones. The Defence Ministry said it was an accident. The MoD will "
        "hold an inquiry.",
        ["Ministry of Defence"],
        ["Defence Ministry", "MoD"],
    ),
    (
        "Russia's Ministry of Defence said it downed a drone. The Russian Defence Ministry gave no details. "
        "The Defence Ministry posted a video.",
        [],
        ["Defence Ministry"],
    ),
    (
        "Andrés Manuel López Obrador left office. López Obrador flew home. Lopez Obrador said he would write.",
        ["Andrés Manuel López Obrador"],
        ["López Obrador", "Lopez Obrador"],
    ),
    (
        "Luiz Inácio Lula da Silva won. Lula said the people had spoken. Da Silva is 77.",
        ["Luiz Inácio Lula da Silva"],
        ["Lula", "Da Silva", "Silva"],
    ),
    (
        "Ursula von der Leyen spoke in Brussels. Von der Leyen said the bloc was ready. Mrs von der Leyen left.",
        ["Ursula von der Leyen"],
        ["Von der Leyen", "von der Leyen", "Leyen"],
    ),
    (
        "Abdel Fattah al-Sisi met the envoy. Sisi said the border was shut. Al-Sisi has ruled since 2014.",
        ["Abdel Fattah al-Sisi"],
        ["Sisi", "Al-Sisi"],
    ),
    (
        "Mohammed bin Salman arrived in Paris. Bin Salman said prices were fair. The crown prince smiled.",
        ["Mohammed bin Salman"],
        ["Bin Salman", "Salman"],
    ),
    (
        "Donald J. Trump spoke in Ohio. Donald Trump said he would win. Mr. Trump waved. Trump left.",
        ["Donald J. Trump"],
        ["Donald Trump", "Trump"],
    ),
    (
        "Robert F. Kennedy Jr. dropped out. Kennedy thanked his team. RFK Jr. flew home.",
        ["Robert F. Kennedy Jr."],
        ["Kennedy", "RFK Jr.", "RFK Jr"],
    ),
    (
        "Pope Francis blessed the crowd. Francis said peace was near. The pope then left.",
        ["Pope Francis"],
        ["Francis"],
    ),
    (
        "King Charles III opened the bridge. King Charles shook hands. Charles laughed.",
        ["King Charles III"],
        ["King Charles", "Charles"],
    ),
    (
        "Prince William visited the home. William played chess. The prince lost.",
        ["Prince William"],
        ["William"],
    ),
    (
        "Sir Keir Blunt resigned. Keir Blunt said he was tired. Sir Keir left by the back door.",
        ["Keir Blunt"],
        ["Sir Keir", "Keir"],
    ),
    (
        "The Seattle Mariners beat the Houston Astros 4-2 on Friday night, scoring three runs in the ninth "
        "inning.\n\nSeattle has won six games in a row. The Mariners trailed until the eighth. “We kept at "
        "it,” Mariners manager Lou Dent said.\n\nHouston left 10 runners on base. The Astros have lost four "
        "straight, and their pitcher took the loss.",
        ["Seattle Mariners", "Houston Astros"],
        ["Seattle", "Houston", "Mariners", "Astros"],
    ),
    (
        "Manchester City beat Leeds United 2-0 in the Premier League match on Sunday. City scored in the "
        "first half through a header by Ian Bell. United had a goal ruled out, and their goalkeeper was sent "
        "off. City manager Pep Sala praised the striker.",
        ["Manchester City", "Leeds United"],
        ["City", "United"],
    ),
    (
        "Bayern Munich lost 3-1 at Mainz in the league on Saturday. Bayern's striker Ola Lund missed a "
        "penalty. Mainz coach Bo Carl said the goal was a gift; the match was the season's best.",
        ["Bayern Munich"],
        ["Bayern"],
    ),
    (
        "Chelsea FC sacked the coach. Chelsea said results were poor. The club lost five matches in a row in "
        "the league, and the goalkeeper was injured.",
        ["Chelsea FC"],
        ["Chelsea"],
    ),
    (
        "Lantern Platforms Inc. fired 200 people. Lantern said it was sorry. Lantern Platforms has 900 staff.",
        [],
        ["Lantern", "Lantern Platforms"],
    ),
    (
        "The Metropolitan Police arrested two men. The Met said they were 19. Scotland Yard is leading the search.",
        ["Metropolitan Police"],
        ["Met"],
    ),
    (
        "The Bank of England held rates. The Bank said prices would fall. Economists at the Bank of England disagree.",
        ["Bank of England"],
        ["Bank", "England"],
    ),
    (
        "The Supreme Court of Kenya annulled the vote. The Supreme Court said there was fraud. The court "
        "will sit again.",
        ["Supreme Court of Kenya"],
        ["Supreme Court"],
    ),
    (
        "The Conservative Party lost the seat. The Conservatives said it was local. Tories fear worse. Tory "
        "MPs met on Monday.",
        ["Conservative Party"],
        ["Tories", "Conservatives"],
    ),
    (
        "The Labour Party won the seat. Labour said it was a good night. Labour's candidate, Una Shaw, wept.",
        ["Labour Party", "Una Shaw"],
        ["Labour"],
    ),
    (
        "The Green Party won two seats. The Greens said it was a start. Una Shaw, a Green councillor, wept.",
        ["Green Party"],
        ["Greens"],
    ),
    (
        "The Trump administration cut the fund. The administration said it was waste. Trump officials met mayors.",
        ["Trump administration"],
        ["administration"],
    ),
    (
        "The Romanian government offered aid. The government said it had no more. Bucharest will borrow.",
        ["Romanian government"],
        ["government"],
    ),
    (
        "Kim Jong Un watched the test. Kim said it was perfect. Kim Jong Un's sister, Kim Yo Jong, stood by.",
        ["Kim Jong Un", "Kim Yo Jong"],
        ["Kim"],
    ),
    (
        "Moody's Investors Service cut the rating. Moody's said debt was high. Moody’s will look again in May.",
        ["Moody's Investors Service"],
        ["Moody's", "Moody’s", "Moody"],
    ),
    (
        "Nicola Williams won gold. Williams' coach wept. “I'm proud,” Williams said. Williams’s mother cheered.",
        ["Nicola Williams"],
        ["Williams", "Williams'", "Williams’s"],
    ),
    (
        "Hamas's leader was killed. Hamas said it would reply. Hamas' fighters fled.",
        ["Hamas"],
        ["Hamas's", "Hamas'"],
    ),
    (
        "The National Trust for Scotland closed three castles. The National Trust said walls were unsafe. "
        "The Trust wants help.",
        ["National Trust for Scotland"],
        ["National Trust", "Trust"],
    ),
    (
        "The House of Representatives passed the bill. The House sent it to the Senate. House Speaker Al "
        "Dane signed it.",
        ["House of Representatives"],
        ["House"],
    ),
    (
        "The Office for National Statistics said prices rose. The ONS said food was dear. ONS figures are "
        "due on Friday.",
        ["Office for National Statistics"],
        ["ONS"],
    ),
    (
        "The World Health Organization sent a team. The WHO said cases fell. WHO chief Ana Lopes left.",
        ["World Health Organization"],
        ["WHO"],
    ),
    (
        "Thomas “Tommy” Lee Hart was shot. Tommy Lee Hart had two sons. Hart was 40.",
        ["Thomas Lee Hart"],
        ["Tommy Lee Hart", "Hart"],
    ),
    (
        "Mike Dunn and his brother Joe Dunn opened a bar. Mike ran it. Joe cooked. The Dunns sold it in May.",
        ["Mike Dunn", "Joe Dunn"],
        ["Mike", "Joe"],
    ),
    (
        "Israel's military struck the camp. The Israeli military said fighters hid there. The military gave "
        "no proof. The Israel Defense Forces posted a video. The IDF left.",
        [],
        ["military", "IDF", "Israel's military"],
    ),
    (
        "Police in Leeds held two men. West Yorkshire Police said they were 19. The force gave no names. "
        "Police seized a van.",
        ["West Yorkshire Police"],
        ["Police", "police"],
    ),
    (
        "The Federal Reserve held rates. The Fed said prices would fall. Fed Chair Ann Lee spoke.",
        ["Federal Reserve", "Ann Lee"],
        ["Fed"],
    ),
    (
        "The European Commission fined the firm. The Commission said it broke the law. Brussels will fine it again.",
        ["European Commission"],
        ["Commission"],
    ),
    (
        "The UN Security Council met. The Security Council passed a text. The council will meet again, the "
        "United Nations said.",
        ["UN Security Council"],
        ["Security Council"],
    ),
    (
        "Volkswagen AG cut jobs. Volkswagen said it was sorry. VW has 600,000 staff. The carmaker will sell a plant.",
        [],
        ["Volkswagen"],
    ),
    (
        "Nirmala Devi Sharma resigned. Ms Sharma said she was tired. Nirmala Sharma will teach.",
        ["Nirmala Devi Sharma"],
        ["Nirmala Sharma", "Sharma"],
    ),
    (
        "JOHN HARGREAVES: Thank you. ANN LEE: Welcome. John Hargreaves is the author of two books. Ann Lee "
        "hosts the show.",
        ["John Hargreaves", "Ann Lee"],
        ["JOHN HARGREAVES", "ANN LEE"],
    ),
    (
        "Minnesota's health department closed a plant. The Minnesota Department of Health said food was "
        "unsafe. The health department will test it.",
        [],
        ["health department"],
    ),
    (
        "The Sydney Morning Post reported it. The Post said the minister knew. The minister told the Morning "
        "Post he was sorry.",
        ["Sydney Morning Post"],
        ["Post", "Morning Post"],
    ),
]


@pytest.mark.parametrize(("text", "wanted", "unwanted"), ONE_BODY)
def test_other_names_of_one_are_no_further_actors(
    extractor: Extractor, text: str, wanted: list[str], unwanted: list[str]
) -> None:
    names = [a.name for a in extractor.extract(text).actors]
    assert set(wanted) <= set(names)
    assert set(unwanted).isdisjoint(names)


SHAPES = [
    # a town and a place with small words between hyphens
    ("He flew to Mar-a-Lago. Ann Lee met him at Mar-a-Lago.", ["Ann Lee"], ["Lago", "Mar"]),
    # a shop whose name has a mark
    ("McDonald's said sales fell. McDonald's will close ten shops.", ["McDonald's"], ["McDonald"]),
    # an initial that is a form of address in French
    ("Sen. Edward M. Kendal was kind. Kendal smiled.", ["Edward M. Kendal"], ["Kendal"]),
    # two bodies with a comma between
    ("Facebook, Google and Microsoft refused. Google said it was late.", ["Google"], ["Facebook, Google"]),
    # a verb that was taken into a name
    ("Karin Blom spoke. Blom chairs the housing committee. Blom left.", ["Karin Blom"], ["Blom chairs"]),
    # the department that foreign affairs are run from
    (
        "The State Department sent a note. The State Department gave no date.",
        ["State Department"],
        ["US State Department"],
    ),
    # the House is not the White House
    ("The White House sent a bill. The House rejected it, and House leaders cheered.", ["White House"], []),
]


@pytest.mark.parametrize(("text", "wanted", "unwanted"), SHAPES)
def test_names_begin_and_end_where_they_should(
    extractor: Extractor, text: str, wanted: list[str], unwanted: list[str]
) -> None:
    names = [a.name for a in extractor.extract(text).actors]
    assert set(wanted) <= set(names)
    assert set(unwanted).isdisjoint(names)


def test_a_man_and_a_woman_of_one_surname_stay_two(extractor: Extractor) -> None:
    text = "Michelle Orban gave a party. Mr. Orban came late. President Orban smiled. Mrs. Orban did not."
    people = {a.name: a.aliases for a in extractor.extract(text).actors}
    assert {"Michelle Orban", "Orban"} <= set(people)


KINDS = [
    ("Shares in Bakkmo fell 3%. Bakkmo said demand was weak.", "Bakkmo", "organization"),
    ("In an interview with Vantage, Zuri Maddox said she was glad.", "Vantage", "organization"),
    ("Norvo, the Oslo-listed salmon farmer, said no.", "Norvo", "organization"),
    (
        "Harbour Rovers lost the league match to a late goal. The Rovers goalkeeper saved a penalty, the coach said. "
        "Harbour Rovers have two games left this season.",
        "Harbour Rovers",
        "organization",
    ),
]


@pytest.mark.parametrize(("text", "name", "kind"), KINDS)
def test_what_kind_of_actor_the_words_around_a_name_tell(extractor: Extractor, text: str, name: str, kind: str) -> None:
    assert next(a for a in extractor.extract(text).actors if a.name == name).type == kind


def test_a_councillors_short_title_is_no_part_of_the_name(extractor: Extractor) -> None:
    text = "Tarrabool Mayor Trish Whitby spoke. “People are frightened,” Cr Whitby said."
    assert [a.name for a in extractor.extract(text).actors if "Whitby" in a.name] == ["Trish Whitby"]


def test_a_headlines_spelling_does_not_hide_the_full_name(extractor: Extractor) -> None:
    text = "Norwich Harriers: late goal sinks visitors\n\nNorwich Harriers won. Norwich said so. Norwich Harriers rest."
    assert "Norwich Harriers" in {a.name for a in extractor.extract(text).actors}


def test_mr_with_a_surname_is_not_the_woman_of_that_name_further_down(extractor: Extractor) -> None:
    text = (
        "The budget was signed on Monday. Mr. Harlow praised it. “It is fair,” he said.\n\n"
        "The workers, of whom Michelle Harlow spoke in May, were not paid."
    )
    (quote,) = extractor.extract(text).quotes
    assert quote.speaker == "Harlow"


@pytest.mark.parametrize(
    "text",
    [
        # the headline's surname is nobody's in particular, and a longer form of a name may come late
        "The Harlow family drama\n\nAs Rep. Alan Harlow’s campaign fell apart, he sent out a call.\n\n"
        "Harlow was phoning for his new wife, Dena Minning Harlow.\n\n“Alan Mark Harlow was unfaithful,” "
        "wrote Lolita Harlow, his former wife.\n\n“She’s going to have my name,” Harlow said in May.",
        # with several in one sentence it is the one whom the sentence is about
        "Alan Harlow met voters on Monday with his wife, Dena Harlow.\n\n“We will win,” Harlow said.",
    ],
)
def test_a_surname_that_kin_share_is_whose_story_it_is(extractor: Extractor, text: str) -> None:
    quote = extractor.extract(text).quotes[-1]
    assert quote.speaker in ("Alan Harlow", "Alan Mark Harlow")


def test_a_surname_that_several_bear_is_less_sure(extractor: Extractor) -> None:
    alone = "Alan Harlow met voters on Monday.\n\n“We will win,” Harlow said."
    shared = "Alan Harlow met voters on Monday with his wife, Dena Harlow.\n\n“We will win,” Harlow said."
    (sure,), (less,) = extractor.extract(alone).quotes, extractor.extract(shared).quotes
    assert less.confidence < sure.confidence - 0.1


def test_a_surname_that_is_a_capitals_name_is_the_persons_where_one_bears_it(extractor: Extractor) -> None:
    place = "The US president flew to London on Friday.\n\n“We are close,” Washington said."
    person = "Keri Washington met the US president in Washington on Friday.\n\n“We are close,” Washington said."
    assert extractor.extract(place).quotes[-1].speaker == "United States"
    assert extractor.extract(person).quotes[-1].speaker == "Keri Washington"
