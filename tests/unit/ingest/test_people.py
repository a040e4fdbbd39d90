"""Bylines name people, and nobody and nothing else."""

from __future__ import annotations

import pytest

from bot.ingest.people import names_in


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("Ada Moreno", ("Ada Moreno",)),
        ("By Ada Moreno and Jan de Wit", ("Ada Moreno", "Jan de Wit")),
        ("By ADA MORENO, JAN DE WIT & J.R. O'NEIL", ("Ada Moreno", "Jan de Wit", "J.R. O'Neil")),
        ("Ada Moreno, Political Editor", ("Ada Moreno",)),
        ("Ada Moreno in Geneva", ("Ada Moreno",)),
        ("Ada Moreno for The Tide", ("Ada Moreno",)),
        ("Ada Moreno - Chief reporter", ("Ada Moreno",)),
        ("Ada Moreno ada.moreno@tide.example @adamoreno", ("Ada Moreno",)),
        ("Von Ada Moreno und Jan Krüger", ("Ada Moreno", "Jan Krüger")),
        ("Par Zoé L'Écuyer", ("Zoé L'Écuyer",)),
        ("Dr. Ada Moreno", ("Ada Moreno",)),
        ("Jean-Luc Ben-Ami", ("Jean-Luc Ben-Ami",)),
        ("Текст: Ада Морено", ("Ада Морено",)),
        ("Ada&#39;s O&#39;Neil", ("Ada's O'Neil",)),
        ("Ada Moreno. Tide International", ("Ada Moreno",)),
        ("Posted by Ada Moreno", ("Ada Moreno",)),
        ("Ada Moreno, Ada Moreno", ("Ada Moreno",)),
        ("Ada Moreno Political correspondent", ("Ada Moreno",)),
        ("Ada Moreno Staff Writer", ("Ada Moreno",)),
        ("Political editor Ada Moreno", ("Ada Moreno",)),
        ("Story and photos by Ada Moreno", ("Ada Moreno",)),
        ("By ADA MORENO Associated Press", ("Ada Moreno",)),
        ("Ada Moreno, chief crime reporter, and Jan de Wit, data editor", ("Ada Moreno", "Jan de Wit")),
        ("Moreno, Ada; Wit, Jan", ("Ada Moreno", "Jan Wit")),
        ("Ada Moreno, Jr.", ("Ada Moreno Jr.",)),
        ("Ada Moreno, PhD", ("Ada Moreno",)),
        ("Ada Moreno Updated Nov 20, 2026", ("Ada Moreno",)),
        ("Ada Moreno For The Tide", ("Ada Moreno",)),
        ("by Ada Moreno Monday, November 18, 2026", ("Ada Moreno",)),
        ("Sunday Adeyemi", ("Sunday Adeyemi",)),
        ("Blessing Sunday", ("Blessing Sunday",)),
        # Nobody
        ("Our Correspondent", ()),
        ("Staff Reporter", ()),
        ("CNN Business", ()),
        ("Friday Morning", ()),
        ("Staff", ()),
        ("Tide Staff", ()),
        ("By Tide staff and wire reports", ()),
        ("Staff Writer", ()),
        ("admin", ()),
        ("Redaktion", ()),
        ("The Tide", ()),
        ("Reuters", ()),
        ("Associated Press", ()),
        ("desk@tide.example", ()),
        ("https://www.facebook.com/thetide", ()),
        ("Photo: Ada Moreno", ()),
        ("19 November 2026", ()),
        ("", ()),
        ("It was a dark and stormy night over the harbour", ()),
    ],
)
def test_names_of_a_byline(byline: str, names: tuple[str, ...]) -> None:
    assert names_in([byline]) == names


def test_the_outlet_is_no_author() -> None:
    assert names_in(["Harbour Herald", "Ada Moreno"], outlet="The Harbour Herald") == ("Ada Moreno",)


def test_one_word_is_a_name_only_where_it_may_be() -> None:
    assert names_in(["Zoé"]) == ()
    assert names_in(["Zoé"], single=True) == ("Zoé",)
    assert names_in(["Zoé", "Ada Moreno"], single=True) == ("Ada Moreno",)


def test_a_crowd_is_no_byline() -> None:
    assert names_in([f"Ada {chr(65 + i)}moreno" for i in range(12)]) == ()
