"""Products and machines, and codes of markets and files: names of what is no actor. Firms with such names stay."""

from __future__ import annotations

import pytest

from bot.nlp.extractor import Extractor


def names(extractor: Extractor, text: str) -> list[str]:
    return [a.name for a in extractor.extract(text).actors]


NOBODY = [
    # told by a size, a new one, the plural, and what happens to machines alone
    ("Larkin sells the 14-inch Fenbook Pro for $900. Reviewers liked the Fenbook Pro.", "Fenbook Pro"),
    ("The FenBook is out. Larkin took features from old FenBooks, Lena Ortiz said.", "FenBooks"),
    ("Harwick unveiled its new Ternphone on Monday. The Ternphone ships in June.", "Ternphone"),
    ("Larkin unveiled the Galaxy Leaf in Seoul. The Galaxy Leaf costs $2,000.", "Galaxy Leaf"),
    ("Lena Ortiz drove her old Volvo to the hearing.", "Volvo"),
    # by what they are
    ("NASA will test the Heavy Launch System (HLS). The HLS is late, Lena Ortiz said.", "Heavy Launch System"),
    ("The airline ordered 50 Airbus jets. The A350 order was cut, and it kept the A380.", "A350"),
    ("The air force flew F-16s and an F-35 over the bay, Lena Ortiz said.", "F-35"),
    ("Larkin tested its Sternship vehicle. Sternship blew up, Lena Ortiz said.", "Sternship"),
    ("Lena Ortiz praised the plan for Deep Launch System Block 1B.", "Deep Launch System Block 1B"),
    # codes
    ("Copper CMCU3 rose 0.86% to $5,880.00 a tonne, Lena Ortiz said.", "Copper CMCU3"),
    ("Brent LCOc1 was last at $60.73, and Sterling GBP= fell, Lena Ortiz said.", "Brent LCOc1"),
    ("Benchmark 10-year notes US10YT=RR last rose 7/32 in price, Lena Ortiz said.", "RR"),
    ("The motion, marked Number FHC/KD/03/095/2018, was Lena Ortiz's.", "Number FHC"),
    # tables and groups of sport
    ("Norway won Group D on Monday, coach Lena Ortiz said.", "Group D"),
    ("The empty slot in Path C goes to Norway, coach Lena Ortiz said.", "Path C"),
]


@pytest.mark.parametrize(("text", "name"), NOBODY)
def test_what_is_made_and_what_is_a_code_is_nobody(extractor: Extractor, text: str, name: str) -> None:
    assert name not in names(extractor, text)


SOMEBODY = [
    ("Tesla said its cars were safe. Drivers bought a new Tesla. Tesla sued the state.", "Tesla"),
    ("Ford announced a new Ford. Ford workers went on strike.", "Ford"),
    ("Facebook launched a new Instagram. Instagram said it was happy.", "Instagram"),
    ("The Boeing jet landed. Boeing shares fell 3%.", "Boeing"),
    ("Lena Ortiz spoke to a new USA TODAY/Tellus poll's makers. USA TODAY published it.", "USA TODAY"),
    ("Three-month aluminum on the London Metal Exchange CMAL3 lost 0.06%.", "London Metal Exchange"),
    # bodies known by their words
    ("Air Tarnia bought two jets from Norway's Air Fjord.", "Air Fjord"),
    ("Three probes were tested at NASA's Larkin Space Flight Center in Maryland.", "Larkin Space Flight Center"),
    ("Diplomats met on Monday. Bosnia and Herzegovina signed the pact.", "Bosnia and Herzegovina"),
    (
        "Lena Ortiz gave money to the National Society for the Prevention of Harm to Animals.",
        "National Society for the Prevention of Harm to Animals",
    ),
    (
        "John Harper, vice president at Larkin Defense, Space, and Security, said costs rose.",
        "Larkin Defense, Space, and Security",
    ),
    ("Police found Lena Ortiz at Forest Dale's LarkSpring Suites hotel on Sunday.", "LarkSpring Suites"),
    # a mark that is a shop's
    ("Norvik fell. Rival Tarn's was also lower on Monday.", "Tarn's"),
    # a surname with an apostrophe, a broker, two makers of what others own
    ("A former Beth O’Hara supporter, Lena Ortiz is a voter again.", "Beth O’Hara"),
    ("Shares fell, said Lena Ortiz, director, Larkin Securities.", "Larkin Securities"),
    ("Delta flew its Boeing jets home on Monday, Lena Ortiz said.", "Boeing"),
    ("Tesla Inc. recalled its Tesla vehicles. Tesla declined to comment.", "Tesla Inc."),
    # a surname that is a trade
    ("The hosts were Lena Ortiz and Chelsea Handler.", "Chelsea Handler"),
]


@pytest.mark.parametrize(("text", "name"), SOMEBODY)
def test_firms_and_bodies_are_somebody(extractor: Extractor, text: str, name: str) -> None:
    assert name in names(extractor, text)


def test_every_team_of_a_list_takes_part(extractor: Extractor) -> None:
    text = (
        "Scotland drew with Serbia in the semifinal, Norway beat Denmark, and Wales won its qualifying match.\n\n"
        "The playoffs are close, coach Lena Ortiz said, and every goal of the season counts.\n\n"
        "The striker scored twice in the second half, and the penalty was saved.\n\n"
        "Here is the list of those that go on to play in March, which will be drawn on Friday.\n\n"
        "It is long.\n\nIt is open.\n\n"
        "Path A: Iceland, Kosovo, Northern Ireland, Israel\n\nPath B: Bosnia and Herzegovina, Slovakia, Albania\n"
        "Poland (Group G): Fourth appearance\nCzech Republic (Group A): Seventh appearance"
    )
    found = names(extractor, text)
    for team in (
        "Kosovo",
        "Northern Ireland",
        "Israel",
        "Slovakia",
        "Albania",
        "Poland",
        "Czech Republic",
        "Bosnia and Herzegovina",
    ):
        assert team in found


def test_a_share_in_a_table_is_no_name_of_its_firm(extractor: Extractor) -> None:
    text = (
        "Norvik reported earnings on Monday. Rival Tarn's was also lower.\n\n"
        "NVK NORVIK SHIPPING INC. 225.86 -12.99 -5.44%\nTRN TARN'S COMPANIES INC. 113.40 -1.62 -1.41%\n\n"
        "The shipper earned $2.8 billion, Lena Ortiz said."
    )
    assert not [n for n in names(extractor, text) if n.isupper()]


def test_a_town_with_a_police_is_no_person(extractor: Extractor) -> None:
    text = "A tip led Forest Dale police officers to Forest Dale's hotel, where Lena Ortiz was found."
    assert not [a for a in extractor.extract(text).actors if a.name == "Forest Dale" and a.type == "person"]


def test_a_machine_is_no_agency(extractor: Extractor) -> None:
    text = (
        "NASA will test the Heavy Launch System (HLS). The HLS has been a key part of NASA's plans. "
        "The agency has maintained that the HLS is essential."
    )
    assert "Heavy Launch System" not in names(extractor, text)
