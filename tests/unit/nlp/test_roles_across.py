"""Roles told across a comma, a clause or a sentence: own sentences, one construct each."""

from __future__ import annotations

import pytest

from bot.nlp.extractor import Extractor

ACROSS = [
    # one among several
    ("Local divers came first. One of them, Arjun Holt, told the BBC he had heard it.", "Arjun Holt", "local diver"),
    ("Two nurses were hurt. One of them, Ada Moss, said she was in pain.", "Ada Moss", "nurse"),
    ("One of the family's lawyers, Ben Askew, said the video shows nothing.", "Ben Askew", "family's lawyer"),
    ("“No,” said Ben Askew, one of several coal industry veterans there.", "Ben Askew", "coal industry veteran"),
    ("Ben Askew, another deportee, said he had paid an agent.", "Ben Askew", "deportee"),
    ("A neighbour said she heard a shout. Another, Tony Weir, said: “It is quiet.”", "Tony Weir", "neighbour"),
    ("Mum-of-three Ada Moss said it was late.", "Ada Moss", "Mum-of-three"),
    ("A manager at the firm, who gave only her first name, Lori, says so.", "Lori", "manager at the firm"),
    ("“No,” said Ben Askew KC, counsel to the inquiry.", "Ben Askew", "counsel to the inquiry"),
    ("Moor Town boss Kev Holt was “glad” after the League Two side came from two goals down.", "Moor Town",
     "League Two side"),
    ("Holm met Sens. Ben Askew and Ada Moss.", "Ada Moss", "Sen."),
    ("Reps. Ben Askew, Ada Moss and Tony Weir voted against it.", "Tony Weir", "Rep."),
    ("Economists including Ben Askew and Ada Moss warned of a slump.", "Ada Moss", "economist"),
    ("It was signed by poets, such as Ben Askew and Ada Moss.", "Ben Askew", "poet"),
    ("People such as Ben Askew were there.", "Ben Askew", None),
    ("Friends including Ben Askew were there.", "Ben Askew", None),
    # an office with what it is of
    ("Former U.S. ambassador to Ukraine Ada Moss has denied it.", "Ada Moss", "Former U.S. ambassador to Ukraine"),
    ("The group's head of research Ben Askew said prices would fall.", "Ben Askew", "group's head of research"),
    ("Minister for the environment Ada Moss said it was late.", "Ada Moss", "Minister for the environment"),
    ("The wife of actor Ben Askew said nothing.", "Ben Askew", "actor"),
    ("President of the Assembly, Ada Moss, Senator Ben Askew and Senator Tony Weir sued.", "Ben Askew", "Senator"),
    ("President of the Assembly, Ada Moss, Senator Ben Askew and Senator Tony Weir sued.",
     "Ada Moss", "President of the Assembly"),
    # whose office it is, or was
    ("Ada Moss, former chief executive of Lantern, quit. Her successor, Ben Askew, said: “I am ready.”",
     "Ben Askew", "chief executive of Lantern"),
    ("The Housing Campaign, whose chair, Rep. Ada Moss, was away, called Bell “a liar”.",
     "Ada Moss", "Housing Campaign's chair"),
    # what a pronoun is said to be
    ("Ada Moss used a private server while she was secretary of state.", "Ada Moss", "secretary of state"),
    ("Ada Moss joined in 2010. She is a trained cellist and lives in Hull.", "Ada Moss", "trained cellist"),
    ("Ada Moss lives in Hull. She was a child when the war began.", "Ada Moss", None),
    ("Ada Moss lives in Hull. She was the victim of a hoax.", "Ada Moss", None),
    # what somebody is known for, an age, a fellow
    ("Ada Moss, best known for painting ferries, has died.", "Ada Moss", "best known for painting ferries"),
    ("“No,” said Ada Moss, a 58-year-old wheat grower.", "Ada Moss", "wheat grower"),
    ("Ada Moss, the nearly 60-year-old sister of the mayor, has left.", "Ada Moss", "sister of the mayor"),
    ("Ada Moss, a fellow at the Coast Institute, said so.", "Ada Moss", "fellow at the Coast Institute"),
    # a body that was told is no part of the title behind it
    ("Two aides told CNN President Ada Moss would sign the bill.", "Ada Moss", "President"),
    ("He told Lantern chief executive Ada Moss that it was late.", "Ada Moss", "Lantern chief executive"),
    # the full name is introduced, the short one called
    ("The convicted fraudster Moss is dead. The banker Ada Moss died on Friday.", "Ada Moss", "banker"),
    ("Prince Edmund stayed. His mother, Queen Beatrix, was away.", "Queen Beatrix", "Edmund's mother"),
    # what bodies are called
    ("Shares in Ryanair fell after the airline warned on profit.", "Ryanair", "airline"),
    ("CNBC reported the talks had failed. The news organization cited nobody.", "CNBC", "news organization"),
    ("Delta Air Lines sued Boeing. The company said it was sorry.", "Boeing", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name", "role"), ACROSS)
def test_a_role_is_read_across(extractor: Extractor, text: str, name: str, role: str | None) -> None:
    assert next(a for a in extractor.extract(text).actors if a.name == name).role == role
