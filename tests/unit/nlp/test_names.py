"""Which names can be one person's, across spellings and articles."""

from __future__ import annotations

import pytest

from bot.nlp.names import SAME, same_person


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Sergei Lavrov", "Sergey Lavrov"),  # two ways to write a Russian name
        ("Volodymyr Zelensky", "Volodymyr Zelenskyy"),
        ("Mohammed bin Salman", "Muhammad bin Salman"),
        ("Bill Burns", "William Burns"),  # a pet name
        ("Kamala Harris", "Kamala D. Harris"),  # a middle initial more
        ("Kim Jong-un", "Kim Jong Un"),
        ("Bashar al-Assad", "Bashar Assad"),
        ("Thomas Müller", "Thomas Mueller"),
        ("Orban Viktor", "Viktor Orban"),  # family name first
        ("Dr. Ursula von der Leyen", "Ursula von der Leyen"),
        ("Recep Tayyip Erdoğan", "Recep Tayyip Erdogan"),
    ],
)
def test_one_person_in_two_spellings(a: str, b: str) -> None:
    assert same_person(a, b) >= SAME
    assert same_person(b, a) == same_person(a, b)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Bill Clinton", "Hillary Clinton"),  # a family
        ("George W. Bush", "George H. W. Bush"),  # father and son
        ("John A. Smith", "John B. Smith"),
        ("James Henry", "Henry James"),  # two given names change places
        ("J. Smith", "John Smith"),  # an initial alone proves nothing
        ("Smith", "John Smith"),  # nor does a surname
        ("Patrick Lee Jr.", "Patrick Lee"),
        ("Patrick Lee Jr.", "Patrick Lee Sr."),
        ("Li Na", "Li Nan"),
        ("Alan Smith", "Allan Smith"),  # two English names, though they sound alike
        ("Maria Moore", "Mary Moore"),
        ("", "John Smith"),
    ],
)
def test_two_people_are_never_taken_for_one(a: str, b: str) -> None:
    assert same_person(a, b) < SAME
    assert same_person(b, a) == same_person(a, b)
